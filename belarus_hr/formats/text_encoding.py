"""Which encoding a text is in: a mark at its start, UTF-8, UTF-16, Mac Roman or Windows-1252."""

from __future__ import annotations

import codecs
import contextlib
import re
from typing import NamedTuple

from belarus_hr.domain.errors import Rejected

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_SINGLE = (("mac-roman", "Mac Roman"), ("cp1252", "Windows-1252"))

#: UTF-8 for what UN texts hold beyond ASCII: accented letters, typographic signs, and
#: Cyrillic two letters together. In the old encodings these bytes make no sense.
_SURELY_UTF8 = re.compile(
    rb"[\xc3-\xc5][\x80-\xbf]|\xe2\x80[\x90-\xbf]|(?:[\xd0\xd1][\x80-\xbf]){2}"
)
#: Where a sign beyond ASCII stands, with what is before and after it.
_CONTEXT = re.compile(r"(?s)(.?)([^\x00-\x7f])(?=(.?))")


class Decoded(NamedTuple):
    """A text, and the name of the encoding it was in."""

    text: str
    encoding: str


def is_wide(start: bytes) -> bool:
    """Say whether a file with this start has two or four bytes a letter."""
    wide = tuple(mark for mark, _, name in _MARKS if name != "UTF-8")
    return start.startswith(wide) or b"\0" in start[:4096]


def decode(raw: bytes) -> Decoded:
    """Return the text of a file, and its encoding.

    Raises Rejected for bytes that are no text, and for a file in two encodings.
    """
    for mark, codec, name in _MARKS:
        if raw.startswith(mark):
            return Decoded(_strictly(raw[len(mark) :], codec, name), name)
    if b"\0" in raw[:4096]:
        return Decoded(_without_mark(raw), "UTF-16")
    try:
        return Decoded(raw.decode(), "UTF-8")
    except UnicodeDecodeError as error:
        first_wrong = error.start
    sure = _SURELY_UTF8.search(raw)
    if sure:
        raise Rejected(
            f"mixes encodings: line {_line(raw, sure.start())} is UTF-8 and line "
            f"{_line(raw, first_wrong)} is not; save it in one encoding"
        )
    return _old(raw, first_wrong)


def _strictly(raw: bytes, codec: str, name: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as error:
        where = _line(raw, error.start) if name == "UTF-8" else None
        place = f"line {where}" if where else f"byte {error.start + 1:,}"
        raise Rejected(f"says it is {name}, and {place} is not") from None


def _without_mark(raw: bytes) -> str:
    """Return UTF-16 without a mark: of letters below 256, every other byte is zero."""
    start = raw[:4096]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 2 < len(start) // 2 or min(even, odd) * 8 > max(even, odd):
        raise Rejected("holds zero bytes, so it is no text")
    return _strictly(raw, "utf-16-be" if even > odd else "utf-16-le", "UTF-16")


def _old(raw: bytes, first_wrong: int) -> Decoded:
    """Return the more plausible of the two readings with one byte a letter."""
    readings: list[tuple[int, Decoded]] = []
    for codec, name in _SINGLE:
        with contextlib.suppress(UnicodeDecodeError):
            text = raw.decode(codec)
            score = sum(_plausible(*match.groups()) for match in _CONTEXT.finditer(text))
            readings.append((score, Decoded(text, name)))
    best, decoded = max(readings, key=lambda reading: reading[0])
    if best < 0:
        line = _line(raw, first_wrong)
        raise Rejected(f"is in no encoding that is known (line {line}); save it as UTF-8")
    return decoded


def _plausible(before: str, sign: str, after: str) -> int:
    """Return how well a sign fits between its neighbours, such as a letter within a word."""
    if sign.isalpha():
        inside = before.isalpha() and before.islower()
        if sign.isupper() and inside:
            return -2
        return 1 if (before + after).strip().isalpha() else -1
    if sign == "’":
        return 2 if before.isalpha() and (after.isalpha() or not after.isalnum()) else -1
    if sign in "“‘«":
        return 2 if not before.isalnum() and after.isalnum() else -1
    if sign in "”»":
        return 2 if before.strip() and not after.isalnum() else -1
    if sign in "–—…•\xa0":
        return 1
    return -1


def _line(raw: bytes, end: int) -> int:
    """Return the number of the line of a byte; lines end with LF, CR or both."""
    start = raw[:end]
    return start.count(b"\n") + start.count(b"\r") - start.count(b"\r\n") + 1
