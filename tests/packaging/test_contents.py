"""What is in the packages: the files of the repository, and nothing that lies about among them.

- the wheel holds the package and the dataset, and nothing else
- the sdist holds every file of the repository, so that its tests find what they read
- a store, a table, a note, a secret or an editor's copy left in any folder is in neither
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from belarus_hr import __version__
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("hatchling") is None, reason="needs hatchling"
)

FOLDERS = (".ci", ".github", "belarus_hr", "data", "docs", "tests")
LEFT_OVER = ("hrtrack.json", "notes.txt", "records.csv", ".env", "page.html~", "module.py.orig")
NAME = f"belarus_hr-{__version__}"
ABOUT = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"}


def repository() -> set[str]:
    """Return the files of the repository; of an unpacked sdist, all that it came with."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout.split("\0")
        return {name for name in listed if (ROOT / name).is_file()}
    found = [
        *(path for path in ROOT.iterdir() if path.name != "PKG-INFO"),
        *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*")),
    ]
    return {
        str(path.relative_to(ROOT))
        for path in found
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def files() -> set[str]:
    return repository()


@pytest.fixture(scope="module")
def packed(files: set[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build both packages of a copy in whose folders something was left; return where they are."""
    copy = tmp_path_factory.mktemp("copy")
    for name in files:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy / name)
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
