"""A file that this program sealed, read and changed without parsing all of it.

Each record stands on a line of its own, and JSON text holds no raw line end. So where
a table starts and ends, and where a record stands, is found by searching bytes; a
record is parsed when somebody asks for it, a table when somebody asks for all of it.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from typing import Any

from belarus_hr.domain.ordering import natural
from belarus_hr.domain.records import Record

#: Lines to write by id; None for one to take away.
Lines = Mapping[str, bytes | None]

_END = b"\n},\n"
_JOINT = b",\n"
#: With more new lines than this, sorting all of them beats finding each one's place.
_FEW = 1000


class Table(Mapping[str, Record]):
    """The records of one table by id, in the order of ids."""

    def __init__(self, body: bytes, start: int, end: int) -> None:
        """``start`` is where the first line starts, ``end`` is behind the last one's text."""
        self._body, self._start, self._end = body, start, end
        self.behind = end + len(_END)
        self._parsed: dict[str, Record] | None = None

    def __getitem__(self, id_: str) -> Record:
        if self._parsed is not None:
            return self._parsed[id_]
        if '"' in id_:
            raise KeyError(id_)
        key = b'\n"%s": ' % id_.encode(errors="replace")
        # The line end before the first line is the one of the table's heading.
        at = self._body.find(key, self._start - 1, self._end)
        if at < 0:
            raise KeyError(id_)
        end = self._body.find(b"\n", at + 1, self._end)
        line = self._body[at + len(key) : self._end if end < 0 else end]
        record: Record = json.loads(line.removesuffix(b","))
        return record

    def __contains__(self, id_: object) -> bool:
        return isinstance(id_, str) and self.get(id_) is not None

    def __iter__(self) -> Iterator[str]:
        if self._parsed is not None:
            return iter(self._parsed)
        section = self._body[self._start - 1 : self._end]
        return (found.decode() for found in re.findall(rb'\n"([^"]+)": ', section))

    def __len__(self) -> int:
        return self._body.count(b"\n", self._start - 1, self._end)

    def ending(self, end: str) -> list[str]:
        """Return the ids that end so."""
        if self._parsed is not None:
            return [id_ for id_ in self._parsed if id_.endswith(end)]
        behind = b'%s": {' % end.encode(errors="replace")
        found, at = [], self._body.find(behind, self._start, self._end)
        while at >= 0 and '"' not in end:
            # In a text the sign behind the id would stand with a backslash.
            start = self._body.rfind(b"\n", self._start - 1, at) + 1
            if self._body.find(b'"', start + 1) == at + len(end):
                found.append(self._body[start + 1 : at + len(end)].decode())
            at = self._body.find(behind, at + 1, self._end)
        return found

    def lacking(self, field: str) -> Mapping[str, Record]:
        """Return the records that do not have a text as this field."""
        key = b'"%s": "' % field.encode()
        if self._body.find(key, self._start, self._end) < 0:
            return self
        lines = self._body[self._start : self._end].split(_JOINT)
        kept = _JOINT.join([line for line in lines if key not in line])
        found: dict[str, Record] = json.loads(b"{%s}" % kept)
        return found

    def items(self) -> ItemsView[str, Record]:
        """Return all records with their ids."""
        return self._all().items()

    def values(self) -> ValuesView[Record]:
        """Return all records."""
        return self._all().values()

    def _all(self) -> dict[str, Record]:
        if self._parsed is None:
            self._parsed = json.loads(b"{%s}" % self._body[self._start : self._end])
        return self._parsed

    def spliced(self, lines: Lines) -> bytes:
        """Return the text of the table's lines with these written into it."""
        old = self._body[self._start : self._end].split(_JOINT)
        new = [line for line in lines.values() if line is not None]
        if len(lines) > _FEW:
            kept = [line for line in old if _id(line) not in lines]
            new += kept
            new.sort(key=_order)
            return _JOINT.join(new)
        for id_, line in lines.items():
            at = bisect_left(old, natural(id_), key=_order)
            there = at < len(old) and _id(old[at]) == id_
            old[at : at + there] = [] if line is None else [line]
        return _JOINT.join(old)


def _id(line: bytes) -> str:
    return line[1 : line.index(b'"', 1)].decode()


def _order(line: bytes) -> tuple[Any, ...]:
    return natural(_id(line))


def tables(body: bytes, at: int, behind: int) -> dict[str, Table]:
    """Return the tables of the sealed records of a file by name; they stand from ``at`` on."""
    found: dict[str, Table] = {}
    while at < behind:
        start = body.index(b"\n", at) + 1
        end = body.index(_END, start)
        found[_id(body[at:start])] = Table(body, start, end)
        at = end + len(_END)
    return found


def spliced(body: bytes, at: int, old: Mapping[str, Table], changed: Mapping[str, Lines]) -> bytes:
    """Return the sealed records of a file with lines changed, by table and id.

    ``old`` are its tables, which stand from ``at`` on.
    """
    parts: list[bytes | memoryview] = []
    for name in sorted({*old, *changed}):
        behind = old[name].behind if name in old else at
        if name in changed:
            parts.append(_section(name, old.get(name), changed[name]))
        else:
            parts.append(memoryview(body)[at:behind])
        at = behind
    return b"".join(parts)


def _section(name: str, table: Table | None, lines: Lines) -> bytes:
    """Return a table's heading, lines and end; nothing when it has no line left."""
    if table is None:
        new = [line for line in lines.values() if line is not None]
        new.sort(key=_order)
        text = _JOINT.join(new)
    else:
        text = table.spliced(lines)
    return b'"%s": {\n%s%s' % (name.encode(), text, _END) if text else b""
