"""``check``: what cannot be right, should be looked at, or is worth knowing.

- piped: a line each, gravest first: id severity rule field value message right
- the dataset while there is no store, then the store; nothing is created or changed
- exit code: 0 nothing or notes only, 7 warnings at most, 8 errors; the findings are shown anyway
- --severity leaves out what is less grave, and the exit code is of what is shown
- ids narrow to those records, typed as anywhere else or from standard input
- --as-of is the day by which a date lies ahead
- every format holds the same; JSON has every key; as ids each record stands once
- on a screen: a paragraph each, as wide as it is; how much was found goes to standard error
- text of others drives no terminal and is no markup
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from own_records import event, fill, recommendation, record

from belarus_hr.domain.checks.run import Finding, run_checks
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import ExitCode
from belarus_hr.store import Store
from belarus_hr.views.check_page import check_page
from belarus_hr.views.screen import Screen
from tests.conftest import Run

KEYS = "id record rule severity field value message right".split()
OPPOSITION = "upr3-claim-2025-opposition"
ACCEPTED = "upr1-claim-2012-government-accepted"
SOURCED = {"sources": ["Page of an NGO"], "confidence": "single-source"}


@pytest.fixture
def store(empty_store: Store) -> Store:
    """A store with a record of each severity, and one that is as it should be."""
    fill(
        empty_store,
        record("report", "cat-report-9", ordinal="6-4", **SOURCED),
        event("cat-2009-12-report", confidence="single-source"),
        event("cat-2010-note", date="2010", sources=["Page of an NGO"]),
        event("cat-2011-sound", date="2011", **SOURCED),
    )
    return empty_store


def test_more_recommendations_than_were_made_are_counted_and_named(
    hrtrack: Run, empty_store: Store
) -> None:
    fill(
        empty_store,
        record("review", "upr1", reported=[{"made": 1, "by": "un", "ref": "A/HRC/15/16"}]),
        recommendation("97.1"),
        record("recommendation", "upr1-chile", items=[{"by": "Chile"}]),
    )
    [said] = [row for row in hrtrack("check", code=7).cells if row[2] == "more-than-made"]
    assert said[:2] == ["upr1", "warning"]
    assert "2 recommendations of cycle 1 are on record, and the UN counts 1" in said[5]
    assert "without a paragraph: upr1-chile" in said[5]
    assert "hrtrack recs --sort text" in said[6]


# --- lines and exit codes -----------------------------------------------------


def test_the_dataset_s_claims_that_do_not_add_up_are_found(hrtrack: Run, own_store: Path) -> None:
    assert hrtrack("check --severity warning", code=ExitCode.WARNINGS).out == (
        f"{OPPOSITION}\twarning\tclaim-percent\tpercent.implemented\t1.3\t"
        "1.3 per cent implemented is not 2/266 all (0.8 %)\t"
        "2/155 supported (1.3 %), as in upr3-claim-2021-government\n"
        f"{OPPOSITION}\twarning\tclaim-percent\tpercent.partly\t15.5\t"
        "15.5 per cent partly is not 24/266 all (9.0 %)\t"
        "24/155 supported (15.5 %), as in upr3-claim-2021-government\n"
    )
    assert not own_store.exists()


def test_the_dataset_has_no_errors(hrtrack: Run) -> None:
    assert hrtrack("check --severity error") == (0, "", "")


def test_once_there_is_a_store_it_is_the_one_checked(hrtrack: Run, own_store: Path) -> None:
    hrtrack("add 'Report sent' -m CAT --date 2026-09 --kind report")
    before = own_store.read_bytes()
    ran = hrtrack("check cat-2026-09-report", code=ExitCode.WARNINGS)
    assert [cells[2] for cells in ran.cells] == ["source-missing", "confidence-missing"]
    assert own_store.read_bytes() == before


def test_the_gravest_come_first_and_errors_are_8(hrtrack: Run, store: Store) -> None:
    ran = hrtrack("check", code=ExitCode.ERRORS)
    assert [cells[:3] for cells in ran.cells] == [
        ["cat-report-9", "error", "ordinal-order"],
        ["cat-2009-12-report", "warning", "source-missing"],
        ["cat-2010-note", "note", "confidence-missing"],
    ]
    assert ran.err == ""


@pytest.mark.parametrize(
    ("least", "shown", "code"),
    [("error", 1, 8), ("Warning", 2, 8), ("note", 3, 8)],
)
def test_severity_leaves_out_what_is_less_grave(
    hrtrack: Run, store: Store, least: str, shown: int, code: int
) -> None:
    assert len(hrtrack(f"check --severity {least}", code=code).lines) == shown


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("check cat-report-9", 8),
        ("check cat-2009-12-report", 7),
        ("check cat-2009-12-report --severity error", 0),
        ("check cat-2010-note", 0),
        ("check cat-2011-sound", 0),
    ],
)
def test_the_exit_code_is_of_what_is_shown(
    hrtrack: Run, store: Store, line: str, code: int
) -> None:
    hrtrack(line, code=code)


def test_an_empty_store_has_nothing_to_find(hrtrack: Run, empty_store: Store) -> None:
    assert hrtrack("check") == (0, "", "")
    assert hrtrack("check --format json").out == "[]\n"


def test_the_exit_code_is_that_of_the_process(
    forked: Callable[..., subprocess.CompletedProcess[bytes]], store: Store
) -> None:
    ran = forked("check", "--db", str(store.path))
    assert ran.returncode == ExitCode.ERRORS
    assert ran.stdout.startswith(b"cat-report-9\terror\tordinal-order\tordinal\t6-4\t")


def test_the_help_says_the_exit_codes(hrtrack: Run) -> None:
    said = " ".join(hrtrack("check --help").out.split())
    assert "0 nothing, or notes only 7 warnings at most 8 errors" in said


# --- which records --------------------------------------------------------------


def test_ids_narrow_to_their_records(hrtrack: Run) -> None:
    ran = hrtrack(f"check {ACCEPTED} upr1 98.27")
    assert [(cells[0], cells[5], cells[6]) for cells in ran.cells] == [
        (ACCEPTED, "75 supported by the claim, 74 by the record", "74 supported")
    ]


def test_ids_come_from_standard_input_too(hrtrack: Run) -> None:
    ran = hrtrack("check -", stdin=f"{OPPOSITION}\n{ACCEPTED}\n", code=7)
    assert [cells[0] for cells in ran.cells] == [OPPOSITION, OPPOSITION, ACCEPTED]


def test_no_ids_on_standard_input_are_not_all_records(hrtrack: Run) -> None:
    assert "no ids on standard input" in hrtrack("check -", code=2).err


def test_an_id_that_is_not_there_is_named(hrtrack: Run) -> None:
    ran = hrtrack("check upr1-99.9", code=3)
    assert ran.out == ""
    assert 'no record "upr1-99.9"' in ran.err


def test_other_records_still_say_what_a_percentage_is_of(hrtrack: Run) -> None:
    assert hrtrack(f"check {OPPOSITION} --fields right", code=7).lines[0].startswith("2/155")


# --- the day ----------------------------------------------------------------------


def test_as_of_an_early_day_what_came_later_lies_ahead(hrtrack: Run) -> None:
    ran = hrtrack("check 97.1 98.1 --as-of 2010-06 --severity error", code=8)
    assert [cells[:5] for cells in ran.cells] == [
        ["upr1-98.1", "error", "date-ahead", "responses[1].date", "2010-09-23"]
    ]
    assert hrtrack("check 97.1 98.1 --as-of 2010-09 --severity error").out == ""


def test_a_verdict_may_not_lie_ahead_and_an_event_may(hrtrack: Run, empty_store: Store) -> None:
    fill(
        empty_store,
        record("recommendation", "upr1-97.4", paragraph="97.4"),
        record("assessment", "a-verdict", recommendation="97.4", date="2014"),
        event("a-visit", date="2014", kind="visit"),
    )
    ran = hrtrack("check --as-of 2013 --severity error", code=8)
    assert [cells[0] for cells in ran.cells] == ["a-verdict"]
    assert hrtrack("check --as-of 2014-01-01 --severity error").out == ""


# --- formats ------------------------------------------------------------------------


def test_json_has_every_key_in_order(hrtrack: Run, store: Store) -> None:
    findings = json.loads(hrtrack("check --format json", code=8).out)
    assert [list(finding) for finding in findings] == [KEYS] * 3
    assert findings[0] == {
        "id": "cat-report-9",
        "record": "report",
        "rule": "ordinal-order",
        "severity": "error",
        "field": "ordinal",
        "value": "6-4",
        "message": "6-4 does not rise, as the numbers of combined reports do",
        "right": "4-6",
    }


def test_every_format_holds_the_same(hrtrack: Run) -> None:
    findings = json.loads(hrtrack("check --format json", code=7).out)
    lines = hrtrack("check --format ndjson", code=7).lines
    assert [json.loads(line) for line in lines] == findings
    table = csv.DictReader(io.StringIO(hrtrack("check --format csv", code=7).out))
    assert [row["message"] for row in table] == [one["message"] for one in findings]
    shown = " ".join(hrtrack("check --format table", code=7).out.split())
    assert all(" ".join(one["message"].split()) in shown for one in findings)
    assert len(hrtrack("check --format md", code=7).lines) == len(findings) + 2


def test_as_ids_each_record_stands_once(hrtrack: Run) -> None:
    ids = hrtrack("check --format ids", code=7).lines
    assert ids[:2] == [OPPOSITION, "upr1-claim-2010-press"]
    assert len(set(ids)) == len(ids)


def test_fields_and_header_as_in_every_listing(hrtrack: Run, store: Store) -> None:
    assert hrtrack("check --fields right,rule --header --severity error", code=8).out == (
        "right\trule\n4-6\tordinal-order\n"
    )
    assert [line.split("\t")[0] for line in hrtrack("check --fields help").lines] == KEYS
    drawn = hrtrack("check --fields id,right --severity error --format table", code=8).lines
    assert drawn[-1].split() == ["cat-report-9", "4-6"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("check --severity grave", 'unknown severity "grave"'),
        ("check --as-of tomorrow", 'date "tomorrow" is not understood'),
        ("check --fields ids", 'no field "ids": did you mean id?'),
        ("check --format xml", 'unknown format "xml"'),
    ],
)
def test_a_value_that_will_not_do_is_refused(hrtrack: Run, line: str, said: str) -> None:
    ran = hrtrack(line, code=2)
    assert ran.out == ""
    assert said in ran.err


# --- on a screen ------------------------------------------------------------------------


def test_a_table_says_on_standard_error_how_much_was_found(hrtrack: Run, store: Store) -> None:
    ran = hrtrack("check --format table --severity error", code=8)
    assert ran.err == "checked 4 records: 1 error, 1 warning, 1 note\n"
    assert ran.out == (
        "error  cat-report-9  ordinal  (ordinal-order)\n"
        "       6-4 does not rise, as the numbers of combined reports do\n"
        "       right: 4-6\n"
    )


@pytest.mark.parametrize("width", [60, 80, 200])
def test_a_screen_is_as_wide_as_it_is(shipped: Collection, width: int) -> None:
    findings = run_checks(shipped, date(2026, 1, 1))
    drawn = check_page(findings, Screen(width, colour=False))
    assert max(map(len, drawn.splitlines())) <= width
    assert all(finding.id in drawn for finding in findings)


def test_text_of_others_is_neither_markup_nor_control(hrtrack: Run, empty_store: Store) -> None:
    hostile = "[red]CAT[/red]\x1b[31m/C\t\u202e"
    fill(empty_store, record("report", "cat-report-4", symbol=hostile, **SOURCED))
    for format_ in ("tsv", "csv", "md", "json", "ndjson", "table"):
        out = hrtrack(f"check --format {format_}", code=8).out
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert "red" in out


def test_a_colour_is_only_for_a_terminal_that_has_it() -> None:
    finding = Finding("upr1", "review", "session-cycle", "error", "session", "22", "wrong", "8")
    assert "\x1b" not in check_page([finding], Screen(80, colour=False))
    assert "\x1b" in check_page([finding], Screen(80, colour=True))
