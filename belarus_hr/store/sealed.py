"""A table that this program sealed, read and changed without parsing all of it.

Each record stands on a line of its own, and JSON text holds no raw line end. So where
a record stands is found by searching bytes; a record is parsed when somebody asks for
it, a table when somebody asks for all of it. Of a large one, those who can do with
some fields of the records get these alone: the rest is passed over, and never held.

A checksum tells that nobody changed the bytes by accident, not who wrote them. So ids
are looked at wherever they are read: a table with one that is none is read strictly.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from itertools import pairwise
from typing import Any

from belarus_hr.domain.collection import ALL, Need, without
from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.records.validators import are_ids
from belarus_hr.domain.text.natural_sort import natural
from belarus_hr.store import lines
from belarus_hr.store.lines import Lines, parser
from belarus_hr.store.seal import END, JOINT, Part, Pieces, Unsound, heading

Records = dict[str, Record]

#: With more new lines than this, sorting all of them beats finding each one's place.
_FEW = 1000
#: Of so many ids that are not found it is asked whether they stand in another place.
_LOOKS = 8


class Table(Mapping[str, Record]):
    """The records of one table by id, in the order of ids."""

    def __init__(self, part: Part, instead: Callable[[], Mapping[str, Record]]) -> None:
        """``instead`` gives the records when the part's seal does not hold."""
        self._part, self._instead = part, instead
        self._parsed: Mapping[str, Record] | None = None
        self._kept: bytes | None = None
        self._missed = 0
        # The line end of the heading is the one before the first record.
        self._first, self._end = len(heading(part.name)) - 1, part.size - len(END)

    # --- one record -------------------------------------------------------------

    def __getitem__(self, id_: str) -> Record:
        body = self._body()
        if body is None:
            return self._all()[id_]
        at, end = self._place(body, id_)
        if at < 0:
            if self._misplaced(body, id_):
                return self._strictly()[id_]
            raise KeyError(id_)
        try:
            record: Record = json.loads(body[body.index(b'": ', at) + 3 : end])
        except (ValueError, RecursionError):
            return self._strictly()[id_]
        return record

    def get(self, id_: str, default: Any = None) -> Any:
        """Return the record with this id; of a table that is parsed without an error for none."""
        return super().get(id_, default) if self._parsed is None else self._parsed.get(id_, default)

    def __contains__(self, id_: object) -> bool:
        body = self._body()
        if body is None:
            return id_ in self._all()
        return isinstance(id_, str) and self._place(body, id_)[0] >= 0

    def __iter__(self) -> Iterator[str]:
        body = self._body()
        if body is None:
            return iter(self._all())
        found = re.compile(rb'\n"([^"]*)": ').finditer(body, self._first, self._end)
        ids = [one[1].decode(errors="replace") for one in found]
        return iter(ids if are_ids(ids) else self._strictly())

    def __len__(self) -> int:
        body = self._body()
        return len(self._all()) if body is None else body.count(b"\n", self._first, self._end)

    def ending(self, end: str) -> list[str]:
        """Return the ids that end so."""
        body, wanted = self._body(), end.encode(errors="replace")
        if body is None:
            return [id_ for id_ in self._all() if id_.endswith(end)]
        if '"' in end:
            return []
        found, at = [], self._first
        while (at := body.find(wanted + b'": {', at, self._end)) >= 0:
            # In a text the sign behind the id would stand with a backslash.
            start, at = body.rfind(b"\n", 0, at) + 2, at + len(wanted)
            if body.find(b'"', start) == at:
                found.append(body[start:at].decode(errors="replace"))
        if not are_ids(found):
            return [id_ for id_ in self._strictly() if id_.endswith(end)]
        return found

    def _body(self) -> bytes | None:
        """Return the bytes of the table, or None when the records are there as such."""
        if self._parsed is None:
            try:
                return self.whole()
            except Unsound:
                self._strictly()
        return None

    def _strictly(self) -> Mapping[str, Record]:
        """Return the records of a file that is not what its checksums make it seem."""
        self._parsed = self._instead()
        return self._parsed

    def _place(self, body: bytes, id_: str) -> tuple[int, int]:
        """Return where a record's line starts and where its text ends; -1 where there is none."""
        if not are_ids([id_]):
            return -1, -1
        start, following = self._spot(body, id_)
        return (start, following - len(JOINT)) if following > start else (-1, -1)

    def _misplaced(self, body: bytes, id_: str) -> bool:
        """Say whether a record is there, and not where the order of ids has it.

        Then others laid the table out. Looked for by the first few questions alone: each
        reads all of the table.
        """
        self._missed += 1
        return self._missed <= _LOOKS and are_ids([id_]) and b'"%s": {' % id_.encode() in body

    def check_layout(self) -> None:
        """Raise Unsound unless each record stands once, on a line of its own, in the order of ids.

        A change is made by lines, so one of a table that others laid out would break it.
        """
        body = self.whole()
        heads = re.compile(rb'\n"([^"]+)": \{').findall(body, self._first, self._end)
        try:
            text = b"".join((b"{", memoryview(body)[self._first + 1 : self._end], b"}"))
            ids = list(parser(self._part.size, ())(text))
        except (ValueError, RecursionError):
            raise Unsound(self._part.name) from None
        lines = body.count(b"\n", self._first, self._end)
        framed = body.startswith(heading(self._part.name)) and body.endswith(END)
        if not (framed and lines == len(ids) and heads == [id_.encode() for id_ in ids]):
            raise Unsound(self._part.name)
        keys = list(map(natural, ids))
        if not are_ids(ids) or any(before >= after for before, after in pairwise(keys)):
            raise Unsound(self._part.name)

    # --- many records -------------------------------------------------------------

    def items(self) -> ItemsView[str, Record]:
        """Return all records with their ids."""
        return self._all().items()

    def values(self) -> ValuesView[Record]:
        """Return all records."""
        return self._all().values()

    def _all(self) -> Mapping[str, Record]:
        if self._parsed is None:
            self._parsed = self._read()
        return self._parsed

    def some(self, need: Need, lacking: str | None) -> Mapping[str, Record]:
        """Return the records that are needed and have no field ``lacking``, if that is one."""
        if self._parsed is not None:
            return without(lacking, self._parsed)
        if self._part.size < lines.LARGE:
            return self._read(ALL, lacking)
        if need.fields is not None and lacking is not None:
            need = need._replace(fields={*need.fields, lacking})
        return self._read(need, lacking)

    def _read(self, need: Need = ALL, lacking: str | None = None) -> Mapping[str, Record]:
        parse = parser(self._part.size, need.fields)
        mark = f'"mechanism": "{need.mechanism}"' if need.mechanism else ""
        found: Records = {}
        try:
            for text in self._part.objects(need.word.encode(), mark.encode()):
                found.update(without(lacking, parse(text)))
        except (Unsound, ValueError, RecursionError):
            return without(lacking, self._instead())
        return found if are_ids(found) else without(lacking, self._instead())

    # --- written ----------------------------------------------------------------

    def whole(self) -> bytes:
        """Return the bytes of the table. Raises Unsound when its seal does not hold."""
        if self._kept is None:
            self._kept = self._part.whole()
        return self._kept

    def spliced(self, lines: Lines) -> Pieces:
        """Return the table with lines written into it; nothing when none is left.

        Raises Unsound when its seal does not hold.
        """
        old = self.whole()
        if len(lines) > _FEW:
            kept = old[self._first + 1 : self._end].split(JOINT)
            kept = [line for line in kept if _id(line) not in lines]
            return written(self._part.name, [*kept, *(new for new in lines.values() if new)])
        runs = self._runs(old, lines)
        between = [piece for run in runs for piece in (JOINT, run)][1:]
        return (heading(self._part.name), *between, END) if runs else ()

    def _runs(self, old: bytes, changed: Lines) -> list[bytes | memoryview]:
        """Return the runs of lines that make the changed table, without what divides them."""
        runs: list[bytes | memoryview] = []
        text, at = memoryview(old), self._first + 1
        for id_ in sorted(changed, key=natural):
            start, behind = self._spot(old, id_)
            if start > at:
                runs.append(text[at : start - len(JOINT)])
            line = changed[id_]
            if line is not None:
                runs.append(line)
            at = behind
        if at < self._end:
            runs.append(text[at : self._end])
        return runs

    def _spot(self, body: bytes, id_: str) -> tuple[int, int]:
        """Return where a record's line starts and where the next one does.

        Both are where it would start when there is none; behind the last line, a joint on.
        """
        wanted, after = natural(id_), self._end + len(JOINT)
        low, high = self._first + 1, after
        while low < high:
            start = body.rfind(b"\n", 0, min((low + high) // 2, self._end)) + 1
            following = body.find(b"\n", start, self._end) + 1 or after
            there = _order(body[start : body.index(b'"', start + 1) + 1])
            if there == wanted:
                return start, following
            low, high = (following, high) if there < wanted else (low, start)
        return low, low


def written(name: str, lines: list[bytes]) -> Pieces:
    """Return a table made of lines in any order; nothing when there is none."""
    lines.sort(key=_order)
    text = JOINT.join(lines)
    return (heading(name), text, END) if lines else ()


def _id(line: bytes) -> str:
    return line[1 : line.index(b'"', 1)].decode()


def _order(line: bytes) -> tuple[Any, ...]:
    return natural(_id(line))
