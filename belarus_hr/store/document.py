"""A store's file: one JSON document, one record a line, each part of it sealed.

A file whose seals hold was written by this program and is taken as it is, part by
part, as somebody asks. Any other (edited by hand, merged, damaged, of an older schema) is
read whole and checked record by record.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from typing import Any, NamedTuple

from belarus_hr.domain.collection import Tables
from belarus_hr.domain.errors import HrtrackError, StoreError
from belarus_hr.domain.ordering import natural
from belarus_hr.domain.records import BY_TABLE, Record, normalise
from belarus_hr.domain.words import shown
from belarus_hr.store import seal, sealed
from belarus_hr.store.lines import Entries, Entry, Lines, entry_of, lines_of, log_of, longer
from belarus_hr.store.seal import LOG, META, SCHEMA, Pieces, Unsound

#: Records by id, by table, as a change leaves them; None for one that it removes.
Changed = Mapping[str, Mapping[str, Record | None]]


class _Strict(NamedTuple):
    """What a file holds that was read whole and checked."""

    raw: bytes
    tables: dict[str, dict[str, Record]]
    entries: Entries
    schema: int


class _Whole:
    """A file that is read whole and checked once somebody needs that."""

    def __init__(self, source: seal.Source, name: str, note: Callable[[], None]) -> None:
        self._source, self._name, self._note = source, name, note

    @cached_property
    def strict(self) -> _Strict:
        """What the file holds. Raises StoreError as ``Document`` does."""
        found = _checked(self._source.read(0, self._source.size), self._name)
        if found.schema == SCHEMA:
            self._note()
        return found

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
        self, source: seal.Source, name: str, note: Callable[[], None] = lambda: None
    ) -> None:
        """``name`` is the file's, for messages. ``note`` is called once if others wrote it last."""
        self._whole = _Whole(source, name, note)
        self._parts = seal.parts(source)
        self.tables: Tables = self._sealed() if self._parts else self._strict.tables

    def _sealed(self) -> dict[str, sealed.Table]:
        # A table knows the file and not this document: when both are done with, the file closes.
        return {
            name: sealed.Table(part, partial(self._whole.table, name))
            for name, part in (self._parts or {}).items()
            if name != LOG
        }

    @property
    def _strict(self) -> _Strict:
        return self._whole.strict

    @cached_property
    def _log(self) -> bytes:
        """The bytes of the log of a sealed file. Raises Unsound when its seal does not hold."""
        assert self._parts is not None
        return self._parts[LOG].whole()

    @property
    def entries(self) -> Entries:
        """The log, oldest entry first."""
        log = self.log
        if log is None:
            return self._strict.entries
        found: Entries = json.loads(b"{" + log)[LOG]
        return found

    @property
    def log(self) -> bytes | None:
        """The bytes of the log as they were sealed; None where its seal does not hold."""
        try:
            return None if self._parts is None else self._log
        except Unsound:
            return None

    @property
    def sealed(self) -> bool:
        """Whether every part is as this program wrote it, as far as the file was read."""
        return self._parts is not None and not self._whole.looked_at

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
        if not self.sealed:
            self._parts, self.tables = None, self._strict.tables

    def pieces(self) -> list[bytes | memoryview]:
        """Return the bytes of a file that is settled, as they are, in pieces."""
        if self._parts is None:
            return [self._strict.raw]
        return seal.sealed(self._kept())

    def _kept(self) -> dict[str, Pieces]:
        """Return the parts of a sealed file. Raises Unsound when a seal does not hold."""
        tables: Any = self.tables
        return {**{name: (tables[name].whole(),) for name in tables}, LOG: (self._log,)}

    def changed(self, change: Changed, entry: Entry | None) -> list[bytes | memoryview]:
        """Return a settled file with records changed, and ``entry`` at the end of its log.

        Of a sealed one only what the change touches is parsed or written anew.
        """
        if self._parts is None:
            return self._written_anew(change, _keyed(entry))
        tables: Any = self.tables
        parts, made = self._kept(), {name: lines_of(touched) for name, touched in change.items()}
        for name, lines in made.items():
            parts[name] = tables[name].spliced(lines) if name in tables else _table(name, lines)
        if entry is not None:
            from belarus_hr.domain import history

            text = entry_of(entry, made)
            parts[LOG] = longer(self._log, history.key(entry["at"], text), text)
        return seal.sealed(_in_order(parts))

    def _written_anew(self, change: Changed, entries: Entries) -> list[bytes | memoryview]:
        tables = {name: dict(table) for name, table in self.tables.items()}
        for name, touched in change.items():
            table = tables.setdefault(name, {})
            table.update({id_: record for id_, record in touched.items() if record is not None})
            for id_ in [id_ for id_, record in touched.items() if record is None]:
                table.pop(id_, None)
        return pieces(tables, {**self.entries, **entries})

    def with_log(self, entries: Entries, entry: Entry) -> list[bytes | memoryview]:
        """Return a settled file with this log instead of its own, and ``entry`` at its end."""
        entries = {**entries, **_keyed(entry)}
        if self._parts is None:
            return pieces(self.tables, entries)
        return seal.sealed({**self._kept(), LOG: (log_of(entries),)})


