"""The one door to the records.

Reading creates nothing and answers from the dataset until there is a store. The
first write starts the store as a copy of the dataset with the change made, in a
private folder and a private file; a folder that the user named is not made. A
change is written once, at the end: nothing is written when the caller raises or
changes nothing. Each change stands on what is in the file by then. What can be no
store is refused before anything is made, and one that could not be read again is not written. A
command reads once and writes once.
"""

from __future__ import annotations

import os
import shlex
import stat
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from children import as_plain_user, disk_full_after, in_child, plain_users_folder

from belarus_hr.cli import error_handler
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import StoreError
from belarus_hr.domain.records.kinds import EVENT, KINDS, RECOMMENDATION
from belarus_hr.store import Store, disk, paths, storage

VISIT = {
    "date": "2009-05-18/2009-05-24",
    "mechanism": "SP",
    "kind": "visit",
    "title": "Visit of the Special Rapporteur on trafficking in persons",
    "place": "Minsk",
}
REPORT = {**VISIT, "date": "2009-12", "mechanism": "CAT", "kind": "report"}


@pytest.fixture
def own(own_store: Path) -> Store:
    """Return the user's own store, not started yet."""
    return Store(own_store, make_folder=True, lock_seconds=0)


@pytest.fixture
def one_visit(tmp_path: Path) -> Store:
    """Make a store that holds one visit."""
    path = tmp_path / "store.json"
    path.write_bytes(storage.file_bytes({"events": {"sp-2009-05-visit": VISIT}}))
    return Store(path, lock_seconds=0)


@pytest.fixture(params=[0o000, 0o022])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def _all(collection: Collection) -> dict[str, dict[str, Any]]:
    return {kind.table: dict(collection.of(kind)) for kind in KINDS}


def _look(path: Path) -> tuple[bytes, int, int]:
    """Return what changes when a file is written or replaced."""
    about = path.stat()
    return path.read_bytes(), about.st_ino, about.st_mtime_ns


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# --- reading ----------------------------------------------------------------


def test_reading_answers_from_the_dataset_and_creates_nothing(
    own: Store, own_world: Path, shipped: Collection
) -> None:
    assert _all(own.read()) == _all(shipped)
    assert list(own_world.iterdir()) == []
    assert not own.exists()


def test_reading_a_store_changes_nothing_and_leaves_no_file(one_visit: Store) -> None:
    before = _look(one_visit.path)
    assert dict(one_visit.read().of(EVENT)) == {"sp-2009-05-visit": VISIT}
    assert _look(one_visit.path) == before
    assert os.listdir(one_visit.path.parent) == ["store.json"]


def test_reading_works_where_nothing_may_be_written() -> None:
    with plain_users_folder() as folder:
        path = folder / "store.json"
        path.write_bytes(storage.file_bytes({"events": {"sp-2009-05-visit": VISIT}}))
        path.chmod(0o444)
        folder.chmod(0o555)
        ids = partial(lambda: list(Store(path).read().of(EVENT)))
        assert in_child(ids, first=as_plain_user) == "['sp-2009-05-visit']"


# --- the first write --------------------------------------------------------


def test_the_first_write_starts_the_store_as_a_copy_of_the_dataset(
    own: Store, shipped: Collection
) -> None:
    with own.change() as change:
        change.put(EVENT, "sp-2009-05-visit-2", VISIT)
    expected = _all(shipped)
    expected["events"]["sp-2009-05-visit-2"] = VISIT
    assert change.from_dataset
    assert own.exists()
    assert _all(own.read()) == expected


def test_the_second_write_is_not_from_the_dataset(own: Store) -> None:
    for number in (2, 3):
        with own.change() as change:
            change.put(EVENT, f"sp-2009-05-visit-{number}", VISIT)
    assert not change.from_dataset


@pytest.mark.usefixtures("umask")
def test_the_first_write_makes_a_private_folder_and_a_private_file(own: Store) -> None:
    with own.change() as change:
        change.put(EVENT, "sp-2009-05-visit-2", VISIT)
    assert (_mode(own.path.parent), _mode(own.path)) == (0o700, 0o600)


