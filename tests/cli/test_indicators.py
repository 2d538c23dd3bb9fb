"""Indicators: numbers of one unit that show how far something is carried out.

- ``mark`` adds a value; one of the same date, scope and method corrects it, and both stay
- a value is a number, or unknown for a reason, and never 0 for that
- values are compared along a line alone: a gap, another scope or method makes another line
- from baseline to target the way is n of m, up or down
- ``indicators`` asks by recommendation, measure, type and SDG target, as of a day
- an indicator makes no recommendation implemented, and can be the evidence of a verdict
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

ID = "indicator-held-before-trial"
FIELDS = (
    "--set 'unit=per 100 prisoners' --set type=outcome --set recommendations=97.5 --set sdg=16.3.2 "
    "--set baseline=20 --set baseline_date=2014 --set target=10 --set target_date=2020"
)


@pytest.fixture
def measured(hrtrack: Run, own_store: Path) -> Run:
    """A store with an indicator of two values."""
    hrtrack(f"add 'Held before trial' --record indicator {FIELDS}")
    hrtrack(f"mark {ID} --value 20 --date 2014 --source 'Yearbook of 2015'")
    hrtrack(f"mark {ID} --value 17.5 --date 2015")
    return hrtrack


def row(run: Run, more: str = "") -> dict[str, Any]:
    rows = json.loads(run(f"show {ID} --format json {more}").out)
    made: dict[str, Any] = rows[0]
    return made


def numbers(run: Run) -> list[list[float]]:
    return [[point["value"] for point in line["values"]] for line in row(run)["lines"]]


def test_values_lead_from_baseline_to_target(measured: Run) -> None:
    said = row(measured)
    assert said["values"][0] == {"date": "2014", "value": 20, "ref": "Yearbook of 2015"}
    assert (said["latest"], said["latest_date"]) == (17.5, "2015")
    assert (said["covered"], said["distance"], said["direction"]) == (2.5, 10, "down")
    assert said["reached"] == "2.5 of 10 down"
    before = row(measured, "--as-of 2014-12-31")
    assert (before["latest"], before["reached"]) == (20, "0 of 10 down")
    measured(f"mark {ID} --value 22 --date 2016")
    assert row(measured)["reached"] == "-2 of 10 down"


def test_a_correction_stays_beside_what_it_corrects(measured: Run) -> None:
    said = measured(f"mark {ID} --value 18 --date 2015 --published 2017-02 --source Corrigendum")
    assert "corrects an earlier value" in said.err
    assert [entry["value"] for entry in row(measured)["values"]] == [20, 17.5, 18]
    assert row(measured)["latest"] == 18
    assert row(measured, "--as-of 2016")["latest"] == 17.5
    assert "corrected by a later value" in measured(f"show {ID} --format table").out
    measured("undo")
    assert row(measured)["latest"] == 17.5


def test_what_was_corrected_is_said_again_with_a_word_more(measured: Run) -> None:
    measured(f"mark {ID} --value 18 --date 2015")
    assert (
        "to say it again, give a source or a note"
        in measured(f"mark {ID} --value 17.5 --date 2015", code=2).err
    )
    measured(f"mark {ID} --value 17.5 --date 2015 --note 'It was right'")
    assert [entry["value"] for entry in row(measured)["values"]] == [20, 17.5, 18, 17.5]
    assert row(measured)["latest"] == 17.5


def test_corrections_of_two_people_keep_their_order_in_a_merge(
    measured: Run, own_store: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs.json"
    shutil.copy(own_store, theirs)
    measured(f"mark {ID} --value 9 --date 2013")
    measured(f"mark {ID} --value 19 --date 2015 --db {theirs}")
    measured(f"mark {ID} --value 17 --date 2015 --db {theirs}")
    measured(f"merge {theirs}")
    assert [entry["value"] for entry in row(measured)["values"]] == [9, 20, 17.5, 19, 17]


def test_a_year_is_not_compared_with_a_month(measured: Run) -> None:
    for day, value in (("2015-06", 30), ("2016", 16), ("2016-06", 29), ("2015/2016", 8)):
        measured(f"mark {ID} --value {value} --date {day}")
    assert sorted(numbers(measured)) == [[8], [20, 17.5, 16], [30, 29]]


def test_unknown_is_a_value_with_its_reason(measured: Run) -> None:
    measured(f"mark {ID} --value unknown --reason 'Not published' --date 2016")
    measured(f"mark {ID} --value 16 --date 2017")
    assert numbers(measured) == [[20, 17.5], [16]]
    assert row(measured)["values"][2] == {"date": "2016", "reason": "Not published"}
    page = measured(f"show {ID} --format table").out
    assert "2016  unknown: Not published" in page
    assert measured("show --fields values " + ID).lines == [
        "2014: 20; 2015: 17.5; 2016: unknown (Not published); 2017: 16"
    ]


def test_a_gap_and_another_method_end_the_line(measured: Run) -> None:
    measured(f"mark {ID} --value 15 --date 2018")
    assert numbers(measured) == [[20, 17.5], [15]]
    measured(f"mark {ID} --value 30 --date 2019 --method 'With house arrest'")
    said = row(measured)
    assert [line["method"] for line in said["lines"]] == [None, None, "With house arrest"]
    assert (said["latest"], said["reached"], said["covered"]) == (30, None, None)


@pytest.mark.parametrize(("day", "lines"), [("2016-01-16", 1), ("2016-01-17", 2)])
def test_more_than_half_as_long_again_as_the_shortest_time_is_a_gap(
    measured: Run, day: str, lines: int
) -> None:
    for known in ("2015-12-22", "2016-01-01", day):
        measured(f"mark {ID} --value 16 --date {known}")
    of_days = [line for line in row(measured)["lines"] if len(line["values"][0]["date"]) == 10]
    assert len(of_days) == lines


def test_the_baseline_was_measured_by_the_method_of_its_date(measured: Run) -> None:
    measured(f"mark {ID} --value 25 --date 2013 --method 'By hand'")
    assert row(measured)["reached"] == "2.5 of 10 down"


def test_a_scope_has_lines_of_its_own(measured: Run) -> None:
    measured(f"mark {ID} --value 40 --date 2015 --scope Minsk")
    said = row(measured)
    assert [line["scope"] for line in said["lines"]] == [None, "Minsk"]
    assert said["latest"] == 17.5
    assert "Minsk: █  40 (2015)" in measured(f"show {ID} --format table").out


def test_a_terminal_shows_the_values_as_a_picture(measured: Run) -> None:
    measured(f"mark {ID} --value 15 --date 2018")
    assert "█▅ ▁" in measured("indicators --format table --fields title,values").out
    assert measured("indicators").lines == [
        f"{ID}\tper 100 prisoners\t15\t2018\t5 of 10 down\tHeld before trial"
    ]


def test_numbers_are_ordered_as_numbers(measured: Run) -> None:
    for title, baseline in (("A", 6.8), ("B", 6.14), ("C", -5), ("D", -6.5)):
        measured(f"add {title} --record indicator --set unit=x --set baseline={baseline}")
    order = "indicators --format ids --text indicator --sort"
    ranked = [f"indicator-{name}" for name in "dcba"]
    assert [id_ for id_ in measured(f"{order} baseline").lines if id_ != ID] == ranked
    assert [id_ for id_ in measured(f"{order} -baseline").lines if id_ != ID] == ranked[::-1]


def test_indicators_are_asked_for(measured: Run) -> None:
    measured("add Train --record measure")
    measured("add Other --record indicator --set unit=persons --set measures=measure-train")
    ask = "indicators --format ids"
    assert measured(f"{ask} --for 97.5").lines == [ID]
    assert measured(f"{ask} --type outcome").lines == [ID]
    assert measured(f"{ask} --sdg 16.3.2").lines == [ID]
    assert measured(f"{ask} --measure measure-train").lines == ["indicator-other"]
    assert measured(f"{ask} --as-of 2013").lines == ["indicator-other"]
    assert 'unknown type "result"' in measured("indicators --type result", code=2).err


def test_an_indicator_makes_nothing_implemented(measured: Run) -> None:
    before = measured("status upr --format json").out
    measured(f"mark {ID} --value 10 --date 2020")
    assert measured("status upr --format json").out == before
    assert f"indicator {ID}: 10 per 100 prisoners (2020), 10 of 10 down" in " ".join(
        measured("show 97.5 --format table").out.split()
    )


def test_a_verdict_names_an_indicator_as_its_evidence(measured: Run) -> None:
    measured(f"mark 97.5 --by un --date 2013 --evidence {ID} --source X")
    assert [link["record"] for link in row(measured)["linked"]] == ["assessment"]
    assert f"evidence-later\tevidence[0]\t{ID}" in measured("check", code=7).out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("add X --record indicator", "an indicator needs --set unit=… (what the numbers count"),
        (f"mark {ID} --value 5", "say what the value is of: --date 2024"),
        (f"mark {ID} --value 17,5 --date 2016", "write 17.5"),
        (f"mark {ID} --value 1,234 --date 2016", "write 1.234 or 1234"),
        (f"mark {ID} --value 5% --date 2016", "without the unit"),
        (f"mark {ID} --value unknown --date 2016", "why the value is unknown"),
        (f"mark {ID} --value 5 --reason Why --date 2016", "--reason is why a value is unknown"),
        (f"mark {ID} --scope Minsk --date 2016", "say what was measured with --value"),
        (f"mark {ID} --value 5 --date 2099", "lies ahead"),
        (f"mark {ID} --value 5 --date 2016 --published 2015", "was not published before"),
        (f"mark {ID} --value 5 --date 2016 --source A --source B", "has one source"),
        (f"mark {ID} --value 5 --date 2016 --by un", "leave out --as, --grade, --by"),
        ("mark 97.5 --value 5 --date 2016", "only indicators have values"),
        (f"mark {ID} --as partly", "say what was measured with --value"),
        (f"edit {ID} --set values=", "values is only added to: the entry of 2014 must stay"),
        (f"edit {ID} --set target_date=2010", "target_date 2010 is earlier than the baseline"),
        (f"edit {ID} --set target=", "target_date is of a target, and there is none"),
        (f"edit {ID} --set sdg=18.1", "must be the code of an SDG target such as 16.3"),
        (f"edit {ID} --set type=result", 'unknown type "result"'),
        (f"edit {ID} --set measures=97.5", "takes a measure"),
        (f"edit {ID} --set baseline=many", "must be a number such as 12.5"),
        (f"edit {ID} --set baseline=1e300", f"must be a number from -{2**53:,} to {2**53:,}"),
        (f"mark {ID} --value 9999999999999999 --date 2014", f"must be a number from -{2**53:,} to"),
        (f"mark {ID} --value {'9' * 5_000} --date 2014", f"must be a number from -{2**53:,} to"),
        (f"mark {ID} --value {'9' * 500}.5 --date 2014", f"must be a number from -{2**53:,} to"),
    ],
)
def test_what_cannot_be_is_refused(measured: Run, own_store: Path, line: str, said: str) -> None:
    before = own_store.read_bytes()
    assert said in measured(line, code=2).err
    assert own_store.read_bytes() == before


def test_an_indicator_of_what_is_not_on_record_is_refused(measured: Run) -> None:
    add = "add X --record indicator --set unit=x --set recommendations=97.999"
    assert 'no record "97.999"' in measured(add, code=3).err


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_indicators_are_exported_and_read_back(measured: Run, tmp_path: Path, form: str) -> None:
    before, path = row(measured), tmp_path / f"indicators.{form}"
    measured(f"export --what indicators --format {form} -o {path}")
    measured(f"delete {ID} --yes")
    measured(f"import {path}")
    assert row(measured) == before
    assert "1 unchanged" in measured(f"import {path}").err


def test_a_listing_is_read_back(measured: Run, tmp_path: Path) -> None:
    before, path = row(measured), tmp_path / "listing.json"
    path.write_text(measured("indicators --format json").out)
    measured(f"delete {ID} --yes")
    measured(f"import {path}")
    assert row(measured) == before


def test_an_import_only_adds_to_values(measured: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    other = {"record": "indicator", "id": ID, "title": "Held before trial", "unit": "persons"}
    path.write_text(json.dumps([{**other, "values": [{"date": "2014", "value": 3}]}]))
    assert "values is only added to" in measured(f"import {path}", code=5).err


def test_values_of_two_people_are_merged(measured: Run, own_store: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.json"
    shutil.copy(own_store, theirs)
    measured(f"mark {ID} --value 15 --date 2017")
    measured(f"mark {ID} --value 16 --date 2016 --db {theirs}")
    measured(f"merge {theirs}")
    assert [entry["value"] for entry in row(measured)["values"]] == [20, 17.5, 16, 15]


def test_a_new_value_decides_what_two_people_said_otherwise(
    measured: Run, own_store: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs.json"
    shutil.copy(own_store, theirs)
    measured(f"mark {ID} --value 15 --date 2017 --note Ours")
    measured(f"mark {ID} --value 15 --date 2017 --note Theirs --db {theirs}")
    measured(f"merge {theirs}", code=9)
    measured(f"mark {ID} --value 14 --date 2018")
    assert [conflict["field"] for conflict in row(measured)["conflicts"]] == ["values"]
    measured(f"mark {ID} --value 15 --date 2017 --note Both")
    assert row(measured)["conflicts"] == []


@pytest.mark.parametrize("decision", ["15", "14", "14 --note Recounted"])
def test_two_corrections_of_one_value_are_told_of_and_decided(
    measured: Run, own_store: Path, tmp_path: Path, decision: str
) -> None:
    theirs = tmp_path / "theirs.json"
    measured(f"mark {ID} --date 2016 --value 13")
    shutil.copy(own_store, theirs)
    correct = f"mark {ID} --date 2016 --value"
    measured(f"{correct} 15")
    measured(f"{correct} 14 --db {theirs}")
    assert "1 conflict" in measured(f"merge {theirs}", code=9).err
    assert [entry["value"] for entry in row(measured)["values"]][-3:] == [13, 14, 15]
    assert "conflict-open" in measured("check", code=None).out
    measured(f"{correct} {decision}")
    assert row(measured)["conflicts"] == []
    assert row(measured)["latest"] == float(decision.split()[0])


def test_two_accounts_of_a_measure_are_told_of_and_decided(
    hrtrack: Run, own_store: Path, tmp_path: Path
) -> None:
    hrtrack("add Train --record measure --set lead=Court")
    theirs = tmp_path / "theirs.json"
    shutil.copy(own_store, theirs)
    account = "mark measure-train --by government --date 2016 --as"
    hrtrack(f"{account} completed")
    hrtrack(f"{account} under-way --db {theirs}")
    said = hrtrack(f"merge {theirs}", code=9).err
    assert "1 conflict: both values are kept; hrtrack mark ID decides" in said
    told = hrtrack("check --format tsv", code=None).out
    assert 'another version says "state completed, date 2016, by government"' in told
    assert "one of them, by hrtrack mark" in told
    hrtrack(f"{account} completed")
    assert "conflict-open" not in hrtrack("check", code=None).out
    assert hrtrack("measures --fields state").lines == ["completed"]
    assert len(json.loads(hrtrack("show measure-train --format json").out)[0]["progress"]) == 2


def test_a_public_copy_has_all_values_or_none(measured: Run) -> None:
    export = "export --what indicators --public --format csv"
    assert "17.5" in measured(export).out
    measured(f"edit {ID} --set 'sensitive=[\"values\"]'")
    copy = measured(export).out
    assert "17.5" not in copy
    assert "Yearbook" not in copy
