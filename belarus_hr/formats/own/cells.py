"""Our own exports: what stands in a cell of csv and tsv, what it means, and verdicts in rows.

A cell holds a text as it is and a list of texts joined by ``; ``, as long as that reads
back the same; everything else is written as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from belarus_hr.domain.records.field_types import CellFormat
from belarus_hr.domain.records.kinds import ASSESSMENT, KINDS, RECOMMENDATION
from belarus_hr.domain.reference.vocabulary import NOT_ASSESSED
from belarus_hr.domain.text import strict_json
from belarus_hr.domain.text.safe_text import json_safe, visible


def _held_as(cell_format: CellFormat) -> frozenset[str]:
    """Return the names of the keys of rows that a cell holds so, of any kind of record."""
    columns = (column for kind in KINDS for column in kind.columns.values())
    return frozenset(column.name for column in columns if column.type.cell == cell_format)


#: Lists of texts; sources are written so when they are references alone.
_LISTS = _held_as("texts")
#: Keys whose numbers and words of yes and no are no texts.
_BARE = _held_as("bare")
_BETWEEN = "; "


# --- cells --------------------------------------------------------------------


def cells(row: Mapping[str, Any]) -> dict[str, str]:
    """Return a row with each value as the text that stands in a cell of csv and tsv."""
    return {name: cell_text(name, value) for name, value in row.items()}


def cell_text(name: str, value: Any) -> str:
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


# --- verdicts ------------------------------------------------------------------


def with_verdicts(given: Iterable[object]) -> Iterator[object]:
    """Yield objects, and for each verdict in a recommendation's row the assessment that it is.

    An assessment that stands among the objects itself is not yielded twice.
    """
    objects = list(given)
    there = {
        value.get("id")
        for value in objects
        if isinstance(value, dict) and value.get("record") == ASSESSMENT.name
    }
    for value in objects:
        if not isinstance(value, dict) or not _has_verdicts(value):
            yield value
            continue
        yield {name: part for name, part in value.items() if name not in ("verdicts", "status")}
        for verdict in value["verdicts"].values():
            if verdict["id"] not in there:
                yield {"record": ASSESSMENT.name, "recommendation": value["id"], **verdict}


def _has_verdicts(row: dict[str, Any]) -> bool:
    """Say whether an object is a recommendation's row as we write it, with verdicts.

    A status that no verdict says was put there by somebody else: intake refuses it.
    """
    verdicts = row.get("verdicts")
    if row.get("record") != RECOMMENDATION.name or not row.get("id"):
        return False
    if not verdicts or not isinstance(verdicts, dict):
        return False
    if not all(isinstance(verdict, dict) and verdict.get("id") for verdict in verdicts.values()):
        return False
    said = [None, NOT_ASSESSED, *(verdict.get("status") for verdict in verdicts.values())]
    return row.get("status") in said
