"""Recommendations that an early report only refers to: "those in paragraphs 71; 72 (c)".

In the first sessions of the UPR a State could answer what was recommended in the interactive
dialogue by naming its paragraphs there. Each of these tells what one State said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from belarus_hr.domain.reference import states
from belarus_hr.formats.un_documents.pages import Line, join_lines

_REFERS = re.compile(r"recommendations?\b.{0,80}?\bparagraphs?:?\s+(.*)", re.IGNORECASE | re.DOTALL)
#: A paragraph with its points, which may have points of their own: 67 (a), (b) (i) and (ii).
_PARAGRAPH = re.compile(r"(\d{1,3})((?:\s*,?\s*(?:and\s+)?\([a-z]{1,4}\))*)")
_POINT = re.compile(r"\(([a-h])\)")
_BEGINS = re.compile(r"\s*(\d{1,3})\.\s+(?=\D)(.*)")
_LONGEST_NAME = 8


class Statement(NamedTuple):
    """What a State said in the dialogue, or a point of it, and the page."""

    page: int
    text: str
    states: tuple[str, ...]


def said_in_dialogue(sentence: str, lines: Sequence[Line]) -> Iterator[tuple[str, Statement]]:
    """Yield the statements that a sentence refers to, each with its paragraph: 71, 72(c).

    ``lines`` are those of the dialogue. A paragraph that is not there is left out.
    """
    refers = _REFERS.search(sentence)
    if not refers:
        return
    paragraphs = _paragraphs(lines)
    for number, points in _PARAGRAPH.findall(refers[1]):
        if number not in paragraphs:
            continue
        page, text = paragraphs[number]
        parts = _points(text)
        by = _speaker(text)
        for point in dict.fromkeys(_POINT.findall(points)):
            if point in parts:
                yield f"{number}({point})", Statement(page, parts[point], by)
        if not _POINT.search(points):
            yield number, Statement(page, text, by)


def _paragraphs(lines: Sequence[Line]) -> dict[str, tuple[int, str]]:
    """Return the numbered paragraphs, which follow one another, with the page of each."""
    begun: dict[str, tuple[int, list[str]]] = {}
    number = 0
    for line in lines:
        match = _BEGINS.match(line.text)
        if match and int(match[1]) == number + 1:
            number += 1
            begun[str(number)] = line.page, [match[2]]
        elif number:
            begun[str(number)][1].append(line.text)
    return {name: (page, join_lines(text)) for name, (page, text) in begun.items()}


def _points(text: str) -> dict[str, str]:
    """Return the points (a), (b) of a paragraph."""
    pieces = _POINT.split(text)[1:]
    return {
        point: piece.strip(" ;,.").removesuffix(" and").strip(" ;,")
        for point, piece in zip(pieces[::2], pieces[1::2], strict=True)
    }


def _speaker(text: str) -> tuple[str, ...]:
    """Return the State that a paragraph begins with, if with any."""
    words = text.split()
    start = 1 if words[:1] == ["The"] else 0
    for count in range(_LONGEST_NAME, 0, -1):
        name = " ".join(words[start : start + count]).rstrip(",")
        if states.is_name(name):
            return (states.canonical(name),)
    return ()
