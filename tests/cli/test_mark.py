"""``mark``: an assessor's verdict on recommendations, recorded and never overwritten.

- without --as it means implemented, without --by self, without --date today
- ids through a pipe; ``status upr`` follows at once, one line for each assessor
- it prints the ids that it marked; marking the same twice is said and changes nothing
- a later verdict supersedes, an earlier one does not; all are kept
- a new date, note or source is something new
- what may not be expected is said: noted, or superseded already
- one bad id and nothing is marked
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from own_records import event, fill, recommendation, responses

from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(
        empty_store,
        recommendation("97.1"),
        recommendation("97.2"),
        recommendation("98.1", responses=responses("pending", "noted")),
        event("cat-2009-12-report"),
    )
    return empty_store


def verdict(hrtrack: Run, id_: str, assessor: str = "self") -> dict[str, Any]:
    (row,) = json.loads(hrtrack(f"show {id_} --format json").out)
    found = row["verdicts"][assessor]
    assert isinstance(found, dict)
    return found


def progress(hrtrack: Run, assessor: str = "self") -> tuple[int, int, int, int]:
    """Return how many are found implemented, partly, not, and not assessed."""
    names = "implemented,partly,not_implemented,not_assessed"
    line = f"status upr --cycle 1 --by {assessor} --format json"
    (cycle,) = json.loads(hrtrack(line).out)["cycles"]
    implemented, partly, not_, open_ = (
        cycle["verdicts"][assessor][name] for name in names.split(",")
    )
    return implemented, partly, not_, open_


def test_alone_it_means_implemented_according_to_self_today(hrtrack: Run, store: Store) -> None:
    before = date.today().isoformat()
    assert hrtrack("mark 97.1") == (0, "upr1-97.1\n", "")
    found = verdict(hrtrack, "97.1")
    assert (found["status"], found["assessor"]) == ("implemented", "self")
    assert before <= found["date"] <= date.today().isoformat()


def test_everything_given_is_kept(hrtrack: Run, store: Store) -> None:
    hrtrack(
        "mark 97.1 --as PARTLY --by Civil-Society --date 2014~ --note 'Law only.'"
        " --source 'Mid-term report 2014' --source A/HRC/29/1"
    )
    found = verdict(hrtrack, "97.1", "civil-society")
    del found["recorded"]
    assert found == {
        "id": "upr1-97.1-civil-society-2014",
        "assessor": "civil-society",
        "status": "partly",
        "date": "2014~",
        "note": "Law only.",
        "sources": [{"ref": "Mid-term report 2014"}, {"ref": "A/HRC/29/1"}],
    }


def test_several_are_marked_at_once_each_once(hrtrack: Run, store: Store) -> None:
    assert hrtrack("mark 97.2 97.1 upr1-97.2").lines == ["upr1-97.2", "upr1-97.1"]
    assert progress(hrtrack) == (2, 0, 0, 0)


def test_recommendations_found_are_marked_through_a_pipe_and_the_status_follows(
    hrtrack: Run, own_store: Path
) -> None:
    found = hrtrack("recs --theme Trafficking --format ids")
    marked = hrtrack("mark - --as partly", stdin=found.out)
    assert marked.out == found.out
    assert marked.err == f"started your store from the shipped dataset: {own_store}\n"
    supported = hrtrack("recs --theme Trafficking --response supported,partly-supported").lines
    assert progress(hrtrack) == (0, len(supported), 0, 74 - len(supported))
    assert hrtrack("recs --status partly --format ids").out == found.out


def test_each_assessor_is_counted_apart(hrtrack: Run, store: Store) -> None:
    hrtrack("mark 97.1 97.2 --by government")
    hrtrack("mark 97.1 --as not-implemented --by civil-society")
    assert progress(hrtrack, "government") == (2, 0, 0, 0)
    assert progress(hrtrack, "civil-society") == (0, 0, 1, 1)
    assert progress(hrtrack) == (0, 0, 0, 2)


# --- twice ---------------------------------------------------------------------------


def test_marking_the_same_twice_is_said_and_changes_nothing(hrtrack: Run, store: Store) -> None:
    hrtrack("mark 97.1 --as partly --source CAT/C/BLR/4")
    before = store.path.read_bytes()
    again = hrtrack("mark 97.1 --as partly --source CAT/C/BLR/4")
    assert again.out == ""
    assert again.err == (
        f"upr1-97.1 is partly already according to you ({date.today()}); nothing was changed\n"
    )
    assert store.path.read_bytes() == before


def test_of_several_only_those_that_change_are_printed(hrtrack: Run, store: Store) -> None:
    hrtrack("mark 97.1")
    again = hrtrack("mark 97.1 97.2")
    assert again.out == "upr1-97.2\n"
    assert again.err.startswith("upr1-97.1 is implemented already according to you")


@pytest.mark.parametrize(
    "options",
    [
        "--date 2014 --as partly",
        "--date 2015",
        "--date 2014 --note 'In force.'",
        "--date 2014 --source CAT/C/BLR/5",
    ],
)
def test_anything_new_is_recorded_beside_the_old(hrtrack: Run, store: Store, options: str) -> None:
    hrtrack("mark 97.1 --date 2014")
    assert hrtrack(f"mark 97.1 {options}").out == "upr1-97.1\n"
    assert len(store.read().verdicts.history("upr1-97.1")) == 2


def test_a_later_finding_supersedes_and_an_earlier_one_does_not(hrtrack: Run, store: Store) -> None:
    hrtrack("mark 97.1 --as partly --date 2014")
    hrtrack("mark 97.1 --as implemented --date 2018")
    early = hrtrack("mark 97.1 --as not-implemented --date 2012")
    assert early.err == (
        "upr1-97.1: recorded; the later verdict of 2018 (implemented) still stands\n"
    )
    assert verdict(hrtrack, "97.1")["status"] == "implemented"
    dates = [entry["date"] for _, entry in store.read().verdicts.history("upr1-97.1")]
    assert dates == ["2012", "2014", "2018"]


@pytest.mark.parametrize(
    ("day", "status"), [("2011", "not-assessed"), ("2013", "not-implemented"), ("2016", "partly")]
)
def test_the_status_of_an_earlier_day_is_what_was_found_by_then(
    hrtrack: Run, store: Store, day: str, status: str
) -> None:
    hrtrack("mark 97.1 --as partly --date 2014")
    hrtrack("mark 97.1 --as not-implemented --date 2012")
    found = hrtrack(f"recs --as-of {day} --fields paragraph,status").cells
    assert ["97.1", status] in found


def test_of_two_findings_of_one_day_the_last_written_down_stands(
    hrtrack: Run, store: Store
) -> None:
    hrtrack("mark 97.1 --as partly --date 2014")
    hrtrack("mark 97.1 --as not-implemented --date 2014")
    assert verdict(hrtrack, "97.1")["status"] == "not-implemented"


# --- what may not be expected ------------------------------------------------------------


def test_a_noted_one_is_marked_but_not_counted_and_that_is_said(hrtrack: Run, store: Store) -> None:
    marked = hrtrack("mark 98.1")
    assert marked.out == "upr1-98.1\n"
    assert marked.err == "upr1-98.1 is noted, so it does not count among the supported\n"
    assert progress(hrtrack) == (0, 0, 0, 2)


@pytest.mark.parametrize(
    ("ids", "code", "words"),
    [
        ("97.1 97.99 zzz", 3, ['no record "97.99"', 'no record "zzz"']),
        ("97.1 cat-2009-12-report", 2, ["cat-2009-12-report is an event"]),
    ],
)
def test_one_bad_id_and_nothing_is_marked(
    hrtrack: Run, store: Store, ids: str, code: int, words: list[str]
) -> None:
    before = store.path.read_bytes()
    refused = hrtrack(f"mark {ids}", code=code)
    assert refused.out == ""
    assert all(word in refused.err for word in words)
    assert store.path.read_bytes() == before


def test_a_finding_cannot_lie_ahead(hrtrack: Run, store: Store) -> None:
    next_year = date.today().year + 1
    refused = hrtrack(f"mark 97.1 --date {next_year}", code=2)
    assert f'date "{next_year}" lies ahead' in refused.err


@pytest.mark.parametrize("typed", ["goverment", "Civil-Societty"])
def test_a_name_that_is_nearly_a_known_one_is_asked_about(
    hrtrack: Run, store: Store, typed: str
) -> None:
    marked = hrtrack(f"mark 97.1 --by {typed}")
    assert marked.out == "upr1-97.1\n"
    meant = "government" if typed == "goverment" else "civil-society"
    assert f'"{typed.lower()}" is a new assessor: did you mean "{meant}"?' in marked.err
    # From now on it is a known one.
    assert hrtrack(f"mark 97.2 --by {typed}").err == ""


@pytest.mark.parametrize("typed", ["zvyano", "un", "government", "ngo"])
def test_another_name_is_taken_without_a_word(hrtrack: Run, store: Store, typed: str) -> None:
    assert hrtrack(f"mark 97.1 --by {typed}").err == ""
