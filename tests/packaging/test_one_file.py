"""The program packed into one file (zipapp) answers as the installed one does.

- the dataset answers from within the file, and a store beside it is changed
- a spreadsheet is read by a worker that finds modules where its parent does: in the file, too
- "install python-calamine" is said when that is what is missing, and not of another module

It is packed of what is installed here, so that no index is needed.
"""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
import sys
import zipapp
import zipfile
from pathlib import Path

import foreign_files as made
import pytest
import repository

#: What is written in Python alone; a module of another kind cannot be loaded out of an archive.
PACKED = "typer annotated-doc shellingham rich markdown-it-py mdurl pygments tinydb".split()
PARSER = "python-calamine"


def put(name: str, folder: Path) -> None:
    """Put what is installed of a distribution into a folder, as pip does with --target."""
    try:
        found = importlib.metadata.files(name) or []
    except importlib.metadata.PackageNotFoundError:
        pytest.skip(f"needs {name}")
    for file in found:
        if ".." not in file.parts and "__pycache__" not in file.parts:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(str(file.locate()), folder / file)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program in one file."""
    folder = tmp_path_factory.mktemp("packed")
    with zipfile.ZipFile(repository.wheel(tmp_path_factory.mktemp("copy"))) as wheel:
        wheel.extractall(folder)
    for name in PACKED:
        put(name, folder)
    made_of = folder.with_name("hr.pyz")
    zipapp.create_archive(folder, made_of, main="belarus_hr.cli:main")
    shutil.rmtree(folder)
    return made_of


@pytest.fixture(scope="module")
def parser(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder with the parser of spreadsheets, as shiv and pex unpack it beside the file."""
    folder = tmp_path_factory.mktemp("parser")
    put(PARSER, folder)
    return str(folder)


def run(*command: str | Path, path: str = "") -> subprocess.CompletedProcess[str]:
    """Run a program that finds in its archive and in ``path`` what it needs, and nowhere else."""
    return subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path},
        capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def sheet(own_world: Path) -> str:
    rows = [["date", "mechanism", "kind", "title"], ["2012-05", "CAT", "visit", "Two"]]
    (own_world / "rows.xlsx").write_bytes(made.xlsx(rows))
    return "rows.xlsx"


@pytest.mark.parametrize("line", ["status upr", "list --mechanism CAT", "--help", "show 97.25"])
def test_it_answers_from_the_dataset_within(line: str, archive: Path) -> None:
    here = run(sys.executable, "-m", "belarus_hr", *line.split())
    there = run(sys.executable, "-S", archive, *line.split())
    assert (there.returncode, there.stdout, there.stderr) == (0, here.stdout, here.stderr)


def test_a_store_beside_it_is_changed(archive: Path, own_world: Path) -> None:
    for line in ("mark 97.25 --by self --date 2014", "undo", "log"):
        ran = run(sys.executable, "-S", archive, "--db", "my.json", *line.split())
        assert ran.returncode == 0, ran
    assert len(ran.stdout.splitlines()) == 2
    assert (
        run(sys.executable, "-m", "belarus_hr", "--db", "my.json", "check", "--store").stdout == ""
    )


def test_a_spreadsheet_is_read_where_the_parser_is_on_the_path(
    archive: Path, parser: str, sheet: str
) -> None:
    line = ("--db", "my.json", "import", sheet)
    here = run(sys.executable, "-m", "belarus_hr", *line, "--dry-run")
    there = run(sys.executable, "-S", archive, *line, "--dry-run", path=parser)
    assert (there.returncode, there.stderr) == (0, here.stderr)
    assert "1 would be added" in there.stderr
    assert run(sys.executable, "-S", archive, *line, path=parser).returncode == 0


def test_what_is_missing_is_named(archive: Path, sheet: str, own_world: Path) -> None:
    line = (sys.executable, "-S", archive, "import", sheet, "--dry-run")
    refused = run(*line)
    assert (refused.returncode, refused.stdout) == (5, "")
    assert "pip install python-calamine" in refused.stderr
    (own_world / "broken" / "python_calamine").mkdir(parents=True)
    (own_world / "broken" / "python_calamine" / "__init__.py").write_text("import a_part_of_it")
    refused = run(*line, path=str(own_world / "broken"))
    assert (refused.returncode, refused.stdout) == (5, "")
    assert "No module named 'a_part_of_it'" in refused.stderr
    assert "pip install" not in refused.stderr
