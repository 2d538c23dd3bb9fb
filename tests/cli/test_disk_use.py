"""What a command does to the disk, counted by the interpreter and the system.

- a reading command opens the store once, writes nothing and makes no file
- a changing command opens the store once, writes one new file and renames it once
- it writes the bytes of the new store and next to none besides
- a list of events reads no other table
"""

from __future__ import annotations

import json
import os
import shlex
import sys
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from children import in_child

from belarus_hr.cli import error_handler
from belarus_hr.domain.records.kinds import CLAIM
from belarus_hr.store import Store, paths

READING = ("list", "recs --theme torture", "show 97.4", "status", "status upr", "reports", "due")
CHANGING = ("add Seminar -m UPR --date 2010", "mark 97.4", "edit 97.4 --note x", "delete upr1 -y")


class Used(NamedTuple):
    """The files a process opened and renamed, by name, and the bytes it read and wrote."""

    read: list[str]
    written: list[str]
    renamed: list[str]
    taken: int
    bytes: int


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "kept" / "store.json"
    path.parent.mkdir()
    path.write_bytes(paths.dataset().read_bytes())
    # The first change keeps a backup of what was; the next hour's changes do not.
    with Store(path).change() as change:
        change.remove(CLAIM, next(iter(change.before.of(CLAIM))))
    return path


def used(line: str, store: Path) -> Used:
    said = in_child(partial(_watched, ["--db", str(store), *shlex.split(line)], f"{store.parent}/"))
    assert said.startswith("{"), said
    return Used(**json.loads(said))


def _watched(arguments: list[str], folder: str) -> str:
    """Run a command line in this process, which it is the last for; say what it used as JSON."""
    seen: dict[str, Any] = {"read": [], "written": [], "renamed": []}

    def watch(event: str, given: tuple[Any, ...]) -> None:
        if event not in ("open", "os.rename") or isinstance(given[0], int) or given[0] is None:
            return
        path = os.fsdecode(given[0])
        if path.startswith(folder):
            flags = given[2] if event == "open" else 0
            how = "renamed" if event != "open" else "written" if flags & os.O_CREAT else "read"
            seen[how].append(os.path.basename(path))

    sys.stdin = open(os.devnull)  # noqa: SIM115
    sys.addaudithook(watch)
    before = _bytes()
    code = error_handler.run(arguments)
    taken, written = (now - then for now, then in zip(_bytes(), before, strict=True))
    return json.dumps({**seen, "taken": taken, "bytes": written}) if code == 0 else f"exit {code}"


def _bytes() -> tuple[int, int]:
    """Return how many bytes this process has read and written so far."""
    io = Path("/proc/self/io")
    told = io.read_text().split() if io.exists() else ["", "0", "", "0"]
    return int(told[1]), int(told[3])


@pytest.mark.parametrize("line", READING)
def test_reading_is_one_read_and_no_write(line: str, store: Path) -> None:
    before = set(store.parent.iterdir())
    found = used(line, store)
    assert found[:3] == (["store.json"], [], [])
    assert set(store.parent.iterdir()) == before


@pytest.mark.parametrize("line", CHANGING)
def test_a_change_is_one_read_and_one_write(line: str, store: Path) -> None:
    before = store.read_bytes()
    found = used(line, store)
    assert found.read.count("store.json") == 1
    new = [name for name in found.written if name != "store.json.lock"]
    assert len(new) == 1
    assert found.renamed == new
    assert store.read_bytes() != before


counted = pytest.mark.skipif(
    not Path("/proc/self/io").exists(), reason="the system counts no bytes"
)


@counted
@pytest.mark.parametrize("line", CHANGING)
def test_a_change_writes_the_store_and_next_to_nothing_else(line: str, store: Path) -> None:
    written = used(line, store).bytes
    # Beside it: the id on standard output, a remark, the number in the lock file.
    assert 0 <= written - store.stat().st_size < 500


@counted
def test_a_list_of_events_reads_no_other_table(store: Path) -> None:
    before = used("list", store).taken
    used(f"edit 97.4 --set text={'x' * 100_000}", store)
    # The first line may grow by a digit.
    assert abs(used("list", store).taken - before) < 100
    assert used("recs", store).taken - before > 100_000
