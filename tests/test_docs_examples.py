"""The examples of the README and of docs/ are what the program does.

- each session of a page is run by bash with the program, and its output compared
- a page shows no command that is not run, but for the few that name why
- every command of the program is in an example
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import loaded
import pytest

from belarus_hr.cli.app import COMMANDS
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "docs"))
import examples

#: Blocks that a shell would run and that are not run here; .ci/run runs the first two, and
#: tests/packaging/test_releasing.py those of a release, apart from what installs.
NOT_RUN_HERE = {"try", "test", "benchmark", "tag", "build", "install", "sign", "verify"}


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", examples.PAGES, ids=name)
def test_the_examples_of_a_page_show_what_the_program_shows(page: Path, tmp_path: Path) -> None:
    text = page.read_text("utf-8")
    for tool in ("git", "jq", "sqlite3"):
        if re.search(rf"^\$ .*\b{tool} ", text, re.MULTILINE) and shutil.which(tool) is None:
            pytest.skip(f"an example needs {tool}")
    home = tmp_path / "reader"
    home.mkdir()
    assert examples.rewritten(text, home, loaded.shared().caller(tmp_path)) == text


@pytest.mark.parametrize("page", examples.PAGES, ids=name)
def test_no_page_shows_a_command_that_is_not_run(page: Path) -> None:
    for mark, language, text in examples.BLOCK.findall(page.read_text("utf-8")):
        if page.name != "reference.md" and not mark.startswith("file "):
            assert language in {"console", "text", "diff"} or mark in NOT_RUN_HERE, text


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_an_example(command: str) -> None:
    pages = "".join(page.read_text("utf-8") for page in examples.PAGES)
    asked = re.search(rf"^\$ (.*[ (])?hrtrack (--db \S+ )?{command}\b", pages, re.MULTILINE)
    assert asked, f"no page has an example: a block console with $ hrtrack {command}"


@pytest.mark.parametrize(
    ("written", "shown", "holds"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n", "a\nb\n", False),
        ("a\n…\nz\n", "a\nb\nc\nz\n", True),
        ("a\n…\nz\n", "a\nb\nc\ny\n", False),
        ("started: …json\n", "started: ~/x.json\n", True),
        ("started: …json\n", "started: ~/x\n.json\n", False),
        ("…\n", "", True),
    ],
)
def test_what_is_left_out_is_left_out_where_the_page_says_so(
    written: str, shown: str, holds: bool
) -> None:
    assert examples.holds(written, shown) is holds
