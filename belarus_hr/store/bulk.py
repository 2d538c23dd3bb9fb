"""Large tables parsed and written: a library that is fast, and passes over unwanted fields.

Loaded for large parts only: on a small one, loading it takes longer than it saves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypedDict, cast

import msgspec

from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.text.safe_text import json_safe


def parser(fields: Collection[str] | None) -> Callable[[bytes], dict[str, Record]]:
    """Return what parses a JSON object of records, with all their fields or these alone.

    It raises ValueError for what is none.
    """
    shape: Any = Any if fields is None else _object_with(fields)
    decode = msgspec.json.Decoder(dict[str, shape]).decode

    def parse(text: bytes) -> dict[str, Record]:
        try:
            return decode(text)
        except msgspec.DecodeError as error:
            raise ValueError(str(error)) from None

    return parse


def _object_with(fields: Collection[str]) -> Any:
    """Return the type of an object with these fields alone; ``items.by`` is a part of a list's."""
    shapes: dict[str, Any] = {}
    parts: dict[str, list[str]] = {}
    for field in fields:
        name, dot, part = field.partition(".")
        if dot:
            parts.setdefault(name, []).append(part)
        else:
            shapes[name] = Any
    for name, some in parts.items():
        shapes.setdefault(name, list[_object_with(some)])  # type: ignore[misc]
    # Types want the fields of a TypedDict in the source; these are known when it runs.
    return cast(Any, TypedDict)("Shape", shapes, total=False)


_encode = msgspec.json.Encoder().encode


def encode(value: object) -> bytes:
    """Return a record, or an account of one, as the JSON that stands in a store.

    It is the text that ``lines.text`` gives, but for the sign that fractions below one in
    ten thousand are written with, which says the same.
    """
    text = msgspec.json.format(_encode(value), indent=0)
    if text.isascii() and b"\x7f" not in text:
        return text
    signs = text.decode()
    return text if signs.isprintable() else json_safe(signs).encode()
