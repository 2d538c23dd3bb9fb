"""Backups: states of a store that were replaced, a bounded number of them.

- the state before is kept at the first change, then once an hour; before what changes much, always
- what others changed is kept as found before it is written anew, which the log says
- an older schema is kept before it is written anew, and the store then has the schema of today
- the ten newest stay and the newest of each of fourteen days; no more, however many changes
- one whose name lies in the future, from a clock that was ahead, is older than all made since
- two of one moment have two names
- private, out of git's sight, and never in the way of a change
- what a killed writer left among them goes before the next change needs the room
- a change that is refused leaves none
"""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from children import in_child

from belarus_hr.domain.change_log import Signed
from belarus_hr.domain.errors import StoreError
from belarus_hr.domain.records.kinds import EVENT
from belarus_hr.store import Store, backups, storage
from belarus_hr.store.backup_of_replaced import BackupOfReplaced
from belarus_hr.store.layout import SCHEMA
from belarus_hr.store.store import MANY_RECORDS

SAMPLES = Path(__file__).parent / "samples"
VISIT = {"date": "2009-05", "mechanism": "SP", "kind": "visit", "title": "Visit"}


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, 12, tzinfo=UTC)

    def sign(self) -> Signed:
        return Signed(self.now.isoformat(timespec="milliseconds"), "hrtrack add")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Store:
    path = tmp_path / "store.json"
    path.write_bytes(storage.file_bytes({}))
    return Store(path, sign=clock.sign)


def add(store: Store, *ids: str) -> None:
    with store.change() as change:
        for id_ in ids:
            change.put(EVENT, id_, VISIT)


def test_the_state_before_is_kept_at_the_first_change_then_once_an_hour(
    store: Store, clock: Clock
) -> None:
    first = store.path.read_bytes()
    for minute in range(3):
        clock.now += timedelta(minutes=minute)
        add(store, f"sp-{minute}")
    assert [path.read_bytes() for path in backups.paths(store.path)] == [first]
    third = store.path.read_bytes()
    clock.now += timedelta(hours=1)
    add(store, "sp-later")
    assert [path.read_bytes() for path in backups.paths(store.path)] == [third, first]


def test_before_what_changes_much_it_is_kept_always(store: Store, clock: Clock) -> None:
    add(store, "sp-1")
    second = store.path.read_bytes()
    clock.now += timedelta(seconds=1)
    add(store, *(f"sp-2-{number}" for number in range(MANY_RECORDS)))
    assert backups.paths(store.path)[0].read_bytes() == second


@pytest.mark.parametrize("schema", range(1, SCHEMA))
def test_an_older_schema_is_kept_before_it_is_written_anew(tmp_path: Path, schema: int) -> None:
    path, sample = tmp_path / "store.json", SAMPLES / f"schema-{schema}.json"
    path.write_bytes(sample.read_bytes())
    old = Store(path).read()
    before = {id_: old.of(kind)[id_] for id_, kind in old.ids()}
    add(Store(path), "sp-new")
    assert [kept.read_bytes() for kept in backups.paths(path)] == [sample.read_bytes()]
    new = Store(path).read()
    assert {id_: new.of(kind)[id_] for id_, kind in new.ids()} == {**before, "sp-new": VISIT}
    assert storage.load(path.read_bytes(), "store").sealed
    assert "outside" not in [*Store(path).log().values()][-1]


def test_what_others_changed_is_kept_as_found_before_it_is_written_anew(store: Store) -> None:
    add(store, "sp-1")
    found = store.path.read_bytes().replace(b'"Visit"', b'"visit"')
    store.path.write_bytes(found)
    add(store, "sp-2")
    assert backups.paths(store.path)[0].read_bytes() == found
    assert [entry.get("outside") for entry in store.log().values()] == [None, True]


def test_a_bounded_number_stays(store: Store, clock: Clock) -> None:
    for day in range(20):
        for hour in range(12 if day == 19 else 3):
            clock.now = datetime(2026, 1, 1, 8, tzinfo=UTC) + timedelta(days=day, hours=hour)
            add(store, f"sp-{day}-{hour}")
    names = [path.name for path in backups.paths(store.path)]
    assert len({name[:8] for name in names}) == 14
    assert len(names) == 10 + 13


