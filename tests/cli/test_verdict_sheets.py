"""``import --verdicts-by``: sheets of verdicts as people fill them in.

- the columns are found by their headings, in English, Russian and Belarusian, and said
- a running number is not taken for the number of the recommendation
- a table that looks like one, of which nobody says whose it is, names the options for them
- words for verdicts are taken; what a word or a column means is asked once, not row by row
- where a column says whose verdicts they are, those of others are left out
- a row without a verdict gives none; its comment is kept. Two verdicts on a recommendation are
  refused
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

if TYPE_CHECKING:
    from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("forked_parsers")
NGO = "--verdicts-by viasna --date 2014"
ENGLISH = [
    ["Mid-term assessment of the first cycle"],
    [],
    ["No.", "Rec. no.", "Recommendation", "Level of implementation", "Comment", "Source"],
    [1, "97.4", "Ratify the treaties that …", "Not implemented", "No change seen", ""],
    [2, "97.5", "Consider the protocol …", "Partially implemented", "", "Mid-term report"],
    [3, "97.10", "Train judges …", "fully implemented.", "", "https://example.org/a; Report 2"],
    [4, "97.6", "Keep on …", "", "", ""],
    ["A. Treaties", "", "", "", "", ""],
]
RUSSIAN = [
    ["№ п/п", "Номер", "Рекомендация", "Статус", "Комментарий", "Источник"],
    ["1", "97.4", "Ратифицировать договоры", "не выполнена", "Без изменений", ""],
    ["2", "97.5", "Рассмотреть протокол", "Частично", "", "Доклад"],
    ["3", "97.10", "Обучать судей", "Выполнена", "", ""],
]
BELARUSIAN = [
    ["Нумар рэкамендацыі", "Ступень выканання", "Каментар", "Крыніца"],
    ["97.4", "не выканана", "", ""],
    ["97.5", "часткова", "", ""],
    ["97.10", "выканана", "", ""],
]
TEXT_AND_NUMBER = [
    ["Recommendation", "Status"],
    ["97.4. Ratify the treaties that are open", "not implemented"],
    ["97.5 Consider the protocol to the Covenant", "partly"],
    ["97.10. Train judges and prosecutors in law", "implemented"],
]


def put(rows: list[list[Any]], name: str = "v.xlsx") -> str:
    if name.endswith(".xlsx"):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(name)
    else:
        held = io.StringIO()
        csv.writer(held, delimiter=";").writerows(rows)
        Path(name).write_bytes(held.getvalue().encode("cp1251"))
    return name


def verdicts(hrtrack: Run, who: str = "viasna") -> dict[str, dict[str, Any]]:
    rows = json.loads(hrtrack("list --record assessment --format json").out)
    return {row["recommendation"]: row for row in rows if row["assessor"] == who}


@pytest.mark.parametrize(
    "rows", [ENGLISH, RUSSIAN, BELARUSIAN, TEXT_AND_NUMBER], ids=["en", "ru", "be", "in the text"]
)
def test_a_sheet_is_read_by_its_headings(
    hrtrack: Run, own_store: Path, rows: list[list[Any]]
) -> None:
    hrtrack(f"import {put(rows)} {NGO}")
    assert {id_: row["status"] for id_, row in verdicts(hrtrack).items()} == {
        "upr1-97.4": "not-implemented",
        "upr1-97.5": "partly",
        "upr1-97.10": "implemented",
    }


def test_what_each_column_was_taken_for_is_said(hrtrack: Run, own_store: Path) -> None:
    said = hrtrack(f"import {put(ENGLISH)} {NGO} --dry-run").err
    assert (
        'v.xlsx: columns: "Rec. no." is the number of the recommendation, "Level of '
        'implementation" is the status, "Comment" is the comment, "Source" is the sources; '
        'passed over: "No.", "Recommendation"'
    ) in said
    assert "v.xlsx (verdicts, spreadsheet, header in row 3): 5 rows: 3 would be added" in said
    assert "left out: no verdict in it (2)" in said
    assert not verdicts(hrtrack)


def test_comments_sources_and_date_are_kept_and_a_second_time_nothing_is_new(
    hrtrack: Run, own_store: Path
) -> None:
    hrtrack(f"import {put(ENGLISH)} {NGO}")
    found = verdicts(hrtrack)
    assert found["upr1-97.4"]["note"] == "No change seen"
    assert found["upr1-97.5"]["sources"] == [{"ref": "Mid-term report"}]
    assert [s["ref"] for s in found["upr1-97.10"]["sources"]][-1] == "Report 2"
    assert {row["date"] for row in found.values()} == {"2014"}
    assert "0 added, 0 updated" in hrtrack(f"import {put(ENGLISH)} {NGO}").err


def test_a_russian_table_in_an_old_encoding_is_read(hrtrack: Run, own_store: Path) -> None:
    hrtrack(f"import {put(RUSSIAN, 'v.csv')} {NGO} --encoding cp1251")
    assert verdicts(hrtrack)["upr1-97.4"]["note"] == "Без изменений"


def test_the_date_may_be_a_column(hrtrack: Run, own_store: Path) -> None:
    table = put([["Rec. no.", "Status", "Date"], ["97.4", "partly", "2013-05"]])
    hrtrack(f"import {table} --verdicts-by viasna")
    assert verdicts(hrtrack)["upr1-97.4"]["date"] == "2013-05"


def test_the_date_may_be_in_words(hrtrack: Run, own_store: Path) -> None:
    table = put([["Номер", "Статус", "Дата"], ["97.4", "частично", "12 марта 2014"]])
    said = hrtrack(f"import {table} --verdicts-by viasna").err
    assert "repaired: date in another form (1)" in said
    assert verdicts(hrtrack)["upr1-97.4"]["date"] == "2014-03-12"


def test_a_cycle_tells_numbers_apart(hrtrack: Run, own_store: Path) -> None:
    table = put([["Cycle", "Rec. no.", "Status"], [1, "97.4", "partly"]])
    hrtrack(f"import {table} {NGO}")
    assert list(verdicts(hrtrack)) == ["upr1-97.4"]


# --- what is asked, once ----------------------------------------------------------


def test_columns_and_date_are_asked_for_at_once(hrtrack: Run, own_store: Path) -> None:
    table = put([["A", "B"], ["97.4", "partly"], ["97.5", "partly"]])
    ran = hrtrack(f"import {table} --verdicts-by viasna", code=5)
    assert (
        "v.xlsx: has no column that is known as the number of the recommendation "
        "(--map recommendation=COLUMN) and the status (--map status=COLUMN); it does not say when "
        'its verdicts were given: add --date, such as --date 2014; its columns are "A", "B"'
    ) in ran.err
    hrtrack(f"import {table} {NGO} --map recommendation=A --map STATUS=b")
    assert len(verdicts(hrtrack)) == 2


def test_a_word_is_asked_for_once_and_told_by_map_value(hrtrack: Run, own_store: Path) -> None:
    numbers = [f"97.{n}" for n in range(1, 9)]
    words = ["in progress"] * 7 + ["n/a"]
    table = put([["Number", "Status"], *map(list, zip(numbers, words, strict=True))])
    ran = hrtrack(f"import {table} {NGO}", code=5)
    assert "2 problems, nothing was written" in ran.err
    assert (
        'rows 2, 3, 4, 5, 6 and 2 more: status "in progress": means no verdict for certain: '
        '--map-value "in progress=STATUS" says what it means, one of implemented, partly'
    ) in ran.err
    told = '--map-value "In progress=Partially implemented" --map-value n/a=not-assessed'
    hrtrack(f"import {table} {NGO} {told}")
    assert {row["status"] for row in verdicts(hrtrack).values()} == {"partly"}
    assert len(verdicts(hrtrack)) == 7


def test_missing_dates_are_one_problem(hrtrack: Run, own_store: Path) -> None:
    table = put([["No.", "Status", "Date"], ["97.4", "partly", ""], ["97.5", "partly", ""]])
    ran = hrtrack(f"import {table} --verdicts-by viasna", code=5)
    assert "rows 2, 3: no date: fill it in, or add --date" in ran.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--date 2014", "--date is for sheets of verdicts: add --verdicts-by NAME"),
        ("--map-value a=partly", "--map-value is for sheets of verdicts"),
        ("--verdicts-by viasna --date 2999", "lies ahead"),
        (f"{NGO} --map-value ongoing=maybe", 'unknown status "maybe"'),
        (f"{NGO} --map-value ongoing", "must be WORD=STATUS"),
        (f"{NGO} --map No.=recommendation", "turn it round"),
        (f"{NGO} --from table", "leave out --from"),
    ],
)
def test_options_that_cannot_be_meant_are_refused(
    hrtrack: Run, own_store: Path, options: str, said: str
) -> None:
    table = put([["No.", "Status"], ["97.4", "partly"]])
    assert said in hrtrack(f"import {table} {options}", code=2).err


LOOKS_LIKE_VERDICTS = {
    "v.csv": [["Номер", "Статус", "Примечание"], ["97.4", "выполнена", ""]],
    "v.xlsx": [["Number", "Status"], ["97.4", "partly"]],
    "title.csv": [["Our assessment"], ["Rec. no.", "Rating"], ["97.4", "partly"]],
}


@pytest.mark.parametrize("name", LOOKS_LIKE_VERDICTS)
def test_a_table_that_looks_like_verdicts_names_the_options_for_them(
    hrtrack: Run, own_store: Path, name: str
) -> None:
    rows = LOOKS_LIKE_VERDICTS[name]
    number, status, *_ = rows[-2]
    told = hrtrack(f"import {put(rows, name)}", code=5).err
    assert f'"{number}" is the number of the recommendation, "{status}" is the status' in told
    assert "--verdicts-by NAME, whose they are, and --date DAY" in told
    assert "--map title=COLUMN" in told


def test_with_a_column_of_dates_no_date_is_asked_for(hrtrack: Run, own_store: Path) -> None:
    table = put([["No.", "Status", "Date"], ["97.4", "partly", "2014"]])
    told = hrtrack(f"import {table}", code=5).err
    assert "--verdicts-by NAME, whose they are" in told
    assert "--date" not in told


@pytest.mark.parametrize("heading", ["id", "recommendation"])
def test_where_the_columns_can_be_fields_the_options_are_named_too(
    hrtrack: Run, own_store: Path, heading: str
) -> None:
    told = hrtrack(f"import {put([[heading, 'status'], ['97.4', 'partly']])}", code=5).err
    assert "--verdicts-by NAME reads a sheet of verdicts, with --date DAY" in told


def test_a_sheet_of_verdicts_behind_a_cover_is_seen(hrtrack: Run, own_store: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Made by the secretariat"])
    for row in LOOKS_LIKE_VERDICTS["v.xlsx"]:
        book.create_sheet("Data") if len(book.worksheets) == 1 else None
        book["Data"].append(row)
    book.save("v.xlsx")
    assert "--verdicts-by NAME, whose they are" in hrtrack("import v.xlsx", code=5).err


def test_what_is_no_table_is_refused(hrtrack: Run, own_store: Path) -> None:
    Path("a.json").write_text("[]")
    assert (
        "a.json: is JSON, and no sheet of verdicts" in hrtrack(f"import a.json {NGO}", code=5).err
    )


# --- wrong verdicts ----------------------------------------------------------------


def test_two_verdicts_on_a_recommendation_are_refused(hrtrack: Run, own_store: Path) -> None:
    table = put([["No.", "Status"], ["97.4", "partly"], ["97.4", "implemented"]])
    ran = hrtrack(f"import {table} {NGO}", code=5)
    said = "the sheet says two things of upr1-97.4: partly in row 2, implemented in row 3"
    assert f"rows 2, 3: {said}" in ran.err


def test_a_number_that_may_have_lost_a_zero_and_an_unknown_number_are_refused(
    hrtrack: Run, own_store: Path
) -> None:
    table = put([["No.", "Status"], [97.1, "partly"], ["97.99", "partly"], ["", "partly"]])
    err = hrtrack(f"import {table} {NGO}", code=5).err
    assert "row 2: recommendation 97.1 is a number of the spreadsheet" in err
    assert "row 3: " in err
    assert "row 4: has a verdict and no number of a recommendation" in err


SEVERAL = [
    ["No.", "Status", "Assessed by"],
    ["97.4", "partly", "Vi\u00e1sna "],
    ["97.5", "implemented", "UN"],
    ["97.6", "", "Government"],
    ["97.10", "implemented", "Government"],
]


def test_verdicts_of_others_are_left_out_and_told(hrtrack: Run, own_store: Path) -> None:
    said = hrtrack(f"import {put(SEVERAL)} {NGO}").err
    assert '"Assessed by" is the assessor' in said
    assert (
        'left out: a verdict of "UN", not of viasna (1), no verdict in it (1), '
        'a verdict of "Government", not of viasna (1)'
    ) in said
    assert list(verdicts(hrtrack)) == ["upr1-97.4"]


def test_a_sheet_of_others_verdicts_alone_is_refused(hrtrack: Run, own_store: Path) -> None:
    ran = hrtrack(f"import {put(SEVERAL)} --verdicts-by zvyano --date 2014", code=5)
    said = 'has no verdict of zvyano: its column "Assessed by" says "Viásna", "UN", "Government"'
    assert said in ran.err


def test_a_row_of_nobody_is_of_the_sheet_s_assessor_unless_others_are_named(
    hrtrack: Run, own_store: Path
) -> None:
    mixed = put([*SEVERAL, ["97.7", "partly", ""], ["97.8", "partly", ""]])
    ran = hrtrack(f"import {mixed} {NGO}", code=5)
    assert "rows 6, 7: no assessor, where other rows name others: fill it in" in ran.err
    hrtrack(f"import {put([*SEVERAL[:2], ['97.7', 'partly', '']])} {NGO}")
    assert list(verdicts(hrtrack)) == ["upr1-97.4", "upr1-97.7"]


def test_the_column_of_assessors_may_have_any_name(hrtrack: Run, own_store: Path) -> None:
    table = put([["No.", "Status", "Who"], ["97.4", "partly", "un"], ["97.5", "partly", "viasna"]])
    hrtrack(f"import {table} {NGO} --map assessor=Who")
    assert list(verdicts(hrtrack)) == ["upr1-97.5"]


COMMENTED = [
    ["No.", "Status", "Comment"],
    ["97.4", "", "We do not know"],
    ["97.5", "not assessed", "No data yet"],
    ["97.6", "Not assessed. No data either", ""],
    ["97.7", "not assessed", ""],
    ["97.8", "partly", "A law"],
    ["A. Treaties", "", "The first group"],
    ["", "", "All as of June"],
]


@pytest.mark.parametrize("options", ["--dry-run", "--report -", ""])
def test_a_comment_without_a_verdict_is_kept_as_one_and_told(
    hrtrack: Run, own_store: Path, options: str
) -> None:
    ran = hrtrack(f"import {put(COMMENTED)} {NGO} {options}")
    said = 'has a comment and no verdict: kept as a comment, which counts nowhere: "We do not know"'
    assert f"row 2: {said}" in ran.err
    if options == "--report -":
        assert f"row 2\tto be checked\t\t\t\t\t{said}" in ran.out
    assert "a comment without a verdict and a number of a recommendation (2)" in ran.err
    kept = {id_: (row["status"], row["note"]) for id_, row in verdicts(hrtrack).items()}
    assert kept == ({} if options == "--dry-run" else {
        "upr1-97.4": ("not-assessed", "We do not know"),
        "upr1-97.5": ("not-assessed", "No data yet"),
        "upr1-97.6": ("not-assessed", "No data either"),
        "upr1-97.8": ("partly", "A law"),
    })  # fmt: skip


def test_a_comment_counts_nowhere_and_takes_no_verdict_away(hrtrack: Run, own_store: Path) -> None:
    hrtrack("mark 97.4 --as partly --by viasna --date 2014")
    counted = "status upr --cycle 1 --by viasna --format json"
    before = hrtrack(counted).out
    for changes in ("1 added", "0 added, 0 updated"):
        assert changes in hrtrack(f"import {put(COMMENTED[:2])} {NGO}").err
        assert hrtrack(counted).out == before
