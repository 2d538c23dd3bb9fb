"""Screens of 60, 80, 120 and 200 columns: nothing that matters is cut.

- no line is wider than the screen, and none ends on dots in the place of words
- each id of the lines of a listing is there whole, and each date
- the fact sheet: each word of what the record shows is there
- the first screen has the same words on each, and breaks no command
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from own_records import event, fill, recommendation, record
from terminals import Terminal, drawn

from belarus_hr.store import Store, storage

if TYPE_CHECKING:
    from tests.conftest import Run

WIDTHS = [60, 80, 120, 200]
#: Ids and titles as long as they get, of records that the shipped dataset has none of.
LONG = (
    recommendation("97.1"),
    recommendation("97.2"),
    event("ohchr-2026-01-plan", mechanism="OHCHR", kind="plan", date="2026-01"),
    record(
        "measure",
        "measure-adopt-a-law-on-freedom-of-assembly-under-which",
        title="Adopt a law on freedom of assembly under which a notification is enough",
        plan="ohchr-2026-01-plan",
        lead="Ministry of Justice and of the Interior",
        due="2026-01",
        recommendations=["upr1-97.1"],
    ),
    record(
        "report",
        "cat-report-next-periodic-report-to-the-committee-ag",
        title="Next periodic report to the Committee against Torture",
        due="2026-03",
    ),
    record(
        "indicator",
        "indicator-people-held-before-trial-in-all-prisons-of",
        title="People held before trial in all prisons of the country",
        unit="per 100 prisoners of all ages",
        baseline=20,
        target=10.5,
        values=[{"date": "2015", "value": 17.25}],
    ),
    record(
        "cluster",
        "cluster-freedom-of-peaceful-assembly-and-of-association",
        title="Freedom of peaceful assembly and of association, as every body put it",
        members=["upr1-97.1", "upr1-97.2"],
    ),
)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "store.json"
    path.write_bytes(storage.file_bytes({}))
    fill(Store(path), *LONG)
    return path


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize(
    "line",
    [
        "status upr", "status upr --claims", "status upr --cycle 1", "status CAT", "factsheet",
        "factsheet 6a", "list --limit 9", "recs --limit 9", "claims",
    ],
)  # fmt: skip
def test_the_shipped_dataset_is_drawn_whole(line: str, columns: int) -> None:
    lines = drawn(line, columns)
    assert max(map(len, lines)) <= columns
    assert [line for line in lines if "…" in line] == []


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("command", ["due", "measures", "indicators", "clusters", "reports"])
def test_long_ids_and_dates_are_whole(hrtrack: Run, long: Path, command: str, columns: int) -> None:
    line = f"{command} --as-of 2026-11 --db {long}"
    words = {word for line in drawn(line, columns) for word in line.split()}
    rows = json.loads(hrtrack(f"{line} --format json").out)
    assert rows
    for row in rows:
        assert {row["id"], *filter(None, [row.get("date"), row.get("due")])} <= words
        assert command == "reports" or {*row["title"].split()} <= words


@pytest.mark.parametrize("columns", WIDTHS)
def test_the_names_of_plans_and_bodies_are_no_strips(long: Path, columns: int) -> None:
    words = {word for line in drawn(f"status plan --db {long}", columns) for word in line.split()}
    assert {*"Ministry of Justice and of the Interior".split(), "0/1"} <= words


def test_a_number_without_a_head_says_of_what_it_is(long: Path) -> None:
    words = " ".join(" ".join(drawn(f"indicators --db {long}", 60)).split())
    assert "per 100 prisoners of all ages latest 17.25 latest date 2015" in words


@pytest.mark.parametrize("columns", WIDTHS)
def test_the_fact_sheet_cuts_no_word_of_what_the_record_shows(hrtrack: Run, columns: int) -> None:
    words = {word.rstrip(";") for line in drawn("factsheet", columns) for word in line.split()}
    for row in json.loads(hrtrack("factsheet --format json").out):
        shows = " ".join(row["shows"]).replace("according to self", "according to you")
        assert {word.rstrip(";") for word in shows.split()} <= words


@pytest.mark.parametrize("columns", WIDTHS)
def test_the_first_screen_breaks_no_command(hrtrack: Run, columns: int) -> None:
    with Terminal(columns=columns) as terminal:
        _, text = terminal.end()
    whole = hrtrack("", code=2).out
    assert max(map(len, text.splitlines())) <= columns
    assert text.split() == whole.split()
    for command in re.findall(r"(?<= {2})hrtrack .*", whole):
        assert command in [line.rpartition("  ")[2] for line in text.splitlines()]
