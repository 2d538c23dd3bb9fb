"""Which recommendation on record each annotation of UHRI is: the match, and the reason.

A record that holds an annotation id of UHRI is the record of this annotation. A record without
an annotation id is found by document and paragraph, or by its text in the document; a UPR
recommendation also by review, text and State. A record takes one annotation only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from belarus_hr.domain.reconcile import apply
from belarus_hr.domain.reconcile.candidates import (
    item_keys,
    paragraph_parts,
    source_review,
    text_key,
)
from belarus_hr.domain.reconcile.reconcile import Draft, Matcher, Reconciliation
from belarus_hr.domain.records.kinds import RECOMMENDATION, Record
from belarus_hr.domain.text import similarity
from belarus_hr.domain.text.words import fold_name

Key = tuple[Any, ...]
_Ids = dict[Key, list[str]]
#: The id of the record that an annotation is, and the reason why it is this record.
_Match = tuple[str, str]


def match_annotations(reconciliation: Reconciliation, drafts: Mapping[int, Draft]) -> None:
    """Put each annotation in the record that it is, or in a new record, or leave it out."""
    keys = {number: identity(draft.record) for number, draft in drafts.items()}
    annotations: dict[Key, Record] = {}
    left_out: dict[Key, str] = {}
    for number, draft in drafts.items():
        if annotations.setdefault(keys[number], draft.record) != draft.record:
            left_out[keys[number]] = "it stands in the file twice, and not alike"
    consistent = {key: record for key, record in annotations.items() if key not in left_out}
    matches, unsure = _Matching(reconciliation.recommendations()).run(consistent)
    left_out |= unsure
    for key in sorted(annotations.keys() - matches.keys() - left_out.keys(), key=repr):
        matches[key] = reconciliation.new_id(RECOMMENDATION, annotations[key]), "not on record"
    for number, draft in drafts.items():
        if keys[number] in matches:
            change = partial(apply.with_annotation, annotation=draft.record)
            reconciliation.put(number, *matches[keys[number]], change)
        else:
            reconciliation.leave_out(number, left_out[keys[number]])


UHRI = Matcher(name="uhri", order=2, match=match_annotations)


def identity(record: Record) -> Key:
    """Return a key by which the same annotation is known in two files.

    The key is State and UHRI's id; without an id State, document, paragraph and text.
    """
    country, _ = source_review(record)
    if "annotation" in record:
        return (country, record["annotation"])
    return (country, *_place(record), text_key(record.get("text") or record["title"]))


def _place(record: Record) -> Key:
    """Return mechanism, document (or cycle) and paragraph of a recommendation."""
    where = record.get("document") or record.get("cycle")
    paragraph = record.get("paragraph") or similarity.paragraph(record.get("text", ""))
    return (record["mechanism"], where, paragraph)


class _Matching:
    """The annotations of a file being matched; each record is taken by one annotation."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self.records = records
        self.taken: set[str] = set()
        self.matches: dict[Key, _Match] = {}
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
            self.by_text[country, mechanism, where, text_key(record["text"])].append(id_)
        if mechanism == "UPR" and ("text" in record or "items" in record):
            for keys in item_keys(record):
                for key in keys:
                    self.by_text[country, mechanism, cycle, key].append(id_)

    def run(self, annotations: Mapping[Key, Record]) -> tuple[dict[Key, _Match], dict[Key, str]]:
        """Match annotations, the surest way first; return the matches, and why others are unsure.

        A match takes a record away from the others, and so may decide between two records. The
        ways are tried again until they match no more.
        """
        left = sorted(annotations, key=repr)
        unsure: dict[Key, str] = {}
        before = -1
        while before != len(left):
            before = len(left)
            for way in (self._by_identity, self._by_text, self._by_place):
                for key in left:
                    ids, reason = way(key, annotations[key])
                    free = self._free(dict.fromkeys(ids), annotations[key])
                    if len(free) == 1:
                        self.taken.add(free[0])
                        self.matches[key] = free[0], reason
                    elif free:
                        unsure[key] = f"cannot be told apart: {' or '.join(free)}"
                left = [key for key in left if key not in self.matches]
        return self.matches, {key: unsure[key] for key in left if key in unsure}

    def _free(self, ids: Iterable[str], annotation: Record) -> list[str]:
        """Return the records that no annotation has taken and that name no other annotation."""
        code = annotation.get("annotation")
        return [
            id_
            for id_ in ids
            if id_ not in self.taken
            and (code is None or self.records[id_].get("annotation", code) == code)
        ]

    # --- the ways -------------------------------------------------------------

    def _by_identity(self, key: Key, annotation: Record) -> tuple[list[str], str]:
        same = "annotation" if "annotation" in annotation else "text in the same place"
        return self.by_identity.get(key, []), f"same {same}"

    def _by_text(self, _: Key, annotation: Record) -> tuple[list[str], str]:
        country, cycle = source_review(annotation)
        mechanism, where, paragraph = _place(annotation)
        text = annotation.get("text", "")
        if mechanism != "UPR":
            same = self._free(self.by_text[country, mechanism, where, text_key(text)], annotation)
            alike = [i for i in same if paragraph in ("", _place(self.records[i])[2])]
            return alike or same, "same text in the same document"
        divided = paragraph_parts(text)
        ids = [
            id_
            for key in (text_key(text), *(part for part, _ in divided))
            for id_ in self._free(self.by_text[country, mechanism, cycle, key], annotation)
        ]
        states = {state for _, names in divided for state in names} | _states(annotation)
        shared = [i for i in ids if _share(_states(self.records[i]), states)]
        at_home = [
            i for i in shared if paragraph and _place(self.records[i])[1:] == (where, paragraph)
        ]
        return at_home or shared, "same text and State"

    def _by_place(self, _: Key, annotation: Record) -> tuple[list[str], str]:
        country, _cycle = source_review(annotation)
        mechanism, where, paragraph = _place(annotation)
        ids = self.by_place.get((country, mechanism, where, paragraph), []) if paragraph else []
        if mechanism != "UPR":
            ids = [i for i in ids if "text" not in self.records[i]]
        return ids, f"same document and paragraph {paragraph}"


def _share(some: set[str], others: set[str]) -> bool:
    """Say whether two sets of States have one in common, or one of them is unknown."""
    return not some or not others or not some.isdisjoint(others)


def _states(record: Record) -> set[str]:
    return {fold_name(item["by"]) for item in record.get("items", ())}
