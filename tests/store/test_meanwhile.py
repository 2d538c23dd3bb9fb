"""What others do to a store and its lock while a change is under way.

- a lock file that was removed while it was held keeps nobody out: who held it is refused, and what
  another wrote meanwhile stays; so with git clean, and with a lock that was put in its place
- who waited for a lock file that is gone by then takes the one that is there
- what an editor saved in the meantime stays, by whichever way it saves, and so does a store that
  was started, removed or given other rights; the change is refused: exit 4, nothing left behind
- a lock file that was made for a change that was not written goes again; any other stays
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from children import at_work, in_child

from belarus_hr.domain.errors import StoreError
from belarus_hr.domain.records.kinds import EVENT
from belarus_hr.store import Store, lock, storage

VISIT = {"date": "2009-05", "mechanism": "SP", "kind": "visit", "title": "Visit on trafficking"}
Execute = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Make a store with nothing in it, alone in its folder."""
    (tmp_path / "place").mkdir()
    path = tmp_path / "place" / "store.json"
    path.write_bytes(storage.file_bytes({}))
    return path


def _add(path: Path, id_: str, wait: Callable[[], None] = lambda: None) -> str:
    with Store(path, lock_seconds=5).change() as change:
        change.put(EVENT, id_, VISIT)
        wait()
    return "added"


def _ids(path: Path) -> list[str]:
    return sorted(Store(path).read().of(EVENT))


def _beside(path: Path) -> list[str]:
    return sorted(name for name in os.listdir(path.parent) if name != ".git")


# --- the lock -------------------------------------------------------------------


def _git_clean(path: Path) -> None:
    for words in (("init", "-q"), ("add", "store.json"), ("clean", "-fdxq")):
        subprocess.run(["git", *words], cwd=path.parent, check=True, capture_output=True)


def _removed(path: Path) -> None:
    path.with_name("store.json.lock").unlink()


def _put_in_its_place(path: Path) -> None:
    _removed(path)
    path.with_name("store.json.lock").touch()


needs_git = pytest.mark.skipif(not shutil.which("git"), reason="needs git")


@pytest.mark.parametrize(
    "remove", [pytest.param(_git_clean, marks=needs_git), _removed, _put_in_its_place]
)
def test_no_acknowledged_change_is_lost_with_a_lock_that_is_removed(
    remove: Callable[[Path], None], path: Path, executable: Execute
) -> None:
    with at_work(partial(_add, path, "first")) as go_on:
        remove(path)
        words = ("add", "Letter", "--mechanism", "CAT", "--date", "2009-12", "--id", "second")
        assert executable("--db", str(path), *words).returncode == 0
        said = go_on()
    assert said.startswith(f"{path} was changed by another program")
    assert _ids(path) == ["second"]
    assert _add(path, "third") == "added"


def test_a_change_whose_lock_was_removed_is_refused(path: Path) -> None:
    before = path.read_bytes()
    with at_work(partial(_add, path, "first")) as go_on:
        _removed(path)
        said = go_on()
    assert said == (
        f"{path}.lock was removed by another program (git clean does that) while {path} was being "
        "changed; nothing was changed: try again"
    )
    assert (path.read_bytes(), _beside(path)) == (before, ["store.json"])


def test_who_waited_for_a_lock_that_is_gone_takes_the_one_that_is_there(path: Path) -> None:
    waiting = threading.Thread(target=_add, args=(path, "second"))
    with lock.lock_held(path, 0):
        waiting.start()
        waiting.join(0.2)
        _removed(path)
        with lock.lock_held(path, 0):
            waiting.join(0.2)
            assert waiting.is_alive()
    waiting.join(5)
    assert _ids(path) == ["second"]


# --- the store ------------------------------------------------------------------

_EDITED = storage.file_bytes({"events": {"by-hand": VISIT}})


def _in_place(path: Path) -> None:
    path.write_bytes(_EDITED)


