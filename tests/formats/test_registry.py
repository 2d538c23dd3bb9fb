"""A new format to import is one file and one line.

- it is recognised and read, its bad rows are problems, its records are found a second time
- --from takes its name; the help lists it, and so does the sentence on what is not read
- of several files of several formats each is read, and verdicts beside annotations break nothing
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import foreign_files as made
import pytest

import belarus_hr
from belarus_hr.formats import registry

PROGRAM = """
from belarus_hr.formats import registry
registry.FORMATS = (("notes", "bureau_notes"), *registry.FORMATS)
from belarus_hr.cli import main
main()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file of notes, and one that nobody reads."""
    (tmp_path / "notes.csv").write_text("Day,What happened\n2009-11,A visit\n2010-01,\n")
    (tmp_path / "page.rtf").write_bytes(b"{\\rtf1")
    return tmp_path


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    places = os.pathsep.join(
        (str(Path(__file__).parent), str(Path(belarus_hr.__file__).parent.parent))
    )
    environ = {**os.environ, "PYTHONPATH": places, "HRTRACK_DB": "own.json"}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, "import", *words],
        env=environ, cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_file_of_a_new_format_is_recognised_and_read(folder: Path) -> None:
    ran = run(folder, "notes.csv", "--keep-going")
    assert (ran.returncode, ran.stdout) == (5, "ohchr-2009-11-visit-2\n")
    assert "notes.csv (the bureau's notes, table): 2 rows: 1 added" in ran.stderr
    assert 'row 3: What happened "": is empty' in ran.stderr
    assert "1 unchanged" in run(folder, "notes.csv", "--keep-going", "--from", "notes").stderr


def test_help_and_errors_list_a_new_format(folder: Path) -> None:
    listed = " ".join(run(folder, "--help").stdout.split())
    assert ", ".join(["notes", *registry.names()]) in listed
    assert "read are the bureau's notes, the UN's reports" in run(folder, "page.rtf").stderr
    assert "known: notes, un-document" in run(folder, "notes.csv", "--from", "x").stderr


def test_verdicts_and_annotations_may_come_together(folder: Path) -> None:
    verdict = {"record": "assessment", "recommendation": "upr1-97.4", "assessor": "un"}
    verdict |= {"status": "partly", "date": "2014"}
    (folder / "verdicts.json").write_text(json.dumps([verdict]))
    (folder / "uhri.json").write_bytes(made.uhri_json(made.annotation()))
    assert run(folder, "verdicts.json", "uhri.json").returncode == 0
