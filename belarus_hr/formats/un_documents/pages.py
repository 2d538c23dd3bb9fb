"""The lines of a UN document, without the heads, feet and footnotes of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

#: A document symbol of the Human Rights Council; one report leaves a slash out: A/HRC23/4.
SYMBOL_PATTERN = r"A/HRC/?\d{1,3}/\d{1,4}(?:/(?:Add|Corr|Rev)\.\d{1,2})*"

_HEAD = re.compile(
    rf"\s*(?:{SYMBOL_PATTERN}\**|(?:Page\s+)?(?:GE\.\d\d-?\d+\s+)?\d{{1,3}}(?:\s+GE\.\d\d-?\d+)?|)\s*"
)
_FOOTNOTE = re.compile(r"\s*[*∗†]+\s*\w")
#: Between the cells of a row of a table, which is a line.
CELL_END = "\x1f"
#: How many lines at the top and at the foot of a page are looked at for what is no text.
_HEAD_LINES, _FOOT_LINES = 4, 6


class Line(NamedTuple):
    """A line of a document, and the page that it stands on, counted from 1."""

    page: int
    text: str


def text_lines(pages: Sequence[str]) -> list[Line]:
    """Return the lines of the pages, each page given as its text.

    The symbol and the number at the top of a page and footnotes with an asterisk are left out.
    """
    return [
        Line(number, line)
        for number, page in enumerate(pages, 1)
        for line in _without_head_and_foot(page.split("\n"))
    ]


def _without_head_and_foot(lines: list[str]) -> list[str]:
    start, end = 0, len(lines)
    while start < min(end, _HEAD_LINES) and _HEAD.fullmatch(lines[start]):
        start += 1
    while end > start and _HEAD.fullmatch(lines[end - 1]):
        end -= 1
    for place in range(max(start, end - _FOOT_LINES), end):
        if _FOOTNOTE.match(lines[place]):
            return lines[start:place]
    return lines[start:end]


def join_lines(lines: Iterable[str]) -> str:
    """Return lines as one running text: "follow-" and "up" give "follow-up".

    UN documents are set without hyphenation, so that a hyphen at the end of a line is one of
    the word's own.
    """
    text = ""
    for line in filter(None, map(str.strip, lines)):
        glued = text.endswith("/") or (re.search(r"\w-$", text) and line[0].isalpha())
        text = f"{text}{line}" if glued or not text else f"{text} {line}"
    return " ".join(text.split())