def _by_rename(path: Path) -> None:
    path.with_name("4913~").write_bytes(_EDITED)
    path.with_name("4913~").rename(path)


def _same_size(path: Path) -> None:
    raw = path.read_bytes()
    with path.open("r+b") as file:
        file.write(raw)


def _gone(path: Path) -> None:
    path.unlink()


def _closed(path: Path) -> None:
    path.chmod(0o400)


@pytest.mark.parametrize("edit", [_in_place, _by_rename, _same_size, _gone, _closed])
def test_what_became_of_a_store_in_the_meantime_stays(
    edit: Callable[[Path], None], path: Path
) -> None:
    with at_work(partial(_add, path, "first")) as go_on:
        edit(path)
        after = path.read_bytes() if path.exists() else None
        said = go_on()
    assert said == (
        f"{path} was changed by another program (an editor, git) in the meantime; nothing was "
        "changed by this one: try again"
    )
    assert (path.read_bytes() if path.exists() else None) == after
    assert _beside(path) == (["store.json"] if after else [])


def test_a_store_that_was_started_in_the_meantime_stays(path: Path) -> None:
    path.unlink()
    with at_work(partial(_add, path, "first")) as go_on:
        path.write_bytes(_EDITED)
        assert "was changed by another program" in go_on()
    assert path.read_bytes() == _EDITED


def test_a_link_that_leads_elsewhere_by_now_is_refused(path: Path) -> None:
    link, other = path.with_name("link.json"), path.with_name("other.json")
    link.symlink_to(path)
    shutil.copy2(path, other)
    with at_work(partial(_add, link, "first")) as go_on:
        link.unlink()
        link.symlink_to(other)
        assert "was changed by another program" in go_on()
    assert (_ids(path), _ids(other)) == ([], [])


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
@pytest.mark.parametrize("line", ["add", "merge"])
def test_what_is_saved_before_the_very_rename_stays(line: str, path: Path, tmp_path: Path) -> None:
    program = str(Path(sys.executable).with_name("hrtrack"))
    words = ["add", "Letter", "--mechanism", "CAT", "--date", "2009-12"]
    command = [program, "--db", str(path), *words]
    if line == "merge":
        base, theirs = path.with_name("base.json"), path.with_name("theirs.json")
        base.write_bytes(path.read_bytes())
        theirs.write_bytes(_EDITED)
        command = [program, "merge", *map(str, (base, path, theirs))]
    trace = ["strace", "-f", "-o", str(tmp_path / "log"), "-e", "trace=fsync"]
    slow = ["-e", "inject=fsync:delay_enter=500000:when=1"]  # that of the new content
    with subprocess.Popen([*trace, *slow, *command], stderr=subprocess.PIPE) as process:
        while not list(path.parent.glob(".store.json.*.tmp")):
            assert process.poll() is None
        other = storage.file_bytes({"events": {"saved": VISIT}})
        path.write_bytes(other)
        assert process.stderr is not None
        said = process.stderr.read().decode()
        assert process.wait() == 4
    assert "was changed by another program" in said
    assert path.read_bytes() == other
    assert not list(path.parent.glob("*.tmp"))


# --- what is left -----------------------------------------------------------------


def _fails(path: Path) -> str:
    with Store(path).change():
        raise StoreError("refused")


def _changes_nothing(path: Path) -> str:
    with Store(path).change():
        return ""


@pytest.mark.parametrize("end", [_fails, _changes_nothing])
def test_a_lock_file_made_for_what_was_not_written_goes_again(
    end: Callable[[Path], str], path: Path
) -> None:
    in_child(partial(end, path))
    assert _beside(path) == ["store.json"]
    path.with_name("store.json.lock").touch()
    in_child(partial(end, path))
    assert _beside(path) == ["store.json", "store.json.lock"]


def test_the_lock_of_a_store_that_was_written_stays(path: Path) -> None:
    _add(path, "first")
    in_child(partial(_fails, path))
    assert _beside(path) == [".store.json.backups", "store.json", "store.json.lock"]
