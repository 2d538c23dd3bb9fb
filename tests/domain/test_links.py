"""The order in which kinds that link to each other are read.

- a kind comes after all that its records link to, however long the chain, and as declared
- two kinds that link to each other are both there, each once
"""

from __future__ import annotations

from belarus_hr.domain.records.field_types import RECORD_IDS, Field
from belarus_hr.domain.records.kind import Kind, KindOf
from belarus_hr.domain.records.kinds import KINDS
from belarus_hr.domain.records.links import LINKED_FIRST, linked_first


def _kind(name: str, to: str) -> Kind:
    links = Field("links", "ids", RECORD_IDS, links_to=to or None)
    return KindOf(name=name, table=f"{name}s", made_id=("links",), brief=("id",), fields=(links,))


def test_a_kind_comes_after_those_that_it_links_to() -> None:
    declared = (_kind("d", "a"), _kind("a", "b"), _kind("b", "c"), _kind("c", ""))
    assert [kind.name for kind in linked_first(declared)] == ["c", "b", "a", "d"]


def test_kinds_that_link_to_each_other_are_there_once() -> None:
    declared = (_kind("a", "b"), _kind("b", "a|b"))
    assert sorted(kind.name for kind in linked_first(declared)) == ["a", "b"]


def test_the_kinds_on_record_are_in_order() -> None:
    names = [kind.name for kind in LINKED_FIRST]
    assert sorted(names) == sorted(kind.name for kind in KINDS)
    for kind in KINDS:
        assert all(names.index(name) < names.index(kind.name) for name in kind.linked_kinds)
