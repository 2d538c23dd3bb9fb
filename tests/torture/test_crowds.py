"""Many at once.

Writers by the dozen lose nothing that was acknowledged, whatever they mix; two that start at the
same moment both find their change; readers between see a whole store and every change said to
be done before they began. A holder of the lock that is killed is not in the way; one that stays
is exit code 4 in time. Two paths to one store keep each other out.
"""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from children import ROOT, lock_held
from judging import Tally
from subjects import HRTRACK_ITSELF, NO_LOCK, STOCK, Subject, Unreadable

slow = pytest.mark.slow
NewTally = Callable[..., Tally]
ALL_BUT_OURS = [STOCK, NO_LOCK]
WRITERS, READERS = "writers at once: acknowledged changes", "readers between writers"


def _titles(subject: Subject, store: Path) -> set[str]:
    try:
        found = subject.state(store)
    except Unreadable:
        return set()
    return {str(record.get("title")) for record in found.values()}


def _crowd(subject: Subject, store: Path, writers: int, at_once: int, tally: Tally) -> None:
    subject.make(store, 10)

    def write(number: int) -> str | None:
        title = f"Letter of writer {number:03}"
        return title if subject.run(store, "add", title).returncode == 0 else None

    with ThreadPoolExecutor(at_once) as pool:
        said = [title for title in pool.map(write, range(writers)) if title]
    there = _titles(subject, store)
    if subject.name == "hrtrack":
        assert len(said) == writers
    for title in said:
        tally.count(None if title in there else "acknowledged, then lost", title)


def test_a_few_writers_at_once(tmp_path: Path, tally: NewTally) -> None:
    count = tally(WRITERS)
    _crowd(HRTRACK_ITSELF, tmp_path / "store.json", 6, 3, count)
    assert not count.wrong, count.examples


@slow
def test_200_writers_over_16_processes(tmp_path: Path, tally: NewTally) -> None:
    written, read = tally(WRITERS), tally(READERS)
    store = tmp_path / "store.json"
    stop = threading.Event()
    HRTRACK_ITSELF.make(store, 10)

    def read_for_ever() -> None:
        while not stop.is_set():
            try:
                before = set(os.listdir(done))
                listed = HRTRACK_ITSELF.run(store, "list", "--format", "json")
                seen = {event["title"] for event in json.loads(listed.stdout)}
            except ValueError:
                read.count("not whole", listed.stderr.decode())
                continue
            lost = before - seen or {f"Letter {n}" for n in range(1, 10)} - seen
            read.count("misses what was acknowledged" if lost else None, str(lost)[:200])

    done = tmp_path / "done"
    done.mkdir()
    readers = [threading.Thread(target=read_for_ever) for _ in range(2)]
    for reader in readers:
        reader.start()

    def write(number: int) -> None:
        title = f"Letter of writer {number:03}"
        ran = HRTRACK_ITSELF.run(store, "add", title)
        assert ran.returncode == 0, ran.stderr
        (done / title).touch()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(200)))
    stop.set()
    for reader in readers:
        reader.join()
    there = _titles(HRTRACK_ITSELF, store)
    for title in os.listdir(done):
        written.count(None if title in there else "acknowledged, then lost", title)
    assert (written.cases, read.cases > 20) == (200, True)
    assert not written.wrong + read.wrong, written.examples + read.examples


@slow
@pytest.mark.parametrize("subject", ALL_BUT_OURS, ids=lambda one: one.name)
def test_the_crowd_finds_a_missing_lock(subject: Subject, tmp_path: Path, tally: NewTally) -> None:
    count = tally(WRITERS, subject)
    _crowd(subject, tmp_path / "store.json", 100, 16, count)
    assert count.wrong or count.cases < 100


def _pairs(subject: Subject, store: Path, pairs: int, tally: Tally) -> None:
    for number in range(pairs):
        subject.make(store, 10)
        titles = [f"Letter {number} {side}" for side in ("left", "right")]
        quiet = {"stdin": -3, "stdout": -3, "stderr": -3, "env": subject.environment()}
        two = [subprocess.Popen(subject.line(store, "add", title), **quiet) for title in titles]
        ended = zip(titles, [process.wait() for process in two], strict=True)
        said = {title for title, code in ended if code == 0}
        lost = said - _titles(subject, store)
        tally.count("acknowledged, then lost" if lost else None, str(lost))


PAIRS = "two started at the same moment"


def test_a_few_pairs(tmp_path: Path, tally: NewTally) -> None:
    count = tally(PAIRS)
    _pairs(HRTRACK_ITSELF, tmp_path / "store.json", 2, count)
    assert not count.wrong, count.examples


@slow
def test_300_pairs(tmp_path: Path, tally: NewTally) -> None:
    count = tally(PAIRS)
    _pairs(HRTRACK_ITSELF, tmp_path / "store.json", 300, count)
    assert not count.wrong, count.examples


@slow
@pytest.mark.parametrize("subject", ALL_BUT_OURS, ids=lambda one: one.name)
def test_pairs_find_a_missing_lock(subject: Subject, tmp_path: Path, tally: NewTally) -> None:
    count = tally(PAIRS, subject)
    # Two meet by chance: sixty pairs without a lock have been seen to miss each other.
    while not count.wrong and count.cases < 600:
        _pairs(subject, tmp_path / "store.json", 60, count)
    assert count.wrong


# --- a mix against a model -----------------------------------------------------


