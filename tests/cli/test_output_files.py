"""Writing a file to hand out: whole or not at all.

- the file is there with its content, nothing is left beside it; mode as the umask says
- what is there is kept unless force is given; then it is replaced and keeps its mode
- a symbolic link stays one, a dangling one too
- refused, with nothing changed and no temporary file left: a folder, a pipe, a missing
  folder, a loop of links, a read-only file or folder, a full disk
- a writer that is killed half way leaves nothing where the file system has files without a name;
  elsewhere what it left goes with the next write of the same file: a regular file of this
  user's with exactly such a name, whose writer runs no more, and nothing else
- the content is synced before it takes the name, the folder after
"""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
from functools import partial
from pathlib import Path
from zlib import crc32

import pytest
from children import PLAIN, ROOT, as_plain_user, disk_full_after, in_child, plain_users_folder

from belarus_hr.cli.output_file import Destination
from belarus_hr.domain.errors import InvalidValue, OutputError

OLD, NEW = b"what is there\n" * 300, b"what is written\n" * 400


def told(path: Path) -> str:
    """Return what the write says when it is refused."""
    try:
        Destination(path, force=True).write_bytes(NEW)
    except OutputError as error:
        return str(error)
    return "written"


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


@pytest.fixture
def there(tmp_path: Path) -> Path:
    path = tmp_path / "there" / "matrix.md"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def test_a_new_file_is_whole_and_alone(tmp_path: Path) -> None:
    path = tmp_path / "matrix.md"
    Destination(path, force=False).write_bytes(NEW)
    assert path.read_bytes() == NEW
    assert names(tmp_path) == ["matrix.md"]


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_a_new_file_has_the_mode_that_the_umask_gives(
    umask: int, mode: int, tmp_path: Path
) -> None:
    before = os.umask(umask)
    try:
        Destination(tmp_path / "matrix.md", force=False).write_bytes(NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "matrix.md").stat().st_mode) == mode


def test_what_is_there_is_kept(there: Path) -> None:
    with pytest.raises(InvalidValue) as refused:
        Destination(there, force=False).write_bytes(NEW)
    said = f"{there} is there already: --force replaces it; nothing was written"
    assert str(refused.value) == said
    assert (there.read_bytes(), names(there.parent)) == (OLD, ["matrix.md"])


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666])
def test_with_force_it_is_replaced_and_keeps_its_mode(mode: int, there: Path) -> None:
    there.chmod(mode)
    Destination(there, force=True).write_bytes(NEW)
    assert (there.read_bytes(), names(there.parent)) == (NEW, ["matrix.md"])
    assert stat.S_IMODE(there.stat().st_mode) == mode


