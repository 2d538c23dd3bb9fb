"""``status``: how much is carried out, according to whom, with the claims beside the record.

- the shipped first cycle: 93 made, 74 supported, 19 noted; in May 2010 55 supported, 38 pending
- JSON is the document of the contract; the lines hold the same figures; so does the table
- a percentage is shown as n/N base (p %) with a bar, one line for each assessor, self always first
- claims stand beside the record; a cycle known by reported counts alone says so; unknown is null
- --by, --cycle, --as-of and --group-by narrow and divide; they ask about the UPR alone
- a treaty body: its reports and which are open; several mechanisms: a line each
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from own_records import event, fill, recommendation, record, responses

from belarus_hr.domain.figures.breakdown import GROUPINGS
from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run

RECORDS = (
    record(
        "review",
        "upr1",
        session=8,
        document="A/HRC/15/16",
        reported=[{"made": 4, "supported": 4, "by": "government", "ref": "Fact sheet, item 6a"}],
    ),
    record(
        "review",
        "upr3",
        cycle=3,
        session=36,
        date="2020-11-02",
        reported=[{"made": 266, "supported": 155, "by": "un", "ref": "A/HRC/46/5"}],
    ),
    record("review", "upr4", cycle=4, date="2025-11-03"),
    recommendation("97.1", themes=["Torture", "Justice"], recommended_by=["Norway"], action=4),
    recommendation("97.2", themes=["Torture"], recommended_by=["Chile"], groups=["Women"]),
    recommendation("98.3", responses=responses("pending", "partly-supported")),
    recommendation("98.4", responses=responses("pending", "noted"), themes=["Death penalty"]),
    record("assessment", "a1", recommendation="upr1-97.1", date="2012"),
    record("assessment", "a2", recommendation="upr1-97.2", assessor="zvyano", status="partly"),
    record("assessment", "a3", recommendation="upr1-97.1", assessor="government", date="2013"),
    record("assessment", "a4", recommendation="upr1-98.4", assessor="government", date="2013"),
    record(
        "claim",
        "upr1-claim-2012",
        title="Over 70 per cent of the accepted are carried out",
        base="supported",
        percent={"implemented": 70},
        over=True,
    ),
    record(
        "claim",
        "upr3-claim-2023",
        cycle=3,
        by="civil-society",
        date="2023",
        title="2 of 266 carried out, 24 in part",
        numbers={"made": 266, "implemented": 2, "partly": 24, "denominator": 266},
        percent={"implemented": 0.8},
        note="The stated share fits no stated base.",
    ),
    record("report", "cat-report-4", ordinal="4", due="2000-05", received="2009-12",
           examined="2011-11-11", observations="CAT/C/BLR/CO/4"),
    record("report", "cat-report-5", ordinal="5", title="Fifth periodic report", due="2015-11-25"),
    event("cat-1987-03-13-ratification", date="1987-03-13", kind="ratification",
          title="Convention against Torture"),
    event("cat-2009-12-report"),
    event("sp-2009-05-visit", date="2009-05", mechanism="SP", kind="visit"),
)  # fmt: skip


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(empty_store, *RECORDS)
    return empty_store


def of_cycle(hrtrack: Run, number: int, options: str = "") -> dict[str, Any]:
    document = json.loads(hrtrack(f"status upr --format json {options}").out)
    (found,) = [cycle for cycle in document["cycles"] if cycle["cycle"] == number]
    assert isinstance(found, dict)
    return found


def verdicts(implemented: int, partly: int, not_: int, open_: int) -> dict[str, Any]:
    total = implemented + partly + not_ + open_
    return {
        "implemented": implemented,
        "partly": partly,
        "not_implemented": not_,
        "not_assessed": open_,
        "numerator": implemented,
        "denominator": total,
        "percent": round(100 * implemented / total, 1) if total > open_ else None,
    }


# --- the shipped dataset -------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "counts"),
    [
        ("", {"made": 93, "supported": 74, "noted": 19, "pending": 0}),
        ("--as-of 2010-05", {"made": 93, "supported": 55, "noted": 0, "pending": 38}),
    ],
)
def test_the_shipped_first_cycle_counts_as_the_documents_say(
    hrtrack: Run, options: str, counts: dict[str, int]
) -> None:
    cycle = of_cycle(hrtrack, 1, options)
    assert {name: cycle[name] for name in counts} == counts
    assert cycle["verdicts"]["self"] == verdicts(0, 0, 0, counts["supported"])


def test_the_one_supported_in_part_is_said_beside_the_count(hrtrack: Run) -> None:
    assert of_cycle(hrtrack, 1)["partly_supported"] == 1
    table = hrtrack("status upr --cycle 1 --format table").out
    assert "93 made, 74 supported (1 of them in part), 19 noted\n" in table


# --- status upr ----------------------------------------------------------------------


def test_the_document_has_the_keys_of_the_contract(hrtrack: Run, store: Store) -> None:
    document = json.loads(hrtrack("status upr --as-of 2024-06 --format json").out)
    assert (document["as_of"], document["base"]) == ("2024-06-30", "supported")
    assert [cycle["cycle"] for cycle in document["cycles"]] == [1, 3]
    for name in "cycle session reviewed made supported noted pending verdicts claims".split():
        assert all(name in cycle for cycle in document["cycles"])


def test_a_cycle_on_record_is_counted_from_its_recommendations(hrtrack: Run, store: Store) -> None:
    cycle = of_cycle(hrtrack, 1)
    assert (cycle["session"], cycle["reviewed"]) == (8, "2010-05-12")
    assert (cycle["made"], cycle["supported"], cycle["noted"], cycle["pending"]) == (4, 3, 1, 0)
    assert cycle["counted"] == "recommendations"


def test_each_assessor_has_figures_of_its_own_over_the_same_whole(
    hrtrack: Run, store: Store
) -> None:
    found = of_cycle(hrtrack, 1)["verdicts"]
    assert list(found) == ["self", "government", "zvyano"]
    assert found["self"] == verdicts(1, 0, 0, 2)
    assert found["government"] == verdicts(1, 0, 0, 2)
    assert found["zvyano"] == verdicts(0, 1, 0, 2)


def test_self_comes_first_even_when_silent(hrtrack: Run, empty_store: Store) -> None:
    given = record("assessment", "a1", recommendation="upr1-97.1", assessor="abc")
    fill(empty_store, recommendation("97.1"), given)
    assert list(of_cycle(hrtrack, 1)["verdicts"]) == ["self", "abc"]


def test_lines_are_a_record_line_for_each_assessor_then_the_claims(
    hrtrack: Run, store: Store
) -> None:
    assert hrtrack("status upr --cycle 1 --as-of 2024-06-30").out == (
        "1\trecord\tself\t2024-06-30\t4\t3\t1\t0\t1\t0\t0\t2\t1\t3\tsupported\t33.3\t\t1\t\t4\tBelarus\t\n"
        "1\trecord\tgovernment\t2024-06-30\t4\t3\t1\t0\t1\t0\t0\t2\t1\t3\tsupported\t33.3\t\t1\t\t4\tBelarus\t\n"
        "1\trecord\tzvyano\t2024-06-30\t4\t3\t1\t0\t0\t1\t0\t2\t0\t3\tsupported\t0.0\t\t1\t\t4\tBelarus\t\n"
        "1\tclaim\tgovernment\t2012\t\t\t\t\t\t\t\t\t\t\tsupported\t70\t"
        "Over 70 per cent of the accepted are carried out\t\ttrue\t\tBelarus\t\n"
    )


def test_the_table_prints_numerator_denominator_base_percent_and_a_bar(
    hrtrack: Run, store: Store
) -> None:
    table = hrtrack("status upr --cycle 1 --by self --format table").out
    assert "you  1/3 supported (33.3 %)  ████░░░░░░░░\n" in table
    assert "     1 implemented, 0 partly, 0 not, 2 not assessed\n" in table


def test_the_table_shows_claim_and_record_together(hrtrack: Run, store: Store) -> None:
    table = hrtrack("status upr --cycle 1 --format table").lines
    claim = next(n for n, line in enumerate(table) if "Over 70 per cent" in line)
    assert "government: 1/3 supported (33.3 %)" in table[claim + 1]


def test_a_cycle_known_by_reported_counts_alone_says_so(hrtrack: Run, store: Store) -> None:
    cycle = of_cycle(hrtrack, 3)
    assert (cycle["made"], cycle["supported"], cycle["noted"]) == (266, 155, None)
    assert cycle["counted"] == "reported"
    assert "Only reported counts (un)" in hrtrack("status upr --cycle 3 --format table").out


def test_what_nobody_counted_stays_unknown(hrtrack: Run, store: Store) -> None:
    cycle = of_cycle(hrtrack, 4)
    assert (cycle["made"], cycle["supported"], cycle["counted"]) == (None, None, None)
    assert "is not known" in hrtrack("status upr --cycle 4 --format table").out


def test_json_holds_every_number_that_the_table_shows(hrtrack: Run, store: Store) -> None:
    shown = hrtrack("status upr --group-by theme --as-of 2026-01-01 --format table").out
    held = hrtrack("status upr --group-by theme --as-of 2026-01-01 --format json").out
    number = re.compile(r"\d+(?:\.\d+)?")
    held_numbers = {float(found) for found in number.findall(held)}
    assert {float(found) for found in number.findall(shown)} <= held_numbers


def test_by_narrows_to_one_assessor(hrtrack: Run, store: Store) -> None:
    assert list(of_cycle(hrtrack, 1, "--by ZVYANO")["verdicts"]) == ["zvyano"]


@pytest.mark.parametrize(
    ("day", "implemented", "claims"), [("2011", 0, 0), ("2012-06", 1, 1), ("2014", 1, 1)]
)
def test_as_of_a_day_only_what_was_found_and_said_by_then_counts(
    hrtrack: Run, store: Store, day: str, implemented: int, claims: int
) -> None:
    cycle = of_cycle(hrtrack, 1, f"--as-of {day}")
    assert cycle["verdicts"]["self"]["implemented"] == implemented
    assert len(cycle["claims"]) == claims


def test_before_the_first_review_there_is_nothing_to_count(hrtrack: Run, store: Store) -> None:
    assert json.loads(hrtrack("status upr --as-of 2009 --format json").out)["cycles"] == []
    assert hrtrack("status upr --as-of 2009").out == ""


@pytest.mark.parametrize(
    ("mark", "groups"),
    [
        ("theme", {"Torture": 2, "Justice": 1, "Death penalty": 1, "(none)": 1}),
        ("state", {"Norway": 1, "Chile": 1, "(none)": 2}),
        ("action", {"4": 1, "(none)": 3}),
        ("response", {"supported": 2, "partly-supported": 1, "noted": 1}),
        ("group", {"Women": 1, "(none)": 3}),
    ],
)
def test_group_by_counts_each_mark_apart(
    hrtrack: Run, store: Store, mark: str, groups: dict[str, int]
) -> None:
    found = of_cycle(hrtrack, 1, f"--group-by {mark}")["groups"]
    assert {group["group"]: group["made"] for group in found} == groups
    lines = hrtrack(f"status upr --cycle 1 --by self --group-by {mark} --fields group,made").cells
    assert {name: int(made) for name, made in lines} == groups


# --- other mechanisms ------------------------------------------------------------------


def test_a_treaty_body_shows_its_reports_and_which_are_open(hrtrack: Run, store: Store) -> None:
    document = json.loads(hrtrack("status cat --format json").out)
    assert (document["mechanism"], document["reports"], document["open"]) == ("CAT", 2, 1)
    assert document["open_reports"] == ["cat-report-5"]
    assert [event["id"] for event in document["bound"]] == ["cat-1987-03-13-ratification"]
    states = {row["id"]: row["state"] for row in document["state_reports"]}
    assert states == {"cat-report-4": "examined", "cat-report-5": "overdue"}


def test_a_treaty_bodys_lines_are_its_reports_newest_first(hrtrack: Run, store: Store) -> None:
    assert hrtrack("status CAT").out == (
        "cat-report-5\t5\t2015-11-25\t\t\t\toverdue\n"
        "cat-report-4\t4\t2000-05\t2009-12\t2011-11-11\tCAT/C/BLR/CO/4\texamined\n"
    )


@pytest.mark.parametrize(
    ("day", "state"), [("2009-11", "overdue"), ("2010", "received"), ("2012", "examined")]
)
def test_a_reports_state_follows_from_its_dates_as_of_the_day(
    hrtrack: Run, store: Store, day: str, state: str
) -> None:
    lines = hrtrack(f"status CAT --as-of {day} --fields id,state").cells
    assert ["cat-report-4", state] in lines


def test_alone_it_gives_a_line_for_each_mechanism_on_record(hrtrack: Run, store: Store) -> None:
    assert hrtrack("status --fields mechanism,events,reports,open,made,supported").out == (
        "UPR\t0\t0\t0\t4\t3\nSP\t1\t0\t0\t0\t0\nCAT\t2\t2\t1\t0\t0\n"
    )
    table = hrtrack("status --format table").out
    assert "UPR         Universal Periodic Review\n" in table
    assert "1/3 supported (33.3 %)\n" in table


@pytest.mark.parametrize("family", ["treaty-bodies", "Treaty-Bodies"])
def test_a_family_gives_a_line_for_each_of_its_own(hrtrack: Run, store: Store, family: str) -> None:
    assert hrtrack(f"status {family} --fields mechanism").lines == ["CAT"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("status CAT --by self", 'ask about the UPR, not about "CAT"'),
        ("status treaty-bodies --group-by theme", 'not about "treaty-bodies"'),
        ("status upr --group-by colour", 'unknown grouping "colour"'),
        ("status upr --cycle 2", "no cycle 2 on record: known: 1, 3, 4"),
        ("status upr --format ids", "these lines have no ids"),
        ("status CATT", 'unknown mechanism "CATT": did you mean CAT (Committee against Torture)?'),
    ],
)
def test_a_question_that_makes_no_sense_is_exit_2(
    hrtrack: Run, store: Store, line: str, words: str
) -> None:
    refused = hrtrack(line, code=2)
    assert refused.out == ""
    assert words in refused.err


@pytest.mark.parametrize("mark", GROUPINGS)
def test_the_help_names_each_grouping(hrtrack: Run, mark: str) -> None:
    assert re.search(rf"\b{mark}\b", hrtrack("status --help").out)


@pytest.mark.parametrize(("cycle", "said"), [(1, False), (2, True), (3, True), (4, True)])
def test_a_cycle_without_recommendations_says_how_to_bring_it_in(
    hrtrack: Run, cycle: int, said: bool
) -> None:
    shown = " ".join(hrtrack(f"status upr --cycle {cycle} --format table").out.split())
    assert ("hrtrack import reads them from the UN's report" in shown) is said
