"""A field and a kind of record are described in one place, and everything follows from that.

- a list and a date added to events by one line each: JSON, a cell of csv and back, table, form,
  filter, Tab, merge, undo, public copy, the order of dates
- a kind of record added by one declaration of at most 40 lines: added, listed, shown, changed,
  deleted, undone, exported, imported, merged, checked
- every filter that a kind declares is an option of the command that lists it

Each runs the real program: a copy of it with the declaration put in as text.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from belarus_hr.domain.records.kinds import BY_NAME
from tests.changed_program import (
    ID,
    LAW,
    PLACE,
    Changed,
    Program,
    program,
    with_kind,
    with_laws,
    with_record,
)

if TYPE_CHECKING:
    from tests.conftest import Run

FIELDS = (
    'Field("onlookers", "who looked on", TEXTS, names_actor=True, filter="onlookers"),',
    'Field("put_off", "day to which it was put off", DATE, after=("date",)),',
)


@pytest.fixture(scope="module")
def fields(tmp_path_factory: pytest.TempPathFactory) -> Changed:
    folder = tmp_path_factory.mktemp("fields")
    # Names that no field of events has: CONTRIBUTING's own example is ``participants``.
    place = 'Field("place", "where", wraps=True),\n'
    run = program(folder, lambda text: text.replace(place, place + "\n".join(FIELDS) + "\n"))
    return with_record(
        run, folder / "store.json", "Visit", "-m", "CAT", "--date", "2009-11", "--kind", "visit",
        "--set", 'onlookers=["Aman", "Vera"]', "--set", "put_off=2009-12",
    )  # fmt: skip


@pytest.fixture
def fields_added(fields: Changed, tmp_path: Path) -> Program:
    """The program with two more fields of events, and an event that has them."""
    return fields.with_store(tmp_path)


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Changed:
    return with_laws(tmp_path_factory.mktemp("laws"))


@pytest.fixture
def kind_added(laws: Changed, tmp_path: Path) -> Program:
    """The program with one more kind of record, and a record of it."""
    return laws.with_store(tmp_path)


def test_a_field_is_in_every_format(fields_added: Program) -> None:
    def row(name: str) -> str:
        return fields_added("list", "--kind", "visit", "--fields", f"id,{name}", "-F", "ndjson")

    assert {"id": ID, "onlookers": ["Aman", "Vera"]} in map(
        json.loads, row("onlookers").splitlines()
    )
    assert '{"id": "ohchr-2009-11-visit", "onlookers": []}' in row("onlookers")
    assert '{"id": "ohchr-2009-11-visit", "put_off": null}' in row("put_off")
    shown = ("list", "--text", "Vera", "--fields", "id,onlookers,put_off")
    assert fields_added(*shown, "-F", "csv").splitlines()[1] == f"{ID},Aman; Vera,2009-12"
    assert f"{ID} Aman; Vera 2009-12" in " ".join(fields_added(*shown, "-F", "table").split())
    assert "Aman; Vera" in fields_added("show", ID, "-F", "table")


def test_a_field_comes_back_from_a_cell(fields_added: Program) -> None:
    fields_added("export", "--what", "events", "-F", "csv", "-o", "events.csv")
    fields_added("delete", ID, "--yes")
    fields_added("import", "events.csv")
    shown = json.loads(fields_added("show", ID, "-F", "json"))[0]
    assert (shown["onlookers"], shown["put_off"]) == (["Aman", "Vera"], "2009-12")


def test_a_field_can_be_asked_for_and_is_completed(fields_added: Program) -> None:
    assert fields_added("list", "--onlookers", "Vera", "-F", "ids") == f"{ID}\n"
    fields_added("list", "--onlookers", "Nobody", code=2)
    words = {"_HRTRACK_COMPLETE": "complete_bash", "COMP_WORDS": "hrtrack list --onlookers V"}
    assert fields_added(**words, COMP_CWORD="3").split() == ["Vera"]
    assert "--onlookers" in fields_added("list", "--help")


def test_a_field_is_in_the_form(fields_added: Program) -> None:
    form = fields_added("edit", ID, EDITOR="cat")
    assert 'onlookers = ["Aman", "Vera"]' in form
    assert 'put_off = "2009-12"' in form


def test_a_field_is_merged_and_undone(fields_added: Program, tmp_path: Path) -> None:
    for name in ("base", "theirs"):
        shutil.copy(tmp_path / "store.json", tmp_path / f"{name}.json")
    fields_added("edit", ID, "--set", 'onlookers=["Aman", "Vera", "Petr"]')
    fields_added("--db", "theirs.json", "edit", ID, "--set", 'onlookers=["Vera", "Lena"]')
    fields_added("merge", "base.json", "store.json", "theirs.json")
    line = ("show", ID, "--fields", "onlookers", "-F", "tsv")
    assert fields_added(*line) == "Vera; Lena; Petr\n"
    fields_added("edit", ID, "--set", "onlookers=")
    fields_added("undo")
    assert fields_added(*line) == "Vera; Lena; Petr\n"


def test_a_field_is_left_out_of_a_public_copy(fields_added: Program) -> None:
    fields_added("edit", ID, "--set", 'sensitive=["onlookers"]')
    copy = fields_added("export", "--public", "--what", "events", "-F", "ndjson")
    row = next(row for row in map(json.loads, copy.splitlines()) if row["id"] == ID)
    assert (row["onlookers"], row["put_off"]) == ([], "2009-12")


def test_who_looked_on_in_a_hidden_event_is_named_nowhere(fields_added: Program) -> None:
    add = ("-m", "CAT", "--date", "2012")
    looked_on = ("--set", 'onlookers=["Olga Karaban"]', "--set", "sensitive=true")
    fields_added("add", "Hidden", *add, *looked_on)
    fields_added("add", "Open", *add, "--note", "Met with Olga Karaban.")
    assert "Karaban" not in fields_added("export", "--public", "--what", "events", "-F", "ndjson")


def test_a_date_is_held_in_its_order(fields_added: Program) -> None:
    fields_added("edit", ID, "--set", "put_off=2008")
    assert 'put_off\t2008\t2008 is earlier than "date", 2009-11' in fields_added(
        "check", ID, code=8
    )


def test_a_kind_is_listed_and_asked_for(kind_added: Program) -> None:
    line = f"{LAW}\t2012-05\tNew law\tParliament\t2013\n"
    assert kind_added("list", "--record", "law") == line
    assert kind_added("list", "--record", "law", "--body", "parl", "--since", "2012") == line
    assert kind_added("list", "--record", "law", "--answers", "upr1-97.4") == line
    assert kind_added("list", "--record", "law", "--until", "2011") == ""
    assert kind_added("list", "--record", "law", "--as-of", "2012-06") == line
    assert kind_added("list", "--record", "law", "--as-of", "2011") == ""
    kind_added("list", "--record", "law", "--place", "x", code=2)
    kind_added("list", "--body", "Parliament", code=2)
    assert "New law" in kind_added("show", LAW, "-F", "table")


def test_a_kind_comes_in_the_order_of_its_date(kind_added: Program) -> None:
    for day, title in (("2013", "Later"), ("2012-04~", "Sooner"), ("2011/2014", "From 2011 on")):
        kind_added("add", title, "--record", "law", "--set", f"began={day}")
    titles = ("list", "--record", "law", "--fields", "title", "-F", "tsv")
    assert kind_added(*titles).splitlines() == ["From 2011 on", "Sooner", "New law", "Later"]
    assert kind_added(*titles, "--sort", "-began").split("\n")[0] == "Later"


def test_a_kind_falls_due(kind_added: Program) -> None:
    kind_added("edit", LAW, "--set", "due=2012-12", "--set", "done=2013-02")
    line = f"{LAW}\t2012-12\tlaw\t\tNew law"
    assert f"{line}\toverdue\t1\n" in kind_added("due", "--as-of", "2013-01-01")
    assert f"{line}\tdue\t-30\n" in kind_added("due", "--as-of", "2012-12-01")
    assert LAW not in kind_added("due", "--as-of", "2014")
    assert LAW not in kind_added("due", "--as-of", "2012-01")
    assert LAW not in kind_added("due", "--as-of", "2012-06", "--within", "1m")
    calendar = kind_added("due", "--as-of", "2012-12-01", "-F", "ics")
    assert f"UID:{LAW}-law@hrtrack" in calendar
    assert "SUMMARY:law due: New law" in calendar
    assert "CATEGORIES:law\r\n" in calendar or "CATEGORIES:law\n" in calendar


def test_a_kind_is_exported_of_a_time(kind_added: Program) -> None:
    ids = ("export", "--what", "laws", "-F", "ndjson")
    assert LAW in kind_added(*ids, "--since", "2012", "--as-of", "2012-06")
    assert LAW not in kind_added(*ids, "--until", "2011")
    assert LAW not in kind_added(*ids, "--as-of", "2011")
    kind_added(*ids, "--kind", "visit", code=2)


def test_a_kind_is_shown(kind_added: Program) -> None:
    shown = json.loads(kind_added("show", LAW, "-F", "json"))[0]
    assert (shown["body"], shown["answers"], shown["sources"]) == ("Parliament", ["upr1-97.4"], [])
    assert "New law" in kind_added("show", LAW, "-F", "table")


def test_a_kind_is_changed_deleted_and_undone(kind_added: Program) -> None:
    kind_added("edit", LAW, "--set", "body=Government")
    kind_added("delete", LAW, "--yes")
    kind_added("show", LAW, code=3)
    kind_added("undo", "2")
    assert "Parliament" in kind_added("show", LAW)
    assert kind_added("log", LAW).count(LAW) >= 3


def test_a_kind_is_exported_imported_and_merged(kind_added: Program, tmp_path: Path) -> None:
    kind_added("export", "--what", "laws", "-F", "csv", "-o", "laws.csv")
    before = kind_added("show", LAW, "-F", "json")
    shutil.copy(tmp_path / "store.json", tmp_path / "theirs.json")
    kind_added("delete", LAW, "--yes")
    kind_added("import", "laws.csv")
    assert kind_added("show", LAW, "-F", "json") == before
    kind_added("--db", "theirs.json", "edit", LAW, "--set", "plan=CAT/C/BLR/4")
    kind_added("merge", "theirs.json")
    assert "CAT/C/BLR/4" in kind_added("show", LAW)


def test_a_kind_is_checked(kind_added: Program) -> None:
    kind_added("edit", LAW, "--set", "done=2011", "--set", "plan=the plan of 2012")
    kind_added("add", "New law.", "--record", "law", "--set", "began=2012-05", "--id", "twice")
    found = kind_added("check", LAW, "twice", code=8)
    assert {"date-order", "symbol-form", "source-missing", "double"} <= set(
        found.replace("\n", "\t").split("\t")
    )


def test_a_kind_may_have_a_single_field(tmp_path: Path) -> None:
    run = with_kind(tmp_path, "PLACE", PLACE)
    (tmp_path / "file").write_text('{"record": "place", "name": "Minsk"}')
    run("import", "file")
    assert run("list", "--record", "place") == "place-minsk\tMinsk\n"
    assert run("show", "place-minsk", "-F", "table").split()[-2:] == ["name", "Minsk"]
    assert run("check", "place-minsk") == ""
    assert "None" not in run("log", "place-minsk")
    run("list", "--record", "place", "--since", "2012", code=2)


@pytest.mark.parametrize(
    ("command", "kind"), [("list", "event"), ("recs", "recommendation"), ("claims", "claim")]
)
def test_every_filter_is_an_option(hrtrack: Run, command: str, kind: str) -> None:
    text = hrtrack(f"{command} --help").out
    assert [name for name in BY_NAME[kind].filters if f"--{name} " not in text] == []
