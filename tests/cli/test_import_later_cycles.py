"""``import`` of what the UPR's later sessions will bring: cycles do not end with the known ones.

- a session after the last known one is taken: with the cycle that its row states, else without one
- two sources of such a session find the same record, and the one that knows the cycle gives it
- `check` says no more of it than a note; what is no session is still refused
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import foreign_files as made
import pytest

from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run

TEXT = "Adopt a law"


def rows(hrtrack: Run, *sessions: int | str, code: int = 0) -> str:
    """Import a row of UPR Info for each session; return what was said."""
    table = made.upr_csv(*(made.upr_row(text=TEXT, session=session) for session in sessions))
    Path("upr.csv").write_text(table, newline="")
    return hrtrack("import upr.csv", code=code).err


def annotation(hrtrack: Run, cycle: str | None, session: int) -> str:
    """Import UHRI's annotation of the same recommendation; return what was said."""
    given = made.upr_annotation(
        Text=f"7.1 {TEXT}", UprCycle=cycle, UprSession=[f"{session}th Session"],
        UprRecommendingCountry=["Norway"],
    )  # fmt: skip
    Path("uhri.json").write_bytes(made.uhri_json(given))
    return hrtrack("import uhri.json").err


def held(hrtrack: Run) -> list[dict[str, Any]]:
    """Return the recommendations as they are in the store."""
    found: list[dict[str, Any]] = json.loads(hrtrack("recs --format json").out)
    return found


def severities(hrtrack: Run) -> set[str]:
    """Return how grave what the check finds of cycle and session is."""
    found = json.loads(hrtrack("check --format json", code=None).out)
    return {one["severity"] for one in found if one["field"] in ("cycle", "session")}


@pytest.mark.parametrize("session", [55, 70])
def test_a_later_session_is_taken_without_a_cycle(
    hrtrack: Run, empty_store: Store, session: int
) -> None:
    assert "2 rows: 2 added" in rows(hrtrack, session, 54)
    assert sorted(one["cycle"] or 0 for one in held(hrtrack)) == [0, 4]
    assert "2 unchanged" in rows(hrtrack, session, 54)
    assert severities(hrtrack) == {"note"}
    hrtrack("status upr")


@pytest.mark.parametrize(("cycle", "kept"), [("5", 5), ("Cycle 5", 5), (None, None)])
def test_a_later_annotation_has_the_cycle_that_it_states(
    hrtrack: Run, empty_store: Store, cycle: str | None, kept: int | None
) -> None:
    assert "1 added" in annotation(hrtrack, cycle, 55)
    assert [one["cycle"] for one in held(hrtrack)] == [kept]
    assert severities(hrtrack) == {"note"}


@pytest.mark.parametrize("annotation_first", [True, False])
def test_two_sources_of_a_later_session_are_one_record(
    hrtrack: Run, empty_store: Store, annotation_first: bool
) -> None:
    if annotation_first:
        annotation(hrtrack, "5", 55)
        assert "1 updated" in rows(hrtrack, 55)
    else:
        rows(hrtrack, 55)
        assert "1 updated" in annotation(hrtrack, "5", 55)
    assert [one["cycle"] for one in held(hrtrack)] == [5]


def test_two_later_sessions_are_two_reviews(hrtrack: Run, empty_store: Store) -> None:
    assert "2 added" in rows(hrtrack, 55, 70)


def test_what_is_no_session_is_refused(hrtrack: Run, empty_store: Store) -> None:
    for session in ("0", "VIII", "5.5"):
        assert f'Session "{session}"' in rows(hrtrack, session, code=5)
