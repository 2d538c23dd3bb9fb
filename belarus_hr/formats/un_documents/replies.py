"""The replies of a State in an addendum to its report: which numbers it supports, and which not.

States reply as they like: in lists of numbers under a sentence ("accepts the recommendations 1-5,
14-16"), under headings, number by number in prose or in a table. A list says what the State
decided; a comment on one number decides only where no list names the number. Nothing is decided
where two lists contradict each other, or where nothing that names the number states a position.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from belarus_hr.formats.un_documents.pages import Line, join_lines
from belarus_hr.formats.un_documents.positions import position_of

_DASH = r"\s*(?:[-–—‒−]|to\b|through\b)\s*"
#: What follows a number that is a quantity: "3.5 per cent".
_QUANTITY = r"(?!\s*(?:%|per\b|[mb]illion))"
#: "recommendations 1–5, 14–16": numbers after that word, of the report's only list.
_COUNTED_LIST = re.compile(
    rf"\brec(?:\.|ommendations?)\s+(?:nos?\.?\s*|numbers?\s*)?"
    rf"(?P<list>\d{{1,3}}\b(?:(?:{_DASH}|[\s,;.]|and\b|&)+\d{{1,3}}\b(?!\s*(?:%|per\b)))*)",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"(?P<first>\d{{1,3}})(?:{_DASH}(?P<last>\d{{1,3}}))?")
_LARGEST_RANGE = 200

_PARAGRAPH = re.compile(r"\s*(\d{1,3})\.\s+(?=\D)")
#: "Recommendation 6.12", or a line that begins with 6.12: of an addendum that has no longer ones.
_SHORT = re.compile(
    rf"(?:\brecommendations?[\s:,]+(?:nos?\.?\s*)?|^\s*)(\d\.\d{{1,3}})(?!\d|\.\d){_QUANTITY}", re.I
)
_LONGEST_ROW = 80
_DECISION = (
    r"(?:accept|support|enjoy|note|take|reject|declin|(?:do|does|did|have|has)\s+not\b|cannot\b)"
)
#: Between two decisions: "accepts 12.1 and notes 12.2", "12.1 is accepted, while 12.2 is noted".
_CLAUSE_END = re.compile(
    rf"[;,]?\s+(?:and|but|while|whereas|which)\s+"
    rf"(?=(?:[A-Za-z]+\s+){{0,2}}?{_DECISION}"
    rf"|(?:[A-Za-z]+\s+){{0,3}}?[\d.,;–\-\s]+(?:and\s+[\d.]+\s+)?(?:is|are|was|were|has|have|do|does)\s)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)”\"])\.\s+(?=[A-Z])")
#: "See also recommendation 122.28": a reference, which says nothing of that number.
_REFERS = re.compile(
    r"\bsee\s+(?:also\s+)?(?:the\s+)?(?:\w+\s+){0,3}?rec.*", re.IGNORECASE | re.DOTALL
)
_DECIDES = re.compile(r"recommendation|\b(?:accept|support|note|reject)", re.IGNORECASE)
_ENDS = (".", ":", ";", ")", "”")
_LONGEST_HEADING = 110
#: What stands before a heading: "A. Recommendations that …".
_LETTERED = re.compile(r"\s*(?:[A-H]|[IVX]{1,4})[.)]\s+(?=[A-Z])")
#: The end of a cover, after which a heading may stand.
_COVER_ENDS = re.compile(r"Original\s*:|English\s+only|Addendum\b")


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What an addendum says of one recommendation.

    ``name`` is the recommendation's number, "97.12", or "12" where the addendum leaves out the
    paragraph. ``position`` is the response, empty where none is certain. ``passages`` are the
    sentences that it rests on, shortened. ``where`` is the paragraph of the addendum, if it is
    numbered, ``page`` counts from 1. ``doubt`` says why the position is not certain.
    """

    name: str
    position: str
    page: int
    where: str
    passages: tuple[str, ...]
    doubt: str = ""


@dataclass(frozen=True, kw_only=True)
class _Mention:
    """A sentence that names a recommendation; ``listed`` when it lists what the State decided."""

    position: str
    listed: bool
    sentence: str
    page: int
    where: str


