"""One writer at a time.

A second process is kept out, told by number who is at it, and given up on within
its time limit. It comes in when the first is done or killed; the file left behind
is no lock. Readers do not wait. A store and a link to it have one lock, two stores
have two. All who may write a shared store may lock it. What stands at the lock's
name and is not a lock stays as it is.
"""

from __future__ import annotations

import errno
import os
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from children import (
    OTHER,
    PLAIN,
    ROOT,
    as_plain_user,
    in_child,
    lock_held,
    plain_users_folder,
)

from belarus_hr.domain.errors import StoreError
from belarus_hr.domain.records.kinds import EVENT
from belarus_hr.store import Store, lock, storage

VISIT = {"date": "2009-05", "mechanism": "SP", "kind": "visit", "title": "Visit on trafficking"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Make a store with nothing in it."""
    return _store(tmp_path / "store.json")


def _store(path: Path) -> Path:
    path.write_bytes(storage.file_bytes({}))
    return path


def _add(path: Path, id_: str, seconds: float = 0) -> str:
    with Store(path, lock_seconds=seconds).change() as change:
        change.put(EVENT, id_, VISIT)
    return "added"


def _ids(path: Path) -> list[str]:
    return sorted(Store(path).read().of(EVENT))


@pytest.mark.parametrize("seconds", [0, 0.05])
def test_a_second_process_is_kept_out_and_told_who_is_at_it(seconds: float, path: Path) -> None:
    before = path.read_bytes()
    with lock_held(path) as holder, pytest.raises(StoreError) as refused:
        _add(path, "sp-2009-05-visit", seconds)
    assert str(refused.value) == (
        f"{path} is being changed by another process ({holder}); waited {seconds} s, "
        "nothing was changed: try again"
    )
    assert path.read_bytes() == before


def test_it_is_given_up_on_within_the_time_limit(path: Path) -> None:
    with lock_held(path):
        start = time.monotonic()
        with pytest.raises(StoreError):
            _add(path, "sp-2009-05-visit", 0.2)
        assert 0.2 <= time.monotonic() - start < 2


def test_two_openings_in_one_process_keep_each_other_out(path: Path) -> None:
    with lock.lock_held(path, 0), pytest.raises(StoreError, match=rf"process \({os.getpid()}\)"):
        _add(path, "sp-2009-05-visit")


def test_who_waits_comes_in_when_the_other_is_done(path: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        with lock.lock_held(path, 0):
            waiting = pool.submit(_add, path, "sp-2009-05-visit", 30)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.1)
        assert waiting.result(timeout=30) == "added"


def test_the_lock_of_a_killed_process_is_not_in_the_way(path: Path) -> None:
    with lock_held(path):
        pass  # killed while it holds the lock
    assert path.with_name("store.json.lock").exists()
    assert _add(path, "sp-2009-05-visit") == "added"


def test_the_lock_ends_with_an_error_of_its_holder(path: Path) -> None:
    with pytest.raises(ZeroDivisionError), lock.lock_held(path, 0):
        1 / 0  # noqa: B018
    assert _add(path, "sp-2009-05-visit") == "added"


def test_the_number_shown_is_that_of_the_last_holder_alone(path: Path) -> None:
    path.with_name("store.json.lock").write_text("4194303" * 3, encoding="utf-8")
    with lock_held(path) as holder, pytest.raises(StoreError, match=rf"process \({holder}\);"):
        _add(path, "sp-2009-05-visit")


def test_readers_do_not_wait(path: Path) -> None:
    with lock_held(path):
        assert _ids(path) == []


def test_a_store_and_a_link_to_it_have_one_lock(path: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.json"
    link.symlink_to(path)
    with lock_held(path), pytest.raises(StoreError, match="another process"):
        _add(link, "sp-2009-05-visit")
    assert os.listdir(link.parent) == ["link.json"]


def test_two_stores_in_one_folder_have_two_locks(path: Path, tmp_path: Path) -> None:
    with lock_held(path):
        assert _add(_store(tmp_path / "other.json"), "sp-2009-05-visit") == "added"


def test_a_lock_that_cannot_be_made_is_a_sentence() -> None:
    with plain_users_folder() as folder:
        path = _store(folder / "store.json")
        path.chmod(0o666)
        folder.chmod(0o555)
        said = in_child(partial(_add, path, "sp-2009-05-visit"), first=as_plain_user)
        assert said == f"cannot write {path}: {path}.lock: Permission denied"


@pytest.mark.skipif(not ROOT, reason="takes two users")
def test_all_who_may_write_a_shared_store_may_lock_it() -> None:
    with plain_users_folder() as folder:
        path = _store(folder / "store.json")
        os.chown(path, PLAIN, PLAIN)
        path.chmod(0o664)
        folder.chmod(0o2775)
        for user in (PLAIN, OTHER):
            add = partial(_add, path, f"sp-2009-05-visit-{user}")
            assert in_child(add, first=partial(as_plain_user, user)) == "added"


def test_a_lock_file_for_a_private_store_is_private(path: Path) -> None:
    path.chmod(0o600)
    _add(path, "sp-2009-05-visit")
    assert path.with_name("store.json.lock").stat().st_mode & 0o077 == 0


def test_a_link_laid_at_the_locks_name_writes_to_nothing(path: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("names of witnesses", encoding="utf-8")
    path.with_name("store.json.lock").symlink_to(precious)
    said = in_child(partial(_add, path, "sp-2009-05-visit"))
    assert precious.read_text(encoding="utf-8") == "names of witnesses"
    assert "Traceback" not in said


def test_a_file_of_the_locks_name_that_is_no_lock_stays_as_it_is(path: Path) -> None:
    other = path.with_name("store.json.lock")
    other.write_text("package = 1\n", encoding="utf-8")
    said = in_child(partial(_add, path, "sp-2009-05-visit"))
    assert other.read_text(encoding="utf-8") == "package = 1\n"
    assert "Traceback" not in said


def test_a_long_file_of_the_locks_name_keeps_its_rights(path: Path) -> None:
    path.chmod(0o644)
    other = path.with_name("store.json.lock")
    other.write_text("package = 1\nversion = 2\n", encoding="utf-8")
    other.chmod(0o600)
    assert in_child(partial(_add, path, "sp-2009-05-visit")) == "added"
    assert other.stat().st_mode & 0o777 == 0o600


def test_a_folder_at_the_locks_name_is_a_sentence(path: Path) -> None:
    path.with_name("store.json.lock").mkdir()
    with pytest.raises(StoreError) as refused:
        _add(path, "sp-2009-05-visit")
    assert str(refused.value) == f"cannot write {path}: {path}.lock: Is a directory"


def test_a_store_that_cannot_be_looked_at_is_a_sentence_and_no_lock_is_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def state(_path: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as failing:
        failing.setattr(lock, "_file_state", state)
        with pytest.raises(StoreError, match=r"cannot write .*: Input/output error"):
            _add(path, "sp-2009-05-visit")
    assert _add(path, "sp-2009-05-visit") == "added"
