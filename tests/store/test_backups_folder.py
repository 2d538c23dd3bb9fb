"""The folder of the backups, which may have come from others.

- it is not followed through a link, nor anything in it; what does not have the exact name of
  a backup, or is no regular file of the store's user, stays as it is
- where none can be kept, a sentence says why, once a command, and the change is made; a backup
  leaves room for two more of its size
- what root keeps there belongs to the store's owner
- reading follows no link either, and takes regular files alone for backups
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from children import OTHER, PLAIN, ROOT, as_plain_user, in_child, plain_users_folder

from belarus_hr.domain.errors import StoreError
from belarus_hr.store import Store, backups, storage
from belarus_hr.store.backup_of_replaced import BackupOfReplaced

Run = Callable[..., Any]
needs_root = pytest.mark.skipif(not ROOT, reason="needs root to be two users")
BACKUP, TEMPORARY = "20260101-120000-000000.json", ".20260101-120000-000000.json.4711.tmp"
ADD = ["add", "Letter", "--mechanism", "CAT", "--date", "2009"]
WITHOUT = "saved, but without a backup of what was before: "


@pytest.fixture
def store(empty_store: Store) -> Store:
    return empty_store


@pytest.fixture
def folder(store: Store) -> Path:
    """The folder of the backups, not there yet."""
    return backups.folder(store.path)


def _letters(path: Path) -> int:
    return sum(id_.startswith("cat-2009") for id_, _ in Store(path).read().ids())


# --- writing -------------------------------------------------------------------


def test_a_link_in_its_place_is_not_followed(
    hrtrack: Run, store: Store, folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "target"
    target.mkdir()
    for name in (".note.tmp", TEMPORARY, BACKUP):
        (target / name).write_text("theirs")
    folder.symlink_to(target)
    said = f"{WITHOUT}{folder}: a symbolic link stands there; move it away\n"
    assert hrtrack(ADD).err == said
    assert sorted(os.listdir(target)) == sorted([".note.tmp", TEMPORARY, BACKUP])
    assert _letters(store.path) == 1
    assert folder.is_symlink()


@pytest.mark.parametrize("make", [Path.touch, os.mkfifo, lambda path: path.symlink_to("nowhere")])
def test_what_is_no_folder_stays_and_is_said(
    hrtrack: Run, store: Store, folder: Path, make: Callable[[Path], None]
) -> None:
    make(folder)
    before = os.lstat(folder)
    assert hrtrack(ADD).err.startswith(f"{WITHOUT}{folder}: a ")
    assert hrtrack(ADD).err.count(WITHOUT) == 1
    assert os.path.samestat(os.lstat(folder), before)
    assert _letters(store.path) == 2


def test_git_s_list_is_not_written_through_a_dangling_link(
    hrtrack: Run, store: Store, folder: Path, tmp_path: Path
) -> None:
    folder.mkdir()
    (folder / ".gitignore").symlink_to(tmp_path / "new")
    hrtrack(ADD)
    assert not (tmp_path / "new").exists()
    assert len(backups.paths(store.path)) == 1


@pytest.mark.parametrize("name", [".note.tmp", f"{TEMPORARY}x", f".{BACKUP}.tmp", "x.json", "note"])
def test_only_what_has_the_exact_name_goes(hrtrack: Run, folder: Path, name: str) -> None:
    folder.mkdir()
    (folder / name).write_text("mine")
    (folder / TEMPORARY).write_text("half a store")
    hrtrack(ADD)
    assert (folder / name).read_text() == "mine"
    assert not (folder / TEMPORARY).exists()


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("nowhere")])
def test_only_regular_files_go_and_count(
    hrtrack: Run, store: Store, folder: Path, make: Callable[[Path], None]
) -> None:
    folder.mkdir()
    many = [f"200001{day:02}-000000-000000.json" for day in range(1, 32)]
    for name in (TEMPORARY, *many):
        make(folder / name)
    hrtrack(ADD)
    assert {TEMPORARY, *many} <= set(os.listdir(folder))
    assert len(backups.paths(store.path)) == 1


@needs_root
def test_files_of_another_user_stay_and_do_not_count(
    hrtrack: Run, store: Store, folder: Path
) -> None:
    folder.mkdir()
    names = [TEMPORARY, *(f"200001{day:02}-000000-000000.json" for day in range(1, 32))]
    for name in names:
        (folder / name).touch()
        os.chown(folder / name, PLAIN, PLAIN)
    hrtrack(ADD)
    assert set(names) <= set(os.listdir(folder))
    assert len(os.listdir(folder)) == len(names) + 2


@needs_root
def test_the_folder_of_another_user_is_not_used(hrtrack: Run, store: Store, folder: Path) -> None:
    folder.mkdir()
    os.chown(folder, PLAIN, PLAIN)
    said = f"{WITHOUT}{folder}: the folder belongs to another user; move it away\n"
    assert hrtrack(ADD).err == said
    assert os.listdir(folder) == []
    assert _letters(store.path) == 1


def _plain_store(place: Path) -> Path:
    """Make a store of the plain user."""
    path = place / "store.json"
    path.write_bytes(storage.file_bytes({}))
    if ROOT:
        os.chown(path, PLAIN, PLAIN)
    return path


@pytest.mark.parametrize(
    ("mode", "owner", "why"),
    [
        (0o500, PLAIN, "Permission denied; hrtrack export --format json -o FILE makes a backup"),
        (0o000, PLAIN, "Permission denied; hrtrack export --format json -o FILE makes a backup"),
        pytest.param(0o700, OTHER, "Permission denied; hrtrack export", marks=needs_root),
        pytest.param(0o777, OTHER, "the folder belongs to another user", marks=needs_root),
    ],
)
def test_a_folder_that_may_not_be_written_is_said(
    hrtrack: Run, mode: int, owner: int, why: str
) -> None:
    with plain_users_folder() as place:
        path = _plain_store(place)
        there = backups.folder(path)
        there.mkdir()
        there.chmod(mode)
        if ROOT:
            os.chown(there, owner, owner)
        said = in_child(lambda: hrtrack([*ADD, "--db", str(path)]).err, first=as_plain_user)
        there.chmod(0o700)
        assert said.startswith(f"{WITHOUT}{there}: {why}")
        assert said.count("\n") == 1
        assert _letters(path) == 1


@needs_root
def test_what_root_keeps_belongs_to_the_store_s_owner(hrtrack: Run) -> None:
    with plain_users_folder() as place:
        path = _plain_store(place)
        hrtrack([*ADD, "--db", str(path)])
        there = backups.folder(path)
        assert {one.lstat().st_uid for one in (there, *there.iterdir())} == {PLAIN}
        lock = path.with_name(path.name + ".lock")
        assert lock.lstat().st_uid == PLAIN
        said = in_child(lambda: hrtrack([*ADD, "--db", str(path)]).err, first=as_plain_user)
        assert "backup" not in said


# --- reading -------------------------------------------------------------------


def test_reading_follows_no_link_to_a_folder(
    hrtrack: Run, store: Store, folder: Path, tmp_path: Path
) -> None:
    hrtrack(ADD)
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    assert backups.paths(store.path) == []
    assert list(backups.contents(store.path)) == []
    assert "there is no backup" in hrtrack("check --store").err


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, None])
def test_reading_takes_regular_files_alone(
    hrtrack: Run,
    store: Store,
    folder: Path,
    tmp_path: Path,
    make: Callable[[Path], None] | None,
) -> None:
    hrtrack(ADD)
    [backup] = backups.paths(store.path)
    newer = folder / "20260102-000000-000000.json"
    if make:
        make(newer)
    else:
        shutil.copy(store.path, tmp_path / "other.json")
        newer.symlink_to(tmp_path / "other.json")
    assert backups.paths(store.path) == [backup]
    assert [path for path, _ in backups.contents(store.path)] == [backup]
    # What others changed is found with the one that is a backup.
    store.path.write_bytes(store.path.read_bytes().replace(b'"Letter"', b'"Lettre"', 1))
    assert backup.name in hrtrack("check --store --fields message", code=7).out


def test_a_folder_that_is_swapped_for_a_link_is_not_followed(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "target").mkdir()
    folder.mkdir()
    now = "2026-01-01T12:00:00+00:00"
    with BackupOfReplaced(store.path, [b"{}"], now, always=True) as backup:
        folder.rename(tmp_path / "moved")
        folder.symlink_to(tmp_path / "target")
        backup.make()
    assert os.listdir(tmp_path / "target") == []
    assert sorted(os.listdir(tmp_path / "moved")) == [".gitignore", BACKUP]


def test_a_backup_leaves_room_for_two_more_of_its_size(tmp_path: Path) -> None:
    with backups.BackupFolder(tmp_path) as opened:
        about = os.statvfs(tmp_path)
        free = about.f_bavail * about.f_frsize
        opened.check_room(int(free * 0.3))
        with pytest.raises(StoreError, match="for the changes to come"):
            opened.check_room(int(free * 0.4))
