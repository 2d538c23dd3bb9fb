"""Sheets as people have them: each row lands where a person would put it, or is asked about.

- another table further down, with its columns in another order, is read by its own header
- a column that asks whether it is implemented is answered yes or no, in three languages
- a column for each status is ticked where it holds
- 97,10 with a comma is a number where no zero was lost; several numbers in a cell are each meant,
  and each of a range
- per cent are asked about as they are shown
- a short table in an old encoding is known by the words of tables
- recommendations and mechanisms by what people write before and for them
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

if TYPE_CHECKING:
    from belarus_hr.store import Store
    from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("forked_parsers")
NGO = "--verdicts-by viasna --date 2014"


def put(*rows: list[Any]) -> str:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save("v.xlsx")
    return "v.xlsx"


def verdicts(hrtrack: Run) -> dict[str, str]:
    rows = json.loads(hrtrack("list --record assessment --format json").out)
    return {row["recommendation"]: row["status"] for row in rows if row["assessor"] == "viasna"}


def test_another_table_further_down_is_read_by_its_own_header(
    hrtrack: Run, own_store: Path
) -> None:
    table = put(
        ["Accepted recommendations"],
        ["Rec. no.", "Status", "Comment"],
        ["97.4", "not implemented", "partly, they say"],
        [],
        ["Noted recommendations"],
        ["Comment", "Rec. no.", "Status"],
        ["not implemented, some say", "98.1", "implemented"],
        ["", "98.2", "partly"],
    )
    said = hrtrack(f"import {table} {NGO}").err
    assert 'row 6: another table begins: columns: "Rec. no." is the number' in said
    assert verdicts(hrtrack) == {
        "upr1-97.4": "not-implemented", "upr1-98.1": "implemented", "upr1-98.2": "partly",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "yes", "no", "partly"),
    [
        ("Implemented (Yes/No)", "Yes", "no", "Partially"),
        ("Implemented?", "Y", "N", "in part"),
        ("Выполнена (да/нет)", "Да", "нет", "частично"),
        ("Выканана (так/не)", "так", "не", "часткова"),
    ],
)
def test_yes_and_no_answer_a_column_that_asks(
    hrtrack: Run, own_store: Path, heading: str, yes: str, no: str, partly: str
) -> None:
    table = put(["Number", heading], ["97.4", no], ["97.5", yes], ["97.6", partly], ["97.7", ""])
    hrtrack(f"import {table} {NGO}")
    assert verdicts(hrtrack) == {
        "upr1-97.4": "not-implemented", "upr1-97.5": "implemented", "upr1-97.6": "partly",
    }  # fmt: skip


TICKED = ["Rec. no.", "Implemented", "Partially implemented", "Not implemented", "Comments"]


def test_columns_for_each_status_are_ticked(hrtrack: Run, own_store: Path) -> None:
    rows = [["97.4", "", "", "x", "none"], ["97.5", "✓", "no", "-", ""], ["97.6", "", 1, "", ""]]
    said = hrtrack(f"import {put(TICKED, *rows, ['97.7', '', '', '', ''])} {NGO}").err
    assert '"Implemented", "Partially implemented", "Not implemented" are ticked' in said
    assert verdicts(hrtrack) == {
        "upr1-97.4": "not-implemented", "upr1-97.5": "implemented", "upr1-97.6": "partly",
    }  # fmt: skip


def test_two_ticks_in_a_row_are_refused(hrtrack: Run, own_store: Path) -> None:
    said = hrtrack(f"import {put(TICKED, ['97.4', 'x', '', 'x', ''])} {NGO}", code=5).err
    assert 'row 2: is ticked twice: "Implemented", "Not implemented"' in said


def test_counts_are_no_ticks(hrtrack: Run, own_store: Path) -> None:
    table = put(["No.", "Theme", *TICKED[1:4]], ["1", "Torture", 3, 0, 0])
    said = hrtrack(f"import {table} {NGO}", code=5).err
    assert "row 2: has counts where ticks are expected: 3, 0, 0" in said


@pytest.mark.parametrize(
    ("number", "status", "comment"),
    [
        ("Rec.\nno.", "Status of implementation (as of March 2014)", "Comments / remarks"),
        ("№ рек.", "Статус выполнения (на 2014 г.)", "Комментарий (НПО)"),
    ],
)
def test_a_heading_may_have_a_remark(
    hrtrack: Run, own_store: Path, number: str, status: str, comment: str
) -> None:
    said = hrtrack(f"import {put([number, status, comment], ['97.4', 'partly', 'A'])} {NGO}").err
    assert "passed over" not in said
    assert verdicts(hrtrack) == {"upr1-97.4": "partly"}


def test_of_two_such_columns_none_is_guessed(hrtrack: Run, own_store: Path) -> None:
    table = put(["No.", "Status (Government)", "Status (NGO)"], ["97.4", "implemented", "partly"])
    assert "--map status=COLUMN" in hrtrack(f"import {table} {NGO}", code=5).err


@pytest.mark.parametrize("cell", ["97.4 NHRI (Egypt)", "Set up an institution (97.4)"])
def test_a_number_stands_before_or_behind_the_text(
    hrtrack: Run, own_store: Path, cell: str
) -> None:
    hrtrack(f"import {put(['Recommendation', 'Status'], [cell, 'partly'])} {NGO}")
    assert verdicts(hrtrack) == {"upr1-97.4": "partly"}


def test_yes_alone_is_no_status(hrtrack: Run, own_store: Path) -> None:
    said = hrtrack(f"import {put(['Number', 'Status'], ['97.4', 'yes'])} {NGO}", code=5).err
    assert '--map-value "yes=STATUS"' in said


def test_numbers_with_a_comma_are_read_where_no_zero_was_lost(
    hrtrack: Run, own_store: Path
) -> None:
    rows = [["Номер", "Статус"], ["97,4", "частично"], ["97,5", "выполнена"]]
    said = hrtrack(f"import {put(*rows)} {NGO}", code=5).err
    assert "recommendation 97,4 is a number of the spreadsheet, which can be 97.4 or 97.40" in said
    hrtrack(f"import {put(*rows, ['97,10', 'частично'])} {NGO}")
    assert list(verdicts(hrtrack)) == ["upr1-97.4", "upr1-97.5", "upr1-97.10"]


@pytest.mark.parametrize(
    "cell", ["97.4, 97.10", "97.4; 97.10", "97.4 and 97.10", "97.4 и 97.10", "97.4/97.10"]
)
def test_several_numbers_in_a_cell_are_each_meant(hrtrack: Run, own_store: Path, cell: str) -> None:
    hrtrack(f"import {put(['Rec. no.', 'Status'], [cell, 'partly'])} {NGO}")
    assert verdicts(hrtrack) == {"upr1-97.4": "partly", "upr1-97.10": "partly"}


@pytest.mark.parametrize("cell", ["97.4–97.6", "97.4 - 97.6", "97.4 to 97.6", "97.4, 97.5-97.6"])
def test_a_range_of_numbers_means_each_of_them(hrtrack: Run, own_store: Path, cell: str) -> None:
    hrtrack(f"import {put(['Rec. no.', 'Status'], [cell, 'partly'])} {NGO}")
    assert list(verdicts(hrtrack)) == ["upr1-97.4", "upr1-97.5", "upr1-97.6"]


@pytest.mark.parametrize("cell", ["97.6–97.4", "97.4–97.1", "97.1–98.2"])
def test_what_is_no_range_is_refused(hrtrack: Run, own_store: Path, cell: str) -> None:
    said = hrtrack(f"import {put(['Rec. no.', 'Status'], [cell, 'partly'])} {NGO}", code=5).err
    assert f"{cell} is no range within a paragraph: write each number" in said


@pytest.mark.parametrize(
    "cited",
    ["Rec. 97.10", "Recommendation 97.10", "Rec. no. 97.10", "№ 97.10", "Рекомендация 97.10"],
)
def test_a_recommendation_is_known_by_what_stands_before_it(
    hrtrack: Run, own_store: Path, cited: str
) -> None:
    hrtrack(f"import {put(['Rec. no.', 'Status'], [cited, 'partly'])} {NGO}")
    assert list(verdicts(hrtrack)) == ["upr1-97.10"]
    assert "97.10" in hrtrack(["show", cited]).out


def test_a_short_table_in_an_old_encoding_is_known_by_its_words(
    hrtrack: Run, own_store: Path
) -> None:
    text = "Номер рекомендации;Статус\n97,4;Не выполнена\n97,10;Выполнена\n"
    for encoding in ("cp1251", "koi8-r", "mac-cyrillic", "iso8859-5"):
        Path("v.csv").write_bytes(text.encode(encoding))
        hrtrack(f"import v.csv {NGO}")
        assert verdicts(hrtrack) == {"upr1-97.4": "not-implemented", "upr1-97.10": "implemented"}


def test_events_under_russian_headings_and_whole_names(hrtrack: Run, empty_store: Store) -> None:
    put(
        ["Дата", "Мероприятие", "Орган", "Место проведения"],
        ["12 марта 2014 г.", "Круглый стол", "Committee against Torture", "Минск"],
    )
    hrtrack("import v.xlsx")
    (row,) = json.loads(hrtrack("list --format json").out)
    assert (row["date"], row["mechanism"], row["place"]) == ("2014-03-12", "CAT", "Минск")


def test_per_cent_are_asked_about_as_they_are_shown(hrtrack: Run, own_store: Path) -> None:
    put(["Rec. no.", "Status"], ["97.4", 0], ["97.5", 0.5], ["97.6", 1])
    book = openpyxl.load_workbook("v.xlsx")
    for (cell,) in book.active["B2:B4"]:
        cell.number_format = "0%"
    book.save("v.xlsx")
    said = hrtrack(f"import v.xlsx {NGO}", code=5).err
    assert '--map-value "50%=STATUS"' in said
    words = " ".join(
        f"--map-value {word}" for word in ("0%=not-implemented", "50%=partly", "100%=implemented")
    )
    hrtrack(f"import v.xlsx {NGO} {words}")
    assert list(verdicts(hrtrack).values()) == ["not-implemented", "partly", "implemented"]
