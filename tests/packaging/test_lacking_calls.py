"""Calls and modules that a system may lack are taken away one by one.

- a command works, or says in one sentence what is missing, exits with 4 and changes no file
- what reads works without any of them
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from lack import NOTHING, Ran, put_rows, run

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
    "list --mechanism CAT", "status upr", "import rows.xlsx --dry-run", "log",
    "export --what events -o a.csv --force",
)  # fmt: skip
WRITING = (
    "add Visit --mechanism CAT --date 2026-01 --kind visit",
    "mark 97.25 --by self --date 2026",
    "undo",
    "import rows.csv",
    "merge theirs.json --output merged.json --force",
    "merge theirs.json",
    "log --archive old.json",
)
OWN = {"HRTRACK_DB": "my.json"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that has two entries in its log, and what is read into it."""
    folder = tmp_path_factory.mktemp("world")
    put_rows(folder)
    assert {ran.returncode for ran in run(WRITING[:2], NOTHING, folder, **OWN).values()} == {0}
    return folder


@pytest.fixture(scope="module")
def here(world: Path) -> Mapping[str, Ran]:
    """The answers where nothing is lacking."""
    return run(READING, NOTHING, world, **OWN)


@pytest.mark.parametrize("lacking", LACKING)
def test_it_works_or_says_what_is_missing(
    lacking: str, world: Path, here: Mapping[str, Ran], own_world: Path
) -> None:
    shutil.copytree(world, own_world, dirs_exist_ok=True)
    there = run((*READING, *WRITING), lacking, own_world, **OWN)
    for line in READING:
        assert there[line][:2] == (0, here[line].stdout), (line, there[line].stderr)
    for ran in (there[line] for line in WRITING):
        if ran.returncode != 0:
            assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (4, "", 1), ran
            assert "this system has no" in ran.stderr
            assert ran.changed == []


@pytest.mark.parametrize(
    ("lacking", "said"),
    [("-docx", "python -m pip install python-docx"), ("-lxml", "cannot be written here: ")],
)
def test_a_library_is_to_be_installed_only_where_it_is_missing(
    lacking: str, said: str, own_world: Path
) -> None:
    line = "export -o a.docx --format matrix --cycle 1"
    ran = run([line], lacking, own_world)[line]
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert ran.changed == []
    assert said in ran.stderr
    assert ("pip install" in ran.stderr) == (lacking == "-docx")


def test_a_python_without_sqlite_says_so(own_world: Path) -> None:
    ran = run(["export -o a.db"], "-sqlite3", own_world)["export -o a.db"]
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1), ran
    assert "a database cannot be written by this Python" in ran.stderr
    assert ran.changed == []
