"""What a file that may be damaged still holds, and what is wrong where.

- of a sound file all is found and nothing is wrong, sealed, edited by hand, or on one line
- wherever a file is cut off, the records before the cut are found, and the cut is told
- whatever the bytes: records that pass the gate, and no exception
- a broken line costs its record and is told with its number; the others are found
- a key that stands twice loses nothing: the second is kept under a new id
- text that is no record, a table that no store has, an entry that is none: told, not kept
"""

from __future__ import annotations

import json
from typing import Any

import drawn
import pytest
from hypothesis import given
from hypothesis import strategies as st

from belarus_hr.domain.records.kinds import BY_TABLE, Record, normalise
from belarus_hr.store import storage
from belarus_hr.store.recovery import LOST, ODD, salvage

REPORT: Record = {"date": "2009-12", "mechanism": "CAT", "kind": "report", "title": "Sent"}
TABLES = {"events": {f"cat-200{number}": REPORT for number in range(5)}}
ENTRY: dict[str, Any] = {"at": "2026-01-01T10:00:00Z", "command": "hrtrack", "changes": []}
RAW = storage.file_bytes(TABLES, {"first": ENTRY})


def graver(raw: bytes) -> list[tuple[int, str]]:
    return [(one.line, one.message) for one in salvage(raw).troubles if one.severity == LOST]


@given(drawn.tables())
def test_of_a_sound_file_all_is_found_and_nothing_is_wrong(tables: Any) -> None:
    raw = storage.file_bytes(tables, {"first": ENTRY})
    assert salvage(raw) == (tables, {"first": ENTRY}, [])


@given(drawn.tables())
def test_a_file_on_one_line_is_taken_apart_too(tables: Any) -> None:
    raw = json.dumps({"meta": {"store": {"schema": 2}}, **tables}).encode()
    found = salvage(raw)
    assert found.tables == tables
    assert [one.severity for one in found.troubles] == [ODD]


def test_a_file_edited_by_hand_loses_nothing() -> None:
    found = salvage(RAW.replace(b"Sent", b"Sent to Geneva", 1))
    assert len(found.tables["events"]) == 5
    assert [(one.line, one.severity) for one in found.troubles] == [(13, ODD)]


@pytest.mark.parametrize("cut", range(1, len(RAW), 3))
def test_wherever_it_is_cut_off_the_records_before_are_found(cut: int) -> None:
    found = salvage(RAW[:cut])
    whole = RAW[:cut].rpartition(b"\n")[0]
    expected = [id_ for id_ in TABLES["events"] if f'"{id_}"'.encode() in whole]
    assert list(found.tables.get("events", {}))[: len(expected)] == expected
    assert graver(RAW[:cut])


@given(st.binary() | st.text(st.sampled_from('{}[]":,\\u events \n')).map(str.encode))
def test_whatever_the_bytes_nothing_is_raised(raw: bytes) -> None:
    salvage(b'{"events": {' + raw)


@given(st.data())
def test_a_damaged_byte_costs_one_record_at_most(data: st.DataObject) -> None:
    raw = bytearray(RAW)
    at = data.draw(st.integers(RAW.index(b'"cat-2000'), RAW.index(b"\n}") - 1))
    raw[at] ^= 1 << data.draw(st.integers(0, 7))
    found = salvage(bytes(raw))
    for name, table in found.tables.items():
        assert table == {id_: normalise(BY_TABLE[name], one) for id_, one in table.items()}
    assert sum(record == REPORT for record in found.tables["events"].values()) >= 3
    assert found.troubles


@pytest.mark.parametrize(
    ("found", "put", "line", "message"),
    [
        (b'"cat-2001": {', b'"cat-2001": [', 4, "cannot be read"),
        (b'"Sent"},\n"cat-2002"', b'"Sent},\n"cat-2002"', 4, "cannot be read"),
        (b'"cat-2001": {"date"', b'"cat-2001": {"day"', 4, 'event has no field "day"'),
        (b'"cat-2001": {', b'"CAT 2001": {', 4, 'id "CAT 2001" must be letters'),
        (b'"cat-2001": {', b"<<<<<<< HEAD\n" + b'"cat-2001": {', 4, '"<<<<<<< HEAD" is no record'),
        (b'"events": {', b'"evens": {\n"x": 1},\n"events": {', 2, "stands in no table"),
        (b'"first": {"at"', b'"first": {"on"', 10, "is no entry of the log"),
    ],
)
def test_what_is_broken_is_told_with_its_line(
    found: bytes, put: bytes, line: int, message: str
) -> None:
    assert RAW.count(found) == 1
    told = graver(RAW.replace(found, put))
    assert told[0][0] == line
    assert message in told[0][1]
    assert len(salvage(RAW.replace(found, put)).tables["events"]) >= 4


def test_a_key_that_stands_twice_loses_nothing() -> None:
    other = json.dumps({**REPORT, "title": "Received"}).encode()
    raw = RAW.replace(b'"cat-2001"', b'"cat-2000": ' + other + b',\n"cat-2001"')
    found = salvage(raw)
    assert found.tables["events"]["cat-2000-2"]["title"] == "Received"
    assert "would be kept as cat-2000-2" in graver(raw)[0][1]


def test_a_line_that_stands_twice_word_for_word_is_odd_and_no_more() -> None:
    line = next(line for line in RAW.splitlines(keepends=True) if b"cat-2001" in line)
    found = salvage(RAW.replace(line, line + line))
    assert found.tables == TABLES
    assert {one.severity for one in found.troubles} == {LOST, ODD}
