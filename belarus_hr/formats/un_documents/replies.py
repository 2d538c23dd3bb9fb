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

from belarus_hr.formats.un_documents.pages import CELL_END, Line, join_lines
from belarus_hr.formats.un_documents.positions import Numbers, stated_position

_PARAGRAPH = re.compile(r"\s*(\d{1,3})\.\s+(?=\D)")
#: "all but 120.4": what is said of the others is not said of these.
_EXCEPTION = re.compile(
    r"\b(?:except|exception|excluding|apart\s+from|other\s+than|all\s+but)\b.*", re.DOTALL
)
#: A cell that holds a position and nothing else: "Accepted in part", "Does not enjoy the support".
_POSITION_ALONE = re.compile(
    r"(?:[\W_]|fully|partial(?:ly)?|partly|in|part|principle|not|do(?:es)?|did|enjoys?|enjoyed|supports?"
    r"|supported|accepts?|accepted|notes?|noted|rejected|declined|takes?|taken|already|implemented"
    r"|and|the|government|state|this|recommendation|is|has|been|by|of)+",
    re.IGNORECASE,
)
_NOT_SUPPORTED = re.compile(
    r"\b(?:not|nor|un(?:able|willing)\s+to|cannot)\s+(?:\w+\s+){0,3}?(?:enjoy|support|accept|agree)\w*"
    r"(?:\s+(?:the|our|its|full)){0,2}(?:\s+support)?|\b(?:taken?|takes|taking)\s+note\b|\bnote[sd]?\b"
    r"|\breject\w*|\bdeclin\w*",
    re.IGNORECASE,
)
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
    block: _Block


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
    numbers = Numbers(lines)
    for block in _blocks(lines, numbers):
        for name, mention in _mentions(block, numbers):
            mentions[name].append(mention)
    return [_reply(name, of_name) for name, of_name in mentions.items()]


def _reply(name: str, mentions: Sequence[_Mention]) -> Reply:
    listed = [mention for mention in mentions if mention.listed]
    stated = [mention for mention in listed or mentions if mention.position]
    positions = list(dict.fromkeys(mention.position for mention in stated))
    first = (stated or mentions)[0].block
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


def _blocks(lines: Sequence[Line], numbers: Numbers) -> Iterator[_Block]:
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
        of_number = of_number or CELL_END in text or numbers.is_list(text)
        of_number = of_number or CELL_END in before
        after_row = numbers.is_row(text) and text.endswith(".")
        if gathered and (begins or is_heading or of_number):
            yield _Block(page=page, where=where, heading=heading, text=_joined(gathered))
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
        yield _Block(page=page, where=where, heading=heading, text=_joined(gathered))


def _joined(lines: Sequence[str]) -> str:
    """Return the lines of a paragraph as one text, and a row of a table as it is."""
    return lines[0] if CELL_END in lines[0] else join_lines(lines)


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


def _mentions(block: _Block, numbers: Numbers) -> Iterator[tuple[str, _Mention]]:
    """Yield what the sentences of a paragraph say, by the number of the recommendation."""
    of_heading = stated_position(block.heading)
    if CELL_END in block.text:
        yield from _of_cells(block, numbers)
        return
    text = numbers.without_stop(block.text)
    first, *others = (_clauses(each, numbers) for each in _SENTENCE_END.split(text))
    comment = bool(numbers.comment.match(block.text)) and len(first) == 1
    sentences = [*first, *chain.from_iterable(others)]
    stated = [stated_position(sentence) for sentence in sentences]
    for place, sentence in enumerate(sentences):
        names = list(dict.fromkeys(numbers.names(_REFERS.sub("", sentence))))
        excepted = set(numbers.names("".join(_EXCEPTION.findall(sentence))))
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
        if comment and place and not numbers.comment.match(sentence):
            # It decides nothing of other numbers; one that nothing else names is left open.
            position, listed = "", False
        if len(names) > 1 and _is_mixed(sentence):
            position, listed = "", False
        for name in names:
            yield (
                name,
                _Mention(
                    position="" if name in excepted else position,
                    listed=listed and name not in excepted,
                    sentence=sentence,
                    block=block,
                ),
            )


def _of_cells(block: _Block, numbers: Numbers) -> Iterator[tuple[str, _Mention]]:
    """Yield what a row of a table says: numbers in one cell, the position in a short one."""
    cells = block.text.split(CELL_END)
    named = next((cell for cell in cells if any(numbers.names(cell))), "")
    alone = [cell for cell in cells if cell != named and _POSITION_ALONE.fullmatch(cell)]
    positions = {position for cell in alone if (position := stated_position(cell))}
    if len(cells) == 1 or (not positions and numbers.is_row(named)):
        positions = {stated_position(named)}
    position = next(iter(positions)) if len(positions) == 1 else ""
    sentence = " ".join(block.text.split())
    said = _Mention(position=position, listed=bool(position), sentence=sentence, block=block)
    yield from ((name, said) for name in dict.fromkeys(numbers.names(named)))


def _is_mixed(sentence: str) -> bool:
    """Say whether a sentence both accepts and does not: it does not say what is which."""
    rest = _NOT_SUPPORTED.sub(" ", sentence)
    return stated_position(sentence) == "noted" and stated_position(rest).startswith("supported")


def _clauses(sentence: str, numbers: Numbers) -> list[str]:
    """Return the parts of a sentence that each decide of numbers of their own, or the sentence."""
    parts: list[str] = []
    start = 0
    for end in _CLAUSE_END.finditer(sentence):
        part = sentence[start : end.start()]
        if stated_position(part) and any(numbers.names(part)):
            parts.append(part)
            start = end.end()
    last = sentence[start:]
    return [*parts, last] if stated_position(last) and any(numbers.names(last)) else [sentence]


def _is_bare(sentence: str, names: Sequence[str]) -> bool:
    """Say whether a sentence is little more than its numbers."""
    return len(re.findall(r"[A-Za-z]{3,}", sentence)) <= 8 + len(names) // 4
