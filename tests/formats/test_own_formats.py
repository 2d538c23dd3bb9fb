"""Our own exports read back.

- whatever a record holds (Cyrillic, quotes, line ends, control characters), its row comes back from
  json, ndjson, csv and tsv as the same record, under the same id; any csv parser finds the same
  cells, any JSON parser the same rows
- csv: 19 payloads in every text field of every kind: no cell begins a formula, and the text is back
- cells: a text as it is, lists of texts joined by "; ", what that would change as JSON
- verdicts in a recommendation's row come back as assessments, once
- a whole store as JSON comes back as its records, without its log
- a byte order mark and empty lines do not count
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import drawn
import pytest
from hypothesis import given
from hypothesis import strategies as st

from belarus_hr.domain.collection import Collection, StoredRecord
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.from_input import Moment
from belarus_hr.domain.reconcile.reconcile import Draft
from belarus_hr.domain.records.fields import Field
from belarus_hr.domain.records.ids import other_paragraph
from belarus_hr.domain.records.kinds import (
    ASSESSMENT,
    EVENT,
    INDICATOR,
    KINDS,
    MEASURE,
    RECOMMENDATION,
    Kind,
    Record,
    normalise,
)
from belarus_hr.domain.text.safe_text import unguarded
from belarus_hr.formats import detect
from belarus_hr.formats.input_file import Input
from belarus_hr.formats.own import cells
from belarus_hr.formats.request import Request
from belarus_hr.store import storage
from belarus_hr.views import plain
from belarus_hr.views.rows import Row, Rows, fields
from tests.domain.making import TODAY, make, make_collection, recommendations, verdicts
from tests.formats.payloads import PAYLOADS

Write = Callable[[list[Row], Kind], str]

NOW = Moment(date.max, "2026-01-01T12:00:00.000+00:00")
ID = "its-own-id"


def as_csv(rows: list[Row], kind: Kind) -> str:
    table = map(cells.cells, rows)
    return "".join(plain.csv(table, tuple(fields(kind)), header=True))


def as_tsv(rows: list[Row], kind: Kind) -> str:
    table = map(cells.cells, rows)
    return "".join(plain.tsv(table, tuple(fields(kind)), header=True))


def as_json(rows: list[Row], kind: Kind) -> str:
    return "".join(plain.json_array(rows))


def as_ndjson(rows: list[Row], kind: Kind) -> str:
    return "".join(plain.json_lines(rows))


WAYS = [
    pytest.param(as_csv, id="csv"),
    pytest.param(as_tsv, id="tsv"),
    pytest.param(as_json, id="json"),
    pytest.param(as_ndjson, id="ndjson"),
]


def row(kind: Kind, record: Record, id_: str = ID) -> Row:
    return Rows(Collection({}), as_of=date.max).row(id_, kind, record)


def back(text: str) -> list[tuple[str, Kind, Record]]:
    """Return the records that ``import`` finds in a file; every one they speak of is there."""

    def find(typed: str) -> StoredRecord:
        return StoredRecord(typed, RECOMMENDATION, {})

    source = Input("file", io.BytesIO(text.encode()), 0, None)
    found = list(detect.read_import(source, Request(find=find, now=NOW)).results)
    assert [one for one in found if not isinstance(one, Draft)] == []
    return [(one.id, one.kind, one.record) for one in found if isinstance(one, Draft)]


def complete(kind: Kind, record: Record) -> Record:
    """Return a drawn record as intake completes it: a cycle, a moment of entry."""
    others = {f.name for f in kind.links if RECOMMENDATION.name not in f.linked_kinds}
    # Every record that ``back`` speaks of is a recommendation.
    others |= {"start"} if kind is MEASURE else set()  # It may be later than the due day.
    # They may be of no number, or in the wrong order.
    others |= {"baseline_date", "target_date"} if kind is INDICATOR else set()
    record = {name: value for name, value in record.items() if name not in others}
    if kind is RECOMMENDATION and record["mechanism"] == "UPR":
        return normalise(kind, {"cycle": 1, **record})
    return normalise(kind, {"recorded": NOW.moment, **record}) if kind is ASSESSMENT else record


def agreeing(id_: str, record: Record) -> Record:
    """Return a record without a paragraph that is not that of its id: such a row is refused."""
    if not other_paragraph(id_, record.get("paragraph", "")):
        return record
    return {name: value for name, value in record.items() if name != "paragraph"}


RECORDS = st.sampled_from(KINDS).flatmap(
    lambda kind: st.tuples(st.just(kind), drawn.records(kind).map(lambda r: complete(kind, r)))
)


# --- there and back -----------------------------------------------------------


@pytest.mark.parametrize("write", WAYS)
@given(drawn=RECORDS)
def test_any_record_comes_back_as_it_was(write: Write, drawn: Any) -> None:
    kind, record = drawn
    assert back(write([row(kind, record)], kind)) == [(ID, kind, record)]


@given(drawn=RECORDS)
def test_any_parser_of_csv_finds_the_same_cells(drawn: Any) -> None:
    kind, record = drawn
    written = row(kind, record)
    text = as_csv([written], kind)
    header, line = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert header == list(fields(kind))
    assert list(map(unguarded, line)) == [cells.cell_text(name, written[name]) for name in header]


@given(drawn=RECORDS)
def test_any_parser_of_json_finds_the_same_row(drawn: Any) -> None:
    kind, record = drawn
    written = row(kind, record)
    assert json.loads(as_json([written], kind)) == [written]
    assert json.loads(as_ndjson([written], kind)) == written


@given(st.lists(drawn.records(EVENT), max_size=3))
def test_every_row_of_a_table_comes_back_in_order(records: list[Record]) -> None:
    named = [(f"e-{number}", EVENT, record) for number, record in enumerate(records)]
    rows = [row(kind, record, id_) for id_, kind, record in named]
    for write in (as_csv, as_tsv) if rows else ():
        assert back(write(rows, EVENT)) == named


def test_a_text_of_the_greatest_length_comes_back() -> None:
    record = make("events", note="\x07\u202e" * 50_000)
    for write in (as_csv, as_tsv, as_json, as_ndjson):
        assert back(write([row(EVENT, record)], EVENT)) == [(ID, EVENT, record)]


# --- formulas -----------------------------------------------------------------

#: What a spreadsheet takes for the beginning of a formula.
TRIGGERS = (*"=+-@\uff1d\uff0b\uff0d\uff20", "\t", "\r", "\n", "\0")
DEEP = ("sources", "disputes", "items", "responses", "reported", "tags", "themes", "groups", "sdgs")


def takes(check: Callable[[object], object], text: str) -> bool:
    try:
        return check(text) == text
    except InvalidValue:
        return False


TEXT_FIELDS = [
    pytest.param(kind, field, id=f"{kind.name}-{field.name}")
    for kind in KINDS
    for field in kind.fields
    if field.name in DEEP or takes(field.type.check, "=1+1")
]


def holding(kind: Kind, field: Field, text: str) -> Record:
    """Return a record with a text in one field, wherever that takes texts."""
    deep: dict[str, Any] = {
        "sources": [{"ref": text}, {"ref": text, "note": text}],
        "disputes": [{"says": text, "ref": text, "by": text, "note": text}],
        "items": [{"by": text, "themes": [text]}],
        "responses": [{"response": "noted", "ref": text, "note": text}],
        "reported": [{"made": 1, "ref": text, "note": text}],
    }
    if field.name not in DEEP and not takes(field.type.check, text):  # one printable word
        text = "".join(part for part in text.casefold() if part.isprintable() and part != " ")
    if (kind, field.name) == (MEASURE, "lead"):  # one body, which a semicolon would divide
        text = text.replace(";", ",")
    value = deep.get(field.name, [text] if field.name in DEEP else text)
    given: dict[str, Any] = {"recommendation": "97.4"} if kind is ASSESSMENT else {}
    return complete(kind, make(kind.table, **{**given, field.name: value}))


@pytest.mark.parametrize(("kind", "field"), TEXT_FIELDS)
def test_no_cell_of_csv_begins_a_formula_and_the_text_comes_back(kind: Kind, field: Field) -> None:
    records = [holding(kind, field, payload) for payload in PAYLOADS]
    text = as_csv([row(kind, record, f"r-{n}") for n, record in enumerate(records)], kind)
    lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len(lines) == 1 + len(PAYLOADS)
    assert [cell for line in lines for cell in line if cell.startswith(TRIGGERS)] == []
    for mark in ";|\t":  # As a spreadsheet reads it whose list separator is another.
        others = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        assert [cell for line in others for cell in line if cell.startswith(TRIGGERS[:8])] == []
    assert [record for _, _, record in back(text)] == records


# --- cells --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("title", "Доклад; 1", "Доклад; 1"),
        ("title", '"all" of it', '"all" of it'),
        ("title", '"all"', r'"\"all\""'),
        ("title", "[1]", '"[1]"'),
        ("title", "a\x1bb", r'"a\u001bb"'),
        ("note", "one\ntwo", "one\ntwo"),
        ("item", "1", "1"),
        ("cycle", 1, "1"),
        ("over", True, "true"),
        ("sensitive", ["by"], '["by"]'),
        ("tags", ["a", "b; c"], '["a", "b; c"]'),
        ("tags", ["a", "b;c"], "a; b;c"),
        ("sources", [{"ref": "A/HRC/15/16"}, {"ref": "Letter"}], "A/HRC/15/16; Letter"),
        ("sources", [{"ref": "Letter", "note": "x"}], '[{"ref": "Letter", "note": "x"}]'),
        ("reported", [{"ref": "Letter"}], '[{"ref": "Letter"}]'),
        ("percent", {"made": 1.5}, '{"made": 1.5}'),
        ("tags", [], ""),
        ("by", None, ""),
    ],
)
def test_a_cell_says_what_it_can_plainly(name: str, value: Any, text: str) -> None:
    assert cells.cell_text(name, value) == text


# --- verdicts -----------------------------------------------------------------

HELD = make_collection(
    recommendations=recommendations("97.4", "97.5"),
    assessments=verdicts(
        ("97.4", "self", "partly", "2014"),
        ("97.4", "self", "implemented", "2015"),
        ("97.4", "un", "partly", "2015"),
    ),
)
ROWS = Rows(HELD, as_of=TODAY)


@pytest.mark.parametrize("write", WAYS)
def test_verdicts_in_a_row_come_back_as_assessments(write: Write) -> None:
    rows = [ROWS.row(id_, RECOMMENDATION, r) for id_, r in HELD.of(RECOMMENDATION).items()]
    found = {id_: record for id_, kind, record in back(write(rows, RECOMMENDATION))}
    latest = {id_: HELD.of(ASSESSMENT)[id_] for id_ in ("verdict-001", "verdict-002")}
    assert found == {**HELD.of(RECOMMENDATION), **latest}


def test_verdicts_that_are_records_of_their_own_too_come_once() -> None:
    rows = [ROWS.of(HELD.find(id_)) for id_, _ in HELD.ids()]
    found = [id_ for id_, _, _ in back(as_ndjson(rows, EVENT))]
    assert sorted(found) == sorted(id_ for id_, _ in HELD.ids())


def test_a_status_that_no_verdict_says_is_not_passed_over() -> None:
    given = {**ROWS.of(HELD.find("97.4")), "status": "not-implemented"}
    with pytest.raises(AssertionError, match="verdicts are records of their own"):
        back(json.dumps([given]))


# --- a store ------------------------------------------------------------------


@given(drawn.tables())
def test_a_whole_store_comes_back_as_its_records(held: Any) -> None:
    log = {"first": {"at": "2026-01-01", "command": "hrtrack", "changes": []}}
    whole = {
        kind.table: {
            id_: agreeing(id_, complete(kind, one)) for id_, one in held.get(kind.table, {}).items()
        }
        for kind in KINDS
    }
    records = ((i, kind, one) for kind in KINDS for i, one in whole[kind.table].items())
    assert sorted(back(storage.file_bytes(whole, log).decode()), key=repr) == sorted(
        records, key=repr
    )


@pytest.mark.parametrize("write", WAYS)
def test_a_byte_order_mark_and_empty_lines_do_not_count(write: Write) -> None:
    text = "\ufeff" + write([row(EVENT, make("events"))], EVENT) + "\n\n"
    assert back(text) == [(ID, EVENT, make("events"))]


def test_the_limit_of_others_cells_stays_what_it_was() -> None:
    before = csv.field_size_limit()
    back(as_csv([row(EVENT, make("events"))], EVENT))
    assert csv.field_size_limit() == before
