"""The bounds of pyproject.toml are versions that were tried, and the cap on typer can be lifted.

- `.ci/run` tries the lowest version of every direct dependency: each has one that is named
- it says whether the newest typer is as fast as the one in use, and never fails for it
"""

from __future__ import annotations

import importlib.util
import subprocess
import tomllib
import venv
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT

CI = ROOT / ".ci"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def module(name: str) -> ModuleType:
    """Return a script of `.ci` as a module."""
    spec = importlib.util.spec_from_file_location(name, CI / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def test_each_dependency_has_a_lowest_version_that_is_tried() -> None:
    asked = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    lowest = [line.split("==") for line in module("lowest").lowest()]
    assert len(lowest) == len(asked)
    for (name, version), line in zip(lowest, asked, strict=True):
        assert line.startswith(f"{name}>={version}")
    assert "python .ci/lowest.py > lowest.txt" in (CI / "run").read_text("utf-8")


@pytest.mark.parametrize(
    ("versions", "seconds", "said"),
    [
        (("0.28.0", "0.29.2"), (0.08, 0.16), "160 ms of processor time with typer 0.29.2, 80 ms"),
        (("0.28.0", "0.29.2"), (0.08, 0.16), "the cap stays"),
        (("0.28.0", "0.30.0"), (0.08, 0.08), "THE CAP IN pyproject.toml CAN GO"),
        (("0.28.0", "0.28.0"), (0.08, 0.08), "is the newest"),
    ],
)
def test_it_is_said_whether_the_cap_can_go(
    versions: tuple[str, str], seconds: tuple[float, float], said: str
) -> None:
    assert said in module("typer_cap").answer(versions, seconds)


def test_where_nothing_can_be_fetched_nothing_is_known_and_nothing_fails(tmp_path: Path) -> None:
    venv.create(tmp_path / "without pip", symlinks=True)
    python = tmp_path / "without pip" / "bin" / "python"
    ran = subprocess.run([python, CI / "typer_cap.py"], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "nothing is known about the cap" in ran.stdout
