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

import lack
import pytest
from lack import NOTHING, run

from belarus_hr import system
from belarus_hr.cli.app import COMMANDS
from tests.conftest import Run

#: Each is asked of the dataset and of a store, and may not differ by a byte.
READING = [
    "list --mechanism CAT --format tsv",
    "recs --cycle 1 --format ndjson",
    "show 97.25",
    "show 97.25 --format bibtex",
    "status upr --format json",
    "status upr --group-by theme --format table",
    "status CAT",
    "status",
    "status plan",
    "factsheet",
    "factsheet 1 --format table",
    "measures",
    "indicators",
    "clusters",
    "clusters --suggest",
    "reports",
    "claims",
    "due --as-of 2026-01",
    "due --as-of 2010-01 --format ics",
    "check --severity warning --format tsv",
    "check --store",
    "export --what events --mechanism CAT --format csv",
    "export --format json --public",
    "export --format matrix --cycle 1",
    "export --format bibtex",
    "export --format html",
    "import rows.csv --dry-run",
    "import rows.xlsx --dry-run",
    "merge theirs.json --dry-run",
    "merge theirs.json --output -",
    "log",
    "log --format json",
    "--version",
    "list --help",
    "--show-completion bash",
]
WRITING = [
    "add Visit --mechanism CAT --date 2026-01 --kind visit",
    "mark 97.25 --by self --date 2026",
    "mark measure-train --as completed --date 2026",
    "edit 97.25 --note x",
    "edit 97.25",
    "delete 97.25 --yes",
    "undo",
    "import rows.csv",
    "import rows.xlsx",
    "merge theirs.json",
    "log --archive old.json",
]
DOCUMENTS = "a.csv a.md a.html a.xlsx a.bib a.ndjson a.json a.db".split()

#: What changes only what a store has and the dataset has not.
OF_A_STORE = ("undo", "log", "mark measure")


OWN = {"HRTRACK_DB": "my.json"}


@pytest.fixture
def rows(own_world: Path, hrtrack: Run) -> Path:
    """A folder without a store of one's own, and with what is read into one."""
    lack.put_rows(own_world)
    hrtrack("--db theirs.json add Theirs --mechanism CAT --date 2013")
    return own_world


@pytest.fixture
def started(rows: Path, hrtrack: Run) -> Path:
    """A store of one's own, with a measure and two entries in the log."""
    hrtrack("--db my.json add Train --record measure --id measure-train")
    hrtrack("--db my.json mark 97.25 --by self --date 2014")
    return rows


def test_a_limit_that_is_refused_makes_no_sheet_look_damaged(rows: Path) -> None:
    lines = ["import rows.xlsx --dry-run"]
    here, there = (run(lines, how, rows) for how in (NOTHING, "memory-limit"))
    assert here[lines[0]].returncode == 0
    assert there == here


def test_every_command_is_tried() -> None:
    tried = {line.split()[0] for line in (*READING, *WRITING)}
    missing = {*COMMANDS} - tried - {"repair"}  # repair is tried below
    assert not missing, f"READING or WRITING above needs a call of {missing}"


def test_reading_answers_as_it_does_here(rows: Path) -> None:
    here, there = (run(READING, how, rows) for how in (NOTHING, "windows"))
    for line in READING:
        assert here[line].returncode in (0, 7), (line, here[line])
        assert (line, there[line], there[line].changed) == (line, here[line], [])


def test_a_store_of_ones_own_is_read(started: Path) -> None:
    lines = [*READING, "undo --dry-run", "log 97.25", "show measure-train"]
    here, there = (run(lines, how, started, **OWN) for how in (NOTHING, "windows"))
    for line in lines:
        assert (line, *there[line][:2]) == (line, *here[line][:2]), there[line].stderr
        assert "Traceback" not in there[line].stderr
        assert (line, there[line].changed) == (line, [])


def test_what_writes_a_store_is_refused_with_a_sentence(started: Path) -> None:
    refused(WRITING, started)


def test_no_store_is_started(rows: Path) -> None:
    refused([line for line in WRITING if not line.startswith(OF_A_STORE)], rows)


def refused(lines: list[str], folder: Path) -> None:
    """Run what writes a store, and see one sentence, exit 4, and every file as it was."""
    for line, ran in run(lines, "windows", folder, **OWN, EDITOR="false").items():
        no_store = "no store at my.json yet: the shipped dataset answers"
        said = [x for x in ran.stderr.splitlines() if x != no_store]
        assert (line, ran.returncode, ran.stdout, len(said)) == (line, 4, "", 1), ran
        assert "written on Linux and macOS" in said[0]
        assert (line, ran.changed) == (line, [])


def test_a_document_is_written_to_a_file(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    new = [f"export --cycle 1 -o {name}" for name in DOCUMENTS]
    again = [f"{line} --force" for line in new]
    for lacking, folder, lines in ((NOTHING, here, new), ("windows", there, new + again)):
        folder.mkdir()
        for ran in run(lines, lacking, folder).values():
            assert ran[:3] == (0, "", ""), ran
    for name in DOCUMENTS:
        assert (there / name).read_bytes() == (here / name).read_bytes(), name
    assert {path.name for path in there.iterdir()} == {*DOCUMENTS}


def test_what_can_be_saved_of_a_damaged_store_is_saved(started: Path) -> None:
    store = started / "my.json"
    store.write_bytes(store.read_bytes().replace(b'"upr1-97.7": {', b'"upr1-97.7": [', 1))
    line = "repair --output saved.json"
    ran = run([line], "windows", started, **OWN)[line]
    assert (ran.returncode, ran.changed) == (8, ["saved.json"]), ran
    assert "Traceback" not in ran.stderr
    assert run(["list"], NOTHING, started, HRTRACK_DB="saved.json")["list"].stdout


def test_on_a_terminal_a_long_text_is_shown_whole_where_no_pager_is(
    hrtrack: Run, own_world: Path
) -> None:
    line = "list --fields id --format table"
    ended = lack.on_a_terminal(line, "windows", own_world, TERM="xterm", PATH="")
    assert ended.returncode == 0, ended
    assert ended.stderr == "hrtrack: cannot start the pager less: No such file or directory\n"
    assert [id_ for id_ in hrtrack("list --format ids").lines if id_ not in ended.stdout] == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_the_same_words(shell: str, own_world: Path) -> None:
    asked = {
        "_HRTRACK_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": "hrtrack show 97.2",
        "COMP_CWORD": "2",
        "_TYPER_COMPLETE_ARGS": "hrtrack show 97.2",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    here, there = (run([""], how, own_world, **asked)[""] for how in (NOTHING, "windows"))
    assert "97.25" in here.stdout
    assert there == (0, here.stdout, "", [])


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
