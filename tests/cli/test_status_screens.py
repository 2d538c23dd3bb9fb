"""What ``status`` shows at first sight, and what it takes to see more.

- the UPR is one screen: each cycle on a line or two, each assessor that has spoken, the claims
- --cycle, --full and --claims show more; lines and JSON hold everything with and without them
- a claim is doubted where its numbers differ from the record, or no verdict can bear them out
- self is you to people, and self to scripts
- --by keeps the table of mechanisms; without it every assessor that has spoken is there
- a mechanism shows its events; when a report was due stays as long as one is awaited
- groups stand in one table, a column for each assessor, with the number assessed
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from own_records import fill, recommendation, record
from terminals import Terminal

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.kinds import CLAIM
from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run

TABLE = "--format table"


def drawn(*arguments: str, columns: int = 80) -> list[str]:
    """Return the lines that a terminal shows for a command that succeeds."""
    with Terminal(*arguments, columns=columns, NO_COLOR="1") as terminal:
        code, text = terminal.end()
    assert code == 0, text
    return text.splitlines()


@pytest.fixture
def disputed(hrtrack: Run) -> Run:
    """The shipped dataset, with verdicts of two assessors besides self."""
    hrtrack("mark 97.5 97.6 --by government --date 2012")
    hrtrack("mark 97.5 --as partly --by un --date 2014")
    return hrtrack


# --- the UPR on a screen --------------------------------------------------------------


@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_the_upr_is_one_screen(disputed: Run, columns: int) -> None:
    assert len(drawn("status", "upr", columns=columns)) < 24


def test_each_cycle_has_its_counts_and_each_assessor_that_has_spoken(disputed: Run) -> None:
    lines = disputed(f"status upr {TABLE}").lines
    first = next(n for n, line in enumerate(lines) if line.startswith("Cycle 1"))
    assert "93 made, 74 supported (1 of them in part), 19 noted" in lines[first]
    assert [line.split("  ")[1] for line in lines[first + 1 : first + 4]] == [
        "you",
        "government",
        "un",
    ]
    assert "2/74 supported (2.7 %)  █" in lines[first + 2]
    assert lines[first + 4].startswith("Cycle 2 · 2015-05-04 · 259 made")


@pytest.mark.parametrize("option", ["--cycle 1", "--claims", "--full"])
def test_it_says_how_to_see_more_and_that_is_more(hrtrack: Run, option: str) -> None:
    short = hrtrack(f"status upr {TABLE}").lines
    assert option in short[-1]
    assert len(hrtrack(f"status upr {option} {TABLE}").lines) > len(short)


def test_full_is_every_cycle_as_it_is_alone(hrtrack: Run) -> None:
    whole = hrtrack(f"status upr --full {TABLE}").out
    for cycle in "1234":
        _, _, alone = hrtrack(f"status upr --cycle {cycle} {TABLE}").out.partition("\n")
        assert alone in whole


@pytest.mark.parametrize("option", ["--full", "--cycle 1 --full"])
def test_lines_and_json_hold_everything_anyway(hrtrack: Run, option: str) -> None:
    plain = option.replace("--full", "")
    for form in ("tsv", "json"):
        asked = f"--format {form}"
        assert (
            hrtrack(f"status upr {option} {asked}").out
            == hrtrack(f"status upr {plain} {asked}").out
        )


def test_claims_alone_are_the_lines_of_claims(hrtrack: Run) -> None:
    everything = hrtrack("status upr").cells
    alone = hrtrack("status upr --claims").cells
    assert alone == [line for line in everything if line[1] == "claim"]
    page = hrtrack(f"status upr --claims {TABLE}").out
    assert [
        line[16] for line in alone if " ".join(line[16].split()) not in " ".join(page.split())
    ] == []


@pytest.mark.parametrize(
    "options", ["--claims --full", "--claims --group-by theme", "--full --since 2010"]
)
def test_what_does_not_go_together_is_refused(hrtrack: Run, options: str) -> None:
    assert "leave out" in hrtrack(f"status upr {options}", code=2).err


@pytest.mark.parametrize("line", ["status CAT --claims", "status treaty-bodies --full"])
def test_they_ask_about_the_upr(hrtrack: Run, line: str) -> None:
    assert "ask about the UPR" in hrtrack(line, code=2).err


# --- claims that are not borne out ------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "doubt"),
    [
        ({"numbers": {"supported": 2}}, None),
        ({"numbers": {"supported": 3}}, "3 supported by the claim, 2 by the record"),
        ({"numbers": {"made": 2}, "over": True}, None),
        ({}, None),
        ({"numbers": {"implemented": 1}, "base": "supported", "by": "un"}, None),
        ({"percent": {"implemented": 50}, "base": "supported", "by": "un"}, None),
        ({"percent": {"implemented": 50}, "base": "supported", "over": True, "by": "un"}, "1/2"),
        ({"numbers": {"implemented": 2}, "by": "un"}, "1/2 supported (50.0 %)"),
        ({"percent": {"implemented": 50}, "base": "all", "by": "un"}, "not of what is supported"),
        ({"percent": {"implemented": 50}, "base": "supported"}, "no verdict"),
    ],
)
def test_a_claim_is_borne_out_or_the_reason_is_given(
    hrtrack: Run, empty_store: Store, fields: dict[str, object], doubt: str | None
) -> None:
    fill(
        empty_store,
        recommendation("97.1"),
        recommendation("97.2"),
        record("assessment", "a", recommendation="upr1-97.1", assessor="un", date="2012"),
        record("claim", "upr1-claim", title="Claim one", date="2015", **fields),
    )
    page = hrtrack(f"status upr --claims {TABLE}").out
    assert ("not borne out: " in page) is (doubt is not None)
    assert (doubt or "Claim one") in page


def test_a_line_counts_the_claims_that_are_not(hrtrack: Run, shipped: Collection) -> None:
    page = hrtrack(f"status upr --claims {TABLE}").out
    unchecked = page.count("not borne out: there is no verdict")
    differing = page.count("not borne out: ") - unchecked
    assert differing
    assert unchecked
    assert (
        f"Of {len(shipped.of(CLAIM))} claims the record differs from {differing}"
        f" and has no verdict to bear out {unchecked}.\n"
    ) in hrtrack(f"status upr {TABLE}").out


def test_over_seventy_per_cent_is_among_them(hrtrack: Run) -> None:
    lines = hrtrack(f"status upr --claims {TABLE}").lines
    found = next(n for n, line in enumerate(lines) if "over 70 per cent" in line)
    assert any("not borne out" in line for line in lines[found : found + 5])


# --- you --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    ["status", "status upr", "status upr --full", "status upr --group-by theme", "show 97.5",
     "recs --disagree", "log"],
)  # fmt: skip
def test_self_is_you_to_people_and_self_to_scripts(disputed: Run, line: str) -> None:
    disputed("mark 97.5 --as not-implemented --date 2016")
    page = disputed(f"{line} {TABLE}").out
    assert "you" in page.replace("yours", "")
    assert " self " not in page
    # The document of "status upr" and the rows of the others name the assessor.
    assert "self" in disputed(f"{line} --format json").out


def test_a_sentence_says_you() -> None:
    assert drawn("mark", "97.6")[-1] == "marked 1 implemented according to you"


# --- mechanisms ---------------------------------------------------------------------------


def test_every_assessor_that_has_spoken_is_there(disputed: Run) -> None:
    lines = disputed(f"status {TABLE}").lines
    assert [line.split()[:2] for line in lines if "/74 supported" in line] == [
        ["UPR", "government"],
        ["UPR", "un"],
    ]
    (upr, *_) = json.loads(disputed("status --format json").out)["mechanisms"]
    assert {name: one["numerator"] for name, one in upr["verdicts"].items()} == {
        "self": 0,
        "government": 2,
        "un": 0,
    }


def test_by_keeps_the_table_of_mechanisms(disputed: Run) -> None:
    names = disputed("status --fields mechanism").lines
    asked = disputed("status --by government --fields mechanism,implemented,percent").cells
    assert [line[0] for line in asked] == names
    assert asked[0] == ["UPR", "2", "2.7"]
    assert "un  " not in disputed(f"status --by government {TABLE}").out


@pytest.mark.parametrize("code", ["CAT", "SP", "HRC"])
def test_a_mechanism_shows_its_events(hrtrack: Run, code: str) -> None:
    page = " ".join(hrtrack(f"status {code} {TABLE}").out.split())
    titles = hrtrack(f"list --mechanism {code} --fields title").lines
    assert [title for title in titles if " ".join(title.split()) not in page] == []
    if code == "CAT":
        document = json.loads(hrtrack("status CAT --format json").out)
        assert [one["title"] for one in document["event_list"]] == titles


@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_when_a_report_was_due_stays_while_one_is_awaited(empty_store: Store, columns: int) -> None:
    fill(
        empty_store,
        record("report", "cat-report-5", ordinal="5", due="2007-11-07", received="2017-03-30",
               examined="2018-10-08/2018-10-09", observations="CAT/C/BLR/CO/5"),
        record("report", "cat-report-6", ordinal="6", due="2022-11-02"),
    )  # fmt: skip
    for line in (["status", "CAT"], ["reports"]):
        page = "\n".join(drawn(*line, columns=columns))
        assert "2022-11-02" in page, page
        assert "overdue" in page


def test_fields_that_were_asked_for_are_all_there(hrtrack: Run) -> None:
    head = drawn("status", "CAT", "--fields", "id,due,received,observations,state", columns=60)[0]
    assert head.split() == ["id", "due", "received", "observations", "state"]


# --- groups -------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_groups_name_each_assessor_and_the_number_assessed(disputed: Run, columns: int) -> None:
    lines = drawn("status", "upr", "--cycle", "1", "--group-by", "theme", columns=columns)
    page = "\n".join(lines)
    # 97.5 and 97.6 are of the government, 97.5 of the UN besides.
    assert "2/74" in page
    assert re.search(r"2 assessed|\(2\)", page)
    assert re.search(r"1 assessed|\(1\)", page)
    assert all(name in page for name in ("government", "un"))
    assert "Claimed beside it" not in page


def test_two_marks_with_a_comma_count_what_each_assessed(disputed: Run) -> None:
    lines = disputed("status upr --cycle 1 --group-by theme,assessor").cells
    counted = {(line[1], line[2]): int(line[3]) for line in lines}
    assert counted["Civil society", "government"] == 1
    assert "theme,assessor" in disputed("status --help").out
