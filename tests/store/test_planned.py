"""A change that is thought out before the lock is taken, so that others wait for the write alone.

- the plan is made once, without the lock, where nobody changes the store meanwhile
- it is made again, of what is there by then, when somebody did: with hrtrack or by hand
- of a file that no seal vouches for it is made again in any case
- what the plan refuses needs no lock, and leaves none behind
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from belarus_hr.domain.change_log import Log
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import NotFound
from belarus_hr.domain.records.kinds import EVENT, Record
from belarus_hr.store import Store, lock, storage

REPORT: Record = {"date": "2009-12", "mechanism": "CAT", "kind": "report", "title": "Sent"}
ID = "cat-2009-12-report"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    path = tmp_path / "store.json"
    path.write_bytes(storage.file_bytes({"events": {ID: REPORT}}))
    return Store(path, lock_seconds=0)


def with_hrtrack(store: Store) -> None:
    with store.change() as change:
        change.put(EVENT, ID, {**REPORT, "title": "Read"})


def by_hand(store: Store) -> None:
    store.path.write_bytes(store.path.read_bytes().replace(b"Sent", b"Read"))


def laid_out_anew(store: Store) -> None:
    """Write the file as another program does: no checksums on its first line."""
    store.path.write_text(json.dumps(json.loads(store.path.read_bytes()), indent=1))


def nobody(_: Store) -> None:
    pass


@pytest.mark.parametrize(
    ("meanwhile", "seen"),
    [(nobody, ["Sent"]), (with_hrtrack, ["Sent", "Read"]), (by_hand, ["Sent", "Read"])],
)
def test_the_plan_is_made_again_when_the_store_was_changed(
    store: Store, meanwhile: Callable[[Store], None], seen: list[str]
) -> None:
    titles: list[str] = []

    def plan(collection: Collection, _: Log) -> str:
        titles.append(collection.find(ID).record["title"])
        if len(titles) == 1:
            meanwhile(store)
        return titles[-1]

    with store.planned(plan) as (change, title):
        change.put(EVENT, ID, {**REPORT, "title": f"{title} twice"})
    assert titles == seen
    assert store.read().find(ID).record["title"] == f"{seen[-1]} twice"


@pytest.mark.parametrize("unseal", [by_hand, laid_out_anew])
def test_of_a_file_without_a_seal_it_is_made_again(
    store: Store, unseal: Callable[[Store], None]
) -> None:
    unseal(store)
    logs: list[Log] = []
    with store.planned(lambda _, log: logs.append(log)):
        pass
    assert len(logs) == 2


def test_what_it_refuses_needs_no_lock(store: Store) -> None:
    def plan(collection: Collection, _: Log) -> None:
        collection.find("nobody")

    with lock.lock_held(store.path, 0), pytest.raises(NotFound), store.planned(plan):
        pass


def test_what_it_refuses_leaves_no_lock_behind(store: Store) -> None:
    with pytest.raises(NotFound), store.planned(lambda found, _: found.find("nobody")):
        pass
    assert [path.name for path in store.path.parent.iterdir()] == ["store.json"]
