"""A store's file read whole and checked record by record, since its checksums do not suffice.

Another user or another program wrote the file, it was edited by hand, merged or damaged, or it
has an older schema.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from belarus_hr.domain.change_log import Log, is_log_entry
from belarus_hr.domain.errors import HrtrackError, StoreError
from belarus_hr.domain.records.ids import check_id
from belarus_hr.domain.records.kinds import BY_TABLE, Record, normalise
from belarus_hr.domain.text import strict_json
from belarus_hr.domain.text.words import natural, shown
from belarus_hr.store.layout import LOG, META, SCHEMA


class Validated(NamedTuple):
    """The content of a checked file; ``exact``: all its records were in their normal form."""

    raw: bytes
    tables: dict[str, dict[str, Record]]
    entries: Log
    schema: int
    exact: bool


def validate(raw: bytes, name: str) -> Validated:
    """Return the content of a file, which messages call by ``name``.

    Raises StoreError, saying where, for a file that is no store, has a later schema or breaks a
    rule of the records.
    """
    # Not strip, which copies all of it.
    if not raw or raw.isspace():
        why = "is empty, so it is no store; remove it to start anew"
        raise StoreError(f"{name} {why}{_newest_backup(name)}")
    document, schema = _parsed(raw, name)
    entries = document.pop(LOG, {})
    exact = _check(document, name)
    _check_log(entries, name)
    ordered = {table: dict(sorted(document[table].items(), key=_by_id)) for table in document}
    return Validated(raw, ordered, entries, schema, exact)


def _parsed(raw: bytes, name: str) -> tuple[dict[str, Any], int]:
    """Return the tables of a file that is not sealed, and its schema."""
    try:
        document = strict_json.loads(raw.decode())
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _refused(name, f"is not UTF-8 text (line {line})") from None
    except json.JSONDecodeError as error:
        where = f"is not a store: line {error.lineno}: {error.msg}"
        raise _refused(name, where) from None
    except (RecursionError, ValueError) as error:
        why = f"is not a store: {strict_json.reason(error)}"
        raise _refused(name, why) from None
    if not isinstance(document, dict) or not isinstance(document.get(META), dict):
        why = f"is not a store of hrtrack; it was left as it is{_newest_backup(name)}"
        raise StoreError(f"{name} {why}")
    return document, _schema(document.pop(META).get("store"), name)


def _refused(name: str, why: str) -> StoreError:
    return StoreError(
        f"{name} {why}; it was left as it is",
        advice="examine the file",
        ending=_newest_backup(name),
    )


def _newest_backup(name: str) -> str:
    from belarus_hr.store import backups

    return backups.newest_named(Path(name))


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


def _check(tables: dict[str, Any], name: str) -> bool:
    """Normalise all records of a file; say whether all were in their normal form before."""
    seen: set[str] = set()
    exact = True
    for table_name, table in tables.items():
        if table_name not in BY_TABLE or not isinstance(table, dict):
            raise StoreError(f"{name}: {shown(table_name)} is no table of a store")
        for id_, record in table.items():
            try:
                table[id_] = gate(table_name, id_, record, seen)
                exact = exact and table[id_] == record
            except HrtrackError as error:
                where = f"holds record {shown(id_)} in {table_name}: {error}"
                raise _refused(name, where) from None
            seen.add(id_)
    return exact


def gate(table: str, id_: str, record: object, seen: Iterable[str]) -> Record:
    """Return the normal form of a record from a file that is not trusted.

    Raises HrtrackError when it is no record of the table, and when its id is malformed or was
    ``seen`` already.
    """
    if not isinstance(record, dict):
        raise StoreError("is not an object")
    if check_id(id_) != id_ or id_ in seen:
        raise StoreError("has an id that is not well formed, or that is taken")
    return normalise(BY_TABLE[table], record)


def sound_entry(key: str, entry: object) -> bool:
    """Say whether this is an entry of the log all of whose texts can be written as UTF-8."""
    try:
        return is_log_entry(entry) and bool(json.dumps([key, entry], ensure_ascii=False).encode())
    except UnicodeEncodeError:
        return False


def _check_log(entries: object, name: str) -> None:
    if not isinstance(entries, dict):
        raise _refused(name, "has a log that is no object")
    for key, entry in entries.items():
        if not sound_entry(key, entry):
            raise _refused(name, f"has a log whose entry {shown(key)} is none")
