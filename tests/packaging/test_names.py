"""The program says the same by whatever name it is started.

- `python -m belarus_hr` is `hrtrack`: answers, help, errors and exit codes
- so is `belarus-hr`, which runners look for because the package is called so
- every name that is installed starts the same function
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Callable

import pytest

from tests.conftest import ROOT, Run

Execute = Callable[..., "subprocess.CompletedProcess[bytes]"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
#: What an installed script does, started by another name.
BY_ANOTHER_NAME = "import sys; sys.argv[0] = 'belarus-hr'; from belarus_hr.cli import main; main()"
LINES = [
    "--help", "", "--version", "list --help", "show 97.25", "lst", "list --limit x", "show no",
    "list --lmit 3", "show", "import", "import --help", "mark 97.25 --as x", "--db",
    "nix --help", "list --db a.json --db b.json", "repair",
]  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_the_program_says_the_same_by_any_name(
    line: str, hrtrack: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    for name in ("hrtrack", "belarus-hr", str(ROOT / "belarus_hr" / "__main__.py")):
        monkeypatch.setattr(sys, "argv", [name, *line.split()])
        said.append(hrtrack(line, code=None))
    assert said == [said[0]] * 3
    assert said[0].out or said[0].err
    assert "belarus" not in (said[0].out + said[0].err).split("\n")[0]


@pytest.mark.parametrize(
    "start", [("-m", "belarus_hr"), ("-c", BY_ANOTHER_NAME)], ids=lambda s: s[0]
)
@pytest.mark.parametrize("line", ["list --help", "lst", "show no"])
def test_so_does_a_process_that_is_started_so(
    start: tuple[str, str], line: str, forked: Execute
) -> None:
    named = forked(*line.split())
    other = subprocess.run(
        [sys.executable, *start, *line.split()],
        capture_output=True, stdin=subprocess.DEVNULL, timeout=30, check=False,
    )  # fmt: skip
    assert (other.returncode, other.stdout, other.stderr) == (
        named.returncode, named.stdout, named.stderr,
    )  # fmt: skip


def test_the_name_of_the_package_starts_the_program() -> None:
    assert PROJECT["name"] in PROJECT["scripts"]
    assert set(PROJECT["scripts"].values()) == {"belarus_hr.cli:main"}
