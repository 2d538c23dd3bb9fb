"""A kind of record: its name, its fields, and the rules for its ids and rows."""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import cached_property
from typing import Any, Generic, TypeVar

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.frozen import Frozen
from belarus_hr.domain.records import conflicts, validators
from belarus_hr.domain.records.field_types import DATE, Field, objects
from belarus_hr.domain.records.validators import Check
from belarus_hr.domain.text import words

#: A record of any kind: a ``dict`` in its normal form, which nobody changes.
Record = Mapping[str, Any]
#: A record with its id.
Entry = tuple[str, Record]
#: A new record, which its maker still changes.
NewRecord = dict[str, Any]
#: The type of the records of a kind (``belarus_hr.record_types``).
RecordT = TypeVar("RecordT", bound=Mapping[str, Any])


class KindOf(Generic[RecordT]):
    """One kind of record.

    ``made_id`` has the parts of its ids, which a hyphen divides. A part is a field; several
    fields joined by ``+``; the first of several fields that the record has, divided by ``|``;
    or a word in quotes. So ``mechanism+cycle``, ``'claim'``, ``date`` and ``by`` make
    ``upr1-claim-2012-government``.

    ``brief`` are the keys that a listing shows by default, ``derived`` the keys of a row that
    follow from fields, from other records or from the day, ``marks`` filters of a listing that
    are no keys of a row, ``order`` the order of a row's keys where it is not that of the
    fields, ``same`` the natural key, the fields that are equal in two records of
    the same thing; ``document|cycle`` is the first of the two that the record has.
    """

    # Written out: a dataclass takes a millisecond of every start.
    def __init__(  # noqa: PLR0913 - by name alone
        self,
        *,
        name: str,
        table: str,
        fields: tuple[Field, ...],
        made_id: tuple[str, ...],
        brief: tuple[str, ...],
        derived: tuple[Field, ...] = (),
        marks: tuple[Field, ...] = (),
        order: tuple[str, ...] = (),
        same: tuple[str, ...] = (),
    ) -> None:
        self.name, self.table = name, table
        self.fields = (*fields, _conflicts_of(fields))
        self.made_id, self.brief, self.same = made_id, brief, same
        self.derived, self.marks, self.order = derived, marks, order

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by name; ``conflicts`` is the last."""
        return {field.name: field for field in self.fields}

    @cached_property
    def columns(self) -> dict[str, Field]:
        """All keys of a row by name, in order: id, fields, derived keys, and ``record``."""
        every: tuple[Field, ...] = (_ID, *self.fields, *self.derived, _RECORD)
        by_name = {column.name: column for column in every}
        return {name: by_name[name] for name in dict.fromkeys((*self.order, *by_name))}

    @cached_property
    def filters(self) -> dict[str, Field]:
        """The fields that a listing filters by, by the name of the option."""
        every = (*self.columns.values(), *self.marks)
        return {field.filter: field for field in every if field.filter}

    @cached_property
    def checks(self) -> dict[str, Check]:
        """The check of each field by its name."""
        return {field.name: field.check for field in self.fields}

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The names of the fields that every record has."""
        return tuple(field.name for field in self.fields if field.required)

    @cached_property
    def dates(self) -> tuple[str, ...]:
        """The names of the fields that are dates."""
        return tuple(field.name for field in self.fields if field.type is DATE)

    @cached_property
    def main_date(self) -> Field | None:
        """The date by which the records are listed: the first of an event, else of a deadline."""
        dated = [field for field in self.fields if field.type is DATE and field.tense]
        return next((field for field in dated if field.tense != "due"), next(iter(dated), None))

    @cached_property
    def citing(self) -> tuple[str, ...]:
        """The names of the lists whose entries cite sources."""
        return tuple(field.name for field in self.fields if field.cites)

    @cached_property
    def links(self) -> tuple[Field, ...]:
        """The fields that hold ids of other records."""
        return tuple(field for field in self.fields if field.links_to)

    @cached_property
    def linked_kinds(self) -> frozenset[str]:
        """The names of the kinds that the records of this kind link to."""
        return frozenset(name for field in self.links for name in field.linked_kinds)

    @cached_property
    def in_id(self) -> frozenset[str]:
        """The fields that an id is made of."""
        parts = "|".join(self.made_id).replace("+", "|").split("|")
        return frozenset(part for part in parts if not part.startswith("'"))


#: Any kind.
Kind = KindOf[Any]

_ID = Field("id", "readable, stable id")
_RECORD = Field("record", "kind of record")


def _conflicts_of(fields: tuple[Field, ...]) -> Field:
    """Return the field that keeps the values of other versions that a merge met."""
    check = conflicts.check_of({field.name: field.type.check for field in fields})
    about = "other values that a merge met, until somebody decides"
    values = objects(validators.list_of(check)).replace(fractions=True)
    return Field("conflicts", about, type=values, filter="conflict")


def normalise(kind: Kind, fields: Mapping[str, Any]) -> Record:
    """Return the record of ``kind`` with these fields, in its normal form.

    Every record goes through this function, wherever it comes from.

    Raises InvalidValue, naming field and value, for an unknown field, a wrong
    type, a value outside the vocabulary or a missing required field.
    """
    record = validators.check_object(kind.name, fields, kind.checks, kind.required)
    marked = record.get("sensitive")
    if isinstance(marked, list):
        for name in marked:
            if name in kind.by_name and kind.by_name[name].always_public:
                raise InvalidValue(
                    f"sensitive must not name {name}, without which nothing is a record: "
                    "true leaves the whole record out"
                )
            if name not in kind.checks:
                raise words.unknown(f"sensitive field of {words.a(kind.name)}", name, kind.checks)
    return record


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
