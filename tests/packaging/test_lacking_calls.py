"""Calls and modules that a system may lack are taken away one by one.

- what reads a store, or writes a file that is none, works without any of them
- without a call that it takes to write a store safely, a change is refused: one sentence, exit 4,
  and every file as it was
- without any other a change is made as ever
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from lack import NOTHING, Ran, put_rows, run

NEEDED = """
os.geteuid os.getegid os.getgroups os.getgrouplist os.pread os.pwrite os.fchown os.fchmod
os.fstatvfs os.getxattr os.setxattr os.listxattr os.removexattr
os.O_CLOEXEC os.O_NOFOLLOW os.O_DIRECTORY os.O_NONBLOCK fcntl.flock -fcntl
""".split()
#: Those that have nothing to do with each other are lacking together.
SPARE = [
    "os.link",
    "os.O_TMPFILE",
    "resource.setrlimit",
    "resource.RLIMIT_AS resource.RLIMIT_CPU resource.RLIMIT_CORE",
    "-resource",
    "os.symlink signal.SIGHUP signal.SIGPIPE signal.pthread_sigmask -pwd -grp -termios -msgspec",
]
READING = (
    "list --mechanism CAT",
    "log",
    "merge theirs.json --output merged.json --force",
)
#: Takes longer, and asks the system for no more than those.
ALSO_READING = ("status upr", "import rows.xlsx --dry-run")
WRITING = (
    "add Visit --mechanism CAT --date 2026-01 --kind visit",
    "mark 97.25 --by self --date 2026",
    "undo",
    "import rows.csv",
    "merge theirs.json",
    "log --archive old.json",
)
OWN = {"HRTRACK_DB": "my.json"}
Changes = Callable[..., list[Ran]]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that has two entries in its log, and with what is read into it."""
    folder = tmp_path_factory.mktemp("world")
    put_rows(folder)
    lines = [
        "add Seminar --mechanism CAT --date 2012",
        "mark 97.24 --by self --date 2026",
        "--db theirs.json add Theirs --mechanism CAT --date 2013",
    ]
    assert {ran.returncode for ran in run(lines, NOTHING, folder, **OWN).values()} == {0}
    return folder


@pytest.fixture(scope="module")
def here(world: Path) -> Mapping[str, Ran]:
    """The answers where nothing is lacking."""
    return run((*READING, *ALSO_READING), NOTHING, world, **OWN)


@pytest.fixture
def changes(world: Path, here: Mapping[str, Ran], own_world: Path) -> Changes:
    """Return what becomes of each change where something is lacking; what reads works."""

    def changes(lacking: str, also: Sequence[str] = ()) -> list[Ran]:
        shutil.copytree(world, own_world, dirs_exist_ok=True)
        there = run((*READING, *also, *WRITING), lacking, own_world, **OWN)
        for line in (*READING, *also):
            assert there[line][:2] == (0, here[line].stdout), (line, there[line].stderr)
        return [there[line] for line in WRITING]

    return changes


@pytest.mark.parametrize("lacking", NEEDED)
def test_where_a_call_is_needed_a_change_is_refused(lacking: str, changes: Changes) -> None:
    for ran in changes(lacking):
        assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (4, "", 1), ran
        assert "this system has no" in ran.stderr
        assert ran.changed == []


@pytest.mark.parametrize("lacking", SPARE)
def test_without_any_other_a_change_is_made(lacking: str, changes: Changes) -> None:
    for ran in changes(lacking, ALSO_READING):
        assert (ran.returncode, "my.json" in ran.changed) == (0, True), ran


def test_without_all_that_a_change_needs_everything_is_read(changes: Changes) -> None:
    changes(" ".join(NEEDED), ALSO_READING)


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
