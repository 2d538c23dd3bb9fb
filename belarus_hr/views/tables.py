"""Listings as Rich tables, sized to the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text

from belarus_hr.views.plain import cell
from belarus_hr.views.rows import Row
from belarus_hr.views.screen import Screen, document, source, table, text, when

#: Columns that may wrap; the others are copied or compared, and stay whole.
_MAY_WRAP = frozenset(
    "title text note sources disputes themes groups recommended_by verdicts claims tags items "
    "responses reported by place name message right change command conflicts kept other".split()
)
_DATES = frozenset(("date", "due", "received", "examined", "adopted", "issued"))
_SYMBOLS = frozenset(("document", "symbol", "observations", "outcome"))


def listing(rows: Iterable[Row], shown: Sequence[str], screen: Screen) -> str:
    """Return the table of rows with the columns that are shown."""
    drawn = table(*shown, whole=[name for name in shown if name not in _MAY_WRAP])
    for row in rows:
        drawn.add_row(*[_cell(name, row[name]) for name in shown])
    return screen.draw(drawn)


def _cell(name: str, value: object) -> Text:
    if name == "sources" and isinstance(value, list):
        return Text("\n").join(source(part) for part in value)
    if isinstance(value, str) and name in _SYMBOLS:
        return document(value)
    if name == "verdicts" and isinstance(value, dict):
        return Text("\n").join(text(cell({who: verdict})) for who, verdict in value.items())
    if isinstance(value, str) and name in _DATES:
        return when(value)
    return text(value)
