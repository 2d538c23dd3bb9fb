"""A State has one name on record, whatever it is called where the record comes from.

- a recommendation that says that it is to Belarus is one of Belarus' like any other
- a store that says so already is read right; of other States the kept name is written
- two names of one recommending State are one State; names of groups and of none stay
- two items of one State with one text are one, unless they say different things of it
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from own_records import fill, recommendation

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.kinds import RECOMMENDATION, normalise
from belarus_hr.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

ASK = {"mechanism": "UPR", "cycle": 1, "title": "Define torture"}


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(empty_store, recommendation("97.4"), recommendation("97.5"))
    return empty_store


def shown(hrtrack: Run, id_: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(hrtrack(f"show {id_} --format json").out)[0]
    return found


@pytest.mark.parametrize("typed", ["Belarus", "BELARUS", "Republic of Belarus", " belarus "])
def test_belarus_named_is_belarus(hrtrack: Run, store: Store, typed: str) -> None:
    hrtrack(["edit", "97.5", "--set", f"country={typed}"])
    assert hrtrack("recs --format ids").lines == ["upr1-97.4", "upr1-97.5"]
    assert hrtrack("recs --country Belarus --format ids").lines == ["upr1-97.4", "upr1-97.5"]


def test_a_table_may_name_belarus(hrtrack: Run, store: Store, own_world: Path) -> None:
    table = "record,mechanism,cycle,country,paragraph,title\n"
    table += "recommendation,UPR,1,Belarus,97.9,Ratify\n"
    (own_world / "rows.csv").write_text(table)
    hrtrack("import rows.csv --from table")
    assert len(hrtrack("recs --format ids").lines) == 3
    assert json.loads(hrtrack("status upr --format json").out)["cycles"][0]["made"] == 3


def test_records_that_say_belarus_already_are_read_right() -> None:
    told = {"a": {**ASK, "country": "Republic of Belarus"}, "b": {**ASK, "country": "Russia"}}
    collection = Collection({"recommendations": told})
    assert list(collection.about("Belarus").of(RECOMMENDATION)) == ["a"]
    assert list(collection.about("Russian Federation").of(RECOMMENDATION)) == ["b"]
    assert collection.countries() == ["Belarus", "Russian Federation"]


@pytest.mark.parametrize(
    ("typed", "kept"), [("Russia", "Russian Federation"), ("Czechia", "Czech Republic")]
)
def test_another_state_gets_the_kept_name(
    hrtrack: Run, store: Store, typed: str, kept: str
) -> None:
    hrtrack(["edit", "97.5", "--set", f"country={typed}"])
    assert shown(hrtrack, "97.5")["country"] == kept
    assert hrtrack(["recs", "--country", typed, "--format", "ids"]).lines == ["upr1-97.5"]


def test_two_names_of_a_state_are_one(hrtrack: Run, store: Store) -> None:
    items = [{"by": "Russia", "text": "Ratify"}, {"by": "Russian Federation", "text": "Ratify"}]
    hrtrack(["edit", "97.5", "--set", f"items={json.dumps(items)}"])
    assert shown(hrtrack, "97.5")["items"] == [{"by": "Russian Federation", "text": "Ratify"}]


def test_names_of_no_state_stay() -> None:
    items = [{"by": "Nordic countries"}, {"by": "Atlantis"}]
    assert normalise(RECOMMENDATION, {**ASK, "items": items})["items"] == items


def test_items_of_one_text_complete_each_other_unless_they_differ() -> None:
    text = {"text": "Ratify"}
    one, other = {"by": "Russia", "action": 4, **text}, {"by": "Russian Federation", **text}
    more = {"by": "Russia", "action": 5, **text}
    kept = normalise(RECOMMENDATION, {**ASK, "items": [one, other, more]})["items"]
    assert [item.get("action") for item in kept] == [4, 5]
    assert normalise(RECOMMENDATION, {**ASK, "items": kept})["items"] == kept


def test_a_conflict_over_the_country_may_name_belarus() -> None:
    told = {**ASK, "country": "Norway", "conflicts": [{"field": "country", "value": "Belarus"}]}
    record = normalise(RECOMMENDATION, told)
    assert record["conflicts"] == [{"field": "country"}]
    assert normalise(RECOMMENDATION, record) == record
