"""What is in the packages: the files of the repository, and nothing that lies about among them.

- the wheel holds the package and the dataset, and nothing else
- the sdist holds every file of the repository, so that its tests find what they read
- the long description has no relative link; with an address the README's lead there
- a store, a table, a note, a secret or an editor's copy left in any folder is in neither
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
import repository

from belarus_hr import __version__
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("hatchling") is None, reason="needs hatchling"
)

LEFT_OVER = ("hrtrack.json", "notes.txt", "records.csv", ".env", "page.html~", "module.py.orig")
NAME = f"belarus_hr-{__version__}"
ABOUT = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"}


@pytest.fixture(scope="module")
def files() -> set[str]:
    return repository.files()


@pytest.fixture(scope="module")
def packed(files: set[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build both packages of a copy in whose folders something was left; return where they are."""
    copy = tmp_path_factory.mktemp("copy")
    repository.copy(files, copy)
    for folder in {(copy / name).parent for name in files}:
        for name in LEFT_OVER:
            (folder / name).write_text("a witness")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist"]
    ended = subprocess.run(build, cwd=copy, check=False, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    return copy / "dist"


def test_the_wheel_holds_the_package_and_the_dataset(files: set[str], packed: Path) -> None:
    with zipfile.ZipFile(packed / f"{NAME}-py3-none-any.whl") as wheel:
        held = set(wheel.namelist())
    package = {name for name in files if name.startswith("belarus_hr/")}
    about = {f"{NAME}.dist-info/{name}" for name in ABOUT}
    assert held == package | {"belarus_hr/data/belarus.json"} | about


def test_the_sdist_holds_every_file_of_the_repository(files: set[str], packed: Path) -> None:
    with tarfile.open(packed / f"{NAME}.tar.gz") as sdist:
        held = {name.removeprefix(f"{NAME}/") for name in sdist.getnames()}
    assert held == files | {"PKG-INFO"}


@pytest.mark.parametrize("address", ["", "https://example.org/files"])
def test_the_long_description_has_no_relative_link(address: str, tmp_path: Path) -> None:
    repository.copy(repository.files(), tmp_path)
    project = tmp_path / "pyproject.toml"
    stated = project.read_text("utf-8").replace('address = ""', f'address = "{address}"')
    project.write_text(stated, "utf-8")
    with zipfile.ZipFile(repository.wheel(tmp_path, copied=True)) as wheel:
        said = wheel.read(f"{NAME}.dist-info/METADATA").decode()
    links = re.findall(r"\]\(([^)]+)\)", said)
    assert [link for link in links if not link.startswith(("https://", "#"))] == []
    readme = (ROOT / "README.md").read_text("utf-8")
    relative = re.findall(r"\]\((?!https://|#)([^)]+)\)", readme)
    wanted = [f"{address}/{path}" for path in relative] if address else []
    assert [link for link in links if link.startswith(address or "none")] == wanted
    assert "## Try it" in said
