"""A file read and changed table by table, and record by record where it is large.

- a table taken apart is the one that was written: one record, all, ids, length; whichever
  library decodes it, and as TinyDB's tables give it
- of records with some fields only, or parts of their lists, these are as they were; with a
  condition, only those that meet it come
- a part is read when it is asked for; where its checksum does not hold, the file is read whole
- a change gives the bytes of the whole file written anew: for any tables and any changes, few
  or many, the last record of a table and a new table included; so is its entry in the log
- a record that is put as it stands is no change
- a table that others laid out is not written as it stands, whatever its checksum says
- the log comes along as it is; entries are added at its end
- an id that is none finds nothing, whatever is in it
"""

from __future__ import annotations

import importlib
import re
import sys
from typing import Any

import drawn
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tinydb import where

from belarus_hr.domain import change_log
from belarus_hr.domain.collection import BELARUS
from belarus_hr.domain.errors import StoreError
from belarus_hr.domain.records.kind import Query
from belarus_hr.domain.records.kinds import BY_TABLE, EVENT, KINDS, RECOMMENDATION, Record
from belarus_hr.store import large, layout, storage, transaction
from belarus_hr.store.database import Database
from belarus_hr.store.layout import BytesSource
from belarus_hr.store.storage import FileStorage

Tables = dict[str, dict[str, Record]]
Changes = dict[str, dict[str, Record | None]]
ENTRY: dict[str, Any] = {"at": "2026-01-01T10:00:00Z", "command": "hrtrack", "changes": []}
#: Tables are large examples, and take their time on a busy machine.
slow_to_draw = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(params=["as it is", "as a large one"])
def reading(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read small tables as they are read, or as large ones are, by the other library."""
    if request.param == "as a large one":
        monkeypatch.setattr(layout, "LARGE", 0)
    return str(request.param)


@st.composite
def changed_tables(draw: st.DrawFn) -> tuple[Tables, Changes]:
    """Draw tables, and changes of some of their records and of new ones."""
    tables = draw(drawn.tables())
    known = [(table, id_) for table in tables for id_ in tables[table]]
    changes: Changes = {}
    for table, id_ in draw(st.lists(st.sampled_from(known), unique=True)) if known else []:
        changes.setdefault(table, {})[id_] = draw(st.none() | drawn.records(BY_TABLE[table]))
    taken = {id_ for _, id_ in known}
    for id_ in draw(st.lists(drawn.IDS.filter(lambda id_: id_ not in taken), unique=True)):
        kind = draw(st.sampled_from(KINDS))
        changes.setdefault(kind.table, {})[id_] = draw(drawn.records(kind))
    return tables, changes


def opened(raw: bytes) -> Database:
    return Database(FileStorage(BytesSource(raw), "store", own=True))


def changed(raw: bytes, changes: Changes, entry: dict[str, Any] | None = None) -> bytes:
    """Return a file with changes, made as a transaction makes them."""
    database = opened(raw)
    database.file.verify()
    database.apply(changes)
    made = transaction.changes_for_log(database)
    transaction.append_to_log(database, entry or {**ENTRY, "changes": made})
    return b"".join(database.file.pieces())


def applied(tables: Tables, changes: Changes) -> Tables:
    made = {name: dict(table) for name, table in tables.items()}
    for name, touched in changes.items():
        both = {**made.get(name, {}), **touched}
        made[name] = {id_: record for id_, record in both.items() if record is not None}
    return made


def account(tables: Tables, changes: Changes) -> list[dict[str, Any]]:
    """Return what the log is to tell of changes."""
    return [
        change_log.change(id_, BY_TABLE[name], tables.get(name, {}).get(id_), record)
        for name in BY_TABLE
        for id_, record in changes.get(name, {}).items()
        if tables.get(name, {}).get(id_) != record
    ]


@slow_to_draw
@given(tables=drawn.tables())
def test_a_table_taken_apart_is_the_one_that_was_written(reading: str, tables: Tables) -> None:
    found = opened(storage.file_bytes(tables)).file.tables
    assert set(found) == set(tables)
    for name, table in tables.items():
        assert {id_: found[name][id_] for id_ in table} == table
        assert set(found[name]) == set(table)
        assert len(found[name]) == len(table)
        assert all(id_ in found[name] for id_ in table)
        assert dict(opened(storage.file_bytes(tables)).file.tables[name].items()) == table


@slow_to_draw
@given(tables=drawn.tables())
def test_the_tables_of_tinydb_are_those_that_were_written(reading: str, tables: Tables) -> None:
    database = opened(storage.file_bytes(tables))
    assert database.tables() == {*tables, "log"}
    for name, table in tables.items():
        assert {str(record.doc_id): record for record in database.table(name)} == table
        some: Any = next(iter(table))
        assert database.table(name).get(doc_id=some) == table[some]
        title = table[some].get("mechanism")
        hits = database.table(name).search(where("mechanism") == title) if title else []
        assert all(hit["mechanism"] == title for hit in hits)


@slow_to_draw
@given(tables=drawn.tables(), data=st.data())
def test_a_query_gives_the_records_that_meet_it_with_its_fields(
    reading: str, tables: Tables, data: Any
) -> None:
    for name, table in tables.items():
        known = [field.name for field in BY_TABLE[name].fields]
        fields = data.draw(st.none() | st.sets(st.sampled_from(known)))
        condition = data.draw(st.sampled_from([{}, {"mechanism": "UPR"}]))
        query = Query(kind=BY_TABLE[name], fields=fields, where=condition)
        found = opened(storage.file_bytes(tables)).collection().select(query)
        assert set(found) == {
            id_ for id_, record in table.items() if condition.items() <= record.items()
        }
        for id_, record in found.items():
            wanted = table[id_].keys() if fields is None else fields
            assert {f: record.get(f) for f in wanted} == {f: table[id_].get(f) for f in wanted}
            assert record.items() <= table[id_].items()


def test_of_a_large_table_no_other_fields_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "LARGE", 0)
    records = {"r": {"mechanism": "UPR", "title": "Long", "text": "Longer"}}
    query = Query(kind=RECOMMENDATION, fields={"mechanism"})
    collection = opened(storage.file_bytes({"recommendations": records})).collection()
    about_belarus = collection.about(BELARUS, query).of(RECOMMENDATION)
    assert dict(about_belarus) == {"r": {"mechanism": "UPR"}}


def test_of_a_large_table_parts_of_lists_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "LARGE", 0)
    items = [{"by": "Norway", "action": 5, "themes": ["NHRI"]}, {"by": "Cuba"}]
    raw = storage.file_bytes({"recommendations": {"r": {"items": items, "title": "t"}}})
    select = opened(raw).collection().select
    assert dict(select(Query(kind=RECOMMENDATION, fields={"items.by"}))) == {
        "r": {"items": [{"by": "Norway"}, {"by": "Cuba"}]}
    }
    both = Query(kind=RECOMMENDATION, fields={"items.by", "items"})
    assert dict(select(both)) == {"r": {"items": items}}


def test_a_library_that_cannot_be_read_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "LARGE", 0)
    monkeypatch.setitem(sys.modules, "belarus_hr.store.large", None)
    monkeypatch.delattr("belarus_hr.store.large", raising=False)
    events = {"e": {"title": "Visit", "date": "2009"}}
    select = opened(storage.file_bytes({"events": events})).collection().select
    assert dict(select(Query(kind=EVENT, fields={"date"}))) == events


class Watched(BytesSource):
    """A file that says which of its bytes were read."""

    def __init__(self, raw: bytes) -> None:
        super().__init__(raw)
        self.reads: list[tuple[int, int]] = []

    def read(self, at: int, size: int) -> bytes:
        self.reads.append((at, size))
        return super().read(at, size)


def test_a_table_is_read_when_it_is_asked_for() -> None:
    events = {"e": {"title": "Visit"}}
    raw = storage.file_bytes(
        {"events": events, "claims": {"c": {"title": "x" * 1000}}}, {"k": ENTRY}
    )
    source = Watched(raw)
    collection = Database(FileStorage(source, "store", own=True)).collection()
    assert dict(collection.of(EVENT).items()) == events
    parts = layout.parts_of(BytesSource(raw))
    assert parts is not None
    assert source.reads == [(0, layout.LIMIT), (parts["events"].at, parts["events"].size)]


@pytest.fixture
def changed_outside() -> bytes:
    """A file in which somebody changed one record of the events, to another of the same length."""
    report = {"date": "2009", "mechanism": "CAT", "kind": "report", "title": "Report"}
    claim = {"mechanism": "UPR", "by": "government", "date": "2010", "title": "All done"}
    raw = storage.file_bytes({"events": {"e": report}, "claims": {"c": claim}})
    return raw.replace(b'"2009"', b'"2019"')


def test_where_a_checksum_does_not_hold_the_file_is_read_whole(changed_outside: bytes) -> None:
    told: list[str] = []
    source = BytesSource(changed_outside)
    found = FileStorage(source, "store", lambda: told.append("changed"), own=True)
    assert found.tables["claims"]["c"]["by"] == "government"
    assert (found.sealed, told) == (True, [])
    assert found.tables["events"]["e"]["date"] == "2019"
    assert (found.sealed, found.changed_outside, told) == (False, True, ["changed"])


def test_what_is_to_be_written_stands_on_all_of_it(changed_outside: bytes) -> None:
    assert storage.load(changed_outside, "store", own=True).changed_outside
    broken = changed_outside.replace(b'"report"', b'"nonsns"')
    with pytest.raises(StoreError, match="unknown kind"):
        storage.load(broken, "store", own=True)
    assert opened(broken).file.tables["claims"]["c"]["by"] == "government"


@slow_to_draw
@given(given=changed_tables(), library=st.booleans())
def test_a_change_gives_the_bytes_of_the_whole_written_anew(
    reading: str, given: tuple[Tables, Changes], library: bool
) -> None:
    tables, changes = given
    with pytest.MonkeyPatch.context() as patch:
        if library:
            importlib.import_module("belarus_hr.store.large")
        else:
            patch.delitem(sys.modules, "belarus_hr.store.large", raising=False)
        found = changed(storage.file_bytes(tables), changes)
    [(key, entry)] = storage.load(found, "store").log.items()
    assert entry["changes"] == account(tables, changes)
    assert found == storage.file_bytes(applied(tables, changes), {key: entry})


@slow_to_draw
@given(changed_tables())
def test_a_hand_edited_file_changes_as_a_sealed_one_does(given: tuple[Tables, Changes]) -> None:
    tables, changes = given
    raw = storage.file_bytes(tables)
    by_hand = re.sub(rb', "sealed": \{[^}]*\}', b"", raw, count=1)
    assert by_hand != raw
    assert changed(by_hand, changes) == changed(raw, changes)


def test_a_record_that_is_put_as_it_stands_is_no_change(reading: str) -> None:
    event = {"date": "2009", "mechanism": "CAT", "kind": "report", "title": "Report"}
    database = opened(storage.file_bytes({"events": {"e": event, "f": event}}))
    database.apply({"events": {"e": dict(event), "f": {**event, "place": "Minsk"}}})
    assert [change["id"] for change in transaction.changes_for_log(database)] == ["f"]
    assert database.file.changes["events"].keys() == {"f"}


@pytest.mark.parametrize(
    "line",
    [
        b'"e": {"title": "b"},\n"e": {"title": "a"}',
        b'"e":  {"title": "a"}',
        b'\n"e": {"title": "a"}',
    ],
    ids=["twice", "spaced", "blank"],
)
def test_a_table_that_others_laid_out_is_not_written_as_it_stands(
    reading: str, line: bytes
) -> None:
    parts = {"events": (b'"events": {\n%s\n},\n' % line,), layout.LOG: (b'"log": {}\n}\n',)}
    database = opened(b"".join(layout.with_header(parts)))
    database.apply({"events": {"f": {"title": "new"}}})
    with pytest.raises(StoreError):  # It is checked as a file that nothing vouches for.
        database.file.pieces()


def test_entries_are_added_at_the_end_of_the_log(reading: str) -> None:
    raw = storage.file_bytes({}, {"first": ENTRY})
    later = {**ENTRY, "at": "2026-01-02T10:00:00Z"}
    raw = changed(changed(raw, {}, ENTRY), {}, later)
    first, second, third = storage.load(raw, "store").log
    assert (first, second[:15], third[:15]) == ("first", "20260101-100000", "20260102-100000")
    assert raw == storage.file_bytes({}, {first: ENTRY, second: ENTRY, third: later})


@pytest.mark.parametrize("id_", ["", "x", 'x": {"title', "x\n", "\udc80", "отчёт"])
def test_an_id_that_is_none_finds_nothing(reading: str, id_: str) -> None:
    raw = storage.file_bytes({"events": {"xy": {"title": "a"}, "yx": {"title": 'x": {"title'}}})
    events = opened(raw).file.tables["events"]
    assert id_ not in events
    assert events.get(id_) is None


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 1_000_000) | st.floats(0.0001, 1_000_000) | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
)


@given(st.dictionaries(_TEXTS, _VALUES, max_size=4))
@example({"title": '\x00\x1f\x7f\x80\x9f\u200b\u2028\ufeff"\\/ “Žodzina” 🙂'})
def test_a_record_is_written_alike_by_both_libraries(record: dict[str, Any]) -> None:
    assert large.json_of(record) == layout.json_line(record)
