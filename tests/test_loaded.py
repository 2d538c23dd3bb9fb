"""A run forked of the loaded program is what the installed program does.

- the same bytes on both streams, and the same exit code: done, usage, no record, damaged store
- environment and folder are those of the run; one run leaves nothing to the next
- a signal ends it; a shell starts it by its name
- a parser of files that is forked writes and ends as one that is started
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import foreign_files
import loaded
import pytest
import un_files
from children import lock_held

from belarus_hr.domain.errors import Rejected
from belarus_hr.formats import spreadsheet, worker
from belarus_hr.formats.un_documents import extract
from belarus_hr.store import Store

Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.mark.parametrize(
    "line",
    ["list -m CAT", "show upr1-97.25", "list -m CATT", "show none", "list --db damaged", ""],
)
def test_it_ends_as_the_installed_program_does(
    executable: Process, forked: Process, line: str
) -> None:
    Path("damaged").write_text("{")
    real, run = executable(*line.split()), forked(*line.split())
    assert (run.returncode, run.stdout, run.stderr) == (real.returncode, real.stdout, real.stderr)


def test_each_run_has_its_environment_and_its_folder(forked: Process, own_world: Path) -> None:
    (own_world / "else").mkdir()
    add = ("add", "Visit", "-m", "CAT", "--date", "2012")
    forked(*add, env={**os.environ, "HRTRACK_DB": "own.json"}, cwd=own_world / "else")
    assert [file.name for file in own_world.rglob("*.json")] == ["own.json"]
    assert b"Visit" not in forked("list").stdout


def test_a_signal_ends_it(own_world: Path) -> None:
    os.mkfifo("never")
    held = os.open("never", os.O_RDWR)
    run = loaded.shared().start(["import", "-"], [held, held, held])
    run.send_signal(signal.SIGTERM)
    assert run.wait(10) == -signal.SIGTERM
    os.close(held)


def test_a_shell_starts_it_by_its_name(own_world: Path) -> None:
    path = f"{loaded.shared().caller(own_world).parent}{os.pathsep}{os.environ['PATH']}"
    script = "echo 97.25 | xargs hrtrack show -F ids; hrtrack show none; echo $?"
    ran = subprocess.run(
        ["sh", "-c", script], env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    assert ran.stdout == "upr1-97.25\n3\n"
    assert "none" in ran.stderr


def test_a_run_that_takes_too_long_is_killed(forked: Process, empty_store: Store) -> None:
    with lock_held(empty_store.path):
        patient = {**os.environ, "HRTRACK_LOCK_TIMEOUT": "60"}
        ran = forked("add", "Visit", "-m", "CAT", "--date", "2012", timeout=0.5, env=patient)
    assert ran.returncode == -signal.SIGKILL


DOCUMENT = un_files.pdf(["Page 1", "Page 2"])
FILES = {
    "pdf": (extract._PARSER, DOCUMENT),
    "cut pdf": (extract._PARSER, DOCUMENT[:200]),
    "docx": (extract._PARSER, un_files.matrix(("6.17 Ratify it", "Noted", "- A", ""))),
    "no docx": (extract._PARSER, un_files.word_of("<x/>")),
    "xlsx": (spreadsheet._PARSER, foreign_files.xlsx([["a", 1.5], ["b", None]])),
    "no xlsx": (spreadsheet._PARSER, b"PK"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_forked_parser_ends_as_one_that_is_started(
    request: pytest.FixtureRequest, name: str
) -> None:
    def ended() -> object:
        try:
            return worker.worker_output(*FILES[name])
        except Rejected as failed:
            return str(failed)

    started = ended()
    request.getfixturevalue("forked_parsers")
    assert ended() == started
    assert isinstance(started, bytes) is (name in ("pdf", "docx", "xlsx"))
