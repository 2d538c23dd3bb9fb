"""Which recommendation on record each one of a UN document is: the match, and what it adds.

A Working Group's report, its addendum and OHCHR's matrix cite a recommendation by the number of
the report. So the record is that of the same State, report (or cycle) and paragraph; one that
came without a paragraph is found by its text and States (``division``). A draft without a text
is a reply: it makes no record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import Any

from belarus_hr.domain.reconcile.apply import without_empty
from belarus_hr.domain.reconcile.candidates import source_review
from belarus_hr.domain.reconcile.division import Division
from belarus_hr.domain.reconcile.document_changes import (
    with_document,
    with_items_of,
    with_overall_answer,
    without_items,
)
from belarus_hr.domain.reconcile.reconcile import Draft, Matcher, Reconciliation
from belarus_hr.domain.records.identity import identity_key
from belarus_hr.domain.records.kinds import ASSESSMENT, RECOMMENDATION, REVIEW, NewRecord, Record
from belarus_hr.domain.reference.states import BELARUS

_Key = tuple[Any, ...]


def match_un_documents(reconciliation: Reconciliation, drafts: Mapping[int, Draft]) -> None:
    """Put what documents say in its records, reports before replies, or leave it out."""
    places = _Places(reconciliation.recommendations())
    verdicts_in = {n: draft for n, draft in drafts.items() if draft.kind is ASSESSMENT}
    drafts = {n: draft for n, draft in drafts.items() if draft.kind is RECOMMENDATION}
    worded = {number: draft.record for number, draft in drafts.items() if "text" in draft.record}
    new = {number: record for number, record in worded.items() if not places.at(record)}
    verdicts = reconciliation.collection.of(ASSESSMENT).values()
    judged = {verdict["recommendation"] for verdict in verdicts}
    reviews = reconciliation.collection.of(REVIEW).values()
    division = Division(places.records, _first_of_each(new), judged, reviews)
    for number, record in worded.items():
        _put(reconciliation, places, division, number, record)
    for number in drafts.keys() - worded.keys():
        _reply(reconciliation, places, number, drafts[number].record)
    for number, draft in verdicts_in.items():
        _verdict(reconciliation, places, number, draft.record)


UN_DOCUMENTS = Matcher(name="un-document", order=-1, match=match_un_documents)


def citation(state: str, cycle: int, paragraph: str) -> str:
    """Return how a verdict of a document names its recommendation until that is found."""
    return f"{state}/{cycle}/{paragraph}"


def _first_of_each(records: Mapping[int, Record]) -> dict[int, Record]:
    """Return each paragraph once, where several documents of the files hold it."""
    first: dict[_Key, int] = {}
    for number, record in records.items():
        first.setdefault((*source_review(record), record["paragraph"]), number)
    return {number: records[number] for number in first.values()}


def _put(
    reconciliation: Reconciliation,
    places: _Places,
    division: Division,
    number: int,
    draft: Record,
) -> None:
    """Put a recommendation in the record of its place or of its text, or in a new one."""
    ids, reason = places.at(draft), "same document and paragraph"
    if len(ids) > 1 or number in division.doubts:
        doubt = f"it could be {' and '.join(sorted(ids))}"
        reconciliation.leave_out(number, division.doubts.get(number, doubt))
        return
    if not ids:
        own = division.home.get(number, "")
        reason = "same text and State" if own else "not on record"
        ids = {own or reconciliation.new_id(RECOMMENDATION, draft)}
        draft = with_items_of(draft, division.taken(number), has_home=bool(own))
        reconciliation.reword(number, draft)

    def change(now: Record, _: Record) -> NewRecord:
        left = without_items(now, division.given_up(number))
        return with_document(with_overall_answer(left, draft), draft)

    (id_,) = ids
    others, to_check = division.others(number), division.to_check(number)
    reconciliation.put(number, id_, reason, change, besides=others, to_check=to_check)
    places.keep(id_, draft)


def _reply(reconciliation: Reconciliation, places: _Places, number: int, draft: Record) -> None:
    """Put a reply in its recommendation, or leave it out."""
    ids = places.at(draft) or places.numbered(draft)
    if len(ids) == 1:
        reason = "same document and paragraph"
        (id_,) = ids
        reconciliation.put(number, id_, reason, lambda now, _: with_document(now, draft))
    elif ids:
        reconciliation.leave_out(number, f"it could be {' and '.join(sorted(ids))}")
    elif places.has(draft):
        reconciliation.leave_out(number, f"{draft['document']} has no such number")
    else:
        reason = f"{draft['document']} is not on record: import the report too"
        reconciliation.leave_out(number, reason)


def _verdict(reconciliation: Reconciliation, places: _Places, number: int, draft: Record) -> None:
    """Put a verdict in the one that it repeats, or in a new one; leave out one on nothing."""
    state, cycle, paragraph = draft["recommendation"].split("/")
    country = "" if state == BELARUS else state
    ids = places.at({"country": country, "cycle": int(cycle), "paragraph": paragraph})
    if len(ids) != 1:
        reconciliation.leave_out(number, f"{paragraph} of cycle {cycle} is not on record")
        return
    record = {**draft, "recommendation": next(iter(ids))}
    reconciliation.reword(number, record)
    same = (
        id_
        for id_, verdict in reconciliation.collection.of(ASSESSMENT).items()
        if identity_key(ASSESSMENT, verdict) == identity_key(ASSESSMENT, record)
    )
    id_ = next(same, "")
    reason = "same recommendation, assessor and day" if id_ else "not on record"
    id_ = id_ or reconciliation.new_id(ASSESSMENT, record)
    reconciliation.put(number, id_, reason, partial(_repeated, draft=record))


def _repeated(verdict: Record, _: Record, *, draft: Record) -> Record:
    """Return a verdict as a document repeats it; it was written down when it was."""
    merged = {**verdict, **draft, "recorded": verdict.get("recorded")}
    return without_empty(ASSESSMENT, merged)


class _Places:
    """The recommendations of the UPR on record, by the ways in which a document cites them."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self.records = records
        self._by_place: dict[_Key, set[str]] = defaultdict(set)
        self._by_number: dict[_Key, set[str]] = defaultdict(set)
        self._documents: set[_Key] = set()
        for id_, record in records.items():
            if record["mechanism"] == "UPR":
                self.keep(id_, record)

    def keep(self, id_: str, record: Record) -> None:
        """Let a record be found from now on."""
        country, cycle = source_review(record)
        paragraph = record.get("paragraph", "")
        for where in filter(None, (record.get("document"), cycle) if paragraph else ()):
            self._documents.add((country, where))
            self._by_place[country, where, paragraph].add(id_)
            self._by_number[country, where, paragraph.rpartition(".")[2]].add(id_)

    def at(self, draft: Record) -> set[str]:
        """Return the records of a draft's document (or cycle) and paragraph."""
        country, cycle = source_review(draft)
        for where in filter(None, (draft.get("document"), cycle)):
            ids = self._by_place.get((country, where, draft["paragraph"]))
            if ids:
                return ids
        return set()

    def numbered(self, draft: Record) -> set[str]:
        """Return the records of a number, where a reply leaves out the paragraph: "12"."""
        country, _ = source_review(draft)
        return self._by_number.get((country, draft["document"], draft["paragraph"]), set())

    def has(self, draft: Record) -> bool:
        """Say whether anything of a draft's document is on record."""
        return (source_review(draft)[0], draft["document"]) in self._documents
