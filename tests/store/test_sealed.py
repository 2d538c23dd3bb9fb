"""A sealed file read and changed without parsing all of it.

- a table taken apart by bytes is the one that was written: one record, all, ids, length;
  whatever the size of the blocks it is read in, and whichever library parses them
- of records with some fields only, or parts of their lists, these are as they were; with a field
  lacking, the others go; with a word or a mechanism, none that holds it does
- a part is read when it is asked for; where its seal does not hold, the file is read whole
- a change spliced into the file gives the bytes of the whole file written anew: for any
  tables and any changes, few or many, the last record of a table and a new table included;
  so is the account of the change in the log
- the log comes along as it is; entries are added at its end
- an id that is none finds nothing, whatever is in it
"""

from __future__ import annotations

import re
import sys
from typing import Any

import drawn
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belarus_hr.domain import change_log
from belarus_hr.domain.collection import BELARUS, Collection, Need
from belarus_hr.domain.errors import StoreError
from belarus_hr.domain.records.kinds import BY_TABLE, KINDS, Record
from belarus_hr.domain.text.safe_text import fixed_part
from belarus_hr.store import document, lines, seal, sealed
from belarus_hr.store.document import Document
from belarus_hr.store.lines import Entry
from belarus_hr.store.seal import Held

Tables = dict[str, dict[str, Record]]
Changes = dict[str, dict[str, Record | None]]
ENTRY: dict[str, Any] = {"at": "2026-01-01T10:00:00Z", "command": "hrtrack", "changes": []}
#: Tables are large examples, and take their time on a busy machine.
fewer = settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(params=["as it is", "as a large one"])
def reading(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read small tables as they are read, or as large ones are: in blocks, by the other library."""
    if request.param == "as a large one":
        monkeypatch.setattr(lines, "LARGE", 0)
        monkeypatch.setattr(seal, "BLOCK", 61)
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


def changed(raw: bytes, changes: Changes, entry: Entry | None) -> bytes:
    return b"".join(document.read(raw, "store", own=True).changed(changes, entry))


def applied(tables: Tables, changes: Changes) -> Tables:
    made = {name: dict(table) for name, table in tables.items()}
    for name, touched in changes.items():
        both = {**made.get(name, {}), **touched}
        made[name] = {id_: record for id_, record in both.items() if record is not None}
    return made


def account(tables: Tables, changes: Changes) -> list[dict[str, Any]]:
    """Return what the log tells of changes."""
    return [
        change_log.change(id_, BY_TABLE[name], tables.get(name, {}).get(id_), record)
        for name, touched in changes.items()
        for id_, record in touched.items()
    ]


def texts_of(value: object) -> list[str]:
    """Return all texts in a record."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in texts_of(part) if text]


def opened(tables: Tables) -> dict[str, Any]:
    return dict(Document(Held(document.write(tables)), "store", own=True).tables)


@fewer
@given(tables=drawn.tables())
def test_a_table_taken_apart_is_the_one_that_was_written(reading: str, tables: Tables) -> None:
    found = opened(tables)
    assert set(found) == set(tables)
    for name, table in tables.items():
        assert {id_: found[name][id_] for id_ in table} == table
        assert set(found[name]) == set(table)
        assert len(found[name]) == len(table)
        assert all(id_ in found[name] for id_ in table)
        assert dict(opened(tables)[name].items()) == table


@fewer
@given(tables=drawn.tables(), data=st.data())
def test_some_fields_of_those_that_lack_one(reading: str, tables: Tables, data: Any) -> None:
    for name, table in tables.items():
        known = [field.name for field in BY_TABLE[name].fields]
        fields = data.draw(st.none() | st.sets(st.sampled_from(known)))
        lacking = data.draw(st.none() | st.sampled_from(known))
        found = opened(tables)[name].some(Need(fields), lacking)
        assert set(found) == {id_ for id_, record in table.items() if lacking not in record}
        for id_, record in found.items():
            wanted = table[id_].keys() if fields is None else fields
            assert {f: record.get(f) for f in wanted} == {f: table[id_].get(f) for f in wanted}
            assert record.items() <= table[id_].items()


@fewer
@given(tables=drawn.tables(), data=st.data())
def test_none_that_holds_a_word_or_is_of_a_mechanism_is_left_out(
    reading: str, tables: Tables, data: Any
) -> None:
    for name, table in tables.items():
        texts = [text for record in table.values() for text in texts_of(record)] or ["none"]
        text = data.draw(st.sampled_from(texts))
        start = data.draw(st.integers(0, len(text) - 1))
        said = text[start : start + data.draw(st.integers(1, 6))].casefold()
        found = opened(tables)[name].some(Need(word=fixed_part(said)), None)
        holding = {
            id_: record
            for id_, record in table.items()
            if any(said in one.casefold() for one in texts_of(record))
        }
        assert holding.items() <= dict(found).items() <= table.items()
        of_upr = {id_: one for id_, one in table.items() if one.get("mechanism") == "UPR"}
        found = opened(tables)[name].some(Need(mechanism="UPR"), None)
        assert of_upr.items() <= dict(found).items() <= table.items()


def test_of_a_large_table_those_without_a_word_or_of_another_mechanism_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lines, "LARGE", 0)
    monkeypatch.setattr(seal, "BLOCK", 61)
    records = {
        "a": {"mechanism": "CAT", "title": "Prevent TORTURE"},
        "b": {"mechanism": "CAT", "title": "Ratify the protocol"},
        "c": {"mechanism": "UPR", "title": "End torture"},
    }
    table = opened({"recommendations": records})["recommendations"]
    assert set(table.some(Need(word="torture"), None)) == {"a", "c"}
    assert set(table.some(Need(mechanism="UPR"), None)) == {"c"}


