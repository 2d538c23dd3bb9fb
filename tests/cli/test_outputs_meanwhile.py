"""What becomes of an output's place while the command runs, and of the rights of what it replaces.

- a link that is changed to lead to the store is not followed; where the place itself has become the
  store, nothing is written
- a file that is replaced keeps owner, group, mode and access list
- what has the form of a temporary file of another output is nobody's to remove
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from belarus_hr.domain.records.kinds import EVENT
from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run

PROGRAM = str(Path(sys.executable).with_name("hrtrack"))
ROW = b'{"record": "event", "mechanism": "CAT", "date": "2010", "kind": "visit", "title": "x"}'


@pytest.fixture
def store(hrtrack: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store in the working folder, which the commands use."""
    monkeypatch.setenv("HRTRACK_DB", "store.json")
    hrtrack("mark 97.5")
    return Path("store.json").absolute()


@pytest.mark.parametrize("was_link", [True, False])
def test_a_place_that_becomes_a_link_to_the_store_is_not_followed(
    store: Path, was_link: bool
) -> None:
    Path("plain").write_text("x")
    if was_link:
        os.symlink("plain", "report")
    else:
        Path("report").write_text("x")
    line = [PROGRAM, "import", "-", "--report", "report", "--force"]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdin is not None
        running.stdin.write(b" " * 100_000)  # More than a pipe holds: by now it reads.
        os.symlink(store, "swapped")
        os.replace("swapped", "report")
        running.communicate(ROW)
    assert running.returncode == 0
    assert "x" in [record["title"] for record in Store(store).read().of(EVENT).values()]
    assert store.read_bytes().startswith(b'{"meta"')


def test_a_place_that_becomes_the_store_itself_is_not_written(store: Path) -> None:
    line = [PROGRAM, "import", "-", "--dry-run", "--report", "report", "--force"]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdin is not None
        running.stdin.write(b" " * 100_000)
        os.link(store, "report")
        _, said = running.communicate(ROW)
    assert running.returncode == 2
    assert b"is the store itself" in said
    assert store.read_bytes().startswith(b'{"meta"')


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setfacl"), reason="needs root, setfacl")
@pytest.mark.parametrize(
    "line", ["export --format json", "export --format csv --what events", "merge other.json"]
)
def test_a_file_that_is_replaced_keeps_its_rights(store: Path, hrtrack: Run, line: str) -> None:
    shutil.copy(store, "other.json")
    Path("out").write_text("x")
    os.chmod("out", 0o600)
    os.chown("out", 1234, 12345)
    subprocess.run(["setfacl", "-m", "u:1235:rw", "out"], check=True)
    subprocess.run(["setfacl", "-d", "-m", "u:65534:rw", "."], check=True)
    before = _rights("out")
    hrtrack(f"{line} -o out --force")
    assert _rights("out") == before
    assert Path("out").read_text("utf-8") != "x"


def _rights(path: str) -> str:
    ended = subprocess.run(["getfacl", "-n", path], check=True, capture_output=True, text=True)
    return ended.stdout


def test_a_file_with_the_name_of_a_temporary_one_of_another_output_stays(
    hrtrack: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.move(store, ".out.5.tmp")
    monkeypatch.setenv("HRTRACK_DB", ".out.5.tmp")
    hrtrack("log --archive out")
    assert Path(".out.5.tmp").exists()
    assert Path("out").exists()


def test_what_a_killed_writer_left_can_become_the_store(hrtrack: Run, store: Path) -> None:
    content = store.read_bytes()
    store.unlink()
    Path(".store.json.5.tmp").write_bytes(content)
    hrtrack("import .store.json.5.tmp")
    assert (store.read_bytes(), Path(".store.json.5.tmp").read_bytes()) == (content, content)
