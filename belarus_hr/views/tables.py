"""Listings as Rich tables, sized to the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from belarus_hr.domain.records.kinds import KINDS
from belarus_hr.domain.text.safe_text import visible
from belarus_hr.views.indicator_lines import sparkline
from belarus_hr.views.measure_words import beside_state, speakers_named
from belarus_hr.views.names import assessor_name
from belarus_hr.views.plain import cell
from belarus_hr.views.rows import Row
from belarus_hr.views.screen import Screen, document, marked, source, table, text, when

#: The columns of records by name. Columns of the same name are drawn alike in all listings.
_COLUMNS = {name: column for kind in reversed(KINDS) for name, column in kind.columns.items()}
#: Columns of other listings that may wrap; people copy or compare the values of the rest.
_MAY_WRAP = frozenset("claims name message right change command kept other shows beside".split())


#: Where a title would get less than this beside its id, the id goes below it.
_TITLE = 34
#: What divides two columns.
_GAP = 3
#: The room that other columns that may wrap get at least.
_WRAPPED = 16


def listing(
    rows: Iterable[Row], shown: Sequence[str], screen: Screen, *, titled: bool = False
) -> str:
    """Return the table of rows with the columns that are shown.

    ``titled``: an id that would leave no room for the title goes below it, a title says that
    others dispute it and whose account a measure's state is, and rows without room for their
    columns are paragraphs. Of no rows nothing is drawn.
    """
    held = list(rows)
    if not held:
        return ""
    if not titled:
        return screen.draw(_table(([_cell(n, row[n]) for n in shown] for row in held), shown))
    with_id = "title" in shown and "id" in shown
    below = with_id and not screen.fits(_beside_title(held, shown) + _TITLE)
    names = [name for name in shown if not (below and name == "id")]
    longest_id = max((len(row["id"]) for row in held), default=0) if below else -_GAP
    if (below or "title" not in shown) and not screen.fits(_beside_title(held, names) + longest_id):
        return screen.draw(*(part for row in held for part in _paragraph(row, names)))
    cells = (
        [
            _title(row, shown, below=below) if name == "title" else _cell(name, row[name])
            for name in names
        ]
        for row in held
    )
    return screen.draw(_table(cells, names))


def _paragraph(row: Row, names: Sequence[str]) -> tuple[RenderableType, RenderableType]:
    """Return a row as its title, or its id, with a line of the other columns below it."""
    others = [_in_words(name, row[name]) for name in names if name not in ("title", "id")]
    others += [visible(row["id"])] if "title" in names else []
    head = _title(row, names, below=False) if "title" in names else text(row["id"])
    return head, Padding(Text("  ".join(filter(None, others)), style="dim"), (0, 0, 0, 2))


def _in_words(name: str, value: object) -> str:
    """Return a cell as it reads without a head above it: a number and a day say what of."""
    drawn = _cell(name, value).plain.replace("\n", "")
    of_a_day = name in _COLUMNS and _COLUMNS[name].type.drawn == "date" and name != "date"
    of_a_number = isinstance(value, int | float) or drawn.lstrip("-").isdecimal()
    named = drawn and (of_a_day or of_a_number)
    return f"{name.replace('_', ' ')} {drawn}" if named else drawn


def _table(lines: Iterable[list[Text]], names: Sequence[str]) -> Table:
    drawn = table(*names, whole=[name for name in names if not _may_wrap(name)])
    for line in lines:
        drawn.add_row(*line)
    return drawn


def _beside_title(rows: Iterable[Row], shown: Sequence[str]) -> int:
    """Return the width of the columns other than the title, with what divides them."""
    widths = {name: len(name) for name in shown if name != "title"}
    for row in rows:
        for name in widths:
            longest = max(map(len, _cell(name, row[name]).plain.split("\n")))
            needed = min(longest, _WRAPPED) if _may_wrap(name) else longest
            widths[name] = max(widths[name], needed)
    return sum(width + _GAP for width in widths.values())


def _title(row: Row, shown: Sequence[str], *, below: bool) -> Text:
    """Return a title with its marks; below it the id, and who says so where the state is shown."""
    drawn = marked(_cell("title", row["title"]), row)
    if below:
        drawn.append("\n").append_text(text(row["id"], "dim"))
    if row.get("according_to") is not None and "state" in shown and "otherwise" not in shown:
        for line, style in beside_state(row):
            drawn.append("\n").append_text(text(line, style))
    return drawn


def _may_wrap(name: str) -> bool:
    return name in _MAY_WRAP or (name in _COLUMNS and _COLUMNS[name].may_wrap)


def _cell(name: str, value: object) -> Text:
    if name in ("verdicts", "otherwise") and isinstance(value, dict):
        named = {speakers_named([who]): verdict for who, verdict in value.items()}
        return Text("\n").join(text(cell({who: verdict})) for who, verdict in named.items())
    if name in ("by", "assessor") and isinstance(value, str):
        return text(assessor_name(value))
    match _COLUMNS[name].type.drawn if name in _COLUMNS else "text", value:
        case "sources", list():
            return Text("\n").join(source(part) for part in value)
        case "symbol", str():
            return document(value)
        case "date", str():
            return when(value)
        case "values", list():
            return sparkline(value)
    return text(value)