def test_of_a_large_table_no_other_fields_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LARGE", 0)
    records = {"r": {"mechanism": "UPR", "title": "Long", "text": "Longer"}}
    collection = Collection(opened({"recommendations": records})).about(
        BELARUS, Need({"mechanism"})
    )
    assert dict(collection.of(BY_TABLE["recommendations"])) == {"r": {"mechanism": "UPR"}}


def test_of_a_large_table_parts_of_lists_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LARGE", 0)
    items = [{"by": "Norway", "action": 5, "themes": ["NHRI"]}, {"by": "Cuba"}]
    table = opened({"recommendations": {"r": {"items": items, "title": "t"}}})["recommendations"]
    assert dict(table.some(Need({"items.by"}), None)) == {
        "r": {"items": [{"by": "Norway"}, {"by": "Cuba"}]}
    }
    assert dict(table.some(Need({"items.by", "items"}), None)) == {"r": {"items": items}}


def test_a_library_that_cannot_be_read_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LARGE", 0)
    monkeypatch.setitem(sys.modules, "belarus_hr.store.bulk", None)
    monkeypatch.delattr("belarus_hr.store.bulk", raising=False)
    events = {"e": {"title": "Visit", "date": "2009"}}
    assert dict(opened({"events": events})["events"].some(Need({"date"}), None)) == events


class Watched(Held):
    """A file that says which of its bytes were read."""

    def __init__(self, raw: bytes) -> None:
        super().__init__(raw)
        self.reads: list[tuple[int, int]] = []

    def read(self, at: int, size: int) -> bytes:
        self.reads.append((at, size))
        return super().read(at, size)


def test_a_table_is_read_when_it_is_asked_for() -> None:
    events = {"e": {"title": "Visit"}}
    raw = document.write({"events": events, "claims": {"c": {"title": "x" * 1000}}}, {"k": ENTRY})
    source = Watched(raw)
    found = Document(source, "store", own=True)
    assert dict(found.tables["events"].items()) == events
    parts = seal.parts(Held(raw))
    assert parts is not None
    assert source.reads == [(0, seal.LIMIT), (parts["events"].at, parts["events"].size)]


@pytest.fixture
def changed_outside() -> bytes:
    """A file in which somebody changed one record of the events, to another of the same length."""
    report = {"date": "2009", "mechanism": "CAT", "kind": "report", "title": "Report"}
    claim = {"mechanism": "UPR", "by": "government", "date": "2010", "title": "All done"}
    raw = document.write({"events": {"e": report}, "claims": {"c": claim}})
    return raw.replace(b'"2009"', b'"2019"')


def test_where_a_seal_does_not_hold_the_file_is_read_whole(changed_outside: bytes) -> None:
    told: list[str] = []
    found = Document(Held(changed_outside), "store", lambda: told.append("changed"), own=True)
    assert found.tables["claims"]["c"]["by"] == "government"
    assert (found.sealed, told) == (True, [])
    assert found.tables["events"]["e"]["date"] == "2019"
    assert (found.sealed, found.outside, told) == (False, True, ["changed"])


def test_what_is_to_be_written_stands_on_all_of_it(changed_outside: bytes) -> None:
    assert document.read(changed_outside, "store", own=True).outside
    broken = changed_outside.replace(b'"report"', b'"nonsns"')
    with pytest.raises(StoreError, match="unknown kind"):
        document.read(broken, "store", own=True)
    assert Document(Held(broken), "store", own=True).tables["claims"]["c"]["by"] == "government"


@pytest.mark.parametrize("few", [1000, 0], ids=["few", "many"])
@fewer
@given(given=changed_tables())
def test_a_change_spliced_in_gives_the_bytes_of_the_whole_written_anew(
    given: tuple[Tables, Changes], few: int
) -> None:
    tables, changes = given
    raw, entry = document.write(tables), {**ENTRY, "changes": account(tables, changes)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed, "_FEW", few)
        patch.setattr(lines, "_FEW", few)
        found = changed(raw, changes, entry)
    [key] = document.read(found, "store").entries
    assert found == document.write(applied(tables, changes), {key: entry})


@fewer
@given(changed_tables())
def test_a_hand_edited_file_changes_as_a_sealed_one_does(given: tuple[Tables, Changes]) -> None:
    tables, changes = given
    raw = document.write(tables)
    by_hand = re.sub(rb', "sealed": \{[^}]*\}', b"", raw, count=1)
    assert by_hand != raw
    assert changed(by_hand, changes, ENTRY) == changed(raw, changes, ENTRY)


def test_entries_are_added_at_the_end_of_the_log() -> None:
    raw = document.write({}, {"first": ENTRY})
    later = {**ENTRY, "at": "2026-01-02T10:00:00Z"}
    raw = changed(changed(raw, {}, ENTRY), {}, later)
    first, second, third = document.read(raw, "store").entries
    assert (first, second[:15], third[:15]) == ("first", "20260101-100000", "20260102-100000")
    assert raw == document.write({}, {first: ENTRY, second: ENTRY, third: later})


@pytest.mark.parametrize("id_", ["", "x", 'x": {"title', "x\n", "\udc80", "отчёт"])
def test_an_id_that_is_none_finds_nothing(id_: str) -> None:
    tables = {"events": {"xy": {"title": "a"}, "yx": {"title": 'x": {"title'}}}
    found = document.read(document.write(tables), "store", own=True).tables["events"]
    assert id_ not in found
    assert found.get(id_) is None
