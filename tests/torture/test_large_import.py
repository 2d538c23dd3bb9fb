"""A large import: 5,000 rows (500 in the normal run) are all there, or none.

Killed at random moments, with a bad row at the end, and taken back by one undo.
"""

from __future__ import annotations

import json
import random
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from judging import Tally
from subjects import HRTRACK_ITSELF, Unreadable, left_over

slow = pytest.mark.slow
NewTally = Callable[..., Tally]
FEW, MANY = 500, 5_000
IMPORT = ("import", "rows.ndjson", "--default", "record=event")


def _rows(folder: Path, count: int, *more: dict[str, str]) -> None:
    like = {"mechanism": "CAT", "date": "2009-12", "kind": "statement"}
    rows = [{**like, "title": f"Row {number}"} for number in range(count)]
    text = "\n".join(json.dumps(row) for row in [*rows, *more])
    (folder / "rows.ndjson").write_text(text, encoding="utf-8")


def _imported(store: Path) -> int:
    """Return how many rows are in the store."""
    found = HRTRACK_ITSELF.state(store).values()
    return sum(str(record.get("title")).startswith("Row ") for record in found)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.json"
    HRTRACK_ITSELF.make(path, 10)
    return path


@pytest.mark.parametrize("rows", [FEW, pytest.param(MANY, marks=slow)])
def test_a_bad_row_at_the_end_leaves_none_and_one_undo_takes_back_all(
    rows: int, store: Path
) -> None:
    sound, before = store.read_bytes(), HRTRACK_ITSELF.state(store)
    _rows(store.parent, rows, {"title": "Row without a date"})
    ran = HRTRACK_ITSELF.run(store, *IMPORT, cwd=store.parent)
    assert (ran.returncode, store.read_bytes() == sound) == (5, True), ran.stderr
    _rows(store.parent, rows)
    assert HRTRACK_ITSELF.run(store, *IMPORT, cwd=store.parent).returncode == 0
    assert _imported(store) == rows
    assert HRTRACK_ITSELF.run(store, "undo").returncode == 0
    assert HRTRACK_ITSELF.state(store) == before


@pytest.mark.parametrize(("rows", "kills"), [(FEW, 2), pytest.param(MANY, 100, marks=slow)])
def test_an_import_killed_at_random_moments_is_whole_or_not_there(
    rows: int, kills: int, store: Path, tally: NewTally
) -> None:
    count = tally(f"an import of {rows:,} rows killed at a random moment")
    _rows(store.parent, rows)
    sound, moments = store.read_bytes(), random.Random(25)
    start = time.monotonic()
    assert HRTRACK_ITSELF.run(store, *IMPORT, cwd=store.parent).returncode == 0
    whole = time.monotonic() - start
    for _ in range(kills):
        store.write_bytes(sound)
        seconds = moments.uniform(0.3, 1.1) * whole
        count.count(_killed_after(store, seconds, rows), f"after {seconds:.3f} s")
    HRTRACK_ITSELF.run(store, "edit", "e-2", "--note", "Next")
    assert not left_over(store)
    assert not count.wrong, count.examples


def _killed_after(store: Path, seconds: float, rows: int) -> str | None:
    line, quiet = HRTRACK_ITSELF.line(store, *IMPORT), {"stdin": -3, "stdout": -3, "stderr": -3}
    environment = HRTRACK_ITSELF.environment()
    with subprocess.Popen(line, env=environment, cwd=store.parent, **quiet) as process:
        try:
            done = process.wait(seconds) == 0
        except subprocess.TimeoutExpired:
            process.kill()
            done = process.wait() == 0
    try:
        found = _imported(store)
    except Unreadable:
        return "unreadable"
    if found not in (0, rows):
        return "a part"
    return "acknowledged, then lost" if done and not found else None
