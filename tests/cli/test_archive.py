"""``log --archive``: first there, then out of the store.

- into a private file; - is standard output, where a full disk, a reader that went away or a closed
  output leaves the entries in the store
- where the store cannot be written then, that is said, and the same command goes on; also when
  entries were added meanwhile
- a file that holds something else is left as it is, an empty one too
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from belarus_hr.domain.change_log import Log
from belarus_hr.store import Store, disk

if TYPE_CHECKING:
    from tests.conftest import Run

Executable = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def changed(hrtrack: Run, own_store: Path) -> Path:
    """A store with two entries in its log."""
    hrtrack("mark 97.5")
    hrtrack("edit 97.5 --note Seen")
    return own_store


def entries(text: str) -> Log:
    lines = [json.loads(line) for line in text.splitlines()]
    return {one.pop("key"): one for one in lines}


@contextmanager
def no_room(store: Path) -> Iterator[None]:
    """Let no file grow as large as the store: as on a full disk, what is small is still written."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (store.stat().st_size // 2, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


# --- standard output ----------------------------------------------------------------


def test_a_hyphen_moves_them_to_standard_output(hrtrack: Run, changed: Path) -> None:
    whole = Store(changed).log()
    ran = hrtrack("log --archive -")
    assert entries(ran.out) == whole
    assert ran.err == "2 entries moved to standard output\n"
    assert [one["changes"] for one in Store(changed).log().values()] == [[]]
    assert not Path("-").exists()


def test_into_a_file_of_the_shell_they_are_added(
    changed: Path, executable: Executable, hrtrack: Run
) -> None:
    whole = Store(changed).log()
    with open("log.ndjson", "ab") as out:
        assert executable("log", "--archive", "-", stdout=out).returncode == 0
    assert entries(Path("log.ndjson").read_text("utf-8")) == whole


def full() -> int:
    return os.open("/dev/full", os.O_WRONLY)


def reader_gone() -> int:
    reading, writing = os.pipe()
    os.close(reading)
    return writing


def only_read() -> int:
    return os.open(os.devnull, os.O_RDONLY)


@pytest.mark.parametrize(("out", "code"), [(full, 4), (only_read, 4), (reader_gone, 141)])
def test_what_standard_output_does_not_take_stays_in_the_store(
    changed: Path, executable: Executable, out: Callable[[], int], code: int
) -> None:
    before = changed.read_bytes()
    ran = executable("log", "--archive", "-", stdout=out(), stderr=subprocess.PIPE)
    assert (ran.returncode, b"Traceback" in ran.stderr) == (code, False)
    assert changed.read_bytes() == before


# --- the store cannot be written ------------------------------------------------------


def test_where_the_store_cannot_be_written_then_both_hold_them_and_it_is_said(
    hrtrack: Run, changed: Path
) -> None:
    before, whole = changed.read_bytes(), Store(changed).log()
    with no_room(changed):
        ran = hrtrack("log --archive log.ndjson", code=4)
    assert "log.ndjson holds the entries, and so does the store still" in ran.err
    assert "repeat the command" in ran.err
    assert changed.read_bytes() == before
    assert entries(Path("log.ndjson").read_text("utf-8")) == whole


def test_the_same_command_goes_on(hrtrack: Run, changed: Path) -> None:
    whole = Store(changed).log()
    with no_room(changed):
        hrtrack("log --archive log.ndjson", code=4)
        hrtrack("log --archive log.ndjson", code=4)
    assert "2 entries moved to log.ndjson" in hrtrack("log --archive log.ndjson").err
    assert entries(Path("log.ndjson").read_text("utf-8")) == whole
    assert len(Store(changed).log()) == 1


def test_it_takes_what_was_added_meanwhile_along(hrtrack: Run, changed: Path) -> None:
    with no_room(changed):
        hrtrack("log --archive log.ndjson", code=4)
    hrtrack("edit 97.7 --note Later")
    whole = Store(changed).log()
    assert "3 entries moved" in hrtrack("log --archive log.ndjson").err
    assert entries(Path("log.ndjson").read_text("utf-8")) == whole


def test_standard_output_is_said_to_hold_them_too(hrtrack: Run, changed: Path) -> None:
    whole = Store(changed).log()
    with no_room(changed):
        ran = hrtrack("log --archive -", code=4)
    assert entries(ran.out) == whole
    assert "standard output holds the entries, and so does the store still" in ran.err


# --- a file that is there -------------------------------------------------------------


@pytest.mark.parametrize("held", ["", "mine", "mine\n", "first", "cut", "more"])
def test_a_file_that_holds_something_else_stays(hrtrack: Run, changed: Path, held: str) -> None:
    with no_room(changed):
        hrtrack("log --archive whole.ndjson", code=4)
    whole = Path("whole.ndjson").read_text("utf-8")
    texts = {"cut": whole[:-1], "more": whole + "mine\n", "first": whole[:20]}
    Path("log.ndjson").write_text(texts.get(held, held), "utf-8")
    before, content = changed.read_bytes(), Path("log.ndjson").read_bytes()
    ran = hrtrack("log --archive log.ndjson", code=2)
    assert "is there already: name another file" in ran.err
    assert (changed.read_bytes(), Path("log.ndjson").read_bytes()) == (before, content)


def test_an_archive_that_was_taken_out_is_not_replaced_by_the_next(
    hrtrack: Run, changed: Path
) -> None:
    hrtrack("log --archive log.ndjson")
    before = Path("log.ndjson").read_bytes()
    hrtrack("log --archive log.ndjson", code=2)
    hrtrack("edit 97.7 --note Later")
    hrtrack("log --archive log.ndjson", code=2)
    assert Path("log.ndjson").read_bytes() == before


def test_the_archive_is_on_the_disk_before_the_store_is_written(
    hrtrack: Run, changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    rename = os.replace

    def replace(source: Path, target: Path) -> None:
        done.append(Path(target).name)
        rename(source, target)

    monkeypatch.setattr(disk.os, "replace", replace)
    hrtrack("log --archive log.ndjson")
    assert done == ["log.ndjson", changed.name]