def read(raw: bytes, name: str) -> Document:
    """Return what the bytes of a file hold, all of it vouched for.

    ``name`` is the file's, for messages. Raises StoreError for what is not a store, is
    of a later schema or breaks a rule of the records, and says where.
    """
    found = Document(seal.Held(raw), name)
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


def _keyed(entry: Entry | None) -> Entries:
    """Return a new entry with its key."""
    if entry is None:
        return {}
    from belarus_hr.domain import history

    return {history.key(entry["at"], entry_of(entry, {})): entry}


def _in_order(parts: Mapping[str, Pieces]) -> dict[str, Pieces]:
    """Return the parts that hold something, tables by name, the log last."""
    return {name: parts[name] for name in (*sorted({*parts} - {LOG}), LOG) if parts[name]}


# --- reading what is not sealed -------------------------------------------------


def _checked(raw: bytes, name: str) -> _Strict:
    """Return what a file holds whose seals do not vouch for it."""
    # Not strip, which copies all of it.
    if not raw or raw.isspace():
        raise StoreError(f"{name} is empty, so it is no store; remove it to start anew")
    document, schema = _parsed(raw, name)
    entries = document.pop(LOG, {})
    _check(document, name)
    _check_log(entries, name)
    ordered = {table: dict(sorted(document[table].items(), key=_by_id)) for table in document}
    return _Strict(raw, ordered, entries, schema)


def _parsed(raw: bytes, name: str) -> tuple[dict[str, Any], int]:
    """Return the tables of a file that is not sealed, and its schema."""
    from belarus_hr.domain import strict_json

    try:
        document = strict_json.loads(raw.decode())
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise StoreError(_refused(name, f"is not UTF-8 text (line {line})")) from None
    except json.JSONDecodeError as error:
        where = f"is not a store: line {error.lineno}: {error.msg}"
        raise StoreError(_refused(name, where)) from None
    except (RecursionError, ValueError) as error:
        raise StoreError(_refused(name, f"is not a store: {error}")) from None
    if not isinstance(document, dict) or not isinstance(document.get(META), dict):
        raise StoreError(f"{name} is not a store of hrtrack; it was left as it is")
    return document, _schema(document.pop(META).get("store"), name)


def _refused(name: str, why: str) -> str:
    return (
        f"{name} {why}; it was left as it is. hrtrack check --store says more, "
        "hrtrack repair saves what can be saved"
    )


def _schema(meta: object, name: str) -> int:
    schema = meta.get("schema") if isinstance(meta, dict) else None
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise StoreError(f"{name} does not say which schema it has; it was left as it is")
    if schema > SCHEMA:
        raise StoreError(
            f"{name} has schema {schema}, and this hrtrack knows {SCHEMA}: "
            "update hrtrack to read it; it was left as it is"
        )
    return schema


def _by_id(entry: tuple[str, Record]) -> tuple[object, ...]:
    return natural(entry[0])


def _check(tables: dict[str, Any], name: str) -> None:
    """Put each record of a file that is not sealed through the gate."""
    seen: set[str] = set()
    for table_name, table in tables.items():
        if table_name not in BY_TABLE or not isinstance(table, dict):
            raise StoreError(f"{name}: {shown(table_name)} is no table of a store")
        for id_, record in table.items():
            try:
                table[id_] = gate(table_name, id_, record, seen)
            except HrtrackError as error:
                where = f"holds record {shown(id_)} in {table_name}: {error}"
                raise StoreError(_refused(name, where)) from None
            seen.add(id_)


def gate(table: str, id_: str, record: object, seen: Iterable[str]) -> Record:
    """Return a record of a file that is not sealed in its normal form.

    Raises HrtrackError for what is no record of the table, and for an id that is not
    well formed or that was ``seen`` already.
    """
    from belarus_hr.domain.ids import check as check_id

    if not isinstance(record, dict):
        raise StoreError("is not an object")
    if check_id(id_) != id_ or id_ in seen:
        raise StoreError("has an id that is not well formed, or that is taken")
    return normalise(BY_TABLE[table], record)


def _check_log(entries: object, name: str) -> None:
    if not isinstance(entries, dict):
        raise StoreError(_refused(name, "has a log that is no object"))
    from belarus_hr.domain.history import is_entry

    for key, entry in entries.items():
        if not is_entry(entry):
            raise StoreError(_refused(name, f"has a log whose entry {shown(key)} is none"))
