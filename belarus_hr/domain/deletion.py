"""What becomes of the other records when records are deleted."""

from __future__ import annotations

from collections.abc import Iterable

from belarus_hr.domain.collection import Collection, StoredRecord
from belarus_hr.domain.records.kinds import Kind, Record
from belarus_hr.domain.records.links import with_links

#: Records as they become, by id; None for a record that goes.
Becoming = dict[str, tuple[Kind, Record | None]]


def after_deletion(collection: Collection, records: Iterable[StoredRecord]) -> Becoming:
    """Return what becomes of these records, which go, and of those that link to them.

    A record loses its links to a record that goes. A record that cannot be without such a
    link goes too, as a verdict goes with its recommendation.
    """
    going = list(records)
    becoming: Becoming = {record.id: (record.kind, None) for record in going}
    for gone in going:
        for linking in collection.linking_to(gone.kind, gone.id):
            kind, now = becoming.get(linking.id, (linking.kind, linking.record))
            if now is not None:
                rest = with_links(kind, now, gone.kind, {gone.id: None})
                becoming[linking.id] = (kind, rest)
                if rest is None:
                    going.append(linking)
    return becoming
