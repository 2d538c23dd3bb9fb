"""Large tables decoded and encoded by msgspec, which is fast and passes over unwanted fields.

Loaded for large parts only: for a small part, loading the library takes longer than it saves.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypedDict, cast

import msgspec

from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.text.safe_text import json_safe

_encode = msgspec.json.Encoder().encode
_Any = dict[str, Any]


def texts_of(part: bytes | memoryview) -> dict[str, msgspec.Raw]:
    """Return the JSON text of each record of a part by id. Raises ValueError for no object."""
    texts: dict[str, msgspec.Raw] = _decoded(part, dict[str, msgspec.Raw])
    return texts


def decode_one(record: msgspec.Raw) -> Record:
    """Return a record. Raises ValueError for what is no object."""
    decoded: Record = _decoded(record, _Any)
    return decoded


def records_of(part: bytes | memoryview, fields: Collection[str] | None) -> dict[str, Record]:
    """Return the records of a part by id, with all fields, or for speed with these alone.

    ``items.by`` asks for that part of each item of a list. Raises ValueError for what is no
    object of objects.
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
    """Return the type of an object with these fields alone."""
    shapes: dict[str, Any] = {}
    parts: dict[str, list[str]] = {}
    for field in fields:
        name, dot, part = field.partition(".")
        if dot:
            parts.setdefault(name, []).append(part)
        else:
            shapes[name] = Any
    for name, wanted in parts.items():
        shapes.setdefault(name, list[_object_with(wanted)])  # type: ignore[misc]
    # Types want the fields of a TypedDict in the source; these are known when it runs.
    return cast(Any, TypedDict)("Shape", shapes, total=False)


def json_of(value: Record) -> bytes:
    """Return a record as the JSON that stands in a store.

    It is the text that ``encoding.json_line`` gives, but for the sign that fractions below one in
    ten thousand are written with, which says the same.
    """
    text = msgspec.json.format(_encode(value), indent=0)
    if text.isascii() and b"\x7f" not in text:
        return text
    signs = text.decode()
    return text if signs.isprintable() else json_safe(signs).encode()
