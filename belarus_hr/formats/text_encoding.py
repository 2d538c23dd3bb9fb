"""Which encoding a text is in: UTF-8, UTF-16, or one with a byte for each letter.

Files of old programs say nowhere which of these they are in, and most bytes are a letter in each.
Their language decides, by the library chardet: a text is Russian in one of them and no language
in the others. A text that is nearly as likely in a second encoding is refused, with both named.
tests/benchmarks/encodings.py measures how often the decision is right.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Iterator
from typing import NamedTuple

from belarus_hr.domain.errors import InvalidValue, Rejected
from belarus_hr.domain.text.words import shown

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
#: The encodings with a byte for each letter, by the names of Python.
_SINGLE = {
    "cp1251": "Windows-1251",
    "koi8-r": "KOI8-R",
    "iso8859-5": "ISO-8859-5",
    "mac-cyrillic": "Mac Cyrillic",
    "cp1250": "Windows-1250",
    "cp1252": "Windows-1252",
    "mac-roman": "Mac Roman",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
}
#: How likely a second encoding must be beside the first to put it in doubt.
_DOUBT = 0.8
#: So many bytes of the lines with letters beyond ASCII tell the language.
_TELLING = 200_000

#: UTF-8 for what UN texts hold beyond ASCII: accented letters, typographic signs, and
#: Cyrillic two letters together. In the old encodings these bytes make no sense.
_SURELY_UTF8 = re.compile(
    rb"[\xc3-\xc5][\x80-\xbf]|\xe2\x80[\x90-\xbf]|(?:[\xd0\xd1][\x80-\xbf]){2}"
)
#: Where a sign beyond ASCII stands, with what is before and after it.
_CONTEXT = re.compile(r"(?s)(.?)([^\x00-\x7f])(?=(.?))")


#: Words of tables in Russian and Belarusian: headings, verdicts, months, true and false. Where a
#: table has few words else, as one that is otherwise English, no language can be seen.
_TABLE_WORDS = re.compile(
    r"\b(?:номер|статус|дата|название|орган|место|пункт|рекомендаци\w|комментарий|примечание"
    r"|источник|(?:не)?выполнен\w|частично|истина|ложь|янв|фев|мар|апр|май|июн|июл|авг|сен|окт"
    r"|ноя|дек|нумар|назва|рэкамендацы\w|каментар|крыніца|выканан\w|часткова|ісціна|хлусня)\b",
    re.IGNORECASE,
)


class Decoded(NamedTuple):
    """A text, and the name of the encoding it was in."""

    text: str
    encoding: str


def is_wide(start: bytes) -> bool:
    """Say whether a file with this start has two or four bytes a letter."""
    wide = tuple(mark for mark, _, name in _MARKS if name != "UTF-8")
    return start.startswith(wide) or b"\0" in start[:4096]


def known_encoding(name: str) -> str:
    """Return the name that Python has for an encoding of texts; raises InvalidValue for no such."""
    try:
        info = codecs.lookup(name)
        "".encode(info.name).decode(info.name)
    except (LookupError, UnicodeError, ValueError):
        raise InvalidValue(f"unknown encoding {shown(name)}: one is cp1251") from None
    return info.name


def decode(raw: bytes, encoding: str = "") -> Decoded:
    """Return the text of a file, and its encoding: that which is named, or the one that is found.

    Raises Rejected for bytes that are no text, and for a file in two encodings.
    """
    if encoding:
        return Decoded(_as_named(raw, encoding), encoding)
    for mark, codec, name in _MARKS:
        if raw.startswith(mark):
            return Decoded(_strictly(raw[len(mark) :], codec, name), name)
    if b"\0" in raw[:4096]:
        return Decoded(_without_mark(raw), "UTF-16")
    try:
        return Decoded(raw.decode(), "UTF-8")
    except UnicodeDecodeError as error:
        first_wrong = error.start
    utf_8 = _utf_8_line(raw)
    if utf_8:
        raise Rejected(
            f"mixes encodings: line {utf_8} is UTF-8 and line {_line(raw, first_wrong)} is not; "
            "save it in one encoding"
        )
    return _old(raw, first_wrong)


def _utf_8_line(raw: bytes) -> int:
    """Return the number of the first line that is UTF-8 beyond ASCII and nothing else, or 0.

    A few letters of an old encoding can be UTF-8 by chance, "Гі" of Windows-1251 for one. A whole
    line of them hardly can.
    """
    for number, line in enumerate(raw.splitlines(), 1):
        if _SURELY_UTF8.search(line):
            with contextlib.suppress(UnicodeDecodeError):
                line.decode()
                return number
    return 0


def _strictly(raw: bytes, codec: str, name: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as error:
        where = _line(raw, error.start) if name == "UTF-8" else None
        place = f"line {where}" if where else f"byte {error.start + 1:,}"
        raise Rejected(f"says it is {name}, and {place} is not") from None


def _as_named(raw: bytes, encoding: str) -> str:
    """Return the text in the encoding that the user names."""
    try:
        return raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        place = f"line {_line(raw, start)}" if start else "its start"
        raise Rejected(f"is not in {encoding}: {place} makes no sense in it") from None


def _without_mark(raw: bytes) -> str:
    """Return UTF-16 without a mark: of letters below 256, every other byte is zero."""
    start = raw[:4096]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 2 < len(start) // 2 or min(even, odd) * 8 > max(even, odd):
        raise Rejected("holds zero bytes, so it is no text")
    return _strictly(raw, "utf-16-be" if even > odd else "utf-16-le", "UTF-16")


class _Candidate(NamedTuple):
    """A reading of a text, how likely its language is, and how well its signs stand."""

    likely: float
    plausible: int
    text: str
    codec: str


def _old(raw: bytes, first_wrong: int) -> Decoded:
    """Return the reading with one byte a letter whose language is the likeliest.

    Raises Rejected where no reading makes sense, and where two do.
    """
    telling = b"\n".join(line for line in raw.splitlines() if not line.isascii())[:_TELLING]
    every = list(_candidates(telling))
    by_words = _by_words(every)
    if by_words:
        return Decoded(
            _strictly(raw, by_words.codec, _SINGLE[by_words.codec]), _SINGLE[by_words.codec]
        )
    candidates = [each for each in every if each.plausible >= 0]
    if not candidates:
        line = _line(raw, first_wrong)
        raise Rejected(
            f"is in no encoding that is known (line {line}); "
            "save it as UTF-8, or name it with --encoding"
        )
    best, *others = candidates
    for other in others:
        likely = other.likely >= _DOUBT * best.likely and other.plausible >= best.plausible
        if likely and other.text != best.text:
            raise Rejected(
                f"may be in {_SINGLE[best.codec]} or in {_SINGLE[other.codec]}; "
                "save it as UTF-8, or name it with --encoding"
            )
    name = _SINGLE[best.codec]
    return Decoded(_strictly(raw, best.codec, name), name)


def _by_words(candidates: list[_Candidate]) -> _Candidate | None:
    """Return the reading that has the most words of tables; None where none has, or two texts.

    Short words such as "май" stand in a wrong reading of a long text by chance; there the language
    of the right one is far likelier, and its signs stand better.
    """
    counts = [len(_TABLE_WORDS.findall(each.text)) for each in candidates]
    most = [each for each, count in zip(candidates, counts, strict=True) if count == max(counts)]
    sure = bool(counts) and max(counts) > 0 and len({each.text for each in most}) == 1
    if not sure:
        return None
    likely = most[0].likely >= max(each.likely for each in candidates) / 2
    stands_well = most[0].plausible >= max(each.plausible for each in candidates)
    return most[0] if likely or stands_well else None


def _candidates(raw: bytes) -> Iterator[_Candidate]:
    """Yield the readings of a text, the likeliest first."""
    import chardet

    for guess in chardet.detect_all(
        raw, ignore_threshold=True, include_encodings=_SINGLE, compat_names=False
    ):
        codec = str(guess["encoding"])
        with contextlib.suppress(UnicodeDecodeError, LookupError):
            text = raw.decode(codec)
            plausible = sum(_plausible(*match.groups()) for match in _CONTEXT.finditer(text))
            yield _Candidate(guess["confidence"], plausible, text, codec)


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
