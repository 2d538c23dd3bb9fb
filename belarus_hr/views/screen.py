"""Drawing on a terminal with Rich: all text that is drawn goes through here.

Text never goes to Rich as ``str``, which Rich would read as markup, but as ``Text`` whose
control characters were made visible.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from io import StringIO
from typing import Any, NamedTuple

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.segment import Segment, Segments
from rich.style import Style
from rich.table import Table
from rich.text import Text

from belarus_hr.domain.figures.counting import Share
from belarus_hr.domain.reference.un_symbols import link
from belarus_hr.domain.text.safe_text import visible
from belarus_hr.views.plain import cell

#: Wide enough that nothing is wrapped where there is no terminal to fit.
_UNBOUNDED = 1_000_000
_STYLES = {
    "implemented": "green",
    "partly": "yellow",
    "not-implemented": "red",
    "not-assessed": "dim",
    "supported": "green",
    "supported-implemented": "green",
    "partly-supported": "yellow",
    "noted": "red",
    "pending": "yellow",
    "overdue": "red",
    "received": "yellow",
    "examined": "green",
    "contradicted": "red",
}


class Screen(NamedTuple):
    """The terminal: its width in columns (None where there is none), and whether it has colour."""

    width: int | None
    colour: bool

    def fits(self, columns: int) -> bool:
        """Say whether ``columns`` columns have room."""
        return self.width is None or self.width >= columns

    def draw(self, *parts: RenderableType) -> str:
        """Return the parts drawn one under the other."""
        file = StringIO()
        console = Console(
            file=file,
            width=self.width or _UNBOUNDED,
            force_terminal=self.colour,
            color_system="standard" if self.colour else None,
            no_color=not self.colour,
            markup=False,
            highlight=False,
            emoji=False,
            legacy_windows=False,
            _environ={},
        )
        for part in parts:
            # Nothing reaches the terminal another way: control characters are made visible.
            segments = console.render(part)
            console.print(Segments(map(_visible, segments)))
        lines = file.getvalue().splitlines()
        return "".join(line.rstrip() + "\n" for line in lines)


def _visible(segment: Segment) -> Segment:
    shown = visible(segment.text, keep="\n")
    return segment if shown == segment.text else Segment(shown, segment.style)


def text(value: object, style: str = "") -> Text:
    """Return a value of a row as text to draw; a known word gets its colour."""
    shown = visible(cell(value))
    return Text(shown, style=style or _STYLES.get(shown, ""), overflow="fold")


def marked(title: Text, record: Mapping[str, Any]) -> Text:
    """Return a title with the marks of its record: others dispute it, two versions differ."""
    for name, mark in (("disputes", "disputed"), ("conflicts", "conflict")):
        if record.get(name):
            title.append(f"  {mark}", style="yellow")
    return title


def when(value: str | None) -> Text:
    """Return a date to draw; an interval takes two lines, to leave room for the words."""
    return Text("/\n").join(text(part) for part in (value or "").split("/"))


def source(value: Mapping[str, str]) -> Text:
    """Return a source as text that opens its document on a terminal with links."""
    return linked(value["ref"], link(value))


def linked(words: str, address: str | None) -> Text:
    """Return words that open an address on a terminal with links."""
    return Text(visible(words), style=_link_style(address), overflow="fold")


def document(symbol: str | None) -> Text:
    """Return a document symbol as text that opens the document."""
    return source({"ref": symbol}) if symbol else Text("")


def _link_style(address: str | None) -> Style:
    return Style(link=address) if address else Style()


def bar(share: Share, width: int = 12) -> Text:
    """Return a share as a bar that reads without colour; empty where there is no percentage."""
    if share.percent is None:
        return Text("")
    full = width * share.numerator // share.denominator
    if share.numerator and not full:
        full = 1
    return Text("█" * full, style="green").append("░" * (width - full), style="dim")


def table(*columns: str, whole: Container[str] = ()) -> Table:
    """Return an empty table; the columns in ``whole`` never wrap."""
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for name in columns:
        drawn.add_column(
            Text(visible(name.replace("_", " "))),
            no_wrap=name in whole,
            overflow="fold",
        )
    return drawn


def two_columns() -> Table:
    """Return an empty grid of two columns: names, which do not wrap, and their values."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    return grid


def heading(words: str) -> Text:
    """Return a heading."""
    return Text(visible(words), style="bold")
