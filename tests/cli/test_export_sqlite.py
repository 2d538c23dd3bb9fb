"""``export --format sqlite``: the records as a database, read back by Python's sqlite3.

- a table for each kind, with keys that hold; a list is a table of its own, in order
- the views: the latest verdicts, the progress that ``status upr`` tells, all sources
- filters, public copies and texts of others, which are values and nothing else
- a column refers to other records only where all of them are there; the same bytes each time
- to a file or a pipe, whole or not at all
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from own_records import event, fill, recommendation, record

from belarus_hr.domain.records.kinds import KINDS
from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run

HOSTILE = """x'); DROP TABLE events; -- "y" \x1b[31m"""


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(
        empty_store,
        event("cat-a", title=HOSTILE, tags=["b", "a"],
              sources=[{"ref": "CAT/C/BLR/4"}, {"ref": "Letter", "note": "kept"}]),
        event("cat-secret", title="A hidden word", sensitive=True),
        recommendation("97.10", themes=["Torture"], items=[{"by": "Norway", "action": 5}]),
        recommendation("97.11", themes=["Justice"]),
        record("assessment", "old", recommendation="upr1-97.10", status="partly", date="2013"),
        record("assessment", "new", recommendation="upr1-97.10", date="2014"),
        record("review", "upr1", reported=[{"ref": "A/HRC/15/16", "made": 93}]),
        record("report", "cat-report-4", due="2012-11-25"),
        record("claim", "said", numbers={"made": 93}),
    )  # fmt: skip
    return empty_store


@pytest.fixture
def ask(hrtrack: Run, store: Store) -> Iterator[Any]:
    def ask(query: str, options: str = "") -> list[tuple[Any, ...]]:
        hrtrack(f"export {options} -o hr.db --force")
        with closing(sqlite3.connect("hr.db")) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
            return database.execute(query).fetchall()

    return ask


def test_each_kind_is_a_table_keyed_by_id(ask: Any, store: Store) -> None:
    collection = store.read()
    for kind in KINDS:
        ids = [row[0] for row in ask(f"SELECT id FROM {kind.table}")]
        assert ids == list(collection.of(kind))


def test_numbers_are_numbers_and_paragraphs_texts(ask: Any) -> None:
    assert ask("SELECT paragraph, cycle FROM recommendations LIMIT 1") == [("97.10", 1)]
    assert ask("SELECT made FROM reviews_reported") == [(93,)]
    assert ask('SELECT "by", action FROM recommendations_items') == [("Norway", 5)]
    assert ask("SELECT json_extract(numbers, '$.made') FROM claims") == [(93,)]


def test_lists_stand_in_order_in_tables_of_their_own(ask: Any) -> None:
    query = "SELECT position, value FROM events_tags WHERE event_id = 'cat-a'"
    assert ask(query) == [(1, "b"), (2, "a")]
    assert ask("SELECT ref, url, note FROM sources WHERE record = 'cat-a' ORDER BY position") == [
        ("CAT/C/BLR/4", "https://docs.un.org/en/CAT/C/BLR/4", None), ("Letter", None, "kept"),
    ]  # fmt: skip


def test_the_latest_verdict_counts(ask: Any) -> None:
    query = "SELECT recommendation, assessor, status, date FROM verdicts"
    assert ask(query) == [("upr1-97.10", "self", "implemented", "2014")]
    assert ask(query, "--as-of 2013") == [("upr1-97.10", "self", "partly", "2013")]


def test_progress_is_what_status_tells(ask: Any, hrtrack: Run) -> None:
    (cycle,) = json.loads(hrtrack("status upr --format json").out)["cycles"]
    told = cycle["verdicts"]["self"]
    query = "SELECT implemented, partly, not_implemented, supported FROM progress"
    assert ask(query) == [
        (told["implemented"], told["partly"], told["not_implemented"], told["denominator"])
    ]


def test_a_text_is_a_value_and_drives_no_terminal(ask: Any) -> None:
    ((title,),) = ask("SELECT title FROM events WHERE id = 'cat-a'")
    assert title.startswith("x'); DROP TABLE events; --")
    assert "\x1b" not in title


def test_filters_and_public_copies_hold(ask: Any) -> None:
    ids = "SELECT id FROM recommendations"
    assert ask(ids, "--theme justice") == [("upr1-97.11",)]
    assert ask("SELECT id FROM events", "--theme justice") == []
    assert ask("SELECT id FROM events", "--public") == [("cat-a",)]
    assert b"hidden word" not in Path("hr.db").read_bytes()


def test_verdicts_alone_refer_to_nothing_that_is_not_there(ask: Any) -> None:
    assert len(ask("SELECT id FROM assessments", "--what assessments")) == 2


def test_the_same_records_are_the_same_bytes(hrtrack: Run, store: Store) -> None:
    for name in ("a.sqlite", "b.sqlite3"):
        hrtrack(f"export -o {name} --as-of 2026-01-01")
    assert Path("a.sqlite").read_bytes() == Path("b.sqlite3").read_bytes()


def test_what_is_there_is_not_replaced_without_force(hrtrack: Run, store: Store) -> None:
    Path("hr.db").write_text("mine")
    assert "--force replaces it" in hrtrack("export -o hr.db", code=2).err
    assert Path("hr.db").read_text() == "mine"
