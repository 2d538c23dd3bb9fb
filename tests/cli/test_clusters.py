"""``clusters``: recommendations of one matter, tied across bodies and cycles.

- a cluster has two members or more, each a recommendation on record
- ``show`` tells what became of the matter: in the order in which it was asked, with answers,
  verdicts, and whether it was made again after an answer; as of a day; each with its sources,
  which a reference manager takes as well
- the reviews of Belarus date no recommendation to another State
- ``--suggest`` proposes by wording and theme, says why, ties nothing, and proposes nothing twice
- a member that is deleted leaves the cluster; undo brings it back
- it is exported and read back; a public copy has neither a hidden cluster nor a hidden verdict
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from own_records import fill, recommendation, record

if TYPE_CHECKING:
    from pathlib import Path

    from belarus_hr.store import Store
    from tests.conftest import Run

ID = "cluster-death-penalty"


def recommend(run: Run, cycle: int, paragraph: str, title: str, answers: str) -> None:
    where = f"--set cycle={cycle} --set paragraph={paragraph} --set themes='Death penalty'"
    said = f"--set 'responses={answers}'" if answers else ""
    run(f"add '{title}' --record recommendation --set mechanism=UPR {where} {said}")


def answer(response: str, day: str) -> str:
    return json.dumps([{"response": response, "date": day}])


@pytest.fixture
def asked(hrtrack: Run, own_store: Path) -> Run:
    """A store in which three cycles and a Committee ask for an end of the death penalty."""
    recommend(hrtrack, 2, "1.1", "Set a moratorium on executions", answer("noted", "2015-09-24"))
    recommend(hrtrack, 3, "2.1", "Introduce a moratorium on executions soon",
              answer("supported", "2021-03"))  # fmt: skip
    recommend(hrtrack, 3, "2.2", "Build more schools in the villages", "")
    where = "--set mechanism=CCPR --set document=CCPR/C/BLR/CO/5 --set paragraph=28"
    hrtrack(
        f"add 'Moratorium on executions now' --record recommendation {where} --set published=2018"
    )
    hrtrack("add 'Death penalty' --record cluster --set 'members=upr3-2.1; ccpr-28; upr2-1.1'")
    return hrtrack


def course(run: Run, more: str = "") -> list[dict[str, Any]]:
    (row,) = json.loads(run(f"show {ID} --format json {more}").out)
    steps: list[dict[str, Any]] = row["course"]
    return steps


def test_show_tells_what_became_of_the_matter(asked: Run) -> None:
    asked("mark upr3-2.1 --as not-implemented --by un --date 2023")
    keys = ("id", "made", "response", "verdicts", "remark")
    assert [tuple(step[key] for key in keys) for step in course(asked)] == [
        ("upr2-1.1", "2015-05-04", "noted", {}, ""),
        ("ccpr-28", "2018", "pending", {}, "made again after it was noted (upr2-1.1)"),
        ("upr3-2.1", "2020-11-02", "supported", {"un": "not-implemented"},
         "supported after it was noted (upr2-1.1)"),
    ]  # fmt: skip
    page = asked(f"show {ID} --format table").out
    assert "What became of it" in page
    assert "supported after it was noted (upr2-1.1)" in page


def test_it_is_as_of_a_day(asked: Run) -> None:
    asked("mark upr3-2.1 --as not-implemented --by un --date 2023")
    assert [step["id"] for step in course(asked, "--as-of 2016")] == ["upr2-1.1"]
    assert course(asked, "--as-of 2022")[-1]["verdicts"] == {}


def test_each_step_has_the_sources_of_the_recommendation_its_answers_and_verdicts(
    hrtrack: Run, empty_store: Store
) -> None:
    days = {"Report": "2010-05", "Answer": "2010-09-23", "Finding": "2014"}
    answers = [
        {"response": "pending", "date": days["Report"], "ref": "Report"},
        {"response": "supported", "date": days["Answer"], "ref": "Answer"},
    ]
    fill(
        empty_store,
        recommendation("97.1", sources=["Text"], responses=answers),
        recommendation("97.2", sources=["A/HRC/15/16, para. 97.2"]),
        record("assessment", "a", recommendation="upr1-97.1", date="2014", sources=["Finding"]),
        record("cluster", ID, members=["upr1-97.1", "upr1-97.2"]),
    )
    for day in days.values():
        first, _ = course(hrtrack, f"--as-of {day}")
        known = ["Text", *(ref for ref, said in days.items() if said <= day)]
        assert [source["ref"] for source in first["sources"]] == known
    items = json.loads(hrtrack(f"show {ID} --format csl").out)
    assert {item["title"] for item in items} >= {"Text", *days}
    assert items[-1]["number"] == "A/HRC/15/16"
    assert json.loads(hrtrack("clusters --format csl").out) == items
    address = "A/HRC/15/16, para. 97.2. Available at https://docs.un.org/en/A/HRC/15/16"
    assert address in hrtrack(f"show {ID} -F table").out


def test_what_was_supported_can_be_made_again_or_noted(hrtrack: Run, own_store: Path) -> None:
    recommend(hrtrack, 2, "1.1", "Ask once", answer("supported", "2015-09-24"))
    recommend(hrtrack, 3, "2.1", "Ask again", answer("supported", "2021-03"))
    recommend(hrtrack, 3, "2.3", "Ask again and be refused", answer("noted", "2021-03"))
    hrtrack("add 'Death penalty' --record cluster --set 'members=upr2-1.1; upr3-2.1; upr3-2.3'")
    assert [step["remark"] for step in course(hrtrack)] == [
        "",
        "made again after it was supported (upr2-1.1)",
        "noted after it was supported (upr2-1.1)",
    ]


def test_the_reviews_of_belarus_date_nothing_of_another_state(
    hrtrack: Run, own_store: Path
) -> None:
    for paragraph in ("1.1", "1.2"):
        where = (
            f"--set mechanism=UPR --set cycle=2 --set country=Slovenia --set paragraph={paragraph}"
        )
        hrtrack(f"add 'Ask {paragraph}' --record recommendation {where}")
    hrtrack(
        "add 'Death penalty' --record cluster --set 'members=upr2-slovenia-1.1; upr2-slovenia-1.2'"
    )
    assert [step["made"] for step in course(hrtrack)] == [None, None]
    assert len(course(hrtrack, "--as-of 2012")) == 2


def test_supported_after_both_answers_it_is_made_again(hrtrack: Run, empty_store: Store) -> None:
    answers = {"2001": "noted", "2002": "supported", "2003": "supported"}
    asked = [
        recommendation(
            year, cycle=cycle, document=None, responses=[{"response": answer, "date": year}]
        )
        for cycle, (year, answer) in enumerate(answers.items(), 1)
    ]
    members = [one["id"] for one in asked]
    fill(empty_store, *asked, record("cluster", ID, members=members))
    assert [step["remark"] for step in course(hrtrack)] == [
        "",
        f"supported after it was noted ({members[0]})",
        f"made again after it was supported ({members[1]})",
    ]


@pytest.mark.parametrize(
    ("members", "code", "said"),
    [
        ("97.5", 2, 'members must be 2 or more, not "97.5" alone'),
        ("97.5; upr1-97.5", 2, 'members must be 2 or more, not "upr1-97.5" alone'),
        ("97.5; cat-2009-12-report", 2, "is an event, and members takes a recommendation"),
        ("97.5; 97.999", 3, 'no record "97.999"'),
        ("", 2, "members"),
    ],
)
def test_a_cluster_that_ties_nothing_is_refused(
    hrtrack: Run, own_store: Path, members: str, code: int, said: str
) -> None:
    assert said in hrtrack(f"add X --record cluster --set 'members={members}'", code=code).err
    assert hrtrack("clusters").out == ""


def test_clusters_are_listed_and_asked_for(asked: Run) -> None:
    assert asked("clusters --member ccpr-28 --format ids").lines == [ID]
    assert asked("clusters --text penalty --format ids").lines == [ID]
    assert asked("clusters --text schools").out == ""
    assert "has the member" in asked("clusters --member upr1-97.5", code=2).err


def test_what_seems_to_be_of_one_matter_is_proposed_with_its_reason(asked: Run) -> None:
    assert asked("clusters --suggest").out == ""  # They are tied already.
    asked(f"delete {ID} --yes")
    (proposal,) = json.loads(asked("clusters --suggest --format json").out)
    assert proposal["members"] == ["ccpr-28", "upr2-1.1", "upr3-2.1"]
    assert "moratorium" in proposal["reason"]
    assert 0 < proposal["likeness"] <= 1
    assert asked("clusters").out == ""
    assert "--suggest looks at all" in asked("clusters --suggest --text x", code=2).err


def test_a_member_that_is_deleted_leaves_the_cluster(asked: Run) -> None:
    asked("delete ccpr-28 --yes")
    assert [step["id"] for step in course(asked)] == ["upr2-1.1", "upr3-2.1"]
    asked("undo")
    assert len(course(asked)) == 3


def test_a_cluster_goes_with_all_members_but_one(asked: Run) -> None:
    question = asked("delete ccpr-28 upr2-1.1", code=2).err
    assert question.startswith("hrtrack: Delete 2 records and 1 cluster with them (")
    asked("delete ccpr-28 upr2-1.1 --yes")
    assert asked("clusters").out == ""
    asked("undo")
    assert len(course(asked)) == 3


def test_bodies_that_ask_in_one_year_are_two_occasions(asked: Run) -> None:
    where = "-m CAT --set document=CAT/C/BLR/CO/5 --set paragraph=9 --set published=2019"
    asked(f"add 'Moratorium' --record recommendation {where}")
    asked("edit ccpr-28 --response noted --date 2018-12")
    asked("add Two --record cluster --set 'members=ccpr-28; cat-9'")
    (row,) = json.loads(asked("show cluster-two --format json").out)
    assert row["course"][1]["remark"] == "made again after it was noted (ccpr-28)"


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_a_cluster_is_exported_and_read_back(asked: Run, tmp_path: Path, form: str) -> None:
    before, path = course(asked), tmp_path / f"clusters.{form}"
    asked(f"export --what clusters --format {form} -o {path}")
    asked(f"delete {ID} --yes")
    asked(f"import {path}")
    assert course(asked) == before
    assert "0 added, 0 updated, 1 unchanged" in asked(f"import {path}").err


def test_a_hidden_cluster_is_not_public(asked: Run) -> None:
    asked(f"edit {ID} --set sensitive=true")
    assert asked("export --public --what clusters --format ndjson").out == ""


def test_a_cluster_with_a_hidden_member_is_not_public(asked: Run) -> None:
    asked("edit upr3-2.1 --set sensitive=true")
    assert asked("export --public --what clusters --format ndjson").out == ""


def test_a_hidden_verdict_is_in_no_public_course(asked: Run) -> None:
    asked("mark upr3-2.1 --as partly --by un --date 2023")
    asked("edit upr3-2.1-un-2023 --set sensitive=true")
    public = asked("export --public --what clusters --format json").out
    assert [step["verdicts"] for step in json.loads(public)[0]["course"]] == [{}, {}, {}]


@pytest.mark.parametrize("strict", ["", "--strict"])
def test_a_member_whose_id_holds_a_hidden_word_hides_the_cluster(
    hrtrack: Run, own_store: Path, strict: str
) -> None:
    hrtrack(
        "add Quokka --record recommendation -m CAT --id quokka-1 --set document=CAT/C/1 "
        "--set paragraph=1 --set sensitive=true"
    )
    hrtrack("add 'Zebra matter' --record cluster --set 'members=quokka-1; 97.6'")
    assert hrtrack(f"export --public {strict} -F csv --what clusters").out.count("Zebra") == 0
