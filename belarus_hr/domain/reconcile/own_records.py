"""Records of our own files: a draft is the record of its id, else of its natural key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from functools import partial

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.reconcile.apply import in_field_order
from belarus_hr.domain.reconcile.reconcile import Draft, Matcher, Reconciliation
from belarus_hr.domain.records.identity import ByIdentity, content, content_text
from belarus_hr.domain.records.kinds import ASSESSMENT, KINDS, Kind, NewRecord, Record
from belarus_hr.domain.records.sensible import check_added
from belarus_hr.domain.text.words import a, same_words


def match_own_records(reconciliation: Reconciliation, drafts: Mapping[int, Draft]) -> None:
    """Put each draft in the record of its id, its content or its natural key, or in a new one."""
    refused, merged = _by_id(drafts, reconciliation)
    places, unsure = _without_ids(drafts, merged, reconciliation)
    differing = _differing(drafts, places)
    for number, draft in drafts.items():
        id_ = draft.id or places.get(number, "")
        if draft.id in refused:
            reconciliation.leave_out(number, refused[draft.id])
        elif number in unsure:
            reconciliation.leave_out(number, unsure[number])
        elif id_ in differing:
            reconciliation.leave_out(number, differing[id_])
        elif shortened := _shortened(draft, reconciliation.collection.of(draft.kind).get(id_)):
            reconciliation.leave_out(number, shortened)
        else:
            on_record = id_ in reconciliation.collection.of(draft.kind)
            reason = ("same id" if draft.id else "same thing") if on_record else "not on record"
            reconciliation.put(number, id_, reason, partial(_replaced, draft))


RECORDS = Matcher(name="records", order=0, match=match_own_records)


def _without_ids(
    drafts: Mapping[int, Draft],
    merged: Mapping[str, tuple[Kind, Record]],
    reconciliation: Reconciliation,
) -> tuple[dict[int, str], dict[int, str]]:
    """Return the ids of the drafts without one, by number, and why others can have none.

    Such a draft is the record of its content, else that of its natural key, else a new record.
    """
    kinds = {draft.kind.name for draft in drafts.values() if not draft.id}
    by_content: dict[str, str] = {}
    by_key = ByIdentity()
    for kind, id_, record in _after(kinds, merged, reconciliation):
        by_content.setdefault(content_text(kind, record), id_)
        by_key.add(kind, id_, record)
    places: dict[int, str] = {}
    unsure: dict[int, str] = {}
    for number, draft in drafts.items():
        if draft.id:
            continue
        text = content_text(draft.kind, draft.record)
        ids = [by_content[text]] if text in by_content else []
        ids = ids or by_key.find(draft.kind, draft.record)
        if len(ids) > 1:
            unsure[number] = f"could be {' or '.join(ids)}: give the row the id of the one it is"
            continue
        if not ids:
            ids = [reconciliation.new_id(draft.kind, draft.record)]
            by_key.add(draft.kind, ids[0], draft.record)
            by_content[text] = ids[0]
        places[number] = ids[0]
    return places, unsure


def _differing(drafts: Mapping[int, Draft], places: Mapping[int, str]) -> dict[str, str]:
    """Return why drafts that are one record cannot all be taken, by the id of the record."""
    differing: dict[str, str] = {}
    values_by_id: dict[str, NewRecord] = {id_: {} for id_ in places.values()}
    first = {id_: drafts[number].place for number, id_ in reversed(list(places.items()))}
    for number, draft in drafts.items():
        id_ = draft.id or places.get(number, "")
        said = content(draft.kind, draft.record) if id_ in values_by_id else {}
        for name, value in said.items():
            if not _alike(values_by_id[id_].setdefault(name, value), value):
                differing[id_] = (
                    f"the same {draft.kind.name} stands in the file twice, first in {first[id_]}, "
                    f"with another {name}: two that are not the same need ids of their own"
                )
    return differing


def _by_id(
    drafts: Mapping[int, Draft], reconciliation: Reconciliation
) -> tuple[dict[str, str], dict[str, tuple[Kind, Record]]]:
    """Return why the drafts of an id cannot be its record, and what becomes of the other ids."""
    by_id: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts.values():
        if draft.id:
            by_id[draft.id].append(draft)
    refused: dict[str, str] = {}
    merged: dict[str, tuple[Kind, Record]] = {}
    for id_, of_id in by_id.items():
        kind = of_id[0].kind
        reason = _refused(id_, of_id, reconciliation)
        if reason:
            refused[id_] = reason
            continue
        record = dict(reconciliation.collection.of(kind).get(id_, {}))
        for draft in of_id:
            record.update(draft.record)
        merged[id_] = (kind, record)
    return refused, merged


def _refused(id_: str, drafts: list[Draft], reconciliation: Reconciliation) -> str:
    """Return why drafts of one id cannot be that record; empty when they can."""
    kinds = {draft.kind.name for draft in drafts}
    for kind in KINDS:
        if id_ in reconciliation.collection.of(kind) and kind.name not in kinds:
            return f"{id_} is {a(kind.name)} on record, not {a(drafts[0].kind.name)}"
    merged: NewRecord = {}
    for draft in drafts if len(drafts) > 1 else ():
        for name, value in draft.record.items():
            if merged.setdefault(name, value) != value or len(kinds) > 1:
                return f"{id_} stands in the file twice, with another {name}"
    return ""


def _shortened(draft: Draft, now: Record | None) -> str:
    """Return why a draft cannot be taken that changes what is only ever added to."""
    if now is None:
        return ""
    try:
        check_added(draft.kind, now, {**now, **draft.record})
    except InvalidValue as error:
        return str(error)
    return ""


def _alike(value: object, other: object) -> bool:
    """Say whether two values are equal, texts as they are compared."""
    if isinstance(value, str) and isinstance(other, str):
        return same_words(value) == same_words(other)
    return value == other


def _after(
    kinds: Container[str], merged: Mapping[str, tuple[Kind, Record]], reconciliation: Reconciliation
) -> Iterator[tuple[Kind, str, Record]]:
    """Yield the records of these kinds as the drafts with ids leave them."""
    for kind in KINDS:
        if kind.name in kinds:
            for id_, record in reconciliation.collection.of(kind).items():
                if id_ not in merged:
                    yield kind, id_, record
    for id_, (kind, record) in merged.items():
        if kind.name in kinds:
            yield kind, id_, record


def _replaced(draft: Draft, now: Record, _: Record) -> Record:
    """Return a record with what a draft says; a verdict said again keeps when it was recorded."""
    after = in_field_order(draft.kind, {**now, **draft.record})
    if not draft.id and draft.kind is ASSESSMENT:
        return now if content(draft.kind, after) == content(draft.kind, now) else after
    return after
