"""Tables whose columns are our fields, under their own names or names that the user maps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from belarus_hr.domain.errors import Rejected
from belarus_hr.domain.records.kinds import ASSESSMENT, BY_NAME, EVENT, KINDS, RECOMMENDATION, Kind
from belarus_hr.domain.text.words import a, shown
from belarus_hr.formats.own import records
from belarus_hr.formats.own.rows import RowReader, with_repairs
from belarus_hr.formats.registry import TableFormat
from belarus_hr.formats.request import Read, Request
from belarus_hr.formats.tables import Table, fold_heading, listed

#: The fields by their headings, folded.
_FIELDS = {fold_heading(name): name for kind in KINDS for name in sorted(kind.columns)}
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
    return any(set(header) <= set(kind.columns) for kind in KINDS)


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
    kind = _kind_of_rows(columns, request.defaults)
    _check_columns(table.header, columns, request.defaults, kind)
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
    places = {field: i for field, i in exact.items() if field not in done}
    for i in free:
        field = _FIELDS.get(fold_heading(header[i]), "")
        if field not in of_kind or field in exact or field in done:
            continue
        if places.setdefault(field, i) != i:
            other, column = header[places[field]], header[i]
            raise Rejected(
                "has a header that is not whole: "
                f"{shown(other)} and {shown(column)} are both {field}"
            )
    return places


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


# --- what the table lacks, and each of its rows would need: said once --------------

_AS_VERDICTS = "; --verdicts-by NAME reads a sheet of verdicts, with --date DAY"
#: What a row need not say: an event of no kind is ``other``, or of the kind on record.
_ASSUMED = {EVENT.name: ("kind",)}
#: Fields that are often the same in all rows, with an example.
_EXAMPLES = {"mechanism": "CAT", "cycle": "4", "assessor": "un", "by": "government", "date": "2026"}


def _kind_of_rows(columns: set[str], defaults: Mapping[str, str]) -> Kind | None:
    """Return the kind of the rows that do not say it; None where each row has to.

    It is what the user says by --default. Else it is the only kind that has all these columns,
    and those that it needs; else an event. Raises Rejected where it can be two kinds.
    """
    if "record" in columns:
        return None
    if "record" in defaults:
        return BY_NAME.get(defaults["record"].casefold())
    names = columns | set(defaults)
    fitting = [kind for kind in KINDS if names <= set(kind.columns)]
    if EVENT in fitting or not fitting:
        return EVENT
    complete = [kind for kind in fitting if not _missing(kind, names, {})]
    if len(complete or fitting) > 1:
        kinds = " or of ".join(f"{kind.name}s" for kind in complete or fitting)
        raise Rejected(
            f"can be a table of {kinds}: --default record={fitting[0].name} says which it is"
            f"{_AS_VERDICTS if ASSESSMENT in fitting else ''}"
        )
    return (complete or fitting)[0]


def _check_columns(
    header: list[str], columns: set[str], defaults: Mapping[str, str], kind: Kind | None
) -> None:
    """Raise Rejected when no column and no default gives what every record of a kind has.

    ``columns`` are the fields that the header has.
    """
    missing = _missing(kind, columns | set(defaults), defaults) if kind else []
    if not (kind and missing):
        return
    common = next((name for name in missing if name in _EXAMPLES), "")
    default = f", --default {common}={_EXAMPLES[common]} is for all rows" if common else ""
    verdicts = _AS_VERDICTS if kind is ASSESSMENT else ""
    other = "; --default record=KIND says that the rows are no events" if kind is EVENT else ""
    raise Rejected(
        f"has no column for {' and '.join(missing)}, which {a(kind.name)} needs: "
        f"--map {missing[0]}=COLUMN names the column{default}; its columns are "
        f"{listed([name for name in header if name])}{verdicts}{other}"
    )


def _missing(kind: Kind, names: set[str], defaults: Mapping[str, str]) -> list[str]:
    """Return what a kind needs and these fields do not give."""
    needed = [name for name in kind.required if name not in _ASSUMED.get(kind.name, ())]
    if kind is RECOMMENDATION and defaults.get("mechanism", "").casefold() == "upr":
        needed.append("cycle")
    return [name for name in needed if name not in names]
