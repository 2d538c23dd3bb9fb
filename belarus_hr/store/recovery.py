"""Read what can be read of a damaged file, and say on which lines it is damaged.

The file need not be JSON as a whole: each record is looked for and parsed by itself, so that a
broken line costs no more than its record. Nothing here writes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from belarus_hr.domain.errors import HrtrackError
from belarus_hr.domain.records.kinds import BY_TABLE, Record
from belarus_hr.domain.text import strict_json
from belarus_hr.domain.text.words import shown
from belarus_hr.store import layout, validation
from belarus_hr.store.layout import LOG, META, ChecksumMismatch

#: The severities: a record is lost or doubtful; something is odd, and no record is lost.
LOST, ODD = "error", "warning"

_KEYED = re.compile(r'"((?:[^"\\\n]|\\.)*)"\s*:\s*')
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|[][{}]')
#: How the first line tells the schema.
_SCHEMA = rb'\{"meta": \{"store": \{"schema": ([0-9]{1,9})[,}]'
#: What stands between records.
_BETWEEN = re.compile(r"[\s{},:]*")
#: How much text is tried first for a value, and how near to its end a value breaks off in it.
_WINDOW, _TOKEN = 4096, 12
#: No value of a store is nested so deep.
_DEEP = 100


class Trouble(NamedTuple):
    """A fault of a file: its line, the table and id if known, what is wrong, the severity."""

    line: int
    table: str
    id: str
    message: str
    severity: str = LOST


class Salvaged(NamedTuple):
    """The sound records of a file by table and id, its log, and its faults."""

    tables: dict[str, dict[str, Record]]
    entries: dict[str, Any]
    troubles: list[Trouble]


class _Piece(NamedTuple):
    """A key of the file with its object.

    Without an object (``value`` None) the key is the name of a table, or ``why`` says what is
    wrong with the text.
    """

    start: int
    key: str
    value: Any
    why: str = ""


def salvage(raw: bytes) -> Salvaged:
    """Return the records that can be read of a file, and its faults."""
    kept = _Kept(raw)
    kept.troubles += _header(raw)
    for piece in _Pieces(kept.text):
        kept.take(piece)
    if all(trouble.severity == ODD for trouble in kept.troubles):
        kept.troubles += _whole(kept.text)
    kept.troubles.sort(key=lambda trouble: trouble.line)
    return Salvaged(kept.tables, kept.entries, kept.troubles)


class _Kept:
    """Collects the records and the faults of a file, piece by piece."""

    def __init__(self, raw: bytes) -> None:
        self.text = raw.decode(errors="surrogateescape")
        self.tables: dict[str, dict[str, Record]] = {}
        self.entries: dict[str, Any] = {}
        self.troubles: list[Trouble] = []
        self._table = ""
        self._homes: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        # The offset up to which lines were counted, and the number of the line there.
        self._counted, self._line = 0, 1

    def take(self, piece: _Piece) -> None:
        """Keep a piece as a record or an entry of the log, or note what is wrong with it."""
        if piece.why:
            self._trouble(piece, piece.why)
        elif piece.value is None:
            self._table = piece.key
            if piece.key not in (*BY_TABLE, META, LOG):
                self._trouble(piece, f"{shown(piece.key)} is no table of a store")
        elif self._table == LOG:
            self._entry(piece)
        elif self._table in BY_TABLE:
            self._record(piece)
        elif (self._table, piece.key) != (META, "store"):
            self._trouble(piece, "stands in no table")

    def _entry(self, piece: _Piece) -> None:
        if not validation.sound_entry(piece.key, piece.value):
            self._trouble(piece, "is no entry of the log")
        elif self.entries.setdefault(piece.key, piece.value) != piece.value:
            self._trouble(piece, "stands twice in the log, with another content")

    def _record(self, piece: _Piece) -> None:
        try:
            record = validation.gate(self._table, piece.key, piece.value, ())
        except HrtrackError as error:
            return self._trouble(piece, str(error))
        id_, home = piece.key, self._homes.get(piece.key)
        if home is None:
            return self._keep(id_, record)
        if home == self._table and self.tables[home][id_] == record:
            return self._trouble(piece, "stands twice, word for word", ODD)
        number = self._numbers.get(id_, 2)
        while f"{id_}-{number}" in self._homes:
            number += 1
        self._numbers[id_] = number + 1
        self._keep(f"{id_}-{number}", record)
        self._trouble(piece, f"stands twice; this one would be kept as {id_}-{number}")

    def _keep(self, id_: str, record: Record) -> None:
        self.tables.setdefault(self._table, {})[id_] = record
        self._homes[id_] = self._table

    def _trouble(self, piece: _Piece, message: str, severity: str = LOST) -> None:
        # Pieces come in the order of the file, so that lines are counted once.
        self._line += self.text.count("\n", self._counted, piece.start)
        self._counted = piece.start
        self.troubles.append(Trouble(self._line, self._table, piece.key, message, severity))


class _Pieces:
    """The pieces of a text in their order: names of tables, keyed objects, and other text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._decode = strict_json.decoder().raw_decode
        # Offsets at which broken values start, each with what is wrong.
        self._broken: dict[int, str] = {}

    def __iter__(self) -> Iterator[_Piece]:
        text, at = self._text, 0
        while at < len(text):
            at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing, too
            keyed = _KEYED.match(text, at)
            if keyed is None:
                if at < len(text):
                    yield _Piece(at, "", None, f"{shown(_line(text, at))} is no record")
                at = _line_end(text, at)
            elif _names_a_table(keyed[1]) and text.startswith("{", keyed.end()):
                yield _Piece(at, keyed[1], None)
                at = keyed.end() + 1
            else:
                piece, at = self._keyed(at, keyed)
                yield piece

    def _keyed(self, at: int, key_match: re.Match[str]) -> tuple[_Piece, int]:
        """Return a key with its value, and the offset behind it; behind the line if broken."""
        try:
            value, end = self._value(key_match.end())
            key = json.loads(f'"{key_match[1]}"')
        except (ValueError, RecursionError) as error:
            why = f"cannot be read: {_why(error)}"
            return _Piece(at, key_match[1], None, why), _line_end(self._text, at)
        if not isinstance(value, dict):
            return _Piece(at, key, None, f"{shown(value)} is no record"), end
        return _Piece(at, key, value), end

    def _value(self, start: int) -> tuple[Any, int]:
        """Return the value that starts at an offset, and the offset behind it.

        Raises ValueError and RecursionError as ``strict_json`` does. The decoder counts all
        lines before an error, so it gets a small part of the text, a larger part if need be.
        """
        if start in self._broken:
            raise ValueError(self._broken[start])
        size = _WINDOW
        while True:
            window = self._text[start : start + size]
            try:
                value, length = self._decode(window)
                # A number at the end of the window may go on behind it.
                if length < len(window) or len(window) < size:
                    return value, start + length
            except json.JSONDecodeError as error:
                if len(window) < size or not _cut(error, window):
                    self._remember(error, start, start + error.pos)
                    raise
            except RecursionError as error:
                self._remember(error, start, start + len(window))
                raise
            size *= 2

    def _remember(self, error: Exception, start: int, end: int) -> None:
        """Note the objects and lists inside a broken value that are not closed before the error.

        Each of them is broken at the same place, so none has to be decoded to learn that.
        """
        opened: list[int] = []
        for bracket in _BRACKETS.finditer(self._text, start, end):
            if bracket[0] in ("{", "["):
                opened.append(bracket.start())
            elif bracket[0] in ("}", "]") and opened:
                opened.pop()
        # Of values nested too deep, the innermost are not too deep by themselves.
        last = -_DEEP if isinstance(error, RecursionError) else None
        self._broken.update(dict.fromkeys(opened[1:last], _why(error)))


