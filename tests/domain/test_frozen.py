"""A value of named fields is made, compared and kept as a frozen dataclass is.

- by place and by name, with defaults; refused: a field twice, one too many, unknown, or lacking
- two are equal when their class and all their fields are, also those left at their defaults
- nothing changes it; ``replace`` gives another
"""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belarus_hr.domain.frozen import Frozen


class Ours(Frozen):
    """Three fields, of which two have defaults."""

    name: str
    size: int = 3
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class Theirs:
    """The same as a dataclass."""

    name: str
    size: int = 3
    near: tuple[str, ...] = ()


VALUES = st.sampled_from(["a", 3, 4, ()])
NAMED = st.dictionaries(st.sampled_from(["name", "size", "near", "other"]), VALUES)


def made(of: Any, values: list[Any], named: dict[str, Any]) -> tuple[Any, ...] | None:
    try:
        value = of(*values, **named)
    except TypeError:
        return None
    return value.name, value.size, value.near, repr(value).partition("(")[2]


@given(st.lists(VALUES, max_size=4), NAMED)
def test_it_is_made_as_a_dataclass_is(values: list[Any], named: dict[str, Any]) -> None:
    assert made(Ours, values, named) == made(Theirs, values, named)


def test_it_is_equal_by_all_fields() -> None:
    assert Ours("a") == Ours(name="a", size=3)
    assert hash(Ours("a")) == hash(Ours("a", 3))
    assert Ours("a") != Ours("a", 4)
    assert Ours("a") != Theirs("a")


def test_nothing_changes_it() -> None:
    ours, theirs = Ours("a"), Theirs("a")
    with pytest.raises(AttributeError, match=r"Ours\.size stays"):
        ours.size = 4  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        theirs.size = 4  # type: ignore[misc]
    assert ours.replace(size=4) == Ours("a", 4)
    assert replace(theirs, size=4) == Theirs("a", 4)
    assert ours == Ours("a")
    with pytest.raises(TypeError, match="takes name, size, near"):
        ours.replace(other=1)
