"""The first line of a store: the schema, and size and CRC-32 of each part that follows.

A part is a table, or the log of changes. Each part has a checksum of its own, so that a command
reads and checks only the parts that it needs. The checksums guard against accidents, not
against people: whoever can write the file can compute them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from zlib import crc32

from belarus_hr.domain.errors import Advice, StoreError
from belarus_hr.store import disk

SCHEMA = 3
META, LOG = "meta", "log"
#: The first line is never longer: room for every table, with sizes of any length that fits.
LIMIT = 1024

#: Bytes in the order in which they are written.
Pieces = tuple[bytes | memoryview, ...]

_PART = rb'"([a-z]+)": \[([0-9]+), "([0-9a-f]{8})"\]'
_LINE = rb'\{"meta": \{"store": \{"schema": %d, "sealed": \{([^{}\n]*)\}\}\},\n' % SCHEMA


class BytesSource:
    """The bytes of a store in memory, read as ``disk.OpenedFile`` is."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self.size = len(raw)

    def read(self, at: int, size: int) -> bytes:
        """Return ``size`` bytes from ``at`` on; fewer where there are no more."""
        return self._raw[at : at + size]


if TYPE_CHECKING:
    ByteSource = disk.OpenedFile | BytesSource


class ChecksumMismatch(Exception):
    """A part is not as the header says: another program changed it, or it is damaged."""


class Part:
    """One part of a file: its name, where it begins, its size, its checksum."""

    def __init__(self, source: ByteSource, name: str, at: int, size: int, crc: int) -> None:
        self.source, self.name, self.at, self.size, self.crc = source, name, at, size, crc

    def content(self) -> bytes:
        """Return the bytes of the part. Raises ChecksumMismatch."""
        content = self.source.read(self.at, self.size)
        if len(content) != self.size or crc32(content) != self.crc:
            raise ChecksumMismatch(self.name)
        return content


def stated_parts(source: ByteSource) -> dict[str, Part] | None:
    """Return the parts that the first line of a file lists; None when it is no such line."""
    line = re.match(_LINE, source.read(0, LIMIT))
    if line is None:
        return None
    at, parts = line.end(), {}
    for name_bytes, size, crc in re.findall(_PART, line[1]):
        name = name_bytes.decode()
        parts[name] = Part(source, name, at, int(size), int(crc, 16))
        at += int(size)
    return parts if LOG in parts else None


def parts_of(source: ByteSource) -> dict[str, Part] | None:
    """Return the parts of a file in their order; None when the file is longer or shorter."""
    parts = stated_parts(source)
    if parts is None or parts[LOG].at + parts[LOG].size != source.size:
        return None
    return parts


def with_header(parts: Mapping[str, Pieces]) -> list[bytes | memoryview]:
    """Return the pieces of a file: its header, then the pieces of each part.

    Raises StoreError for a file that would be too large to be read again.
    """
    sizes = {name: sum(map(len, pieces)) for name, pieces in parts.items()}
    if LIMIT + sum(sizes.values()) > disk.SIZE_LIMIT:
        raise StoreError(
            f"the store would be larger than a store can be ({disk.SIZE_LIMIT:,} bytes); nothing "
            "was changed",
            advice=Advice.ARCHIVE_THE_LOG,
        )
    sums = {name: [sizes[name], f"{_crc(pieces):08x}"] for name, pieces in parts.items()}
    line = f'{{"meta": {{"store": {{"schema": {SCHEMA}, "sealed": {json.dumps(sums)}}}}},\n'
    return [line.encode(), *(piece for pieces in parts.values() for piece in pieces)]


def _crc(pieces: Iterable[bytes | memoryview]) -> int:
    crc = 0
    for piece in pieces:
        crc = crc32(piece, crc)
    return crc
