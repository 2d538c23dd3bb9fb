"""What changed between two days, by the dated answers, verdicts, reviews and claims on record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures.counting import Answers, CountingMethod, count_answers
from belarus_hr.domain.records.kind import Entry
from belarus_hr.domain.records.kinds import CLAIM, RECOMMENDATION, REVIEW, Record
from belarus_hr.domain.reference.vocabulary import NOT_ASSESSED
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.words import natural


class HistoryEntry(NamedTuple):
    """One entry in a history: which record it is about, from what to what it changed, by whom.

    ``what`` is response, verdict, review or claim.
    """

    date: str
    id: str
    cycle: int | None
    what: str
    by: str | None
    before: str | None
    after: str
    sources: list[Record]


def between(
    collection: Collection, since: date, until: date, cycle: int | None
) -> list[HistoryEntry]:
    """Return the entries dated after ``since`` and by ``until``, oldest first.

    They lead from what the record showed at the end of ``since`` to what it showed at the end of
    ``until``.
    """
    entries = [
        entry
        for entry in _all(collection)
        if since < edtf.parse(entry.date).first <= until and cycle in (None, entry.cycle)
    ]
    return sorted(entries, key=lambda e: (edtf.parse(e.date).first, natural(e.id), e.what))


def answers(
    collection: Collection, cycle: int, since: date, until: date
) -> tuple[Answers, Answers]:
    """Return the counts of a cycle's answers at the end of ``since``, and of ``until``."""
    entries = [
        entry for entry in collection.of_mechanism(RECOMMENDATION) if entry[1].get("cycle") == cycle
    ]
    before, after = (
        count_answers(collection, entries, CountingMethod(day)) for day in (since, until)
    )
    return before, after


def _all(collection: Collection) -> Iterator[HistoryEntry]:
    for id_, record in collection.of_mechanism(RECOMMENDATION):
        yield from _responses(id_, record)
        yield from _verdicts(collection, id_, record)
    for id_, review in collection.of_mechanism(REVIEW):
        if "date" in review:
            yield _dated(review, (id_, review), what="review", after="held")
    for id_, claim in collection.of_mechanism(CLAIM):
        yield _dated(claim, (id_, claim), what="claim", by=claim["by"], after=claim["title"])


def _dated(
    dated: Record,
    about: Entry,
    *,
    what: str,
    after: str,
    by: str | None = None,
    before: str | None = None,
) -> HistoryEntry:
    """Return the entry that a dated response, verdict or record makes in a record's history."""
    id_, record = about
    sources = dated.get("sources", [])
    return HistoryEntry(dated["date"], id_, record.get("cycle"), what, by, before, after, sources)


def _responses(id_: str, record: Record) -> Iterator[HistoryEntry]:
    before: str | None = None
    for response in record.get("responses", ()):
        after = response["response"]
        if "date" in response:
            source = {key: response[key] for key in ("ref", "url") if key in response}
            dated = {"date": response["date"], "sources": [source] if source else []}
            yield _dated(dated, (id_, record), what="response", before=before, after=after)
        before = after


def _verdicts(collection: Collection, id_: str, record: Record) -> Iterator[HistoryEntry]:
    standing: dict[str, str] = {}
    for _, verdict in collection.verdicts.history(id_):
        who, after = verdict["assessor"], verdict["status"]
        if after == NOT_ASSESSED:
            continue
        before = standing.get(who, NOT_ASSESSED)
        yield _dated(verdict, (id_, record), what="verdict", by=who, before=before, after=after)
        standing[who] = after
