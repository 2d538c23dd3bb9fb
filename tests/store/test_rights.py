"""Who may read and write a store after a change: those who might before, and nobody else.

- the owner, and root, keep owner, group, mode and access list exactly; what a folder gives each
  new file is taken away again, also where that would open a store that was closed
- another attribute that may not be set does not keep the others back; what the system says of
  the old content is not copied
- another writer: refused with an access list, and where the owner is not one of the group; done
  by members of a group that may what the owner may
- refused: exit 4, before anything is made, and the sentence says what works instead
- the lock is open to those who may write the store; what is not ours, or has another name, is
  left as it is
"""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from children import OTHER, ROOT, in_child

from belarus_hr.domain.records.kinds import EVENT
from belarus_hr.store import Store, disk, replacement, storage

VISIT = {"date": "2009-05", "mechanism": "SP", "kind": "visit", "title": "Visit on trafficking"}
HAVE_ACL = bool(shutil.which("setfacl") and shutil.which("getfacl"))

pytestmark = pytest.mark.skipif(not ROOT, reason="takes two users")
needs_acl = pytest.mark.skipif(not HAVE_ACL, reason="needs setfacl and getfacl")


def _colleagues() -> tuple[int, int, int]:
    """Return two users that the system knows, and the group that both are in."""
    users: dict[int, list[int]] = {}
    for one in pwd.getpwall():
        if one.pw_uid and one.pw_gid:
            users.setdefault(one.pw_gid, []).append(one.pw_uid)
    for gid, uids in users.items():
        if len(uids) > 1:
            return uids[0], uids[1], gid
    return pytest.skip("the system knows no two users of one group")


@pytest.fixture
def two() -> tuple[int, int, int]:
    """Two users and a group of theirs."""
    return _colleagues()


@pytest.fixture
def shared(two: tuple[int, int, int]) -> Iterator[Path]:
    """A folder that the first of them owns and both may write in."""
    with tempfile.TemporaryDirectory() as name:
        os.chown(name, two[0], two[2])
        Path(name).chmod(0o2770)
        yield Path(name).resolve()


def _store(folder: Path, mode: int, uid: int, gid: int) -> Path:
    path = folder / "store.json"
    path.write_bytes(storage.file_bytes({}))
    os.chown(path, uid, gid)
    path.chmod(mode)
    return path


def _setfacl(*arguments: str | Path) -> None:
    ran = subprocess.run(["setfacl", *arguments], check=False, capture_output=True)
    if ran.returncode:
        pytest.skip(f"no access lists here: {ran.stderr.decode()}")


def _getfacl(path: Path) -> str:
    """Return owner, group, mode and access list of a file."""
    line = ["getfacl", "--absolute-names", "--numeric", path]
    return subprocess.run(line, check=True, capture_output=True, text=True).stdout


def _rights(path: Path) -> tuple[int, int, int]:
    about = path.stat()
    return about.st_uid, about.st_gid, stat.S_IMODE(about.st_mode)


def _become(uid: int, gid: int, *more: int) -> None:
    os.setgroups(list(more))
    os.setgid(gid)
    os.setuid(uid)


def _add(path: Path, id_: str = "sp-2009-05-visit") -> str:
    with Store(path).change() as change:
        change.put(EVENT, id_, VISIT)
    return "added"


def _added_by(uid: int, gid: int, path: Path, *more: int, id_: str = "sp-2009-05-visit") -> str:
    Store(path).preload()
    return in_child(partial(_add, path, id_), first=partial(_become, uid, gid, *more))


def _is_refused(said: str, path: Path, what: str) -> None:
    assert said == (
        f"cannot write {path}: its {what} cannot be kept, so others could read or write it more or "
        "less than before; nothing was changed. Keep a store of your own, and exchange it by git "
        "or hrtrack merge"
    )


# --- the owner, and root -----------------------------------------------------------


