"""The matrix of recommendations: each once, as of a day, according to named assessors.

- a recommendation stands once, under its first theme; without a theme, in the last cluster
- clusters in alphabetical order, rows in the order people count, earlier cycles first
- the position is the answer that held on the day, with its date; not made by then: not there
- verdicts as of the day, of the assessors asked for, in their order; who is silent is named
- unless named, the assessors are self and those who had spoken by then about what is shown
- a selection narrows the figures; how many were made stays known
- each cycle is counted apart; claims stand beside the assessor who made them
- only the UPR has such a matrix; a cycle without recommendations on record has none to count
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import ANSWERED_LATE, TODAY, make_collection, recommendations, verdicts

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures import matrix
from belarus_hr.domain.figures.counting import Answers
from belarus_hr.domain.figures.matrix import NO_THEME, Matrix
from belarus_hr.domain.query import RecommendationFilter
from belarus_hr.domain.reference.vocabulary import RESPONSES

MAY = date(2010, 5, 31)
DAYS = st.dates(date(2009, 1, 1), date(2025, 12, 31))
THEMES = ("Torture", "Detention", "Justice", "death penalty")
HISTORIES = st.lists(st.tuples(st.sampled_from(RESPONSES), st.none() | DAYS), max_size=4)


def built(collection: Collection, *assessors: str, as_of: date = TODAY, **asked: Any) -> Matrix:
    return matrix.build_matrix(collection, RecommendationFilter(as_of=as_of, **asked), assessors)


def laid_out(made: Matrix) -> dict[str, list[str]]:
    """Return the paragraphs under each theme."""
    return {one.theme: [row.record["paragraph"] for row in one.rows] for one in made.theme_groups}


def of_themes(themes: dict[str, list[str]]) -> Collection:
    return make_collection(
        recommendations={
            f"upr1-{number}": {"paragraph": number, "themes": named}
            for number, named in themes.items()
        }
    )


# --- clusters -----------------------------------------------------------------


def test_a_recommendation_stands_under_its_first_theme() -> None:
    held = of_themes({"97.1": ["Torture", "Detention"], "97.2": ["Detention"], "97.3": []})
    assert laid_out(built(held)) == {"Detention": ["97.2"], "Torture": ["97.1"], NO_THEME: ["97.3"]}


def test_clusters_are_in_alphabetical_order_whatever_the_case_the_one_without_theme_last() -> None:
    held = of_themes({"1": [], "2": ["Torture"], "3": ["detention"], "4": ["Étude"], "5": ["NHRI"]})
    assert list(laid_out(built(held))) == ["detention", "Étude", "NHRI", "Torture", NO_THEME]


def test_rows_are_in_the_order_people_count_earlier_cycles_first() -> None:
    held = make_collection(
        recommendations={
            "upr2-7.1": {"paragraph": "7.1", "cycle": 2},
            **recommendations("97.10", "97.9"),
        }
    )
    assert laid_out(built(held)) == {NO_THEME: ["97.9", "97.10", "7.1"]}


@given(st.dictionaries(st.integers(1, 40).map(str), st.lists(st.sampled_from(THEMES), unique=True)))
def test_each_recommendation_is_there_once(themes: dict[str, list[str]]) -> None:
    made = built(of_themes(themes))
    assert sorted(row.record["paragraph"] for row in made.rows) == sorted(themes)
    for group in made.theme_groups:
        assert {matrix.themes(row.record)[0] for row in group.rows} == {group.theme}


# --- the position -------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "position"),
    [
        (MAY, {"response": "pending", "date": "2010-05-14"}),
        (date(2010, 9, 22), {"response": "pending", "date": "2010-05-14"}),
        (date(2010, 9, 23), {"response": "supported", "date": "2010-09-23"}),
    ],
)
def test_the_position_is_the_answer_that_held_on_the_day(
    as_of: date, position: dict[str, str]
) -> None:
    held = make_collection(recommendations=recommendations("98.1", responses=ANSWERED_LATE))
    (row,) = built(held, as_of=as_of).rows
    assert row.position == position


def test_what_was_not_made_by_then_is_not_there_and_the_first_day_is_told() -> None:
    held = make_collection(recommendations=recommendations("98.1", responses=ANSWERED_LATE))
    made = built(held, as_of=date(2010, 5, 13))
    assert made.rows == ()
    assert made.first == date(2010, 5, 14)


@given(HISTORIES, DAYS)
def test_the_position_and_the_answer_are_one(
    history: list[tuple[str, date | None]], day: date
) -> None:
    responses = [
        {"response": response, **({"date": when.isoformat()} if when else {})}
        for response, when in history
    ]
    held = make_collection(recommendations=recommendations("97.1", responses=responses))
    for row in built(held, as_of=day).rows:
        assert row.position["response"] == held.responses.answer(row.record, day)


# --- verdicts -----------------------------------------------------------------

FOUND = verdicts(
    ("97.1", "civil-society", "partly", "2012"),
    ("97.1", "civil-society", "not-implemented", "2014"),
    ("97.1", "government", "implemented", "2013"),
    ("97.2", "un", "partly", "2015"),
)


@pytest.fixture
def assessed() -> Collection:
    return make_collection(recommendations=recommendations("97.1", "97.2"), assessments=FOUND)


def said(made: Matrix) -> list[list[tuple[str, str]]]:
    return [[(one["assessor"], one["status"]) for one in row.verdicts] for row in made.rows]


def test_verdicts_stand_in_the_order_of_the_assessors_asked_for(assessed: Collection) -> None:
    made = built(assessed, "government", "civil-society", "government")
    assert made.assessors == ("government", "civil-society")
    assert said(made) == [[("government", "implemented"), ("civil-society", "not-implemented")], []]
    assert [row.silent for row in made.rows] == [(), ("government", "civil-society")]


def test_who_only_comments_is_not_silent() -> None:
    comment = verdicts(("97.1", "un", "not-assessed", "2014"))
    held = make_collection(recommendations=recommendations("97.1"), assessments=comment)
    (row,) = built(held, "un", "government").rows
    assert (len(row.comments), row.silent) == (1, ("government",))


def test_a_verdict_is_that_of_the_day(assessed: Collection) -> None:
    made = built(assessed, "civil-society", "un", as_of=date(2013, 12, 31))
    assert said(made) == [[("civil-society", "partly")], []]


@pytest.mark.parametrize(
    ("asked", "assessors"),
    [
        ({}, ("self", "government", "un", "civil-society")),
        ({"as_of": date(2012, 6, 1)}, ("self", "civil-society")),
        ({"as_of": MAY}, ("self",)),
        ({"words": ("97.2",)}, ("self", "un")),
    ],
)
def test_unless_named_they_are_self_and_those_who_had_spoken(
    assessed: Collection, asked: dict[str, Any], assessors: tuple[str, ...]
) -> None:
    assert built(assessed, **asked).assessors == assessors


@given(DAYS, st.integers(0, 4000))
def test_with_time_nobody_falls_silent(day: date, later: int) -> None:
    held = make_collection(recommendations=recommendations("97.1", "97.2"), assessments=FOUND)
    names = ("government", "un", "civil-society")
    before = {row.id: row.silent for row in built(held, *names, as_of=day).rows}
    after = {row.id: row.silent for row in built(held, *names, as_of=day + timedelta(later)).rows}
    assert all(set(after[id_]) <= set(silent) for id_, silent in before.items())


# --- figures ------------------------------------------------------------------


def test_each_cycle_is_counted_apart() -> None:
    held = make_collection(
        reviews={"upr1": {"session": 8, "document": "A/HRC/15/16"}},
        recommendations={
            **recommendations("97.1", "97.2", document="A/HRC/15/16"),
            "upr2-7.1": {"paragraph": "7.1", "cycle": 2, "responses": [{"response": "noted"}]},
        },
        assessments=verdicts(("97.1", "un", "implemented", "2014")),
    )
    first, second = built(held, "un").figures
    assert (first.cycle, first.review["session"], first.documents) == (1, 8, ("A/HRC/15/16",))
    assert (first.on_record, first.answers) == (2, Answers(2, 2, 0, 0, 0))
    assert [(tally.share.numerator, tally.share.denominator) for tally in first.tallies] == [(1, 2)]
    assert (second.cycle, second.review, second.documents) == (2, {}, ())
    assert [(tally.share.numerator, tally.share.denominator) for tally in second.tallies] == [
        (0, 0)
    ]


def test_a_selection_narrows_the_figures_and_how_many_were_made_stays_known(
    assessed: Collection,
) -> None:
    (figures,) = built(assessed, "un", words=("97.2",)).figures
    assert (figures.on_record, figures.answers.made) == (2, 1)
    assert [tally.share.denominator for tally in figures.tallies] == [1]


def test_only_supported_ones_are_in_the_base_of_a_share() -> None:
    held = make_collection(
        recommendations={
            **recommendations("97.1"),
            **recommendations("98.1", responses=[{"response": "noted"}]),
        },
        assessments=verdicts(
            ("97.1", "un", "partly", "2014"), ("98.1", "un", "implemented", "2014")
        ),
    )
    (figures,) = built(held, "un").figures
    assert [(tally.share.numerator, tally.share.denominator) for tally in figures.tallies] == [
        (0, 1)
    ]


def test_claims_stand_beside_the_assessor_who_made_them() -> None:
    held = make_collection(
        recommendations=recommendations("97.1"),
        claims={
            "majority": {"title": "A majority", "date": "2012"},
            "later": {"title": "All of them", "date": "2020"},
            "press": {"title": "Most", "by": "press"},
            "second": {"title": "Half", "cycle": 2},
        },
    )
    (figures,) = built(held, "government", as_of=date(2015, 1, 1)).figures
    assert [claim["title"] for claim in figures.claims] == ["A majority"]
    assert built(held, "self").figures[0].claims == ()


def test_a_cycle_without_recommendations_on_record_is_named_and_nothing_counted() -> None:
    reported = [{"made": 259, "supported": 168, "ref": "A/HRC/30/3"}]
    held = make_collection(reviews={"upr2": {"cycle": 2, "reported": reported}})
    made = built(held, cycle=2)
    (figures,) = made.figures
    assert (figures.cycle, figures.on_record, figures.reported) == (2, 0, 259)
    assert (made.theme_groups, made.first) == ((), None)


def test_only_the_upr_has_such_a_matrix() -> None:
    held = make_collection(
        recommendations={
            **recommendations("97.1"),
            "cat-7": {"mechanism": "CAT", "paragraph": "7", "cycle": None},
        }
    )
    assert [row.id for row in built(held).rows] == ["upr1-97.1"]
