"""``export --format verdict-sheet``: a form for an assessor's verdicts, which reads back filled in.

- it has numbers, titles, positions and the words to choose from
- it says whose verdicts it is for; ``--verdicts-by`` may be left out, and may not say otherwise
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

if TYPE_CHECKING:
    from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("forked_parsers")
NGO = "--verdicts-by viasna --date 2014"


def verdicts(hrtrack: Run, who: str = "viasna") -> dict[str, dict[str, Any]]:
    rows = json.loads(hrtrack("list --record assessment --format json").out)
    return {row["recommendation"]: row for row in rows if row["assessor"] == who}


def form(hrtrack: Run, options: str = "--cycle 1") -> Any:
    hrtrack(f"export --format verdict-sheet --by viasna {options} -o form.xlsx --force")
    return openpyxl.load_workbook("form.xlsx")


def test_the_form_has_numbers_titles_positions_and_the_words_to_choose(
    hrtrack: Run, own_store: Path
) -> None:
    hrtrack("mark 97.10 --as partly --by viasna --date 2013")
    sheet = form(hrtrack).worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    assert header[-3:] == ("Status", "Comment", "Source")
    row = next(row for row in rows if row[0] == "upr1-97.10")
    assert row[1] == "97.10"
    assert row[3:5] == ("supported", "partly (2013)")
    assert row[5:] == (None, None, None)
    assert len(rows) == len(hrtrack("recs --cycle 1 --format ids").lines)
    (words,) = sheet.data_validations.dataValidation
    assert words.formula1 == '"implemented,partly,not-implemented"'


def test_a_form_that_is_filled_in_reads_back(hrtrack: Run, own_store: Path) -> None:
    book = form(hrtrack)
    sheet = book.worksheets[0]
    for number, (status, comment, source) in {
        2: ("partly", "A law", "Report"),
        11: ("implemented", None, None),
    }.items():
        for column, value in zip("FGH", (status, comment, source), strict=True):
            sheet[f"{column}{number}"] = value
    ids = [sheet["A2"].value, sheet["A11"].value]
    book.save("form.xlsx")
    ran = hrtrack(f"import form.xlsx {NGO}")
    found = verdicts(hrtrack)
    assert list(found) == sorted(ids, key=list(found).index)
    assert (found[ids[0]]["note"], found[ids[0]]["sources"]) == ("A law", [{"ref": "Report"}])
    assert "2 added" in ran.err


def test_the_empty_form_says_nothing(hrtrack: Run, own_store: Path) -> None:
    form(hrtrack)
    assert "0 added, 0 updated" in hrtrack(f"import form.xlsx {NGO}").err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--format verdict-sheet -o f.xlsx", "--by says whose verdicts the form is for"),
        ("--format verdict-sheet --by ngo -o f.csv", "would hold verdict-sheet"),
        ("--format verdict-sheet --by ngo --what events -o f.xlsx", "of recommendations"),
    ],
)
def test_a_form_that_cannot_be_meant_is_refused(
    hrtrack: Run, own_store: Path, options: str, said: str
) -> None:
    assert said in hrtrack(f"export {options}", code=2).err


# --- whose verdicts it says that it has -----------------------------------------------


@pytest.fixture
def filled(hrtrack: Run, own_store: Path) -> Any:
    """The workbook of a form with a verdict in it, saved as form.xlsx."""
    book = form(hrtrack)
    book.worksheets[0]["F2"] = "partly"
    book.save("form.xlsx")
    return book


def stated(book: Any, *lines: str, under: str = "How to fill it in") -> None:
    """Let a sheet of form.xlsx say something else in its first rows."""
    for number, line in enumerate(lines, 1):
        book[under][f"A{number}"] = line
    book.save("form.xlsx")


def test_a_form_says_itself_whose_it_is_and_that_is_told(hrtrack: Run, filled: Any) -> None:
    told = hrtrack("import form.xlsx --date 2014").err
    assert 'form.xlsx: verdicts of viasna, as its sheet "How to fill it in" says' in told
    assert [row["status"] for row in verdicts(hrtrack).values()] == ["partly"]


def test_its_date_is_asked_for(hrtrack: Run, filled: Any) -> None:
    told = hrtrack("import form.xlsx", code=5).err
    assert "does not say when its verdicts were given: add --date" in told


@pytest.mark.parametrize("by", ["un", "self", "viasna2"])
def test_another_assessor_than_the_form_s_is_refused(hrtrack: Run, filled: Any, by: str) -> None:
    told = hrtrack(f"import form.xlsx --verdicts-by {by} --date 2014", code=5).err
    assert (
        'form.xlsx: says that its verdicts are those of "viasna" (sheet "How to fill it in"), '
        f"and --verdicts-by says {by}: if the file is right, leave out --verdicts-by; if {by} is "
        f'right, write "Verdicts of: {by}" in that sheet; nothing was written'
    ) in told


def test_what_the_refusal_says_helps(hrtrack: Run, filled: Any) -> None:
    stated(filled, "Verdicts of: un")
    hrtrack("import form.xlsx --verdicts-by un --date 2014")
    assert (len(verdicts(hrtrack, "un")), len(verdicts(hrtrack))) == (1, 0)


@pytest.mark.parametrize("line", ["Verdicts of:VIASNA", " Verdicts of:  Vi\u00e1sna "])
def test_the_spelling_of_an_assessor_makes_no_difference(
    hrtrack: Run, filled: Any, line: str
) -> None:
    stated(filled, line)
    hrtrack(f"import form.xlsx {NGO}")
    assert len(verdicts(hrtrack)) == 1


def test_a_line_and_a_column_further_on_do_no_harm(hrtrack: Run, filled: Any) -> None:
    filled["Verdicts"].insert_rows(1)
    filled["Verdicts"]["A1"] = "Our assessment"
    filled["Verdicts"]["I2"] = "Asked of"
    filled["How to fill it in"].insert_rows(1, 3)
    stated(filled, "Dear colleagues")
    hrtrack("import form.xlsx --date 2014")
    assert len(verdicts(hrtrack)) == 1


def test_two_assessors_are_refused_with_and_without_the_option(hrtrack: Run, filled: Any) -> None:
    stated(filled, "Verdicts of: viasna", "Verdicts of: un")
    for option in ("", "--verdicts-by un"):
        told = hrtrack(f"import form.xlsx --date 2014 {option}", code=5).err
        assert 'says of several assessors that its verdicts are theirs: "viasna", "un"' in told


def test_a_form_that_does_not_say_is_asked_whose_it_is(hrtrack: Run, filled: Any) -> None:
    del filled["How to fill it in"]
    filled.save("form.xlsx")
    assert "add --verdicts-by NAME" in hrtrack("import form.xlsx --date 2014", code=2).err
    hrtrack(f"import form.xlsx {NGO}")
    assert len(verdicts(hrtrack)) == 1


def test_a_sheet_of_a_stranger_is_not_taken_without_the_option(hrtrack: Run, filled: Any) -> None:
    filled["Verdicts"]["B1"] = "Number"
    filled.save("form.xlsx")
    assert "add --verdicts-by NAME" in hrtrack("import form.xlsx --date 2014", code=2).err
