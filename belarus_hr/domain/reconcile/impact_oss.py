"""Which record each row of IMPACT OSS is, by its reference, and what the row changes.

A measure or an indicator is that of the reference or, where it has none yet, of the title. A
recommendation is the one on record that the reference cites. Relations name references, too, of
records on record or in any of the files; they are added to, and never taken away. What a
recommendation on record says stays: a row adds what it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import InvalidValue, NotFound
from belarus_hr.domain.reconcile.reconcile import Draft, Matcher, Reconciliation
from belarus_hr.domain.records.identity import ByIdentity
from belarus_hr.domain.records.kinds import (
    BY_NAME,
    INDICATOR,
    MEASURE,
    RECOMMENDATION,
    Kind,
    NewRecord,
    Record,
    normalise,
)
from belarus_hr.domain.text.words import a, shown

#: The kinds in the order in which they are put: links lead to those before.
_KINDS: tuple[Kind, ...] = (RECOMMENDATION, MEASURE, INDICATOR)
#: What is asked for where a new record lacks something that IMPACT OSS does not know.
_LACKS = {
    RECOMMENDATION.name: "defaults for mechanism and cycle say of which review the recommendations "
    "are, and add those that are not on record",
    INDICATOR.name: "add a column named so, or give all rows a default",
}


class _Refused(Exception):
    """Why a draft cannot be taken, as a sentence."""


def match_impact_oss(reconciliation: Reconciliation, drafts: Mapping[int, Draft]) -> None:
    """Put each draft in the record of its reference, in a new one, or leave it out."""
    by_reference = _References(reconciliation)
    for kind in _KINDS:
        of_kind = {number: draft for number, draft in drafts.items() if draft.kind is kind}
        for number, draft in of_kind.items():
            if draft.record:
                _try(reconciliation, number, partial(by_reference.place, number, draft))
    for kind in _KINDS:
        # What adds relations alone comes when all records are there.
        for own in (True, False):
            for number, draft in drafts.items():
                if draft.kind is kind and bool(draft.record) is own:
                    _try(reconciliation, number, partial(by_reference.put, number, draft))


IMPACT_OSS = Matcher(name="impact-oss", order=3, match=match_impact_oss)


def _try(reconciliation: Reconciliation, number: int, deed: Callable[[], None]) -> None:
    try:
        deed()
    except (_Refused, InvalidValue) as refused:
        reconciliation.leave_out(number, str(refused))


class _References:
    """The records by the references that files name them with."""

    def __init__(self, reconciliation: Reconciliation) -> None:
        self._reconciliation = reconciliation
        self._collection: Collection = reconciliation.collection
        self._ids: dict[tuple[str, str], list[str]] = {}
        self._first: dict[tuple[str, str], str] = {}
        self._same = ByIdentity()
        self._placed: dict[int, str] = {}
        self._taken: set[str] = set()
        for kind in _KINDS:
            for id_, record in self._collection.of(kind).items():
                self._same.add(kind, id_, record)
                if reference := reference_of(record):
                    self._ids.setdefault(_key(kind, reference), []).append(id_)

    # --- which record -------------------------------------------------------

    def place(self, number: int, draft: Draft) -> None:
        """Settle which record a draft is, so that others can name it by its reference."""
        key = _key(draft.kind, draft.reference)
        first = self._first.setdefault(key, draft.place)
        if first != draft.place:
            raise _Refused(
                f"reference {shown(draft.reference)} stands twice, first in {first}: "
                "each has one of its own"
            )
        id_ = self._on_record(draft) or self._new(draft)
        if id_ in self._taken:
            raise _Refused(
                f"reference {shown(draft.reference)} is {id_}, as that of another row is"
            )
        self._placed[number] = id_
        self._taken.add(id_)
        self._ids[key] = [id_]

    def _on_record(self, draft: Draft) -> str:
        """Return the id of the record on record that a draft is; empty for a new one."""
        kind, reference = draft.kind, draft.reference
        ids = self._of_reference(kind, reference)
        if not ids and (kind is not RECOMMENDATION or "mechanism" in draft.record):
            on_record = self._collection.of(kind)
            ids = self._same.find(kind, draft.record)
            ids = [id_ for id_ in ids if "reference" not in on_record[id_]]
        elif not ids:
            try:
                ids = [self._cited(reference)]
            except NotFound as error:
                raise _Refused(f"reference: {error}; {_LACKS[kind.name]}") from None
        if len(ids) > 1:
            raise _Refused(f"reference {shown(reference)} could be {' or '.join(ids)}")
        return ids[0] if ids else ""

    def _of_reference(self, kind: Kind, reference: str) -> list[str]:
        """Return the ids of the records with a reference, which may itself be an id."""
        ids = self._ids.get(_key(kind, reference), [])
        id_ = reference.lower()
        return ids or ([id_] if id_ in self._collection.of(kind) else [])

    def _cited(self, reference: str) -> str:
        """Return the id of the recommendation that a reference cites. Raises NotFound."""
        found = self._collection.find(reference)
        if found.kind is not RECOMMENDATION:
            raise NotFound(f"{found.id} is {a(found.kind.name)}, and no recommendation")
        return found.id

    def _new(self, draft: Draft) -> str:
        lacking = [name for name in draft.kind.required if name not in draft.record]
        if lacking:
            raise _Refused(
                f"{draft.reference} is not on record, and {a(draft.kind.name)} needs "
                f"{' and '.join(lacking)}: {_LACKS.get(draft.kind.name, 'fill it in')}"
            )
        return self._reconciliation.new_id(draft.kind, draft.record)

    # --- what it changes ----------------------------------------------------

    def put(self, number: int, draft: Draft) -> None:
        """Put a draft in its record with the links that it names."""
        if draft.record and number not in self._placed:
            return  # It was left out.
        links = {
            name: [self._linked(draft.kind, name, reference) for reference in references]
            for name, references in draft.links.items()
        }
        id_ = self._placed.get(number) or self._linked_to(draft.kind, draft.reference)
        record = _with_reference(draft, id_)
        now = self._collection.of(draft.kind).get(id_)
        if now is None and record:
            self._reconciliation.reword(number, _changed(draft.kind, record, {}, links))
        elif now is not None:
            _check_response(draft, now)
        reason = _how(draft, now)
        self._reconciliation.put(
            number,
            id_,
            reason,
            lambda now, _: _changed(draft.kind, record, now, links),
        )

    def _linked(self, kind: Kind, field: str, reference: str) -> str:
        return self._linked_to(BY_NAME[kind.by_name[field].linked_kinds[0]], reference)

    def _linked_to(self, kind: Kind, reference: str) -> str:
        """Return the id of the record that a relation names; raises _Refused."""
        ids = self._of_reference(kind, reference)
        if not ids and kind is RECOMMENDATION:
            try:
                ids = [self._cited(reference)]
            except NotFound as error:
                raise _Refused(f"relation to {shown(reference)}: {error}") from None
        if len(ids) == 1:
            return ids[0]
        what = (
            f"could be {' or '.join(ids)}" if ids else f"is no {kind.name} on record or in a file"
        )
        raise _Refused(f"relation to {shown(reference)}, which {what}")


def _key(kind: Kind, reference: str) -> tuple[str, str]:
    return kind.name, " ".join(reference.casefold().split())


def _with_reference(draft: Draft, id_: str) -> NewRecord:
    """Return the record of a draft with its reference, where that is not the id."""
    record = dict(draft.record)
    if draft.kind is RECOMMENDATION:
        parts = note_parts(record.pop("note", ""))
        if parts.get("reference", "").lower() == id_:
            del parts["reference"]
        return {**record, "note": note_of(parts)} if parts else record
    return (
        {**record, "reference": draft.reference}
        if record and draft.reference.lower() != id_
        else record
    )


def _changed(kind: Kind, record: Record, now: Record, links: Mapping[str, list[str]]) -> NewRecord:
    """Return a record on record with what a row says; without one, the row's own record."""
    stays = kind is RECOMMENDATION
    after = {**record, **now} if stays else {**now, **record}
    if "note" in record:
        after["note"] = note_of({**note_parts(now.get("note", "")), **note_parts(record["note"])})
    for name, ids in links.items():
        if ids:
            after[name] = list(dict.fromkeys((*now.get(name, ()), *ids)))
    return dict(normalise(kind, after))


