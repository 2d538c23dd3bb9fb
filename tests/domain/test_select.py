"""Which events and recommendations a question means, and in which order.

- an empty part of a question asks for all; several parts must all hold, words too, in any field
- a date counts when any of its days does
- recommendations are asked for as of a day: by answer, by one assessor's verdict, theme, State
- a label is found by a part of it; the exact one comes before others; an unknown names the nearest
- order: by a field, backwards too; numbers as numbers; equal ones by id; without the field last
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from making import ANSWERED_LATE, TODAY, make_collection, recommendations, verdicts

from belarus_hr.domain import query
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.query import RecommendationFilter, RecordFilter
from belarus_hr.domain.records.kinds import EVENT, RECOMMENDATION
from belarus_hr.domain.records.recommendation import recommending_states
from belarus_hr.domain.text import edtf

EVENTS = make_collection(
    events={
        "visit": {
            "date": "2009-05-18/2009-05-24",
            "mechanism": "SP",
            "kind": "visit",
            "title": "Special Rapporteur on trafficking visits",
            "place": "Minsk",
            "tags": ["Trafficking"],
        },
        "invitation": {
            "date": "2009-11-13",
            "mechanism": "SP",
            "kind": "invitation",
            "title": "Eight mandate holders invited",
        },
        "mission": {
            "date": "2009-11~",
            "mechanism": "OHCHR",
            "kind": "visit",
            "title": "Staff of the High Commissioner look at what is needed",
            "tags": ["technical help"],
        },
        "report": {"sources": "CAT/C/BLR/4"},
    }
)
RECOMMENDATIONS = make_collection(
    recommendations={
        **recommendations("97.4", themes=["NHRI"], items=[{"by": "Algeria"}, {"by": "Egypt"}]),
        **recommendations("98.21", themes=["Torture"], responses=ANSWERED_LATE),
        **recommendations("98.3", responses=[{"response": "noted", "date": "2010-09-23"}]),
        "upr2-127.1": {"cycle": 2, "paragraph": "127.1", "responses": None},
    },
    assessments=verdicts(
        ("97.4", "self", "partly", "2014"),
        ("97.4", "un", "implemented", "2016"),
        ("98.21", "self", "implemented", "2015"),
    ),
)


def events(**asked: Any) -> list[str]:
    return [id_ for id_, _ in RecordFilter(**asked).select(EVENTS, EVENT)]


def asked_for(as_of: date = TODAY, **asked: Any) -> list[str]:
    found = RecommendationFilter(as_of, **asked).select(RECOMMENDATIONS)
    return [id_.partition("-")[2] for id_, _ in found]


# --- events -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({}, ["visit", "invitation", "mission", "report"]),
        ({"mechanisms": frozenset(["SP", "CAT"])}, ["visit", "invitation", "report"]),
        ({"kinds": frozenset(["visit"])}, ["visit", "mission"]),
        ({"kinds": frozenset(["visit"]), "mechanisms": frozenset(["SP"])}, ["visit"]),
        ({"tags": frozenset(["trafficking"])}, ["visit"]),
        ({"tags": frozenset(["trafficking", "technical help"])}, ["visit", "mission"]),
        ({"words": ("minsk",)}, ["visit"]),
        ({"words": ("rapporteur", "minsk")}, ["visit"]),
        ({"words": ("rapporteur", "invited")}, []),
        ({"words": ("cat/c/blr/4",)}, ["report"]),
        ({"words": ("invitation",)}, ["invitation"]),
        ({"tags": frozenset(["traffic"])}, []),
    ],
)
def test_events_asked_for(asked: dict[str, Any], ids: list[str]) -> None:
    assert events(**asked) == ids


@pytest.mark.parametrize(
    ("since", "until", "ids"),
    [
        ("2009-11", None, ["invitation", "mission", "report"]),
        ("2009-11-20", None, ["mission", "report"]),
        ("2009-05-20", "2009-05-21", ["visit"]),
        (None, "2009-04", []),
    ],
)
def test_a_date_counts_when_any_of_its_days_does(
    since: str | None, until: str | None, ids: list[str]
) -> None:
    assert events(window=edtf.window(since, until)) == ids


# --- recommendations ----------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "paragraphs"),
    [
        ({}, ["97.4", "98.21", "98.3", "127.1"]),
        ({"cycle": 1}, ["97.4", "98.21", "98.3"]),
        ({"responses": frozenset(["supported"])}, ["97.4", "98.21"]),
        ({"responses": frozenset(["noted", "pending"])}, ["98.3", "127.1"]),
        ({"statuses": frozenset(["implemented"])}, ["98.21"]),
        ({"statuses": frozenset(["implemented"]), "assessor": "un"}, ["97.4"]),
        ({"statuses": frozenset(["not-assessed"]), "cycle": 1}, ["98.3"]),
        ({"themes": frozenset(["NHRI", "Torture"])}, ["97.4", "98.21"]),
        ({"states": frozenset(["Egypt", "Norway"])}, ["97.4"]),
        ({"words": ("egypt",)}, ["97.4"]),
        ({"words": ("torture", "upr2-127")}, ["127.1"]),
    ],
)
def test_recommendations_asked_for(asked: dict[str, Any], paragraphs: list[str]) -> None:
    assert asked_for(**asked) == paragraphs


def test_recommendations_are_asked_for_as_of_a_day() -> None:
    may = date(2010, 5, 31)
    assert asked_for(may) == ["97.4", "98.21", "127.1"]
    assert asked_for(may, responses=frozenset(["pending"])) == ["98.21", "127.1"]
    assert asked_for(date(2014, 12, 31), statuses=frozenset(["implemented"])) == []


def test_a_state_that_recommends_twice_is_named_once() -> None:
    items = [{"by": "Egypt"}, {"by": "Algeria"}, {"by": "Egypt"}]
    assert recommending_states({"items": items}) == ["Egypt", "Algeria"]


# --- labels -------------------------------------------------------------------


THEMES = ["Torture and other CID treatment", "Death penalty", "Women's rights", "Women", "Death"]


@pytest.mark.parametrize(
    ("word", "labels"),
    [
        ("torture", {"Torture and other CID treatment"}),
        ("WOMEN", {"Women"}),
        ("women's", {"Women's rights"}),
        (" r", {"Torture and other CID treatment", "Women's rights"}),
        ("Death", {"Death"}),
    ],
)
def test_a_label_is_found_by_a_part_of_it_the_exact_one_first(word: str, labels: set[str]) -> None:
    assert query.match_label("theme", word, [*THEMES, *THEMES]) == labels


def test_an_unknown_label_names_the_nearest() -> None:
    with pytest.raises(
        InvalidValue,
        match=r'^no recommendation has the theme "deth penalty"; did you mean "Death penalty"\?$',
    ):
        query.match_label("theme", "deth penalty", THEMES)


@pytest.mark.parametrize("word", ["", "  ", "xyzzy"])
def test_a_label_near_to_none_is_just_not_there(word: str) -> None:
    with pytest.raises(InvalidValue, match=f'^no recommendation has the State "{word}"$'):
        query.match_label("State", word, ["Norway"])


# --- order --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sort", "ids"),
    [
        ("id", ["e2", "e9", "e10", "e11"]),
        ("-id", ["e11", "e10", "e9", "e2"]),
        ("date", ["e10", "e11", "e2", "e9"]),
        ("-date", ["e2", "e9", "e11", "e10"]),
        ("place", ["e11", "e2", "e9", "e10"]),
        ("-place", ["e2", "e11", "e9", "e10"]),
    ],
)
def test_records_are_ordered_by_a_field(sort: str, ids: list[str]) -> None:
    entries = [
        ("e2", {"date": "2010", "place": "Minsk"}),
        ("e9", {"date": "2010"}),
        ("e10", {"date": "2009-05-18/2009-05-24"}),
        ("e11", {"date": "2009-11", "place": "geneva"}),
    ]
    assert [id_ for id_, _ in query.ordered(entries, sort, EVENT)] == ids


def test_numbers_order_as_numbers() -> None:
    entries = [(name, {"paragraph": number}) for name, number in (("a", "97.10"), ("b", "97.9"))]
    assert [id_ for id_, _ in query.ordered(entries, "paragraph", RECOMMENDATION)] == ["b", "a"]
