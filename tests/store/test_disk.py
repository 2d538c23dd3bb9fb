"""Bytes to and from disk.

Replace: the file is whole, keeps its mode and group, a new one is private
whatever the umask (test_rights.py says more). A symbolic link stays
one and what it points to is written, a dangling one too. The content is synced before it
takes the name, the folder after.
Refused, with nothing changed and no temporary file left: a hard link, a read-only
file, a read-only folder, a missing folder, a full disk.
What a killed writer left is removed by the next one, and nothing else is. A
writer killed at any moment leaves the old content or the new.

Read: None when nothing is there; a sentence for a folder, a pipe, a device, a
file not ours to read, a file in the place of a folder, a loop of links, a file
too large.
"""

from __future__ import annotations

import os
import random
import signal
import socket
import stat
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from children import (
    PLAIN,
    ROOT,
    as_plain_user,
    disk_full_after,
    in_child,
    plain_users_folder,
)

from belarus_hr.domain.errors import StoreError
from belarus_hr.store import disk, replacement

OLD, NEW = b"the old content\n" * 400, b"the new content\n" * 500


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Make a private file with the old content, alone in its folder."""
    return _old(tmp_path / "records" / "store.json")


def _old(path: Path, mode: int = 0o600) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(OLD)
    path.chmod(mode)
    return path


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


@pytest.fixture(params=[0o000, 0o077], ids=["umask 000", "umask 077"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


# --- replace ----------------------------------------------------------------


def test_the_file_has_the_new_content_and_nothing_is_left_beside_it(path: Path) -> None:
    replacement.replace_store(path, [NEW])
    assert path.read_bytes() == NEW
    assert _names(path.parent) == ["store.json"]


@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_file_keeps_its_mode(mode: int, path: Path) -> None:
    path.chmod(mode)
    replacement.replace_store(path, [NEW])
    assert _mode(path) == mode


@pytest.mark.usefixtures("umask")
def test_a_new_file_is_private(tmp_path: Path) -> None:
    replacement.replace_store(tmp_path / "new.json", [NEW])
    assert _mode(tmp_path / "new.json") == 0o600


@pytest.mark.skipif(not ROOT, reason="only root may give a file to any group")
def test_the_file_keeps_its_group(path: Path) -> None:
    os.chown(path, -1, PLAIN)
    replacement.replace_store(path, [NEW])
    assert path.stat().st_gid == PLAIN


@pytest.mark.skipif(not ROOT, reason="only root writes into the files of others")
def test_a_file_written_by_root_stays_its_owners(path: Path) -> None:
    os.chown(path, PLAIN, PLAIN)
    replacement.replace_store(path, [NEW])
    assert path.stat().st_uid == PLAIN


@pytest.mark.parametrize("relative", [False, True])
def test_a_symbolic_link_stays_one_and_what_it_points_to_is_written(
    relative: bool, path: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link.json"
    link.symlink_to("records/store.json" if relative else path)
    replacement.replace_store(link, [NEW])
    assert link.is_symlink()
    assert (path.read_bytes(), _names(path.parent)) == (NEW, ["store.json"])
    assert _names(tmp_path) == ["link.json", "records"]


def test_a_dangling_link_stays_one_and_its_target_is_made(tmp_path: Path) -> None:
    link, target = tmp_path / "link.json", tmp_path / "target.json"
    link.symlink_to(target)
    assert disk.read_file(link) is None
    replacement.replace_store(link, [NEW])
    assert link.is_symlink()
    assert target.read_bytes() == NEW


def test_the_content_is_on_the_disk_before_its_name_and_then_the_name_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, rename = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        about = os.fstat(descriptor)
        folder = stat.S_ISDIR(about.st_mode)
        done.append("sync the folder" if folder else f"sync {about.st_size} bytes")
        sync(descriptor)

    def replace(source: Path, target: Path) -> None:
        done.append("rename")
        rename(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    replacement.replace_store(path, [NEW])
    assert done == [f"sync {len(NEW)} bytes", "rename", "sync the folder"]


def test_no_descriptor_stays_open(path: Path) -> None:
    before = _names(Path("/dev/fd"))
    replacement.replace_store(path, [NEW])
    disk.read_file(path)
    assert _names(Path("/dev/fd")) == before


# --- replace refuses --------------------------------------------------------


def test_a_file_with_a_second_name_is_refused(path: Path) -> None:
    second = path.with_name("second.json")
    second.hardlink_to(path)
    with pytest.raises(StoreError, match=r"has 2 names \(hard links\) and replacing it would part"):
        replacement.replace_store(path, [NEW])
    assert path.samefile(second)
    assert (path.read_bytes(), _names(path.parent)) == (OLD, ["second.json", "store.json"])


def test_a_file_in_a_folder_that_is_missing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "store.json"
    with pytest.raises(StoreError) as refused:
        replacement.replace_store(path, [NEW])
    why = f"cannot write {path}: No such file or directory; nothing was changed"
    assert str(refused.value) == why
    assert _names(tmp_path) == []


def test_a_read_only_file_is_refused() -> None:
    with plain_users_folder() as folder:
        path = _old(folder / "store.json", 0o444)
        said = in_child(partial(replacement.replace_store, path, [NEW]), first=as_plain_user)
        assert said == f"cannot write {path}: it is read-only; nothing was changed"
        assert (path.read_bytes(), _names(folder)) == (OLD, ["store.json"])


def test_a_read_only_folder_is_refused() -> None:
    with plain_users_folder() as folder:
        path = _old(folder / "store.json", 0o666)
        folder.chmod(0o555)
        said = in_child(partial(replacement.replace_store, path, [NEW]), first=as_plain_user)
        assert said == f"cannot write {path}: Permission denied; nothing was changed"
        assert (path.read_bytes(), _names(folder)) == (OLD, ["store.json"])


@pytest.mark.parametrize("room", [0, 1, len(NEW) - 1])
def test_a_full_disk_leaves_the_old_content_and_no_temporary_file(room: int, path: Path) -> None:
    said = in_child(
        partial(replacement.replace_store, path, [NEW]), first=partial(disk_full_after, room)
    )
    assert said == f"cannot write {path}: File too large; nothing was changed"
    assert (path.read_bytes(), _names(path.parent)) == (OLD, ["store.json"])


def test_a_full_disk_starts_no_store(tmp_path: Path) -> None:
    write = partial(replacement.replace_store, tmp_path / "new.json", [NEW])
    assert "nothing was changed" in in_child(write, first=partial(disk_full_after, 100))
    assert _names(tmp_path) == []


# --- killed writers ---------------------------------------------------------


@pytest.mark.parametrize("name", ["store.json", "[a]*?.json", "отчёт №1.json"])
def test_what_killed_writers_left_is_removed_by_the_next(name: str, tmp_path: Path) -> None:
    for number in (77, 4194303):
        (tmp_path / f".{name}.{number}.tmp").write_bytes(NEW[:100])
    replacement.replace_store(tmp_path / name, [NEW])
    replacement.remove_temporary_files(tmp_path / name)
    assert _names(tmp_path) == [name]


@pytest.mark.parametrize(
    "other",
    [
        ".other.json.77.tmp",
        ".store.json.old.77.tmp",  # of a writer to store.json.old, who may be at it now
        ".store.json.my-notes.tmp",
        ".store.json.tmp",
        "store.json.77.tmp",
        "store.json.bak",
    ],
)
def test_a_file_that_no_writer_of_this_store_left_stays(other: str, path: Path) -> None:
    path.with_name(other).write_bytes(b"mine")
    replacement.replace_store(path, [NEW])
    assert _names(path.parent) == sorted([other, "store.json"])


def test_a_writer_killed_at_any_moment_leaves_the_old_content_or_the_new(path: Path) -> None:
    moments = random.Random(97)
    for _ in range(20):
        _killed_after(moments.uniform(0.001, 0.02), partial(_write_for_ever, path))
        assert path.read_bytes() in (OLD, NEW)
    replacement.remove_temporary_files(path)
    assert _names(path.parent) == ["store.json"]


def _write_for_ever(path: Path) -> None:
    while True:
        replacement.replace_store(path, [NEW])
        replacement.replace_store(path, [OLD])


def _killed_after(seconds: float, action: Callable[[], None]) -> None:
    child = os.fork()
    if not child:
        try:
            action()
        finally:
            os._exit(1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


# --- read -------------------------------------------------------------------


def test_a_file_is_read_whole(path: Path) -> None:
    assert disk.read_file(path) == OLD


def test_a_relative_path_in_a_folder_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    path = Path("store.json")
    for action in (partial(disk.read_file, path), partial(replacement.replace_store, path, [NEW])):
        said = in_child(action, first=partial(_into_a_folder_that_goes, tmp_path / "gone"))
        assert said == (
            "cannot find store.json: the working folder is not there any more; change to another, "
            "or name the file by its whole path"
        )


def _into_a_folder_that_goes(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    os.chdir(folder)
    folder.rmdir()


def test_nothing_is_read_where_nothing_is(tmp_path: Path) -> None:
    assert disk.read_file(tmp_path / "missing" / "store.json") is None
    assert _names(tmp_path) == []


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(path.name)


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _too_large(path: Path) -> None:
    path.touch()
    os.truncate(path, disk.SIZE_LIMIT + 1)  # a hole: it takes no room


_ODD = {
    "folder": (Path.mkdir, "{} is a folder; the store is a file: name one inside it"),
    "pipe": (_pipe, "{} is not a regular file, so it is no store"),
    "device": (lambda path: path.symlink_to("/dev/null"), "{} is not a regular file, so it is no"),
    "loop of links": (_loop, "cannot read {}: Too many levels of symbolic links"),
    "too large": (_too_large, "{} is larger than a store can be (2,147,483,648 bytes)"),
}


@pytest.mark.parametrize("look", [disk.read_file, replacement.check_place])
@pytest.mark.parametrize(("make", "sentence"), _ODD.values(), ids=_ODD)
def test_what_can_be_no_store_is_refused(
    make: Callable[[Path], None], sentence: str, look: Callable[[Path], object], tmp_path: Path
) -> None:
    make(tmp_path / "store.json")
    with pytest.raises(StoreError) as refused:
        look(tmp_path / "store.json")
    assert str(refused.value).startswith(sentence.format(tmp_path / "store.json"))


@pytest.mark.parametrize("look", [disk.read_file, replacement.check_place])
def test_a_socket_is_refused(look: Callable[[Path], object], tmp_path: Path) -> None:
    _socket(tmp_path / "store.json")  # the test's folder is the current one
    with pytest.raises(StoreError, match=r"store\.json"):
        look(tmp_path / "store.json")


@pytest.mark.parametrize("look", [disk.read_file, replacement.check_place])
def test_a_file_in_the_place_of_a_folder_is_refused(
    look: Callable[[Path], object], path: Path
) -> None:
    with pytest.raises(StoreError) as refused:
        look(path / "store.json")
    assert str(refused.value) == f"cannot read {path / 'store.json'}: Not a directory"


def test_a_file_that_is_not_ours_to_read_is_refused() -> None:
    with plain_users_folder() as folder:
        path = _old(folder / "store.json", 0o000)
        said = in_child(partial(disk.read_file, path), first=as_plain_user)
        assert said == f"cannot read {path}: Permission denied"


def test_a_place_where_nothing_is_will_do(tmp_path: Path) -> None:
    replacement.check_place(tmp_path / "missing" / "store.json")
    assert _names(tmp_path) == []