def test_a_folder_that_is_there_keeps_its_mode(own: Store) -> None:
    own.path.parent.mkdir(parents=True)
    own.path.parent.chmod(0o750)
    with own.change() as change:
        change.put(EVENT, "sp-2009-05-visit-2", VISIT)
    assert _mode(own.path.parent) == 0o750


def test_a_folder_that_the_user_named_is_not_made(tmp_path: Path) -> None:
    store = Store(tmp_path / "reserch" / "store.json")
    with pytest.raises(StoreError) as refused, store.change():
        pytest.fail("let in")
    assert str(refused.value) == (
        f"cannot write {store.path}: the folder {store.path.parent} is not there; make it first"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_a_sentence(own_world: Path, own: Store) -> None:
    (own_world / "home").write_text("a file", encoding="utf-8")
    with pytest.raises(StoreError) as refused, own.change():
        pytest.fail("let in")
    assert str(refused.value) == f"cannot read {own.path}: Not a directory"


def test_a_home_that_may_not_be_written_to_is_a_sentence_that_says_what_to_do() -> None:
    with plain_users_folder() as home:
        home.chmod(0o555)
        store = Store(home / "hrtrack" / "hrtrack.json", make_folder=True)
        said = in_child(partial(_put_visit, store), first=as_plain_user)
        assert said == (f"cannot make {home / 'hrtrack'}: Permission denied")


def _put_visit(store: Store) -> None:
    with store.change() as change:
        change.put(EVENT, "sp-2009-05-visit-2", VISIT)


# --- a change ---------------------------------------------------------------


def test_put_adds_and_replaces_and_remove_removes(one_visit: Store) -> None:
    with one_visit.change() as change:
        change.put(EVENT, "cat-2009-12-report", REPORT)
        change.put(RECOMMENDATION, "upr1-97.4", {"mechanism": "UPR", "title": "Ratify"})
    with one_visit.change() as change:
        change.remove(EVENT, "sp-2009-05-visit")
        change.put(EVENT, "cat-2009-12-report", {**REPORT, "place": "Geneva"})
    assert storage.load(one_visit.path.read_bytes(), "store").tables == {
        "events": {"cat-2009-12-report": {**REPORT, "place": "Geneva"}},
        "recommendations": {"upr1-97.4": {"mechanism": "UPR", "title": "Ratify"}},
    }


def test_the_last_record_can_be_removed(one_visit: Store) -> None:
    with one_visit.change() as change:
        change.remove(EVENT, "sp-2009-05-visit")
    assert list(one_visit.read().ids()) == []
    assert one_visit.exists()


def test_the_collection_before_stays_what_it_was(one_visit: Store) -> None:
    with one_visit.change() as change:
        change.put(EVENT, "cat-2009-12-report", REPORT)
        change.remove(EVENT, "sp-2009-05-visit")
        assert [id_ for id_, _ in change.before.ids()] == ["sp-2009-05-visit"]


def test_an_id_is_taken_by_a_record_before_and_by_one_just_put(one_visit: Store) -> None:
    with one_visit.change() as change:
        assert not change.taken("cat-2009-12-report")
        change.put(EVENT, "cat-2009-12-report", REPORT)
        assert change.taken("cat-2009-12-report")
        assert change.taken("sp-2009-05-visit")


def test_a_change_stands_on_what_is_in_the_file_by_then(one_visit: Store) -> None:
    other = Store(one_visit.path)
    one_visit.read()
    with other.change() as change:
        change.put(EVENT, "cat-2009-12-report", REPORT)
    with one_visit.change() as change:
        assert "cat-2009-12-report" in change.before


def test_nothing_is_written_before_the_end_of_a_change(one_visit: Store) -> None:
    before = _look(one_visit.path)
    with one_visit.change() as change:
        change.put(EVENT, "cat-2009-12-report", REPORT)
        assert _look(one_visit.path) == before
    assert _look(one_visit.path) != before


def test_nothing_is_written_when_nothing_was_changed(one_visit: Store) -> None:
    before = _look(one_visit.path)
    with one_visit.change() as change:
        assert not change.made
    assert _look(one_visit.path) == before


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt])
def test_nothing_is_written_when_the_caller_raises(
    error: type[BaseException], one_visit: Store
) -> None:
    before = _look(one_visit.path)
    with pytest.raises(error), one_visit.change() as change:  # noqa: PT012
        change.put(EVENT, "cat-2009-12-report", REPORT)
        raise error
    assert _look(one_visit.path) == before


