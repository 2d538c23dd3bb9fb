"""The bytes of a store: one JSON document, one record a line, sealed by a checksum.

The first line holds the schema version and the CRC-32 of all that follows. A
file whose checksum holds was written by this program and is taken as it is; any
other (edited by hand, merged, damaged) is checked record by record. The checksum
guards against accidents, not against people: who can write the file can seal it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from zlib import crc32

from belarus_hr.domain.collection import Tables
from belarus_hr.domain.errors import HrtrackError, StoreError
from belarus_hr.domain.ordering import natural
from belarus_hr.domain.records import BY_TABLE, Record, normalise
from belarus_hr.domain.text import json_safe
from belarus_hr.domain.words import shown

SCHEMA = 1
_META = "meta"


def write(tables: Tables) -> bytes:
    """Return the document that holds ``tables``, records ordered by id."""
    lines: list[str] = []
    named = [(name, tables[name]) for name in sorted(tables) if tables[name]]
    for number, (name, table) in enumerate(named, 1):
        lines.append(f"{json.dumps(name)}: {{")
        ids = sorted(table, key=natural)
        lines += [f"{json.dumps(id_)}: {_dump(table[id_])}," for id_ in ids[:-1]]
        lines += [f"{json.dumps(ids[-1])}: {_dump(table[ids[-1]])}"]
        lines.append("}," if number < len(named) else "}")
    body = "".join(line + "\n" for line in [*lines, "}"]).encode()
    return _first_line(body) + b"\n" + body


def _first_line(body: bytes) -> bytes:
    """Return the line that says which schema follows and seals it."""
    head = {_META: {"store": {"schema": SCHEMA, "crc32": f"{crc32(body):08x}"}}}
    return json.dumps(head)[:-1].encode() + (b"" if body == b"}\n" else b",")


def _dump(record: Mapping[str, Any]) -> str:
    return json_safe(json.dumps(record, ensure_ascii=False, allow_nan=False))


def read(raw: bytes, name: str) -> dict[str, dict[str, Record]]:
    """Return the tables that ``raw`` holds, records in the order of ids.

    ``name`` is the file's, for messages. Raises StoreError for what is not a store, is
    of a later schema or breaks a rule of the records, and says where.
    """
    if not raw.strip():
        raise StoreError(f"{name} is empty, so it is no store; remove it to start anew")
    first, _, body = raw.partition(b"\n")
    sealed = first == _first_line(body)
    try:
        text = raw.decode()
        document = json.loads(text) if sealed else _strict(text)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise StoreError(f"{name} is not UTF-8 text (line {line}); it was left as it is") from None
    except json.JSONDecodeError as error:
        raise StoreError(
            f"{name} is not a store: line {error.lineno}: {error.msg}; it was left as it is"
        ) from None
    except (RecursionError, ValueError) as error:
        raise StoreError(f"{name} is not a store: {error}; it was left as it is") from None
    tables = _tables(document, name)
    if not sealed:
        _check(tables, name)
        tables = {table: dict(sorted(tables[table].items(), key=_by_id)) for table in tables}
    return tables


def _strict(text: str) -> object:
    from belarus_hr.domain import strict_json

    return strict_json.loads(text)


def _by_id(entry: tuple[str, Record]) -> tuple[object, ...]:
    return natural(entry[0])


def _tables(document: object, name: str) -> dict[str, dict[str, Record]]:
    """Return the tables of a parsed document without its first line's, once its schema is known."""
    if not isinstance(document, dict) or not isinstance(document.get(_META), dict):
        raise StoreError(f"{name} is not a store of hrtrack; it was left as it is")
    meta = document.pop(_META).get("store")
    schema = meta.get("schema") if isinstance(meta, dict) else None
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise StoreError(f"{name} does not say which schema it has; it was left as it is")
    if schema > SCHEMA:
        raise StoreError(
            f"{name} has schema {schema}, and this hrtrack knows {SCHEMA}: "
            "update hrtrack to read it; it was left as it is"
        )
    return document


def _check(tables: dict[str, Any], name: str) -> None:
    """Put each record of a file that is not sealed through the gate."""
    from belarus_hr.domain.ids import check as check_id

    seen: dict[str, str] = {}
    for table_name, table in tables.items():
        kind = BY_TABLE.get(table_name)
        if kind is None or not isinstance(table, dict):
            raise StoreError(f"{name}: {shown(table_name)} is no table of a store")
        for id_, record in table.items():
            try:
                if not isinstance(record, dict):
                    raise StoreError("is not an object")
                if check_id(id_) != id_ or id_ in seen:
                    raise StoreError("has an id that is not well formed, or that is taken")
                table[id_] = normalise(kind, record)
            except HrtrackError as error:
                raise StoreError(
                    f"{name}: record {shown(id_)} in {table_name}: {error}; it was left as it is"
                ) from None
            seen[id_] = table_name
