"""Large tables decoded and encoded by msgspec, which is fast and can skip fields.

Loaded for large parts only: for a small part, loading the library takes longer than it saves.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypedDict, cast

import msgspec

from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.text.safe_text import json_safe

#: So many bytes of records need at most so much memory: that of their lines, and of the longest
#: record, which is encoded into room that doubles and then once more with blanks.
_VOUCHED, _ROOM = 1 << 20, 8 << 20
_encode = msgspec.json.Encoder().encode
_Any = dict[str, Any]


def texts_of(part: bytes | memoryview) -> dict[str, msgspec.Raw]:
    """Return the JSON text of each record by id. Raises ValueError for bad JSON."""
    texts: dict[str, msgspec.Raw] = _decoded(part, dict[str, msgspec.Raw])
    return texts


def decode_one(record: msgspec.Raw) -> Record:
    """Return a record. Raises ValueError for a text that is no JSON object."""
    decoded: Record = _decoded(record, _Any)
    return decoded


def records_of(part: bytes | memoryview, fields: Collection[str] | None) -> dict[str, Record]:
    """Return the records of a part by id, with these fields; None: with all.

    The field ``items.by`` stands for the key ``by`` of each object in the list ``items``. Raises
    ValueError for a text that is no JSON object of objects.
    """
    shape: Any = _Any if fields is None else _object_with(fields)
    records: dict[str, Record] = _decoded(part, dict[str, shape])
    return records


def _decoded(text: bytes | memoryview | msgspec.Raw, shape: Any) -> Any:
    try:
        return msgspec.json.decode(text, type=shape)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from None


def _object_with(fields: Collection[str]) -> Any:
    """Return the type of a JSON object of which only these fields are decoded."""
    shapes: dict[str, Any] = {}
    keys_of_items: dict[str, list[str]] = {}
    for field in fields:
        name, dot, key = field.partition(".")
        if dot:
            keys_of_items.setdefault(name, []).append(key)
        else:
            shapes[name] = Any
    for name, keys in keys_of_items.items():
        shapes.setdefault(name, list[_object_with(keys)])  # type: ignore[misc]
    # Type checkers expect the fields of a TypedDict in the source; these come from a query.
    return cast(Any, TypedDict)("Shape", shapes, total=False)


def check_room() -> int:
    """Return how many bytes of records can be encoded before the next check.

    Raises MemoryError where there is no memory for them: the library ends the process then.
    """
    bytearray(_ROOM)
    return _VOUCHED


def json_of(value: Record) -> bytes:
    """Return a record as the JSON that stands in a store.

    It is the text that ``layout.json_line`` gives, except that fractions below one in ten
    thousand are written otherwise: 1e-7 for 1e-07.
    """
    text = msgspec.json.format(_encode(value), indent=0)
    if text.isascii() and b"\x7f" not in text:
        return text
    return json_safe(text.decode()).encode()