def test_a_first_change_that_raises_or_changes_nothing_starts_no_store(own: Store) -> None:
    with own.change():
        pass
    with pytest.raises(ZeroDivisionError), own.change() as change:  # noqa: PT012
        change.put(EVENT, "cat-2009-12-report", REPORT)
        raise ZeroDivisionError
    assert not own.exists()


def test_the_lock_is_free_after_a_change_that_failed(one_visit: Store) -> None:
    with pytest.raises(ZeroDivisionError), one_visit.change():
        raise ZeroDivisionError
    _put_visit(one_visit)
    assert "sp-2009-05-visit-2" in one_visit.read()


def test_a_full_disk_leaves_the_store_and_no_lock_that_was_made_for_it(one_visit: Store) -> None:
    before = _look(one_visit.path)
    said = in_child(partial(_put_visit, one_visit), first=partial(disk_full_after, 100))
    assert said == f"cannot write {one_visit.path}: File too large; nothing was changed"
    assert _look(one_visit.path) == before
    beside = {"store.json"}
    assert set(os.listdir(one_visit.path.parent)) == beside


def test_a_full_disk_at_the_first_write_starts_no_store(own: Store) -> None:
    said = in_child(partial(_put_visit, own), first=partial(disk_full_after, 100))
    assert said == f"cannot write {own.path}: File too large; nothing was changed"
    assert not own.exists()


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_can_be_no_store_is_refused_before_anything_is_made(
    make: Callable[[Path], None], tmp_path: Path
) -> None:
    make(tmp_path / "store.json")
    with pytest.raises(StoreError, match=r"store\.json is (a folder|not a regular file)"):
        _put_visit(Store(tmp_path / "store.json"))
    assert os.listdir(tmp_path) == ["store.json"]


def test_a_store_that_could_not_be_read_again_is_not_written(
    one_visit: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "SIZE_LIMIT", 2_600)
    with one_visit.change() as change:
        change.put(EVENT, "cat-2009-12-report", {**REPORT, "note": "x" * 300})
    before = _look(one_visit.path)
    with (
        pytest.raises(
            StoreError, match=r"larger than a store can be.*nothing was changed"
        ) as error,
        one_visit.change() as change,
    ):
        change.put(EVENT, "cat-2010-report", REPORT)
    assert error.value.advice == "archive the log"
    assert _look(one_visit.path) == before
    log = one_visit.log()
    assert one_visit.archive(lambda _: log, lambda _: None) == log


# --- one read and one write -------------------------------------------------


@pytest.mark.parametrize(
    ("line", "writes"),
    [
        ("list", 0),
        ("recs --status not-assessed", 0),
        ("status upr", 0),
        ("show upr1-97.4", 0),
        ('add "Fourth report sent" --mechanism CAT --date 2009-12', 1),
        ("mark upr1-97.4 upr1-97.5 upr1-97.6", 1),
        ("edit upr1-97.4 --note Postponed", 1),
        ("delete upr1-97.4 upr1-97.5 --yes", 1),
    ],
)
def test_a_command_reads_once_and_writes_once(line: str, writes: int, own_store: Path) -> None:
    own_store.parent.mkdir(parents=True)
    own_store.write_bytes(paths.dataset().read_bytes())
    said = in_child(partial(_reads_and_writes, own_store, line))
    assert said == f"exit 0, reads 1, writes {writes}"


def _reads_and_writes(path: Path, line: str) -> str:
    """Run a command and count what the interpreter reports of the store's file."""
    done = {"open": 0, "os.rename": 0}

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        touched = arguments[{"open": 0, "os.rename": 1}[event]] if event in done else None
        if touched is not None and str(touched) == str(path):
            done[event] += 1

    sys.addaudithook(look)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        sys.stdout = sys.stderr = nowhere
        code = int(error_handler.run(shlex.split(line)))
    return f"exit {code}, reads {done['open']}, writes {done['os.rename']}"
