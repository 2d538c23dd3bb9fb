"""A JSON array of any length, its values decoded one after the other from a stream."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator

from belarus_hr.domain.errors import Rejected
from belarus_hr.domain.text import strict_json
from belarus_hr.domain.text.words import shown
from belarus_hr.formats.input_file import Input

#: How much is read at once. Larger blocks leave holes in the memory that are not used again.
_CHUNK = 1 << 16
#: The longest value that is read, in characters; an annotation of UHRI has some thousand.
_LONGEST = 4 << 20
#: An escape, number or word that is cut off has its error so near to the end of the text.
_TOKEN = 8
#: What stands after a value.
_AFTER = frozenset(",] \t\n\r")
_SPACE = re.compile(r"[ \t\n\r]*")


def values(source: Input, chunk: int = _CHUNK) -> Iterator[object]:
    """Yield the values of the JSON array in a file; ``chunk`` bytes are read at once.

    Raises Rejected, behind the last sound value, for a file that is cut off, no JSON or no array.
    """
    return iter(_Array(source, chunk))


class _Array:
    def __init__(self, source: Input, chunk: int) -> None:
        self._source = source
        self._chunk = chunk
        self._utf_8 = codecs.getincrementaldecoder("utf-8-sig")()
        self._json = strict_json.decoder()
        # The text that was read; from ``_at`` on it is not decoded yet.
        self._text, self._at = "", 0
        self._count = 0

    def __iter__(self) -> Iterator[object]:
        self._take("[")
        sign = "," if self._peek() != "]" else self._take("]")
        while sign == ",":
            yield self._value()
            self._count += 1
            sign = self._take(",]")
        if self._peek():
            raise self._wrong("more follows the end of the array")

    def _value(self) -> object:
        self._peek()
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._left() > _LONGEST or not self._more():
                    raise self._undecoded(error) from None
                continue
            except (ValueError, RecursionError) as error:
                raise self._wrong(strict_json.reason(error)) from None
            # A number may go on in what has not been read: "1" of "1.5".
            ended = self._text[end : end + 1] in _AFTER or self._left() > _LONGEST
            if ended or not self._more():
                self._at = end
                return value

    def _take(self, signs: str) -> str:
        """Take the next sign behind white space; raises Rejected unless it is one of ``signs``."""
        sign = self._peek()
        if not sign:
            raise self._cut_off()
        if sign not in signs:
            raise self._wrong(f"{shown(sign)} stands where {' or '.join(signs)} should")
        self._at += 1
        return sign

    def _peek(self) -> str:
        """Return the next sign behind white space without taking it; empty at the end."""
        while True:
            space = _SPACE.match(self._text, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _more(self) -> bool:
        """Read on; False at the end of the file."""
        part = self._source.read(self._chunk)
        try:
            more = self._utf_8.decode(part, final=not part)
        except UnicodeDecodeError:
            raise (
                self._wrong("it is not UTF-8; save it so") if part else self._cut_off()
            ) from None
        if part:
            self._text, self._at = self._text[self._at :] + more, 0
        return bool(part)

    def _left(self) -> int:
        return len(self._text) - self._at

    def _undecoded(self, error: json.JSONDecodeError) -> Rejected:
        """Return why a value cannot be decoded: it is too long, cut off, or no JSON."""
        unended = error.msg.startswith("Unterminated string")
        if self._left() > _LONGEST:
            return self._wrong(
                f"the next has more than {_LONGEST:,} characters" if unended else error.msg
            )
        broken_off = error.pos > len(self._text.rstrip()) - _TOKEN
        return self._cut_off() if unended or broken_off else self._wrong(error.msg)

    def _cut_off(self) -> Rejected:
        return Rejected(f"is cut off after record {self._count}; download it again")

    def _wrong(self, why: str) -> Rejected:
        return Rejected(f"is not JSON after record {self._count}: {why}")
