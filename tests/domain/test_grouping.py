"""Breakdowns by one grouping and by two.

- a recommendation stands under each of its marks; one without any under (none)
- a cross table counts each once in the totals, however many cells it is in
- regions are the UN's groups; what is no State says so
"""

from __future__ import annotations

import pytest
from making import TODAY, make_collection

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures import breakdown
from belarus_hr.domain.figures.counting import CountingMethod, Unit, units
from belarus_hr.domain.records.kinds import RECOMMENDATION
from belarus_hr.domain.records.recommendation import recommending_states
from belarus_hr.domain.reference.states import UNKNOWN_REGION, region

NOW = CountingMethod(TODAY)


def counted(collection: Collection, way: CountingMethod) -> list[Unit]:
    return list(units(collection, collection.of(RECOMMENDATION).items(), way))


def test_a_recommendation_stands_under_each_of_its_themes(shipped: Collection) -> None:
    groups = breakdown.groups(shipped, counted(shipped, NOW), "theme", ("self",), NOW)
    found = {group.name: group.answers.made for group in groups}
    records = shipped.of(RECOMMENDATION).values()
    by_hand = [record for record in records if "Trafficking" in record["themes"]]
    assert found["Trafficking"] == len(by_hand) == 4
    assert sum(made or 0 for made in found.values()) > 93


def test_one_without_a_mark_is_not_lost() -> None:
    held = make_collection(recommendations={"upr1-97.4": {"themes": ["NHRI"]}, "upr1-97.5": {}})
    groups = breakdown.groups(held, counted(held, NOW), "theme", (), NOW)
    assert {group.name: group.answers.made for group in groups} == {"NHRI": 1, "(none)": 1}


def test_of_groups_of_one_size_the_order_is_that_in_which_people_count() -> None:
    themes = {"upr1-97.4": {"themes": ["Goal 10"]}, "upr1-97.5": {"themes": ["Goal 2"]}}
    held = make_collection(recommendations=themes)
    groups = breakdown.groups(held, counted(held, NOW), "theme", (), NOW)
    assert [group.name for group in groups] == ["Goal 2", "Goal 10"]


def test_a_cross_table_counts_each_once_in_its_totals(shipped: Collection) -> None:
    cross = breakdown.cross(shipped, counted(shipped, NOW), ("theme", "response"), NOW)
    assert cross.columns == ("noted", "partly-supported", "supported")
    assert cross.totals == (19, 1, 73)
    assert cross.total == 93
    assert sum(total for _, _, total in cross.rows) > cross.total


def test_a_cross_table_of_items_counts_items(shipped: Collection) -> None:
    way = CountingMethod(TODAY, unit="items")
    cross = breakdown.cross(shipped, counted(shipped, way), ("response", "mechanism"), way)
    assert cross.total == 169


@pytest.mark.parametrize(
    ("state", "group"),
    [
        *(("Norway", "WEOG"), ("Laos", "Asia"), ("Albania", "EEG"), ("Kenya", "Africa")),
        *(("Chile", "GRULAC"), ("Holy See", "Observer"), ("Russia", "EEG"), ("Türkiye", "WEOG")),
        ("Atlantis", UNKNOWN_REGION),
    ],
)
def test_a_state_is_in_its_region(state: str, group: str) -> None:
    assert region(state) == group


def test_every_recommending_state_of_the_first_cycle_has_a_region(shipped: Collection) -> None:
    records = shipped.of(RECOMMENDATION).values()
    states = {state for record in records for state in recommending_states(record)}
    assert UNKNOWN_REGION not in set(map(region, states))


def test_assessors_group_what_they_have_assessed() -> None:
    held = make_collection(
        recommendations={"upr1-97.4": {}, "upr1-97.5": {}},
        assessments={"a1": {"recommendation": "upr1-97.4", "assessor": "un"}},
    )
    groups = breakdown.groups(held, counted(held, NOW), "assessor", ("un",), NOW)
    assert {group.name: group.answers.made for group in groups} == {"un": 1, "(none)": 1}
