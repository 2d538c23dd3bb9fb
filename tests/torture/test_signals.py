"""Asked to end.

SIGINT, SIGTERM and SIGHUP at any system call: exit 130, 143, 129, at most one line, no
traceback, the store as before or as after, no temporary file. SIGPIPE is no end: a reader that
went away is exit 141, and the change stands.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

import pytest
from deeds import DEEDS
from judging import Tally, Trial
from subjects import COMMANDS, HRTRACK_ITSELF, STOCK, left_over
from tracing import calls, needs_strace, with_fault

slow = pytest.mark.slow
NewTally = Callable[..., Tally]
ENDS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
NAME = "asked to end at a system call"


def _ask_at_calls(trial: Trial, tally: Tally, number: signal.Signals, times: int) -> None:
    environment = trial.subject.environment()
    trial.fresh()
    steps = calls(trial.line(), environment, trial.store)
    # Once round all calls, then round again until it has been asked often enough.
    chosen = steps[:: max(1, len(steps) // times)] if times < len(steps) else steps
    for call in islice(cycle(chosen), times):
        trial.fresh()
        ran = with_fault(trial.line(), environment, call, f"signal={number.name}")
        wrong = trial.judge(done=trial.done(ran.returncode))
        if not wrong and trial.subject is not STOCK:
            wrong = _manners(trial, number, ran.returncode, ran.stderr)
        where = f"{trial.command}, {number.name} at {call.name} {call.number}: {call.text[:90]}"
        tally.count(wrong, f"{where}\nexit {ran.returncode}, {ran.stderr.decode()[-600:]}")


def _manners(trial: Trial, number: signal.Signals, code: int, said: bytes) -> str | None:
    # A process that the signal itself ends is 128 + its number to the shell, too. Nothing to
    # interrupt was left where it ends as it should.
    if code not in (128 + number, -number, trial.deed.code):
        return f"exit code {code}"
    if b"Traceback" in said or said.count(b"\n") > trial.said.count(b"\n") + 1:
        return "more than a line"
    return "temporary file left" if left_over(trial.store) else None


@needs_strace
def test_an_edit_asked_to_end(tmp_path: Path, tally: NewTally) -> None:
    count = tally(NAME)
    trial = Trial(HRTRACK_ITSELF, "edit", 10, tmp_path)
    for number in (signal.SIGINT, signal.SIGTERM):
        _ask_at_calls(trial, count, number, 2)
    assert not count.wrong, count.examples


@slow
@needs_strace
@pytest.mark.parametrize("command", DEEDS)
@pytest.mark.parametrize("number", ENDS)
def test_every_command_asked_to_end(
    number: signal.Signals, command: str, tmp_path: Path, tally: NewTally
) -> None:
    count = tally(f"{NAME}: {number.name}")
    _ask_at_calls(Trial(HRTRACK_ITSELF, command, 10, tmp_path), count, number, 20)
    assert not count.wrong, count.examples


@slow
@needs_strace
@pytest.mark.parametrize("number", ENDS)
def test_stock_tinydb_asked_to_end(number: signal.Signals, tmp_path: Path, tally: NewTally) -> None:
    count = tally(f"{NAME}: {number.name}", STOCK)
    _ask_at_calls(Trial(STOCK, "edit", 10, tmp_path), count, number, 60)
    assert count.cases == 60


@pytest.mark.parametrize("times", [2, pytest.param(25, marks=slow)])
def test_a_reader_that_went_away_does_not_undo_the_change(
    times: int, tmp_path: Path, tally: NewTally
) -> None:
    count = tally("the reader of standard output went away")
    for command in COMMANDS:
        trial = Trial(HRTRACK_ITSELF, command, 10, tmp_path / command)
        for _ in range(times if times > 2 or command == "edit" else 0):
            trial.fresh()
            reading, writing = os.pipe()
            os.close(reading)
            ran = trial.subject.run(trial.store, command, stdout=writing)
            os.close(writing)
            wrong = trial.judge(done=True)
            if ran.returncode != 141 or b"Traceback" in ran.stderr:
                wrong = wrong or f"exit code {ran.returncode}"
            count.count(wrong, ran.stderr.decode())
    assert not count.wrong, count.examples
