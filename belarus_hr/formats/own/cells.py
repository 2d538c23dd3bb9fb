"""The cells of our own csv and tsv, written and read, and the verdicts in rows.

A cell holds a text as it is, and a list of texts joined by ``; ``, when reading the cell gives
the same value again. Every other value is written as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from belarus_hr.domain.records.field_types import BETWEEN_TEXTS, Field
from belarus_hr.domain.records.kinds import ASSESSMENT, KINDS, RECOMMENDATION
from belarus_hr.domain.reference.vocabulary import NOT_ASSESSED
from belarus_hr.domain.text import strict_json
from belarus_hr.domain.text.safe_text import json_safe, visible


def columns_that(hold: Callable[[Field], bool]) -> frozenset[str]:
    """Return the names of the columns, of any kind of record, of which this holds."""
    columns = (column for kind in KINDS for column in kind.columns.values())
    return frozenset(column.name for column in columns if hold(column))


#: Lists of texts. Sources count as such a list when each is a reference and nothing else.
_LISTS = columns_that(lambda column: column.type.cell == "texts")
#: Columns in which a number, true and false are not texts.
_BARE = columns_that(lambda column: column.type.cell == "bare")


# --- cells --------------------------------------------------------------------


def cells(row: Mapping[str, Any]) -> dict[str, str]:
    """Return a row with each value as the text that stands in a cell of csv and tsv."""
    return {name: cell_text(name, value) for name, value in row.items()}


def cell_text(name: str, value: Any, keep: str = "\t\r\n") -> str:
    """Return the value of a field as the text of a cell; ``parsed`` reads it back.

    ``keep`` are the control characters that the cell can hold.
    """
    if value is None or value in ([], {}):
        return ""
    plain = value if isinstance(value, str) else _joined(name, value)
    if plain is not None and visible(plain, keep=keep) == plain and not is_cut(name, plain):
        read = parsed(name, plain)
        if read == (_short(value) if isinstance(value, list) else value):
            return plain
    return json_safe(json.dumps(value, ensure_ascii=False))


def _joined(name: str, value: Any) -> str | None:
    """Return a list of texts joined to a single text; None for another value."""
    if name not in _LISTS:
        return None
    short = _short(value)
    return BETWEEN_TEXTS.join(short) if all(isinstance(part, str) for part in short) else None


def _short(values: list[Any]) -> list[Any]:
    """Return a list in which each source with nothing but a reference is that reference."""
    return [
        part["ref"] if isinstance(part, dict) and part.keys() == {"ref"} else part
        for part in values
    ]


def is_cut(name: str, text: str) -> bool:
    """Say whether the text of a list begins as our JSON does and is none, as one that is cut off.

    A spreadsheet program cuts a cell of CSV at 32,767 characters.
    """
    if name not in _LISTS or not text.startswith(('["', '[{"')):
        return False
    try:
        strict_json.loads(text)
    except (ValueError, RecursionError):
        return True
    return False


def parsed(name: str, text: str) -> Any:
    """Return the value that the text of a cell has in a field; None for an empty cell."""
    if not text:
        return None
    if text[0] in '"[{' or name in _BARE:
        try:
            return strict_json.loads(text)
        except (ValueError, RecursionError):
            pass
    return text.split(BETWEEN_TEXTS) if name in _LISTS else text


# --- verdicts ------------------------------------------------------------------


def with_verdicts(value: object) -> Iterator[object]:
    """Yield an object, and after a recommendation's row each of its verdicts as an assessment."""
    if not isinstance(value, dict) or not _has_verdicts(value):
        yield value
        return
    yield {name: part for name, part in value.items() if name not in ("verdicts", "status")}
    for verdict in value["verdicts"].values():
        yield {"record": ASSESSMENT.name, "recommendation": value["id"], **verdict}


def _has_verdicts(row: dict[str, Any]) -> bool:
    """Say whether an object is a recommendation's row with verdicts, as our exports have it.

    A row whose status is not the status of a verdict was changed by hand, and is refused later.
    """
    verdicts = row.get("verdicts")
    if row.get("record") != RECOMMENDATION.name or not row.get("id"):
        return False
    if not verdicts or not isinstance(verdicts, dict):
        return False
    if not all(isinstance(verdict, dict) and verdict.get("id") for verdict in verdicts.values()):
        return False
    statuses = [None, NOT_ASSESSED, *(verdict.get("status") for verdict in verdicts.values())]
    return row.get("status") in statuses
