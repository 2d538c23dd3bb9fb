"""A sealed file read and changed without parsing all of it.

- a table taken apart by bytes is the one that was written: one record, all, ids, length
- a change spliced into the file gives the bytes of the whole file written anew: for any
  tables and any changes, few or many, the last record of a table and a new table included
- the log comes along as it is; entries are added at its end; records are read without it
- an id that is none finds nothing, whatever is in it
"""

from __future__ import annotations

from typing import Any

import drawn
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belarus_hr.domain.errors import StoreError
from belarus_hr.domain.records import BY_TABLE, KINDS, Record
from belarus_hr.store import document, sealed

Tables = dict[str, dict[str, Record]]
Changes = dict[str, dict[str, Record | None]]
ENTRY: dict[str, Any] = {"at": "2026-01-01T10:00:00Z", "command": "hrtrack", "changes": []}
fewer = settings(max_examples=60)


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


def applied(tables: Tables, changes: Changes) -> Tables:
    made = {name: dict(table) for name, table in tables.items()}
    for name, touched in changes.items():
        both = {**made.get(name, {}), **touched}
        made[name] = {id_: record for id_, record in both.items() if record is not None}
    return made


@fewer
@given(drawn.tables())
def test_a_table_taken_apart_is_the_one_that_was_written(tables: Tables) -> None:
    found = document.read(document.write(tables), "store").tables
    assert set(found) == set(tables)
    for name, table in tables.items():
        assert {id_: found[name][id_] for id_ in table} == table
        assert set(found[name]) == set(table)
        assert len(found[name]) == len(table)
        assert dict(found[name].items()) == table
        assert all(id_ in found[name] for id_ in table)


@pytest.mark.parametrize("few", [1000, 0], ids=["few", "many"])
@fewer
@given(given=changed_tables())
def test_a_change_spliced_in_gives_the_bytes_of_the_whole_written_anew(
    given: tuple[Tables, Changes], few: int
) -> None:
    tables, changes = given
    before = sealed._FEW
    sealed._FEW = few
    try:
        found = document.changed(document.read(document.write(tables), "store"), changes, {})
    finally:
        sealed._FEW = before
    assert found == document.write(applied(tables, changes))


@fewer
@given(changed_tables())
def test_a_hand_edited_file_changes_as_a_sealed_one_does(given: tuple[Tables, Changes]) -> None:
    tables, changes = given
    raw = document.write(tables)
    by_hand = b'{"meta": {"store": {"schema": 2}},\n' + raw.partition(b"\n")[2]
    assert document.changed(document.read(by_hand, "store"), changes, {}) == document.changed(
        document.read(raw, "store"), changes, {}
    )


def test_entries_are_added_at_the_end_of_the_log() -> None:
    raw = document.write({}, {"first": ENTRY})
    raw = document.changed(document.read(raw, "store"), {}, {"second": ENTRY, "third": ENTRY})
    assert raw == document.write({}, {"first": ENTRY, "second": ENTRY, "third": ENTRY})
    assert list(document.read(raw, "store").entries) == ["first", "second", "third"]


@fewer
@given(drawn.tables())
def test_records_are_read_without_the_log(tables: Tables) -> None:
    raw = document.write(tables, {"first": ENTRY})
    short = raw[: document.enough(raw[: document.HEAD_LIMIT], len(raw))]
    assert b"2026-01-01T10" not in short
    assert document.read(short, "store", short=True).tables == tables
    with pytest.raises(StoreError):
        document.read(short, "store")


@pytest.mark.parametrize("cut", [1, 20])
def test_of_a_file_that_lost_its_end_all_is_read_and_refused(cut: int) -> None:
    raw = document.write({}, {"first": ENTRY})[:-cut]
    assert document.enough(raw[: document.HEAD_LIMIT], len(raw)) == len(raw)


@pytest.mark.parametrize("id_", ["", "x", 'x": {"title', "x\n", "\udc80", "отчёт"])
def test_an_id_that_is_none_finds_nothing(id_: str) -> None:
    tables = {"events": {"xy": {"title": "a"}, "yx": {"title": 'x": {"title'}}}
    found = document.read(document.write(tables), "store").tables["events"]
    assert id_ not in found
    assert found.get(id_) is None
