"""On a terminal, a real one (a pseudo-terminal of 60 and 200 columns).

- a table fits the width, to the last column of wide letters; ids and dates stay whole
- COLUMNS goes before the terminal's own width, unless it is no width
- colour and links are there; NO_COLOR and TERM=dumb leave not one escape byte and the same text
- --format means the same as in a pipe, to the byte
- text of others drives nothing, with colours on
- delete asks, takes yes for yes and all else for no; an interrupt is 130 and no word
- what reads from the keyboard says so; a store that is named and not there yet is said
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from own_records import event, fill, recommendation, record, responses
from terminals import Terminal

from belarus_hr.store import Store, storage

if TYPE_CHECKING:
    from tests.conftest import Run

ID = "cat-2009-12-report"
STYLE = re.compile(r"\x1b\[[0-9;]*m")
LINK = re.compile(r"\x1b\]8;[^;\x1b]*;([^\x1b\x07]*)\x1b\\")


def shown(*arguments: str, columns: int = 80, **environ: str) -> str:
    """Return what a command that succeeds shows on a terminal."""
    with Terminal(*arguments, columns=columns, **environ) as terminal:
        code, text = terminal.end()
    assert code == 0, text
    return text


def plain(text: str) -> str:
    """Return a text without its colours and links."""
    return LINK.sub("", STYLE.sub("", text))


def width(line: str) -> int:
    """Return the columns that a line takes."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in line
    )


RECORDS = (
    event(
        ID,
        title="Fourth periodic report sent to the Committee, with annexes nobody asked for",
        sources=[
            "CAT/C/BLR/4",
            "Foreign Ministry of Belarus, page on reports to treaty bodies",
        ],
        tags=["torture"],
    ),
    event(
        "sp-2009-05-18-visit",
        date="2009-05-18/2009-05-24",
        mechanism="SP",
        kind="visit",
        title=f"Визит Специального докладчика по вопросу о торговле людьми {'漢字' * 30}",
    ),
    event("cat-1987-03-13-ratification", date="1987-03-13", kind="ratification"),
    record(
        "review",
        "upr1",
        session=8,
        document="A/HRC/15/16",
        reported=[{"made": 93, "supported": 75, "by": "government", "ref": "Fact sheet"}],
    ),
    recommendation(
        "97.1",
        title="Consider a national human rights institution that meets the Paris Principles",
        recommended_by=["Algeria", "Egypt", "Malaysia", "Bolivarian Republic of Venezuela"],
        themes=["National human rights institution", "International instruments"],
        sources=["A/HRC/15/16, para. 97.1"],
    ),
    recommendation("98.1", responses=responses("pending", "noted")),
    record("assessment", "verdict", recommendation="97.1", assessor="civil-society"),
    record(
        "claim",
        "upr1-claim",
        title="Over 70 per cent of the accepted recommendations are carried out",
        base="supported",
        percent={"implemented": 70},
        note="The Government counts 75 accepted, the record of the Council 74 in two answers.",
    ),
    record(
        "report",
        "cat-report-4",
        ordinal="4",
        due="2000-05-25",
        received="2009-12-08",
        examined="2011-11-11/2011-11-14",
        observations="CAT/C/BLR/CO/4",
    ),
    record("report", "cat-report-5", ordinal="5", due="2015-11-25"),
)
LINES = (
    "list",
    "recs",
    "show 97.1 cat-2009-12-report cat-report-4",
    "status",
    "status upr --group-by theme",
    "status CAT",
    "log",
)


@pytest.fixture(autouse=True)
def store(empty_store: Store) -> Store:
    fill(empty_store, *RECORDS)
    return empty_store


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, int], str]:
    """Return what is drawn for a line on a terminal of some columns; each drawn once."""
    path = tmp_path_factory.mktemp("drawn") / "store.json"
    path.write_bytes(storage.file_bytes({}))
    fill(Store(path), *RECORDS)
    return cache(lambda line, columns: shown(*line.split(), columns=columns, HRTRACK_DB=str(path)))


Drawn = Callable[[str, int], str]


@pytest.mark.parametrize("columns", [60, 200])
@pytest.mark.parametrize("line", LINES)
def test_what_is_drawn_fits_the_terminal_and_is_coloured(
    drawn: Drawn, line: str, columns: int
) -> None:
    text = drawn(line, columns)
    assert "\x1b[1m" in text
    assert max(map(width, plain(text).splitlines())) <= columns


