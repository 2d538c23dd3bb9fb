"""The records of one table: as they stand in the file, and as a change leaves them.

A checksum shows that the bytes did not change by accident; it does not show who wrote them. So
the ids are checked before any record is given out. When an id is malformed, the table is taken
from the file as checked record by record (``validation``).
"""

from __future__ import annotations

from collections.abc import (
    Callable,
    Collection,
    ItemsView,
    Iterator,
    Mapping,
    MutableMapping,
    ValuesView,
)
from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.records.validators import are_ids
from belarus_hr.store import layout
from belarus_hr.store.layout import LOG, ChecksumMismatch, Part

if TYPE_CHECKING:
    from belarus_hr.store.layout import Stored

_Value = TypeVar("_Value")


class StoredTable(Mapping[str, Record]):
    """The records of one table of a file by id, decoded when they are read.

    Of a large table a single record can be decoded alone, and of all records only the fields
    that a query names.
    """

    def __init__(self, part: Part, checked: Callable[[], Mapping[str, Record]]) -> None:
        """Read the records of a part; a part that is not trusted is replaced by ``checked()``."""
        self._part, self._checked = part, checked
        self._stored: Mapping[str, Stored] | None = None

    @cached_property
    def content(self) -> bytes:
        """The bytes of the table. Raises ChecksumMismatch."""
        return self._part.content()

    def __getitem__(self, id_: str) -> Record:
        stored = self._texts()[id_]
        try:
            return layout.record_of(stored)
        except (ValueError, RecursionError):
            return self._distrust()[id_]

    def __contains__(self, id_: object) -> bool:
        return id_ in self._texts()

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts())

    def __len__(self) -> int:
        return len(self._texts())

    def items(self) -> ItemsView[str, Record]:
        """Return all records with their ids."""
        return self._records().items()

    def values(self) -> ValuesView[Record]:
        """Return all records."""
        return self._records().values()

    def select(self, fields: Collection[str] | None) -> Mapping[str, Record]:
        """Return all records, with at least these fields; None: with all."""
        decoded = fields is None or not self.is_large or self._is_decoded
        return self._records() if decoded else self._decoded(fields)

    def canonical(self) -> dict[str, Stored]:
        """Return all records, for a change that writes the whole table again.

        Raises ChecksumMismatch when the table is not laid out as this program writes it: then
        another program wrote the table, even if its checksum holds.
        """
        stored, name = self._texts(), self._part.name
        if not layout.is_canonical(name, self.content, stored):
            raise ChecksumMismatch(name)
        return dict(stored)

    @property
    def is_large(self) -> bool:
        """Whether the table is so large that decoding only some fields saves time."""
        return self._part.size >= layout.LARGE

    @property
    def _is_decoded(self) -> bool:
        first = next(iter((self._stored or {}).values()), None)
        return isinstance(first, dict)

    def _texts(self) -> Mapping[str, Stored]:
        """Return the records; those of a large table are texts until all were decoded."""
        if self._stored is None:
            try:
                self._stored = self._sound(layout.decode_part(self._part.name, self.content))
            except (ChecksumMismatch, ValueError, RecursionError):
                self._distrust()
        assert self._stored is not None
        return self._stored

    def _records(self) -> Mapping[str, Record]:
        if not self._is_decoded:
            self._stored = self._decoded(None)
        records: Mapping[str, Record] = self._stored  # type: ignore[assignment]  # all decoded
        return records

    def _decoded(self, fields: Collection[str] | None) -> Mapping[str, Record]:
        try:
            return self._sound(layout.decode_records(self._part.name, self.content, fields))
        except (ChecksumMismatch, ValueError, RecursionError):
            return self._distrust()

    def _sound(self, records: Mapping[str, _Value]) -> Mapping[str, _Value]:
        # The keys of the log are no ids; ``FileStorage.log`` checks its entries.
        if self._part.name != LOG and not are_ids(records):
            raise ChecksumMismatch(self._part.name)
        return records

    def _distrust(self) -> Mapping[str, Record]:
        self._stored = checked = self._checked()
        return checked


class ChangedTable(MutableMapping[str, Record]):
    """A table and the changes to it; the table itself stays as it is.

    ``changes`` holds each record that was set, and a copy of each record that was read, since
    the reader may change the copy in place; None stands for a record that was removed.
    """

    def __init__(
        self, under: Mapping[str, Record], earlier: Mapping[str, Record | None] | None = None
    ) -> None:
        """Take the table ``under`` the changes, and the changes made to it ``earlier``."""
        self._under, self._earlier = under, earlier or {}
        self.changes: dict[str, Record | None] = {}

    def __getitem__(self, id_: str) -> Record:
        if id_ not in self.changes:
            record = self._earlier[id_] if id_ in self._earlier else self._under[id_]
            self.changes[id_] = deepcopy(record)
        record = self.changes[id_]
        if record is None:
            raise KeyError(id_)
        return record

    def __setitem__(self, id_: str, record: Record) -> None:
        self.changes[id_] = record

    def __delitem__(self, id_: str) -> None:
        if id_ not in self:
            raise KeyError(id_)
        self.changes[id_] = None

    def __contains__(self, id_: object) -> bool:
        for changes in (self.changes, self._earlier):
            if id_ in changes:
                return changes[id_] is not None  # type: ignore[index]  # it is a key of these
        return id_ in self._under

    def __iter__(self) -> Iterator[str]:
        ids = dict.fromkeys((*self._under, *self._earlier, *self.changes))
        return (id_ for id_ in ids if id_ in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
