"""Records of other States beside those of Belarus: figures speak of one State at a time.

- without a word, recs, status and export speak of Belarus, as if no other were on record
- --country takes a State by name or a part of it, in any case, or all of them
- a State that nothing on record concerns is refused with the nearest
- of all States together a cycle says of which it is; what others count of Belarus is never added
  to recommendations on record of other States, nor lost beside them
- a full backup holds all of them; an id finds any of them; events are not a State's
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from own_records import Given, event, fill, recommendation, record

from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run

ALL = "status upr --country all"
ANSWERS = ("made", "supported", "noted", "pending")
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


def reviewed(*on_record: str) -> list[Given]:
    """Return a review of cycle 2 with a count of 259 to Belarus, and those of it on record."""
    count = {"made": 259, "supported": 168, "by": "un", "date": "2015-09", "ref": "A/HRC/30/3"}
    review = record("review", "upr2", cycle=2, date="2015-05-04", reported=[count])
    return [review, *(recommendation(name, cycle=2) for name in on_record)]


def cycle_two(hrtrack: Run) -> dict[str, Any]:
    _, second = json.loads(hrtrack("status upr --country all --format json").out)["cycles"]
    return dict(second)


def test_a_count_reported_of_belarus_alone_is_shown_as_that_of_belarus(
    hrtrack: Run, store: Store
) -> None:
    fill(store, *reviewed("10.1"))
    second = cycle_two(hrtrack)
    assert (second["made"], second["counted"], second["states"]) == (
        259,
        "reported",
        {"Belarus": 1},
    )
    alone = json.loads(hrtrack("status upr --format json").out)["cycles"][1]
    assert [second[name] for name in ANSWERS] == [alone[name] for name in ANSWERS]


@pytest.mark.parametrize("on_record", [(), ("10.1",)])
def test_it_is_neither_mixed_with_others_nor_lost(
    hrtrack: Run, store: Store, on_record: tuple[str, ...]
) -> None:
    georgian = record("recommendation", "upr2-georgia-1", cycle=2, **GEORGIA)
    fill(store, *reviewed(*on_record), georgian)
    second = cycle_two(hrtrack)
    assert second["made"] == second["on_record"] == len(on_record) + 1
    assert second["states"] == {"Belarus": len(on_record), "Georgia": 1}
    assert second["reviewed"] is None
    ((count,),) = [second["reported"]]
    assert (count["country"], count["made"]) == ("Belarus", 259)
    lines = hrtrack("status upr --country all --fields cycle,line,made,country,on_record").lines
    assert f"2\treported\t259\tBelarus\t{len(on_record)}" in lines
    for full in ("", "--full"):
        page = hrtrack(f"status upr --country all {full} --format table").out
        told = "not counted here: of Belarus 259 made, 168 supported reported by un"
        assert f"{told}; {len(on_record) or 'none'} on record\n" in page
        assert ("of Belarus and Georgia\n" if on_record else "of Georgia\n") in page


def test_each_cycle_says_of_which_states_or_of_how_many(hrtrack: Run, store: Store) -> None:
    assert "of Belarus, Azerbaijan and Georgia\n" in hrtrack(f"{ALL} --format table").out
    more = ("Norway", "Chile", "Ghana")
    fill(store, *(record("recommendation", f"upr1-{n.lower()}", country=n) for n in more))
    assert "of 6 States\n" in hrtrack(f"{ALL} --format table").out
    assert hrtrack(f"{ALL} --fields states").out.count(";") == 5


def test_nothing_is_left_out_where_all_that_was_reported_is_on_record(
    hrtrack: Run, store: Store
) -> None:
    counts = [{"made": 2, "ref": "A/HRC/15/16"}, {"made": 5, "ref": "Another count"}]
    fill(store, record("review", "upr1", reported=[{**count, "by": "un"} for count in counts]))
    assert "not counted here" not in hrtrack(f"{ALL} --format table").out
    assert made(hrtrack, "--country all") == [4]


def test_the_review_of_belarus_dates_no_recommendation_to_another(
    hrtrack: Run, store: Store
) -> None:
    answers = [{"response": "supported", "date": "2011-03"}]
    georgian = record("recommendation", "upr1-georgia-2", **GEORGIA, responses=answers)
    review = record("review", "upr1", cycle=1, date="2010-05-12")
    fill(store, georgian, review)
    listed = "recs --country all --as-of"
    assert "upr1-georgia-2" not in ids(hrtrack, f"{listed} 2010-06")
    assert "upr1-georgia-2" in ids(hrtrack, f"{listed} 2011-03")


def test_the_dialogue_with_another_body_dates_no_cycle(hrtrack: Run, store: Store) -> None:
    review = record("review", "upr1", cycle=1, date="2010-05-12")
    dialogue = record("review", "upr1-cat", mechanism="CAT", cycle=1, date="2005")
    fill(store, review, dialogue)
    assert ids(hrtrack, "recs --as-of 2009") == []


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
