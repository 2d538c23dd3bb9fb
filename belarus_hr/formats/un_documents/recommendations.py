"""The recommendations of a Working Group's report, by the numbers that they have there.

Since 2010 a recommendation has the number of its paragraph and its own: 97.12. In reports before
that the recommendations of a paragraph are counted from 1, and one is cited as "paragraph 81,
recommendation 12"; here both forms give ``81.12``. Some early reports refer back to what was
said in the dialogue, "paragraphs 71; 72 (c)": such a recommendation is ``72(c)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from belarus_hr.domain.errors import Rejected
from belarus_hr.domain.reference import states
from belarus_hr.domain.reference.recommending_states import Wording, end_of_states, worded_by_states
from belarus_hr.formats.un_documents.pages import Line, join_lines
from belarus_hr.formats.un_documents.positions import position_of

_HEADING = re.compile(
    r"\s*(?:[IVX]+\s*\.?)?\s*conclusions?\s+and\s*/?\s*(?:or)?\s+recommendations?[^\w.]*",
    re.IGNORECASE,
)
_LAST = re.compile(r"\s*\d{1,3}\.\s+(?:All\s+)?(?:the\s+)?conclusions\s+(?:and|or)", re.IGNORECASE)
_ANNEX = re.compile(r"\s*Annex(?:es)?(?:\s+[IVX]+)?\s*")
_OF_ALL = re.compile(r"reflect|position|submitting|endorsed")
#: 97.12 and a text; the second full stop and the space may be missing.
_DOTTED = re.compile(r"\s*(\d{1,3})\s?\.\s?(\d{1,3})(?:\s*\.(?=\s)|(?=\s)|(?=[A-Z]))\s*(.*)")
_COUNTED = re.compile(r"\s*(\d{1,3})\.\s+(?=\D)(.*)")
_BARE = re.compile(r"\s*(\d{1,3})\.\s*")
_INTRODUCES = re.compile(
    r"recommend|conclusion|views|support|noted|position|pledge|commitment|respon", re.IGNORECASE
)
#: Where recommendations are counted 1., 2., no report introduces them before this paragraph;
#: smaller numbers are theirs.
_FIRST_PARAGRAPH = 16
_AHEAD = 4


@dataclass(frozen=True, kw_only=True)
class ReportedRecommendation:
    """A recommendation as a report prints it.

    ``name`` is the number by which it is cited: 97.12. ``text`` ends with the States in brackets,
    and ``wordings`` are its parts with the States of each. ``position`` is the State's response
    as the sentence above the list states it, empty where none does. ``printed_as`` is the number
    on paper where that is a misprint. ``page`` counts from 1.
    """

    name: str
    page: int
    position: str
    text: str
    wordings: tuple[Wording, ...]
    printed_as: str = ""


def read_recommendations(lines: Sequence[Line]) -> list[ReportedRecommendation]:
    """Return the recommendations of a report in their order; raises Rejected for no such report."""
    starts = [place for place, line in enumerate(lines) if _HEADING.fullmatch(line.text)]
    if not starts:
        raise Rejected('has no section "Conclusions and/or recommendations"')
    before, section = lines[: starts[-1]], lines[starts[-1] + 1 :]
    return list(_Section(before, section).read())


@dataclass(kw_only=True)
class _Started:
    """A recommendation of which the lines are being gathered."""

    number: int
    page: int
    lines: list[str]
    printed_as: str = ""


class _Section:
    """The conclusions and recommendations of a report, while they are read line by line.

    ``dotted`` says how the current list is numbered: 97.1, or 1.; None before its first number.
    """

    def __init__(self, before: Sequence[Line], lines: Sequence[Line]) -> None:
        self.before, self.lines = before, lines
        self.paragraph = 0
        self.introduction: list[str] = []
        self.dotted: bool | None = None
        self.next_number = 1
        self.current: _Started | None = None

    def read(self) -> Iterator[ReportedRecommendation]:
        """Yield the recommendations, each when the next thing begins."""
        place = 0
        while place < len(self.lines) and not self._ends(place):
            page = self.lines[place].page
            text, place = self._whole_number(place)
            started = self._started(text, page, place)
            paragraph = None if started else _COUNTED.match(text)
            if paragraph and not self._introduces(int(paragraph[1]), place):
                paragraph = None
            if started or paragraph:
                yield from self._finished()
                self.current = started
            if paragraph:
                self.paragraph, self.introduction = int(paragraph[1]), [paragraph[2]]
                self.dotted, self.next_number = None, 1
            elif self.current is None:
                self.introduction.append(text)
            elif not started:
                self.current.lines.append(text)
            place += 1
        yield from self._finished()

    # --- where something begins or ends -----------------------------------------

    def _ahead(self, place: int) -> str:
        return join_lines(line.text for line in self.lines[place : place + _AHEAD])

    def _ends(self, place: int) -> bool:
        text = self.lines[place].text
        of_all = _LAST.match(text) and _OF_ALL.search(self._ahead(place))
        return bool(of_all or _ANNEX.fullmatch(text))

    def _whole_number(self, place: int) -> tuple[str, int]:
        """Return a line, joined with the next where a number is broken over both: "97." "12 …"."""
        text = self.lines[place].text
        broken = _BARE.fullmatch(text)
        if broken and int(broken[1]) == self.paragraph and place + 1 < len(self.lines):
            following = self.lines[place + 1].text.strip()
            if following[:1].isdigit():
                return text.strip() + following, place + 1
        return text, place

    def _started(self, text: str, page: int, place: int) -> _Started | None:
        """Return the recommendation that a line begins, None where it begins none."""
        dotted = _DOTTED.match(text)
        if dotted and (started := self._dotted(dotted, page)):
            return started
        match = _COUNTED.match(text)
        if not match or not self.paragraph or self.dotted or int(match[1]) != self.next_number:
            return None
        if self.dotted is None and self._introduces(int(match[1]), place):
            return None
        self.dotted = False
        self.next_number += 1
        return _Started(number=int(match[1]), page=page, lines=[match[2]])

    def _dotted(self, match: re.Match[str], page: int) -> _Started | None:
        """Return the recommendation that begins with 97.12, also where 97 is misprinted.

        Such a number is the next of its list, with another paragraph's number before it.
        """
        paragraph, number = int(match[1]), int(match[2])
        misprinted = self.paragraph not in (0, paragraph)
        if misprinted and not (self.dotted and number == self.next_number):
            return None
        self.paragraph = self.paragraph or paragraph
        self.dotted, self.next_number = True, number + 1
        printed_as = f"{paragraph}.{number}" if misprinted else ""
        return _Started(number=number, page=page, lines=[match[3]], printed_as=printed_as)

    def _introduces(self, number: int, place: int) -> bool:
        """Say whether a line begins the paragraph that introduces the next list."""
        follows = number in (self.paragraph + 1, self.paragraph + 2) or not self.paragraph
        late = number >= _FIRST_PARAGRAPH or bool(self.dotted)
        return late and follows and bool(_INTRODUCES.search(self._ahead(place)))

    # --- what has been read -------------------------------------------------------

    def _finished(self) -> Iterator[ReportedRecommendation]:
        """Yield the recommendation that is complete, or those that a paragraph refers back to."""
        introduction = join_lines(self.introduction)
        position = position_of(introduction)
        if self.current is None:
            if self.dotted is None and self.paragraph:
                for name, page, said in _said_in_dialogue(introduction, self.before):
                    yield ReportedRecommendation(
                        name=name, page=page, position=position, text=said.text, wordings=(said,)
                    )
            return
        text = _without_heading(join_lines(self.current.lines))
        yield ReportedRecommendation(
            name=f"{self.paragraph}.{self.current.number}",
            page=self.current.page,
            position=position,
            text=text,
            wordings=tuple(worded_by_states(text)),
            printed_as=self.current.printed_as,
        )


def _without_heading(text: str) -> str:
    """Return the text of a recommendation, up to and with its States in brackets.

    What follows the States is the heading of the next recommendations, unless it goes on with a
    comma or a small letter.
    """
    end = end_of_states(text)
    rest = text[end:].lstrip()
    goes_on = rest[:1].islower() or rest[:1] == ","
    return text[:end] if end and not goes_on else text.rstrip(" ;")


# --- recommendations that an early report only refers to: "those in paragraphs 71; 72 (c)" --

_REFERS = re.compile(r"recommendations?\b.{0,80}?\bparagraphs?:?\s+(.*)", re.IGNORECASE | re.DOTALL)
#: A paragraph with its points, which may have points of their own: 67 (a), (b) (i) and (ii).
_PARAGRAPH = re.compile(r"(\d{1,3})((?:\s*,?\s*(?:and\s+)?\([a-z]{1,4}\))*)")
_POINT = re.compile(r"\(([a-h])\)")
_LONGEST_NAME = 8


def _said_in_dialogue(sentence: str, lines: Sequence[Line]) -> Iterator[tuple[str, int, Wording]]:
    """Yield what a sentence refers to: the paragraph, 71 or 72(c), the page, and who said what.

    In the first sessions of the UPR a State could answer what was recommended in the interactive
    dialogue, which ``lines`` are, by naming its paragraphs there. A paragraph that is not there is
    left out.
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
                yield f"{number}({point})", page, Wording(parts[point], by)
        if not _POINT.search(points):
            yield number, page, Wording(text, by)


def _paragraphs(lines: Sequence[Line]) -> dict[str, tuple[int, str]]:
    """Return the numbered paragraphs, which follow one another, with the page of each."""
    begun: dict[str, tuple[int, list[str]]] = {}
    number = 0
    for line in lines:
        match = _COUNTED.match(line.text)
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
