"""Records of our own files: a draft is the record of its id, or else that of its content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial

from belarus_hr.domain.reconcile.apply import in_field_order
from belarus_hr.domain.reconcile.reconcile import Draft, Matcher, Reconciliation
from belarus_hr.domain.records.identity import content_text
from belarus_hr.domain.records.kinds import KINDS, Kind, NewRecord, Record
from belarus_hr.domain.text.words import a


def match_own_records(reconciliation: Reconciliation, drafts: Mapping[int, Draft]) -> None:
    """Put each draft in the record of its id or of its content, or in a new record."""
    collection = reconciliation.collection
    refused, merged = _by_id(drafts, reconciliation)
    kinds = {draft.kind.name for draft in drafts.values() if not draft.id}
    ids = _ids_by_content(kinds, merged, reconciliation)
    for number, draft in drafts.items():
        if draft.id in refused:
            reconciliation.leave_out(number, refused[draft.id])
        elif draft.id:
            reason = "same id" if draft.id in collection else "not on record"
            reconciliation.put(number, draft.id, reason, partial(_replaced, draft))
        else:
            content = content_text(draft.kind.name, draft.record)
            reason = "same content" if content in ids else "not on record"
            if content not in ids:
                ids[content] = reconciliation.new_id(draft.kind, draft.record)
            reconciliation.put(number, ids[content], reason, lambda now, _: now)


RECORDS = Matcher(name="records", order=0, match=match_own_records)


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


def _ids_by_content(
    kinds: Iterable[str], merged: Mapping[str, tuple[Kind, Record]], reconciliation: Reconciliation
) -> dict[str, str]:
    """Return the ids of the records of these kinds by what they hold after the file."""
    ids: dict[str, str] = {}
    for kind in KINDS:
        if kind.name in kinds:
            for id_, record in reconciliation.collection.of(kind).items():
                if id_ not in merged:
                    ids.setdefault(content_text(kind.name, record), id_)
    for id_, (kind, record) in merged.items():
        if kind.name in kinds:
            ids.setdefault(content_text(kind.name, record), id_)
    return ids


def _replaced(draft: Draft, now: Record, _: Record) -> Record:
    return in_field_order(draft.kind, {**now, **draft.record})
