"""Of the records that figures count, those of which two versions differ and nobody has decided."""

from __future__ import annotations

from collections.abc import Collection as Names
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures.known import is_known_on
from belarus_hr.domain.records.kinds import RECOMMENDATION, Kind, Record


class OpenConflicts(NamedTuple):
    """The ids of the records with an open conflict by their kind, and the State asked about."""

    by_kind: dict[str, list[str]]
    country: str

    @property
    def ids(self) -> list[str]:
        """Return the ids of all of them."""
        return [id_ for ids in self.by_kind.values() for id_ in ids]


def open_conflicts(
    collection: Collection,
    as_of: date,
    kinds: Iterable[Kind],
    *,
    mechanisms: Names[str] | None = None,
    cycles: Names[int] | None = None,
) -> OpenConflicts:
    """Return the records of these kinds with an open conflict that were there by a day.

    ``mechanisms`` and ``cycles`` narrow them; a verdict or a grade is of the mechanism and the
    cycle of its recommendation. A kind without such a record is left out.
    """
    made = collection.of(RECOMMENDATION)

    def counted(record: Record) -> bool:
        subject = made.get(record["recommendation"], {}) if "recommendation" in record else record
        return (mechanisms is None or subject.get("mechanism") in mechanisms) and (
            cycles is None or subject.get("cycle") in cycles
        )

    found = {
        kind.name: [
            id_
            for id_, record in collection.of(kind).items()
            if record.get("conflicts")
            and counted(record)
            and is_known_on(collection, kind, record, as_of)
        ]
        for kind in kinds
    }
    return OpenConflicts({name: ids for name, ids in found.items() if ids}, collection.country)
