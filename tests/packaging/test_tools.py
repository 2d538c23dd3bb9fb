"""What editors and hooks are told is what holds.

- each file is as .editorconfig says: UTF-8, lines that end in LF, the last one too, no tabs
- each hook of .pre-commit-config.yaml is a line of .ci/run, from the environment of the README;
  none is fetched from anywhere
- the line length for editors is that of ruff
"""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.conftest import ROOT

EDITORS = (ROOT / ".editorconfig").read_text("utf-8")
HOOKS = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
CHECKS = (ROOT / ".ci" / "run").read_text("utf-8")
KINDS = {".py", ".md", ".css", ".js", ".jinja", ".toml", ".yaml", ".cff"}
FOLDERS = ("belarus_hr", "data", "docs", "tests")
#: Written by a program to the byte, and excepted in .editorconfig by name.
EXCEPTED = re.findall(r"[\w/*-]+\.\w+(?=[,}])", EDITORS)
FILES = [
    path
    for path in [*ROOT.iterdir(), *(p for name in FOLDERS for p in (ROOT / name).rglob("*"))]
    if path.suffix in KINDS
]


def test_each_file_is_as_editors_are_told() -> None:
    assert {path.suffix for path in FILES} == KINDS
    for path in FILES:
        text = path.read_bytes().decode("utf-8")
        assert text.endswith("\n") or not text, path
        assert "\r" not in text, path
        assert not re.search(r"^ *\t", text, re.MULTILINE), path


def test_files_that_are_excepted_are_there() -> None:
    assert EXCEPTED
    for name in EXCEPTED:
        assert list(ROOT.glob(name)), name


def test_the_line_length_for_editors_is_that_of_ruff() -> None:
    ruff = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]
    assert f"max_line_length = {ruff['line-length']}\n" in EDITORS


@pytest.mark.parametrize("hook", re.findall(r"entry: (.+)", HOOKS))
def test_each_hook_is_a_check_that_a_change_must_pass(hook: str) -> None:
    assert re.search(rf"run '{re.escape(hook)}( \.)?'", CHECKS)


def test_hooks_are_fetched_from_nowhere() -> None:
    assert set(re.findall(r"repo: (\S+)", HOOKS)) == {"local"}
    assert "//" not in HOOKS
