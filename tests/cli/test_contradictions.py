"""Two verdicts of one assessor on one day that say different things: said, shown, found.

- an import and a merge say it on standard error; check finds it; show marks it
- the verdict that was recorded last counts
- a verdict of today is not ahead, wherever on Earth it is today
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from own_records import as_lines, event, fill, recommendation, record

from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run

SAID = (
    "contradiction: upr1-97.1 is implemented and partly according to you on 2014; "
    "partly (second) counts, for it was recorded last"
)


def verdict(id_: str, status: str, recorded: str) -> dict[str, Any]:
    about = {"recommendation": "upr1-97.1", "date": "2014", "recorded": recorded}
    return record("assessment", id_, status=status, **about)


FIRST = verdict("the-first", "implemented", "2020-01-01T00:00:00Z")
SECOND = verdict("second", "partly", "2021-01-01T00:00:00Z")


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(empty_store, recommendation("97.1"), FIRST)
    return empty_store


def test_an_import_says_it_once(hrtrack: Run, store: Store) -> None:
    del store
    Path("more.ndjson").write_text(as_lines(SECOND))
    assert SAID in hrtrack("import more.ndjson --dry-run").err
    assert SAID in hrtrack("import more.ndjson").err
    Path("more.ndjson").write_text(as_lines(event("an-event")))
    assert "contradiction" not in hrtrack("import more.ndjson").err
    assert hrtrack("recs --fields status").lines == ["partly"]


def test_a_merge_says_it_once(hrtrack: Run, store: Store) -> None:
    del store
    other = Store(Path("other.json"))
    fill(other, recommendation("97.1"), SECOND)
    assert SAID in hrtrack("merge other.json").err
    assert "contradiction" not in hrtrack("merge other.json").err


def test_check_finds_it_and_show_marks_it(hrtrack: Run, store: Store) -> None:
    fill(store, SECOND)
    found = [cells for cells in hrtrack("check", code=None).cells if "contradicted" in cells[2]]
    message = "second, of the same assessor and day, says partly and counts"
    assert [(cells[0], cells[3], cells[5]) for cells in found] == [("the-first", "status", message)]
    shown = hrtrack("show 97.1 --format table").out
    assert shown.count("contradicted by a verdict of the same day, which counts") == 1


@pytest.mark.parametrize("other", [{"status": "implemented"}, {"assessor": "government"}])
def test_verdicts_that_agree_or_are_of_others_do_not_contradict(
    hrtrack: Run, store: Store, other: dict[str, str]
) -> None:
    fill(store, {**SECOND, **other})
    assert "contradicted" not in hrtrack("check", code=None).out


def test_mark_says_that_both_verdicts_of_a_day_are_kept(hrtrack: Run, store: Store) -> None:
    del store
    said = hrtrack("mark 97.1 --as partly --date 2014").err
    assert "upr1-97.1 was implemented of the same day: both verdicts are kept, and the new" in said
    assert "hrtrack delete the-first drops the old one" in said


# --- the latest day on Earth --------------------------------------------------------


@pytest.fixture
def far_west(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Where a day begins last, at least a day after it began where it begins first."""
    monkeypatch.setenv("TZ", "Etc/GMT+12")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("far_west")
def test_a_verdict_of_today_elsewhere_is_not_ahead(hrtrack: Run, store: Store) -> None:
    del store
    latest = (datetime.now(UTC) + timedelta(hours=14)).date()
    hrtrack(f"mark 97.1 --as partly --date {latest}")
    assert "date-ahead" not in hrtrack("check", code=None).out
    ahead = latest + timedelta(days=2)
    assert "lies ahead" in hrtrack(f"mark 97.1 --date {ahead}", code=2).err
    line = {**SECOND, "date": str(latest), "id": "third"}
    assert hrtrack("add -", stdin=json.dumps(line)).lines == ["third"]
