"""Ids as documents cite them, and the same defaults whichever way a record comes in.

- "97.5.", "para. 97.5", "A/HRC/15/16, para. 97.5", several after one document, as one word or many
- a link of a verdict may be cited so, too; a paragraph of another document is refused
- an event without a kind is of the kind "other", and "today" is a day, in add, add - and import
- an import without a kind leaves that on record
- --since and --until take today; a State report is added by its own kind
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from own_records import event, fill, recommendation, record

from belarus_hr.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(
        empty_store,
        recommendation("97.5"),
        recommendation("97.6"),
        record("recommendation", "upr1-41-a", paragraph="41(a)"),
        record(
            "recommendation", "upr2-129.97.5", cycle=2, paragraph="129.97.5", document="A/HRC/30/3"
        ),
        event("cat-2009-12-report"),
    )
    return empty_store


@pytest.mark.parametrize(
    "typed",
    ["97.5.", "para. 97.5", "paragraph 97.5", "Para 97.5;", "§ 97.5", "п. 97.5", "пункт 97.5",
     "A/HRC/15/16, para. 97.5", "a/hrc/15/16 para 97.5", "A/HRC/15/16, п. 97.5.",
     "UPR1-97.5.", "upr1-97.5"],
)  # fmt: skip
def test_one_recommendation_as_it_is_cited(hrtrack: Run, store: Store, typed: str) -> None:
    assert hrtrack(["show", typed, "--fields", "id"]).lines == ["upr1-97.5"]
    assert hrtrack(["show", *typed.split(), "--fields", "id"]).lines == ["upr1-97.5"]
    assert hrtrack("show - --fields id", stdin=f"{typed}\n").lines == ["upr1-97.5"]


@pytest.mark.parametrize(
    "typed",
    ["A/HRC/15/16, paras. 97.5, 97.6 and 41(a)", "paragraphs 97.5, 97.6, 41(a)",
     "97.5., 97.6., 41(a)", "97.5,97.6,41-a"],
)  # fmt: skip
def test_several_after_one_document(hrtrack: Run, store: Store, typed: str) -> None:
    marked = hrtrack(["mark", typed, "--by", "un"]).lines
    assert marked == ["upr1-97.5", "upr1-97.6", "upr1-41-a"]


def test_a_paragraph_of_another_document_is_refused(hrtrack: Run, store: Store) -> None:
    refused = hrtrack(["mark", "A/HRC/15/17, para. 97.5"], code=3).err
    assert "no recommendation on record is paragraph 97.5 of A/HRC/15/17" in refused
    assert hrtrack(["show", "A/HRC/30/3, para. 129.97.5", "--fields", "id"]).lines == [
        "upr2-129.97.5"
    ]


@pytest.mark.parametrize("typed", ["A/HRC/15/16", "A/HRC/15/16, para.", "A/HRC/15/16 first 97.5"])
def test_a_document_alone_is_no_recommendation(hrtrack: Run, store: Store, typed: str) -> None:
    assert 'no record "A/HRC/15/16"' in hrtrack(["show", typed], code=3).err


@pytest.mark.parametrize("typed", ["97.5.", "A/HRC/15/16, para. 97.5"])
def test_a_verdict_may_cite_what_it_is_of(
    hrtrack: Run, store: Store, own_world: Path, typed: str
) -> None:
    verdict = {
        "record": "assessment",
        "assessor": "un",
        "status": "partly",
        "recommendation": typed,
    }
    assert hrtrack("add -", stdin=json.dumps({**verdict, "date": "today"})).out.startswith(
        "upr1-97.5"
    )
    (own_world / "v.json").write_text(json.dumps({**verdict, "date": "2014"}))
    hrtrack("import v.json")
    assert len(hrtrack("list --record assessment --format ids").lines) == 2


# --- the same defaults ----------------------------------------------------------

SEEN = {"mechanism": "CAT", "title": "Seen"}


def test_add_reads_a_line_as_it_reads_options(hrtrack: Run, store: Store, own_world: Path) -> None:
    hrtrack("add Seen -m CAT --date today")
    hrtrack("add -", stdin=json.dumps({**SEEN, "date": "Today", "title": "Piped"}))
    (own_world / "e.csv").write_text("mechanism,date,title\nCAT,today,Imported\n")
    hrtrack("import e.csv")
    (own_world / "f.csv").write_text("mechanism,title\nCAT,Defaulted\n")
    hrtrack("import f.csv --default date=today")
    rows = json.loads(hrtrack("list --kind other --format json").out)
    assert {row["title"] for row in rows} == {"Seen", "Piped", "Imported", "Defaulted"}
    assert {row["date"] for row in rows} == {date.today().isoformat()}


def test_an_import_without_a_kind_leaves_that_on_record(
    hrtrack: Run, store: Store, own_world: Path
) -> None:
    (own_world / "e.csv").write_text(
        "id,mechanism,date,title\ncat-2009-12-report,CAT,2009-12,Renamed\n"
    )
    hrtrack("import e.csv")
    (row,) = json.loads(hrtrack("show cat-2009-12-report --format json").out)
    assert (row["kind"], row["title"]) == ("report", "Renamed")


@pytest.mark.parametrize("line", ["list", "log", "status upr"])
def test_since_and_until_take_today(hrtrack: Run, store: Store, line: str) -> None:
    hrtrack("add Seen -m CAT --date today")
    today = date.today().isoformat()
    for option in ("--since", "--until"):
        asked = hrtrack(f"{line} {option} today --format json").out
        assert asked == hrtrack(f"{line} {option} {today} --format json").out


def test_the_help_says_how_a_state_report_is_added(hrtrack: Run, store: Store) -> None:
    lines = hrtrack("add --help").lines
    (example,) = (line.strip(" │") for line in lines if "--record report" in line)
    added = hrtrack(example.removeprefix("hrtrack ")).out.strip()
    (row,) = json.loads(hrtrack("reports --format json").out)
    assert (row["id"], row["received"], row["state"]) == (added, "2009-12", "received")