def _cut(error: json.JSONDecodeError, window: str) -> bool:
    """Say whether the error may be there only because the window ends inside the value."""
    return error.msg.startswith("Unterminated string") or error.pos > len(window.rstrip()) - _TOKEN


def _names_a_table(key: str) -> bool:
    return key in BY_TABLE or key in (META, LOG)


def _line(text: str, at: int) -> str:
    return text[at : _line_end(text, at)].strip()


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _whole(text: str) -> Iterator[Trouble]:
    """Yield the place where a file is no JSON, though all its records are sound."""
    try:
        strict_json.loads(text)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else text.count("\n") + 1
        yield Trouble(line, "", "", f"the file is cut off or broken here: {_why(error)}")


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return error.msg.removesuffix(" at")
    return strict_json.reason(error)


def _header(raw: bytes) -> Iterator[Trouble]:
    """Yield how the file differs from what its first line says of it."""
    parts = layout.stated_parts(layout.BytesSource(raw))
    later = re.match(_SCHEMA, raw)
    if later is not None and int(later[1]) > layout.SCHEMA:
        what = f"the file has schema {int(later[1])}, and this hrtrack knows {layout.SCHEMA}"
        yield Trouble(1, "", "", f"{what}: update hrtrack to read all of it")
    elif parts is None:
        yield Trouble(1, "", "", "the first line does not seal the file: others wrote it", ODD)
    if parts is None:
        return
    size = sum(part.size for part in parts.values()) + next(iter(parts.values())).at
    if len(raw) != size:
        missing = size - len(raw)
        what = f"{missing:,} bytes are missing" if missing > 0 else f"{-missing:,} bytes too many"
        what = f"the file is not as long as when it was written: {what}"
        yield Trouble(raw.count(b"\n") + 1, "", "", what, ODD)
        return
    for part in parts.values():
        try:
            part.content()
        except ChecksumMismatch:
            line = raw.count(b"\n", 0, part.at) + 1
            what = f"{part.name} was changed since it was written: by hand, or it is damaged"
            yield Trouble(line, part.name, "", what, ODD)
