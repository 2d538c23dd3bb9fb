"""Kinds that link to each other are read in an order in which each link leads to what is there."""

from __future__ import annotations

from belarus_hr.domain.records.kinds import KINDS
from belarus_hr.domain.records.links import LINKED_FIRST


def test_a_kind_comes_after_all_that_its_records_link_to() -> None:
    names = [kind.name for kind in LINKED_FIRST]
    assert sorted(names) == sorted(kind.name for kind in KINDS)
    for kind in KINDS:
        linked = kind.linked_kinds - {kind.name}
        assert all(names.index(name) < names.index(kind.name) for name in linked)
