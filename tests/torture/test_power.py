"""The power goes.

The order of system calls: the new file is written and synced, then takes the name, then the
folder is synced; the store itself is never opened for writing. The folders of a new store are
synced before it is written. Replayed with everything not synced kept, halved or lost, at each
call, the store is old or new, and new once the command is done. So it is on a real ext4 whose
power is cut. Without fsync, or without fsync of the folder, the same tests turn red.
"""

from __future__ import annotations

import os
import random
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from children import ROOT
from deeds import DEEDS, PLAIN
from judging import Tally, Trial
from loopdisk import LoopDisk, loop_disk
from powercut import Disk
from subjects import HRTRACK, HRTRACK_ITSELF, NO_FOLDER_FSYNC, NO_FSYNC, STOCK, Subject, Unreadable
from tracing import Call, calls, needs_strace

from belarus_hr.store import backups, notices, replacement

slow = pytest.mark.slow
NewTally = Callable[..., Tally]
REPLAYED = "power cut, replayed at every call"


def _recorded(trial: Trial) -> list[Call]:
    trial.fresh()
    return calls(trial.line(), trial.subject.environment(), trial.store)


def _cut_at_each_call(trial: Trial, tally: Tally) -> None:
    steps = _recorded(trial)
    trial.fresh()
    disk = Disk.of(trial.store.parent)
    for number, call in enumerate(steps, 1):
        disk.play(call)
        for contents in set(disk.after_a_cut(*trial.written())):
            for path, content in zip(trial.written(), contents, strict=True):
                path.unlink(missing_ok=True)
                if content is not None:
                    path.write_bytes(content)
            wrong = trial.judge(done=number == len(steps))
            tally.count(wrong, f"{trial.command} after {call.name} {call.text[:80]}")


@needs_strace
def test_the_power_goes_during_an_edit(tmp_path: Path, tally: NewTally) -> None:
    count = tally(REPLAYED)
    _cut_at_each_call(Trial(HRTRACK_ITSELF, "edit", 10, tmp_path), count)
    assert count.cases > 40
    assert not count.wrong, count.examples


@slow
@needs_strace
@pytest.mark.parametrize("command", DEEDS)
def test_the_power_goes_during_any_command(command: str, tmp_path: Path, tally: NewTally) -> None:
    count = tally(REPLAYED)
    _cut_at_each_call(Trial(HRTRACK_ITSELF, command, 10, tmp_path), count)
    assert not count.wrong, count.examples


@slow
@needs_strace
@pytest.mark.parametrize("subject", [STOCK, NO_FSYNC, NO_FOLDER_FSYNC], ids=lambda one: one.name)
def test_the_replay_finds_a_missing_sync(subject: Subject, tmp_path: Path, tally: NewTally) -> None:
    count = tally(REPLAYED, subject)
    for command in PLAIN:
        _cut_at_each_call(Trial(subject, command, 10, tmp_path / command), count)
    assert count.wrong


@needs_strace
def test_the_calls_come_in_the_order_that_lasts(tmp_path: Path) -> None:
    trial = Trial(HRTRACK_ITSELF, "edit", 10, tmp_path)
    steps = _recorded(trial)
    # Named by the process: a digit follows.
    temporary = _hex(trial.store.with_name(".store.json.")) + "\\x3"
    of_new = {name: _places(steps, name, temporary) for name in ("write", "fsync", "rename")}
    (rename,) = of_new["rename"]
    # What was before is kept when the new is on the disk, and its room is taken for sure.
    (backup,) = _places(steps, "renameat", _hex(backups.folder(trial.store)))
    assert min(of_new["fsync"]) < backup < rename
    folders = _places(steps, "fsync", f"<{_hex(trial.store.parent)}>")
    assert max(of_new["write"]) < min(of_new["fsync"]) < rename < max(folders)
    store = _hex(trial.store)
    opened = [call.text for call in steps if call.name == "openat" and f'"{store}"' in call.text]
    assert opened
    assert not [text for text in opened if "O_WRONLY" in text or "O_RDWR" in text]


