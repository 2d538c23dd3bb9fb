"""The XML of a sheet as text, in pieces: to build its elements takes several times as long."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

#: So much of a sheet is looked through at once; no tag is longer than a half.
_PIECE = 1 << 20


def xml_pieces(source: IO[bytes]) -> Iterator[bytes]:
    """Yield the bytes of a file in pieces, none of which cuts a tag."""
    rest = b""
    while piece := source.read(_PIECE):
        whole, sign, rest_of_tag = (rest + piece).rpartition(b"<")
        if len(rest_of_tag) > _PIECE:
            raise ValueError("a tag without an end")
        yield whole
        rest = sign + rest_of_tag
    yield rest
