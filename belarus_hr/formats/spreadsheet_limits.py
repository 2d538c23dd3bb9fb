"""How large a spreadsheet is, found out before it is parsed.

The parser makes room for every cell between the first and the last, so two cells far
apart in a file of a kilobyte take more memory than a machine has. XLSX and ODS are zip
archives of XML: what they unpack to is counted while it is unpacked, and their XML is
looked through for where cells stand and how much text they would hold. A large file may
hold more than a small one, so that a small one that means harm is refused soon.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from array import array
from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.parsers import expat

from belarus_hr.domain.errors import Rejected
from belarus_hr.formats.tables import MOST_COLUMNS, MOST_ROWS

_MOST_MEMBERS = 500
_MOST_RATIO = 200
#: Below this, however it is packed, a member does no harm.
_HARMLESS = 1 << 20
_CHUNK = 1 << 18
_NESTED = (b"PK\x03\x04", b"PK\x05\x06")
_SHARED = "xl/sharedstrings.xml"

Attributes = list[str]


class Bounds(NamedTuple):
    """The most that a spreadsheet may hold: bytes unpacked, characters of text, cells."""

    unpacked: int
    text: int
    cells: int

    @classmethod
    def of(cls, size: int) -> Bounds:
        """Return the bounds of a file of so many bytes; what people fill is packed some 5 to 1."""
        return cls(
            unpacked=_between(64 << 20, 25 * size, 768 << 20),
            text=_between(64 << 20, 12 * size, 512 << 20),
            cells=_between(2_000_000, size // 4, 8_000_000),
        )


def _between(least: int, wanted: int, most: int) -> int:
    return min(max(least, wanted), most)


def check_zip(raw: bytes) -> None:
    """Raise Rejected, saying why, unless the spreadsheet in an archive is small enough."""
    bounds = Bounds.of(len(raw))
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = _unpacked(archive, bounds.unpacked)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
        raise Rejected("is a damaged spreadsheet: its archive is cut off or broken") from None
    except (NotImplementedError, RuntimeError):
        raise Rejected("is packed in a way that is not read, or with a password") from None
    longest = _Texts()
    if _SHARED in members:
        _parse(members[_SHARED], longest)
    for name, content in members.items():
        if content.count(b"<c ") + content.count(b"<c>") > bounds.cells:
            raise Rejected(f"holds more than {bounds.cells:,} cells, which is too much")
        if name != _SHARED and content.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] == b"<":
            _parse(content, _Sheet(longest.lengths, bounds))


def _unpacked(archive: zipfile.ZipFile, most: int) -> dict[str, bytes]:
    """Return the content of each member; raises Rejected as soon as it is too much."""
    infos = archive.infolist()
    if len(infos) > _MOST_MEMBERS:
        raise Rejected(f"holds {len(infos):,} files; a spreadsheet has at most {_MOST_MEMBERS}")
    members: dict[str, bytes] = {}
    total = 0
    for info in infos:
        parts: list[bytes] = []
        size = 0
        with archive.open(info) as member:
            while part := member.read(_CHUNK):
                if not parts and part.startswith(_NESTED):
                    raise Rejected("holds an archive inside the archive")
                size += len(part)
                total += len(part)
                if total > most:
                    raise Rejected(
                        f"unpacks to more than {most >> 20} MB; split it, or take the JSON or a CSV"
                    )
                if size > _HARMLESS and size > _MOST_RATIO * max(info.compress_size, 1):
                    raise Rejected(f"is packed more than {_MOST_RATIO} to 1, as no spreadsheet is")
                parts.append(part)
        name = info.filename.lower()
        if name in members:
            raise Rejected(f"holds {info.filename!r} twice")
        members[name] = b"".join(parts)
    return members


def _parse(content: bytes, handler: _Texts | _Sheet) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.StartElementHandler = handler.start
    parser.StartDoctypeDeclHandler = _no_declarations
    parser.EntityDeclHandler = _no_declarations

    def listen() -> None:
        parser.CharacterDataHandler = handler.text
        parser.EndElementHandler = handler.end

    handler.listen = listen
    if handler.wants_text:
        listen()
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Rejected(f"is a damaged spreadsheet: {error}") from None


def _no_declarations(*_: object) -> None:
    raise Rejected("declares entities, as no spreadsheet does")


class _Texts:
    """How long each of the texts is that cells share."""

    wants_text = True

    def __init__(self) -> None:
        self.lengths = array("L")
        self.listen: Callable[[], None] = lambda: None

    def start(self, name: str, _: Attributes) -> None:
        if _local(name) == "si":
            self.lengths.append(0)

    def end(self, name: str) -> None:
        """Nothing ends that matters."""

    def text(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class _Sheet:
    """Where the cells of a sheet stand, and how much text they hold together.

    It is asked of millions of cells, so what is asked of each is little.
    """

    wants_text = False

    def __init__(self, shared: array[int], bounds: Bounds) -> None:
        self._shared = shared
        self._bounds = bounds
        self._longest = max(shared, default=0)
        self._row = self._column = self._bottom = self._right = 0
        self._of_shared = self._text = 0
        self._said: str | None = None
        self._repeated, self._rows_repeated = 1, 0
        self._columns: dict[str, int] = {}
        self._handlers: dict[str, Callable[[Attributes], None] | None] = {}
        self.listen: Callable[[], None] = lambda: None

    def start(self, name: str, attributes: Attributes) -> None:
        try:
            handler = self._handlers[name]
        except KeyError:
            known = {"c": self._cell, "row": self._next_row}
            known |= {"table-row": self._row_of_ods, "table-cell": self._cell_of_ods}
            handler = self._handlers[name] = known.get(_local(name))
        if handler is not None:
            handler(attributes)

    def end(self, name: str) -> None:
        if self._said is not None and _local(name) == "c":
            said, self._said = self._said.strip(), None
            if said.isdigit() and int(said[:9]) < len(self._shared):
                self._count(self._shared[int(said[:9])])

    def text(self, text: str) -> None:
        if self._said is not None:
            self._said += text[:20]
        elif self._rows_repeated * self._repeated > 1:
            self._count(len(text) * self._repeated * self._rows_repeated)

    def _next_row(self, _: Attributes) -> None:
        self._row, self._column = self._row + 1, 0

    def _cell(self, attributes: Attributes) -> None:
        """Note a cell of XLSX; most say where they stand."""
        self._column += 1
        for i in range(0, len(attributes), 2):
            name = attributes[i]
            if name == "r":
                self._place(attributes[i + 1])
            elif name == "t" and attributes[i + 1] == "s":
                self._cell_of_shared()
        if self._row > self._bottom or self._column > self._right:
            self._stands(self._row, self._column)

    def _place(self, place: str) -> None:
        letters = place.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            legal = re.fullmatch("[A-Z]{1,3}", letters)
            column = self._columns[letters] = _column(letters) if legal else 0
        digits = place[len(letters) :]
        if column and digits:
            self._row, self._column = int(digits[:9]), column

    def _cell_of_shared(self) -> None:
        self._of_shared += 1
        # Only where it could be too much is each one looked up.
        if self._of_shared * self._longest > self._bounds.text:
            self.listen()
            self._said = ""

    def _row_of_ods(self, attributes: Attributes) -> None:
        self._row += self._rows_repeated
        self._rows_repeated = _number(attributes, "number-rows-repeated")
        self._column = 0

    def _cell_of_ods(self, attributes: Attributes) -> None:
        self._repeated = _number(attributes, "number-columns-repeated")
        if any(_local(name) == "value-type" for name in attributes[::2]):
            self._stands(self._row + self._rows_repeated, self._column + self._repeated)
            if self._repeated * self._rows_repeated > 1:
                self.listen()
        self._column += self._repeated

    def _stands(self, row: int, column: int) -> None:
        """Widen the box that holds all cells; raises Rejected when it is too wide."""
        rows = self._bottom = max(self._bottom, row)
        columns = self._right = max(self._right, column)
        if columns > MOST_COLUMNS:
            raise Rejected(f"has cells in column {columns:,}; at most {MOST_COLUMNS} are read")
        if rows > MOST_ROWS + 1:
            raise Rejected(f"has cells in row {rows:,}; at most {MOST_ROWS:,} rows are read")
        if rows * columns > self._bounds.cells:
            raise Rejected(f"spans {rows:,} rows and {columns:,} columns, which is too much")

    def _count(self, length: int) -> None:
        self._text += length
        if self._text > self._bounds.text:
            most = self._bounds.text >> 20
            raise Rejected(f"holds more than {most} MB of text, the same again and again")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _number(attributes: Attributes, wanted: str) -> int:
    """Return the number that an attribute holds, 1 when there is none."""
    for name, value in zip(attributes[::2], attributes[1::2], strict=False):
        if _local(name) == wanted and value.isdigit():
            return max(1, int(value[:9]))
    return 1


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def members(raw: bytes) -> Iterator[str]:
    """Yield the names in a zip archive, none when it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            yield from archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return
