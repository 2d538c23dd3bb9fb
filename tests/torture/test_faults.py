"""The disk refuses.

Each system call fails once, and from then on: EIO, ENOSPC, EDQUOT, EROFS, EACCES, EINTR. A full
disk, a limit on file sizes, too little memory, a read-only folder and mount. Nothing is damaged;
exit 0 means done; exit 4 says so and means that nothing was changed, or that the change is made
all the same; then no backup is left.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from children import ROOT, disk_full_after, with_memory
from deeds import DEEDS, PLAIN
from judging import Tally, Trial
from mounts import fill, mounted
from subjects import COMMANDS, HRTRACK, HRTRACK_ITSELF, STOCK, Subject, left_over
from tracing import Call, calls, needs_strace, with_fault

from belarus_hr.store import backups

slow = pytest.mark.slow
needs_root = pytest.mark.skipif(not ROOT, reason="needs root to mount")
NewTally = Callable[..., Tally]
ERRORS = ["EIO", "ENOSPC", "EDQUOT", "EROFS", "EACCES", "EINTR"]
ONCE, FROM_THEN_ON = "a system call fails once", "a system call fails from then on"
#: These cannot fail, or fail where the program is no more.
_NEVER = {"exit_group", "getpid", "gettid", "rt_sigaction", "rt_sigprocmask", "futex", "execve"}
_WAITING = {"openat", "read", "write", "pwrite64", "fsync", "flock", "ftruncate"}


def _can_fail(trial: Trial, call: Call, error: str) -> bool:
    """Say whether a call can fail so on some system: for want of room what grows, and so on."""
    if call.name in _NEVER:
        return False
    if error == "EINTR":
        return call.name in _WAITING
    if error == "EIO":
        return trial.command in PLAIN or call.name in (*_WAITING, "newfstatat") or call.changes
    return call.changes or (error == "EACCES" and call.name == "openat")


def _fail_each_call(
    trial: Trial, error: str, once: Tally, later: Tally | None, only: tuple[str, ...] = ()
) -> None:
    """Let each call fail once, and each that changes something from then on."""
    environment = trial.subject.environment()
    trial.fresh()
    for call in calls(trial.line(), environment, trial.store):
        if not _can_fail(trial, call, error) or (only and call.name not in only):
            continue
        _fail(trial, call, error, once, from_then_on=False)
        if later and call.changes:
            _fail(trial, call, error, later, from_then_on=True)


def _fail(trial: Trial, call: Call, error: str, tally: Tally, *, from_then_on: bool) -> None:
    trial.fresh()
    how = f"error={error}"
    environment = trial.subject.environment()
    ran = with_fault(trial.line(), environment, call, how, from_then_on=from_then_on)
    mute = from_then_on and call.name == "write"
    wrong = trial.judge_said(ran.returncode, ran.stderr, mute=mute)
    if not wrong and not from_then_on and _backup_of_nothing(trial, ran.returncode):
        wrong = "refused, but a backup left"
    where = f"{trial.command}, {error} at {call.name} {call.number}: {call.text[:200]}"
    tally.count(wrong, f"{where}\nexit {ran.returncode}, {ran.stderr.decode()[-600:]}")


def _backup_of_nothing(trial: Trial, code: int) -> bool:
    """Say whether a command that was refused left a folder of backups where none was."""
    refused = not trial.done(code) and trial.found() == trial.before
    return refused and backups.folder(trial.store).exists()


@needs_strace
def test_an_edit_of_which_some_calls_fail(tmp_path: Path, tally: NewTally) -> None:
    once = tally(ONCE)
    trial = Trial(HRTRACK_ITSELF, "edit", 10, tmp_path)
    _fail_each_call(
        trial, "EIO", once, None, only=("fsync", "rename", "renameat", "write", "flock")
    )
    assert once.cases >= 5
    assert not once.wrong, once.examples


def _hurts() -> Iterator[tuple[str, str]]:
    """Give each command with each error; of those that write alike, without what is alike."""
    for command in DEEDS:
        for error in ERRORS:
            if command in PLAIN or error not in ("EDQUOT", "EROFS"):
                yield command, error


@slow
@needs_strace
@pytest.mark.parametrize(("command", "error"), list(_hurts()))
def test_every_command_of_which_any_call_fails(
    command: str, error: str, tmp_path: Path, tally: NewTally
) -> None:
    once, later = tally(ONCE), tally(FROM_THEN_ON)
    # A call that is interrupted for ever is no fault that a disk has.
    lasting = later if error in ("EIO", "ENOSPC") else None
    _fail_each_call(Trial(HRTRACK_ITSELF, command, 10, tmp_path), error, once, lasting)
    assert not once.wrong, once.examples
    assert not later.wrong, later.examples


@slow
@needs_strace
def test_stock_tinydb_of_which_any_call_fails(tmp_path: Path, tally: NewTally) -> None:
    once, later = tally(ONCE, STOCK), tally(FROM_THEN_ON, STOCK)
    for command in PLAIN:
        _fail_each_call(Trial(STOCK, command, 10, tmp_path / command), "EIO", once, later)
    assert once.wrong["unreadable"] + later.wrong["unreadable"]


@needs_strace
def test_a_folder_that_cannot_be_synced_is_said_and_the_change_stands(tmp_path: Path) -> None:
    trial = Trial(HRTRACK_ITSELF, "edit", 10, tmp_path)
    trial.fresh()
    syncs = [call for call in _calls(trial) if call.name == "fsync"]
    trial.fresh()
    environment = trial.subject.environment()
    ran = with_fault(trial.line(), environment, syncs[-1], "error=EIO")
    assert ran.returncode == 0
    assert b"saved, but the folder" in ran.stderr
    assert ran.stderr.count(b"\n") == 1
    assert trial.subject.state(trial.store) == trial.after


def _calls(trial: Trial) -> list[Call]:
    return calls(trial.line(), trial.subject.environment(), trial.store)


# --- full disks ---------------------------------------------------------------


def _full(trial: Trial, tally: Tally, sizes: range | list[int]) -> None:
    for size in sizes:
        trial.fresh()
        full = partial(disk_full_after, size)
        ran = trial.run(preexec_fn=full)
        wrong = trial.judge_said(ran.returncode, ran.stderr)
        if not wrong and left_over(trial.store):
            wrong = "temporary file left"
        if not wrong and _backup_of_nothing(trial, ran.returncode):
            wrong = "refused, but a backup left"
        tally.count(wrong, f"{trial.command} with room for {size}: {ran.stderr.decode()[-300:]}")


LIMIT = "no file may grow beyond a size"


def test_a_limit_on_the_size_of_files(tmp_path: Path, tally: NewTally) -> None:
    count = tally(LIMIT)
    _full(Trial(HRTRACK_ITSELF, "add", 10, tmp_path), count, [0, 5_000])
    assert not count.wrong, count.examples


@slow
@pytest.mark.parametrize("subject", [HRTRACK_ITSELF, STOCK], ids=lambda one: one.name)
def test_many_limits_on_the_size_of_files(
    subject: Subject, tmp_path: Path, tally: NewTally
) -> None:
    count = tally(LIMIT, subject)
    for command in PLAIN if subject is STOCK else DEEDS:
        trial = Trial(subject, command, 10, tmp_path / command)
        _full(trial, count, range(0, 30_000, 3_000))
    assert bool(count.wrong) is (subject is STOCK), count.examples


@slow
@pytest.mark.parametrize("command", DEEDS)
def test_too_little_memory(command: str, tmp_path: Path, tally: NewTally) -> None:
    count = tally("too little memory")
    trial = Trial(HRTRACK_ITSELF, command, 5_000, tmp_path)
    for megabytes in range(28, 64, 3):
        trial.fresh()
        ran = trial.subject.run_line([*with_memory(megabytes << 20), *trial.line()])
        wrong = trial.judge_said(ran.returncode, ran.stderr)
        if not wrong and left_over(trial.store):
            wrong = "temporary file left"
        count.count(wrong, f"{command} in {megabytes} MB: {ran.stderr.decode()[-300:]}")
    assert not count.wrong, count.examples


@slow
@needs_root
@pytest.mark.parametrize("subject", [HRTRACK_ITSELF, STOCK], ids=lambda one: one.name)
def test_a_full_disk(subject: Subject, tmp_path: Path, tally: NewTally) -> None:
    count = tally("a disk that is full", subject)
    for command in PLAIN if subject is STOCK else DEEDS:
        room = tmp_path / command
        room.mkdir()
        with mounted(room, "-t", "tmpfs", "-o", "size=512k", "tmpfs"):
            # The copies fit: the new file has what the filler leaves.
            trial = Trial(subject, command, 10, room)
            for left in range(0, 36_864, 4_096):
                _with_room(trial, room / "filler", left, count)
    assert subject is STOCK or not count.wrong, count.examples


def _with_room(trial: Trial, filler: Path, left: int, tally: Tally) -> None:
    filler.unlink(missing_ok=True)
    trial.fresh()
    fill(filler, left)
    ran = trial.run()
    tally.count(trial.judge_said(ran.returncode, ran.stderr), f"{trial.command} with {left} left")
    if "repair" not in trial.command:
        listed = trial.subject.run(trial.store, "list", "--limit", "1")
        assert listed.returncode == 0 or trial.subject is STOCK


# --- what may not be written ---------------------------------------------------


def _as_anyone(store: Path, command: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command without root's power to pass over the rights of files."""
    powers = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if ROOT else []
    line = [*powers, *HRTRACK_ITSELF.line(store, command, *arguments)]
    environment = HRTRACK_ITSELF.environment()
    return subprocess.run(line, env=environment, check=False, capture_output=True, timeout=60)


