"""What becomes of the program where a call of Linux is missing or refused.

- macOS: a limit on memory that is refused makes no spreadsheet look damaged
- macOS: what is put on the disk is put there by F_FULLFSYNC; where that fails, by fsync
- Windows: what reads answers as it does here; what writes a store is one sentence and exit 4
- Windows: nothing is made by a change that is refused, and no process is sent a signal
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable
from pathlib import Path

import foreign_files as made
import pytest
from lack import run

from belarus_hr import system

READING = [
    "list --mechanism CAT --format tsv",
    "recs --cycle 1 --format ndjson",
    "show 97.25",
    "status upr --format json",
    "status",
    "reports",
    "claims",
    "due --as-of 2026-01",
    "check --severity warning --format tsv",
    "check --store",
    "export --what events --mechanism CAT --format csv",
    "log",
    "--version",
    "list --help",
]
WRITING = [
    "add Visit --mechanism CAT --date 2026-01 --kind visit",
    "mark 97.25 --by self --date 2026",
    "edit 97.25 --note x",
    "delete 97.25 --yes",
    "undo",
    "import rows.csv",
    "log --archive old.json",
]

OF_THE_LOG = ("undo", "log --archive old.json")


@pytest.fixture
def rows(own_world: Path) -> Path:
    sheet = made.xlsx([["date", "mechanism", "kind", "title"], ["2012-05", "CAT", "visit", "Two"]])
    (own_world / "rows.xlsx").write_bytes(sheet)
    (own_world / "rows.csv").write_text("date,mechanism,kind,title\n2012-05,CAT,visit,Two\n")
    return own_world


def test_a_limit_that_is_refused_makes_no_sheet_look_damaged(rows: Path) -> None:
    here, there = (run("import rows.xlsx --dry-run", how) for how in ("", "memory-limit"))
    assert here.returncode == 0
    assert (there.returncode, there.stdout, there.stderr) == (0, here.stdout, here.stderr)


def test_a_sheet_is_read_where_there_are_no_limits(rows: Path) -> None:
    assert run("import rows.xlsx --dry-run", "windows").stderr == (
        run("import rows.xlsx --dry-run", "").stderr
    )


@pytest.mark.parametrize("line", READING)
def test_reading_answers_as_it_does_here(line: str, own_world: Path) -> None:
    here, there = (run(line, how) for how in ("", "windows"))
    assert here.returncode in (0, 7)
    assert (there.returncode, there.stdout, there.stderr) == (
        here.returncode, here.stdout, here.stderr,
    )  # fmt: skip


@pytest.mark.parametrize("line", READING)
def test_a_store_of_ones_own_is_read(line: str, own_world: Path) -> None:
    assert run("mark 97.25 --by self --date 2014", "", HRTRACK_DB="my.json").returncode == 0
    here, there = (run(line, how, HRTRACK_DB="my.json") for how in ("", "windows"))
    assert (there.returncode, there.stdout) == (here.returncode, here.stdout)
    assert "Traceback" not in there.stderr


@pytest.mark.parametrize(
    ("line", "started"),
    [(line, started) for line in WRITING for started in {True, line in OF_THE_LOG}],
)
def test_what_writes_a_store_is_refused_with_a_sentence(
    line: str, started: bool, rows: Path
) -> None:
    if started:
        assert (
            run("add Visit --mechanism CAT --date 2013", "", HRTRACK_DB="my.json").returncode == 0
        )
    before = sorted(rows.rglob("*"))
    ran = run(line, "windows", HRTRACK_DB="my.json")
    assert ran.returncode == 4, ran
    assert "Traceback" not in ran.stderr
    assert "written on Linux and macOS" in ran.stderr
    assert sorted(rows.rglob("*")) == before


def test_a_document_is_written_to_a_file(own_world: Path) -> None:
    for lacking in ("", "windows", "windows"):
        ran = run(
            f"export --what events --mechanism CAT -o {lacking or 'here'}.csv --force", lacking
        )
        assert (ran.returncode, ran.stderr) == (0, ""), ran
    assert Path("windows.csv").read_bytes() == Path("here.csv").read_bytes()


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A system that has F_FULLFSYNC; gives the calls with it."""
    calls: list[int] = []
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda descriptor, _: calls.append(descriptor))
    return calls


def test_a_change_is_put_on_the_disk_where_fsync_does_not_do_it(
    full: list[int], monkeypatch: pytest.MonkeyPatch, hrtrack: Callable[..., object]
) -> None:
    def fsync(_: int) -> None:
        raise AssertionError("fsync is not enough there")

    monkeypatch.setattr(os, "fsync", fsync)
    hrtrack("--db my.json mark 97.25 --by self")
    assert len(full) >= 2  # the file, and its folder
    assert json.loads(Path("my.json").read_text())["assessments"]


def test_where_the_file_system_refuses_that_it_is_synced_as_elsewhere(
    full: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(_: int, __: int) -> None:
        raise OSError(25, "Inappropriate ioctl for device")

    synced: list[int] = []
    monkeypatch.setattr(fcntl, "fcntl", refuse)
    monkeypatch.setattr(os, "fsync", synced.append)
    with (tmp_path / "a").open("w") as file:
        system.to_disk(file.fileno())
        assert synced == [file.fileno()]
