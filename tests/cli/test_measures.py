"""Measures of plans: what is done about recommendations, by whom, until when, and how far.

- a measure belongs to a plan on record and serves recommendations of any body and cycle
- ``mark`` adds to its progress; nothing that was said is changed or dropped, nothing goes back
- ``measures`` asks by body, plan, state and recommendation, as of a day; ``due`` has its day
- a completed measure makes no recommendation implemented; ``show`` has the two side by side
- a verdict names events and measures as its evidence, and ``check`` finds later ones
- ``status plan`` counts by plan and body, by whose account, and what no measure serves
- what cannot be is refused in a sentence, and nothing is written
- exported and read back, merged, undone, left out of a public copy, as any record
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

ID = "measure-train-judges"
PLAN = "upr-2016-10-24-plan"


@pytest.fixture
def planned(hrtrack: Run, own_store: Path) -> Run:
    """A store with two measures of the plan of 2016, the first of them under way."""
    served = "--set 'recommendations=97.5; 98.1' --set 'lead=Ministry of Justice'"
    dates = "--set 'partners=Supreme Court' --set start=2017 --set due=2018-06"
    hrtrack(f"add 'Train judges' --record measure --set plan={PLAN} {served} {dates}")
    hrtrack(f"add 'Write a law' --record measure --set plan={PLAN} --set due=2019")
    hrtrack(f"mark {ID} --as under-way --by government --date 2017-05 --source 'Report of 2017'")
    return hrtrack


def progress(run: Run, more: str = "") -> list[tuple[str, str]]:
    (row,) = json.loads(run(f"show {ID} --format json {more}").out)
    return [(entry["date"], entry["state"]) for entry in row["progress"]]


def ids(run: Run, line: str) -> list[str]:
    return run(f"measures {line} --format ids").lines


def test_mark_says_where_the_account_of_another_counts(hrtrack: Run, own_store: Path) -> None:
    hrtrack("add Train --record measure")
    account = "mark measure-train --date 2016-05 --as"
    assert "counts as" not in hrtrack(f"{account} completed --by government").err
    hrtrack(f"{account} dropped --by un")
    said = hrtrack(f"{account} completed --by viasna").err
    assert "measure-train counts as dropped according to un, 2016-05\n" in said


def test_progress_is_added_to(planned: Run) -> None:
    planned(f"mark {ID} --as completed --by government --date 2018-03 --note Held")
    assert progress(planned) == [("2017-05", "under-way"), ("2018-03", "completed")]
    assert progress(planned, "--as-of 2017-12") == [("2017-05", "under-way")]
    said = planned(f"mark {ID} --as completed --by government --date 2018-03 --note Held")
    assert said.out == ""
    assert "already" in said.err
    planned("undo")
    assert progress(planned) == [("2017-05", "under-way")]


def test_what_was_said_before_is_said_again_with_a_word_more(planned: Run) -> None:
    planned(f"mark {ID} --as completed --by government --date 2017-05")
    again = f"mark {ID} --as under-way --by government --date 2017-05 --source 'Report of 2017'"
    assert "to say it again, give a source or a note" in planned(again, code=2).err
    planned(f"{again} --note 'Not yet after all'")
    assert [state for _, state in progress(planned)] == ["under-way", "completed", "under-way"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            f"mark {ID} --as completed --date 2016",
            "is earlier than the last entry, of 2017-05",
        ),
        (f"edit {ID} --set progress=", "progress is only added to: the entry of 2017-05 must stay"),
        (f"mark {ID} --as partly", "is a measure, which is planned, under-way, completed, dropped"),
        (f"mark {ID} --as completed --source A --source B", "has one source"),
        (f"mark {ID} --as completed --evidence {PLAN}", "leave out --grade and --evidence"),
        (f"mark {ID} --as completed --date 2099", "lies ahead; progress speaks of what was found"),
        ("mark 97.5 --as completed", "only measures are completed"),
        (f"mark {ID} 97.5 --as completed --date 2018", "only measures are completed"),
        ("add X --record measure --set start=2018 --set due=2017", "due 2017 is earlier than"),
        ("add X --record measure --set lead=A --set lead=B", '"lead" twice'),
        ("add X --record measure --set 'lead=A; B'", "name the others as partners"),
        (
            "add X --record measure --set recommendations=cat-2009-12-report",
            "takes a recommendation",
        ),
        ("add X --record measure --set plan=97.5", "plan takes an event"),
        (f"edit {ID} --set recommendations={ID}", "takes a recommendation"),
    ],
)
def test_what_cannot_be_is_refused(planned: Run, own_store: Path, line: str, said: str) -> None:
    before = own_store.read_bytes()
    assert said in planned(line, code=2).err
    assert own_store.read_bytes() == before


def test_a_recommendation_that_is_not_on_record_is_not_served(
    planned: Run, own_store: Path
) -> None:
    assert (
        'no record "97.999"'
        in planned("add X --record measure --set recommendations=97.999", code=3).err
    )


def test_a_measure_is_there_once_its_plan_was_adopted(planned: Run) -> None:
    assert ids(planned, "--as-of 2016-10-23") == []
    assert ids(planned, "--as-of 2016-10-24") == [ID, "measure-write-a-law"]
    assert json.loads(planned("status plan --as-of 2015 -F json").out)["all"]["measures"] == 0
    assert ID not in planned("due --as-of 2015").out
    assert planned("list --record measure --as-of 2016-10-23 --format ids").lines == []
    assert ID not in planned("export --what measures --as-of 2016-10-23 --format csv").out
    (row,) = json.loads(planned("show 97.5 --format json --as-of 2016-10-23").out)
    assert row["linked"] == []
    planned(f"mark 97.5 --by un --date 2019 --evidence {ID}")
    (row,) = json.loads(planned(f"show {ID} --format json --as-of 2018").out)
    assert row["linked"] == []


def test_measures_are_asked_for(planned: Run) -> None:
    assert ids(planned, "--body 'supreme court'") == [ID]
    assert ids(planned, "--body justice") == [ID]
    assert ids(planned, "--for 98.1") == [ID]
    assert ids(planned, f"--plan {PLAN}") == [ID, "measure-write-a-law"]
    assert ids(planned, "--state under-way --as-of 2018-01-01") == [ID]
    assert ids(planned, "--state overdue --as-of 2018-07-01") == [ID]
    assert ids(planned, "--state planned --as-of 2017-01-01") == [ID, "measure-write-a-law"]
    assert 'unknown state "late"' in planned("measures --state late", code=2).err
    assert "no measure has the body" in planned("measures --body Nobody", code=2).err


def test_recommendations_are_asked_for_by_the_measures_that_serve_them(planned: Run) -> None:
    ask = "recs --format ids --as-of 2018-01-01 --served"
    assert planned(f"{ask} under-way").lines == ["upr1-97.5", "upr1-98.1"]
    late = "recs --format ids --as-of 2018-07 --served overdue"
    assert planned(late).lines == ["upr1-97.5", "upr1-98.1"]
    assert planned(f"{ask} completed,dropped").lines == []
    document = json.loads(planned("status plan --format json --as-of 2018-01-01").out)
    unserved = planned(f"{ask} none --response supported,partly-supported").lines
    assert unserved == document["recommendations"]["unserved"]
    assert planned("recs --format ids --as-of 2015 --served under-way").lines == []
    assert 'unknown state of measures "late"' in planned("recs --served late", code=2).err


def test_what_was_said_of_late_is_asked_for(planned: Run) -> None:
    assert ids(planned, "--said-since 2017-05-31") == [ID]
    assert ids(planned, "--said-since 2017-06") == []
    assert ids(planned, "--said-since 2017 --as-of 2017-04") == []


def test_what_is_open_falls_due(planned: Run) -> None:
    assert (
        f"{ID}\t2018-06\tmeasure\t\tTrain judges\toverdue\t1"
        in planned("due --as-of 2018-07-01").lines
    )
    planned(f"mark {ID} --as dropped --date 2018-06-15")
    assert ID not in planned("due --as-of 2018-07-01").out
    assert ID in planned("due --as-of 2018-06-01").out
    planned(f"mark {ID} --as under-way --date 2018-06-30 --by un")
    assert ID in planned("due --as-of 2018-07-01").out
    assert f"UID:{ID}-measure@hrtrack" in planned("due --as-of 2018-06-01 --format ics").out


@pytest.mark.parametrize(("day", "state"), [("2018-06-30", "under-way"), ("2018-07-01", "overdue")])
def test_a_measure_is_overdue_once_the_last_day_of_its_due_date_is_over(
    planned: Run, day: str, state: str
) -> None:
    (row,) = json.loads(planned(f"show {ID} --as-of {day} --format json").out)
    assert row["state"] == state
    assert (ID in ids(planned, f"--state overdue --as-of {day}")) == (state == "overdue")


def test_what_is_due_on_one_day_is_in_the_order_in_which_people_count(planned: Run) -> None:
    for number in (10, 2):
        planned(f"add 'Part {number}' --record measure --set due=2030 --id part-{number}")
    due = planned("due --as-of 2029-12 --format tsv").cells
    assert [line[0] for line in due if line[1] == "2030"] == ["part-2", "part-10"]


def test_a_completed_measure_makes_nothing_implemented(planned: Run) -> None:
    before = json.loads(planned("status upr --format json").out)
    planned(f"mark {ID} --as completed --by government --date 2018")
    assert json.loads(planned("status upr --format json").out) == before
    page = planned("show 97.5 --format table").out
    assert "none yet" in page
    assert f"measure {ID}: completed" in page
    (row,) = json.loads(planned("show 97.5 --format json").out)
    told = {"state": "completed", "according_to": ["government"]}
    assert row["linked"] == [{"id": ID, "record": "measure", "title": "Train judges", **told}]


def test_a_verdict_names_its_evidence(planned: Run) -> None:
    planned(f"mark 97.5 --by un --date 2019 --evidence {ID} --evidence {PLAN} --source X")
    (row,) = json.loads(planned("show 97.5 --format json").out)
    assert row["verdicts"]["un"]["evidence"] == [ID, PLAN]
    (measure,) = json.loads(planned(f"show {ID} --format json").out)
    assert [link["id"] for link in measure["linked"]] == ["upr1-97.5-un-2019"]
    assert f"rests on {ID}, {PLAN}" in planned("show 97.5 --format table").out
    page = planned(f"show {ID} --format table").out
    assert "assessment upr1-97.5-un-2019: implemented according to un, 2019" in page
    assert "97.5" in planned("mark 97.6 --evidence 97.5", code=2).err
    planned(f"delete {ID} --yes")
    (row,) = json.loads(planned("show 97.5 --format json").out)
    assert row["verdicts"]["un"]["evidence"] == [PLAN]


def test_evidence_that_came_later_is_found(planned: Run) -> None:
    planned(f"mark 97.5 --by un --date 2016-01 --evidence {PLAN} --source X")
    assert (
        f"upr1-97.5-un-2016-01\twarning\tevidence-later\tevidence[0]\t{PLAN}"
        in planned("check", code=7).out
    )


def test_status_plan_counts_by_plan_and_body(planned: Run) -> None:
    planned(f"mark {ID} --as completed --by government --date 2018-03")
    document = json.loads(planned("status plan --format json --as-of 2020").out)
    (plan,) = document["plans"]
    assert (plan["plan"], plan["measures"], plan["completed"], plan["overdue"]) == (PLAN, 2, 1, 1)
    assert plan["completed_by"] == {"government": 1}
    assert [body["body"] for body in document["bodies"]] == [
        None,
        "Ministry of Justice",
        "Supreme Court",
    ]
    supported = json.loads(planned("status upr --format json").out)["cycles"][0]["supported"]
    served = document["recommendations"]
    assert (served["supported"], served["served"]) == (supported, 1)
    assert len(served["unserved"]) == supported - 1
    rows = [line.split("\t") for line in planned("status plan --as-of 2020").lines]
    assert rows[0] == ["plan", PLAN, "2", "1", "0", "1", "0", "1", "0"]
    assert [row[0] for row in rows] == ["plan", "body", "body", "body", "all"]
    page = planned("status plan --format table").out
    assert "Completed by whose account: 1 by government" in page
    assert "No measure" not in page
    assert "takes --as-of alone" in planned("status plan --cycle 1", code=2).err


def test_a_body_is_one_however_it_is_spelled(planned: Run) -> None:
    planned("add Other --record measure --set 'lead=MINISTRY OF JUSTICE' --set 'partners=ministry'")
    spelled = "--set 'lead=Ministry of Justice' --set 'partners=ministry of justice'"
    planned(f"edit measure-write-a-law {spelled}")
    document = json.loads(planned("status plan --format json").out)
    assert [(body["body"], body["measures"]) for body in document["bodies"]] == [
        ("ministry", 1),
        ("Ministry of Justice", 3),
        ("Supreme Court", 1),
    ]


def test_two_plans_of_one_title_are_two_lines(planned: Run) -> None:
    add = "add 'Yearly plan' -m UPR --kind plan --date"
    plans = [planned(f"{add} {year}").lines[0] for year in (2018, 2019)]
    for plan in plans:
        planned(f"add 'Of {plan}' --record measure --set plan={plan}")
    page = planned("status plan --format table").out
    assert all(f"Yearly plan ({plan})" in " ".join(page.split()) for plan in plans)


def test_a_state_that_nothing_says_is_not_lost(planned: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "plan.csv"
    sheet.write_text("record,title,state\nmeasure,Build a court,completed\n")
    assert "state completed follows from progress" in planned(f"import {sheet}", code=5).err
    sheet.write_text("record,title,state\nmeasure,Build a court,planned\n")
    assert "1 added" in planned(f"import {sheet}").err
    listed = planned("measures --format csv --fields id,state,title").out
    sheet.write_text(listed)
    assert "3 unchanged" in planned(f"import {sheet} --default record=measure").err


def test_status_plan_without_measures_says_so(hrtrack: Run) -> None:
    assert "No measure is on record." in hrtrack("status plan --format table").out


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_measures_are_exported_and_read_back(planned: Run, tmp_path: Path, form: str) -> None:
    before, path = planned(f"show {ID} --format json").out, tmp_path / f"measures.{form}"
    planned(f"export --what measures --format {form} -o {path}")
    planned(f"delete {ID} --yes")
    planned(f"import {path}")
    assert planned(f"show {ID} --format json").out == before


def test_an_import_only_adds_to_progress(planned: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    row: dict[str, Any] = {"record": "measure", "id": ID, "title": "Train judges"}
    path.write_text(json.dumps([{**row, "progress": [{"state": "dropped", "date": "2018"}]}]))
    assert "progress is only added to" in planned(f"import {path}", code=5).err
    assert progress(planned) == [("2017-05", "under-way")]


def test_two_accounts_are_merged(planned: Run, own_store: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.json"
    shutil.copy(own_store, theirs)
    planned(f"mark {ID} --as completed --by government --date 2018-03")
    planned(f"mark {ID} --as dropped --by civil-society --date 2018-01 --db {theirs}")
    planned(f"merge {theirs}")
    assert progress(planned) == [
        ("2017-05", "under-way"),
        ("2018-01", "dropped"),
        ("2018-03", "completed"),
    ]


def test_a_public_copy_leaves_out_what_is_marked(planned: Run) -> None:
    planned(f"edit {ID} --set sensitive=true")
    public = planned("export --public --what measures --format ndjson").out
    assert [json.loads(line)["id"] for line in public.splitlines()] == ["measure-write-a-law"]
