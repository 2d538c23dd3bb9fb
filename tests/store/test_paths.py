"""Where the dataset and the user's store are.

The dataset of a checkout lies beside the package, that of an installed package
inside it, which is preferred. The user's own store is in XDG_DATA_HOME when that
is an absolute path, else under the home folder; without one, the sentence says
what to do.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from belarus_hr.domain.errors import StoreError
from belarus_hr.store import Store, paths

PACKAGE = Path(paths.__file__).parent.parent


def test_the_dataset_of_a_checkout_lies_beside_the_package() -> None:
    assert paths.dataset() == PACKAGE.parent / "data" / "belarus.json"
    assert len(list(Store(paths.dataset()).read().ids())) >= 93


@pytest.mark.parametrize(
    ("shipped", "found"),
    [
        (["belarus_hr/data"], "belarus_hr/data"),
        (["data"], "data"),
        (["belarus_hr/data", "data"], "belarus_hr/data"),
    ],
)
def test_the_dataset_inside_an_installed_package_is_preferred(
    shipped: list[str], found: str, tmp_path: Path
) -> None:
    shutil.copytree(PACKAGE, tmp_path / "belarus_hr", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in shipped:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "belarus.json").touch()
    code = "from belarus_hr.store import paths; print(paths.dataset())"
    elsewhere = {**os.environ, "PYTHONPATH": str(tmp_path)}
    said = subprocess.check_output([sys.executable, "-c", code], env=elsewhere, text=True)
    assert said.strip() == str(tmp_path / found / "belarus.json")


def test_a_dataset_that_is_missing_is_a_sentence_that_names_it(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "belarus_hr", ignore=shutil.ignore_patterns("__pycache__"))
    ran = subprocess.run(
        [sys.executable, "-m", "belarus_hr", "list"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    missing = tmp_path / "data" / "belarus.json"
    assert (ran.returncode, ran.stdout) == (4, "")
    assert ran.stderr.strip().endswith(f"the shipped dataset is missing: {missing}")


def test_the_own_store_is_in_the_users_data_folder(tmp_path: Path) -> None:
    found = paths.own_store({"XDG_DATA_HOME": str(tmp_path), "HOME": "/home/alena"})
    assert found == tmp_path / "hrtrack" / "hrtrack.json"


@pytest.mark.parametrize("data", [None, "", "data", "./data", "~/data"])
def test_a_data_folder_that_is_not_absolute_does_not_count(
    data: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/alena")
    environ = {"HOME": "/home/alena", **({} if data is None else {"XDG_DATA_HOME": data})}
    assert paths.own_store(environ) == Path("/home/alena/.local/share/hrtrack/hrtrack.json")


def test_the_home_folder_is_that_of_the_environment_given() -> None:
    found = paths.own_store({"HOME": "/home/alena"})
    assert found == Path("/home/alena/.local/share/hrtrack/hrtrack.json")


def test_without_a_home_in_the_environment_it_is_that_of_the_users_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("HOME")
    home = Path(pwd.getpwuid(os.getuid()).pw_dir)
    assert paths.own_store({}) == home / ".local" / "share" / "hrtrack" / "hrtrack.json"


def test_a_home_that_is_no_absolute_path_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "alena")
    with pytest.raises(StoreError) as refused:
        paths.own_store({"HOME": "alena"})
    assert str(refused.value) == "no home folder to keep the store in"


def test_an_empty_home_is_none_and_never_the_root_of_the_disk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", "")
    with pytest.raises(StoreError, match="no home folder"):
        paths.own_store({"HOME": ""})


def test_looking_for_the_own_store_makes_nothing(own_world: Path) -> None:
    paths.own_store(os.environ)
    assert list(own_world.iterdir()) == []