def _refused(store: Path, tally: Tally) -> None:
    """Every change is refused with a sentence; every reading goes on."""
    before = store.read_bytes()
    for command in COMMANDS:
        ran = _as_anyone(store, command)
        wrong = None if ran.returncode == 4 and b"Traceback" not in ran.stderr else "not exit 4"
        if store.read_bytes() != before or left_over(store):
            wrong = "changed"
        tally.count(wrong, f"{command}: {ran.returncode} {ran.stderr.decode()}")
    for reading in ("list", "recs", "status"):
        ran = _as_anyone(store, reading, "--format", "json")
        tally.count(None if ran.returncode == 0 else "cannot be read", ran.stderr.decode())


@slow
@pytest.mark.parametrize(("file", "folder"), [(0o444, 0o755), (0o644, 0o555)])
def test_what_is_read_only_stays_as_it_is(
    file: int, folder: int, tmp_path: Path, tally: NewTally
) -> None:
    count = tally("read-only file, folder, mount")
    store = _alone(tmp_path / "place")
    store.chmod(file)
    store.parent.chmod(folder)
    _refused(store, count)
    assert not count.wrong, count.examples


@pytest.mark.parametrize("line", [["list"], ["undo"], ["merge", "store.json"]])
def test_what_may_not_be_read_is_exit_4_and_a_sentence(line: list[str], tmp_path: Path) -> None:
    store = _alone(tmp_path / "place")
    store.chmod(0)
    here = str(store) if line[0] != "merge" else str(tmp_path / "place" / "other.json")
    powers = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if ROOT else []
    words = [str(store) if word == "store.json" else word for word in line]
    command = [*powers, str(HRTRACK), "--db", here, *words]
    ran = subprocess.run(command, check=False, capture_output=True, timeout=60)
    assert (ran.returncode, ran.stderr) == (
        4,
        f"hrtrack: cannot read {store}: Permission denied\n".encode(),
    )


def _alone(place: Path) -> Path:
    place.mkdir(exist_ok=True)
    store = place / "store.json"
    HRTRACK_ITSELF.make(store, 10)
    store.with_name("store.json.lock").unlink()
    return store


@slow
@needs_root
def test_a_read_only_mount(tmp_path: Path, tally: NewTally) -> None:
    count = tally("read-only file, folder, mount")
    (tmp_path / "place").mkdir()
    with mounted(tmp_path / "place", "-t", "tmpfs", "-o", "size=1m", "tmpfs"):
        store = _alone(tmp_path / "place")
        subprocess.run(["mount", "-o", "remount,ro", str(store.parent)], check=True)
        _refused(store, count)
    assert not count.wrong, count.examples