@needs_strace
def test_the_folders_of_a_new_store_last(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    environment = HRTRACK_ITSELF.environment(XDG_DATA_HOME=str(home / "data"))
    line = [str(HRTRACK), "add", "Letter", "--mechanism", "CAT", "--date", "2009"]
    steps = calls(line, environment, tmp_path / "new", since=HRTRACK)
    store = home / "data" / "hrtrack" / "hrtrack.json"
    assert store.exists()
    (rename,) = _places(steps, "rename", f'"{_hex(store)}"')
    for folder in (store.parent, *store.parent.parents[:3]):
        *_, made = _places(steps, "mkdir", f'"{_hex(folder)}"')
        assert made < min(_places(steps, "fsync", f"<{_hex(folder.parent)}>")) < rename


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs folders without fsync")
def test_a_folder_above_a_store_that_cannot_be_synced_is_said() -> None:
    said: list[str] = []
    notices.go_to(lambda sentence, _: said.append(sentence))
    replacement.sync_parents(Path("/proc/self/fd"))
    notices.go_to(None)
    assert [sentence.partition(";")[0] for sentence in said] == [
        f"{folder} could not be synced: Invalid argument"
        for folder in (f"/proc/{os.getpid()}", "/proc")
    ]


def _places(steps: list[Call], name: str, text: str) -> list[int]:
    """Return where in the order the calls of that name are that speak of a file."""
    return [at for at, call in enumerate(steps) if call.name == name and text in call.text]


def _hex(path: Path) -> str:
    return "".join(f"\\x{byte:02x}" for byte in bytes(path))


# --- a real disk ---------------------------------------------------------------

AT_ANY_MOMENT = "power cut on ext4, at a random moment"
AT_REST = "power cut on ext4, right after the command"


def _line(subject: Subject, store: Path, number: int) -> tuple[str, ...]:
    return ("edit", "e-2", "--note", f"Draft {number} " * (1 + number % 3 * 500))


def _note(subject: Subject, store: Path) -> str | None:
    """Return the note of the record that is edited, None when the store is unreadable."""
    try:
        found = subject.state(store)
    except (Unreadable, FileNotFoundError):
        return None
    tables = {key: record for key, record in found.items() if key.startswith("events ")}
    notes = [
        r.get("note", "") for k, r in tables.items() if k == "events e-2" or r.get("id") == "e-2"
    ]
    return notes[0] if len(tables) >= 9 and notes else None


def _cut_while_editing(subject: Subject, disk: LoopDisk, seconds: float, rest: float) -> str | None:
    """Edit again and again, cut the power, and say what is wrong with what is found then."""
    store = disk.folder / "store.json"
    for path in disk.folder.glob("*store*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    subject.make(store, 10)
    disk.sync()
    done = [0]
    stop = threading.Event()

    def edit_for_ever() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            ran = subject.run(store, *_line(subject, store, number))
            if ran.returncode:
                return
            done[0] = number

    worker = threading.Thread(target=edit_for_ever)
    worker.start()
    time.sleep(seconds)
    if rest:
        stop.set()
        worker.join()
        time.sleep(rest)
    acknowledged = done[0]
    disk.cut()
    stop.set()
    worker.join()
    acknowledged = max(acknowledged, 0)
    disk.unmount()
    disk.mount()
    note = _note(subject, store)
    if note is None:
        return "unreadable"
    found = int(note.split()[1]) if note.startswith("Draft") else 0
    whole = [(_line(subject, store, found)[-1].strip(), "As sent")[found == 0]]
    if note.strip() not in whole:
        return "neither old nor new"
    return "acknowledged, then lost" if found < acknowledged else None


def _cut(subject: Subject, folder: Path, tally: NewTally, times: int) -> Tally:
    moments = random.Random(29)
    running, resting = tally(AT_ANY_MOMENT, subject), tally(AT_REST, subject)
    with loop_disk(folder) as disk:
        for _ in range(times):
            seconds = moments.uniform(0.15, 0.6)
            running.count(_cut_while_editing(subject, disk, seconds, 0))
            resting.count(_cut_while_editing(subject, disk, seconds, 0.01))
    both = Tally("", "")
    for one in (running, resting):
        both.cases, both.wrong = both.cases + one.cases, both.wrong + one.wrong
    return both


needs_root = pytest.mark.skipif(not ROOT, reason="needs root to mount")


@slow
@needs_root
def test_the_power_of_a_real_disk_goes(tmp_path: Path, tally: NewTally) -> None:
    assert not _cut(HRTRACK_ITSELF, tmp_path, tally, 60).wrong


@slow
@needs_root
@pytest.mark.parametrize("subject", [STOCK, NO_FSYNC, NO_FOLDER_FSYNC], ids=lambda one: one.name)
def test_a_real_disk_finds_a_missing_sync(
    subject: Subject, tmp_path: Path, tally: NewTally
) -> None:
    assert _cut(subject, tmp_path, tally, 15).wrong
