"""Comments: what an assessor says without a verdict. It is kept and shown, and counts as none.

- a comment in a matrix that begins with no verdict is kept; so is ``mark --as not-assessed``
- every figure and list is the same with it and without it; an earlier verdict stands
- ``show`` and ``list`` have it, exports and the matrix give it back the same
- it contradicts no verdict of its day, and none replaces the other
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
import un_files as made

if TYPE_CHECKING:
    from tests.conftest import Run

FOOT = "UPR of Belarus (1st Cycle – 8th session)"
ROW = ("97.6 Go on (Malaysia);", "Supported", "- Women")
COMMENT = "We welcome the talks"


def assessments(hrtrack: Run) -> list[dict[str, Any]]:
    """Return the assessments on record, each without the moment of its entry."""
    rows = json.loads(hrtrack("list --record assessment --format json").out)
    return [{name: row.get(name) for name in ("id", "assessor", "status", "note")} for row in rows]


def filled_in(*comments: str) -> str:
    """Write a matrix with a comment in each row, and return the command that reads it."""
    rows = [(f"97.{number} Go on (Malaysia);", "Supported", "- Women", comment)
            for number, comment in enumerate(comments, 6)]  # fmt: skip
    Path("filled.docx").write_bytes(made.matrix(*rows, foot=FOOT))
    return "import filled.docx --verdicts-by civil-society --date 2014"


def test_a_comment_filled_into_a_matrix_is_kept(hrtrack: Run, own_store: Path) -> None:
    command = filled_in(COMMENT, "Not assessed. No data yet", "Not assessed", "")
    said = hrtrack(command).err
    kept = "has a comment that begins with no verdict: kept as a comment, which counts nowhere"
    assert f'97.6: {kept}: "{COMMENT}' in said
    assert [(row["status"], row["note"]) for row in assessments(hrtrack)] == [
        ("not-assessed", COMMENT),
        ("not-assessed", "No data yet"),
    ]
    before = assessments(hrtrack)
    assert "0 added" in hrtrack(command).err
    assert assessments(hrtrack) == before


def test_nobody_s_comment_is_left_out_and_told(hrtrack: Run, own_store: Path) -> None:
    filled_in(COMMENT)
    said = hrtrack("import filled.docx").err
    assert COMMENT in said
    assert "--verdicts-by NAME keeps it" in said
    assert not assessments(hrtrack)


COUNTED = (
    "status",
    "status --format json",
    "status upr --cycle 1 --format json",
    "status upr --cycle 1 --group-by theme --format json",
    "status upr --cycle 1 --base assessed --by civil-society --format json",
    "status upr --cycle 1 --index upr-info --format json",
    "status upr --since 2010 --format json",
    "recs --status not-assessed --by civil-society --format json",
    "recs --disagree --format json",
    "recs --format csv",
    "claims --format json",
    "export --format html",
    "export --format matrix --assessor self",
)


@pytest.mark.parametrize("judged", [False, True])
def test_no_figure_counts_it(hrtrack: Run, own_store: Path, judged: bool) -> None:
    hrtrack("mark 97.5 --as partly --by civil-society --date 2014 --source NGO")
    if judged:
        hrtrack("mark 97.6 --as partly --by civil-society --date 2014 --source NGO")
    before = {line: hrtrack(line) for line in COUNTED}
    hrtrack(f"mark 97.6 --by civil-society --as not-assessed --date 2015 --note '{COMMENT}'")
    for line, answer in before.items():
        assert hrtrack(line) == answer, line


def test_a_verdict_that_comes_after_takes_its_place_in_the_matrix(
    hrtrack: Run, own_store: Path
) -> None:
    hrtrack(f"mark 97.6 --by un --as not-assessed --date 2013 --note '{COMMENT}'")
    matrix = "export --format matrix --cycle 1 --assessor un --as-of"
    assert COMMENT in hrtrack(f"{matrix} 2013").out
    hrtrack("mark 97.6 --by un --as partly --date 2014 --source Report")
    assert COMMENT not in hrtrack(f"{matrix} 2014").out
    assert COMMENT in hrtrack(f"{matrix} 2013").out


def test_who_only_comments_has_assessed_nothing(hrtrack: Run, own_store: Path) -> None:
    hrtrack(f"mark 97.6 --by un --as not-assessed --date 2015 --note '{COMMENT}'")
    (cycle,) = json.loads(hrtrack("status upr --cycle 1 --format json").out)["cycles"]
    assert list(cycle["verdicts"]) == ["self"]
    tally = json.loads(hrtrack("status upr --cycle 1 --by un --format json").out)
    assert tally["cycles"][0]["verdicts"]["un"]["percent"] is None
    assert (
        "un" not in hrtrack("export --format matrix --cycle 1").out.split("| Position |")[0].split()
    )


def test_it_is_shown(hrtrack: Run, own_store: Path) -> None:
    mark = f"mark 97.6 --by civil-society --as not-assessed --date 2015 --note '{COMMENT}'"
    assert hrtrack(mark).out == "upr1-97.6\n"
    page = hrtrack("show 97.6 --format table").out
    assert "2015  civil-society: not-assessed" in page
    assert COMMENT in page
    assert COMMENT not in hrtrack("show 97.6 --format table --as-of 2014").out
    listed = "list --record assessment --status not-assessed --format json"
    assert [row["note"] for row in json.loads(hrtrack(listed).out)] == [COMMENT]
    assert "not-assessed according to civil-society" in hrtrack("log --format table").out


def test_marking_needs_a_note_and_repeats_nothing(hrtrack: Run, own_store: Path) -> None:
    assert "say in a note" in hrtrack("mark 97.6 --as not-assessed", code=2).err
    mark = "mark 97.6 --as not-assessed --note Later"
    assert hrtrack(mark).out == "upr1-97.6\n"
    again = hrtrack(mark)
    assert (again.out, "nothing was changed" in again.err) == ("", True)
    assert hrtrack("mark 97.6 --as partly").out == "upr1-97.6\n"


@pytest.mark.parametrize("last", ["partly", "not-assessed"])
def test_it_contradicts_no_verdict_of_its_day(hrtrack: Run, own_store: Path, last: str) -> None:
    for status in sorted(("partly", "not-assessed"), key=lambda status: status == last):
        said = hrtrack(f"mark 97.6 --as {status} --date 2015 --note {status}").err
        assert "same day" not in said
    assert {row["status"] for row in assessments(hrtrack)} == {"partly", "not-assessed"}
    assert json.loads(hrtrack("show 97.6 --format json").out)[0]["status"] == "partly"
    assert "contradict" not in hrtrack("check", code=None).out


@pytest.mark.parametrize("form", ["json", "ndjson", "csv", "xlsx"])
def test_exports_give_it_back(hrtrack: Run, own_store: Path, form: str) -> None:
    hrtrack("mark 97.6 --as partly --date 2015 --note Some")
    hrtrack(f"mark 97.6 --as not-assessed --date 2015 --note '{COMMENT}'")
    kept = assessments(hrtrack)
    hrtrack(f"export --what assessments -o kept.{form}")
    hrtrack(f"delete {kept[0]['id']} {kept[1]['id']} --yes")
    hrtrack(f"import kept.{form}")
    assert assessments(hrtrack) == kept


def test_the_matrix_gives_it_back(hrtrack: Run, own_store: Path) -> None:
    hrtrack("mark 97.5 97.6 --as partly --date 2014 --note Some")
    hrtrack(f"mark 97.6 97.7 --as not-assessed --date 2015 --note '{COMMENT}' --by government")
    hrtrack("export --format matrix --cycle 1 -o m.docx")
    cells = {row.cells[0].text.partition(" ")[0]: row.cells[-1].text
             for row in docx.Document("m.docx").tables[0].rows}  # fmt: skip
    assert cells["97.6"].startswith(
        f"self: partly implemented (2014)\nSome\ngovernment: not assessed (2015)\n{COMMENT}"
    )
    assert cells["97.5"].endswith("Some")
    before = hrtrack("export --format ndjson").out
    assert "0 added, 0 updated" in hrtrack("import m.docx").err
    assert hrtrack("export --format ndjson").out == before


def test_words_added_to_our_matrix_are_kept(hrtrack: Run, own_store: Path) -> None:
    hrtrack("export --format matrix --cycle 1 -o m.docx")
    document = docx.Document("m.docx")
    (row,) = [row for row in document.tables[0].rows if row.cells[0].text.startswith("97.6 ")]
    row.cells[-1].text += f"\n{COMMENT}"
    document.save("m.docx")
    hrtrack("import m.docx --verdicts-by civil-society --date 2014")
    assert [row["note"] for row in assessments(hrtrack)] == [COMMENT]
