"""Records as an SQLite database, for Datasette, DuckDB and R.

A kind of record is a table, keyed by our ids, with a column for each field. A field that holds a
list is a table of its own, ``recommendations_themes``, a row an entry in order.
``current_verdicts`` has the latest verdict of each assessor. The views join them for reading.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.field_types import FLAG, WHOLE, Field
from belarus_hr.domain.records.kinds import ASSESSMENT, BY_NAME, KINDS, RECOMMENDATION, Kind
from belarus_hr.domain.records.validators import whole
from belarus_hr.domain.reference.states import BELARUS
from belarus_hr.domain.reference.un_symbols import link
from belarus_hr.domain.reference.vocabulary import SUPPORTED
from belarus_hr.domain.text.safe_text import visible

if TYPE_CHECKING:
    from sqlite3 import Connection

_Rows = Iterable[Mapping[str, Any]]
#: Keys of a row that other tables have.
_ELSEWHERE = ("record", "verdicts", "action")


def write_sqlite(rows: Mapping[Kind, list[dict[str, Any]]]) -> bytes:
    """Return the rows of each kind as the bytes of a database; the same rows give the same bytes.

    Kinds without rows are empty tables. A column refers to the records of another table where
    all that it names are there. Raises InvalidValue where Python was built without SQLite.
    """
    try:
        import sqlite3
    except ImportError as error:
        raise InvalidValue(f"a database cannot be written by this Python: {error}") from None

    database = sqlite3.connect(":memory:")
    try:
        ids = {kind.name: {row["id"] for row in rows.get(kind, ())} for kind in KINDS}
        for kind in KINDS:
            _write_kind(database, kind, rows.get(kind, []), ids)
        _write_verdicts(database, rows.get(RECOMMENDATION, []), ids[ASSESSMENT.name])
        database.executescript(_VIEWS + _sources_view())
        database.commit()
        return database.serialize()
    finally:
        database.close()


# --- tables ---------------------------------------------------------------------


def _write_kind(
    database: Connection, kind: Kind, rows: list[dict[str, Any]], ids: Mapping[str, set[str]]
) -> None:
    """Write the table of a kind, and one for each of its fields that holds a list."""
    columns = [field for name, field in kind.columns.items() if name not in _ELSEWHERE]
    lists = [field for field in columns if _is_table(field)]
    flat = [field for field in columns if not _is_table(field)]
    declared = [_column(field, _named(field, rows), ids) for field in flat]
    _create(database, kind.table, declared)
    values = ([_value(row.get(field.name)) for field in flat] for row in rows)
    _insert(database, kind.table, len(flat), values)
    for field in lists:
        _write_list(database, kind, field, rows, ids)


def _is_table(field: Field) -> bool:
    return field.type.is_list and (field.type.cell == "texts" or bool(field.type.keys))


def _write_list(
    database: Connection,
    kind: Kind,
    field: Field,
    rows: list[dict[str, Any]],
    ids: Mapping[str, set[str]],
) -> None:
    """Write the entries of a field, with the id of their record and their place in the list."""
    table, keys = f"{kind.table}_{field.name}", dict(field.type.keys)
    owner = f'"{kind.name}_id" TEXT NOT NULL REFERENCES "{kind.table}" ("id")'
    if keys:
        columns = [f'"{key}" {_sort(check is whole)}' for key, check in keys.items()]
    else:
        refers = _reference(field, _named(field, rows), ids)
        columns = [f'"value" TEXT NOT NULL{refers}']
    key = f'PRIMARY KEY ("{kind.name}_id", "position")'
    _create(database, table, [owner, '"position" INTEGER NOT NULL', *columns, key])
    entries = (
        [row["id"], position, *_entry(entry, keys)]
        for row in rows
        for position, entry in enumerate(row.get(field.name) or (), 1)
    )
    _insert(database, table, 2 + len(columns), entries)


def _sort(is_number: bool) -> str:
    return "INTEGER" if is_number else "TEXT"


def _entry(entry: Any, keys: Iterable[str]) -> Iterator[Any]:
    """Yield the values of an entry; a source has the address of the document that it names."""
    if not keys:
        yield _value(entry)
        return
    held = entry if isinstance(entry, dict) else {}
    for key in keys:
        address = link(held) if key == "url" and "ref" in held else None
        yield _value(held.get(key) if address is None else address)


def _write_verdicts(
    database: Connection, recommendations: list[dict[str, Any]], assessments: set[str]
) -> None:
    columns = [
        '"recommendation" TEXT NOT NULL REFERENCES "recommendations" ("id")',
        '"assessor" TEXT NOT NULL',
        '"assessment" TEXT NOT NULL REFERENCES "assessments" ("id")',
        'PRIMARY KEY ("recommendation", "assessor")',
    ]
    _create(database, "current_verdicts", columns)
    verdicts = (
        [row["id"], _value(assessor), verdict["id"]]
        for row in recommendations
        for assessor, verdict in (row.get("verdicts") or {}).items()
        if verdict["id"] in assessments
    )
    _insert(database, "current_verdicts", 3, verdicts)


def _column(field: Field, named: set[str], ids: Mapping[str, set[str]]) -> str:
    if field.name == "id":
        return '"id" TEXT NOT NULL PRIMARY KEY'
    sort = _sort(field.type in (WHOLE, FLAG))
    return f'"{field.name}" {sort}{_reference(field, named, ids)}'


def _named(field: Field, rows: _Rows) -> set[str]:
    """Return the ids that a field of these rows holds; none for a field that holds no ids."""
    if not field.links_to:
        return set()
    values = (row.get(field.name) or () for row in rows)
    return {x for value in values for x in ([value] if isinstance(value, str) else value)}


def _reference(field: Field, named: set[str], ids: Mapping[str, set[str]]) -> str:
    # A key refers to one table.
    if len(field.linked_kinds) != 1 or not named <= ids[field.linked_kinds[0]]:
        return ""
    return f' REFERENCES "{BY_NAME[field.linked_kinds[0]].table}" ("id")'


def _create(database: Connection, table: str, columns: Iterable[str]) -> None:
    # All names are ours: of kinds, fields and keys.
    database.execute(f'CREATE TABLE "{table}" ({", ".join(columns)})')


def _insert(database: Connection, table: str, width: int, rows: Iterable[list[Any]]) -> None:
    places = ", ".join("?" * width)
    database.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)


def _value(value: Any) -> Any:
    """Return a value as a column holds it: text that drives no terminal, a number, or JSON."""
    if value is None or value in ([], {}):
        return None
    if isinstance(value, str):
        return visible(value, keep="\t\r\n")
    if isinstance(value, bool) or (isinstance(value, int) and value.bit_length() < 64):
        return int(value)
    return visible(json.dumps(value, ensure_ascii=False), keep="\t\r\n")


# --- views ----------------------------------------------------------------------

_SUPPORTED = ", ".join(f"'{response}'" for response in sorted(SUPPORTED))
_VIEWS = f"""
CREATE INDEX "assessments_of" ON "assessments" ("recommendation");
CREATE VIEW "verdicts" AS
SELECT r."id" AS "recommendation", coalesce(r."country", '{BELARUS}') AS "country",
  r."cycle", r."paragraph", r."title", r."response",
  r."response" IN ({_SUPPORTED}) AS "supported",
  a."assessor", a."status", a."date", a."note"
FROM "current_verdicts" v
JOIN "recommendations" r ON r."id" = v."recommendation"
JOIN "assessments" a ON a."id" = v."assessment";
CREATE VIEW "progress" AS
SELECT "country", "cycle", "assessor", count(*) AS "assessed",
  sum("status" = 'implemented') AS "implemented",
  sum("status" = 'partly') AS "partly",
  sum("status" = 'not-implemented') AS "not_implemented",
  (SELECT count(*) FROM "recommendations" r
   WHERE coalesce(r."country", '{BELARUS}') = "verdicts"."country"
     AND r."cycle" = "verdicts"."cycle" AND r."response" IN ({_SUPPORTED})) AS "supported"
FROM "verdicts" WHERE "supported" GROUP BY "country", "cycle", "assessor";
"""


def _sources_view() -> str:
    """Return the view of the sources of all kinds."""
    parts = (
        f'SELECT "{kind.name}_id" AS "record", \'{kind.name}\' AS "kind", '
        f'"position", "ref", "url", "note" FROM "{kind.table}_sources"'
        for kind in KINDS
    )
    return f'CREATE VIEW "sources" AS {" UNION ALL ".join(parts)};'
