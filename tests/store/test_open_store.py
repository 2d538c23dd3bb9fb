"""A store opened from Python.

- it is a TinyDB: its tables are searched with TinyDB's queries, the log among them
- until there is a store, the shipped dataset answers, and nothing is made
- inside a ``with`` records are inserted, updated and removed: one write, one entry of the log,
  a backup, as the command line makes them; a new record gets its id from its own words
- nothing is written when the body raises, when a record breaks a rule, or when nothing changed
- outside a ``with`` nothing can be changed; the log never
- what others wrote meanwhile stays; who holds the lock is waited for
- a record that was read is a copy: to change it is no change of the store
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document

from belarus_hr import open_store
from belarus_hr.domain.errors import InvalidValue, StoreError
from belarus_hr.store import storage

if TYPE_CHECKING:
    from conftest import Run

VISIT = {"date": "2009-05", "mechanism": "SP", "kind": "visit", "title": "Visit", "tags": ["a"]}
REPORT = {"date": "2009-12", "mechanism": "CAT", "kind": "report", "title": "Report"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with two events."""
    path = tmp_path / "store.json"
    path.write_bytes(storage.file_bytes({"events": {"sp-visit": VISIT, "cat-report": REPORT}}))
    return path


def events(path: Path) -> dict[str, Any]:
    return {str(event.doc_id): dict(event) for event in open_store(path).table("events")}


def test_it_is_searched_with_the_queries_of_tinydb(path: Path) -> None:
    store = open_store(path)
    assert isinstance(store, TinyDB)
    [hit] = store.table("events").search(where("mechanism") == "CAT")
    assert (hit.doc_id, hit) == ("cat-report", REPORT)
    assert store.table("events").count(where("tags").any(["a"])) == 1
    assert store.tables() == {"events", "log"}


def test_until_there_is_a_store_the_dataset_answers(own_store: Path) -> None:
    assert len(open_store().table("recommendations")) == 93
    assert not own_store.exists()


def test_a_change_is_one_write_and_one_entry_of_the_log(path: Path, hrtrack: Run) -> None:
    id_: Any = "sp-visit"
    with open_store(path) as store:
        table = store.table("events")
        table.update({"place": "Minsk"}, doc_ids=[id_])
        table.remove(where("mechanism") == "CAT")
        new = table.insert({**VISIT, "title": "Second visit"})
        assert table.count(where("kind") == "visit") == 2
    assert new == "sp-2009-05-visit"
    assert events(path) == {
        "sp-visit": {**VISIT, "place": "Minsk"},
        "sp-2009-05-visit": {**VISIT, "title": "Second visit"},
    }
    [entry] = open_store(path).table("log").all()
    assert [change["id"] for change in entry["changes"]] == ["sp-visit", "cat-report", new]
    hrtrack(f"undo --db {path}")
    assert events(path) == {"sp-visit": VISIT, "cat-report": REPORT}


def test_the_first_change_starts_the_store(own_store: Path) -> None:
    with open_store() as store:
        store.table("events").insert(VISIT)
    assert own_store.exists()
    assert len(open_store().table("recommendations")) == 93


def test_two_records_of_the_same_words_get_two_ids(path: Path) -> None:
    with open_store(path) as store:
        added = store.table("events").insert_multiple([VISIT, VISIT, REPORT])
        more = store.table("events").insert(VISIT)
    assert [*added, more] == [
        "sp-2009-05-visit", "sp-2009-05-visit-2", "cat-2009-12-report", "sp-2009-05-visit-3"
    ]  # fmt: skip


def test_a_record_may_come_with_its_id(path: Path) -> None:
    named: Any = Document(VISIT, doc_id="sp-named")  # type: ignore[arg-type]
    with open_store(path) as store:
        assert store.table("events").insert(named) == "sp-named"
        with pytest.raises(ValueError, match="already exists"):
            store.table("events").insert(named)
    assert "sp-named" in events(path)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"date": "2009-13"}, '"2009-13" is not a day'),
        ({"mechanism": "CATT"}, "did you mean CAT"),
        ({"titel": "x"}, "no field"),
    ],
)
def test_a_record_that_breaks_a_rule_is_named_and_nothing_is_written(
    path: Path, changes: dict[str, str], sentence: str
) -> None:
    before, id_ = path.read_bytes(), "cat-report"
    refused = pytest.raises(InvalidValue, match=f'record "cat-report".*{sentence}.*was changed')
    with refused, open_store(path) as store:
        store.table("events").update({"place": "Minsk"})
        store.table("events").update(changes, doc_ids=[id_])  # type: ignore[list-item]
    assert path.read_bytes() == before


def test_nothing_is_written_when_the_body_raises(path: Path) -> None:
    before = path.read_bytes()
    store = open_store(path)
    with pytest.raises(ZeroDivisionError), store:  # noqa: PT012
        store.table("events").truncate()
        raise ZeroDivisionError
    assert path.read_bytes() == before
    assert len(store.table("events")) == 2


def test_nothing_is_written_when_nothing_changed(path: Path) -> None:
    about = path.stat()
    with open_store(path) as store:
        store.table("events").update({"mechanism": "CAT"}, where("mechanism") == "CAT")
    assert path.stat().st_ino == about.st_ino


def test_nothing_is_changed_outside_a_with(path: Path) -> None:
    store = open_store(path)
    for change in (
        lambda: store.table("events").insert(VISIT),
        lambda: store.table("events").truncate(),
        store.drop_tables,
    ):
        with pytest.raises(StoreError, match="inside a with"):
            change()


def test_the_log_is_not_changed_by_hand(path: Path) -> None:
    before = path.read_bytes()
    entry: Any = Document({"at": "now"}, doc_id="k")  # type: ignore[arg-type]
    for name in ("log", "minutes"):
        refused = pytest.raises(InvalidValue, match=f'"{name}" is no table of records')
        with refused, open_store(path) as store:
            store.table(name).insert(entry)
    assert path.read_bytes() == before


def test_one_id_is_not_given_to_records_of_two_kinds(path: Path) -> None:
    claim = {"mechanism": "UPR", "by": "government", "date": "2010", "title": "Done"}
    named: Any = Document(claim, doc_id="cat-report")  # type: ignore[arg-type]
    with pytest.raises(StoreError, match="taken"), open_store(path) as store:
        store.table("claims").insert(named)


def test_what_others_wrote_meanwhile_stays(path: Path) -> None:
    store = open_store(path)
    with open_store(path) as other:
        other.table("events").insert({**VISIT, "title": "Other"})
    assert len(store.table("events")) == 2
    with store:
        store.table("events").insert({**VISIT, "title": "Ours"})
    assert len(store.table("events")) == 4


def test_a_record_that_was_read_is_a_copy(path: Path) -> None:
    id_: Any = "sp-visit"
    with open_store(path) as store:
        visit: Any = store.table("events").get(doc_id=id_)
        visit["tags"].append("b")
        store.table("events").update({"tags": visit["tags"]}, doc_ids=[id_])
    assert events(path)["sp-visit"]["tags"] == ["a", "b"]
