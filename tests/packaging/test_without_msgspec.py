"""Where msgspec has no wheel it is not installed, and the standard library reads large stores.

- every question has the same answer without it, to the byte
- every change leaves the same records without it, and what one has written the other reads
- pyproject.toml asks for it on the Pythons that are named there, and on no later one
"""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest
from lack import NOTHING, loads, run

from belarus_hr.store import layout, storage
from tests.conftest import ROOT

QUESTIONS = [
    "list --mechanism CAT --format json",
    "list --text 47 --format tsv",
    "recs --cycle 1 --format ndjson",
    "show event-7 97.25",
    "status upr --format json",
    "status",
    "due --as-of 2010-01",
    "check --severity warning --format json",
    "check --store",
    "export --what events --format csv",
    "log --format json",
]
CHANGES = [
    "add Visit --mechanism CAT --date 2026-01 --kind visit",
    "mark 97.25 --by self --date 2026",
    "edit event-7 --note x",
    "delete event-8 --yes",
    "import rows.csv",
    "undo",
]


OWN = {"HRTRACK_DB": "large.json"}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store whose events are read by the library for large tables, where it is."""
    folder = tmp_path_factory.mktemp("large")
    start = "mark 97.25 --by self --date 2014"
    assert run([start], NOTHING, folder, **OWN)[start].returncode == 0
    path = folder / "large.json"
    tables = storage.load(path.read_bytes(), "large", own=True).tables
    events = {
        f"event-{number}": {
            "date": "2012-05", "mechanism": "SP", "kind": "visit", "title": f"Visit {number}",
            "note": "Нататка. " * 70,
        }
        for number in range(1000)
    }  # fmt: skip
    path.write_bytes(storage.file_bytes({**tables, "events": {**tables["events"], **events}}))
    assert path.stat().st_size > layout.LARGE
    (folder / "rows.csv").write_text("date,mechanism,kind,title\n2012-05,CAT,visit,Two\n")
    return folder


def test_it_is_loaded_where_it_is(large: Path) -> None:
    """Else the other tests would compare a thing with itself."""
    listing = "list --mechanism CAT"
    assert "belarus_hr.store.large" in loads(listing, NOTHING, large, **OWN)
    assert "msgspec/" not in loads(listing, "msgspec", large, **OWN)


def test_each_question_has_the_same_answer(large: Path) -> None:
    here, there = (run(QUESTIONS, how, large, **OWN) for how in (NOTHING, "msgspec"))
    for line in QUESTIONS:
        assert here[line].stdout or line == "check --store"
        assert (line, there[line]) == (line, here[line])


def test_each_change_leaves_the_same_records(large: Path, own_world: Path) -> None:
    left = {}
    backup = "export --what all --format json"
    for how, other in ((NOTHING, "msgspec"), ("msgspec", NOTHING)):
        folder = shutil.copytree(large, own_world / (how or "here"))
        for ran in run(CHANGES, how, folder, **OWN).values():
            assert ran.returncode == 0, ran
        read = run([backup], other, folder, **OWN)[backup]
        assert read.returncode == 0, read
        left[how] = re.sub(r'"[0-9T:.-]+\+00:00"', '"now"', read.stdout)
    assert left["msgspec"] == left[NOTHING]
    assert len(json.loads(left[NOTHING])) > 1000


def test_it_is_asked_for_on_the_pythons_that_are_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (asked,) = [line for line in project["dependencies"] if line.startswith("msgspec")]
    minors = re.findall(r"Python :: 3\.(\d+)", " ".join(project["classifiers"]))
    newest = max(map(int, minors))
    assert f"python_version < '3.{newest + 1}'" in asked
    assert "platform_python_implementation == 'CPython'" in asked