@needs_acl
@pytest.mark.parametrize("writer", ["owner", "root"])
@pytest.mark.parametrize(
    "entries",
    [f"u:{OTHER}:rw", f"u:{OTHER}:r,g:{OTHER}:rw", f"u:{OTHER}:rw,m::r", f"u:{OTHER}:rw,m::-"],
    ids=["one user", "a user and a group", "closed by a mask", "closed"],
)
def test_an_access_list_is_kept_exactly(
    entries: str, writer: str, two: tuple[int, int, int], shared: Path
) -> None:
    path = _store(shared, 0o640, two[0], two[2])
    _setfacl("-m", entries, path)
    before = _getfacl(path)
    assert _added_by(two[0] if writer == "owner" else 0, two[2], path) == "added"
    assert _getfacl(path) == before


@needs_acl
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o660, 0o604])
def test_what_a_folder_gives_each_new_file_a_store_does_not_get(
    mode: int, two: tuple[int, int, int], shared: Path
) -> None:
    path = _store(shared, mode, two[0], two[2])
    _setfacl("-d", "-m", f"u:{OTHER}:rwx,g::rwx,o::rwx", shared)
    before = _getfacl(path)
    assert _added_by(two[0], two[2], path) == "added"
    assert _getfacl(path) == before
    assert "Permission denied" in in_child(
        partial(disk.read_file, path), first=partial(_become, OTHER, OTHER)
    )


@needs_acl
def test_a_store_that_got_a_list_from_its_folder_keeps_it(
    two: tuple[int, int, int], shared: Path
) -> None:
    _setfacl("-d", "-m", f"u:{OTHER}:rw", shared)
    path = _store(shared, 0o640, two[0], two[2])
    before = _getfacl(path)
    assert str(OTHER) in before
    assert _added_by(two[0], two[2], path) == "added"
    assert _getfacl(path) == before


def test_a_group_that_cannot_be_given_is_refused(two: tuple[int, int, int], shared: Path) -> None:
    path = _store(shared, 0o640, two[0], OTHER)
    before = path.read_bytes()
    _is_refused(_added_by(two[0], two[2], path), path, "group")
    assert (path.read_bytes(), _rights(path)) == (before, (two[0], OTHER, 0o640))
    assert os.listdir(shared) == ["store.json"]


@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_a_group_that_makes_no_difference_need_not_be_given(
    mode: int, two: tuple[int, int, int], shared: Path
) -> None:
    path = _store(shared, mode, two[0], OTHER)
    assert _added_by(two[0], two[2], path) == "added"
    assert _rights(path) == (two[0], two[2], mode)


