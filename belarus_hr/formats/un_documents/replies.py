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

from belarus_hr.formats.un_documents.pages import Line, join_lines
from belarus_hr.formats.un_documents.positions import position_of

_DASH = r"\s*(?:[-–—‒−]|to)\s*"
#: "122.17", "122.17-18", "122.17-122.18": always numbers of recommendations.
_ONE = r"(?<![\d.])\d{2,3}\s?\.\s?\d{1,3}(?!\d)"
_DOTTED = re.compile(
    rf"(?P<first>{_ONE})(?:{_DASH}(?P<last>\d{{2,3}}\s?\.\s?\d{{1,3}}|\d{{1,3}})(?!\d))?"
)
#: "recommendations 1–5, 14–16": numbers after that word, of the report's only list.
_COUNTED_LIST = re.compile(
    rf"\brec(?:\.|ommendations?)\s+(?:nos?\.?\s*|numbers?\s*)?"
    rf"(?P<list>\d{{1,3}}\b(?:(?:{_DASH}|[\s,;.]|and\b|&)+\d{{1,3}}\b(?!\s*(?:%|per\b)))*)",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"(?P<first>\d{{1,3}})(?:{_DASH}(?P<last>\d{{1,3}}))?")
_LARGEST_RANGE = 200

_PARAGRAPH = re.compile(r"\s*(\d{1,3})\.\s+(?=\D)")
_COMMENT = re.compile(
    rf"\s*(?:rec(?:\.|ommendations?)\s+(?:nos?\.?\s*)?)?(?:{_ONE}|(?<=\s)\d{{1,3}}\b)", re.I
)
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)”\"])\.\s+(?=[A-Z])")
#: "See also recommendation 122.28": a reference, which says nothing of that number.
_REFERS = re.compile(
    r"\bsee\s+(?:also\s+)?(?:the\s+)?(?:\w+\s+){0,3}?rec.*", re.IGNORECASE | re.DOTALL
)
_DECIDES = re.compile(r"recommendation|\b(?:accept|support|note|reject)", re.IGNORECASE)
_ENDS = (".", ":", ";", ")", "”")
_LONGEST_HEADING = 110


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


def read_replies(lines: Sequence[Line]) -> list[Reply]:
    """Return the replies in the order in which an addendum first names the recommendations."""
    mentions: dict[str, list[_Mention]] = defaultdict(list)
    for block in _blocks(lines):
        for name, mention in _mentions(block):
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
        return "", "no sentence that names it states a position"
    where = "lists" if listed else "places"
    doubt = f"it stands in {where} that say {' and '.join(positions)}"
    # Two lists of supported ones agree on that much.
    return "supported" if set(positions) <= {"supported", "supported-implemented"} else "", doubt


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 200 else f"{sentence[:199].rstrip()}…"


# --- paragraphs and headings -------------------------------------------------------


def _blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    """Yield the paragraphs of an addendum."""
    heading, where, page = "", "", 0
    gathered: list[str] = []
    before = ""
    for line in lines:
        text = line.text.strip()
        if not text:
            continue
        ended = not before or before.endswith(_ENDS)
        # A number alone stands above a comment on it.
        after_numbers = "," in before and not any(map(str.isalpha, before))
        begins = _PARAGRAPH.match(text)
        is_heading = (ended or after_numbers) and not begins and _is_heading(text)
        if gathered and (begins or is_heading or (ended and _COMMENT.match(text))):
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
    return (
        len(text) <= _LONGEST_HEADING
        and not text.endswith((".", ";", ","))
        and text[:1].isupper()
        and not any(sign.isdigit() for sign in text)
        and ". " not in text
        and bool(_DECIDES.search(text))
    )


def _mentions(block: _Block) -> Iterator[tuple[str, _Mention]]:
    """Yield what the sentences of a paragraph say, by the number of the recommendation."""
    of_heading = _stated(block.heading)
    comment = bool(_COMMENT.match(block.text))
    sentences = _SENTENCE_END.split(block.text)
    stated = [_stated(sentence) for sentence in sentences]
    for place, sentence in enumerate(sentences):
        names = list(dict.fromkeys(_names(_REFERS.sub("", sentence))))
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
        for name in names if not comment or place == 0 else ():
            yield name, _Mention(
                position=position, listed=listed, sentence=sentence, page=block.page,
                where=block.where,
            )  # fmt: skip


def _stated(sentence: str) -> str:
    position = position_of(sentence)
    return "" if position == "pending" else position


def _is_bare(sentence: str, names: Sequence[str]) -> bool:
    """Say whether a sentence is little more than its numbers."""
    return len(re.findall(r"[A-Za-z]{3,}", sentence)) <= 8 + len(names) // 4


# --- numbers -----------------------------------------------------------------------


def _names(sentence: str) -> Iterator[str]:
    """Yield the numbers of recommendations in a sentence, ranges written out."""
    for match in _DOTTED.finditer(sentence):
        yield from _written_out(match["first"], match["last"])
    for found in _COUNTED_LIST.finditer(_DOTTED.sub(" ", sentence)):
        for match in _COUNTED.finditer(found["list"]):
            yield from _written_out(match["first"], match["last"])


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
