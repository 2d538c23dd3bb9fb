"""IMPACT OSS' templates for import, filled in: recommendations, actions and indicators.

- an action is a measure by its reference, an indicator likewise; a recommendation is on record
- relations by reference hold in both directions, between files and to what is on record
- what no field of ours holds stands in the note under its name
- the row of hints is no row; read again, in any order, the files change nothing
- a row that changed updates its record; relations are added to
- recommendations that are not on record are added where the user says of which review they are
- what cannot be is refused in a sentence, and nothing is written

The files are of our own making: no file of a running IMPACT OSS was at hand.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from belarus_hr.formats.impact_oss.columns import TEMPLATES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

RECOMMENDATIONS, ACTIONS, INDICATORS = TEMPLATES
HINTS = "Required/unique: text,Required: text,Optional: text,Remove this row. [ignore-row]"


def sheet(template: Any, *rows: dict[str, str], unit: bool = True) -> str:
    """The CSV of a template with these cells, by attribute, relation or field of ours."""
    headings = {column.attribute: column.heading for column in template.columns}
    headings |= {relation.name: relation.heading for relation in template.relations}
    headings |= {"unit": "unit"} if unit and template is INDICATORS else {}
    lines = [",".join((*headings.values(), "")), HINTS]
    lines += [",".join(f'"{row.get(name, "")}"' for name in headings) + "," for row in rows]
    return "\n".join(lines) + "\n"


def action(**cells: str) -> dict[str, str]:
    names = {"to": "recommendation-reference", "by": "indicator-reference"}
    row = {"reference": "A-1", "title": "Train judges"}
    return row | {names.get(name, name): text for name, text in cells.items()}


def indicator(**cells: str) -> dict[str, str]:
    row = {"reference": "I-1", "title": "Judges trained", "unit": "persons"}
    return row | {{"of": "action-reference"}.get(name, name): text for name, text in cells.items()}


def recommendation(**cells: str) -> dict[str, str]:
    row = {"framework_id": "1", "reference": "97.7", "title": "Their own words"}
    return row | {{"by": "action-reference"}.get(name, name): text for name, text in cells.items()}


def shown(run: Run, id_: str) -> Any:
    (row,) = json.loads(run(f"show {id_} --format json").out)
    return row


@pytest.fixture
def put(own_world: Path) -> Any:
    """Write a file into the folder of the test, and return its name."""

    def write(template: Any, *rows: dict[str, str], unit: bool = True) -> str:
        name = f"{template.noun}.csv"
        (own_world / name).write_text(sheet(template, *rows, unit=unit), "utf-8")
        return name

    return write


def test_an_action_is_a_measure(hrtrack: Run, own_store: Path, put: Any) -> None:
    put(
        ACTIONS,
        action(
            description="Two courses a year.",
            outcome="Judges know",
            target_date="30/06/2018",
            target_date_comment="after the elections",
            to="97.5, upr1-98.1|x",
        ),
    )
    assert hrtrack("import actions.csv").lines == ["measure-train-judges"]
    row = shown(hrtrack, "measure-train-judges")
    assert (row["reference"], row["due"]) == ("A-1", "2018-06-30")
    assert row["recommendations"] == ["upr1-97.5", "upr1-98.1"]
    assert row["note"].split("\n\n") == [
        "Two courses a year.",
        "IMPACT OSS outcome: Judges know",
        "IMPACT OSS target_date_comment: after the elections",
    ]


def test_relations_hold_in_both_directions(hrtrack: Run, own_store: Path, put: Any) -> None:
    files = [
        put(RECOMMENDATIONS, recommendation(by="A-1, A-2", support_level="2")),
        put(ACTIONS, action(by="I-1"), action(reference="A-2", title="Write a law")),
        put(INDICATORS, indicator(of="A-2", start_date="2017-01-01", repeat="TRUE")),
    ]
    hrtrack(f"import {' '.join(files)}")
    for measure in ("measure-train-judges", "measure-write-a-law"):
        assert shown(hrtrack, measure)["recommendations"] == ["upr1-97.7"]
    row = shown(hrtrack, "indicator-judges-trained")
    assert sorted(row["measures"]) == ["measure-train-judges", "measure-write-a-law"]
    assert row["note"] == "IMPACT OSS start_date: 2017-01-01\n\nIMPACT OSS repeat: true"
    before = own_store.read_bytes()
    assert hrtrack(f"import {' '.join(reversed(files))}").out == ""
    assert own_store.read_bytes() == before


@pytest.mark.usefixtures("own_store")
def test_recommendations_keep_their_own_words(hrtrack: Run, own_world: Path, put: Any) -> None:
    before = shown(hrtrack, "upr1-97.7")
    put(RECOMMENDATIONS, recommendation(response="We shall see", support_level="2"))
    hrtrack("import recommendations.csv --report report.tsv")
    after = shown(hrtrack, "upr1-97.7")
    note = "IMPACT OSS reference: 97.7\n\nIMPACT OSS response: We shall see"
    assert after == {**before, "note": note}
    assert "its own wording stays" in (own_world / "report.tsv").read_text("utf-8")


def test_a_row_that_changed_updates_its_record(hrtrack: Run, own_store: Path, put: Any) -> None:
    put(ACTIONS, action(outcome="Judges know", to="97.5", description="Soon"))
    hrtrack("import actions.csv")
    hrtrack("edit measure-train-judges --set lead=Ministry")
    put(ACTIONS, action(title="Train all judges", outcome="All know", to="97.6"))
    hrtrack("import actions.csv")
    row = shown(hrtrack, "measure-train-judges")
    assert (row["title"], row["lead"]) == ("Train all judges", "Ministry")
    assert row["recommendations"] == ["upr1-97.5", "upr1-97.6"]
    assert row["note"] == "Soon\n\nIMPACT OSS outcome: All know"


def test_a_measure_without_a_reference_is_found_by_its_title(
    hrtrack: Run, own_store: Path, put: Any
) -> None:
    hrtrack("add 'Train judges' --record measure")
    put(ACTIONS, action())
    assert hrtrack("import actions.csv").lines == ["measure-train-judges"]
    assert shown(hrtrack, "measure-train-judges")["reference"] == "A-1"
    written = json.loads(own_store.read_text("utf-8"))["measures"]["measure-train-judges"]
    assert written == {"title": "Train judges", "reference": "A-1"}
    put(ACTIONS, action(reference="A-9"))
    assert hrtrack("import actions.csv").lines == ["measure-train-judges-2"]


def test_recommendations_of_a_new_review(hrtrack: Run, own_store: Path, put: Any) -> None:
    put(
        RECOMMENDATIONS,
        recommendation(reference="138.1", description="The whole text", support_level="1"),
    )
    put(ACTIONS, action(to="138.1"))
    cycle = "--default mechanism=UPR --default cycle=4"
    hrtrack(f"import recommendations.csv actions.csv {cycle}")
    row = shown(hrtrack, "upr4-138.1")
    assert (row["paragraph"], row["response"]) == ("138.1", "partly-supported")
    assert (row["title"], row["text"]) == ("Their own words", "The whole text")
    assert shown(hrtrack, "measure-train-judges")["recommendations"] == ["upr4-138.1"]
    assert hrtrack(f"import recommendations.csv actions.csv {cycle}").out == ""


def test_our_own_columns_and_defaults_are_read_too(hrtrack: Run, own_store: Path, put: Any) -> None:
    put(INDICATORS, indicator(), unit=False)
    plan = "upr-2016-10-24-plan"
    hrtrack("import indicators.csv --default unit=judges")
    assert shown(hrtrack, "indicator-judges-trained")["unit"] == "judges"
    put(ACTIONS, action())
    hrtrack(f"import actions.csv --default plan={plan} --default lead=Ministry")
    row = shown(hrtrack, "measure-train-judges")
    assert (row["plan"], row["lead"]) == (plan, "Ministry")


def test_other_frameworks_are_left_out(hrtrack: Run, own_store: Path, put: Any) -> None:
    put(RECOMMENDATIONS, recommendation(framework_id="2", reference="16.3"))
    assert "of framework 2" in hrtrack("import recommendations.csv").err


def test_a_plan_of_120_actions_over_300_recommendations(
    hrtrack: Run, own_store: Path, put: Any
) -> None:
    rows = [recommendation(reference=f"140.{n}", title=f"Do {n}") for n in range(1, 301)]
    put(RECOMMENDATIONS, *rows)
    served = [", ".join(f"140.{300 - (n + 3 * k) % 300}" for k in range(9)) for n in range(120)]
    put(
        ACTIONS,
        *(action(reference=f"A-{n}", title=f"Act {n}", to=to) for n, to in enumerate(served)),
    )
    cycle = "--default mechanism=UPR --default cycle=4"
    assert len(hrtrack(f"import recommendations.csv actions.csv {cycle}").lines) == 420
    measures = json.loads(hrtrack("measures --format json").out)
    assert sum(len(row["recommendations"]) for row in measures) == 120 * 9


@pytest.mark.parametrize(
    ("template", "rows", "said"),
    [
        (ACTIONS, [action(target_date="31/02/2020")], "target_date \"31/02/2020\": is no day"),
        (ACTIONS, [action(to="97.999")], "relation to \"97.999\": no record"),
        (ACTIONS, [action(by="I-9")], "\"I-9\", which is no indicator on record or in a file"),
        (ACTIONS, [action(), action(title="B")], "\"A-1\" stands twice, first in row 3"),
        (ACTIONS, [action(reference="")], "reference \"\": is empty"),
        (ACTIONS, [action(title="")], "title \"\": is empty"),
        (INDICATORS, [indicator(of="A-9")], "\"A-9\", which is no measure"),
        (INDICATORS, [indicator(unit="")], "an indicator needs unit: add a column"),
        (INDICATORS, [indicator(frequency_months="often")], "is no number of months"),
        (INDICATORS, [indicator(repeat="maybe")], "is neither true nor false"),
        (RECOMMENDATIONS, [recommendation(support_level="7")], "is none of 2, 1, 0"),
        (RECOMMENDATIONS, [recommendation(support_level="0")], "another than the one on record"),
        (RECOMMENDATIONS, [recommendation(reference="97.999")], "defaults for mechanism and cycle"),
        (RECOMMENDATIONS, [recommendation(reference="ours")], "defaults for mechanism and cycle"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(
    hrtrack: Run, own_store: Path, put: Any, template: Any, rows: Any, said: str
) -> None:
    put(template, *rows)
    ran = hrtrack(f"import {template.noun}.csv", code=5)
    assert said in ran.err
    assert "nothing was written" in ran.err
    assert not own_store.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Title [database:title],O [database:outcome]\nTrain judges,x\n", "reference is missing"),
        (
            "Reference [database:reference],Title [database:title]\nA,B\n",
            "can be of any of recommendations, actions, indicators: --default record=measure",
        ),
        (
            "R [database:reference],T [database:title],O [database:outcome],Colour\nA,B,C,red\n",
            "\"Colour\"",
        ),
        (
            "R [database:reference],T [database:title],O [database:outcome]\nx,y,z,Obligatoire\n",
            "\"Obligatoire\" stands under no heading",
        ),
        (
            "T [database:title],T [database:title],O [database:outcome]\nx,y,z\n",
            "\"title\" stands twice",
        ),
    ],
)  # fmt: skip
def test_a_header_or_hints_that_are_no_template(
    hrtrack: Run, own_world: Path, own_store: Path, text: str, said: str
) -> None:
    (own_world / "some.csv").write_text(text, "utf-8")
    assert said in hrtrack("import some.csv", code=5).err
    assert not own_store.exists()


def test_a_template_saved_as_a_workbook(hrtrack: Run, own_store: Path) -> None:
    row = ("7.10", "Train judges", datetime(2018, 6, 30), "97.10, 97.1")
    workbook(row)
    hrtrack("import actions.xlsx")
    found = shown(hrtrack, "measure-train-judges")
    assert (found["reference"], found["due"]) == ("7.10", "2018-06-30")
    assert found["recommendations"] == ["upr1-97.10", "upr1-97.1"]
    before = own_store.read_bytes()
    for place, number in (("A2", 7.1), ("D2", 97.1)):
        book = workbook(row)
        book.worksheets[0][place] = number
        book.save("actions.xlsx")
        said = hrtrack("import actions.xlsx", code=5).err
        assert f"which can be {number} or {number}0" in said
    assert own_store.read_bytes() == before


def workbook(*rows: tuple[object, ...]) -> Any:
    """Save actions as a workbook, and return it."""
    book = openpyxl.Workbook()
    columns = {column.attribute: column.heading for column in ACTIONS.columns}
    to = ACTIONS.relations[0].heading
    book.active.append([columns["reference"], columns["title"], columns["target_date"], to])
    for row in rows:
        book.active.append(row)
    book.save("actions.xlsx")
    return book


def test_the_good_rows_are_taken_on_request(hrtrack: Run, own_store: Path, put: Any) -> None:
    put(ACTIONS, action(to="97.999"), action(reference="A-2", title="Write a law"))
    ran = hrtrack("import actions.csv --keep-going", code=5)
    assert ran.lines == ["measure-write-a-law"]
    assert "1 rejected" in ran.err


def test_a_trial_writes_nothing(hrtrack: Run, own_store: Path, put: Any) -> None:
    put(ACTIONS, action(to="97.5"))
    assert "1 would be added" in hrtrack("import actions.csv --dry-run").err
    assert not own_store.exists()
