"""What people are asked when they report or send something can be answered.

- each command and each file that a template names is there
- each template says what it is for, and every one in which records may stand warns of that first
- `.ci/run` and the changelog are asked for, as CONTRIBUTING does
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from belarus_hr.cli.app import COMMANDS
from tests.conftest import ROOT, Run

ISSUES = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.md"))
CHANGE = ROOT / ".github" / "PULL_REQUEST_TEMPLATE.md"


@pytest.mark.parametrize("page", [*ISSUES, CHANGE], ids=lambda page: page.stem)
def test_what_a_template_names_is_there(page: Path, hrtrack: Run) -> None:
    text = page.read_text("utf-8")
    for line in re.findall(r"`hrtrack ([^`]+)`", text):
        assert line.split()[0] in {*COMMANDS, "-VV"}
        hrtrack(line)
    for name in re.findall(r"(?<![\w/.])(?:[\w.]+/)*(?:[\w]+\.md|\.ci/run)", text):
        assert (ROOT / name).is_file(), name


@pytest.mark.parametrize("page", ISSUES, ids=lambda page: page.stem)
def test_each_template_says_what_it_is_for(page: Path) -> None:
    head = re.match(r"---\nname: \S.+\nabout: \S.+\n---\n\n", page.read_text("utf-8"))
    assert head
    if "record" in page.read_text("utf-8").lower():
        assert page.read_text("utf-8")[head.end() :].startswith("<!-- Everybody can read this.")


def test_a_change_is_asked_for_what_contributing_asks() -> None:
    asked, told = (path.read_text("utf-8") for path in (CHANGE, ROOT / "CONTRIBUTING.md"))
    for name in (".ci/run", "CHANGELOG.md"):
        assert f"`{name}`" in asked
        assert f"`{name}`" in told
