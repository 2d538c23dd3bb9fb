"""Records of other States beside those of Belarus: figures speak of one State at a time.

- without a word, recs, status and export speak of Belarus, as if no other were on record
- --country takes a State by name or a part of it, in any case, or all of them
- a State that nothing on record concerns is refused with the nearest
- a full backup holds all of them; an id finds any of them; events are not a State's
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from own_records import event, fill, recommendation, record

from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run

GEORGIA = {"country": "Georgia", "document": "A/HRC/31/15"}


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(
        empty_store,
        event("cat-2009-12-report"),
        recommendation("97.4"),
        recommendation("97.5"),
        record("recommendation", "upr1-georgia-1", **GEORGIA, title="Ratify, Georgia"),
        record("recommendation", "upr1-azerbaijan-1", country="Azerbaijan", title="Ratify"),
    )
    return empty_store


def ids(hrtrack: Run, line: str) -> list[str]:
    return hrtrack(f"{line} --format ids").lines


def made(hrtrack: Run, options: str = "") -> list[int]:
    told = json.loads(hrtrack(f"status upr --format json {options}").out)
    return [cycle["made"] for cycle in told["cycles"]]


def test_without_a_word_it_is_belarus(hrtrack: Run, store: Store) -> None:
    assert ids(hrtrack, "recs") == ["upr1-97.4", "upr1-97.5"]
    assert made(hrtrack) == [2]
    exported = json.loads(hrtrack("export --what recommendations --format json").out)
    assert [row["id"] for row in exported] == ["upr1-97.4", "upr1-97.5"]


@pytest.mark.parametrize("typed", ["Georgia", "georg", "GEORGIA"])
def test_a_state_by_name(hrtrack: Run, store: Store, typed: str) -> None:
    assert ids(hrtrack, f"recs --country {typed}") == ["upr1-georgia-1"]
    assert made(hrtrack, f"--country {typed}") == [1]
    assert len(json.loads(hrtrack(f"export --country {typed} --format json").out)) == 1


def test_all_of_them(hrtrack: Run, store: Store) -> None:
    assert len(ids(hrtrack, "recs --country all")) == 4
    assert made(hrtrack, "--country all") == [4]
    assert ids(hrtrack, "recs --country belarus") == ids(hrtrack, "recs")


def test_a_state_that_nothing_concerns_is_refused_with_the_nearest(
    hrtrack: Run, store: Store
) -> None:
    assert 'did you mean "Georgia"?' in hrtrack("recs --country Gorgia", code=2).err


def test_a_part_of_several_names_is_refused(hrtrack: Run, store: Store) -> None:
    assert "may be Azerbaijan, Belarus, Georgia" in hrtrack("recs --country a", code=2).err


def test_a_backup_holds_all_and_an_id_finds_any(hrtrack: Run, store: Store) -> None:
    assert hrtrack("export --format json").out.encode() == store.path.read_bytes()
    assert "Ratify, Georgia" in hrtrack("show upr1-georgia-1").out
    hrtrack("mark upr1-georgia-1")
    assert ids(hrtrack, "list") == ["cat-2009-12-report"]


def test_a_file_edited_by_hand_says_the_same(hrtrack: Run, store: Store) -> None:
    raw = store.path.read_bytes()
    store.path.write_bytes(b'{"meta": {"store": {"schema": 3}},\n' + raw.partition(b"\n")[2])
    assert ids(hrtrack, "recs") == ["upr1-97.4", "upr1-97.5"]
    assert made(hrtrack, "--country all") == [4]
