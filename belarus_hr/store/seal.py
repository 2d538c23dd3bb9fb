"""The first line of a store: the schema, and size and CRC-32 of each part that follows.

A part is a table, or the log of changes. Each is sealed by itself, so that a command
reads and vouches for what it needs and nothing else. The checksums guard against
accidents, not against people: who can write the file can seal it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol
from zlib import crc32

from belarus_hr.domain.errors import StoreError
from belarus_hr.store import disk

SCHEMA = 3
META, LOG = "meta", "log"
#: The first line is never longer: seven parts with names and sizes of any length that fits.
LIMIT = 512
#: So many bytes of a part are looked at at once when it is not kept. From twice as many on
#: the memory of each block is asked of the system anew, which takes longer than the look.
BLOCK = 1 << 16
#: What stands between two records, and behind the last one of a table.
JOINT, END = b",\n", b"\n},\n"

Pieces = tuple[bytes | memoryview, ...]

_PART = rb'"([a-z]+)": \[([0-9]+), "([0-9a-f]{8})"\]'
_LINE = rb'\{"meta": \{"store": \{"schema": %d, "sealed": \{([^{}\n]*)\}\}\},\n' % SCHEMA


class Source(Protocol):
    """What a store is read from."""

    @property
    def size(self) -> int:
        """How many bytes there are."""

    def read(self, at: int, size: int) -> bytes:
        """Return ``size`` bytes from ``at`` on; fewer where there are no more."""


class Held:
    """A source that is in memory."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self.size = len(raw)

    def read(self, at: int, size: int) -> bytes:
        """Return ``size`` bytes from ``at`` on; fewer where there are no more."""
        return self._raw[at : at + size]


class Unsound(Exception):
    """A part is not what its seal says: somebody else changed it, or it is damaged."""


class Part(NamedTuple):
    """One sealed part of a file: where it stands, how long it is, its checksum."""

    source: Source
    name: str
    at: int
    size: int
    crc: int

    def whole(self) -> bytes:
        """Return the part. Raises Unsound when its seal does not hold."""
        found = self.source.read(self.at, self.size)
        if len(found) != self.size or crc32(found) != self.crc:
            raise Unsound(self.name)
        return found

    def objects(self, word: bytes = b"", mark: bytes = b"") -> Iterator[bytes]:
        """Yield the records of a table as JSON objects, some in each, so that none is kept.

        With a ``word`` in lower-case ASCII those alone whose lines hold it, in any case. With
        a ``mark`` those without it may be left out: in the order of ids like stands by like.
        Raises Unsound at the end when the seal does not hold: then what was yielded before
        is worth nothing.
        """
        at, behind, crc = self.at, self.at + self.size, 0
        start, rest = len(heading(self.name)), b""
        while at < behind:
            left = behind - at
            # The last block holds all of the table's end.
            block = self.source.read(at, BLOCK if left > BLOCK + len(END) else left)
            if not block:
                raise Unsound(self.name)
            crc, at = crc32(block, crc), at + len(block)
            cut = len(block) - len(END) if at == behind else block.rfind(JOINT, start)
            if cut < start:
                rest += block[start:]
            else:
                text = b"".join((b"{", rest, memoryview(block)[start:cut], b"}"))
                if mark in text:
                    yield _holding(word, text) if word else text
                rest = block[cut + len(JOINT) :]
            start = 0
        if crc != self.crc:
            raise Unsound(self.name)


def _holding(word: bytes, text: bytes) -> bytes:
    """Return an object of those lines of an object that hold a word in any case."""
    folded, at, lines = text.lower(), 0, []
    while (at := folded.find(word, at)) >= 0:
        start, end = text.rfind(b"\n", 0, at) + 1 or 1, text.find(JOINT, at)
        at = len(text) - 1 if end < 0 else end
        lines.append(text[start:at])
    return b"{%s}" % JOINT.join(lines)


def heading(name: str) -> bytes:
    """Return the line that opens a table."""
    return b'"%s": {\n' % name.encode()


def stated(source: Source) -> dict[str, Part] | None:
    """Return the parts that the first line of a file tells of; None when it tells of none."""
    found = re.match(_LINE, source.read(0, LIMIT))
    if found is None:
        return None
    at, made = found.end(), {}
    for named, size, crc in re.findall(_PART, found[1]):
        name = named.decode()
        made[name] = Part(source, name, at, int(size), int(crc, 16))
        at += int(size)
    return made if LOG in made else None


def parts(source: Source) -> dict[str, Part] | None:
    """Return the parts of a file in their order; None when they are not all there is."""
    found = stated(source)
    if found is None or found[LOG].at + found[LOG].size != source.size:
        return None
    return found


def sealed(parts: Mapping[str, Pieces]) -> list[bytes | memoryview]:
    """Return the file made of these parts, in pieces: the line that seals them, then they.

    Raises StoreError for one that would be too large to be read again.
    """
    sizes = {name: sum(map(len, pieces)) for name, pieces in parts.items()}
    if LIMIT + sum(sizes.values()) > disk.SIZE_LIMIT:
        raise StoreError(
            f"the store would be larger than a store can be ({disk.SIZE_LIMIT:,} bytes); nothing "
            "was changed. hrtrack log --archive FILE makes it smaller"
        )
    seals = {name: [sizes[name], f"{_crc(pieces):08x}"] for name, pieces in parts.items()}
    line = f'{{"meta": {{"store": {{"schema": {SCHEMA}, "sealed": {json.dumps(seals)}}}}},\n'
    return [line.encode(), *(piece for pieces in parts.values() for piece in pieces)]


def _crc(pieces: Iterable[bytes | memoryview]) -> int:
    crc = 0
    for piece in pieces:
        crc = crc32(piece, crc)
    return crc