@pytest.mark.parametrize("columns", [60, 200])
@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("list", [ID, "sp-2009-05-18-visit", "2009-05-18/", "2009-05-24", "2009-12", "date"]),
        ("recs", ["upr1-97.1", "upr1-98.1", "supported", "noted", "response"]),
        ("status", ["UPR", "CAT", "SP", "events", "reports", "open"]),
        ("status CAT", ["cat-report-4", "cat-report-5", "overdue", "2009-12-08", "1987-03-13"]),
        ("log", [ID, "upr1-97.1", "added", " UTC"]),
        (
            "status upr --group-by theme",
            ["1/1", "1 assessed", "civil-society"],
        ),
    ],
)
def test_ids_dates_and_figures_stay_whole(
    drawn: Drawn, line: str, columns: int, whole: list[str]
) -> None:
    text = plain(drawn(line, columns))
    assert [word for word in whole if word not in text] == []


@pytest.mark.parametrize("line", LINES)
def test_no_word_that_fits_a_column_is_broken(hrtrack: Run, drawn: Drawn, line: str) -> None:
    words = re.compile(r"[A-Za-z]{3,}")
    known = set(words.findall(hrtrack(f"{line} --format table").out))
    shown_here = set(words.findall(plain(drawn(line, 60))))
    parts = [one for one in shown_here - known if any(one in word for word in known)]
    assert parts == []


def test_a_wide_terminal_is_used(drawn: Drawn) -> None:
    assert max(map(width, plain(drawn("list", 200)).splitlines())) > 120


@pytest.mark.parametrize("columns", [1, 40])
def test_a_terminal_too_narrow_for_a_table_still_gets_one(drawn: Drawn, columns: int) -> None:
    assert ID in plain(drawn("list", columns))


@pytest.mark.parametrize(
    ("columns", "value", "used"),
    [(200, "60", 60), (60, "200", 200), (60, "wide", 60)],
)
def test_columns_goes_before_the_terminals_own_width_if_it_is_one(
    drawn: Drawn, columns: int, value: str, used: int
) -> None:
    asked = shown("list", columns=columns, COLUMNS=value)
    assert plain(asked) == plain(drawn("list", used))


# --- colour ---------------------------------------------------------------------------------


# Not the log: the keys of its entries are another store's.
@pytest.mark.parametrize("line", [line for line in LINES if line != "log"])
def test_no_color_leaves_not_one_escape_byte_and_the_same_text(drawn: Drawn, line: str) -> None:
    without = shown(*line.split(), columns=60, NO_COLOR="1")
    assert "\x1b" not in without
    lines = [line.rstrip() for line in plain(drawn(line, 60)).splitlines()]
    assert lines == without.splitlines()


