"""The store under real processes of the installed program.

Processes that add at once lose nothing and give no id twice; `xargs -P` may mark.
A held lock is exit code 4 within the time asked for; so is a full disk. Readers
beside a writer always see a whole store. Kills are in tests/torture.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from children import disk_full_after, lock_held

from belarus_hr.domain.records.kinds import ASSESSMENT, EVENT, RECOMMENDATION
from belarus_hr.store import Store, paths

if TYPE_CHECKING:
    from conftest import Run

HRTRACK = Path(sys.executable).with_name("hrtrack")
ID = "sp-2009-05-visit"
VISIT = {
    "date": "2009-05",
    "mechanism": "SP",
    "kind": "visit",
    "title": "Visit of the Special Rapporteur on trafficking in persons",
}
Execute = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a busy machine take its time."""
    monkeypatch.setenv("HRTRACK_LOCK_TIMEOUT", "60")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Make a copy of the dataset with one visit more, which the test's processes use."""
    path = tmp_path / "store.json"
    shutil.copy(paths.dataset(), path)
    path.chmod(0o600)
    monkeypatch.setenv("HRTRACK_DB", str(path))
    store = Store(path)
    with store.change() as change:
        change.put(EVENT, ID, VISIT)
    return store


def _beside(path: Path) -> list[str]:
    return sorted(name for name in os.listdir(path.parent) if name.startswith((".", "store")))


def _at_once(processes: int, action: Callable[[int], list[str]]) -> list[str]:
    with ThreadPoolExecutor(processes) as pool:
        return [word for words in pool.map(action, range(processes)) for word in words]


def test_four_processes_adding_at_once_lose_none_and_give_no_id_twice(
    executable: Execute, store: Store
) -> None:
    before = set(store.read().of(EVENT))

    def two(worker: int) -> list[str]:
        words = [f"Letter {worker}.{number} to the Committee" for number in range(2)]
        like = ("--mechanism", "CAT", "--date", "2009-12", "--kind", "statement")
        ran = [executable("add", title, *like) for title in words]
        assert [(one.returncode, one.stderr) for one in ran] == [(0, b"")] * 2
        return [one.stdout.decode().strip() for one in ran]

    given = _at_once(4, two)
    events = store.read().of(EVENT)
    assert len(set(given)) == 8
    assert set(events) == before | set(given)
    assert len({events[id_]["title"] for id_ in given}) == 8
    assert _beside(store.path) == [".store.json.backups", "store.json", "store.json.lock"]


def test_four_processes_starting_one_store_all_find_their_event_in_it(
    executable: Execute, own_store: Path
) -> None:
    def one(worker: int) -> list[str]:
        ran = executable("add", f"Meeting {worker}", "--mechanism", "HRC", "--date", "2011")
        return [ran.stdout.decode().strip()]

    given = _at_once(4, one)
    assert len(set(given)) == 4
    assert set(given) <= set(Store(own_store).read().of(EVENT))
    assert "upr1-97.4" in Store(own_store).read()


def test_xargs_may_mark_with_four_processes(store: Store) -> None:
    before = store.read()
    ids = sorted(before.of(RECOMMENDATION))[:4]
    marking = ["xargs", "-P", "4", "-n", "1", str(HRTRACK), "mark", "--by", "legal-initiative"]
    ran = subprocess.run(marking, input="\n".join(ids).encode(), capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert sorted(ran.stdout.decode().split()) == ids
    verdicts = store.read().of(ASSESSMENT)
    new = [verdicts[id_]["recommendation"] for id_ in set(verdicts) - set(before.of(ASSESSMENT))]
    assert sorted(new) == ids


def test_readers_beside_a_writer_always_see_a_whole_store(
    executable: Execute, store: Store
) -> None:
    show = ("show", ID, "--format", "ids")

    def edit_or_read(worker: int) -> list[str]:
        lines = [show if worker else ("edit", ID, "--note", f"Draft {n}") for n in range(3)]
        ran = [executable(*line) for line in lines]
        return [f"{one.returncode} {one.stdout.decode()}" for one in ran]

    assert set(_at_once(2, edit_or_read)) == {f"0 {ID}\n"}
    assert store.read().of(EVENT)[ID]["note"] == "Draft 2"


def test_a_held_lock_is_exit_4_within_the_time_asked_for(
    executable: Execute, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HRTRACK_LOCK_TIMEOUT", "0.2")
    before = store.path.read_bytes()
    with lock_held(store.path) as holder:
        ran = executable("add", "Letter", "--mechanism", "CAT", "--date", "2009-12", timeout=5)
    assert (ran.returncode, ran.stdout) == (4, b"")
    assert f"another process ({holder}); waited 0.2 s, nothing was changed" in ran.stderr.decode()
    assert store.path.read_bytes() == before


@pytest.mark.parametrize(
    "line", ["mark upr1-97.4", f"edit {ID} --note Postponed", f"delete {ID} --yes"]
)
def test_a_held_lock_keeps_every_command_that_changes_out(
    line: str, hrtrack: Run, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HRTRACK_LOCK_TIMEOUT", "0")
    before = store.path.read_bytes()
    with lock_held(store.path):
        assert hrtrack(line, code=4).out == ""
    assert store.path.read_bytes() == before


def test_a_held_lock_does_not_keep_readers_waiting(executable: Execute, store: Store) -> None:
    with lock_held(store.path):
        ran = executable("show", ID, "--format", "ids")
    assert (ran.returncode, ran.stdout.decode().strip()) == (0, ID)


def test_a_full_disk_is_exit_4_and_leaves_the_store_as_it_was(
    executable: Execute, store: Store
) -> None:
    before = store.path.read_bytes()
    full = partial(disk_full_after, 20_000)
    ran = executable("edit", ID, "--note", "Postponed", preexec_fn=full)
    assert (ran.returncode, ran.stdout) == (4, b"")
    assert "File too large; nothing was changed" in ran.stderr.decode()
    assert store.path.read_bytes() == before
    assert _beside(store.path) == [".store.json.backups", "store.json", "store.json.lock"]
