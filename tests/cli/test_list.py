"""``list``: which events, in which order, on which columns.

- piped: a line an event, oldest first, id date mechanism kind title between tabs
- filters: mechanism (any case, several, a family), kind, dates as intervals, words, tag, day known
- values of one option add up, options narrow each other
- the order asked for; events without the field come last; equal ones by id
- nothing found is no failure; only events are listed
- the store: --db before or after the command, else HRTRACK_DB, else the user's own
- reading creates nothing
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from own_records import event, fill, recommendation, record

from belarus_hr.store import Store, storage

if TYPE_CHECKING:
    from tests.conftest import Run

CEDAW, SP, CAT, OHCHR, UPR = (
    "cedaw-2009-report",
    "sp-2009-05-18-visit",
    "cat-2009-12-report",
    "ohchr-2010-visit",
    "upr-2010-05-12-review",
)
EVENTS = (
    event(
        CAT,
        title="Fourth periodic report sent",
        by="Government of Belarus",
        tags=["torture"],
        sources=["CAT/C/BLR/4"],
    ),
    event(
        SP,
        date="2009-05-18/2009-05-24",
        mechanism="SP",
        kind="visit",
        title="Visit of the Special Rapporteur on trafficking in persons",
        place="Minsk",
        tags=["Trafficking", "invitation"],
    ),
    event(UPR, date="2010-05-12", mechanism="UPR", kind="review", title="First review"),
    event(CEDAW, date="2009~", mechanism="CEDAW", title="Седьмой доклад о положении женщин"),
    event(OHCHR, date="2010/2011", mechanism="OHCHR", kind="visit", title="Four missions"),
)


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(empty_store, *EVENTS, recommendation("97.4"), record("review", "upr1"))
    return empty_store


def test_piped_it_writes_a_line_an_event_oldest_first(hrtrack: Run, store: Store) -> None:
    assert hrtrack("list").out == (
        f"{CEDAW}\t2009~\tCEDAW\treport\tСедьмой доклад о положении женщин\n"
        f"{SP}\t2009-05-18/2009-05-24\tSP\tvisit\t"
        "Visit of the Special Rapporteur on trafficking in persons\n"
        f"{CAT}\t2009-12\tCAT\treport\tFourth periodic report sent\n"
        f"{OHCHR}\t2010/2011\tOHCHR\tvisit\tFour missions\n"
        f"{UPR}\t2010-05-12\tUPR\treview\tFirst review\n"
    )


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("--mechanism CAT", [CAT]),
        ("-m cat", [CAT]),
        ("-m upr,Cat", [CAT, UPR]),
        ("-m upr -m cat", [CAT, UPR]),
        ("-m treaty-bodies", [CEDAW, CAT]),
        ("-m charter", [SP, UPR]),
        ("--kind visit", [SP, OHCHR]),
        ("--kind VISIT,review", [SP, OHCHR, UPR]),
        ("--since 2010", [OHCHR, UPR]),
        ("--since 2009-11 --until 2009", [CEDAW, CAT]),
        ("--until 2009-05-18", [CEDAW, SP]),
        ("--since 2009-05-24 --until 2009-05-24", [CEDAW, SP]),
        ("--since 2011", [OHCHR]),
        ("--text MINSK", [SP]),
        ("--text 'special minsk'", [SP]),
        ("--text special --text geneva", []),
        ("--text ДОКЛАД", [CEDAW]),
        ("--text CAT/C/BLR", [CAT]),
        ("--text ohchr-2010", [OHCHR]),
        ("--tag trafficking", [SP]),
        ("--tag torture --tag invitation", [SP, CAT]),
        ("--as-of 2009-05-18", [CEDAW, SP]),
        ("--as-of 2009", [CEDAW, SP, CAT]),
        ("--kind visit --since 2010", [OHCHR]),
        ("-m CAT --kind visit", []),
        ("--limit 2", [CEDAW, SP]),
        ("--limit 0", []),
        ("--sort -date --limit 1", [UPR]),
    ],
)
def test_options_narrow_the_list(
    hrtrack: Run, store: Store, options: str, found: list[str]
) -> None:
    assert hrtrack(f"list {options} --format ids").lines == found


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("date", [CEDAW, SP, CAT, OHCHR, UPR]),
        ("-date", [UPR, OHCHR, CAT, SP, CEDAW]),
        ("id", [CAT, CEDAW, OHCHR, SP, UPR]),
        ("-id", [UPR, SP, OHCHR, CEDAW, CAT]),
        ("kind", [CAT, CEDAW, UPR, OHCHR, SP]),
        ("place", [SP, CAT, CEDAW, OHCHR, UPR]),
        ("-place", [SP, CAT, CEDAW, OHCHR, UPR]),
    ],
)
def test_the_order_is_the_one_asked_for(
    hrtrack: Run, store: Store, sort: str, found: list[str]
) -> None:
    assert hrtrack(f"list --sort {sort} --format ids").lines == found


def test_numbers_in_ids_are_ordered_as_numbers(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, *(event(f"cat-2009-12-report-{number}") for number in (10, 9, 2)))
    expected = ["cat-2009-12-report-2", "cat-2009-12-report-9", "cat-2009-12-report-10"]
    assert hrtrack("list --format ids").lines == expected


@pytest.mark.parametrize(
    ("form", "out"), [("tsv", ""), ("json", "[]\n"), ("ndjson", ""), ("ids", "")]
)
def test_finding_nothing_is_no_failure_and_is_said(
    hrtrack: Run, store: Store, form: str, out: str
) -> None:
    ran = hrtrack(f"list -m CRPD --format {form}")
    assert ran == (0, out, "nothing on record fits what was asked\n")


# --- which store -------------------------------------------------------------------


@pytest.fixture
def named(own_world: Path) -> Path:
    path = own_world / "named.json"
    path.write_bytes(storage.file_bytes({}))
    fill(Store(path), event("crc-2011-report", mechanism="CRC"))
    return path


@pytest.mark.parametrize("line", ["list --db {}", "--db {} list", "--db={} list", "list --db={}"])
def test_a_store_named_on_the_line_goes_before_the_environment(
    hrtrack: Run, store: Store, named: Path, line: str
) -> None:
    assert hrtrack(line.format(named) + " --format ids").lines == ["crc-2011-report"]


def test_the_environment_names_a_store(
    hrtrack: Run, own_store: Path, named: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_store.parent.mkdir(parents=True)
    own_store.write_bytes(storage.file_bytes({}))
    assert hrtrack("list").out == ""
    monkeypatch.setenv("HRTRACK_DB", str(named))
    assert hrtrack("list --format ids").lines == ["crc-2011-report"]


@pytest.mark.parametrize(
    "line", ["list", "recs", "show 97.4", "status", "status upr", "status CAT", "list --help"]
)
def test_reading_creates_nothing(hrtrack: Run, own_world: Path, line: str) -> None:
    hrtrack(line)
    assert list(own_world.iterdir()) == []
