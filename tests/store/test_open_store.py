"""A store opened from Python.

- it is a TinyDB: its tables are searched with TinyDB's queries, the log among them
- until there is a store, the shipped dataset answers, and nothing is made
- inside a ``with`` records are inserted, updated and removed: one write, one entry of the log,
  a backup, as the command line makes them; a new record gets its id from its own words
- nothing is written when the body raises, when a record breaks a rule, or when nothing changed
- outside a ``with`` nothing can be changed; the log never
- what others wrote meanwhile stays; who holds the lock is waited for
- a record that was read is a copy: to change it is no change of the store; no search answers
  from before others wrote
- threads that share a store change it in turn; a ``with`` inside its own is refused
- no verdict stays on a recommendation that goes
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document

from belarus_hr import open_store
from belarus_hr.domain.errors import InvalidValue, StoreError
from belarus_hr.store import layout, storage

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


def test_a_record_with_its_id_is_changed_or_added(path: Path) -> None:
    with open_store(path) as store:
        for id_ in ("sp-visit", "sp-named"):
            visit: Any = Document({**VISIT, "place": "Minsk"}, doc_id=id_)  # type: ignore[arg-type]
            assert store.table("events").upsert(visit) == [id_]
        here: Any = where("mechanism") == "CAT"
        assert store.table("events").upsert({"place": "Geneva"}, here) == ["cat-report"]
    places = {id_: event["place"] for id_, event in events(path).items()}
    assert places == {"cat-report": "Geneva", "sp-named": "Minsk", "sp-visit": "Minsk"}


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
    with pytest.raises(InvalidValue, match="taken"), open_store(path) as store:
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


def test_a_search_never_answers_from_before_others_wrote(path: Path) -> None:
    store, visits = open_store(path), where("kind") == "visit"
    table = store.table("events")
    assert table.search(visits)[0]["title"] == "Visit"
    with open_store(path) as other:
        other.table("events").update({"title": "Second visit"}, visits)
    with store:
        assert table.search(visits)[0]["title"] == "Second visit"
        store.drop_table("events")
        assert table.search(visits) == []
    assert table.search(visits) == []


def test_threads_that_share_a_store_change_it_in_turn(path: Path) -> None:
    store = open_store(path)

    def add(number: int) -> None:
        with store:
            store.table("events").insert({**VISIT, "title": f"Visit {number}"})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(20)))
    assert len(events(path)) == 22
    assert len(open_store(path).table("log")) == 20


def test_a_with_inside_a_with_of_the_same_store_is_refused_at_once(path: Path) -> None:
    store = open_store(path)
    with store:
        store.table("events").insert(VISIT)
        with pytest.raises(StoreError, match="is being changed already"), store:
            pytest.fail("let in")
    assert len(events(path)) == 3


_NO_ID = r'(?s)^events: record ".*(well formed|must be letters)'


@pytest.mark.parametrize("id_", ["X", "cat 2011", "../x", "x\n"])
def test_an_id_that_is_none_is_named_with_its_table(path: Path, id_: str) -> None:
    named: Any = Document(VISIT, doc_id=id_)  # type: ignore[arg-type]
    refused = pytest.raises(InvalidValue, match=_NO_ID)
    with refused, open_store(path) as store:
        store.table("events").insert(named)


def test_a_number_of_five_thousand_digits_is_a_sentence(path: Path) -> None:
    with pytest.raises(InvalidValue, match="must be text"), open_store(path) as store:
        store.table("events").update({"place": 10**5000})


def test_a_recommendation_does_not_go_without_the_verdicts_on_it(own_store: Path) -> None:
    verdict = {"recommendation": "upr1-97.5", "assessor": "self", "status": "partly"}
    here: Any = ["upr1-97.5"]
    with open_store() as store:
        id_: Any = store.table("assessments").insert({**verdict, "date": "2014"})
    before = own_store.read_bytes()
    why = f'assessments: record "{id_}".*upr1-97.5.*not there'
    refused = pytest.raises(InvalidValue, match=why)
    with refused, open_store() as store:
        store.table("recommendations").remove(doc_ids=here)
    assert own_store.read_bytes() == before
    with open_store() as store:
        store.table("recommendations").remove(doc_ids=here)
        store.table("assessments").remove(doc_ids=[id_])


def test_a_log_that_others_forged_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "LARGE", 0)
    path = tmp_path / "forged.json"
    for entry in ({"at": "2026"}, {"at": "2026", "changes": [{"id": []}]}, {"changes": [{}]}):
        path.write_bytes(storage.file_bytes({"events": {"sp-visit": VISIT}}, {"k": entry}))
        with pytest.raises(StoreError), open_store(path) as store:
            store.table("events").insert(VISIT)


@pytest.mark.parametrize(
    ("table", "record", "why"),
    [
        ("measures", {"title": "A", "lead": "Court; Bar"}, "lead is one body"),
        ("measures", {"title": "A", "start": "2018", "due": "2017"}, "earlier than the start"),
        (
            "measures",
            {"title": "A", "progress": [{"state": "completed", "date": "2999"}]},
            "lies ahead",
        ),
        ("indicators", {"title": "A", "unit": "u", "target_date": "2020"}, "there is none"),
        (
            "assessments",
            {
                "recommendation": "upr1-97.5",
                "assessor": "un",
                "status": "partly",
                "date": "2999",
            },
            "lies ahead",
        ),
        (
            "grades",
            {"recommendation": "upr1-97.5", "grade": "B", "date": "2014"},
            "UPR",
        ),
    ],
)
def test_what_no_record_can_say_is_refused_as_on_the_command_line(
    own_store: Path, table: str, record: dict[str, Any], why: str
) -> None:
    refused = pytest.raises(InvalidValue, match=f"(?s)^{table}: record .*{why}")
    with refused, open_store() as store:
        store.table(table).insert(record)
    assert not own_store.exists()
