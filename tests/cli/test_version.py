"""``--version``: what a script reads, and with ``-VV`` what a report of something wrong needs.

- ``--version`` and ``-V`` are one line, also before and after ``--db``
- ``-VV`` adds Python, the system, the schema of stores and each library, a line each, and reads no
  store; the template for reports asks for it
"""

from __future__ import annotations

import importlib.metadata
import platform
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from belarus_hr import __version__
from belarus_hr.store.layout import SCHEMA
from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.conftest import Run


@pytest.mark.parametrize("line", ["--version", "-V", "--db x.json -V", "-V list"])
def test_the_version_is_a_line(line: str, hrtrack: Run) -> None:
    assert hrtrack(line).out == f"hrtrack {__version__}\n"


@pytest.mark.parametrize("line", ["-VV", "--version --version", "-V -V --db x.json"])
def test_twice_it_says_what_a_report_needs(line: str, hrtrack: Run) -> None:
    Path("x.json").write_text("no store")
    version, python, schema, *libraries = hrtrack(line).lines
    assert version == f"hrtrack {__version__}"
    assert python.startswith(f"{platform.python_implementation()} {platform.python_version()} on ")
    assert schema == f"stores of schema {SCHEMA}"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert len(libraries) == len(project["dependencies"])
    assert f"typer {importlib.metadata.version('typer')}" in libraries


def test_the_template_for_reports_asks_for_it() -> None:
    template = (ROOT / ".github" / "ISSUE_TEMPLATE" / "bug.md").read_text("utf-8")
    assert "`hrtrack -VV`" in template
