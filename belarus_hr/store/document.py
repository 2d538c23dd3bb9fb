"""A store's file: one JSON document, one record a line, each part of it sealed.

A file of the user's own whose seals hold is taken as it is, part by part, as somebody
asks. Any other is read whole and checked (``strict``): seals say that nothing was changed
by accident, and not who made the file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from belarus_hr.domain.collection import Tables
from belarus_hr.domain.records.kinds import Record
from belarus_hr.store import seal, sealed
from belarus_hr.store.lines import (
    Entries,
    Entry,
    Lines,
    check_layout,
    entry_of,
    has_key,
    lines_of,
    log_of,
    longer,
)
from belarus_hr.store.seal import LOG, SCHEMA, Pieces, Unsound

if TYPE_CHECKING:
    from belarus_hr.store.strict import Strict

#: Records by id, by table, as a change leaves them; None for one that it removes.
Changed = Mapping[str, Mapping[str, Record | None]]


class _Whole:
    """A file that is read whole and checked once somebody needs that."""

    def __init__(self, source: seal.Source, name: str, note: Callable[[], None]) -> None:
        self._source, self._name, self._note = source, name, note

    @cached_property
    def strict(self) -> Strict:
        """What the file holds. Raises StoreError as ``Document`` does."""
        from belarus_hr.store import strict

        found = strict.checked(self._source.read(0, self._source.size), self._name)
        if found.schema == SCHEMA and not self.seals_hold:
            self._note()
        return found

    @cached_property
    def seals_hold(self) -> bool:
        """Whether each part of the file is as its seal says."""
        parts = seal.parts(self._source)
        try:
            return parts is not None and all(part.whole() is not None for part in parts.values())
        except Unsound:
            return False

    @property
    def looked_at(self) -> bool:
        """Whether somebody has needed it."""
        return "strict" in self.__dict__

    def table(self, name: str) -> Mapping[str, Record]:
        """Return the records of one table."""
        return self.strict.tables.get(name, {})


class Document:
    """What a store's file holds.

    All that reads may raise StoreError for what is not a store, is of a later schema or
    breaks a rule of the records; it says where.
    """

    def __init__(
        self,
        source: seal.Source,
        name: str,
        note: Callable[[], None] = lambda: None,
        *,
        own: bool = False,
    ) -> None:
        """``name`` is the file's, for messages. ``note`` is called once if others wrote it last.

        Only the seals of a file of the user's ``own`` stand for what it holds.
        """
        self._whole = _Whole(source, name, note)
        self._parts = seal.parts(source) if own else None
        self.tables: Tables = self._sealed() if self._parts else self._strict.tables

    def _sealed(self) -> dict[str, sealed.Table]:
        # A table knows the file and not this document: when both are done with, the file closes.
        return {
            name: sealed.Table(part, partial(self._whole.table, name))
            for name, part in (self._parts or {}).items()
            if name != LOG
        }

    @property
    def _strict(self) -> Strict:
        return self._whole.strict

    @cached_property
    def _log(self) -> bytes:
        """The bytes of the log of a sealed file. Raises Unsound when its seal does not hold."""
        assert self._parts is not None
        return self._parts[LOG].whole()

    @property
    def entries(self) -> Entries:
        """The log, oldest entry first."""
        return self._strict.entries if self.log is None else self._entries

    @cached_property
    def _entries(self) -> Entries:
        """The log of a sealed file."""
        from belarus_hr.domain import change_log

        found: Entries = json.loads(b"{" + self._log)[LOG]
        # Nobody acts on an entry of another shape, or on an id in it that is none.
        return found if change_log.is_log(found) else self._strict.entries

    @property
    def log(self) -> bytes | None:
        """The bytes of the log as they were sealed; None where its seal does not hold."""
        try:
            return None if self._parts is None else self._log
        except Unsound:
            return None

    @property
    def sealed(self) -> bool:
        """Whether every part is as its seal says, as far as the file was read."""
        if self._parts is None or self._whole.looked_at:
            return self._whole.seals_hold
        return True

    @cached_property
    def as_written(self) -> bool:
        """Whether a file that was checked is as this program would write it, or is not sealed."""
        strict = self._strict
        if not self._whole.seals_hold:
            return True
        made = pieces(strict.tables, strict.entries)
        return strict.exact and b"".join(made) == strict.raw

    @property
    def stamp(self) -> object:
        """What no other content has: sizes and checksums of all parts; None if it is not sealed."""
        if self._parts is None or not self.sealed:
            return None
        return [(part.name, part.size, part.crc) for part in self._parts.values()]

    @property
    def outside(self) -> bool:
        """Whether somebody else wrote the file last, as far as it was read."""
        return not self.sealed and self._strict.schema == SCHEMA

    def settle(self) -> None:
        """Read all of it now, and vouch for all of it: what is to be written stands on it."""
        try:
            if self._parts is not None:
                self._kept()
        except Unsound:
            _ = self._strict
        if self._whole.looked_at:
            self._parts, self.tables = None, self._strict.tables

    def _check_layout(self, change: Changed) -> None:
        """Read all strictly unless what a change touches is laid out as this program does it."""
        tables: Any = self.tables
        try:
            for name in change.keys() & tables.keys():
                tables[name].check_layout()
            check_layout(self._log)
        except Unsound:
            self._parts, self.tables = None, self._strict.tables

    def pieces(self) -> list[bytes | memoryview]:
        """Return the bytes of a file that is settled, in pieces.

        They are as they were read, unless others sealed them: those are written as this
        program writes them.
        """
        if self._parts is None:
            return [self._strict.raw] if self.as_written else pieces(self.tables, self.entries)
        return seal.sealed(self._kept())

    def _kept(self) -> dict[str, Pieces]:
        """Return the parts of a sealed file. Raises Unsound when a seal does not hold."""
        tables: Any = self.tables
        return {**{name: (tables[name].whole(),) for name in tables}, LOG: (self._log,)}

    def changed(self, change: Changed, entry: Entry | None) -> list[bytes | memoryview]:
        """Return a settled file with records changed, and ``entry`` at the end of its log.

        Of a sealed one only what the change touches is parsed or written anew.
        """
        if self._parts is not None:
            self._check_layout(change)
        if self._parts is None:
            return self._written_anew(change, entry)
        tables: Any = self.tables
        parts, made = self._kept(), {name: lines_of(touched) for name, touched in change.items()}
        for name, lines in made.items():
            parts[name] = tables[name].spliced(lines) if name in tables else _table(name, lines)
        if entry is not None:
            from belarus_hr.domain import change_log

            text = entry_of(entry, made)
            key = change_log.key(entry["at"], text, lambda key: has_key(self._log, key))
            parts[LOG] = longer(self._log, key, text)
        return seal.sealed(_in_order(parts))

    def _written_anew(self, change: Changed, entry: Entry | None) -> list[bytes | memoryview]:
        tables = {name: dict(table) for name, table in self.tables.items()}
        for name, touched in change.items():
            table = tables.setdefault(name, {})
            table.update({id_: record for id_, record in touched.items() if record is not None})
            for id_ in [id_ for id_, record in touched.items() if record is None]:
                table.pop(id_, None)
        return pieces(tables, _with(self.entries, entry))

    def with_log(self, entries: Entries, entry: Entry) -> list[bytes | memoryview]:
        """Return a settled file with this log instead of its own, and ``entry`` at its end."""
        entries = _with(entries, entry)
        if self._parts is None:
            return pieces(self.tables, entries)
        return seal.sealed({**self._kept(), LOG: (log_of(entries),)})


def read(raw: bytes, name: str, *, own: bool = False) -> Document:
    """Return what the bytes of a file hold, all of it vouched for.

    ``name`` is the file's, for messages. Seals vouch for a file of the user's ``own``; any
    other is checked. Raises StoreError for what is not a store, is of a later schema or
    breaks a rule of the records, and says where.
    """
    found = Document(seal.Held(raw), name, own=own)
    found.settle()
    return found


# --- writing ----------------------------------------------------------------


def write(tables: Tables, entries: Entries | None = None) -> bytes:
    """Return the document that holds ``tables``, records ordered by id, and the log."""
    return b"".join(pieces(tables, entries or {}))


def pieces(tables: Tables, entries: Entries) -> list[bytes | memoryview]:
    """Return the document that ``write`` returns, in pieces."""
    parts = {name: _table(name, lines_of(table)) for name, table in tables.items()}
    return seal.sealed(_in_order({**parts, LOG: (log_of(entries),)}))


def _table(name: str, lines: Lines) -> Pieces:
    return sealed.written(name, [line for line in lines.values() if line is not None])


def _with(entries: Entries, entry: Entry | None) -> Entries:
    """Return a log with a new entry, if there is one, at its end."""
    if entry is None:
        return entries
    from belarus_hr.domain import change_log

    key = change_log.key(entry["at"], entry_of(entry, {}), entries.__contains__)
    return {**entries, key: entry}


def _in_order(parts: Mapping[str, Pieces]) -> dict[str, Pieces]:
    """Return the parts that hold something, tables by name, the log last."""
    return {name: parts[name] for name in (*sorted({*parts} - {LOG}), LOG) if parts[name]}
