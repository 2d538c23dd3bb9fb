"""Whose account the state of a measure is, and who says otherwise, wherever the state is shown.

- the latest account counts; of one day that by which the least is done, in whatever order the
  accounts were entered or merged; each speaker's own last account is compared
- rows, tables, show, recs, status plan, the matrix and the page name who says so and who differs
- what a state asked for leaves out by the account that counts is told
- a speaker may be called anything; a row reads back as the same record
"""

from __future__ import annotations

import itertools
import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from terminals import drawn

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

ID = "measure-law"
MARKS = {
    "government": f"mark {ID} --as completed --date 2016-11 --by government",
    "un": f"mark {ID} --as dropped --date 2016-11 --by un",
}
DROPPED = "dropped according to un, 2016-11"
COMPLETED = "completed according to government, 2016-11"


@pytest.fixture
def law(hrtrack: Run, own_store: Path) -> Run:
    """A store with a measure of which nobody has spoken."""
    hrtrack(f"add 'Write a law' --record measure --set recommendations=97.5 --id {ID}")
    return hrtrack


@pytest.fixture
def differing(law: Run) -> Run:
    """The measure is dropped according to the UN, and completed according to the Government."""
    for line in MARKS.values():
        law(line)
    return law


def row(run: Run, options: str = "") -> dict[str, Any]:
    (found,) = json.loads(run(f"measures --format json {options}").out)
    return {key: found[key] for key in ("state", "according_to", "otherwise")}


# --- which one counts -------------------------------------------------------------


@pytest.mark.parametrize("order", [*itertools.permutations(MARKS)])
def test_of_one_day_the_least_done_counts_in_any_order(law: Run, order: tuple[str, ...]) -> None:
    for name in order:
        law(MARKS[name])
    assert row(law) == {
        "state": "dropped",
        "according_to": ["un"],
        "otherwise": {"government": {"state": "completed", "date": "2016-11"}},
    }


