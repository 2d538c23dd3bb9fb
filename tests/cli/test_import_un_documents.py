"""``import`` of UN documents, through the command line.

- the addendum answers a report's recommendations, the matrix completes them, in any order and as
  often as one likes
- rows of UPR Info and recommendations of a report are one record, whichever comes first
- what a document does not say is told, and stays unknown
- an option that a document cannot honour is refused

The files themselves: ``test_document_files.py``; the matrix: ``test_matrix_filled_in.py``.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import foreign_files
import pytest
import un_files as made
from own_records import as_lines, recommendation

from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("forked_parsers")


@pytest.fixture
def documents(empty_store: Store) -> dict[str, str]:
    """Write a report, its addendum and its matrix; return their names.

    As text, for speed, where it is another test that the forms of a document say the same.
    """
    files = {
        "report.txt": made.text(made.report(made.SECTION)),
        "addendum.txt": made.text(made.addendum(made.REPLIES)),
        "matrix.docx": made.matrix(*made.ROWS),
    }
    for name, content in files.items():
        Path(name).write_bytes(content)
    return {name.partition(".")[0]: name for name in files}


def records(hrtrack: Run) -> dict[str, dict[str, Any]]:
    """Return the recommendations on record by paragraph."""
    rows = json.loads(hrtrack("recs --format json").out)
    assert len({row["paragraph"] for row in rows}) == len(rows)
    return {row["paragraph"]: row for row in rows}


@pytest.mark.parametrize("order", list(itertools.permutations(("report", "addendum", "matrix"))))
def test_documents_of_a_cycle_are_one_record_each_in_any_order(
    hrtrack: Run, documents: dict[str, str], order: tuple[str, ...]
) -> None:
    names = " ".join(documents[name] for name in order)
    hrtrack(f"import {names}")
    held = records(hrtrack)
    assert [held[p]["response"] for p in ("127.1", "127.2", "128.1")] == [
        "supported", "supported", "noted",
    ]  # fmt: skip
    assert held["127.1"]["themes"] == ["Administration of justice"]
    assert held["127.1"]["groups"] == ["Judges"]
    assert [answer["response"] for answer in held["128.1"]["responses"]] == ["pending", "noted"]
    assert held["128.1"]["responses"][1]["date"] == "2015-07-13"
    assert not any(row["disputes"] for row in held.values())
    said = hrtrack(f"import {names}").err
    assert said.count("0 added, 0 updated") == 3
    assert records(hrtrack) == held


@pytest.mark.parametrize("order", ["report addendum", "addendum report"])
def test_each_file_says_what_became_of_its_own_rows(
    hrtrack: Run, documents: dict[str, str], order: str
) -> None:
    said = hrtrack(["import", *(documents[name] for name in order.split())]).err
    [report] = [line for line in said.splitlines() if line.startswith(documents["report"])]
    [addendum] = [line for line in said.splitlines() if line.startswith(documents["addendum"])]
    assert "3 rows: 3 added, 0 updated" in report
    assert "1 row: 0 added, 1 updated" in addendum


def test_documents_that_come_one_after_the_other_complete_each_other(
    hrtrack: Run, documents: dict[str, str]
) -> None:
    for name in ("matrix", "report", "addendum"):
        hrtrack(f"import {documents[name]}")
    held = records(hrtrack)
    assert held["128.1"]["response"] == "noted"
    assert held["127.2"]["response"] == "supported"
    assert held["127.1"]["themes"] == ["Administration of justice"]


@pytest.mark.parametrize("first", ["report.txt", "matrix.docx"])
def test_a_space_or_a_capital_changes_no_text_back_and_forth(
    hrtrack: Run, documents: dict[str, str], first: str
) -> None:
    rows = [
        tuple(cell.replace("all judges (N", "alljudges (n") for cell in row) for row in made.ROWS
    ]
    Path("matrix.docx").write_bytes(made.matrix(*rows))
    for name in sorted(("report.txt", "matrix.docx"), key=first.__ne__):
        hrtrack(f"import {name}")
    assert "Train all judges (Norway)" in hrtrack("show 127.1").out
    for name in ("report.txt", "matrix.docx"):
        assert "0 added, 0 updated" in hrtrack(f"import {name}").err


def test_an_addendum_alone_says_what_it_needs(hrtrack: Run, documents: dict[str, str]) -> None:
    said = hrtrack(f"import {documents['addendum']}", code=5).err
    assert "A/HRC/30/3 is not on record: import the report too" in said


def test_a_position_that_is_said_otherwise_is_disputed(
    hrtrack: Run, documents: dict[str, str]
) -> None:
    Path("other.docx").write_bytes(
        made.matrix(("127.1 Train all judges (Norway)", "Noted", "- Justice", ""))
    )
    hrtrack(f"import {documents['report']} other.docx")
    one = records(hrtrack)["127.1"]
    assert one["response"] == "supported"
    assert [dispute["says"] for dispute in one["disputes"]] == ["The response was: noted"]


@pytest.mark.parametrize("files", ["report.txt other.docx", "other.docx report.txt"])
def test_check_finds_what_two_documents_say_otherwise(
    hrtrack: Run, documents: dict[str, str], files: str
) -> None:
    other = "127.1 Train all judges of Minsk (Norway, Chile)"
    Path("other.docx").write_bytes(made.matrix((other, "Noted", "- Justice", "")))
    for name in files.split():
        hrtrack(f"import {name}")
    found = hrtrack("check --format json").out
    for said in ("The text reads: ", "The recommending States were: Norway", "The response was: "):
        assert said in found
    assert found.count("A/HRC/30/3, para. 127.1") == found.count("documents-differ") == 3
    for name in files.split():
        assert "0 added, 0 updated" in hrtrack(f"import {name}").err


def test_a_state_that_is_named_twice_keeps_both_texts(hrtrack: Run, empty_store: Store) -> None:
    twice = "127.1 Ratify CAT (Chile); ratify its protocol (Chile, Peru)"
    Path("twice.docx").write_bytes(made.matrix((twice, "Noted", "- Justice", "")))
    for said in ("1 added", "1 unchanged"):
        assert said in hrtrack("import twice.docx").err
    asked = [(item["by"], item["text"]) for item in records(hrtrack)["127.1"]["items"]]
    assert asked == [
        ("Chile", "Ratify CAT"), ("Chile", "ratify its protocol"), ("Peru", "ratify its protocol"),
    ]  # fmt: skip


def test_an_answer_of_another_document_keeps_its_reference(
    hrtrack: Run, documents: dict[str, str]
) -> None:
    answer = {"response": "supported", "ref": "A/HRC/30/3/Add.1, para. 2"}
    of_report = {"document": "A/HRC/30/3", "text": "Train all judges (Norway)"}
    given = recommendation("127.1", cycle=2, **of_report, responses=[answer])
    hrtrack("add -", stdin=as_lines(given))
    hrtrack(f"import {documents['report']}")
    one = records(hrtrack)["127.1"]
    assert (one["responses"], one["disputes"]) == ([answer], [])


UPR_INFO = [
    foreign_files.upr_row(text="Train all judges", by="Norway"),
    foreign_files.upr_row(text="Ratify CAT", by="Chile"),
    foreign_files.upr_row(text="consider to ratify it", by="Peru"),
    foreign_files.upr_row(text="consider to ratify it", by="Iran"),
    foreign_files.upr_row(text="Close the old prison", by="Cuba", response="Noted"),
]


@pytest.mark.parametrize("first", ["report", "rows", "together"])
def test_rows_of_upr_info_are_the_same_recommendations(
    hrtrack: Run, documents: dict[str, str], first: str
) -> None:
    Path("rows.csv").write_text(foreign_files.upr_csv(*UPR_INFO), encoding="utf-8", newline="")
    report = documents["report"]
    orders = {"report": [report, "rows.csv"], "rows": ["rows.csv", report]}
    for names in orders.get(first, [f"rows.csv {report}"]):
        hrtrack(f"import {names}")
    held = records(hrtrack)
    assert set(held) == {"127.1", "127.2", "128.1"}
    responses = [held[name]["response"] for name in ("127.1", "127.2", "128.1")]
    assert responses == ["supported", "supported", "noted"]
    assert held["127.2"]["recommended_by"] == ["Chile", "Peru", "Iran"]
    assert all(row["action"] == [5] for row in held.values())
    assert not any(row["disputes"] for row in held.values())


def test_another_state_is_taken_when_it_is_asked_for(hrtrack: Run, empty_store: Store) -> None:
    Path("r.pdf").write_bytes(
        made.pdf(made.report(made.SECTION, state="Iran (Islamic Republic of)"))
    )
    said = hrtrack("import r.pdf").err
    assert "about another State (3)" in said
    assert "name another with --country, or all" in said
    said = hrtrack("import r.pdf --country Iran").err
    assert "3 added" in said
    assert "--country" not in said
    assert json.loads(hrtrack("recs --country Iran --format json").out)[0]["country"] == "Iran"


def test_check_looks_at_another_state_s_recommendations_and_verdicts(
    hrtrack: Run, empty_store: Store
) -> None:
    one = {"text": "Train judges", "disputes": [{"says": "Train nobody", "ref": "A/HRC/99/2"}]}
    given = recommendation("60.1", cycle=4, country="Nauru", document="A/HRC/99/1", **one)
    hrtrack("add -", stdin=as_lines({**given, "id": "upr4-nauru-60.1"}))
    hrtrack("mark upr4-nauru-60.1 --by viasna --date 2025")
    found = {
        row["rule"]: row["id"] for row in json.loads(hrtrack("check --format json", code=7).out)
    }
    assert found["documents-differ"] == "upr4-nauru-60.1"
    assert "verdict-without" not in found


def test_what_a_document_lacks_is_told_and_stays_unknown(hrtrack: Run, empty_store: Store) -> None:
    Path("r.pdf").write_bytes(
        made.pdf(
            made.report(
                "60. In the course of the discussion these recommendations were made:\n"
                "60.1 Train all judges;\n60.3 Close the old prison (Cuba)."
            )
        )
    )
    said = hrtrack("import r.pdf --report rows.tsv").err
    assert "page 3, 60.1: names no recommending State" in said
    assert "page 3, 60.1: the report does not say whether it is supported" in said
    assert "60.2 is missing before 60.3" in said
    assert "60.2 is missing before 60.3" in Path("rows.tsv").read_text(encoding="utf-8")
    assert records(hrtrack)["60.1"]["response"] == "pending"


@pytest.mark.parametrize("first", ["report.txt", "uhri.json"])
def test_an_annotation_of_uhri_is_the_same_recommendation(
    hrtrack: Run, documents: dict[str, str], first: str
) -> None:
    annotation = foreign_files.upr_annotation(
        Text="127.1 Train all judges (Norway);",
        Symbol="A/HRC/30/3",
        UprCycle="2nd cycle (2012 - 2016)",
        UprSession=["22nd session"],
        UprRecommendingCountry=["Norway"],
        UprPositions=["Supported"],
    )
    Path("uhri.json").write_bytes(foreign_files.uhri_json(annotation))
    for name in (first, "uhri.json" if first == "report.txt" else "report.txt"):
        hrtrack(f"import {name}")
    held = records(hrtrack)
    assert set(held) == {"127.1", "127.2", "128.1"}
    assert held["127.1"]["annotation"]
    assert held["127.1"]["recommended_by"] == ["Norway"]


@pytest.mark.parametrize("name", ["report", "addendum", "matrix"])
@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--map title=Text", "--map names columns of tables"),
        ("--default note=x", "--default note is for tables"),
    ],
)
def test_an_option_that_a_document_cannot_honour_is_refused(
    hrtrack: Run, documents: dict[str, str], name: str, option: str, said: str
) -> None:
    assert said in hrtrack(f"import {documents[name]} {option}", code=2).err
    assert hrtrack("recs --format ids").out == ""


@pytest.mark.parametrize("name", ["report", "matrix"])
def test_a_document_without_comments_says_that_it_gives_no_verdict(
    hrtrack: Run, documents: dict[str, str], name: str
) -> None:
    said = hrtrack(f"import {documents[name]} --verdicts-by un --date 2014", code=None).err
    assert "no comment in it" in said or "no comment in its last column" in said
