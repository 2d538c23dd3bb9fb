"""Which recommendation on record each annotation of UHRI is: the match, and why.

UHRI's annotation id makes a record stable. One that has not met UHRI yet is found by
document and paragraph, or by its text in that document; a UPR recommendation whose
document is not on record, by review, text and State. One record takes one annotation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from belarus_hr.domain.reconcile import apply
from belarus_hr.domain.reconcile.candidates import source_review
from belarus_hr.domain.reconcile.reconcile import Draft, Matcher, Reconciliation
from belarus_hr.domain.records.kinds import RECOMMENDATION, Record
from belarus_hr.domain.text import similarity
from belarus_hr.domain.text.words import fold_name

Key = tuple[Any, ...]
_Ids = dict[Key, list[str]]


def match_annotations(reconciliation: Reconciliation, drafts: Mapping[int, Draft]) -> None:
    """Put each annotation in the record that it is, or in a new record, or leave it out."""
    keys = {number: identity(draft.record) for number, draft in drafts.items()}
    given: dict[Key, Record] = {}
    reasons: dict[Key, str] = {}
    for number, draft in drafts.items():
        if given.setdefault(keys[number], draft.record) != draft.record:
            reasons[keys[number]] = "it stands in the file twice, and not alike"
    once = {key: record for key, record in given.items() if key not in reasons}
    found, unsure = _Matching(reconciliation.recommendations()).run(once)
    reasons |= unsure
    for key in sorted(given.keys() - found.keys() - reasons.keys(), key=repr):
        found[key] = reconciliation.new_id(RECOMMENDATION, given[key]), "not on record"
    for number, draft in drafts.items():
        if keys[number] in found:
            change = partial(apply.with_annotation, annotation=draft.record)
            reconciliation.put(number, *found[keys[number]], change)
        else:
            reconciliation.leave_out(number, reasons[keys[number]])


UHRI = Matcher(name="uhri", order=2, match=match_annotations)


def identity(record: Record) -> Key:
    """Return what makes an annotation the same in every file."""
    country, _ = source_review(record)
    if "annotation" in record:
        return (country, record["annotation"])
    return (country, *_place(record), similarity.wording_key(record.get("text") or record["title"]))


def _place(record: Record) -> Key:
    """Return mechanism, document (or cycle) and paragraph of a recommendation."""
    where = record.get("document") or record.get("cycle")
    paragraph = record.get("paragraph") or similarity.paragraph(record.get("text", ""))
    return (record["mechanism"], where, paragraph)


class _Matching:
    """The annotations of one file being matched; each record is taken by one annotation.

    ``found`` holds the id of the record that an annotation is, and why it is this record.
    """

    def __init__(self, records: Mapping[str, Record]) -> None:
        self.records = records
        self.taken: set[str] = set()
        self.found: dict[Key, tuple[str, str]] = {}
        self.by_identity: _Ids = defaultdict(list)
        self.by_place: _Ids = defaultdict(list)
        self.by_text: _Ids = defaultdict(list)
        for id_, record in records.items():
            self._keep(id_, record)

    def _keep(self, id_: str, record: Record) -> None:
        country, cycle = source_review(record)
        self.by_identity[identity(record)].append(id_)
        mechanism, where, paragraph = _place(record)
        if where and paragraph:
            self.by_place[country, mechanism, where, paragraph].append(id_)
        if "text" in record and mechanism != "UPR":
            self.by_text[country, mechanism, where, similarity.wording_key(record["text"])].append(
                id_
            )
        if mechanism == "UPR" and ("text" in record or "items" in record):
            for keys in similarity.wordings(record):
                for key in keys:
                    self.by_text[country, mechanism, cycle, key].append(id_)

    def run(self, given: Mapping[Key, Record]) -> tuple[dict[Key, tuple[str, str]], dict[Key, str]]:
        """Match annotations, the surest way first; return the found, and why others are unsure."""
        left = sorted(given, key=repr)
        unsure: dict[Key, str] = {}
        before = -1
        while before != len(self.found):
            before = len(self.found)
            for way in (self._by_identity, self._by_text, self._by_place):
                left, doubts = self._way(left, given, way)
                unsure |= doubts
        return self.found, {key: unsure[key] for key in left if key in unsure}

    def _way(
        self, left: list[Key], given: Mapping[Key, Record], way: Callable[[Key, Record], Any]
    ) -> tuple[list[Key], dict[Key, str]]:
        """Match the annotations for which a way finds one free record.

        Return the other annotations, and for which of them the way finds several.
        """
        unsure: dict[Key, str] = {}
        still: list[Key] = []
        for key in left:
            ids, how = way(key, given[key])
            free = self._free(dict.fromkeys(ids), given[key])
            if len(free) == 1:
                self.taken.add(free[0])
                self.found[key] = free[0], how
                continue
            still.append(key)
            if free:
                unsure[key] = f"cannot be told apart: {' or '.join(free)}"
        return still, unsure

    def _free(self, ids: Iterable[str], given: Record) -> list[str]:
        """Return the records that no annotation has taken and that name no other annotation."""
        mine = given.get("annotation")
        return [
            id_
            for id_ in ids
            if id_ not in self.taken
            and (mine is None or self.records[id_].get("annotation", mine) == mine)
        ]

    # --- the ways -------------------------------------------------------------

    def _by_identity(self, key: Key, given: Record) -> tuple[list[str], str]:
        how = "same annotation" if "annotation" in given else "same text in the same place"
        return self.by_identity.get(key, []), how

    def _by_text(self, _: Key, given: Record) -> tuple[list[str], str]:
        country, cycle = source_review(given)
        mechanism, where, paragraph = _place(given)
        text = given.get("text", "")
        if mechanism != "UPR":
            same = self._free(
                self.by_text[country, mechanism, where, similarity.wording_key(text)], given
            )
            alike = [i for i in same if paragraph in ("", _place(self.records[i])[2])]
            return alike or same, "same text in the same document"
        divided = similarity.paragraph_parts(text)
        ids = [
            id_
            for key in (similarity.wording_key(text), *(part for part, _ in divided))
            for id_ in self._free(self.by_text[country, mechanism, cycle, key], given)
        ]
        states = {state for _, names in divided for state in names} | _states(given)
        shared = [i for i in ids if _share(_states(self.records[i]), states)]
        at_home = [
            i for i in shared if paragraph and _place(self.records[i])[1:] == (where, paragraph)
        ]
        return at_home or shared, "same text and State"

    def _by_place(self, _: Key, given: Record) -> tuple[list[str], str]:
        country, _cycle = source_review(given)
        mechanism, where, paragraph = _place(given)
        ids = self.by_place.get((country, mechanism, where, paragraph), []) if paragraph else []
        if mechanism != "UPR":
            ids = [i for i in ids if "text" not in self.records[i]]
        return ids, f"same document and paragraph {paragraph}"


def _share(some: set[str], others: set[str]) -> bool:
    """Say whether two sets of States have one in common, or one of them is unknown."""
    return not some or not others or not some.isdisjoint(others)


def _states(record: Record) -> set[str]:
    return {fold_name(item["by"]) for item in record.get("items", ())}
