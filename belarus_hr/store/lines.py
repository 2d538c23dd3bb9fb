"""Records, and entries of the log, as the lines of a store's file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from belarus_hr.domain.records.kinds import BY_NAME, Record
from belarus_hr.domain.text.safe_text import json_safe
from belarus_hr.store.seal import JOINT, Pieces, Unsound

Entry = Mapping[str, Any]
Entries = Mapping[str, Entry]
#: Lines by id; None for one that goes.
Lines = Mapping[str, bytes | None]
#: The same by table.
AllLines = Mapping[str, Lines]
Encode = Callable[[object], bytes]

_LOG_START, _LOG_END, _NO_LOG = b'"log": {\n', b"\n}\n}\n", b'"log": {}\n}\n'
#: A smaller part is parsed before the library for large ones is loaded.
LARGE = 1 << 20
#: More values than this are encoded faster with the library for large tables.
_FEW = 1000


# --- records ----------------------------------------------------------------


def lines_of(records: Mapping[str, Record | None]) -> Lines:
    """Return the line of each record; None stays."""
    encode = _encoder(records)
    # An id has no sign in it that JSON writes otherwise.
    return {
        id_: None if record is None else b'"%s": %s' % (id_.encode(), encode(record))
        for id_, record in records.items()
    }


# --- the log ----------------------------------------------------------------


def log_of(entries: Entries) -> bytes:
    """Return the log of these entries."""
    if not entries:
        return _NO_LOG
    texts = [b"%s: %s" % (text(key), entry_of(one, {})) for key, one in entries.items()]
    return _LOG_START + JOINT.join(texts) + _LOG_END


def longer(log: bytes, key: str, entry: bytes) -> Pieces:
    """Return the log with the text of an entry at its end."""
    before = (_LOG_START,) if log == _NO_LOG else (memoryview(log)[: -len(_LOG_END)], JOINT)
    return (*before, text(key), b": ", entry, _LOG_END)


def check_layout(log: bytes) -> None:
    """Raise Unsound unless each entry of a log stands once, on a line of its own."""
    if log == _NO_LOG:
        return
    inner = log[len(_LOG_START) : -len(_LOG_END)]
    try:
        keys = list(parser(len(log), ())(b"{%s}" % inner))
    except (ValueError, RecursionError):
        raise Unsound("log") from None
    heads = re.findall(rb'\n("(?:[^"\\\n]|\\.)*"): \{', b"\n" + inner)
    framed = log.startswith(_LOG_START) and log.endswith(_LOG_END)
    lined = inner.count(b"\n") + 1 == len(keys)
    if not (framed and lined and heads == [text(key) for key in keys]):
        raise Unsound("log")


def has_key(log: bytes, key: str) -> bool:
    """Say whether the log has an entry with this key."""
    # No text holds a raw line end, so what stands behind one is a key.
    return b"\n%s: " % text(key) in log


def entry_of(entry: Entry, lines: AllLines) -> bytes:
    """Return the text of an entry; ``lines`` are those of records that it may add."""
    # The changes are put in where they end, wherever others who wrote the file had them.
    about = {name: value for name, value in entry.items() if name != "changes"}
    start = text({**about, "changes": []}).removesuffix(b"]}")
    pieces = [piece for one in _accounts(entry["changes"], lines) for piece in (b", ", *one)][1:]
    return b"".join((start, *pieces, b"]}"))


def _accounts(changes: Collection[Entry], lines: AllLines) -> Iterator[Pieces]:
    """Yield what an entry says of each record; the text of an added one is in its line."""
    encode = _encoder(changes)
    for one in changes:
        line = lines.get(BY_NAME[one["record"]].table, {}).get(one["id"])
        if line is None or one["before"] is not None:
            yield (encode(one),)
        else:
            # Written as history.change makes it; the line is an id, a colon and a record.
            id_ = line[: line.index(b'": ') + 1]
            about = b'{"id": %s, "record": "%s", "before": null, "after": '
            record = memoryview(line)[len(id_) + 2 :]
            yield (about % (id_, one["record"].encode()), record, b"}")


# --- text -------------------------------------------------------------------

#: Made once: a store has many lines.
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def text(value: object) -> bytes:
    """Return a value as the JSON that stands in a store. Raises ValueError for NaN."""
    return json_safe(_ENCODER.encode(value)).encode()


def _encoder(values: Collection[object]) -> Encode:
    """Return what gives a value's text, for so many values."""
    if len(values) <= _FEW:
        return text
    try:
        from belarus_hr.store import bulk
    except (ImportError, OSError):
        # The store is open: a library that cannot be read now is done without.
        return text
    return bulk.encode


def parser(size: int, fields: Collection[str] | None) -> Callable[[bytes], dict[str, Any]]:
    """Return what parses lines of a part of this size: all fields, or of a large one these."""
    if size < LARGE:
        return json.loads
    try:
        from belarus_hr.store import bulk
    except (ImportError, OSError):
        # The store is open: a library that cannot be read now is done without.
        return json.loads
    return bulk.parser(fields)
