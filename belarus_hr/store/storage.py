"""TinyDB's storage of a store's file: one JSON document, one record a line.

When the file belongs to the user and its checksums hold, its tables are read one by one, as
they are needed, and taken as they are. Any other file is read whole and checked record by record
(``validation``): a checksum does not show who made the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from tinydb.storages import Storage

from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.text.words import natural
from belarus_hr.store import layout
from belarus_hr.store.layout import LOG, SCHEMA, ChecksumMismatch, Pieces
from belarus_hr.store.table import ChangedTable, StoredTable

if TYPE_CHECKING:
    from belarus_hr.domain.change_log import Log
    from belarus_hr.domain.collection import Tables
    from belarus_hr.store.layout import ByteSource, Part, Stored
    from belarus_hr.store.validation import Validated

_Value = TypeVar("_Value")

#: Records by id, by table, as a change leaves them; None for a record that it removes.
ChangesByTable = dict[str, dict[str, Record | None]]


class FileStorage(Storage):
    """The content of a store's file, and the changes to it in memory.

    TinyDB's tables, the log among them, read from here and write to here. ``pieces`` returns the
    bytes to write to the disk. Whatever reads may raise StoreError: for a file that is no store,
    has a later schema or breaks a rule of the records.
    """

    def __init__(
        self,
        source: ByteSource,
        name: str,
        note: Callable[[], None] = lambda: None,
        *,
        own: bool = False,
        is_dataset: bool = False,
    ) -> None:
        """Open the storage of a file; messages call the file by ``name``.

        ``note`` is called once when another program wrote the file last. ``own`` says that the
        file belongs to the user: only then its checksums are taken for proof of what it holds.
        ``is_dataset`` says that it is the shipped dataset, and there is no store yet.
        """
        self.is_dataset = is_dataset
        parts = layout.parts_of(source)
        self._whole = _WholeFile(source, name, parts, note)
        #: The parts of the file while its checksums are trusted.
        self._parts = parts if own else None
        #: The tables of the file, the log among them.
        self.stored: Tables = self._from_parts() if self._parts else self._whole.tables
        #: What was changed in memory.
        self.changes: ChangesByTable = {}

    def _from_parts(self) -> dict[str, StoredTable]:
        # A table knows the file and not this storage: when both are done with, the file closes.
        return {
            name: StoredTable(part, partial(self._whole.table, name))
            for name, part in (self._parts or {}).items()
        }

    # --- what TinyDB calls ----------------------------------------------------------

    def read(self) -> dict[str, Any]:
        """Return all tables with the changes to them, the log among them."""
        tables: dict[str, Any] = dict(self.stored)
        for name, changes in self.changes.items():
            tables[name] = ChangedTable(self.stored.get(name, {}), changes)
        return tables

    def write(self, data: Mapping[str, Any]) -> None:
        """Keep the changes of the tables; a table that is missing from ``data`` is emptied."""
        for name, table in data.items():
            if isinstance(table, ChangedTable):
                self.changes.setdefault(name, {}).update(table.changes)
        for name in self.read().keys() - data.keys():
            self.changes[name] = dict.fromkeys(self.stored.get(name, {}))

    # --- what the file is -----------------------------------------------------------

    @property
    def tables(self) -> Tables:
        """The records as they stand in the file, by id, by table."""
        return {name: table for name, table in self.stored.items() if name != LOG}

    @property
    def log(self) -> Log:
        """The log as it stands in the file, oldest entry first."""
        from belarus_hr.domain import change_log

        entries = dict(self.stored[LOG].items())
        # An entry of another shape, or with a malformed id, is not acted on.
        return entries if change_log.is_log(entries) else self._whole.validated.entries

    @property
    def sealed(self) -> bool:
        """Whether the checksums hold, as far as the file was read."""
        if self._parts is None or self._whole.was_read:
            return self._whole.checksums_hold
        return True

    @cached_property
    def as_written(self) -> bool:
        """Whether the file is not forged.

        False only for a file with valid checksums that this program would have written otherwise:
        somebody computed them.
        """
        validated = self._whole.validated
        if not self._whole.checksums_hold:
            return True
        written = file_bytes(validated.tables, validated.entries)
        return validated.exact and written == validated.raw

    @property
    def stamp(self) -> object:
        """Size and checksum of each part, which change with the content; None without them."""
        if self._parts is None or not self.sealed:
            return None
        return [(part.name, part.size, part.crc) for part in self._parts.values()]

    @property
    def changed_outside(self) -> bool:
        """Whether another program wrote the file last, as far as the file was read."""
        return not self.sealed and self._whole.validated.schema == SCHEMA

    def verify(self) -> None:
        """Read and check all of the file now, before a change is made on top of it."""
        try:
            for table in self._stored_tables():
                _ = table.content
        except ChecksumMismatch:
            self._distrust()
        if self._whole.was_read:
            self._distrust()

    def _stored_tables(self) -> list[StoredTable]:
        return [table for table in self.stored.values() if isinstance(table, StoredTable)]

    def _distrust(self) -> None:
        """Take the records from the file as read whole and checked."""
        self._parts, self.stored = None, self._whole.tables

    # --- the bytes to write ---------------------------------------------------------

    def pieces(self) -> list[bytes | memoryview]:
        """Return the bytes of a verified file with the changes, in pieces.

        Tables that are not changed keep their bytes while the checksums are trusted.
        """
        try:
            return self._with(self.changes)
        except ChecksumMismatch:
            self._distrust()
            return self._with(self.changes)

    def unchanged(self) -> list[bytes | memoryview]:
        """Return the bytes of a verified file without the changes, in pieces.

        They are the bytes that were read; of a forged file, the bytes that this program writes.
        """
        if self._parts is None and self.as_written:
            return [self._whole.validated.raw]
        return self._with({})

    def _with(self, changes: ChangesByTable) -> list[bytes | memoryview]:
        names = {*self.stored, *changes}
        return layout.with_header(
            _in_order({name: self._part(name, changes.get(name, {})) for name in names})
        )

    def _part(self, name: str, changes: Mapping[str, Record | None]) -> Pieces:
        """Return one part of the file with changes. Raises ChecksumMismatch."""
        table = self.stored.get(name, {})
        if isinstance(table, StoredTable) and not changes:
            return (table.content,)
        records: dict[str, Stored] = (
            table.canonical() if isinstance(table, StoredTable) else dict(table)
        )
        for id_, record in changes.items():
            if record is None:
                records.pop(id_, None)
            else:
                records[id_] = record
        return layout.encode_part(name, records if name == LOG else by_id(records))


class _WholeFile:
    """A file that is read whole and checked record by record when that is needed first."""

    def __init__(
        self,
        source: ByteSource,
        name: str,
        parts: Mapping[str, Part] | None,
        note: Callable[[], None],
    ) -> None:
        self._source, self._name, self._parts, self._note = source, name, parts, note

    @cached_property
    def validated(self) -> Validated:
        """The content of the file. Raises StoreError as ``FileStorage`` does."""
        from belarus_hr.store import validation

        validated = validation.validate(self._source.read(0, self._source.size), self._name)
        if validated.schema == SCHEMA and not self.checksums_hold:
            self._note()
        return validated

    @property
    def tables(self) -> Tables:
        """Return all tables of the file, the log among them."""
        return {**self.validated.tables, LOG: self.validated.entries}

    def table(self, name: str) -> Mapping[str, Record]:
        """Return the records of one table."""
        return self.tables.get(name, {})

    @cached_property
    def checksums_hold(self) -> bool:
        """Whether each part of the file is as its checksum says."""
        if self._parts is None:
            return False
        try:
            for part in self._parts.values():
                part.content()
        except ChecksumMismatch:
            return False
        return True

    @property
    def was_read(self) -> bool:
        """Whether the file was read whole."""
        return "validated" in self.__dict__


def load(raw: bytes, name: str, *, own: bool = False) -> FileStorage:
    """Return the storage of the bytes of a file, all of it verified.

    ``name`` and ``own`` are as in ``FileStorage``, and so is the StoreError that is raised.
    """
    storage = FileStorage(layout.BytesSource(raw), name, own=own)
    storage.verify()
    return storage


def file_bytes(tables: Tables, log: Log | None = None) -> bytes:
    """Return the bytes of a file with these tables, records in the order of ids, and the log."""
    return b"".join(file_pieces(tables, log or {}))


def file_pieces(tables: Tables, log: Log) -> list[bytes | memoryview]:
    """Return what ``file_bytes`` returns, in pieces."""
    parts = {name: layout.encode_part(name, by_id(table)) for name, table in tables.items()}
    entries: dict[str, Any] = dict(log)
    return layout.with_header(_in_order({**parts, LOG: layout.encode_part(LOG, entries)}))


def by_id(records: Mapping[str, _Value]) -> dict[str, _Value]:
    """Return records in the order of their ids."""
    return {id_: records[id_] for id_ in sorted(records, key=natural)}


def _in_order(parts: Mapping[str, Pieces]) -> dict[str, Pieces]:
    """Return the parts that are not empty: the tables by name, the log last."""
    return {name: parts[name] for name in (*sorted({*parts} - {LOG}), LOG) if parts.get(name)}
