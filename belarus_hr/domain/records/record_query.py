"""What a question needs of the records of one kind, so that a store may read less."""

from __future__ import annotations

from collections.abc import Mapping, Set

from belarus_hr.domain.frozen import Frozen
from belarus_hr.domain.records.kind import Kind, Record


class Query(Frozen):
    """A question about the records of one kind: which records, and which of their fields.

    An example: ``Query(kind=RECOMMENDATION, fields={"title"}, where={"mechanism": "UPR"})``.
    Each record in the answer has at least these ``fields``; None asks for all fields. The
    field ``items.by`` is the key ``by`` of each entry of ``items``. In a large store, a query
    with few fields is answered faster.
    """

    kind: Kind
    fields: Set[str] | None = None
    #: The value that a field must have, by the field's name.
    where: Mapping[str, object] = {}

    def also(self, *fields: str) -> Query:
        """Return the same query with more fields."""
        return self if self.fields is None else self.replace(fields={*self.fields, *fields})

    @property
    def needed(self) -> Set[str] | None:
        """The fields that must be read, with those of the conditions; None for all fields."""
        return None if self.fields is None else {*self.fields, *self.where}

    def of(self, records: Mapping[str, Record]) -> Mapping[str, Record]:
        """Return the records that meet the conditions."""
        for name, value in self.where.items():
            records = {id_: record for id_, record in records.items() if record.get(name) == value}
        return records
