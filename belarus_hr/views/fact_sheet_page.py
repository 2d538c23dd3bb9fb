"""``factsheet`` drawn for people: all items in some lines each, or some of them in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from belarus_hr.domain.collection import StoredRecord
from belarus_hr.domain.figures.fact_sheet import ComparedItem
from belarus_hr.domain.reference.vocabulary import AGREEMENTS
from belarus_hr.views.cited import dispute_cited, source_cited
from belarus_hr.views.screen import Screen, heading, text, two_columns

_STYLES = dict(zip(AGREEMENTS, ("green", "yellow", "dim", "red"), strict=True))


def overview(items: Sequence[ComparedItem], day: date, screen: Screen) -> str:
    """Return the items drawn: what the sheet says, and under it what the record shows."""
    widest = max((len(_words(item.agreement)) for item in items), default=0)
    grid = two_columns()
    for item in items:
        says = _line(_agreement(item), text(item.record["title"]), widest)
        shows = _line(text("record", "dim"), text("; ".join(item.shows), "dim"))
        grid.add_row(text(item.item, "bold"), Group(says, shows))
    counts = Counter(item.agreement for item in items)
    summary = ", ".join(f"{counts[name]} {_words(name)}" for name in AGREEMENTS if counts[name])
    title = f"The Government's fact sheet beside the record, as of {day.isoformat()}"
    more = (
        f"hrtrack factsheet {items[0].item} shows an item in full, with its sources."
        if items
        else ""
    )
    counted = text(f"{len(items)} items: {summary}")
    return screen.draw(heading(title), counted, Text(""), grid, text(more, "dim"))


def in_full(items: Iterable[ComparedItem], screen: Screen) -> str:
    """Return items drawn with all there is on each: reason, records, sources."""
    parts: list[RenderableType] = []
    for item in items:
        parts += [Text("")] if parts else []
        parts += [heading(f"{item.item}  {item.record['title']}"), _fields(item)]
        parts += [Text(""), heading("Records beside it"), _records(item)]
        if item.disputes:
            parts += [Text(""), heading("Disputed"), _entries(map(dispute_cited, item.disputes))]
        parts += [Text(""), heading("Sources"), _entries(map(source_cited, item.sources))]
        if item.beside:
            ids = " ".join(stored.id for stored in item.beside)
            parts += [Text(""), text(f"All on these records: hrtrack show {ids}", "dim")]
    return screen.draw(*parts)


def _line(name: Text, words: Text, width: int = 0) -> Table:
    """Return a name that does not wrap, ``width`` columns wide at least, and words beside it."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, min_width=max(width, len(name)))
    grid.add_column(overflow="fold")
    grid.add_row(name, words)
    return grid


def _entries(lines: Iterable[Text]) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for line in lines:
        grid.add_row(Text("-"), line)
    return grid


def _fields(item: ComparedItem) -> Table:
    grid = two_columns()
    grid.add_row(text("record shows", "dim"), Text("\n").join(map(text, item.shows)))
    grid.add_row(text("agreement", "dim"), _agreement(item))
    if item.reason:
        grid.add_row(text("why", "dim"), text(item.reason))
    return grid


def _records(item: ComparedItem) -> RenderableType:
    return _entries(map(_record, item.beside)) if item.beside else text("none", "dim")


def _record(stored: StoredRecord) -> Text:
    record = stored.record
    line = text(stored.id, "bold").append("  ").append_text(text(record.get("confidence")))
    return line.append("\n").append_text(text(record["title"]))


def _agreement(item: ComparedItem) -> Text:
    return text(_words(item.agreement), _STYLES[item.agreement])


def _words(name: str) -> str:
    return name.replace("-", " ")