@dataclass(frozen=True, kw_only=True)
class _Block:
    """A paragraph of an addendum: its number, the heading above, and its text."""

    page: int
    where: str
    heading: str
    text: str


class _Numbers:
    """How an addendum writes the numbers of recommendations.

    "122.17", "122.17-18", "122.17-122.18" are always such numbers; "6.12" is one where the addendum
    has none with more digits before the full stop.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        one = rf"(?<![\d.])\d{{2,3}}\s?\.\s?\d{{1,3}}(?!\d){_QUANTITY}"
        if not any(re.search(one, line.text) for line in lines):
            found = {match[1][0] for line in lines for match in _SHORT.finditer(line.text)}
            if found:
                one = rf"(?<![\d.])[{''.join(sorted(found))}]\.\d{{1,3}}(?!\d){_QUANTITY}"
        self.dotted = re.compile(
            rf"(?P<first>{one})"
            rf"(?:{_DASH}(?P<last>\d{{1,3}}\s?\.\s?\d{{1,3}}|\d{{1,3}})(?!\d))?"
        )
        word = r"rec(?:\.|ommendations?)\s+(?:nos?\.?\s*)?"
        self.comment = re.compile(rf"\s*(?:{word})?(?:{one}|(?<=\s)\d{{1,3}}\b)", re.I)
        self._row = re.compile(rf"\s*(?:{word})?{one}", re.I)

    def is_row(self, text: str) -> bool:
        """Say whether a line is a row of a table: numbers, and what the State says of them."""
        begins = self._row.match(text)
        return (
            begins is not None and len(text) <= _LONGEST_ROW and bool(_stated(text[begins.end() :]))
        )

    def names(self, sentence: str) -> Iterator[str]:
        """Yield the numbers of recommendations in a sentence, ranges written out."""
        for match in self.dotted.finditer(sentence):
            yield from _written_out(match["first"], match["last"])
        for found in _COUNTED_LIST.finditer(self.dotted.sub(" ", sentence)):
            for match in _COUNTED.finditer(found["list"]):
                yield from _written_out(match["first"], match["last"])


def read_replies(lines: Sequence[Line]) -> list[Reply]:
    """Return the replies in the order in which an addendum first names the recommendations."""
    mentions: dict[str, list[_Mention]] = defaultdict(list)
    numbers = _Numbers(lines)
    for block in _blocks(lines, numbers):
        for name, mention in _mentions(block, numbers):
            mentions[name].append(mention)
    return [_reply(name, of_name) for name, of_name in mentions.items()]


def _reply(name: str, mentions: Sequence[_Mention]) -> Reply:
    listed = [mention for mention in mentions if mention.listed]
    stated = [mention for mention in listed or mentions if mention.position]
    positions = list(dict.fromkeys(mention.position for mention in stated))
    first = (stated or mentions)[0]
    position, doubt = _decision(positions, listed=bool(listed))
    return Reply(
        name=name,
        position=position,
        page=first.page,
        where=first.where,
        passages=tuple(dict.fromkeys(_short(m.sentence) for m in stated or mentions)),
        doubt=doubt,
    )


def _decision(positions: Sequence[str], *, listed: bool) -> tuple[str, str]:
    """Return the position that several statements come to, and what is doubtful about it."""
    if len(positions) == 1:
        return positions[0], ""
    if not positions:
        return "", "no sentence that names it states a position for certain"
    where = "lists" if listed else "places"
    doubt = f"it stands in {where} that say {' and '.join(positions)}"
    # Two lists of supported ones agree on that much.
    return "supported" if set(positions) <= {"supported", "supported-implemented"} else "", doubt


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 200 else f"{sentence[:199].rstrip()}…"


# --- paragraphs and headings -------------------------------------------------------


def _blocks(lines: Sequence[Line], numbers: _Numbers) -> Iterator[_Block]:
    """Yield the paragraphs of an addendum."""
    heading, where, page = "", "", 0
    gathered: list[str] = []
    before = ""
    after_row = False
    for line in lines:
        text = line.text.strip()
        if not text:
            continue
        ended = not before or before.endswith(_ENDS) or bool(_COVER_ENDS.match(before))
        # A number alone stands above a comment on it.
        after_numbers = any(map(str.isdigit, before)) and not any(map(str.isalpha, before))
        begins = _PARAGRAPH.match(text)
        may_be_heading = ended or after_numbers or bool(_LETTERED.match(text))
        is_heading = may_be_heading and not begins and _is_heading(text)
        of_number = numbers.is_row(text) or (ended and numbers.comment.match(text))
        of_number = of_number or (after_row and text[:1].isupper())
        after_row = numbers.is_row(text) and text.endswith(".")
        if gathered and (begins or is_heading or of_number):
            yield _Block(page=page, where=where, heading=heading, text=join_lines(gathered))
            gathered = []
        before = f"{text}:" if is_heading else text
        if is_heading:
            heading, where = text, ""
            continue
        if begins:
            where, text = begins[1], text[begins.end() :]
        page = page if gathered else line.page
        gathered.append(text)
    if gathered:
        yield _Block(page=page, where=where, heading=heading, text=join_lines(gathered))


def _is_heading(text: str) -> bool:
    """Say whether a line after the end of a sentence is a heading that can state a position."""
    text = _LETTERED.sub("", text)
    return (
        len(text) <= _LONGEST_HEADING
        and not text.endswith((".", ";", ","))
        and text[:1].isupper()
        and not any(sign.isdigit() for sign in text)
        and ". " not in text
        and bool(_DECIDES.search(text))
    )


def _mentions(block: _Block, numbers: _Numbers) -> Iterator[tuple[str, _Mention]]:
    """Yield what the sentences of a paragraph say, by the number of the recommendation."""
    of_heading = _stated(block.heading)
    first, *others = (_clauses(each, numbers) for each in _SENTENCE_END.split(block.text))
    comment = bool(numbers.comment.match(block.text)) and len(first) == 1
    sentences = [*first, *chain.from_iterable(others)]
    stated = [_stated(sentence) for sentence in sentences]
    for place, sentence in enumerate(sentences):
        names = list(dict.fromkeys(numbers.names(_REFERS.sub("", sentence))))
        position = stated[place]
        # "… accepts 122.11, 122.14. It considers that they are already implemented."
        if (
            position in ("supported", "")
            and "supported-implemented" in stated[place + 1 : place + 2]
        ):
            position = "supported-implemented" if position or not comment else ""
        listed = not comment and bool(_DECIDES.search(sentence)) and bool(position)
        if not position and _is_bare(sentence, names):
            position, listed = of_heading, not comment
        elif comment and place == 0:
            position = of_heading or position
        if comment and place:
            # It decides nothing of other numbers; one that nothing else names is left open.
            position, listed = "", False
        for name in names:
            yield name, _Mention(
                position=position, listed=listed, sentence=sentence, page=block.page,
                where=block.where,
            )  # fmt: skip


def _clauses(sentence: str, numbers: _Numbers) -> list[str]:
    """Return the parts of a sentence that each decide of numbers of their own, or the sentence."""
    parts: list[str] = []
    start = 0
    for end in _CLAUSE_END.finditer(sentence):
        part = sentence[start : end.start()]
        if _stated(part) and any(numbers.names(part)):
            parts.append(part)
            start = end.end()
    last = sentence[start:]
    return [*parts, last] if _stated(last) and any(numbers.names(last)) else [sentence]


def _stated(sentence: str) -> str:
    position = position_of(sentence)
    return "" if position == "pending" else position


def _is_bare(sentence: str, names: Sequence[str]) -> bool:
    """Say whether a sentence is little more than its numbers."""
    return len(re.findall(r"[A-Za-z]{3,}", sentence)) <= 8 + len(names) // 4


# --- numbers -----------------------------------------------------------------------


def _written_out(first: str, last: str | None) -> Iterator[str]:
    """Yield the numbers of a range: "122.17" and "18" give 122.17 and 122.18."""
    first = re.sub(r"\s", "", first)
    paragraph, dot, number = first.rpartition(".")
    end = int(re.sub(r"\s", "", last).rpartition(".")[2]) if last else int(number)
    if not int(number) <= end < int(number) + _LARGEST_RANGE:
        yield first
        return
    for each in range(int(number), end + 1):
        yield f"{paragraph}{dot}{each}"
