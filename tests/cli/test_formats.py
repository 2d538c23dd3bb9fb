"""Every format of every reading command: what a script may rely on.

- --format is the same with and without a terminal; piped, the default is tsv
- JSON: the keys of the contract, every key in every row, what is not known null, empty lists empty
- ndjson is the same rows, one a line; ids is the ids alone
- header: tsv without unless --header, csv with unless --no-header, md always
- --fields picks and orders in every format; --fields help lists them, the same in every format
- a record is a line whatever its text holds; tsv is read back by undoing its escapes, csv by any
  parser
- csv: a text that a spreadsheet would run gets a ``'``, a number does not
- a table in a pipe is neither wrapped nor coloured
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from own_records import event, fill, recommendation, record

from belarus_hr.store import Store, storage

if TYPE_CHECKING:
    from tests.conftest import Run

FORMATS = ("table", "tsv", "csv", "json", "ndjson", "md", "ids")
EVENT_KEYS = "id date mechanism kind title by place note tags confidence sources disputes".split()
RECOMMENDATION_KEYS = (
    "id mechanism cycle document paragraph title text recommended_by response responses themes "
    "action groups sdgs confidence sources disputes verdicts"
).split()
SHORT = ["id", "date", "mechanism", "kind", "title"]


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(
        empty_store,
        event("cat-2009-12-report", tags=["torture", "report"], sources=["CAT/C/BLR/4"]),
        event("cat-2011-report", date="2011", title="Response, as asked"),
        recommendation("97.1", recommended_by=["Norway", "Chile"], action=4),
        record("claim", "upr1-claim", percent={"implemented": 70}),
        record("report", "cat-report-4", ordinal="4", due="2000"),
    )
    return empty_store


def parsed(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def unescaped(field: str) -> str:
    """Return what a field of a tsv line stands for."""
    short = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    return re.sub(
        r"\\(?:u([0-9a-f]{4})|(.))",
        lambda found: chr(int(found[1], 16)) if found[1] else short[found[2]],
        field,
    )


# --- json --------------------------------------------------------------------------------


@pytest.mark.parametrize(("line", "keys"), [("list", EVENT_KEYS), ("recs", RECOMMENDATION_KEYS)])
def test_json_rows_have_the_keys_of_the_contract_in_its_order(
    hrtrack: Run, store: Store, line: str, keys: list[str]
) -> None:
    for row in json.loads(hrtrack(f"{line} --format json").out):
        assert [name for name in row if name in keys] == keys


def test_what_is_not_known_is_null_and_what_is_empty_an_empty_list(
    hrtrack: Run, store: Store
) -> None:
    row = json.loads(hrtrack("list --format json").out)[1]
    assert (row["by"], row["note"], row["confidence"]) == (None, None, None)
    assert (row["tags"], row["sources"], row["disputes"]) == ([], [], [])


@pytest.mark.parametrize("line", ["list", "recs", "show 97.1 cat-2011-report", "status CAT"])
def test_ndjson_is_the_rows_of_json_one_a_line(hrtrack: Run, store: Store, line: str) -> None:
    rows = json.loads(hrtrack(f"{line} --format json").out)
    rows = rows["state_reports"] if isinstance(rows, dict) else rows
    lines = hrtrack(f"{line} --format ndjson").lines
    assert [json.loads(one) for one in lines] == rows


def test_json_stays_utf_8_and_readable(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, event("any", title="Доклад о Могилёве"))
    assert '"title": "Доклад о Могилёве"' in hrtrack("list --format json").out


# --- fields and header --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "header"),
    [
        ("--format tsv", False),
        ("--format tsv --header", True),
        ("--header", True),
        ("--format tsv --no-header", False),
        ("--format csv", True),
        ("--format csv --header", True),
        ("--format csv --no-header", False),
    ],
)
def test_the_header_is_there_when_it_is_due(
    hrtrack: Run, store: Store, options: str, header: bool
) -> None:
    lines = [re.split("[\t,]", line) for line in hrtrack(f"list {options} --fields id,date").lines]
    rows = [["cat-2009-12-report", "2009-12"], ["cat-2011-report", "2011"]]
    assert lines == ([["id", "date"], *rows] if header else rows)


def test_even_of_nothing_the_header_says_what_there_would_be(
    hrtrack: Run, empty_store: Store
) -> None:
    assert hrtrack("list --format csv").out == ",".join(SHORT) + "\r\n"
    assert hrtrack("list --format tsv --header").out == "\t".join(SHORT) + "\n"


@pytest.mark.parametrize(
    ("form", "out"),
    [
        ("tsv", "2011\tcat-2011-report\n"),
        ("csv", "date,id\r\n2011,cat-2011-report\r\n"),
        ("json", '[\n{"date": "2011", "id": "cat-2011-report"}\n]\n'),
        ("ndjson", '{"date": "2011", "id": "cat-2011-report"}\n'),
        ("md", "| date | id |\n| --- | --- |\n| 2011 | cat-2011-report |\n"),
        ("table", f"date   id\n{'─' * 22}\n2011   cat-2011-report\n"),
    ],
)
@pytest.mark.parametrize("line", ["list --since 2011", "show cat-2011-report"])
def test_fields_picks_and_orders_in_every_format(
    hrtrack: Run, store: Store, line: str, form: str, out: str
) -> None:
    assert hrtrack(f"{line} --fields date,id,date --format {form}").out == out


@pytest.mark.parametrize(
    "line", ["list", "recs", "status", "status upr", "status CAT", "status upr --group-by theme"]
)
def test_fields_help_lists_every_field_with_what_it_is_in_every_format(
    hrtrack: Run, store: Store, line: str
) -> None:
    listed = hrtrack(f"{line} --fields help")
    assert all(name and about for name, about in listed.cells)
    row = json.loads(hrtrack(f"{line} --format ndjson").lines[0])
    assert [name for name, _ in listed.cells] == list(row)
    for form in FORMATS:
        assert hrtrack(f"{line} --fields help --format {form}") == listed


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("list --since 2011", ["cat-2011-report", "2011", "CAT", "report", "Response, as asked"]),
        ("list --until 2009 --fields tags,sources", ["torture; report", "CAT/C/BLR/4"]),
        ("recs --fields recommended_by,action,text", ["Norway; Chile", "4", ""]),
        ("show upr1-claim --fields percent,over", ["implemented=70", ""]),
    ],
)
def test_a_cell_holds_lists_in_short_and_nothing_for_what_is_not_known(
    hrtrack: Run, store: Store, line: str, cells: list[str]
) -> None:
    assert hrtrack(line).cells == [cells]
    assert parsed(hrtrack(f"{line} --format csv").out)[1] == cells


# --- one record, one line ---------------------------------------------------------------------

HOSTILE = (
    "two\nlines",
    "a\ttab, and \\t no tab",
    "carriage\rreturn",
    "quotes \" and '",
    "| pipe | of | Markdown |",
    "\u2028 separates lines \u2029 and \x85 does",
    "\x0b vertical \x0c form feed \x1c \x1d \x1e",
    "a, comma; semicolon",
    "漢字" * 250,
)


@pytest.mark.parametrize(
    ("form", "around"),
    [("tsv", 0), ("ndjson", 0), ("ids", 0), ("md", 2), ("table", 2), ("json", 2)],
)
def test_a_record_is_a_line_whatever_its_title_holds(
    hrtrack: Run, empty_store: Store, form: str, around: int
) -> None:
    titles = (*HOSTILE, "\n".join(HOSTILE)[:500])
    fill(empty_store, *(event(f"e{number}", title=text) for number, text in enumerate(titles)))
    listed = hrtrack(f"list --format {form}")
    assert listed.out.count("\n") == len(listed.lines) == len(titles) + around


def test_a_table_in_a_pipe_is_as_wide_as_its_longest_value(
    hrtrack: Run, empty_store: Store
) -> None:
    fill(empty_store, event("any", note="x" * 10_000))
    last = hrtrack("list --format table --fields id,note").lines[2:]
    assert last == [f"any   {'x' * 10_000}"]


_TITLES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1).map(str.strip)
_TITLES = _TITLES.filter(lambda text: 0 < len(text) <= 500)


@given(titles=st.lists(_TITLES, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_titles_are_read_back_from_json_and_tsv(
    hrtrack: Run, empty_store: Store, titles: list[str]
) -> None:
    empty_store.path.write_bytes(storage.file_bytes({}))
    fill(empty_store, *(event(f"e{number}", title=text) for number, text in enumerate(titles)))
    assert [row["title"] for row in json.loads(hrtrack("list --format json").out)] == titles
    tsv = hrtrack("list --fields title").out.split("\n")[:-1]
    assert [unescaped(line) for line in tsv] == titles


@pytest.mark.parametrize("title", HOSTILE[:4])
def test_csv_is_read_back_by_any_parser(hrtrack: Run, empty_store: Store, title: str) -> None:
    fill(empty_store, event("any", title=title))
    out = hrtrack("list --format csv --fields id,title").out
    assert parsed(out) == [["id", "title"], ["any", title]]
    assert out.startswith("id,title\r\n")


def test_tsv_escapes_as_jq_does(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, event("any", title="a\tb\nc\rd\\e\x1bf"))
    assert hrtrack("list --fields title").out == "a\\tb\\nc\\rd\\\\e\\u001bf\n"


def test_md_keeps_marks_of_its_own_from_working(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, event("any", title="[a](b) | *c* `d` <e> _f_ \\g"))
    (*_, last) = hrtrack("list --format md --fields title").lines
    assert last == r"| \[a\](b) \| \*c\* \`d\` \<e\> \_f\_ \\g |"


# --- csv and spreadsheets -------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://example.org")', "'quoted", "-"),
        *("\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(A1)"),
    ],
)
@pytest.mark.parametrize("field", ["title", "note", "tags"])
def test_no_cell_of_csv_is_a_formula_and_one_quote_off_it_is_the_text(
    hrtrack: Run, empty_store: Store, title: str, field: str
) -> None:
    fill(empty_store, event("any", **{"title": "Report", field: title}))
    _, (cell,) = parsed(hrtrack(f"list --format csv --fields {field}").out)
    assert cell == f"'{title}"


def test_a_sign_inside_a_text_and_a_number_are_left_alone(hrtrack: Run, store: Store) -> None:
    fill(store, event("any", date="2012", title="1 = 1"))
    _, cells = parsed(hrtrack("list --since 2012 --format csv --fields title").out)
    assert cells == ["1 = 1"]
    out = hrtrack("status upr --as-of 2011 --format csv --fields made,numerator").out
    assert parsed(out)[1] == ["1", "0"]


# --- which format ---------------------------------------------------------------------------


def test_piped_the_default_is_tsv(hrtrack: Run, store: Store) -> None:
    for line in ("list", "recs", "show 97.1", "status", "status upr", "status CAT"):
        assert hrtrack(line) == hrtrack(f"{line} --format tsv")


def test_the_name_of_a_format_is_taken_in_any_case(hrtrack: Run, store: Store) -> None:
    assert hrtrack("list -F JSON") == hrtrack("list --format json")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "line", ["list", "recs", "show 97.1 cat-2011-report", "status CAT", "status upr", "status"]
)
def test_every_command_knows_every_format(hrtrack: Run, store: Store, line: str, form: str) -> None:
    no_ids = form == "ids" and line in ("status upr", "status")
    ran = hrtrack(f"{line} --format {form}", code=2 if no_ids else 0)
    assert bool(ran.out) is not no_ids
    assert bool(ran.err) is no_ids
