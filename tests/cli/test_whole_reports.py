"""UPR Info's rows of a review whose UN report is on record whole: none is a recommendation more.

- a row in other words than the report's is the paragraph that has its words, in any order of files
- the report's text and answer stay; another answer of UPR Info's is a dispute
- what UPR Info makes two rows of is one recommendation with two items
- a row that is no paragraph plainly is left out and told, with the nearest
- a record that was there before the report, and is no paragraph plainly, stays and is told
- where the report is not whole, such a row is new
- the real report of 2010 and UPR Info's file give 93 recommendations
"""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import foreign_files
import pytest
import un_files as made

from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("forked_parsers", "empty_store")

SOURCE = Path(os.environ.get("HRTRACK_SOURCES") or ROOT.parent / "shared" / "source")
REPORT_2010 = SOURCE / "a-hrc-15-16-belarus-2010.pdf"
ROWS_2010 = SOURCE / "upr-info-session8-belarus.csv"

SECTION = """127. The recommendations listed below enjoy the support of Belarus:
127.1 Train all judges (Norway);
127.2 Free associations, specifically, (i) simplify their registration; (ii) lift the ban on
unregistered groups; and (iii) abolish article 193-1 of the Constitution (Belgium);
128. The following recommendations will be examined by Belarus, which will respond later:
128.1 Ratify (Brazil)/accede to (Czech Republic) the Optional Protocol to the Convention against
Torture;
128.2 Close the old prison (Cuba);
128.3 Sign and ratify the Convention on Disabilities and its Optional Protocol (Spain);
128.4 Review the law on media and permit their diversity (Netherlands); open the media (Chile)."""
PROTOCOL = "the Optional Protocol to the Convention against Torture"
ROWS = [
    ("Train all judges", "Norway", "Accepted"),
    ("Free associations, specifically simplify their registration - lift the ban on unregistered "
     "groups - and abolish article 193-1 of the Constitution", "Belgium", "Accepted"),
    ("Sign and ratify the Convention on Disabilities", "Spain", "Accepted"),
    ("Sign and ratify the Optional Protocol to the Convention on Disabilities", "Spain", "Noted"),
    (f"Ratify {PROTOCOL}", "Brazil", "Noted"),
    (f"Accede to {PROTOCOL}", "Czech Republic", "Noted"),
    ("Close the old prison", "Cuba", "Noted"),
    ("Review the law on media", "Netherlands", "Noted"),
    ("Permit diversity of the media", "Netherlands", "Noted"),
    ("Open the media", "Chile", "Noted"),
]  # fmt: skip
ANSWERS = {
    "127.1": "supported",
    "127.2": "supported",
    "128.1": "noted",
    "128.2": "noted",
    "128.3": "partly-supported",
    "128.4": "noted",
}
ORDERS = ("report.txt rows.csv", "rows.csv report.txt", "together")


def write_files(*more: tuple[str, str, str], section: str = SECTION) -> None:
    rows = [
        foreign_files.upr_row(text=text, by=by, response=response)
        for text, by, response in [*ROWS, *more]
    ]
    Path("rows.csv").write_text(foreign_files.upr_csv(*rows), encoding="utf-8", newline="")
    Path("report.txt").write_bytes(made.text(made.report(section)))


def imported(hrtrack: Run, order: str, files: tuple[str, ...] = ("report.txt", "rows.csv")) -> str:
    if order == "together":
        return hrtrack(["import", *files]).err
    return "".join(hrtrack(["import", name]).err for name in order.split())


def records(hrtrack: Run) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(hrtrack("recs --format json").out)
    return rows


@pytest.mark.parametrize("order", ORDERS)
def test_each_row_is_a_paragraph_in_any_order_of_the_files(hrtrack: Run, order: str) -> None:
    write_files()
    imported(hrtrack, order)
    held = records(hrtrack)
    assert {row["paragraph"]: row["response"] for row in held} == ANSWERS
    assert len(held) == len(ANSWERS)
    assert not any(row["disputes"] for row in held)
    assert [row["text"] for row in held if row["paragraph"] == "127.1"] == [
        "Train all judges (Norway)"
    ]
    coded = [(item["by"], item["action"]) for row in held for item in row["items"]]
    assert sorted(coded) == sorted((by, 5) for _, by, _ in ROWS)
    for name in ("rows.csv", "report.txt", "rows.csv"):
        assert "0 added, 0 updated" in hrtrack(f"import {name}").err
    assert records(hrtrack) == held
    assert "id-paragraph" not in hrtrack("check", code=None).out