def _mix(store: Path, worker: int, steps: int) -> dict[str, str | None]:
    """Change records of one worker's own.

    Return the note that each must hold, None for a deleted one, by title.
    """
    model: dict[str, str | None] = {}
    title = id_ = ""
    for step in range(steps):
        if step % 3 == 0:
            title = f"Worker {worker} step {step}"
            ran = HRTRACK_ITSELF.run(store, "add", title)
            id_ = ran.stdout.decode().strip()
            model[title] = ""
        elif step % 3 == 1:
            ran = HRTRACK_ITSELF.run(store, "edit", id_, "--note", f"Draft {step}")
            model[title] = f"Draft {step}"
        elif step % 2:
            ran = HRTRACK_ITSELF.run(store, "delete", id_)
            model[title] = None
        else:
            ran = HRTRACK_ITSELF.run(store, "mark", "upr1-97.1")
        assert ran.returncode == 0, ran.stderr
    return model


@pytest.mark.parametrize(("workers", "steps"), [(2, 3), pytest.param(8, 18, marks=slow)])
def test_adding_editing_marking_and_deleting_at_once(
    workers: int, steps: int, tmp_path: Path, tally: NewTally
) -> None:
    count = tally("add, edit, mark, delete at once, against a model")
    store = tmp_path / "store.json"
    HRTRACK_ITSELF.make(store, 10)
    with ThreadPoolExecutor(workers) as pool:
        models = list(pool.map(lambda worker: _mix(store, worker, steps), range(workers)))
    found = HRTRACK_ITSELF.state(store)
    notes = {record.get("title"): record.get("note", "") for record in found.values()}
    for title, note in (item for model in models for item in model.items()):
        sound = notes.get(title) == note
        count.count(None if sound else "not as the model", f"{title}: not {note}")
    assert not count.wrong, count.examples


# --- the lock --------------------------------------------------------------------


@pytest.mark.parametrize("times", [2, pytest.param(100, marks=slow)])
def test_a_killed_holder_of_the_lock_is_not_in_the_way(
    times: int, tmp_path: Path, tally: NewTally
) -> None:
    count = tally("the holder of the lock is killed")
    store = tmp_path / "store.json"
    HRTRACK_ITSELF.make(store, 10)
    environment = HRTRACK_ITSELF.environment(HRTRACK_LOCK_TIMEOUT="0")
    for number in range(times):
        with lock_held(store):
            pass  # killed at the end
        ran = HRTRACK_ITSELF.run(store, "edit", "e-2", "--note", f"Draft {number}", env=environment)
        count.count(None if ran.returncode == 0 else "in the way", ran.stderr.decode())
    assert not count.wrong, count.examples


@slow
def test_a_lock_held_long_is_given_up_on_in_time(tmp_path: Path, tally: NewTally) -> None:
    count = tally("a lock held long: exit 4 within 2.0 to 2.5 s")
    store = tmp_path / "store.json"
    HRTRACK_ITSELF.make(store, 10)
    start = time.monotonic()
    assert HRTRACK_ITSELF.run(store, "list").returncode == 0
    start_up = time.monotonic() - start
    environment = HRTRACK_ITSELF.environment(HRTRACK_LOCK_TIMEOUT="2")
    with lock_held(store):
        for _ in range(5):
            start = time.monotonic()
            ran = HRTRACK_ITSELF.run(store, "edit", "e-2", "--note", "Late", env=environment)
            waited = time.monotonic() - start
            in_time = 2 <= waited <= 2.5 + start_up
            count.count(None if (ran.returncode, in_time) == (4, True) else f"{waited:.2f} s")
        assert HRTRACK_ITSELF.run(store, "list").returncode == 0
    assert not count.wrong, count.examples


def _keeps_out(store: Path, other: Path, tally: Tally) -> None:
    environment = HRTRACK_ITSELF.environment(HRTRACK_LOCK_TIMEOUT="0")
    edit = ("edit", "e-2", "--note", f"By {other.parent.name}")
    with lock_held(store):
        ran = HRTRACK_ITSELF.run(other, *edit, env=environment)
        tally.count(None if ran.returncode == 4 else "not kept out", ran.stderr.decode())
    ran = HRTRACK_ITSELF.run(other, *edit, env=environment)
    same = HRTRACK_ITSELF.state(store) == HRTRACK_ITSELF.state(other)
    tally.count(None if (ran.returncode, same) == (0, True) else "not one store", str(ran.stderr))


def test_two_paths_to_one_store_keep_each_other_out(tmp_path: Path, tally: NewTally) -> None:
    count = tally("two paths to one store")
    store = tmp_path / "real" / "store.json"
    store.parent.mkdir()
    HRTRACK_ITSELF.make(store, 10)
    (tmp_path / "folder link").symlink_to(store.parent)
    (tmp_path / "link.json").symlink_to(store)
    _keeps_out(store, tmp_path / "folder link" / "store.json", count)
    _keeps_out(store, tmp_path / "link.json", count)
    assert (tmp_path / "link.json").is_symlink()
    assert not count.wrong, count.examples


@slow
@pytest.mark.skipif(not ROOT, reason="needs root to mount")
def test_a_bind_mount_leads_to_the_same_store(tmp_path: Path, tally: NewTally) -> None:
    count = tally("two paths to one store")
    store, bound = tmp_path / "real" / "store.json", tmp_path / "bound"
    store.parent.mkdir()
    bound.mkdir()
    HRTRACK_ITSELF.make(store, 10)
    mount = ["mount", "--bind", str(store.parent), str(bound)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("cannot mount here")
    try:
        _keeps_out(store, bound / "store.json", count)
    finally:
        subprocess.run(["umount", str(bound)], check=True)
    assert not count.wrong, count.examples
