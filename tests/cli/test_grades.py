"""Treaty bodies' own recommendations: picked for follow-up, graded; what was asked and answered.

- a recommendation of a Committee is on record with its document and paragraph, and can be picked
- ``mark --grade`` records the Committee's grade; it is of the scale of that body at that time
- grades are no verdicts: no figure of an assessor moves
- the latest grade up to the day counts; ``status CCPR`` tells how many were picked and graded
- ``check`` finds a grade that is of no scale; a grade goes with its recommendation
- ``status SP`` tells how many requests and communications were answered, as of the day
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

OBSERVATIONS = "CCPR/C/BLR/CO/5"


@pytest.fixture
def follow_up(hrtrack: Run, own_store: Path) -> Run:
    """A store with three recommendations of the Human Rights Committee, two of them picked."""
    for paragraph, picked in (("11", "true"), ("12", "true"), ("13", "")):
        where = f"--set mechanism=CCPR --set document={OBSERVATIONS} --set paragraph={paragraph}"
        hrtrack(f"add 'Asks {paragraph}' --record recommendation {where} --set picked={picked}")
    return hrtrack


def status(run: Run, line: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(run(f"status {line} --format json").out)
    return document


def test_the_picked_ones_can_be_asked_for(follow_up: Run) -> None:
    recommendations = follow_up("recs --mechanism CCPR --format ids").lines
    assert recommendations == ["ccpr-11", "ccpr-12", "ccpr-13"]
    assert follow_up("recs --picked --format ids").lines == ["ccpr-11", "ccpr-12"]


def test_a_grade_is_recorded_and_counted_apart_from_verdicts(follow_up: Run) -> None:
    before = status(follow_up, "upr")
    said = follow_up(f"mark '{OBSERVATIONS}, para. 11' ccpr-13 --grade b --date 2023-03")
    assert said.lines == ["ccpr-11", "ccpr-13"]
    body = status(follow_up, "CCPR")
    assert body["follow_up"] == {"picked": 2, "graded": 2, "grades": {"B": 2}}
    assert (body["made"], body["implemented"]) == (3, 0)
    assert status(follow_up, "upr") == before
    assert "Follow-up: 2 of 3 recommendations picked" in follow_up("status CCPR -F table").out
    assert json.loads(follow_up("show ccpr-11 --format json").out)[0]["status"] == "not-assessed"


def test_the_latest_grade_up_to_the_day_counts(follow_up: Run) -> None:
    follow_up("mark ccpr-11 --grade B2 --date 2012-10")
    follow_up("mark ccpr-11 --grade A --date 2020")
    follow_up("mark ccpr-11 --grade C1 --date 2011")
    assert status(follow_up, "CCPR")["follow_up"]["grades"] == {"A": 1}
    assert status(follow_up, "CCPR --as-of 2015")["follow_up"]["grades"] == {"B2": 1}
    assert status(follow_up, "CCPR --as-of 2010")["follow_up"]["graded"] == 0
    assert follow_up("list --record grade --format ids").lines == [
        "ccpr-11-grade-2011",
        "ccpr-11-grade-2012-10",
        "ccpr-11-grade-2020",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("mark ccpr-11 --grade B1 --date 2020", "B1 is no grade of CCPR then: it graded by A, B,"),
        ("mark ccpr-11 --grade B --date 2010", "it graded by A, B1, B2, C1, C2, D1, D2, E"),
        ("mark ccpr-11 --grade A --date 1999", "no scale of that time is known"),
        ("mark ccpr-11 --grade A --date 2099", "lies ahead"),
        ("mark ccpr-11 --grade Z", 'unknown grade "Z"'),
        ("mark ccpr-11 --grade A --by un", "leave out --as and --by"),
        ("mark ccpr-11 --grade A --as partly", "leave out --as and --by"),
        ("mark 97.5 --grade A --date 2020", "UPR is none"),
        ("mark ccpr-report-5 --grade A", "only recommendations are marked"),
        ("mark ccpr-11 97.5 --grade A --date 2020", "UPR is none"),
    ],
)
def test_a_grade_that_cannot_be_is_refused(follow_up: Run, line: str, said: str) -> None:
    assert said in follow_up(line, code=2).err
    assert follow_up("list --record grade").out == ""


def test_each_body_has_its_own_scale(follow_up: Run) -> None:
    where = "--set mechanism=CAT --set document=CAT/C/BLR/CO/5 --set paragraph=10"
    follow_up(f"add 'Investigate' --record recommendation {where}")
    follow_up("mark cat-10 --grade counteracted --date 2021")
    assert "no grade of CAT" in follow_up("mark cat-10 --grade D2 --date 2021", code=2).err


def test_a_grade_of_no_scale_is_found(follow_up: Run) -> None:
    follow_up("mark ccpr-11 --grade B --date 2020")
    follow_up("edit ccpr-11 --set mechanism=CEDAW")
    assert "ccpr-11-grade-2020\terror\tgrade-scale\tgrade\tB" in follow_up("check", code=8).out


def test_the_latest_grade_is_so_by_its_date_and_not_by_its_id(follow_up: Run) -> None:
    for id_, grade, day in (("first", "A", "2020"), ("second", "C1", "2011")):
        given = {"recommendation": "ccpr-11", "grade": grade, "date": day}
        follow_up("add -", stdin=json.dumps({"record": "grade", "id": id_, **given}))
    assert status(follow_up, "CCPR")["follow_up"]["grades"] == {"A": 1}


def test_a_grade_counts_for_the_body_that_gave_it(follow_up: Run) -> None:
    where = "--set mechanism=CAT --set document=CAT/C/BLR/CO/5 --set paragraph=9"
    follow_up(f"add 'Asks 9' --record recommendation {where}")
    follow_up("mark cat-9 --grade C --date 2023")
    grades = {body: status(follow_up, body)["follow_up"]["grades"] for body in ("CAT", "CCPR")}
    assert grades == {"CAT": {"C": 1}, "CCPR": {}}


def test_a_grade_goes_with_its_recommendation(follow_up: Run) -> None:
    follow_up("mark ccpr-11 --grade B --date 2020")
    follow_up("delete ccpr-11 --yes")
    assert follow_up("list --record grade").out == ""
    follow_up("undo")
    assert follow_up("list --record grade --format ids").lines == ["ccpr-11-grade-2020"]


def test_what_was_asked_is_counted_with_its_answers(hrtrack: Run, own_store: Path) -> None:
    answered = "--set answered=2020-07 --set 'answer=Denies it'"
    hrtrack(f"add 'Letter on a trial' -m SP --kind communication --date 2020-05 {answered}")
    hrtrack("add 'Letter on a prison' -m SP --kind communication --date 2020-06")
    hrtrack("add 'Asks to visit' -m SP --kind request --date 2021")
    asked = {"communication": {"made": 2, "answered": 1}, "request": {"made": 1, "answered": 0}}
    assert status(hrtrack, "SP")["mechanisms"][0]["asked"] == asked
    then = status(hrtrack, "SP --as-of 2020-06-30")["mechanisms"][0]["asked"]
    assert then == {"communication": {"made": 2, "answered": 0}}
    page = hrtrack("status SP --format table").out
    assert "SP: 0 of 1 request answered; 1 of 2 communications answered" in page
    row = json.loads(hrtrack("list --kind communication --as-of 2020-06-30 -F json").out)[0]
    assert (row["answered"], row["answer"]) == (None, None)


def test_nothing_is_picked_or_graded_before_it_was_published(follow_up: Run) -> None:
    follow_up("edit ccpr-11 --set published=2018")
    assert status(follow_up, "CCPR --as-of 2015")["follow_up"]["picked"] == 1
    recommendations = follow_up("recs -m CCPR --as-of 2015 --format ids").lines
    assert recommendations == ["ccpr-12", "ccpr-13"]
    said = follow_up("mark ccpr-11 --grade B1 --date 2010", code=2).err
    assert "is earlier than the recommendation, published 2018" in said
