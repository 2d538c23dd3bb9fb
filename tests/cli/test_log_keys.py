"""The keys of the log where the clock stands: what was done twice is in the log twice.

- an edit, back, and again are three entries; undo takes one after the other back
- an undo, undone, and undone again: each counts
- in a store that others wrote alike
- a merge of logs that share such entries keeps each once, and its key
"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from branches import ID, store_of
from own_records import event

from belarus_hr.cli import session
from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run

MOMENT = "2026-01-01T10:00:00.000+00:00"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock stand."""
    monkeypatch.setattr(session, "_moment", lambda: datetime.fromisoformat(MOMENT).isoformat())


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    """Make a store of one event, which the commands use."""
    made = store_of("ours.json", event(ID))
    monkeypatch.setenv("HRTRACK_DB", "ours.json")
    return made


def _notes(hrtrack: Run, *notes: str) -> None:
    for note in notes:
        hrtrack(f"edit {ID} --note {note}")


def _note(store: Store) -> str | None:
    note = store.read().find(ID).record.get("note")
    return None if note is None else str(note)


def test_the_same_again_is_another_entry_and_undo_takes_each_back(
    hrtrack: Run, store: Store
) -> None:
    first = len(store.log())
    _notes(hrtrack, "a", "b", "a", "b", "a")
    keys = list(store.log())[first:]
    assert len(set(keys)) == 5
    assert [key.count("-") for key in keys] == [2, 2, 3, 3, 3]
    for left in ("b", "a", "b", "a", None):
        hrtrack("undo")
        assert _note(store) == left


def test_an_undo_is_undone_and_undone_again(hrtrack: Run, store: Store) -> None:
    _notes(hrtrack, "a")
    for _ in range(3):
        hrtrack("undo")
        assert _note(store) is None
        hrtrack(f"undo --entry {list(store.log())[-1]}")
        assert _note(store) == "a"
    commands = [one["command"] for one in store.log().values()]
    assert sum(command.endswith("undo") for command in commands) == 3


def test_so_in_a_store_that_others_wrote(hrtrack: Run, store: Store) -> None:
    _notes(hrtrack, "a", "b")
    raw = store.path.read_text("utf-8")
    store.path.write_text(raw.replace('"title": "Fourth report"', '"title": "Fifth report"'))
    first = len(store.log())
    _notes(hrtrack, "a", "b")
    assert len(store.log()) == first + 2


def test_a_merge_keeps_what_was_done_twice(hrtrack: Run, store: Store) -> None:
    shutil.copy2("ours.json", "base.json")
    _notes(hrtrack, "a", "b", "a", "b")
    shutil.copy2("ours.json", "theirs.json")
    hrtrack(f"edit {ID} --place Geneva")
    mine = dict(store.log())
    hrtrack("merge base.json ours.json theirs.json")
    assert dict(store.log()) == mine
    hrtrack("merge base.json theirs.json ours.json")
    assert Path("theirs.json").read_bytes() == Path("ours.json").read_bytes()
