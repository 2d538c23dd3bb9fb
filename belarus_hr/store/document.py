"""The bytes of a store: one JSON document, one record a line, sealed by checksums.

The first line holds the schema version, and size and CRC-32 of the two parts that
follow: the records, and the log of changes, which is read by nobody who only wants
records. A file whose checksums hold was written by this program and is taken as it
is; any other (edited by hand, merged, damaged) is checked record by record. The
checksums guard against accidents, not against people: who can write the file can
seal it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from zlib import crc32

from belarus_hr.domain.collection import Tables
from belarus_hr.domain.errors import HrtrackError, StoreError
from belarus_hr.domain.ordering import natural
from belarus_hr.domain.records import BY_TABLE, Record, normalise
from belarus_hr.domain.text import json_safe
from belarus_hr.domain.words import shown
from belarus_hr.store import sealed

SCHEMA = 2
META, LOG = "meta", "log"
_HEAD = (
    rb'{"meta": {"store": {"schema": 2, "records": \[([0-9]+), "([0-9a-f]{8})"\], '
    rb'"log": \[([0-9]+), "([0-9a-f]{8})"\]}},\n'
)
#: The first line is never longer.
HEAD_LIMIT = 200

Entries = Mapping[str, Mapping[str, Any]]
#: Records by id, by table, as a change leaves them; None for one that it removes.
Changed = Mapping[str, Mapping[str, Record | None]]


class Parts(NamedTuple):
    """Sizes in bytes and checksums of a sealed file, as its first line tells them."""

    head: int
    records: int
    records_crc: bytes
    log: int
    log_crc: bytes


class Document(NamedTuple):
    """What a store's file holds.

    ``raw`` are its bytes: all, or of a sealed file all but the log. ``parts`` says
    where what stands in a sealed one, and is None for any other. ``outside`` says that
    somebody else than this program wrote the file last.
    """

    tables: Tables
    raw: bytes
    parts: Parts | None = None
    read_entries: Entries | None = None
    outside: bool = False

    @property
    def entries(self) -> Entries:
        """The log, of a document that was read whole."""
        if self.read_entries is not None:
            return self.read_entries
        found: Entries = json.loads(b"{" + self.log)[LOG]
        return found

    @property
    def log(self) -> bytes:
        """The bytes of the log, of a sealed document that was read whole."""
        assert self.parts is not None
        log = self.raw[self.parts.head + self.parts.records :]
        assert log, "the log was not read"
        return log


def parts(start: bytes) -> Parts | None:
    """Return what the first line of a sealed file says, None when the file is not sealed so."""
    found = re.match(_HEAD, start)
    if found is None:
        return None
    size, crc, log_size, log_crc = found.groups()
    return Parts(found.end(), int(size), crc, int(log_size), log_crc)


# --- writing ----------------------------------------------------------------


def write(tables: Tables, entries: Entries | None = None) -> bytes:
    """Return the document that holds ``tables``, records ordered by id, and the log."""
    sections: list[str] = []
    for name in sorted(tables):
        if tables[name]:
            lines = (_line(id_, tables[name][id_]) for id_ in sorted(tables[name], key=natural))
            sections.append(f"{json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n},\n")
    return _sealed("".join(sections).encode(), _log(entries or {}))


def changed(document: Document, change: Changed, entries: Entries) -> bytes:
    """Return the document with records changed, and ``entries`` at the end of its log.

    Of a sealed document only what the change touches is parsed or written anew.
    """
    if document.parts is None:
        tables = {name: dict(table) for name, table in document.tables.items()}
        for name, touched in change.items():
            table = tables.setdefault(name, {})
            table.update({id_: record for id_, record in touched.items() if record is not None})
            for id_ in [id_ for id_, record in touched.items() if record is None]:
                table.pop(id_, None)
        return write(tables, {**document.entries, **entries})
    lines = {
        name: {
            id_: None if record is None else _line(id_, record).encode()
            for id_, record in touched.items()
        }
        for name, touched in change.items()
    }
    old: Any = document.tables
    records = sealed.spliced(document.raw, document.parts.head, old, lines)
    return _sealed(records, _longer(document.log, entries))


def with_log(document: Document, entries: Entries) -> bytes:
    """Return the document with this log instead of its own."""
    if document.parts is None:
        return write(document.tables, entries)
    at = document.parts.head
    return _sealed(document.raw[at : at + document.parts.records], _log(entries))


def _sealed(records: bytes, log: bytes) -> bytes:
    """Return both parts behind the line that says which schema they have and seals them."""
    head = (
        f'{{"meta": {{"store": {{"schema": {SCHEMA}, '
        f'"records": [{len(records)}, "{crc32(records):08x}"], '
        f'"log": [{len(log)}, "{crc32(log):08x}"]}}}},\n'
    )
    return b"".join((head.encode(), records, log))


_LOG_START, _LOG_END, _NO_LOG = b'"log": {\n', b"\n}\n}\n", b'"log": {}\n}\n'


def _log(entries: Entries) -> bytes:
    if not entries:
        return _NO_LOG
    text = ",\n".join(_line(key, entry) for key, entry in entries.items())
    return _LOG_START + text.encode() + _LOG_END


def _longer(log: bytes, entries: Entries) -> bytes:
    """Return the bytes of a log with entries added."""
    if log == _NO_LOG or not entries:
        return log if not entries else _log(entries)
    return log.removesuffix(_LOG_END) + b",\n" + _log(entries).removeprefix(_LOG_START)


def _line(key: str, value: Mapping[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return f"{json.dumps(key)}: {json_safe(text)}"


# --- reading ----------------------------------------------------------------


def read(raw: bytes, name: str, *, short: bool = False) -> Document:
    """Return what ``raw`` holds: all of a file, or when ``short`` all but the log of a sealed one.

    ``name`` is the file's, for messages. Raises StoreError for what is not a store, is
    of a later schema or breaks a rule of the records, and says where.
    """
    # Not strip, which copies all of it.
    if not raw or raw.isspace():
        raise StoreError(f"{name} is empty, so it is no store; remove it to start anew")
    known = unbroken(raw, short=short)
    if known is not None:
        tables = sealed.tables(raw, known.head, known.head + known.records)
        return Document(tables, raw, known)
    document, schema = _parsed(raw, name)
    entries = document.pop(LOG, {})
    _check(document, name)
    _check_log(entries, name)
    ordered = {table: dict(sorted(document[table].items(), key=_by_id)) for table in document}
    return Document(ordered, raw, read_entries=entries, outside=schema == SCHEMA)


def enough(start: bytes, size: int) -> int:
    """Return how many bytes of a file hold its records, by its first line and its size."""
    known = parts(start)
    if known is None or known.head + known.records + known.log != size:
        return size
    return known.head + known.records


def unbroken(raw: bytes, *, short: bool = False) -> Parts | None:
    """Return the parts of a sealed file whose checksums hold, else None.

    ``short``: it may lack its log.
    """
    known = parts(raw[:HEAD_LIMIT])
    if known is None:
        return None
    view, behind = memoryview(raw), known.head + known.records
    whole = len(raw) == behind + known.log or (short and len(raw) == behind)
    if not whole or b"%08x" % crc32(view[known.head : behind]) != known.records_crc:
        return None
    if len(raw) > behind and b"%08x" % crc32(view[behind:]) != known.log_crc:
        return None
    return known


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