def test_a_merge_of_two_accounts_gives_the_same(law: Run, own_store: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.json"
    shutil.copy(own_store, theirs)
    law(MARKS["un"])
    law(f"{MARKS['government']} --db {theirs}")
    law(f"merge {theirs}")
    assert (row(law)["state"], row(law)["according_to"]) == ("dropped", ["un"])


@pytest.mark.parametrize(
    ("state", "other", "counts"),
    [
        ("planned", "under-way", "planned"),
        ("under-way", "dropped", "under-way"),
        ("under-way", "completed", "under-way"),
        ("dropped", "completed", "dropped"),
    ],
)
def test_what_is_still_to_be_done_comes_before_what_is_closed(
    law: Run, state: str, other: str, counts: str
) -> None:
    law(f"mark {ID} --as {state} --date 2016 --by un")
    law(f"mark {ID} --as {other} --date 2016 --by civil-society")
    assert row(law)["state"] == counts


def test_the_latest_account_counts_whatever_it_says(differing: Run) -> None:
    differing(f"mark {ID} --as completed --date 2017 --by civil-society")
    assert row(differing) == {
        "state": "completed",
        "according_to": ["civil-society", "government"],
        "otherwise": {"un": {"state": "dropped", "date": "2016-11"}},
    }
    assert row(differing, "--as-of 2016-12")["state"] == "dropped"


def test_who_comes_to_agree_differs_no_more(differing: Run) -> None:
    differing(f"mark {ID} --as dropped --date 2017 --by government")
    assert row(differing) == {
        "state": "dropped",
        "according_to": ["government", "un"],
        "otherwise": {},
    }


def test_an_account_of_nobody_named_is_one_more(law: Run) -> None:
    assert row(law) == {"state": "planned", "according_to": [], "otherwise": {}}
    law(f"mark {ID} --as under-way --date 2015")
    assert row(law) == {"state": "under-way", "according_to": [], "otherwise": {}}
    law(MARKS["un"])
    assert row(law)["otherwise"] == {"": {"state": "under-way", "date": "2015"}}
    assert "under way according to nobody named, 2015" in law(f"show {ID} --format table").out
    assert "nobody named=under-way 2015" in law("measures --format table").out


def test_what_is_open_by_the_account_that_counts_is_due(law: Run) -> None:
    law(f"edit {ID} --set due=2018")
    law(f"mark {ID} --as under-way --date 2016-11 --by un")
    law(MARKS["government"])
    assert ID in law("due --as-of 2019").out
    law(f"mark {ID} --as completed --date 2017 --by un")
    assert ID not in law("due --as-of 2019").out


# --- where it is shown ------------------------------------------------------------


def test_a_piped_row_ends_with_who_says_so_and_who_differs(differing: Run) -> None:
    (cells,) = differing("measures").cells
    assert cells == [ID, "dropped", "", "", "Write a law", "un", "government=completed 2016-11"]


@pytest.mark.parametrize("command", ["measures", "list --record measure", f"show {ID}"])
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_people_read_both(differing: Run, command: str, columns: int) -> None:
    page = drawn(command, columns)
    shown = " ".join(" ".join(page).split())
    assert "dropped" in shown
    if columns == 200 and "show" not in command:
        assert page[-1].split()[-2:] == ["government=completed", "2016-11"]
        assert page[-1].split()[-3] == "un"
    else:
        assert f"according to un, 2016-11 {COMPLETED}" in shown


def test_a_recommendation_says_how_far_its_measures_are_by_whose_account(differing: Run) -> None:
    (shown,) = json.loads(differing("show 97.5 --format json").out)
    (link,) = shown["linked"]
    assert (link["state"], link["according_to"]) == ("dropped", ["un"])
    assert link["otherwise"] == row(differing)["otherwise"]
    page = " ".join(differing("show 97.5 --format table").out.split())
    assert f"measure {ID}: dropped according to un; {COMPLETED}" in page


def test_an_overdue_measure_is_open_by_somebody_s_account(law: Run) -> None:
    law(f"edit {ID} --set due=2015")
    law(f"mark {ID} --as under-way --date 2014 --by un")
    assert "overdue, open according to un" in law("show 97.5 --format table").out
    assert "under way according to un, 2014" in law(f"show {ID} --format table").out


def test_status_plan_says_whose_states_it_counts_and_which_are_told_differently(
    differing: Run,
) -> None:
    document = json.loads(differing("status plan --format json").out)
    assert document["differing"] == [ID]
    assert (document["all"]["dropped"], document["all"]["differing"]) == (1, 1)
    assert document["all"]["according_to"] == {"dropped": {"un": 1}}
    assert [cells[-1] for cells in differing("status plan").cells] == ["1"] * 3
    page = " ".join(differing("status plan --format table").out.split())
    assert "Dropped by whose account: 1 by un." in page
    assert (
        f"The last accounts of 1 of 1 measure differ; hrtrack measures --disagree: {ID}: " in page
    )
    assert f"{DROPPED}; {COMPLETED}" in page
    differing(f"mark {ID} --as dropped --date 2017 --by government")
    assert "differ" not in differing("status plan --format table").out


def test_the_matrix_and_the_page_say_both(differing: Run) -> None:
    matrix = differing("export --format matrix --with-measures").out
    assert (
        "Write a law (no body named): dropped, un 2016-11; completed, government 2016-11" in matrix
    )
    text = differing("export --format html").out
    page = text[text.index('id="plan"') : text.index('id="sheet"')]
    assert "according to the UN" in page
    assert "completed according to the government, 2016-11" in page
    assert "the last accounts of 1 differ" in page


# --- what is asked for ------------------------------------------------------------


def test_measures_are_asked_for_that_are_told_differently(differing: Run) -> None:
    differing("add 'Other' --record measure")
    assert differing("measures --disagree --format ids").lines == [ID]
    assert differing("measures --disagree --as-of 2016-10 --format ids").lines == []


@pytest.mark.parametrize("ask", ["measures --state", "recs --served"])
def test_what_is_left_out_by_the_account_that_counts_is_told(differing: Run, ask: str) -> None:
    said = differing(f"{ask} completed --format ids")
    assert said.out == ""
    assert f"last accounts of 1 measure differ: {ID}; hrtrack measures --disagree" in said.err
    assert "differ" not in differing(f"{ask} planned --format ids").err


@pytest.mark.parametrize("name", ["says", "ref", "date", "response", "state", "status"])
def test_a_speaker_may_be_called_anything(differing: Run, name: str) -> None:
    differing(f"mark {ID} --as planned --date 2017 --by {name}")
    differing(f"mark {ID} --as dropped --date 2018 --by un")
    differing(f"mark 97.5 --by {name} --date 2015")
    (cells,) = differing("measures").cells
    assert cells[-1] == f"{name}=planned 2017; government=completed 2016-11"
    assert f"{name}=implemented 2015" in differing("recs --fields verdicts").out


@pytest.mark.parametrize("options", ["csv --header", "tsv --header", "json", "ndjson"])
def test_rows_read_back_as_the_same_records(differing: Run, tmp_path: Path, options: str) -> None:
    path = tmp_path / f"measures.{options.split()[0]}"
    fields = "id,record,title,state,according_to,otherwise"
    path.write_text(differing(f"measures --fields {fields} --format {options}").out)
    assert "1 unchanged" in differing(f"import {path}").err


def test_a_whole_row_reads_back(differing: Run, tmp_path: Path) -> None:
    path = tmp_path / "measures.json"
    path.write_text(differing("measures --format json").out)
    assert "1 unchanged" in differing(f"import {path}").err
    for form in ("csv", "xlsx"):
        differing(f"export --what measures --format {form} -o {tmp_path / 'all'}.{form}")
        assert "1 unchanged" in differing(f"import {tmp_path / 'all'}.{form}").err
