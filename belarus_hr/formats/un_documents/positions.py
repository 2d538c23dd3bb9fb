"""The position of a State on recommendations, and the numbers that it is said of.

A Working Group's report says above each list what the State under review thinks of it, and an
addendum to the report says it of numbers. The wordings vary by year and by State; what they mean
follows the Council's usage (resolution 5/1, annex, para. 32): a State supports a recommendation
or takes note of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from belarus_hr.formats.un_documents.pages import Line

_SUPPORTED = re.compile(r"\b(?:support|accept|enjoy|agree)", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:(?:not|nor|un(?:able|willing)\s+to)\s+(?:\w+\s+){0,3}?(?:enjoy|support|accept|agree)"
    r"|cannot\b|reject|declin|(?:taken?|takes|taking)\s+note|notes?\b(?!\s+that)|noted\b)",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:will\s+be\s+examined|will\s+(?:examine|respond|provide)|to\s+provide\s+(?:a\s+)?respon"
    r"|in\s+due\s+(?:time|course)|pending)",
    re.IGNORECASE,
)
_IMPLEMENTED = re.compile(
    r"\b(?:already|been|fully)\s+(?:been\s+)?implemented|\bprocess\s+of\s+(?:\w+\s+)?implement"
    r"|\bconsiders?\s+(?:\w+\s+){0,3}?implemented|\bis\s+implemented",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"\b(?:in\s+part\b|partly|partially|partial\s+support|supported\s*/\s*noted)", re.IGNORECASE
)


def position_of(sentence: str) -> str:
    """Return the response that a sentence states, or nothing where it states none.

    "… enjoy the support of Chile, which considers that they are already implemented" gives
    ``supported-implemented``, "… did not enjoy the support" gives ``noted``.
    """
    if _LATER.search(sentence):
        return "pending"
    if _PARTLY.search(sentence) and _SUPPORTED.search(sentence):
        return "partly-supported"
    if _NOT.search(sentence):
        return "noted"
    if _SUPPORTED.search(sentence):
        return "supported-implemented" if _IMPLEMENTED.search(sentence) else "supported"
    return "supported-implemented" if _IMPLEMENTED.search(sentence) else ""


# --- how an addendum writes the numbers: 122.17, 122.17-18, 6.12, 1–5 ----------------

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
#: "Recommendation 6.12", or a line that begins with 6.12: of an addendum that has no longer ones.
_SHORT = re.compile(
    rf"(?:\brecommendations?[\s:,]+(?:nos?\.?\s*)?|^\s*)(\d\.\d{{1,3}})(?!\d|\.\d){_QUANTITY}", re.I
)
#: A line with a number and a position is no longer.
LONGEST_ROW = 80


class Numbers:
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
        self._list = re.compile(rf"[A-Z][^\d:]*(?:\(\d+\)\s*)?:\s*{one}")
        self._stop = re.compile(rf"(\s*(?:{word})?{one})\.(?=\s)", re.I)

    def is_row(self, text: str) -> bool:
        """Say whether a line is a row of a table: numbers, and what the State says of them."""
        begins = self._row.match(text)
        return (
            begins is not None
            and len(text) <= LONGEST_ROW
            and bool(stated_position(text[begins.end() :]))
        )

    def is_list(self, text: str) -> bool:
        """Say whether a line is a list of its own: "Accepted: 120.1, 120.2"."""
        return bool(self._list.match(text)) and bool(stated_position(text.partition(":")[0]))

    def without_stop(self, text: str) -> str:
        """Return a text without the stop behind its number: "120.5. Accepted" is one sentence."""
        return self._stop.sub(r"\1", text, count=1) if self._stop.match(text) else text

    def names(self, sentence: str) -> Iterator[str]:
        """Yield the numbers of recommendations in a sentence, ranges written out."""
        for match in self.dotted.finditer(sentence):
            yield from _written_out(match["first"], match["last"])
        for found in _COUNTED_LIST.finditer(self.dotted.sub(" ", sentence)):
            for match in _COUNTED.finditer(found["list"]):
                yield from _written_out(match["first"], match["last"])


def stated_position(sentence: str) -> str:
    """Return the position that a sentence states for good, or nothing."""
    position = position_of(sentence)
    return "" if position == "pending" else position


def _written_out(first: str, last: str | None) -> Iterator[str]:
    """Yield the numbers of a range: "122.17" and "18" give 122.17 and 122.18."""
    first = re.sub(r"\s", "", first)
    paragraph, dot, number = first.rpartition(".")
    of_last, _, last_number = re.sub(r"\s", "", last or number).rpartition(".")
    if of_last not in ("", paragraph):
        yield from (first, f"{of_last}.{last_number}")
        return
    end = int(last_number)
    if not int(number) <= end < int(number) + _LARGEST_RANGE:
        yield first
        return
    for each in range(int(number), end + 1):
        yield f"{paragraph}{dot}{each}"
