"""Calls and modules that a system may lack are taken away one by one.

- a command works, or says in one sentence what is missing, exits with 4 and changes no file
- what reads works without any of them
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import foreign_files as made
import pytest
from lack import run

CALLS = """
geteuid getegid getgroups getgrouplist pread pwrite fchown fchmod fstatvfs link symlink
getxattr setxattr listxattr removexattr O_CLOEXEC O_NOFOLLOW O_DIRECTORY O_NONBLOCK O_TMPFILE
""".split()
LACKING = [
    *(f"os.{name}" for name in CALLS),
    *(f"signal.{name}" for name in ("SIGHUP", "SIGPIPE", "pthread_sigmask")),
    *(f"resource.{name}" for name in ("setrlimit", "RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_CORE")),
    *("fcntl.flock", "-fcntl", "-resource", "-pwd", "-grp", "-termios", "-msgspec"),
]
READING = (
    "list --mechanism CAT",
    "status upr",
    "import rows.xlsx --dry-run",
    "log",
    "export --what events -o a.csv --force",
)
WRITING = (
    "add Visit --mechanism CAT --date 2026-01 --kind visit",
    "mark 97.25 --by self --date 2026",
    "undo",
    "import rows.csv",
    "merge theirs.json --output merged.json --force",
    "merge theirs.json",
    "log --archive old.json",
)


def state(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class World(NamedTuple):
    """A folder with a store, another's store and a sheet, and what reading writes here."""

    folder: Path
    answers: dict[str, str]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Make the world once, in which each call is lacking in turn."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("world")
        patch.chdir(folder)
        patch.setenv("HRTRACK_DB", "my.json")
        sheet = [["date", "mechanism", "kind", "title"], ["2012-05", "CAT", "visit", "Two"]]
        (folder / "rows.xlsx").write_bytes(made.xlsx(sheet))
        (folder / "rows.csv").write_text("\n".join(map(",".join, sheet)))
        run("add Theirs --mechanism CAT --date 2013", "", HRTRACK_DB="theirs.json")
        for line in WRITING[:2]:
            assert run(line, "").returncode == 0
        yield World(folder, {line: run(line, "").stdout for line in READING})


@pytest.mark.parametrize("lacking", LACKING)
def test_it_works_or_says_what_is_missing(
    lacking: str, world: World, own_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HRTRACK_DB", "my.json")
    shutil.copytree(world.folder, own_world, dirs_exist_ok=True)
    for line, answer in world.answers.items():
        there = run(line, lacking)
        assert (there.returncode, there.stdout) == (0, answer), (line, there.stderr)
    for line in WRITING:
        before = state(own_world)
        ran = run(line, lacking)
        if ran.returncode != 0:
            assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (4, "", 1), ran
            assert "this system has no" in ran.stderr
            assert state(own_world) == before


@pytest.mark.parametrize(
    ("lacking", "said"),
    [("-docx", "python -m pip install python-docx"), ("-lxml", "cannot be written here: ")],
)
def test_a_library_is_to_be_installed_only_where_it_is_missing(
    lacking: str, said: str, own_world: Path
) -> None:
    ran = run("export -o a.docx --format matrix --cycle 1", lacking)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert said in ran.stderr
    assert ("pip install" in ran.stderr) == (lacking == "-docx")
    assert not (own_world / "a.docx").exists()


def test_a_python_without_sqlite_says_so(own_world: Path) -> None:
    ran = run("export -o a.db", "-sqlite3")
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1), ran
    assert "a database cannot be written by this Python" in ran.stderr
    assert list(own_world.iterdir()) == []