def test_attributes_are_copied_each_by_itself(
    two: tuple[int, int, int], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _store(shared, 0o600, two[0], two[2])
    try:
        for name in ("user.a", "user.z", "security.ima", "security.odd"):
            os.setxattr(path, name, b"Geneva")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    set_ = os.setxattr

    def setxattr(file: int, name: str, value: bytes) -> None:
        if name == "user.a":
            raise PermissionError
        set_(file, name, value)

    monkeypatch.setattr(os, "setxattr", setxattr)
    replacement.replace_store(path, [b"new"])
    assert sorted(os.listxattr(path)) == ["security.odd", "user.z"]


# --- another writer ------------------------------------------------------------------


@needs_acl
def test_a_writer_by_an_access_list_is_refused_and_told_what_works(
    two: tuple[int, int, int], shared: Path
) -> None:
    path = _store(shared, 0o660, two[0], two[2])
    _setfacl("-m", f"u:{OTHER}:rw", path)
    _setfacl("-m", f"u:{OTHER}:rwx", shared)
    before = path.read_bytes(), _getfacl(path)
    _is_refused(_added_by(OTHER, OTHER, path), path, "owner")
    _is_refused(_added_by(two[1], two[2], path), path, "owner")
    assert (path.read_bytes(), _getfacl(path)) == before
    assert os.listdir(shared) == ["store.json"]


def test_members_of_a_group_write_in_turn(two: tuple[int, int, int], shared: Path) -> None:
    path = _store(shared, 0o660, two[0], two[2])
    for number, uid in enumerate((two[1], two[0], two[1])):
        assert _added_by(uid, two[2], path, id_=f"sp-{number}") == "added"
        assert _rights(path) == (uid, two[2], 0o660)
        assert _rights(path.with_name("store.json.lock"))[1:] == (two[2], 0o660)


def test_a_member_by_a_second_group_writes_too(two: tuple[int, int, int], shared: Path) -> None:
    path = _store(shared, 0o660, two[0], two[2])
    shared.chmod(0o770)  # a new file gets the writer's first group
    assert _added_by(OTHER, OTHER, path, two[2]) == "added"
    assert _rights(path) == (OTHER, two[2], 0o660)
    lock = path.with_name("store.json.lock")
    assert _rights(lock) == (OTHER, two[2], 0o660)


@needs_acl
def test_a_member_s_store_gets_nothing_from_its_folder(
    two: tuple[int, int, int], shared: Path
) -> None:
    path = _store(shared, 0o660, two[0], two[2])
    _setfacl("-d", "-m", f"u:{OTHER}:rwx", shared)
    assert _added_by(two[1], two[2], path) == "added"
    for one in (path, path.with_name("store.json.lock")):
        assert str(OTHER) not in _getfacl(one)


def _owner_is_no_member(folder: Path, two: tuple[int, int, int]) -> Path:
    return _store(folder, 0o660, OTHER, two[2])


def _owner_may_more(folder: Path, two: tuple[int, int, int]) -> Path:
    return _store(folder, 0o626, two[0], two[2])


def _owner_may_less(folder: Path, two: tuple[int, int, int]) -> Path:
    return _store(folder, 0o460, two[0], two[2])


@pytest.mark.parametrize("make", [_owner_is_no_member, _owner_may_more, _owner_may_less])
def test_a_change_of_owner_that_makes_a_difference_is_refused(
    make: object, two: tuple[int, int, int], shared: Path
) -> None:
    assert callable(make)
    path = make(shared, two)
    before = path.read_bytes(), _rights(path)
    gid = OTHER if make is _owner_may_more else two[2]
    shared.chmod(0o2777)
    _is_refused(_added_by(two[1], gid, path), path, "owner")
    assert (path.read_bytes(), _rights(path)) == before
    assert os.listdir(shared) == ["store.json"]


def test_what_everybody_may_write_anybody_writes(two: tuple[int, int, int], shared: Path) -> None:
    path = _store(shared, 0o666, two[0], two[2])
    shared.chmod(0o777)
    for number, uid in enumerate((OTHER, two[0], OTHER)):
        assert _added_by(uid, uid, path, id_=f"sp-{number}") == "added"
    assert stat.S_IMODE(path.stat().st_mode) == 0o666


def test_what_the_system_refuses_after_all_changes_nothing(
    two: tuple[int, int, int], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _store(shared, 0o660, two[0], two[2])
    shared.chmod(0o770)
    before = path.read_bytes()

    def fchown(_file: int, _uid: int, _gid: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "fchown", fchown)
    with pytest.raises(Exception, match="its group cannot be kept"):
        replacement.replace_store(path, [b"new"])
    assert (path.read_bytes(), os.listdir(shared)) == (before, ["store.json"])


# --- the lock ------------------------------------------------------------------------


@needs_acl
@pytest.mark.parametrize("folder_gives", [False, True])
def test_the_lock_is_open_to_those_who_may_write_the_store(
    folder_gives: bool, two: tuple[int, int, int], shared: Path
) -> None:
    path = _store(shared, 0o600, two[0], two[2])
    _setfacl("-m", f"u:{two[1]}:rw", path)
    if folder_gives:
        _setfacl("-d", "-m", f"u:{OTHER}:rw", shared)
    assert _added_by(two[0], two[2], path) == "added"
    lists = [_getfacl(one).partition("\n")[2] for one in (path, path.with_name("store.json.lock"))]
    assert lists[0] == lists[1]
    assert "group::---" in lists[1]


@pytest.mark.parametrize("kind", ["link", "of another"])
def test_what_is_not_ours_at_the_lock_s_name_is_left_as_it_is(
    kind: str, two: tuple[int, int, int], shared: Path
) -> None:
    path, lock = _store(shared, 0o666, two[0], two[2]), shared / "store.json.lock"
    precious = shared / "precious"
    precious.write_bytes(b"")
    precious.chmod(0o600)
    if kind == "link":
        lock.hardlink_to(precious)
    else:
        precious.rename(lock)
        os.chown(lock, two[1], two[2])
    before = _rights(lock)
    assert _added_by(0, 0, path) == "added"
    assert _rights(lock) == before
    assert kind == "of another" or lock.read_bytes() == b""
