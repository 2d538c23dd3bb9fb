"""``factsheet``: the Government's fact sheet beside the record, item by item.

- piped: a line an item: item agreement title shows beside; every format, and the fields asked for
- named: 6a is one item, 6 all of 6a, 6b, …, 1 is not 10a; an unknown item: exit 3 and the nearest
- --agreement narrows; what is no agreement is refused with what is
- to people two lines an item, more where they have no room; a named item in full, with sources
- what the record shows is counted from the records: it changes with them
- --as-of: what was on record then; before the sheet there is none; nothing to compare it with
- a store without items says why and exits well, and so does its page: an older one, one of others'
  records alone
- an item is edited like any record, and Tab completes the items
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from own_records import event, fill, recommendation, record
from page_reader import page_of

from belarus_hr.domain.reference.citations import cite
from belarus_hr.store import Store, storage
from tests.test_data import ITEMS

if TYPE_CHECKING:
    from pathlib import Path

    from belarus_hr.domain.collection import Collection
    from tests.conftest import Run

BRIEF = "item agreement title shows beside"


@pytest.fixture
def store(empty_store: Store) -> Store:
    """A sheet of three items: a report, a seminar that it alone has, and a count."""
    alone = {"confidence": "single-source", "kind": "training", "date": "2010-07"}
    fill(
        empty_store,
        record("report", "cat-report-4", ordinal="4", received="2009-12", examined="2011-11-11"),
        record("sheet-item", "sheet1", item="1", reports=["cat-report-4"]),
        record("sheet-item", "sheet2a", item="2a", agreement="cannot-be-checked"),
        record("sheet-item", "sheet2b", item="2b", agreement="contradicted", reason="One more."),
        event("ohchr-2010-07-training", item="2a", mechanism="OHCHR", title="Seminar", **alone),
        record("claim", "claim", item="2b", numbers={"made": 2, "supported": 2}),
        record("review", "upr1"),
        recommendation("97.1"),
    )
    return empty_store


def test_a_line_an_item_in_its_order(hrtrack: Run, store: Store) -> None:
    assert hrtrack("factsheet").cells == [
        ["1", "borne-out", "A report was sent",
         "CAT report 4: received 2009-12, examined 2011-11-11", "cat-report-4"],
        ["2a", "cannot-be-checked", "A report was sent", "nothing but the sheet itself",
         "ohchr-2010-07-training"],
        ["2b", "contradicted", "A report was sent", "1 made, 1 supported", "claim"],
    ]  # fmt: skip


def test_every_format_has_the_same_items(hrtrack: Run, store: Store) -> None:
    rows = json.loads(hrtrack("factsheet -F json").out)
    assert [row["item"] for row in rows] == ["1", "2a", "2b"]
    assert {*BRIEF.split(), *"id reason sources disputes date".split()} == rows[0].keys()
    assert hrtrack("factsheet -F csv").lines[0] == BRIEF.replace(" ", ",")
    assert hrtrack("factsheet -F ids").lines == ["sheet1", "sheet2a", "sheet2b"]
    assert hrtrack("factsheet --fields item,reason 2b").cells == [["2b", "One more."]]
    assert len(hrtrack("factsheet -F md").lines) == 5


def test_what_the_record_shows_changes_with_it(hrtrack: Run, store: Store) -> None:
    fill(store, recommendation("97.2"))
    hrtrack("edit cat-report-4 --set examined=")
    shows = dict(hrtrack("factsheet --fields item,shows").cells)
    assert shows["1"] == "CAT report 4: received 2009-12"
    assert shows["2b"] == "2 made, 2 supported"


@pytest.mark.parametrize(
    ("typed", "items"),
    [("1", ["1"]), ("2", ["2a", "2b"]), ("2B", ["2b"]), ("2b 1 2", ["2b", "1", "2a"])],
)
def test_items_are_named(hrtrack: Run, store: Store, typed: str, items: list[str]) -> None:
    assert hrtrack(f"factsheet {typed} --fields item").lines == items


def test_a_number_is_no_start_of_another(hrtrack: Run) -> None:
    assert hrtrack("factsheet 1 --fields item").lines == ["1"]
    assert hrtrack("factsheet 10 --fields item").lines == "10a 10b 10c 10d 10e".split()


@pytest.mark.parametrize(("typed", "nearest"), [("6x", "6d"), ("14c", "14b"), ("6aa", "6a")])
def test_an_unknown_item_suggests_the_nearest(hrtrack: Run, typed: str, nearest: str) -> None:
    ran = hrtrack(f"factsheet 1 {typed}", code=3)
    assert ran.out == ""
    assert f'no item "{typed}" of the fact sheet; did you mean {nearest}? known: 1, 2' in ran.err


def test_agreements_narrow(hrtrack: Run, store: Store) -> None:
    narrowed = "factsheet --fields item --agreement"
    assert hrtrack(f"{narrowed} borne-out,contradicted").lines == ["1", "2b"]
    assert hrtrack(f"{narrowed} Cannot-be-checked").lines == ["2a"]
    assert hrtrack(f"{narrowed} differs").out == ""
    none = hrtrack("factsheet 1 2 --agreement differs -F table")
    assert (none.out, none.err) == ("", "no item agrees so: differs\n")
    assert 'did you mean "differs"?' in hrtrack(f"{narrowed} differ", code=2).err


def test_as_of_a_day(hrtrack: Run, store: Store) -> None:
    hrtrack("edit sheet1 sheet2a sheet2b --set date=2010-08")
    hrtrack("edit claim --set date=2011")
    then = dict(hrtrack("factsheet --as-of 2010-12 --fields item,shows").cells)
    assert then["1"] == "CAT report 4: received 2009-12"
    assert then["2b"] == "nothing was on record by then"
    (row,) = json.loads(hrtrack("factsheet 2b --as-of 2010-12 -F json").out)
    assert (row["agreement"], row["beside"]) == ("cannot-be-checked", [])
    assert row["reason"] == "What it is compared with was not on record by 2010-12-31."


def test_before_the_sheet_there_is_none(hrtrack: Run) -> None:
    for line in (
        "factsheet --as-of 2010",
        "factsheet 6a --as-of 2010",
        "factsheet zz --as-of 2010",
    ):
        ran = hrtrack(line)
        assert ran.out == ""
        assert ran.err == "no fact sheet was there as of 2010-12-31: it is of 2012~\n"


def test_a_store_of_others_alone_has_no_sheet(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, event("cat-2009-12-report"))
    for form in ("table", "tsv"):
        ran = hrtrack(f"factsheet 6a -F {form}")
        assert (ran.out, ran.err) == ("", "no fact sheet is on record here\n")
    assert json.loads(hrtrack("factsheet -F json").out) == []


def test_a_store_started_before_the_items_says_so(
    hrtrack: Run, own_store: Path, shipped: Collection
) -> None:
    tables = {name: table for name, table in shipped._tables.items() if name != "sheet"}
    own_store.parent.mkdir(parents=True)
    own_store.write_bytes(storage.file_bytes(tables))
    ran = hrtrack("factsheet 6a")
    assert ran.out == ""
    assert "this store was started before the items of the fact sheet were records" in ran.err
    export, _, taken_in = ran.err.partition(": ")[2].strip().partition(" | ")
    assert ran.err.strip() in page_of(hrtrack).words
    items = hrtrack(export.removeprefix("hrtrack ")).out
    hrtrack(taken_in.removeprefix("hrtrack "), stdin=items)
    assert hrtrack("factsheet --fields item").lines == ITEMS
    assert hrtrack("factsheet 6a --fields agreement").out == "contradicted\n"
    assert "this store was started before" not in page_of(hrtrack).words


def test_on_a_terminal_two_lines_an_item(hrtrack: Run) -> None:
    lines = hrtrack("factsheet -F table").lines
    assert lines[0].startswith("The Government's fact sheet beside the record, as of ")
    assert lines[1].startswith("22 items: ")
    assert len(lines) == 3 + 2 * 22 + 1
    assert lines[13].split(maxsplit=2) == [
        "6a", "contradicted", "75 of the 93 UPR recommendations accepted in May 2010",
    ]  # fmt: skip
    assert lines[14].split(maxsplit=1)[1].startswith("93 made, 74 supported; ")


def test_self_is_you_to_people_and_self_to_scripts(hrtrack: Run) -> None:
    line = "factsheet 14b --fields shows"
    assert hrtrack(line).out == "implemented according to self: nothing assessed\n"
    for items in ("", "14b"):
        page = hrtrack(f"factsheet {items} -F table").out
        assert "implemented according to you: nothing assessed" in page
        assert "according to self" not in page


def test_a_named_item_is_shown_in_full(hrtrack: Run) -> None:
    page = hrtrack("factsheet 6a -F table").out
    for told in (
        "contradicted",
        "One more than the answers on record",
        "upr1-claim-2012-government-accepted",
        "- Foreign Ministry of Belarus: 74 of 93 were accepted\n  ",
        "A/HRC/15/16, paras. 1-4 and 97-98",
        "https://docs.un.org/en/A/HRC/15/16",
        "hrtrack show upr1-claim-2012-government-accepted upr1 upr-2010-05-12-review",
    ):
        assert told in page


def test_a_dispute_is_told_with_its_source_as_show_tells_it(hrtrack: Run) -> None:
    (row,) = json.loads(hrtrack("factsheet 14b -F json").out)
    page = hrtrack("factsheet 14b -F table").out
    _, disputed, _ = re.split(r"^Disputed$|^Sources$", page, flags=re.MULTILINE)
    for dispute in row["disputes"]:
        assert cite(dispute).footnote in disputed
        assert "Available at https://" in cite(dispute).footnote
    assert disputed.strip() in hrtrack(f"show {row['beside'][0]} -F table").out


def test_an_item_is_changed_like_any_record(hrtrack: Run) -> None:
    hrtrack('edit sheet14b --set agreement=differs --set reason="Counted by us."')
    assert hrtrack("factsheet 14b --fields agreement,reason").cells == [
        ["differs", "Counted by us."]
    ]
    assert "agreement" in hrtrack("edit sheet14b --set agreement=perhaps", code=2).err
    hrtrack("undo")
    assert hrtrack("factsheet 14b --fields agreement").out == "cannot-be-checked\n"


def test_people_read_you_and_scripts_the_name(hrtrack: Run, own_store: Path) -> None:
    said = "implemented according to {}: nothing assessed"
    assert said.format("you") in hrtrack("factsheet 6d --format table").out
    assert said.format("self") in hrtrack("factsheet 6d --format json").out
    hrtrack("export -o page.html")
    assert "according to self" not in (own_store.parents[3] / "page.html").read_text()
