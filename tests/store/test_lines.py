"""Records as lines: the same text, whichever library writes it."""

from __future__ import annotations

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from belarus_hr.store import bulk, lines

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 1_000_000) | st.floats(0.0001, 1_000_000) | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
)


@given(_VALUES)
@example({"title": '\x00\x1f\x7f\x80\x9f\u200b\u2028\ufeff"\\/ “Žodzina” 🙂'})
def test_a_value_is_written_alike_by_both_libraries(value: Any) -> None:
    assert bulk.encode(value) == lines.text(value)
