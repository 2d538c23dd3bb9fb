"""Records of which two versions differ bear a mark wherever they are listed or counted.

- a merge of two answers to one recommendation: `recs`, `list`, `measures`, `indicators`, `status
  CAT` mark the record as they mark what is disputed; --conflict asks for such records alone
- show tells it of the verdicts on a record and of what links to it
- status, status upr, status plan say below their figures how many records have one, and what
  lists them; JSON has their ids, a pipe has the line on standard error
- the matrix and the page say what the other version has; a public copy is silent
- what is decided is marked no more, and without a conflict nothing is said
"""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from own_records import fill, recommendation, record
from terminals import drawn

from belarus_hr.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

ID = "upr1-98.28"
COUNTED = "1 record counted here has an open conflict: hrtrack"


@pytest.fixture
def merged(hrtrack: Run, own_store: Path, tmp_path: Path) -> Run:
    """A store in which a merge met two answers to one recommendation."""
    hrtrack("edit 97.1 --note x")
    base, theirs = tmp_path / "base.json", tmp_path / "theirs.json"
    for copy in (base, theirs):
        shutil.copy(own_store, copy)
    hrtrack("edit 98.28 --response noted --date 2012")
    hrtrack(f"edit 98.28 --response supported --date 2012 --db {theirs}")
    hrtrack(f"merge {base} {own_store} {theirs}", code=9)
    return hrtrack


def conflicting(store: Store, kind: str, **fields: Any) -> None:
    """Add a record of a kind, of which another version has another note."""
    conflicts = [{"field": "note", "value": "Another"}]
    fill(store, record(kind, "held-twice", conflicts=conflicts, **fields))


# --- lists ------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [60, 80, 160])
def test_a_listing_marks_the_record(merged: Run, columns: int) -> None:
    page = " ".join(" ".join(drawn("recs --conflict", columns)).split())
    assert page.count("conflict") == 1
    assert ID in page
    assert "conflict" not in merged("recs --cycle 1 --response noted --format table").out


def test_conflicts_are_asked_for(merged: Run) -> None:
    assert merged("recs --conflict --format ids").lines == [ID]
    assert merged("list --conflict --format ids").lines == []
    merged("edit 98.28 --set conflicts=")
    assert merged("recs --conflict --format ids").lines == []


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("event", "list"),
        ("event", "status CAT"),
        ("measure", "measures"),
        ("indicator", "indicators"),
    ],
)
def test_each_listing_of_titles_marks_it(
    hrtrack: Run, empty_store: Store, kind: str, line: str
) -> None:
    conflicting(empty_store, kind, title="Held twice")
    assert "Held twice  conflict" in hrtrack(f"{line} --format table").out


@pytest.mark.parametrize(
    ("kind", "fields", "mark"),
    [
        ("assessment", {"recommendation": "97.1"}, "another version says note: Another"),
        ("measure", {"recommendations": ["97.1"]}, "measure held-twice: planned  conflict"),
    ],
)
def test_show_tells_it_of_verdicts_and_of_what_links_to_a_record(
    hrtrack: Run, empty_store: Store, kind: str, fields: dict[str, Any], mark: str
) -> None:
    fill(empty_store, recommendation("97.1"))
    conflicting(empty_store, kind, **fields)
    assert mark in hrtrack("show 97.1 --format table").out


# --- figures ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", ["status upr", "status upr --full", "status upr --since 2012", "status", "status plan"]
)
def test_figures_say_how_many_records_differ_and_what_lists_them(merged: Run, line: str) -> None:
    said = f"{COUNTED} recs --conflict"
    page = merged(f"{line} --format table")
    assert (page.lines[-1], said in page.err) == (said, False)
    assert json.loads(merged(f"{line} --format json").out)["conflicts"] == [ID]
    piped = merged(line)
    assert said in piped.err
    assert "conflict" not in piped.out
    merged("edit 98.28 --set conflicts=")
    for form in ("table", "tsv"):
        told = merged(f"{line} --format {form}")
        assert "conflict" not in told.out + told.err
    assert json.loads(merged(f"{line} --format json").out)["conflicts"] == []


@pytest.mark.parametrize("line", ["status upr --cycle 2", "status upr --as-of 2009", "status CAT"])
def test_figures_that_do_not_count_the_record_are_silent(merged: Run, line: str) -> None:
    assert "conflict" not in merged(f"{line} --format table").out


@pytest.mark.parametrize(
    ("kind", "fields", "line", "command"),
    [
        ("assessment", {"recommendation": "97.1"}, "status upr", "list --record assessment"),
        ("claim", {}, "status upr", "claims"),
        ("measure", {}, "status plan", "measures"),
        ("event", {}, "status CAT", "list"),
        ("event", {}, "status", "list"),
    ],
)
def test_each_kind_that_is_counted_is_told_with_what_lists_it(
    hrtrack: Run, empty_store: Store, kind: str, fields: dict[str, Any], line: str, command: str
) -> None:
    fill(empty_store, recommendation("97.1"))
    conflicting(empty_store, kind, **fields)
    assert hrtrack(f"{line} --format table").lines[-1] == f"{COUNTED} {command} --conflict"
    assert hrtrack(f"{command} --conflict --format ids").lines == ["held-twice"]


def test_what_lists_them_names_the_state_asked_about(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, recommendation("97.1"))
    conflicting(empty_store, "recommendation", country="Viet Nam")
    line = "status upr --format table --country"
    lists = "recs --conflict --country"
    assert hrtrack(f"{line} 'Viet Nam'").lines[-1] == f"{COUNTED} {lists} 'Viet Nam'"
    assert hrtrack(f"{line} all").lines[-1] == f"{COUNTED} {lists} all"
    assert hrtrack(f"{lists} 'Viet Nam' --format ids").lines == ["held-twice"]
    assert "conflict" not in hrtrack("status upr --format table").out


def test_what_no_filter_lists_check_finds(hrtrack: Run, empty_store: Store) -> None:
    conflicting(empty_store, "report", due="2022")
    assert hrtrack("status CAT --format table").lines[-1] == f"{COUNTED} check"
    assert "held-twice" in hrtrack("check", code=None).out
    conflicting(empty_store, "event")
    said = "2 records counted here have an open conflict: hrtrack check"
    assert hrtrack("status CAT --format table").lines[-1] == said


# --- what is handed on ------------------------------------------------------------


def test_the_matrix_and_the_page_say_what_the_other_version_has(merged: Run) -> None:
    matrix = merged("export --format matrix --cycle 1").out
    (line,) = [line for line in matrix.splitlines() if line.startswith("| 98.28 ")]
    assert "Remark: conflict. Another version says responses: response noted, date 2012" in line
    assert "two versions of 1 of these recommendations differ" in matrix
    page = merged("export --format html").out
    other = "<bdi>responses: response noted, date 2012</bdi>"
    assert f"<b>Conflict:</b> another version says {other}" in page
    assert "<b>Open conflicts:</b> of 1 of the records" in page
    for form in ("matrix", "html"):
        public = merged(f"export --public --format {form}").out
        assert not re.findall("Remark: conflict|<b>Conflict|<b>Open conflicts", public)


@pytest.mark.usefixtures("forked_parsers")
def test_a_matrix_with_the_remark_comes_back_the_same(merged: Run) -> None:
    merged("mark 98.28 --as partly --by un --date 2013 --note Slowly")
    before = merged("export --format ndjson").out
    merged("export --format matrix --cycle 1 -o m.docx")
    merged("import m.docx")
    assert merged("export --format ndjson").out == before
