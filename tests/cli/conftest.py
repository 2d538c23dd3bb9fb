"""A repository that a team shares."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from branches import FILE, ID, Git, store_of
from own_records import event, fill, recommendation


@pytest.fixture
def git(own_world: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A repository with a store in it and the driver installed by the documented line."""
    script = str(Path(sys.executable).parent)
    monkeypatch.setenv("PATH", f"{script}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "somebody@example.org")
    folder = own_world / "shared"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HRTRACK_DB", str(folder / FILE))

    def run(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        ended = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
        assert ended.returncode == code, (arguments, ended.stdout, ended.stderr)
        return ended

    run("init", "-q", "-b", "main")
    page = Path(__file__).parents[2] / "docs" / "merging.md"
    (line,) = (
        found for found in page.read_text("utf-8").split("\n") if ".gitattributes &&" in found
    )
    subprocess.run(["sh", "-c", line.removeprefix("$ ")], check=True)
    Path(".gitignore").write_text("*.lock\n")
    fill(
        store_of(FILE),
        event(ID),
        *(recommendation(f"97.{number}") for number in range(1, 13)),
    )
    run("add", ".")
    run("commit", "-qm", "Start")
    return run
