"""The numbers of recommendations in a cell of a sheet of verdicts, of which each is meant.

"97.10, 97.11", "97.4 и 97.5" and "97.4–97.6" name two or three; any other cell names one.
"""

from __future__ import annotations

import re

from belarus_hr.domain.errors import InvalidValue

_NUMBER = r"\d{1,3}\.\d{1,3}"
_TO = r"\s*(?:[-–—]|\s(?:to|до|по|да)\s)\s*"
_BETWEEN = r"\s*(?:[,;/]|\s(?:and|и|і|&)\s)\s*"
_PART = rf"{_NUMBER}(?:{_TO}{_NUMBER})?"
_SEVERAL = re.compile(rf"{_PART}(?:{_BETWEEN}{_PART})*")
_RANGE = re.compile(rf"({_NUMBER})(?:{_TO}({_NUMBER}))?")


def numbers_meant(cell: str) -> list[str]:
    """Return the numbers that a cell names; raises InvalidValue for a range that is none."""
    if not _SEVERAL.fullmatch(cell):
        return [cell]
    return [number for first, last in _RANGE.findall(cell) for number in _run(first, last)]


def _run(first: str, last: str) -> list[str]:
    if not last:
        return [first]
    paragraph, start = first.split(".")
    of_last, end = last.split(".")
    if paragraph != of_last or int(start) >= int(end):
        raise InvalidValue(
            f"recommendation {first}–{last} is no range within a paragraph: write each number"
        )
    return [f"{paragraph}.{number}" for number in range(int(start), int(end) + 1)]
