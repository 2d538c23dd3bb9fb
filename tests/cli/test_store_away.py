"""A store that was named and is not there: a drive that is not mounted, a slip of the keyboard.

- a full backup is refused, and an output file that is there stays as it is
- ``due --fail`` does not say that nothing is overdue
- every command says that the shipped dataset answers
- with no store named, the shipped dataset answers without a word, and is no backup
- ``~`` in HRTRACK_DB is the home folder
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from own_records import event, fill

from belarus_hr import open_store
from belarus_hr.store import Store, storage

if TYPE_CHECKING:
    from tests.conftest import Run


AWAY = "no store at away.json"
ANSWERS = f"{AWAY} yet: the shipped dataset answers\n"


@pytest.fixture
def away(own_world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HRTRACK_DB", "away.json")


@pytest.mark.parametrize("output", ["", "-o new.json", "-o last.json --force"])
def test_a_full_backup_of_it_is_refused(
    hrtrack: Run, own_world: Path, away: None, output: str
) -> None:
    Path("last.json").write_text("the last backup")
    ran = hrtrack(f"export --format json {output}", code=4)
    assert ran.out == ""
    assert ran.err.startswith(f"hrtrack: {AWAY}: ")
    assert [path.name for path in own_world.iterdir()] == ["last.json"]
    assert Path("last.json").read_text() == "the last backup"


def test_nor_is_the_dataset_a_backup_where_no_store_is_named(hrtrack: Run, own_store: Path) -> None:
    ran = hrtrack("export --format json -o backup.json", code=4)
    assert ran.err == f"hrtrack: no store at {own_store}: there is nothing to back up\n"


@pytest.mark.parametrize(
    "line",
    [
        "export --format csv --what events --force -o last",
        "export --format json --public --force -o last",
        "export --format matrix --force -o last.md",
        "merge other.json --force -o last",
    ],
)
def test_it_replaces_no_file_with_the_dataset(hrtrack: Run, away: None, line: str) -> None:
    Path("other.json").write_bytes(storage.file_bytes({}))
    last = Path(line.split()[-1])
    last.write_text("the last")
    assert hrtrack(line, code=4).err == f"hrtrack: {AWAY}: {last} was left as it is\n"
    assert last.read_text() == "the last"


def test_nothing_is_said_to_be_overdue_or_not(hrtrack: Run, away: None) -> None:
    ran = hrtrack("due --fail --as-of 1990", code=4)
    assert (ran.out, ran.err) == ("", f"hrtrack: {AWAY}: what is due there is not known\n")


@pytest.mark.parametrize(
    "line",
    ["list", "recs", "claims", "show 97.4", "status", "status upr", "reports", "due", "check",
     "check --store", "log", "export --format csv --what events", "undo --dry-run"],
)  # fmt: skip
def test_every_command_says_that_the_dataset_answers(hrtrack: Run, away: None, line: str) -> None:
    ran = hrtrack(line, code=None)
    assert ran.err.count(ANSWERS) == 1
    assert not Path("away.json").exists()


def test_what_starts_the_store_says_so_besides(hrtrack: Run, away: None) -> None:
    ran = hrtrack("add Seminar -m UPR --date 2010")
    assert ran.err == f"{ANSWERS}started your store from the shipped dataset: away.json\n"


def test_a_backup_that_becomes_the_store_is_told_by_itself(
    hrtrack: Run, empty_store: Store
) -> None:
    ran = hrtrack(f"--db new.json import {empty_store.path}")
    assert ran.err == f"restored 0 records from {empty_store.path}: new.json\n"


def test_with_no_store_named_the_dataset_answers_without_a_word(hrtrack: Run) -> None:
    assert hrtrack("list").err == ""


@pytest.mark.parametrize("line", ["list", "--db=~/own.json list"])
def test_the_home_folder_is_known_by_its_sign(
    hrtrack: Run, own_world: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    path = own_world / "home" / "own.json"
    path.parent.mkdir()
    path.write_bytes(storage.file_bytes({}))
    fill(Store(path), event("cat-2009-report"))
    if "--db" not in line:
        monkeypatch.setenv("HRTRACK_DB", "~/own.json")
        assert [event.doc_id for event in open_store().table("events")] == ["cat-2009-report"]
        assert (
            "is the store itself"
            in hrtrack(f"--db x.json export -F csv --what events --force -o {path}", code=2).err
        )
    assert hrtrack(f"{line} --format ids").out == "cat-2009-report\n"


def test_tab_says_nothing(
    executable: Callable[..., subprocess.CompletedProcess[bytes]], away: None
) -> None:
    environ = {
        **os.environ,
        "_HRTRACK_COMPLETE": "complete_bash",
        "COMP_WORDS": "hrtrack show upr1-97.4",
        "COMP_CWORD": "2",
    }
    ran = executable(env=environ)
    assert (ran.stdout.split(b"\n")[0], ran.stderr) == (b"upr1-97.4", b"")
