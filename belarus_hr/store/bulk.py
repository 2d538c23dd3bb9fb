"""Large tables parsed and written: a library that is fast, and passes over unwanted fields.

Loaded for large parts only: on a small one, loading it takes longer than it saves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypedDict, cast

import msgspec

from belarus_hr.domain.records import Record
from belarus_hr.domain.text import json_safe


def parser(fields: Collection[str] | None) -> Callable[[bytes], dict[str, Record]]:
    """Return what parses a JSON object of records, with all their fields or these alone.

    It raises ValueError for what is none.
    """
    shape: Any = Any
    if fields is not None:
        # Types want the fields of a TypedDict in the source; these are known when it runs.
        shape = cast(Any, TypedDict)("Shape", dict.fromkeys(fields, Any), total=False)
    decode = msgspec.json.Decoder(dict[str, shape]).decode

    def parse(text: bytes) -> dict[str, Record]:
        try:
            return decode(text)
        except msgspec.DecodeError as error:
            raise ValueError(str(error)) from None

    return parse


_encode = msgspec.json.Encoder().encode


def encode(value: object) -> bytes:
    """Return a record, or an account of one, as the JSON that stands in a store.

    It is the text that ``lines.text`` gives, but for the sign that fractions below one in
    ten thousand are written with, which says the same.
    """
    text = msgspec.json.format(_encode(value), indent=0)
    if text.isascii() and b"\x7f" not in text:
        return text
    return json_safe(text.decode()).encode()