def test_backups_are_private_and_out_of_git_s_sight(store: Store) -> None:
    before = os.umask(0)
    try:
        add(store, "sp-1")
    finally:
        os.umask(before)
    there = backups.folder(store.path)
    assert stat.S_IMODE(there.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in backups.paths(store.path)] == [0o600]
    assert (there / ".gitignore").read_text() == "*\n"
    assert stat.S_IMODE((there / ".gitignore").stat().st_mode) == 0o600


def test_a_clock_that_was_ahead_ends_no_backups(store: Store, clock: Clock) -> None:
    clock.now += timedelta(days=2_000)
    add(store, "sp-1")
    ahead = backups.paths(store.path)
    clock.now -= timedelta(days=2_000)
    second = store.path.read_bytes()
    for number in range(3):
        add(store, f"sp-2-{number}")
    made = sorted({*backups.paths(store.path)} - {*ahead})
    assert [path.read_bytes() for path in made] == [second]


def test_what_a_clock_that_was_ahead_left_goes_as_new_ones_come(store: Store, clock: Clock) -> None:
    there = backups.folder(store.path)
    there.mkdir()
    ahead = {f"2099{month:02}{day:02}-000000-000000.json" for month in (1, 99) for day in range(20)}
    for name in ahead:
        (there / name).write_bytes(b"a store")
    for day in range(15):
        add(store, f"sp-{day}")
        names = {path.name for path in backups.paths(store.path)}
        # None that was made since has gone for one of them.
        assert len(names - ahead) == min(day + 1, 14)
        assert len(names) <= 10 + 14
        clock.now += timedelta(days=1)
    assert not names & ahead


def test_the_newest_is_not_the_one_that_a_clock_ahead_named(store: Store, clock: Clock) -> None:
    add(store, "sp-1")
    [newest] = backups.paths(store.path)
    (newest.parent / "20990101-000000-000000.json").write_bytes(b"a store")
    assert backups.paths(store.path)[0] == newest
    assert str(newest) in backups.newest_named(store.path)


def test_two_of_one_moment_have_two_names(store: Store) -> None:
    first = store.path.read_bytes()
    add(store, *(f"sp-1-{number}" for number in range(MANY_RECORDS)))
    second = store.path.read_bytes()
    add(store, *(f"sp-2-{number}" for number in range(MANY_RECORDS)))
    assert [path.read_bytes() for path in backups.paths(store.path)] == [second, first]


def test_one_process_after_another_sees_what_the_last_one_kept(store: Store) -> None:
    in_child(lambda: add(store, "sp-1"))
    add(store, "sp-2")
    assert len(backups.paths(store.path)) == 1


def test_what_a_killed_writer_left_goes_with_the_next_change(store: Store) -> None:
    add(store, "sp-1")
    left = backups.folder(store.path) / ".20260101-120000-000000.json.4711.tmp"
    left.write_bytes(b"half a store")
    add(store, "sp-2")
    assert not left.exists()
    assert len(backups.paths(store.path)) == 1


def test_what_a_killed_writer_left_goes_before_the_room_is_needed(store: Store) -> None:
    there = backups.folder(store.path)
    there.mkdir()
    left = there / ".20260101-120000-000000.json.4711.tmp"
    left.write_bytes(b"half a store")
    with BackupOfReplaced(store.path, [b""], "2026-01-01T12:00:00+00:00", always=False):
        assert not left.exists()


def _refuse(store: Store) -> None:
    now = "2026-01-01T12:00:00+00:00"
    with BackupOfReplaced(store.path, [b"a store"], now, always=True) as backup:
        backup.make()
        assert len(backups.paths(store.path)) == 1
        raise StoreError("refused")


@pytest.mark.parametrize("there_before", [False, True])
def test_a_change_that_is_refused_leaves_none(store: Store, there_before: bool) -> None:
    there = backups.folder(store.path)
    if there_before:
        there.mkdir()
    with pytest.raises(StoreError, match="refused"):
        _refuse(store)
    assert there.exists() is there_before
    assert not there_before or os.listdir(there) == []
