"""Whose figures are shown: every page, document and row names the State.

- status upr, a grouping, the changes between two days: on the page, in JSON and in csv
- status of the other mechanisms and the State reports are of Belarus, and say so
- the matrix as Markdown, as a spreadsheet and in Word; of all States, each recommendation too
- a recommendation's row names the State concerned, and goes back in as it was
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from docx import Document
from own_records import fill, recommendation, record

from belarus_hr.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

STATES = [("", "Belarus"), ("--country Georgia", "Georgia"), ("--country Грузия", "Georgia"),
          ("--country all", "all")]  # fmt: skip
WORDS = {"all": "all States on record"}


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(
        empty_store,
        recommendation("97.4", themes=["Torture"]),
        record(
            "recommendation",
            "upr1-georgia-1",
            country="Georgia",
            title="Ratify",
            themes=["Torture"],
        ),
        record("report", "cat-report-4", due="2009"),
    )
    return empty_store


def document(hrtrack: Run, line: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(hrtrack(f"{line} --format json").out)
    return told


@pytest.mark.parametrize(("option", "state"), STATES)
def test_the_figures_of_the_upr_name_the_state(
    hrtrack: Run, store: Store, option: str, state: str
) -> None:
    page = hrtrack(f"status upr {option} --format table").out
    assert page.startswith(f"Universal Periodic Review of {WORDS.get(state, state)}, as of ")
    for more in ("", "--group-by theme", "--group-by theme,response", "--since 2009"):
        assert document(hrtrack, f"status upr {more} {option}")["country"] == state
        rows = hrtrack(f"status upr {more} {option} --format csv").out
        assert {row["country"] for row in csv.DictReader(io.StringIO(rows))} == {state}, more
    changes = hrtrack(f"status upr --since 2009 {option} --format table").out
    assert changes.startswith(f"What changed for {WORDS.get(state, state)} after 2009-12-31")


@pytest.mark.parametrize("line", ["status", "status CAT"])
def test_other_mechanisms_are_of_belarus_and_say_so(hrtrack: Run, store: Store, line: str) -> None:
    assert document(hrtrack, line)["country"] == "Belarus"
    assert "Belarus" in hrtrack(f"{line} --format table").lines[0]


def test_the_state_reports_name_the_state_that_reports(hrtrack: Run, store: Store) -> None:
    for line in ("reports", "export --what reports"):
        (row,) = json.loads(hrtrack(f"{line} --format json").out)
        assert row["country"] == "Belarus"
    (report,) = document(hrtrack, "status CAT")["state_reports"]
    assert report["country"] == "Belarus"


@pytest.mark.parametrize(("option", "state"), STATES)
def test_the_matrix_names_the_state_under_review(
    hrtrack: Run, store: Store, own_world: Path, option: str, state: str
) -> None:
    shown = WORDS.get(state, state)
    hrtrack(f"export --format matrix {option} -o m.md")
    assert f"- State under review: {shown}\n" in (own_world / "m.md").read_text("utf-8")
    hrtrack(f"export --format matrix {option} -o m.xlsx")
    about = openpyxl.load_workbook(own_world / "m.xlsx")["About"]
    assert ("State under review", shown) in about.iter_rows(values_only=True)
    hrtrack(f"export --format matrix {option} -o m.docx")
    foot = Document(str(own_world / "m.docx")).sections[0].footer.paragraphs[0].text
    assert foot.startswith(f"UPR of {shown}")


def test_a_matrix_of_all_states_names_that_of_each_recommendation(
    hrtrack: Run, store: Store
) -> None:
    lines = hrtrack("export --format matrix --country all").out
    assert "| Ratify<br>To Georgia" in lines
    assert "<br>To Belarus" in lines
    assert "To Georgia" not in hrtrack("export --format matrix --country Georgia").out


def test_a_row_names_the_state_and_goes_back_in_as_it_was(
    hrtrack: Run, store: Store, own_world: Path
) -> None:
    rows = json.loads(hrtrack("recs --country all --format json").out)
    assert {row["id"]: row["country"] for row in rows} == {
        "upr1-97.4": "Belarus", "upr1-georgia-1": "Georgia",
    }  # fmt: skip
    before = store.path.read_bytes()
    for form in ("json", "csv"):
        (own_world / f"r.{form}").write_text(
            hrtrack(f"export --country all --format {form} --what recommendations").out
        )
        (own_world / f"s.{form}").write_text(hrtrack(f"export --what reports --format {form}").out)
        assert "0 updated" in hrtrack(f"import r.{form} s.{form}").err
    assert store.path.read_bytes() == before


def test_a_report_of_another_state_is_refused(hrtrack: Run, store: Store, own_world: Path) -> None:
    (own_world / "r.csv").write_text("record,mechanism,title,country\nreport,CAT,First,Georgia\n")
    refused = hrtrack("import r.csv", code=5).err
    assert "State reports are those of Belarus" in refused
