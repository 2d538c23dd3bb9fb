"""Anything may come in.

Stores, NDJSON, forms and command lines drawn at random, or random mutations of sound ones: every
answer is a sentence and an exit code of the contract, never a traceback, and a store that was
refused stays as it was.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from drawn import AWKWARD
from exit_codes import EXIT_CODES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from judging import Tally

from belarus_hr.cli.app import COMMANDS
from belarus_hr.domain.errors import ExitCode, HrtrackError
from belarus_hr.domain.records.kinds import EVENT
from belarus_hr.store import Store

if TYPE_CHECKING:
    from conftest import Run

NewTally = Callable[..., Tally]
slow = pytest.mark.slow
FEW, MANY = 25, 5_000
SOUND = b"""{"meta": {"store": {"schema": 1}},
"events": {
"cat-2009-1": {"date": "2009", "mechanism": "CAT", "kind": "statement", "title": "One"},
"cat-2009-2": {"date": "2009-11", "mechanism": "CAT", "kind": "report", "title": "Two"}
}
}
"""
_pieces = st.sampled_from(
    [b"{", b"}", b"[" * 500, b'"', b"NaN", b"1e999", b"9" * 5000, b"\\ud800", b"\0", b"\xff", b"null",
     b'"meta":', b'"cat-2009-1":', b",", b"\xe2\x80\xae", b'"schema": 2', b"-0", b"\n"]
) | st.binary(max_size=8)  # fmt: skip


@st.composite
def _mutated(draw: st.DrawFn, sound: bytes) -> bytes:
    """Draw a sound document with some stretches replaced, dropped or doubled."""
    raw = sound
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(raw)))
        end = draw(st.integers(start, min(len(raw), start + 40)))
        raw = raw[:start] + draw(_pieces) + raw[end if draw(st.booleans()) else start :]
    return raw


_words = st.sampled_from(
    [*COMMANDS, "--", "-", "-n", "--db", "--format", "json", "--as-of", "--yes", "../../x", "-m", "CAT",
     "--help", "--set", "title=", "--date", "2009", "97.4", "upr", "--by", "--since", "\x1b[31m", "--",
     "--form", "/dev/null", "--limit", "-1", "9" * 400, "--fields", "id", *AWKWARD]
) | st.text(max_size=12)  # fmt: skip

#: An exit code that docs/scripts.md names, other than the bug's.
_NAMED = EXIT_CODES - {ExitCode.BUG}
_amount = pytest.mark.parametrize("cases", [FEW, pytest.param(MANY, marks=slow)])


def _settings(cases: int) -> settings:
    return settings(
        max_examples=cases, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )


@_amount
def test_any_bytes_for_a_store(cases: int, tmp_path: Path, tally: NewTally) -> None:
    count = tally("fuzz: store document")
    path = tmp_path / "store.json"

    @_settings(cases)
    @given(_mutated(SOUND) | st.binary(max_size=200))
    def check(raw: bytes) -> None:
        path.write_bytes(raw)
        with contextlib.suppress(HrtrackError):
            Store(path).read().of(EVENT)
        count.count(None)
        assert path.read_bytes() == raw

    check()


@_amount
def test_any_lines_for_add(
    cases: int, hrtrack: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: NewTally
) -> None:
    count = tally("fuzz: records on standard input")
    path = tmp_path / "store.json"
    monkeypatch.setenv("HRTRACK_DB", str(path))
    line = (
        b'{"record": "event", "mechanism": "CAT", "date": "2009", "title": "One", "tags": ["a"]}\n'
    )
    values = st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    )
    names = st.sampled_from(
        ["record", "id", "title", "date", "sources", "numbers", "recommendation"]
    )
    objects = st.dictionaries(names | st.text(max_size=4), values).map(json.dumps).map(str.encode)

    @_settings(cases)
    @given(_mutated(line * 2) | objects)
    def check(raw: bytes) -> None:
        path.write_bytes(SOUND)
        _answers(hrtrack, ["add", "-"], count, stdin=raw)

    check()
    assert not count.wrong, count.examples


@_amount
def test_any_form(
    cases: int, hrtrack: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: NewTally
) -> None:
    count = tally("fuzz: form")
    path, form = tmp_path / "store.json", tmp_path / "form.toml"
    monkeypatch.setenv("HRTRACK_DB", str(path))
    sound = b'title = "One"\ndate = "2009"\nmechanism = "CAT"\nkind = "report"\n[[sources]]\nref = "CAT/C/BLR/4"\n'

    @_settings(cases)
    @given(_mutated(sound))
    def check(raw: bytes) -> None:
        path.write_bytes(SOUND)
        form.write_bytes(raw)
        _answers(hrtrack, ["edit", "cat-2009-1", "--form", str(form)], count)

    check()
    assert not count.wrong, count.examples


@_amount
def test_any_command_line(
    cases: int, hrtrack: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: NewTally
) -> None:
    count = tally("fuzz: command line")
    path = tmp_path / "store.json"
    monkeypatch.setenv("HRTRACK_DB", str(path))

    @_settings(cases)
    @given(st.lists(_words, max_size=6))
    def check(words: list[str]) -> None:
        path.write_bytes(SOUND)
        # An argument of a process holds no NUL.
        _answers(hrtrack, [word.replace("\0", "") for word in words], count)

    check()
    assert not count.wrong, count.examples
    assert not os.path.exists(tmp_path.parent / "x")


def _answers(hrtrack: Run, words: list[str], tally: Tally, stdin: bytes = b"") -> None:
    """Run a command in this process; anything but a named exit code is a bug."""
    try:
        hrtrack(words, code=-1, stdin=stdin)
    except AssertionError as ran:  # it always ends with a code, and that is never -1
        code = int(str(ran).split(": exit ")[-1].split("\n")[0])
        wrong = None if code in _NAMED else f"exit code {code}"
    except SystemExit as ended:  # Typer ends help and completion so
        wrong = None if ended.code in _NAMED else f"exit code {ended.code}"
    except Exception as error:
        wrong = f"traceback: {type(error).__name__}"
    tally.count(wrong, f"{words} {stdin[:300]!r}")