@pytest.mark.parametrize(
    ("environ", "coloured"),
    [
        ({"NO_COLOR": ""}, True),
        ({"NO_COLOR": "0", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
def test_who_asks_for_no_colour_gets_none(environ: dict[str, str], coloured: bool) -> None:
    assert ("\x1b" in shown("status", "upr", **environ)) is coloured


def test_a_document_symbol_opens_the_document(drawn: Drawn) -> None:
    addresses = LINK.findall(drawn("show 97.1 cat-2009-12-report cat-report-4", 200))
    assert "https://docs.un.org/en/A/HRC/15/16" in addresses


@pytest.mark.parametrize("form", ["tsv", "json"])
def test_a_format_that_is_named_is_the_same_as_in_a_pipe(hrtrack: Run, form: str) -> None:
    assert shown("list", "--format", form, columns=40) == hrtrack(f"list --format {form}").out


def test_text_of_others_drives_nothing(store: Store) -> None:
    title = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202etroper [/b][blink]\r\x7f"
    fill(store, event("any", title=title, sources=[f"CAT/C/BLR/4{title}", title]))
    for line in (["list", "--fields", "title,sources"], ["show", "any"]):
        left = plain(shown(*line, columns=200))
        assert [sign for sign in left if not sign.isprintable() and sign != "\n"] == []
        assert "[/b][blink]" in left


# --- asking ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "gone"),
    [
        ("y\n", True),
        (" YES \n", True),
        ("n\n", False),
        ("\n", False),
        ("\x04", False),
    ],
)
def test_delete_asks_and_only_yes_is_yes(store: Store, typed: str, gone: bool) -> None:
    with Terminal("delete", ID) as terminal:
        terminal.until("? [y/N] ")
        terminal.type(typed)
        code, text = terminal.end()
    assert text.startswith(f"Delete {ID} (Fourth periodic report sent to the Committee, ")
    assert code == 0
    assert text.endswith(f"deleted {ID}\n" if gone else "nothing was changed\n")
    assert (ID not in store.read()) is gone


def test_a_record_changed_while_the_question_stands_is_not_deleted(store: Store) -> None:
    with Terminal("delete", ID) as terminal:
        terminal.until("? [y/N] ")
        with store.change() as change:  # nobody holds the lock
            found = change.before.find(ID)
            change.put(found.kind, found.id, {**found.record, "note": "meanwhile"})
        terminal.type("y\n")
        code, text = terminal.end()
    assert code == 2
    assert "was changed meanwhile; nothing was deleted\n" in text
    assert ID in store.read()


def test_the_question_is_no_data(store: Store) -> None:
    with Terminal("delete", ID, piped=True) as terminal:
        terminal.until("? [y/N] ")
        terminal.type("y\n")
        assert terminal.end()[0] == 0
        assert terminal.piped() == f"{ID}\n"


def test_yes_is_not_asked_again(store: Store) -> None:
    assert shown("delete", ID, "--yes") == f"deleted {ID}\n"


@pytest.mark.parametrize("line", [["delete", ID], ["mark", "-"], ["add", "-"]])
def test_an_interrupt_is_130_and_no_word_and_nothing_is_changed(
    store: Store, line: list[str]
) -> None:
    before = store.path.read_bytes()
    with Terminal(*line) as terminal:
        terminal.until("[y/N] " if line[0] == "delete" else "end with Ctrl-D\n")
        terminal.interrupt()
        code, text = terminal.end()
    assert code == 130
    assert text.strip().count("\n") == 0
    assert store.path.read_bytes() == before


def test_hostile_text_in_the_question_is_made_visible(store: Store) -> None:
    fill(store, event("any", title="\x1b[2Jx\r\x9b"))
    with Terminal("delete", "any") as terminal:
        terminal.until("? [y/N] ")
        terminal.type("n\n")
        _, text = terminal.end()
    assert [sign for sign in text if not sign.isprintable() and sign != "\n"] == []


# --- talk -----------------------------------------------------------------------------------


def test_ids_can_be_typed_and_that_is_said(store: Store) -> None:
    with Terminal("mark", "-") as terminal:
        terminal.until("reading ids from the keyboard; end with Ctrl-D\n")
        terminal.type("97.1\n")
        terminal.type("\x04")
        code, text = terminal.end()
    assert (code, text.splitlines()[1:]) == (0, ["marked 1 implemented according to you"])


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (["add", "Seminar", "-m", "UPR", "--date", "2010"], "added upr-2010-other\n"),
        (["edit", ID, "--note", "x"], f"changed {ID}\n"),
    ],
)
def test_a_change_is_told_to_a_person_in_a_sentence(line: list[str], sentence: str) -> None:
    assert shown(*line) == sentence


def test_a_named_store_that_is_not_there_yet_is_said_and_not_made(own_world: Path) -> None:
    text = shown("recs", "--db", "none.json", "--limit", "1", "--format", "ids")
    assert text == "no store at none.json yet: the shipped dataset answers\nupr1-97.1\n"
    assert not (own_world / "none.json").exists()


def test_verdicts_that_are_self_s_are_said_to_be_where_others_have_spoken(
    hrtrack: Run, store: Store
) -> None:
    asked = ("recs", "--status", "not-assessed", "--db", str(store.path))
    with Terminal(*asked) as terminal:
        assert (
            "these are your verdicts; --by names another assessor: civil-soc" in terminal.end()[1]
        )
    with Terminal(*asked, "--by", "self") as terminal:
        assert "these are your verdicts" not in terminal.end()[1]
    with Terminal(*asked, "--as-of", "2010-12") as terminal:
        assert "these are your verdicts" not in terminal.end()[1]
    assert hrtrack("recs --status not-assessed").err == ""
