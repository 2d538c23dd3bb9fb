"""Records, and entries of the log, as the lines of a store's file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from belarus_hr.domain.records import BY_NAME, Record
from belarus_hr.domain.text import json_safe
from belarus_hr.store.seal import Pieces

Entries = Mapping[str, Mapping[str, Any]]
#: Lines by id; None for one that goes.
Lines = Mapping[str, bytes | None]
#: The same by table.
AllLines = Mapping[str, Lines]


def lines_of(records: Mapping[str, Record | None]) -> Lines:
    """Return the line of each record; None stays."""
    return {id_: None if record is None else _line(id_, record) for id_, record in records.items()}


_LOG_START, _LOG_END, _NO_LOG = b'"log": {\n', b"\n}\n}\n", b'"log": {}\n}\n'


def log_of(entries: Entries, lines: AllLines | None = None) -> bytes:
    """Return the log of these entries; ``lines`` are those of records that they may add."""
    if not entries:
        return _NO_LOG
    texts = [b"%s: %s" % (_text(key), _entry(one, lines or {})) for key, one in entries.items()]
    return _LOG_START + b",\n".join(texts) + _LOG_END


def _entry(entry: Mapping[str, Any], lines: AllLines) -> bytes:
    about = _text({**entry, "changes": []}).removesuffix(b"[]}")
    return b"%s[%s]}" % (about, b", ".join([_account(one, lines) for one in entry["changes"]]))


def _account(changed: Mapping[str, Any], lines: AllLines) -> bytes:
    """Return what an entry says of one record; the text of an added one is in its line."""
    line = lines.get(BY_NAME[changed["record"]].table, {}).get(changed["id"])
    if line is None or changed["before"] is not None:
        return _text(changed)
    about = _text({**changed, "after": None}).removesuffix(b"null}")
    return b"%s%s}" % (about, line[len(_text(changed["id"])) + 2 :])


def longer(log: bytes, entries: Entries, lines: AllLines) -> Pieces:
    """Return the log with entries added; ``lines`` are those of records that they may add."""
    if not entries:
        return (log,)
    added = log_of(entries, lines)
    if log == _NO_LOG:
        return (added,)
    return (memoryview(log)[: -len(_LOG_END)], b",\n", memoryview(added)[len(_LOG_START) :])


def _line(key: str, value: Mapping[str, Any]) -> bytes:
    return b"%s: %s" % (_text(key), _text(value))


#: Made once: a store has many lines.
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def _text(value: object) -> bytes:
    return json_safe(_ENCODER.encode(value)).encode()
