"""All records together.

- a record is found by its id in any case, or by an end of it that is no other's: 97.4
- an unknown id names the nearest, an end of several names them; many are found whole or not at all
- the verdict of an assessor is the latest finding by the day it was made, not by its entry;
  of findings of one day it is the one written down last
- as of a day, what came later is not there; nothing is lost from the history
- the answer to a recommendation follows its history: pending in May, supported in September;
  before its review it had not been made
- assessors: self first and always, then ours, then others; cycles: those on record
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import ANSWERED_LATE, TODAY, make, make_collection, recommendations, verdicts

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import InvalidValue, NotFound
from belarus_hr.domain.records.kinds import EVENT, RECOMMENDATION


@pytest.fixture
def collection() -> Collection:
    return make_collection(
        events={"cat-2009-12-report": {}, "cescr-2010-11-report": {"mechanism": "CESCR"}},
        recommendations={
            **recommendations("97.4", "97.14", "98.1"),
            "upr2-98.1": {"cycle": 2, "paragraph": "98.1"},
        },
    )


# --- finding ------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["upr1-97.4", " UPR1-97.4 ", "97.4"])
def test_a_record_is_found_by_its_id_or_an_end_of_it(collection: Collection, typed: str) -> None:
    match = collection.find(typed)
    assert (match.id, match.kind, match.record["paragraph"]) == (
        "upr1-97.4",
        RECOMMENDATION,
        "97.4",
    )


def test_a_whole_id_comes_before_an_end_of_another() -> None:
    held = make_collection(events={"report": {}, "cat-report": {}})
    assert held.find("report") == ("report", EVENT, make("events"))


@pytest.mark.parametrize("typed", ["4", "7.4", ".4", "", "-", "upr1"])
def test_an_end_starts_after_a_hyphen(collection: Collection, typed: str) -> None:
    with pytest.raises(NotFound, match=f'^no record "{typed}"'):
        collection.find(typed)


def test_an_end_of_several_names_them(collection: Collection) -> None:
    with pytest.raises(NotFound, match=r'^"98.1" is the end of 2 ids: upr1-98.1, upr2-98.1$'):
        collection.find("98.1")


@pytest.mark.parametrize(
    ("number", "names"), [(8, "e6-report, e7-report"), (11, "e7-report and 3 more")]
)
def test_an_end_of_many_names_eight(number: int, names: str) -> None:
    many = make_collection(events={f"e{index}-report": {} for index in range(number)})
    with pytest.raises(NotFound, match=f"of {number} ids: e0-report, .*{names}$"):
        many.find("report")


def test_an_unknown_id_names_the_nearest(collection: Collection) -> None:
    with pytest.raises(
        NotFound, match=r'^no record "cat-2009-12-raport"; did you mean cat-2009-12-report\?$'
    ):
        collection.find("cat-2009-12-raport")


def test_an_id_near_to_none_is_just_not_there() -> None:
    with pytest.raises(NotFound, match=r'^no record "97.4"$'):
        Collection({}).find("97.4")


def test_many_are_found_each_once_in_order(collection: Collection) -> None:
    records = collection.find_all(["97.14", "97.4", "upr1-97.14"])
    assert [record.id for record in records] == ["upr1-97.14", "upr1-97.4"]


def test_many_with_unknown_ones_name_every_unknown(collection: Collection) -> None:
    with pytest.raises(NotFound) as refused:
        collection.find_all(["xyzzy", "97.4", "98.1", "plugh"])
    assert str(refused.value).splitlines() == [
        'no record "xyzzy"',
        '"98.1" is the end of 2 ids: upr1-98.1, upr2-98.1',
        'no record "plugh"',
    ]


# --- verdicts -----------------------------------------------------------------


def judged(*findings: tuple[str, str]) -> Collection:
    """Return a collection with these (status, day) on 97.4 by civil society, entered in order."""
    entries = [("97.4", "civil-society", status, day) for status, day in findings]
    return make_collection(recommendations=recommendations("97.4"), assessments=verdicts(*entries))


def test_a_finding_of_2014_entered_later_does_not_supersede_one_of_2020() -> None:
    held = judged(("partly", "2020"), ("not-implemented", "2014"))
    assert held.verdicts.status("upr1-97.4", "civil-society", TODAY) == "partly"


def test_of_two_findings_of_one_day_the_one_entered_later_stands() -> None:
    held = judged(("partly", "2020"), ("implemented", "2020"), ("not-implemented", "2020"))
    assert held.verdicts.status("upr1-97.4", "civil-society", TODAY) == "not-implemented"


def test_without_the_moment_of_entry_the_higher_number_stands() -> None:
    assessments = {
        f"upr1-97.4-un-2020{end}": {
            "recommendation": "upr1-97.4",
            "assessor": "un",
            "date": "2020",
            "status": "implemented" if end == "-10" else "partly",
        }
        for end in ("", *(f"-{number}" for number in range(2, 11)))
    }
    assert (
        make_collection(assessments=assessments).verdicts.status("upr1-97.4", "un", TODAY)
        == "implemented"
    )


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2013-12-31", "not-assessed"),
        ("2014-01-01", "not-implemented"),
        ("2020-02-29", "not-implemented"),
        ("2020-03-01", "implemented"),
    ],
)
def test_as_of_a_day_a_later_finding_is_not_there(day: str, status: str) -> None:
    held = judged(("not-implemented", "2014"), ("implemented", "2020-03"))
    assert held.verdicts.status("upr1-97.4", "civil-society", date.fromisoformat(day)) == status


@given(st.permutations([("partly", "2020"), ("implemented", "2014"), ("partly", "2017-05")]))
def test_the_history_is_whole_and_in_the_order_of_the_days(findings: list[tuple[str, str]]) -> None:
    history = judged(*findings).verdicts.history("upr1-97.4")
    assert [record["date"] for _, record in history] == ["2014", "2017-05", "2020"]


# --- assessors ----------------------------------------------------------------


def test_self_comes_first_and_always_then_ours_then_others() -> None:
    spoken = ["viasna", "un", "amnesty", "government"]
    assessments = verdicts(*(("97.4", name, "partly", "2020") for name in spoken))
    assert Collection({}).verdicts.assessors == ("self",)
    assert make_collection(assessments=assessments).verdicts.assessors == (
        "self",
        "government",
        "un",
        "amnesty",
        "viasna",
    )


def test_an_assessor_is_known_who_is_ours_or_has_spoken() -> None:
    held = make_collection(assessments=verdicts(("97.4", "viasna", "partly", "2020")))
    assert held.assessor("Viasna") == "viasna"
    assert held.assessor("Civil-Society") == "civil-society"
    assert held.assessor(None) is None
    with pytest.raises(
        InvalidValue, match=r'^unknown assessor "amnesty": known: self, .*, viasna$'
    ):
        held.assessor("amnesty")


# --- answers ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "response"),
    [
        ("2010-05-13", None),
        ("2010-05-14", "pending"),
        ("2010-09-22", "pending"),
        ("2010-09-23", "supported"),
    ],
)
def test_pending_in_may_is_answered_in_september(day: str, response: str | None) -> None:
    record = make("recommendations", responses=ANSWERED_LATE)
    assert Collection({}).responses.answer(record, date.fromisoformat(day)) == response


@pytest.mark.parametrize(
    ("responses", "before", "after"),
    [
        (None, "pending", "pending"),
        ([{"response": "noted"}], "noted", "noted"),
        ([{"response": "noted", "date": "2010-09-23"}], "pending", "noted"),
    ],
)
def test_a_recommendation_is_made_at_its_review(responses: object, before: str, after: str) -> None:
    held = make_collection(reviews={"upr1": {"date": "2010-05-12"}})
    record = make("recommendations", responses=responses)
    assert held.responses.answer(record, date(2010, 5, 11)) is None
    assert held.responses.answer(record, date(2010, 5, 12)) == before
    assert held.responses.answer(record, TODAY) == after


def test_where_no_date_tells_it_was_always_made() -> None:
    record = make("recommendations", responses=None)
    assert Collection({}).responses.answer(record, date.min) == "pending"


@pytest.mark.parametrize("last", ["a", "b"])
def test_of_two_findings_of_one_day_the_one_written_down_last_stands(last: str) -> None:
    held = make_collection(
        recommendations=recommendations("97.4"),
        assessments={
            id_: {
                "recommendation": "upr1-97.4",
                "status": "partly" if id_ == last else "implemented",
                "recorded": f"2026-01-01T00:00:0{int(id_ == last)}.000+00:00",
            }
            for id_ in ("a", "b")
        },
    )
    assert held.verdicts.status("upr1-97.4", "self", TODAY) == "partly"


def test_a_cycle_must_be_on_record() -> None:
    held = make_collection(
        reviews={"upr10": {"cycle": 10}, "cat-2018": {"cycle": 5, "mechanism": "CAT"}},
        recommendations=recommendations("97.4"),
    )
    assert held.cycles == (1, 10)
    assert (held.cycle(10), held.cycle(None)) == (10, None)
    with pytest.raises(InvalidValue, match=r"^no cycle 5 on record: known: 1, 10$"):
        held.cycle(5)
