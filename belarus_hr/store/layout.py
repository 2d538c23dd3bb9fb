"""The bytes of a store's file: a first line, the header, and the parts that follow.

A part is a table, or the log of changes, with one record, or one entry of the log, a line. The
header holds the schema, and the size and CRC-32 of each part, so that a command reads and checks
only the parts that it needs. The checksums guard against accidents, not against people: whoever
can write the file can compute them.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Collection, Iterable, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any
from zlib import crc32

from belarus_hr.domain.errors import StoreError
from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.text.safe_text import json_safe
from belarus_hr.domain.text.strict_json import STRICT_NUMBERS
from belarus_hr.store import disk

if TYPE_CHECKING:
    import msgspec

    #: A record, or its JSON text while nobody has decoded it.
    Stored = Record | msgspec.Raw

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
            advice="archive the log",
        )
    sums = {name: [sizes[name], f"{_crc(pieces):08x}"] for name, pieces in parts.items()}
    line = f'{{"meta": {{"store": {{"schema": {SCHEMA}, "sealed": {json.dumps(sums)}}}}},\n'
    return [line.encode(), *(piece for pieces in parts.values() for piece in pieces)]


def _crc(pieces: Iterable[bytes | memoryview]) -> int:
    crc = 0
    for piece in pieces:
        crc = crc32(piece, crc)
    return crc


# --- a part as bytes, and back --------------------------------------------------

#: A smaller part is decoded before the library for large parts is loaded.
LARGE = 1 << 20

_JOINT, _TABLE_END, _LOG_END = b",\n", b"\n},\n", b"\n}\n}\n"
_NO_LOG = b'"log": {}\n}\n'
#: What stands behind the object of a part: a comma, or the bracket that closes the document.
_BEHIND = 2

#: Made once: a store has many lines.
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def json_line(value: object) -> bytes:
    """Return a value as the JSON that stands in a store. Raises ValueError for NaN."""
    return json_safe(_ENCODER.encode(value)).encode()


def encode_part(name: str, records: Mapping[str, Stored]) -> Pieces:
    """Return the part that holds these records in their order; empty for an empty table.

    A store is written while it is open, when the system may refuse to load a module. So the
    library for large parts is used where it is loaded already, and never loaded here.
    """
    if not records:
        return (_NO_LOG,) if name == LOG else ()
    library = sys.modules.get("belarus_hr.store.large")
    lines, vouched = [], 0
    for id_, stored in records.items():
        text: Any = stored
        if isinstance(stored, dict):
            if library and vouched <= 0:
                vouched = library.check_room()
            text = _line(stored, library)
            vouched -= len(text)
        lines.append(b"%s: %s" % (_key(name, id_), text))
    return _heading(name), _JOINT.join(lines), _LOG_END if name == LOG else _TABLE_END


def _line(record: Record, library: ModuleType | None) -> bytes:
    if library is None:
        return json_line(record)
    try:
        encoded: bytes = library.json_of(record)
    except UnicodeEncodeError:
        # Half of a sign, which JSON writes as an escape and the library does not.
        return json_line(record)
    return encoded


def decode_part(name: str, part: bytes) -> dict[str, Stored]:
    """Return the records of a part; those of a large part as texts that are not decoded yet.

    Raises ValueError or RecursionError for what is no object of JSON.
    """
    library = _library() if len(part) >= LARGE else None
    if library is None:
        return _objects(name, part)
    texts: dict[str, Stored] = library.texts_of(_json(name, part))
    return texts


def decode_records(
    name: str, part: bytes, fields: Collection[str] | None = None
) -> dict[str, Record]:
    """Return the decoded records of a part; of a large part only ``fields``, if any are named.

    Raises ValueError or RecursionError for what is no object of JSON.
    """
    library = _library() if len(part) >= LARGE else None
    if library is None:
        return _objects(name, part)
    records: dict[str, Record] = library.records_of(_json(name, part), fields)
    return records


def record_of(stored: Stored) -> Record:
    """Return a record, decoded if it is still a text. Raises ValueError for bad JSON."""
    if isinstance(stored, dict):
        return stored
    from belarus_hr.store import large

    json_line: Any = stored
    return large.decode_one(json_line)


def is_canonical(name: str, part: bytes, records: Mapping[str, Stored]) -> bool:
    """Say whether ``encode_part`` would make as many bytes of these records as the part has.

    It would not when an id stands twice in the part, or when the part has other white space.
    """
    if any(isinstance(record, dict) for record in records.values()):
        return sum(map(len, encode_part(name, records))) == len(part)
    lines = sum(len(_key(name, id_)) + _length(record) for id_, record in records.items())
    between = len(_JOINT) * (len(records) - 1) + len(b": ") * len(records)
    end = len(_LOG_END if name == LOG else _TABLE_END)
    return len(_heading(name)) + lines + between + end == len(part)


def _length(text: Any) -> int:
    return len(memoryview(text))


def _key(name: str, id_: str) -> bytes:
    # JSON writes an id as it is. The key of an entry of the log may need escapes.
    return json_line(id_) if name == LOG else b'"%s"' % id_.encode()


def _heading(name: str) -> bytes:
    return b'"%s": {\n' % name.encode()


def _json(name: str, part: bytes) -> memoryview:
    """Return the JSON object of a part, without the part's name before it and the end behind."""
    return memoryview(part)[len(name) + 4 : -_BEHIND]


def _objects(name: str, part: bytes) -> dict[str, Any]:
    records = json.loads(bytes(_json(name, part)), **STRICT_NUMBERS)
    if not isinstance(records, dict) or not all(isinstance(r, dict) for r in records.values()):
        raise ValueError("a part is no object of objects")
    return records


def _library() -> ModuleType | None:
    """Return the module for large parts; None where it cannot be loaded."""
    try:
        from belarus_hr.store import large
    except (ImportError, OSError):
        return None
    return large
