"""The Python interface, as a program of somebody else meets it in the installed package.

- `consumer.py` and the scripts of docs/python.md pass `mypy --strict` against the wheel
- a key that no record of the kind has, and an id that is no text, do not
- the program does what it says
- all that `__all__` names is there, is on the page, and costs the command line nothing
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import site
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import repository

import belarus_hr
from tests.conftest import ROOT

HERE = Path(__file__).parent
PAGE = (ROOT / "docs" / "python.md").read_text("utf-8")
SCRIPTS = dict(re.findall(r"<!-- file (\S+) -->\n```python\n(.*?)```", PAGE, re.DOTALL))
WRONG = """
from belarus_hr import Document, open_store
from belarus_hr.record_types import Event

event: Event = {"date": "2026", "mechanism": "CAT", "kind": "visit", "titel": "x"}
with open_store() as store:
    store.table("events").remove(doc_ids=[5])
    Document({}, doc_id=5)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment in which the wheel is installed, and what it needs."""
    copy = tmp_path_factory.mktemp("copy")
    wheel = repository.wheel(copy)
    place = copy.parent / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    (packages,) = place.glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(packages)
    (packages / "others.pth").write_text("\n".join(site.getsitepackages()))
    shutil.rmtree(copy)
    return place / "bin" / "python"


def checked(python: Path, *scripts: Path) -> subprocess.CompletedProcess[str]:
    """Run ``mypy --strict`` on scripts, as somebody who has hrtrack as a library."""
    if importlib.util.find_spec("mypy") is None:
        pytest.skip("needs mypy")
    line = [sys.executable, "-m", "mypy", "--strict", "--python-executable", python, *scripts]
    config = ["--config-file", "", "--cache-dir", python.parent / "cache"]
    return subprocess.run(
        [*line, *config], cwd=scripts[0].parent, capture_output=True, text=True, check=False
    )


def test_programs_of_others_pass_the_strict_type_check(installed: Path, tmp_path: Path) -> None:
    shutil.copy(HERE / "consumer.py", tmp_path)
    assert SCRIPTS
    for name, text in SCRIPTS.items():
        (tmp_path / f"page_{name}").write_text(text)
    for script in sorted(tmp_path.glob("*.py")):
        ran = checked(installed, script)
        assert ran.returncode == 0, ran.stdout + ran.stderr
    (tmp_path / "wrong.py").write_text(WRONG)
    said = checked(installed, tmp_path / "wrong.py").stdout
    assert 'Extra key "titel"' in said
    assert len(re.findall("error:", said)) == 3 + ('Missing key "title"' in said), said


def test_the_program_does_what_it_says(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    ran = subprocess.run(
        [installed, HERE / "consumer.py", tmp_path / "own.json"],
        cwd=tmp_path / "elsewhere", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    said = ran.stdout.splitlines()
    assert [line for line in said if "refused" not in line] == [
        "supported: True", "moved: True", "found: True", "True"
    ]  # fmt: skip
    kept, outside = (line for line in said if "refused" in line)
    assert "progress is only added to" in kept
    assert "inside a with" in outside


def test_all_names_are_there_and_on_the_page() -> None:
    for name in belarus_hr.__all__:
        assert getattr(belarus_hr, name).__name__ == name
        assert f"`{name}" in PAGE, name
    with pytest.raises(AttributeError, match="no attribute 'Evnt'"):
        belarus_hr.Evnt  # noqa: B018


def test_a_name_costs_nothing_until_it_is_used() -> None:
    loaded = (
        "import sys, belarus_hr; print(*(n for n in sys.modules if n.startswith('belarus_hr')))"
    )
    ran = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["belarus_hr"]