def _how(draft: Draft, now: Record | None) -> str:
    """Return why a draft is in its record, and whether the record's own words were kept."""
    if not draft.record:
        return "names it"
    if now is None:
        return "not on record"
    other = any(
        name in now and now[name] != draft.record[name]
        for name in ("title", "text")
        if name in draft.record
    )
    kept = other and draft.kind is RECOMMENDATION
    return "same reference; its own wording stays" if kept else "same reference"


def _check_response(draft: Draft, now: Record) -> None:
    """Raise _Refused for another answer of the State than the one on record."""
    typed = [entry["response"] for entry in draft.record.get("responses", ())]
    history = [entry["response"] for entry in now.get("responses", ())]
    if typed and history and typed[-1] != history[-1].removesuffix("-implemented"):
        raise _Refused(
            f"its response {typed[-1]} is another than the one on record, {history[-1]}: "
            "hrtrack edit changes that, with its source"
        )


#: The name of the note's own text among its parts.
OWN = ""
_SYSTEM = "IMPACT OSS"


def note_parts(note: str) -> dict[str, str]:
    """Return the parts of a note by name, with its own text under ``OWN``; none are empty."""
    found = list(re.finditer(rf"^{_SYSTEM} ([a-z][a-z_-]*): ", note, re.MULTILINE))
    ends = [match.start() for match in found] + [len(note)]
    parts = {OWN: note[: ends[0]].strip()}
    for match, end in zip(found, ends[1:], strict=True):
        text = note[match.end() : end].strip()
        parts[match[1]] = "\n".join(filter(None, (parts.get(match[1], ""), text)))
    return {name: text for name, text in parts.items() if text}


def note_of(parts: Mapping[str, str]) -> str:
    """Return the note with these parts; ``note_parts`` reads it back."""
    named = (f"{_SYSTEM} {name}: {text}" for name, text in parts.items() if name != OWN and text)
    return "\n\n".join(filter(None, (parts.get(OWN, ""), *named)))


def reference_of(record: Record) -> str:
    """Return what IMPACT OSS calls a record; of a recommendation the note keeps that."""
    reference: str = record.get("reference", "")
    return reference or note_parts(record.get("note", "")).get("reference", "")
