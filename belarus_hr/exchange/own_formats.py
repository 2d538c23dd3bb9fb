"""Our own exports: what stands in a cell, and the way back from csv, tsv, json and ndjson.

What is read comes as objects that ``intake.take`` accepts, each equal to the row or the
record that was written. A cell holds a text as it is and a list of texts joined by
``; ``, as long as that reads back the same; everything else is written as JSON.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from belarus_hr.domain import strict_json
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records import ASSESSMENT, BY_TABLE, RECOMMENDATION
from belarus_hr.domain.text import json_safe, visible
from belarus_hr.domain.words import NOT_ASSESSED, shown

#: Fields that are lists of texts; sources are written so when they are references alone.
_LISTS = frozenset(("tags", "themes", "groups", "sdgs", "sources", "recommended_by"))
#: Fields whose numbers and words of yes and no are no texts.
_BARE = frozenset(("cycle", "session", "over", "sensitive"))
_BETWEEN = "; "
#: What a cell of a spreadsheet must not begin with, and the sign that guards it.
_GUARDED = re.compile(r"'(?=['=+\-@\t\r\n\0])")
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|(.))", re.DOTALL)
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
#: Parts of a store that hold no records.
_ASIDE = frozenset(("meta", "log"))
#: The longest cell: a text of the greatest length with each character escaped, and some.
_CELL_LIMIT = 1 << 24


# --- cells --------------------------------------------------------------------


def cells(row: Mapping[str, Any]) -> dict[str, str]:
    """Return a row with each value as the text that stands in a cell of csv and tsv."""
    return {name: cell(name, value) for name, value in row.items()}


def cell(name: str, value: Any) -> str:
    """Return the value of a field as the text of a cell, which ``value`` reads back."""
    if value is None or value in ([], {}):
        return ""
    plain = value if isinstance(value, str) else _joined(name, value)
    if plain is not None and visible(plain, keep="\t\r\n") == plain:
        read = parsed(name, plain)
        if read == (_short(value) if isinstance(value, list) else value):
            return plain
    return json_safe(json.dumps(value, ensure_ascii=False))


def _joined(name: str, value: Any) -> str | None:
    """Return a list of texts as one text; None when it is no such list."""
    if name not in _LISTS:
        return None
    short = _short(value)
    return _BETWEEN.join(short) if all(isinstance(part, str) for part in short) else None


def _short(values: list[Any]) -> list[Any]:
    """Return sources that are a reference alone as that reference."""
    return [
        part["ref"] if isinstance(part, dict) and part.keys() == {"ref"} else part
        for part in values
    ]


def parsed(name: str, text: str) -> Any:
    """Return what the text of a cell means in a field; None for an empty one."""
    if not text:
        return None
    if text[0] in '"[{' or name in _BARE:
        try:
            return strict_json.loads(text)
        except (ValueError, RecursionError):
            pass
    return text.split(_BETWEEN) if name in _LISTS else text


# --- the way back -------------------------------------------------------------


def read_csv(text: str) -> Iterator[object]:
    """Yield the objects of a csv that ``export`` wrote, the guard against formulas undone.

    Raises InvalidValue, naming the row, for what is no table with one header.
    """
    with _long_cells():
        lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
        try:
            table = [[_GUARDED.sub("", cell, count=1) if cell[:1] == "'" else cell for cell in line]
                     for line in lines]  # fmt: skip
        except csv.Error as error:
            raise InvalidValue(f"line {lines.line_num} is no csv: {error}") from None
    yield from with_verdicts(_objects(table))


def read_tsv(text: str) -> Iterator[object]:
    r"""Yield the objects of a tsv that ``export`` wrote, its escapes (``\t``) undone.

    Raises InvalidValue, naming the row, for what is no table with one header.
    """
    lines = text.removeprefix("\ufeff").split("\n")
    table = [[_unescaped(cell) for cell in line.removesuffix("\r").split("\t")] for line in lines]
    yield from with_verdicts(_objects(table))


def read_json(text: str) -> Iterator[object]:
    """Yield the objects of a JSON document: an array of rows, one row, or a whole store.

    Of a store its records alone: no log. Raises InvalidValue for what is not JSON.
    """
    value = _json(text.removeprefix("\ufeff"), "the document")
    if isinstance(value, dict) and isinstance(value.get("meta"), dict):
        yield from _of_store(value)
    else:
        yield from with_verdicts(value if isinstance(value, list) else [value])


def read_ndjson(text: str) -> Iterator[object]:
    """Yield the objects of a text with one JSON object a line.

    Raises InvalidValue, naming the line, for what is not JSON.
    """
    lines = enumerate(text.removeprefix("\ufeff").split("\n"), 1)
    found = [_json(line, f"line {number}") for number, line in lines if line.strip()]
    yield from with_verdicts(found)


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let a cell of csv be as long as a text of ours; the limit is the whole process's."""
    before = csv.field_size_limit(_CELL_LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else _ESCAPED.get(m[2], m[0]), text)


def _json(text: str, place: str) -> Any:
    try:
        return strict_json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidValue(f"{place} is not JSON: {error}") from None


def _objects(table: list[list[str]]) -> Iterator[dict[str, Any]]:
    """Yield an object for each row under the header, without its empty cells."""
    rows = ((number, row) for number, row in enumerate(table, 1) if any(row))
    _, names = next(rows, (0, []))
    twice = [name for name in names if names.count(name) > 1]
    if not names or twice or "" in names:
        wrong = f"the column {shown(twice[0])} stands twice" if twice else "a column has no name"
        raise InvalidValue(f"the header is not one of ours: {wrong}")
    for number, row in rows:
        if len(row) != len(names):
            raise InvalidValue(f"row {number} has {len(row)} cells, the header {len(names)}")
        yield {name: parsed(name, cell) for name, cell in zip(names, row, strict=True) if cell}


def _of_store(document: dict[str, Any]) -> Iterator[object]:
    for table, records in document.items():
        if table in _ASIDE:
            continue
        if table not in BY_TABLE or not isinstance(records, dict):
            raise InvalidValue(f"{shown(table)} is no table of a store")
        for id_, record in records.items():
            about = {"record": BY_TABLE[table].name, "id": id_}
            yield {**about, **record} if isinstance(record, dict) else record


def with_verdicts(given: Iterable[object]) -> Iterator[object]:
    """Yield objects, and for each verdict in a recommendation's row the assessment that it is.

    One that stands among the objects itself is not yielded twice.
    """
    found = list(given)
    there = {
        one.get("id")
        for one in found
        if isinstance(one, dict) and one.get("record") == ASSESSMENT.name
    }
    for one in found:
        if not isinstance(one, dict) or not _has_verdicts(one):
            yield one
            continue
        yield {name: value for name, value in one.items() if name not in ("verdicts", "status")}
        for verdict in one["verdicts"].values():
            if verdict["id"] not in there:
                yield {"record": ASSESSMENT.name, "recommendation": one["id"], **verdict}


def _has_verdicts(row: dict[str, Any]) -> bool:
    """Say whether an object is a recommendation's row as we write it, with verdicts.

    A status that no verdict says was put there by somebody else: intake refuses it.
    """
    verdicts = row.get("verdicts")
    if row.get("record") != RECOMMENDATION.name or not row.get("id"):
        return False
    if not verdicts or not isinstance(verdicts, dict):
        return False
    if not all(isinstance(one, dict) and one.get("id") for one in verdicts.values()):
        return False
    said = [None, NOT_ASSESSED, *(one.get("status") for one in verdicts.values())]
    return row.get("status") in said
