"""Listings as Rich tables, sized to the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text

from belarus_hr.domain.records.kinds import KINDS
from belarus_hr.views.plain import cell
from belarus_hr.views.rows import Row
from belarus_hr.views.screen import Screen, document, source, table, text, when

#: The columns of records by name. Columns of the same name are drawn alike in all listings.
_COLUMNS = {name: column for kind in reversed(KINDS) for name, column in kind.columns.items()}
#: Columns of other listings that may wrap; people copy or compare the values of the rest.
_MAY_WRAP = frozenset("claims name message right change command kept other".split())


def listing(rows: Iterable[Row], shown: Sequence[str], screen: Screen) -> str:
    """Return the table of rows with the columns that are shown."""
    drawn = table(*shown, whole=[name for name in shown if not _may_wrap(name)])
    for row in rows:
        drawn.add_row(*[_cell(name, row[name]) for name in shown])
    return screen.draw(drawn)


def _may_wrap(name: str) -> bool:
    return name in _MAY_WRAP or (name in _COLUMNS and _COLUMNS[name].may_wrap)


def _cell(name: str, value: object) -> Text:
    if name == "verdicts" and isinstance(value, dict):
        return Text("\n").join(text(cell({who: verdict})) for who, verdict in value.items())
    match _COLUMNS[name].type.drawn if name in _COLUMNS else "text", value:
        case "sources", list():
            return Text("\n").join(source(part) for part in value)
        case "symbol", str():
            return document(value)
        case "date", str():
            return when(value)
    return text(value)
