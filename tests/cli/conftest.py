"""A repository that a team shares, and a store in which others have spoken."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from branches import FILE, ID, Git, store_of
from own_records import event, fill, recommendation, record

from belarus_hr.store import Store


@pytest.fixture
def git(own_world: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A repository with a store in it and the driver installed by the documented line."""
    if shutil.which("git") is None:
        pytest.skip("needs git")
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


@pytest.fixture
def assessed(own_store: Path) -> Store:
    """A store in which two assessors have spoken, differently."""
    store = Store(own_store, make_folder=True)
    fill(
        store,
        record("assessment", "a1", recommendation="upr1-97.1", assessor="un", status="partly"),
        record("assessment", "a2", recommendation="upr1-97.2", assessor="un"),
        record("assessment", "a3", recommendation="upr1-97.1", status="not-implemented"),
        record("assessment", "a4", recommendation="upr1-97.3", assessor="un", date="2019"),
    )
    return store
