"""A JSON array decoded from a stream, value by value.

- the values are those of the whole array, whatever the sizes of the blocks that are read
- cut off anywhere, it gives the values before the cut and says after which it ends
- what is no array or no JSON, too deep, too long or no text is said, with the last good value
"""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belarus_hr.domain.errors import Rejected
from belarus_hr.formats import json_stream
from belarus_hr.formats.input_file import Input

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)  # fmt: skip
OBJECTS = st.dictionaries(st.text(max_size=3), VALUES, max_size=3)


def source(raw: bytes) -> Input:
    return Input("file", io.BytesIO(raw), 0, None)


def read(raw: bytes, chunk: int = 1 << 16) -> list[object]:
    return list(json_stream.values(source(raw), chunk))


@given(st.lists(VALUES, max_size=4), st.integers(1, 9), st.sampled_from([None, 1]), st.booleans())
def test_the_values_are_those_of_the_array(
    values: list[Any], chunk: int, indent: int | None, marked: bool
) -> None:
    text = json.dumps(values, indent=indent, ensure_ascii=False)
    assert read(text.encode("utf-8-sig" if marked else "utf-8"), chunk) == values


@given(st.lists(OBJECTS, min_size=1, max_size=4), st.integers(1, 9), st.data())
def test_cut_off_it_gives_what_is_before_the_cut(
    values: list[Any], chunk: int, data: st.DataObject
) -> None:
    raw = json.dumps(values, ensure_ascii=False).encode()
    cut = raw[: data.draw(st.integers(1, len(raw) - 1))]
    found: list[object] = []
    with pytest.raises(Rejected, match="is cut off after record") as raised:
        found.extend(json_stream.values(source(cut), chunk))
    assert f"after record {len(found)};" in str(raised.value)
    assert found == values[: len(found)]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"{}", '"{" stands where [ should'),
        (b"[1 2]", 'after record 1: "2" stands where , or ] should'),
        (b"[1] 2", "more follows"),
        (b"[1,, 2, 3, 4, 5]", "after record 1: Expecting value"),
        (b"[1, x, 3, 4, 5, 6, 7]", "after record 1: Expecting value"),
        (b'[{"a": 1, "a": 2}]', '"a" stands twice'),
        (b"[1, NaN]", "NaN is not a number"),
        (b"[" + b"9" * 5000 + b"]", "a number has too many digits"),
        (b"[" * 100_000, "nested too deep"),
        (b'[{"a":' * 100_000, "nested too deep"),
        (b'[1, "\xff"]', "not UTF-8"),
        (b'[1, "' + b"x" * 5_000_000, "more than 4,194,304 characters"),
    ],
)
def test_what_is_no_array_is_said(raw: bytes, said: str) -> None:
    with pytest.raises(Rejected) as raised:
        read(raw)
    assert said in str(raised.value)
