"""Reads a page as a browser takes it: its tables by section, its addresses, its headings."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Run

_VOID = frozenset("meta link br hr img input rect line circle".split())


@dataclass
class PageRow:
    """A row of a table: the section it stands in, its attributes, its cells."""

    section: str
    attributes: dict[str, str | None]
    cells: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """What stands on a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[PageRow] = []
        self.headings: list[tuple[int, str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.raw: dict[str, str] = {}
        self._section = ""
        self.feed(html)
        self.close()
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag not in _VOID:
            self.open.append(tag)
        if tag in ("section", "article"):
            self._section = attributes["id"] or ""
        if tag == "tr":
            self.rows.append(PageRow(self._section, attributes))
        if tag in ("td", "th"):
            self.rows[-1].cells.append("")
        if tag in ("h1", "h2", "h3"):
            self.headings.append((int(tag[1]), ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("style", "script"):
            self.raw[self.open[-1]] = data
            return
        self.text += data
        if "tr" in self.open and self.rows[-1].cells:
            self.rows[-1].cells[-1] = " ".join(f"{self.rows[-1].cells[-1]} {data}".split())
        if self.open and self.open[-1] in ("h1", "h2", "h3"):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)

    def of(self, section: str, **attributes: str) -> list[list[str]]:
        """Return the cells of the rows of a section that have these data attributes."""
        return [
            row.cells
            for row in self.rows
            if row.section == section
            and all(row.attributes.get(f"data-{name}") == x for name, x in attributes.items())
        ]

    @property
    def words(self) -> str:
        """Return the text of the page with single spaces."""
        return " ".join(self.text.split())


def page_of(hrtrack: Run, options: str = "") -> Page:
    """Return the page that ``export`` writes with the options."""
    return Page(hrtrack(f"export --format html {options}").out)
