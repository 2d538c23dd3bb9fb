"""Killed, at every step.

A command killed with SIGKILL, at any system call after the store is opened or at a random
moment, leaves the store as before or as after; one more command clears what it left. Stock
TinyDB on the same tests loses stores.
"""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from deeds import DEEDS, PLAIN
from judging import Tally, Trial
from subjects import HRTRACK_ITSELF, STOCK, Subject
from tracing import calls, needs_strace, with_fault

slow = pytest.mark.slow
NewTally = Callable[..., Tally]
EVERY_CALL, ANY_MOMENT = "killed at every system call", "killed at a random moment"


def _kill_at_each_call(
    trial: Trial, tally: Tally, *, changing: bool = False, step: int = 1
) -> None:
    """Kill at each call; ``changing``: at each that changes something, which is as good.

    ``step``: at each so many of them.
    """
    environment = trial.subject.environment()
    trial.fresh()
    steps = calls(trial.line(), environment, trial.store)
    steps = [call for call in steps if call.changes or not changing][::step]
    for call in steps:
        trial.fresh()
        ran = with_fault(trial.line(), environment, call, "signal=KILL")
        if ran.returncode != -signal.SIGKILL:  # this run made fewer such calls
            continue
        wrong = trial.judge(done=False)
        if not wrong and trial.subject is not STOCK and not trial.mended():
            wrong = "temporary file left"
        tally.count(wrong, f"{trial.command} at {call.name} {call.number}: {call.text[:80]}")
    assert tally.cases > 0.9 * len(steps)


@needs_strace
def test_an_edit_killed_at_every_other_system_call_that_changes_something(
    tmp_path: Path, tally: NewTally
) -> None:
    count = tally(EVERY_CALL)
    _kill_at_each_call(Trial(HRTRACK_ITSELF, "edit", 10, tmp_path), count, changing=True, step=2)
    assert count.cases > 10
    assert not count.wrong, count.examples


@slow
@needs_strace
@pytest.mark.parametrize("records", [10, 1_000])
@pytest.mark.parametrize("command", DEEDS)
def test_every_command_killed_at_every_system_call(
    command: str, records: int, tmp_path: Path, tally: NewTally
) -> None:
    count = tally(EVERY_CALL)
    trial = Trial(HRTRACK_ITSELF, command, records, tmp_path)
    # Of one of them at those calls too that change nothing: it must come to the same.
    _kill_at_each_call(trial, count, changing=(command, records) != ("edit", 10))
    assert not count.wrong, count.examples


@slow
@needs_strace
def test_stock_tinydb_killed_at_every_system_call(tmp_path: Path, tally: NewTally) -> None:
    count = tally(EVERY_CALL, STOCK)
    for command in PLAIN:
        part = Tally(EVERY_CALL, STOCK.name)
        _kill_at_each_call(Trial(STOCK, command, 10, tmp_path / command), part)
        count.cases += part.cases
        count.wrong += part.wrong
    assert count.wrong


def _kill_at_random(trial: Trial, tally: Tally, kills: int) -> None:
    moments = random.Random(97)
    whole = _seconds(trial)
    for _ in range(kills):
        trial.fresh()
        seconds = moments.uniform(0.4, 1.1) * whole
        done = _killed_after(trial, seconds)
        wrong = trial.judge(done=done)
        if not wrong and trial.subject is not STOCK and not trial.mended():
            wrong = "temporary file left"
        tally.count(wrong, f"{trial.command} after {seconds:.4f} s")


def _seconds(trial: Trial) -> float:
    """Return how long the command takes, the median of five runs."""
    taken = []
    for _ in range(5):
        trial.fresh()
        start = time.monotonic()
        trial.run()
        taken.append(time.monotonic() - start)
    return sorted(taken)[2]


def _killed_after(trial: Trial, seconds: float) -> bool:
    """Start the command, kill it after some time, and say whether it had said that it was done."""
    environment = trial.subject.environment()
    quiet = {"stdin": -3, "stdout": -3, "stderr": -3}
    with subprocess.Popen(trial.line(), env=environment, **quiet) as process:
        try:
            return trial.done(process.wait(seconds))
        except subprocess.TimeoutExpired:
            process.kill()
            return trial.done(process.wait())


@slow
@pytest.mark.parametrize("records", [10, 1_000])
@pytest.mark.parametrize("command", DEEDS)
def test_every_command_killed_at_random_moments(
    command: str, records: int, tmp_path: Path, tally: NewTally
) -> None:
    count = tally(ANY_MOMENT)
    _kill_at_random(Trial(HRTRACK_ITSELF, command, records, tmp_path), count, 25)
    assert not count.wrong, count.examples


def _instantly_killed_while_writing(trial: Trial, tally: Tally, kills: int) -> None:
    """Kill the moment that bytes begin to be written: the store or the file beside it changes."""
    for _ in range(kills):
        trial.fresh()
        was = _look(trial.store)
        quiet = {"stdin": -3, "stdout": -3, "stderr": -3}
        environment = trial.subject.environment()
        with subprocess.Popen(trial.line(), env=environment, **quiet) as process:
            while process.poll() is None and _look(trial.store) == was:
                pass
            process.kill()
            done = trial.done(process.wait())
        tally.count(trial.judge(done=done), trial.command)


def _look(store: Path) -> tuple[int, int, bool]:
    about = store.stat()
    temporary = any(name.name.endswith(".tmp") for name in store.parent.iterdir())
    return about.st_mtime_ns, about.st_size, temporary


@slow
@pytest.mark.parametrize("subject", [HRTRACK_ITSELF, STOCK], ids=lambda one: one.name)
def test_killed_inside_the_write(subject: Subject, tmp_path: Path, tally: NewTally) -> None:
    count = tally("killed the instant that bytes are written", subject)
    for command in ("edit", "delete"):
        trial = Trial(subject, command, 1_000, tmp_path / command)
        _instantly_killed_while_writing(trial, count, 50)
    assert bool(count.wrong) is (subject is STOCK), count.examples
