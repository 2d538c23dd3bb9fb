"""Listings as Rich tables, sized to the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from belarus_hr.views.plain import cell
from belarus_hr.views.rows import Row
from belarus_hr.views.screen import Screen, document, source, table, text, when

#: Columns that may wrap; the others are copied or compared, and stay whole.
_MAY_WRAP = frozenset(
    "title text note sources disputes themes groups recommended_by verdicts claims tags items "
    "responses reported by place name message right change command conflicts kept other".split()
)
#: Columns a narrow terminal does without unless they are asked for, and the
#: width from which each is shown.
_FROM_WIDTH = {
    "event": {"mechanism": 92, "kind": 104, "confidence": 130, "sources": 160},
    "recommendation": {"status": 76, "recommended_by": 100, "themes": 150},
    "report": {"due": 100, "observations": 90},
}
_DATES = frozenset(("date", "due", "received", "examined", "adopted", "issued"))
_SYMBOLS = frozenset(("document", "symbol", "observations", "outcome"))


def listing(
    rows: Sequence[Row], kind: str, names: Sequence[str], screen: Screen, *, chosen: bool
) -> str:
    """Return the table of rows of one kind.

    ``chosen`` says that the reader named the columns: then none is left out.
    """
    from_width = {} if chosen else _FROM_WIDTH.get(kind, {})
    wide = [*names, *(name for name in from_width if name not in names and screen.width)]
    shown = [name for name in wide if screen.fits(from_width.get(name, 0))]
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
