"""What a process imports: start-up is the product for a shell tool.

- no Rich unless a table is drawn: not in a pipe, not for help, not for a mistake
- no TinyDB unless the store is read; no msgspec unless it is large; never pydantic, nor what
  only tests and services need
- the parts of the program that the command does not need stay unread, and no library
  that reads or writes other formats is met by a command that lists
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from functools import cache

import pytest

_IMPORTED = re.compile(r"^import time:.*\| +(\S+)$", re.MULTILINE)
READING = (
    "list",
    "list --format json --fields id,title",
    "recs --theme torture",
    "show 97.4",
    "status",
    "status upr",
)
TALKING = ("--help", "list -h", "--version", "", "lst", "list -m CATT")
WRITING = ("add Seminar -m UPR --date 2010", "mark 97.4")


@cache
def imported(line: str) -> set[str]:
    """Return the modules that a process imports for a command line, piped."""
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "belarus_hr", *shlex.split(line)],
        check=False, capture_output=True, text=True, timeout=30, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert "Traceback" not in ran.stderr
    found = set(_IMPORTED.findall(ran.stderr))
    assert "belarus_hr.cli.error_handler" in found
    return found


def packages(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


NEEDLESS = {"rich", "pydantic", "pydantic_core", "click", "pygments", "markdown_it", "msgspec"}


@pytest.mark.parametrize("line", READING)
def test_reading_needs_tinydb_and_no_rich(line: str) -> None:
    found = packages(imported(line))
    assert "tinydb" in found
    assert found & NEEDLESS == set()


@pytest.mark.parametrize("line", TALKING)
def test_talking_needs_neither_rich_nor_tinydb(line: str) -> None:
    assert packages(imported(line)) & {*NEEDLESS, "tinydb"} == set()


@pytest.mark.parametrize("line", WRITING)
def test_writing_needs_tinydb_and_no_rich(line: str) -> None:
    found = packages(imported(line))
    assert "tinydb" in found
    assert found & {"rich", "pydantic", "pydantic_core"} == set()


def test_a_table_needs_rich_and_nothing_that_rich_can_do_without() -> None:
    found = packages(imported("list --format table"))
    assert "rich" in found
    assert found & {"pydantic", "pygments", "markdown_it"} == set()


@pytest.mark.parametrize("line", ["list", "recs", "show 97.4", "status upr"])
def test_reading_leaves_what_only_others_need(line: str) -> None:
    found = imported(line)
    others = {"tempfile", "tomllib", "asyncio", "email", "http", "ssl"}
    assert found & others == set()
    ours = (
        "cli.commands.add",
        "cli.commands.edit_form",
        "store.transaction",
        "store.lock",
        "views.screen",
    )
    assert found & {f"belarus_hr.{name}" for name in ours} == set()


@pytest.mark.parametrize("line", [*READING, *WRITING])
def test_what_says_a_failure_is_loaded_before_anything_can_fail(line: str) -> None:
    # Where a disk fails while a store is open, no module can be loaded from it either.
    assert "belarus_hr.cli.messages" in imported(line)


@pytest.mark.parametrize("line", [*READING, *TALKING, *WRITING])
def test_what_imports_exports_and_large_stores_use_stays_unread(line: str) -> None:
    formats = {"python_calamine", "openpyxl", "xlsxwriter", "csv", "zipfile", "xml", "msgspec"}
    found = imported(line)
    assert packages(found) & formats == set()
    assert not [name for name in found if name.startswith("belarus_hr.formats")]


@pytest.mark.parametrize("line", ["--help", "--version", "lsit", "show --help", "show --format"])
def test_talking_needs_nothing_that_works(line: str) -> None:
    talking = (
        "cli",
        "cli.app",
        "cli.error_handler",
        "cli.first_screen",
        "cli.options",
        "cli.option_groups",
        "cli.completion",
        "cli.console",
    )
    talking = (
        *talking,
        "cli.commands",
        "cli.commands.show",
        "cli.process",
        "domain.errors",
        "domain.frozen",
        "domain.reference",
        "domain.text",
    )
    told = ("domain.reference.mechanisms", "domain.reference.vocabulary")
    told = (*told, "domain.text.safe_text", "domain.text.words")
    ours = {name for name in imported(line) if name.startswith("belarus_hr.")}
    known = {f"belarus_hr.{name}" for name in (*talking, *told, "domain")}
    assert ours - known == set()


def test_listing_needs_no_part_of_status() -> None:
    found = imported("list")
    assert (
        found & {"belarus_hr.domain.figures.upr_progress", "belarus_hr.views.status_rows"} == set()
    )


@pytest.mark.parametrize("line", ["list", "recs", "show 97.4", "due", "log"])
def test_a_command_loads_no_other(line: str) -> None:
    # What is loaded by its name does not show in what Python reports of imports.
    code = (
        "import sys; from belarus_hr.cli.error_handler import run; run(sys.argv[1:]); "
        "print(*(m for m in sys.modules if m.startswith('belarus_hr.cli.commands.')))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *line.split()], check=True, capture_output=True, text=True
    )
    name = line.split()[0]
    assert ran.stdout.splitlines()[-1].rstrip("_") == f"belarus_hr.cli.commands.{name}"