def test_a_symbolic_link_stays_one(there: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(there)
    Destination(link, force=True).write_bytes(NEW)
    assert link.is_symlink()
    assert there.read_bytes() == NEW
    assert names(tmp_path) == ["link.md", "there"]


def test_a_dangling_link_stays_one_and_its_target_is_made(there: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(there.with_name("new.md"))
    Destination(link, force=False).write_bytes(NEW)
    assert link.is_symlink()
    assert names(there.parent) == ["matrix.md", "new.md"]


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert told(tmp_path) == f"cannot write {tmp_path}: it is a folder"


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert told(tmp_path / "pipe.md").endswith("pipe.md: it is no regular file")


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "matrix.md"
    assert told(path) == f"cannot write {path}: there is no folder {path.parent}"
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["x" * 300 + ".md", "a\0b.md", "loop.md", "there/matrix.md/x.md"])
def test_a_name_that_no_file_can_have_is_refused(name: str, there: Path, tmp_path: Path) -> None:
    (tmp_path / "loop.md").symlink_to("loop.md")
    assert told(tmp_path / name).startswith(f"cannot write {tmp_path / name}: ")
    assert names(tmp_path) == ["loop.md", "there"]


def test_a_read_only_file_is_refused() -> None:
    with plain_users_folder() as folder:
        path = folder / "matrix.md"
        path.write_bytes(OLD)
        path.chmod(0o444)
        said = in_child(partial(told, path), first=as_plain_user)
        assert said == f"cannot write {path}: it is read-only; nothing was written"
        assert (path.read_bytes(), names(folder)) == (OLD, ["matrix.md"])


def test_a_read_only_folder_is_refused() -> None:
    with plain_users_folder() as folder:
        folder.chmod(0o555)
        said = in_child(partial(told, folder / "matrix.md"), first=as_plain_user)
        assert said.endswith("matrix.md: Permission denied; nothing was written")
        assert names(folder) == []


@pytest.mark.parametrize("room", [0, 1, len(NEW) - 1])
def test_a_full_disk_leaves_what_is_there_and_no_temporary_file(room: int, there: Path) -> None:
    said = in_child(partial(told, there), first=partial(disk_full_after, room))
    assert said == f"cannot write {there}: File too large; nothing was written"
    assert (there.read_bytes(), names(there.parent)) == (OLD, ["matrix.md"])


def test_the_content_is_on_the_disk_before_its_name_and_then_the_name_is(
    there: Path, monkeypatch: pytest.MonkeyPatch
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
    Destination(there, force=True).write_bytes(NEW)
    assert done == [f"sync {len(NEW)} bytes", "rename", "sync the folder"]


def test_what_a_killed_writer_left_goes_and_what_a_running_one_writes_stays(there: Path) -> None:
    own = f".{crc32(b'matrix.md'):08x}"
    ended = subprocess.Popen(["true"])
    ended.wait()
    gone, ours, running = (
        there.with_name(f"{own}.{number}.tmp") for number in (ended.pid, os.getpid(), 1)
    )
    for path in (gone, ours, running):
        path.write_bytes(b"half")
    Destination(there, force=True).write_bytes(NEW)
    assert names(there.parent) == sorted([running.name, "matrix.md"])


def killed_half_way() -> None:
    """Let the system end this process once it has written 100 bytes to a file."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))


@pytest.mark.parametrize("name", ["matrix.md", "new.md"])
def test_a_writer_that_is_killed_half_way_leaves_nothing(name: str, there: Path) -> None:
    action = partial(Destination(there.with_name(name), force=True).write_bytes, NEW)
    assert in_child(action, first=killed_half_way) == ""
    assert (there.read_bytes(), names(there.parent)) == (OLD, ["matrix.md"])


def nowhere_without_a_name() -> None:
    del os.O_TMPFILE


def test_without_such_a_file_system_the_next_write_removes_what_is_left(there: Path) -> None:
    def first() -> None:
        nowhere_without_a_name()
        killed_half_way()

    assert in_child(partial(Destination(there, force=True).write_bytes, NEW), first=first) == ""
    assert len(names(there.parent)) == 2
    said = in_child(partial(told, there), first=nowhere_without_a_name)
    assert (said, there.read_bytes(), names(there.parent)) == ("written", NEW, ["matrix.md"])


def test_nothing_else_goes_though_it_has_a_name_like_that(there: Path) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    start = f".{crc32(b'matrix.md'):08x}"
    for name in (f"{start}.x.{ended.pid}.tmp", f"{start}.²{ended.pid}.tmp", f"{start}.-1.tmp"):
        there.with_name(name).write_bytes(b"mine")
    link, folder = (there.with_name(f"{start}.{n}.tmp") for n in (99999990, 99999991))
    link.symlink_to(there)
    folder.mkdir()
    (folder / "mine").write_bytes(b"mine")
    before = names(there.parent)
    Destination(there, force=True).write_bytes(NEW)
    assert names(there.parent) == before


@pytest.mark.skipif(not ROOT, reason="only root can give a file to another")
def test_nor_does_what_is_another_user_s(there: Path) -> None:
    others = there.with_name(f".{crc32(b'matrix.md'):08x}.99999990.tmp")
    others.write_bytes(b"theirs")
    os.chown(others, PLAIN, PLAIN)
    Destination(there, force=True).write_bytes(NEW)
    assert others.read_bytes() == b"theirs"


def test_a_folder_that_may_not_be_listed_takes_a_file() -> None:
    with plain_users_folder() as folder:
        folder.chmod(0o300)
        assert in_child(partial(told, folder / "matrix.md"), first=as_plain_user) == "written"
        folder.chmod(0o700)
        assert names(folder) == ["matrix.md"]
