"""Tables whose columns are our fields, under their own names or names that the user maps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from belarus_hr.domain.errors import Rejected
from belarus_hr.domain.records.kinds import BY_NAME, EVENT, KINDS
from belarus_hr.domain.text.words import shown
from belarus_hr.formats.format import TableFormat
from belarus_hr.formats.headings import fold_heading, listed
from belarus_hr.formats.own import missing, records
from belarus_hr.formats.own.records import names_of
from belarus_hr.formats.own.rows import RowReader, with_repairs
from belarus_hr.formats.request import Read, Request
from belarus_hr.formats.tables import Table

#: The fields by their headings, folded.
_FIELDS = {fold_heading(name): name for kind in KINDS for name in sorted(names_of(kind))}
#: The plain ones in Russian and Belarusian.
_TRANSLATED = {
    "date": "дата", "title": "название назва мероприятие мерапрыемства событие падзея",
    "mechanism": "механизм механізм орган", "kind": "вид від", "note": "примечание заўвага",
    "place": "место месца место_проведения месца_правядзення",
    "sources": "источник источники крыніца крыніцы", "tags": "метки меткі",
}  # fmt: skip
_FIELDS |= {
    fold_heading(word): name for name, words in _TRANSLATED.items() for word in words.split()
}


def ours(header: list[str]) -> bool:
    """Say whether all columns have the names of fields of the same kind of record."""
    return any(set(header) <= names_of(kind) for kind in KINDS)


def ours_as_written(header: list[str]) -> bool:
    """Say whether the headings are fields of the same kind of record, in any spelling.

    A single word is a title above the table: no record has one field alone.
    """
    if sum(map(bool, header)) == 1:
        return False
    names = {_FIELDS.get(fold_heading(name), name) for name in header if name}
    return bool(names) and ours(list(names))


def has_columns(header: list[str], request: Request) -> bool:
    """Say whether a header has each column that the user maps to a field."""
    return all(column_at(name, header) is not None for name in request.names.values())


def read_delimited(table: Table, request: Request) -> Iterator[Read]:
    """Yield a draft for each row; skipped and bad rows as such.

    Raises Rejected for a header that has a column twice, lacks a column that the user named or
    that every row needs, or has no field of ours.
    """
    fields = _fields_of_columns(table.header, request)
    columns = {name for of_column in fields for name in of_column}
    kind = missing.kind_of_rows(columns, request.defaults)
    missing.check_columns(table.header, columns, request.defaults, kind)
    reader = RowReader(table, fields, kind, request)
    results = records.read_own_records(reader.objects(), replace(request, names={}))
    return with_repairs(results, reader.repairs)


FORMAT = TableFormat(
    title="tables of our fields (spreadsheet, CSV, TSV)",
    recognises=ours_as_written,
    read=read_delimited,
    maps=True,
)


# --- columns ------------------------------------------------------------------


def _fields_of_columns(header: list[str], request: Request) -> list[list[str]]:
    """Return the fields that each column is; none for a column that is passed over."""
    twice = {name for name in header if name and header.count(name) > 1}
    if twice:
        raise Rejected(f"has a header that is not whole: {shown(min(twice))} stands twice")
    fields: list[list[str]] = [[] for _ in header]
    for field, column in mapped(header, request.names).items():
        fields[column].append(field)
    if not request.names and not ours_as_written(header):
        raise Rejected(_strange(header))
    for field, column in _by_heading(header, fields, request).items():
        fields[column].append(field)
    return fields


def mapped(header: list[str], names: Mapping[str, str]) -> dict[str, int]:
    """Return the place of the column of each mapped field; raises Rejected for a missing one."""
    places = {field: column_at(column, header) for field, column in names.items()}
    missing = [names[field] for field, place in places.items() if place is None]
    if missing:
        raise Rejected(f"has no column {', '.join(map(shown, missing))}; it has {listed(header)}")
    return {field: place for field, place in places.items() if place is not None}


def column_at(name: str, header: list[str]) -> int | None:
    """Return the place of a column: that of this very name, or the only one that spells it so."""
    if name in header:
        return header.index(name)
    alike = [i for i, column in enumerate(header) if fold_heading(column) == fold_heading(name)]
    return alike[0] if len(alike) == 1 else None


def _by_heading(header: list[str], taken: list[list[str]], request: Request) -> dict[str, int]:
    """Return the column of each field that bears the field's name, in any spelling.

    Beside --map another spelling counts for fields of the kind that is read, an event unless
    --default says otherwise: a column ``Text`` in a table of verdicts, which have no text, is
    passed over. Raises Rejected for two columns of a field.
    """
    done = {field for of_column in taken for field in of_column}
    free = [i for i, column in enumerate(header) if column and not taken[i]]
    exact = {header[i]: i for i in free if header[i] in _FIELDS.values()}
    of_kind = set(_FIELDS.values())
    if request.names:
        kind = BY_NAME.get(request.defaults.get("record", EVENT.name).casefold())
        of_kind = set(kind.by_name) if kind else set()
    found = {field: i for field, i in exact.items() if field not in done}
    for i in free:
        field = _FIELDS.get(fold_heading(header[i]), "")
        if field not in of_kind or field in exact or field in done:
            continue
        if found.setdefault(field, i) != i:
            other, column = header[found[field]], header[i]
            raise Rejected(
                "has a header that is not whole: "
                f"{shown(other)} and {shown(column)} are both {field}"
            )
    return found


def _strange(header: list[str]) -> str:
    """Return why a header is that of no table which is known."""
    strange = [name for name in header if fold_heading(name) not in _FIELDS] or header
    no_header = len(strange) == len(header)
    return (
        f"is a table of a kind that is not known: {listed(strange)} "
        f"{'is no field' if len(strange) == 1 else 'are no fields'} of one record; "
        f"{'the first row was taken for the headings; ' if no_header else ''}read are "
        "UPR Info's and UHRI's files, and tables of our fields; --map title=COLUMN says "
        "which column is which field"
    )