@pytest.mark.parametrize("order", ORDERS)
def test_two_rows_of_one_paragraph_are_two_items_of_it(hrtrack: Run, order: str) -> None:
    write_files()
    imported(hrtrack, order)
    [spain] = [row for row in records(hrtrack) if row["paragraph"] == "128.3"]
    asked = {(item["text"], item["response"]) for item in spain["items"]}
    assert asked == {
        (text, "supported" if said == "Accepted" else "noted")
        for text, by, said in ROWS
        if by == "Spain"
    }
    assert spain["text"].startswith("Sign and ratify the Convention on Disabilities and its")


@pytest.mark.parametrize("order", ORDERS)
def test_the_report_s_answer_counts_and_upr_info_s_is_a_dispute(hrtrack: Run, order: str) -> None:
    write_files()
    rows = Path("rows.csv").read_text(encoding="utf-8")
    Path("rows.csv").write_text(rows.replace("Accepted", "Noted", 1), encoding="utf-8")
    imported(hrtrack, order)
    [judges] = [row for row in records(hrtrack) if row["paragraph"] == "127.1"]
    assert judges["response"] == "supported"
    [dispute] = judges["disputes"]
    assert dispute["says"] == "The response was: noted"
    assert dispute["ref"].startswith("UPR Info")


@pytest.mark.parametrize("order", ["report.txt rows.csv", "together"])
def test_a_row_that_is_no_paragraph_plainly_is_left_out_and_told(hrtrack: Run, order: str) -> None:
    write_files(("Ratify the Genocide Convention", "Cuba", "Noted"))
    said = imported(hrtrack, order)
    assert len(records(hrtrack)) == len(ANSWERS)
    assert "1 left out" in said
    assert "row 12: is no recommendation of A/HRC/30/3 plainly; the nearest is upr2-128.2" in said


def test_a_record_that_is_no_paragraph_plainly_stays_and_is_told(hrtrack: Run) -> None:
    write_files(("Ratify the Genocide Convention", "Cuba", "Noted"))
    said = imported(hrtrack, "rows.csv report.txt")
    id_of = {row["paragraph"]: row["id"] for row in records(hrtrack)}
    beside = id_of[None]
    assert f"128.2: {beside}: on record, no paragraph plainly, and this is the nearest" in said
    found = [row for row in hrtrack("check", code=None).cells if row[2] == "beside-report"]
    assert [(row[0], row[6]) for row in found] == [(beside, f"part of {id_of['128.2']}")]


def test_a_row_of_a_state_that_the_report_does_not_name_is_left_out(hrtrack: Run) -> None:
    write_files(("Train judges and prosecutors", "France", "Noted"))
    said = imported(hrtrack, "report.txt rows.csv")
    assert "no recommendation of A/HRC/30/3 plainly; the nearest is upr2-127.1" in said
    assert len(records(hrtrack)) == len(ANSWERS)


def test_a_row_joins_the_text_of_the_report_and_no_part_that_upr_info_made_of_it(
    hrtrack: Run,
) -> None:
    write_files(
        ("Train all judges", "France", "Accepted"),
        ("Sign and ratify the Convention on Disabilities", "France", "Noted"),
    )
    hrtrack("import report.txt")
    for said in ("1 left out", "1 left out"):
        assert said in hrtrack("import rows.csv").err
        states = {row["paragraph"]: row["recommended_by"] for row in records(hrtrack)}
        assert states["127.1"] == ["Norway", "France"]
        assert states["128.3"] == ["Spain"]


def test_a_row_is_new_where_a_paragraph_is_missing(hrtrack: Run) -> None:
    write_files()
    hrtrack("import report.txt")
    hrtrack("delete upr2-127.1 --yes")
    hrtrack("import rows.csv")
    assert "Norway" in [item["by"] for row in records(hrtrack) for item in row["items"]]


@pytest.mark.skipif(not (REPORT_2010.is_file() and ROWS_2010.is_file()), reason="not at hand")
@pytest.mark.parametrize("order", [(0, 1), (1, 0), ()])
def test_the_report_of_2010_and_upr_info_s_file_are_93(
    hrtrack: Run, order: tuple[int, ...]
) -> None:
    files = (REPORT_2010, ROWS_2010)
    for names in [[str(files[place])] for place in order] or [[*map(str, files)]]:
        hrtrack(["import", *names])
    held = records(hrtrack)
    answers = ["noted" if row["response"] == "noted" else "supported" for row in held]
    assert {row["response"] for row in held} <= {"noted", "supported", "partly-supported"}
    assert (len(held), answers.count("supported"), answers.count("noted")) == (93, 74, 19)
    with ROWS_2010.open(encoding="utf-8") as rows:
        assert sum(len(row["items"]) for row in held) == sum(1 for _ in csv.DictReader(rows))
