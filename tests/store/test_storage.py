"""The bytes of a store.

Written: any valid records come back as they were, with Cyrillic, quotes, line
ends, control and bidi characters; one record a line, ids in the order people
count in, the same bytes whatever the order of entry; nothing in the file drives
a terminal or reorders text; a change of one record changes its line and the first.

TinyDB: the file is one of its own, with text ids, and what it writes is read.

Read: a file whose seal holds is taken as it is; any other is checked record by
record, and the sentence names the record and the field. What is no store, or of
a later schema, is refused with its line where there is one, and left as it is.
Whatever the bytes, the answer is records that pass the gate or one sentence.
"""

from __future__ import annotations

import importlib
import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

import drawn
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.table import Table

from belarus_hr.domain.collection import Tables
from belarus_hr.domain.errors import StoreError
from belarus_hr.domain.records.kinds import BY_TABLE, KINDS, Record, normalise
from belarus_hr.domain.text.words import natural
from belarus_hr.store import Store, layout, storage
from belarus_hr.store.layout import SCHEMA

REPORT: Record = {
    "date": "2009-12",
    "mechanism": "CAT",
    "kind": "report",
    "title": "Fourth periodic report sent to the Committee against Torture",
    "sources": [{"ref": "CAT/C/BLR/4"}],
}
VERDICT: Record = {
    "recommendation": "upr1-97.4",
    "assessor": "civil-society",
    "status": "partly",
    "date": "2014-05",
}
TABLES: dict[str, dict[str, Record]] = {
    "events": {"cat-2009-12-report": REPORT},
    "assessments": {"upr1-97.4-cs": VERDICT},
}


def unsealed(raw: bytes) -> bytes:
    """Return the file without its seal, as one written by hand."""
    return b'{"meta": {"store": {"schema": %d}},\n' % SCHEMA + raw.partition(b"\n")[2]


def read(raw: bytes, name: str = "store") -> Tables:
    """Return the records that a file holds."""
    return storage.load(raw, name).tables


_MENDS = "; it was left as it is"
#: Tables are large examples; what they are made of repeats soon.


# --- written ----------------------------------------------------------------


@given(drawn.tables())
def test_what_is_written_is_read(tables: Tables) -> None:
    assert read(storage.file_bytes(tables)) == tables


@given(drawn.tables())
def test_what_is_written_passes_the_gate_as_it_is(tables: Tables) -> None:
    assert read(unsealed(storage.file_bytes(tables))) == tables


@given(drawn.tables())
def test_each_record_is_one_line_that_is_json_by_itself(tables: Tables) -> None:
    lines = storage.file_bytes(tables).decode().splitlines()
    written = [line for line in lines if line.startswith('"') and not line.endswith(("{", "{}"))]
    assert [json.loads(f"{{{line.rstrip(',')}}}") for line in written] == [
        {id_: tables[name][id_]}
        for name in sorted(tables)
        for id_ in sorted(tables[name], key=natural)
    ]
    assert len(lines) == len(written) + 2 * len(tables) + 3


def test_no_sign_that_drives_a_terminal_or_reorders_text_stands_raw_in_the_file() -> None:
    signs = [chr(code) for code in (*range(0x2100), 0xFEFF)]
    tables = {"events": {f"sp-{ord(sign)}": {"title": f"a{sign}b"} for sign in signs}}
    raw = storage.file_bytes(tables)
    assert not {sign for sign in raw.decode() if _is_control(sign)} - {"\n"}
    assert storage.load(raw, "store", own=True).tables == tables


def _is_control(sign: str) -> bool:
    reorders = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
    return (
        unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Cs")
        or unicodedata.bidirectional(sign) in reorders
        or sign in "\u061c\u200e\u200f\ufeff"
    )


@given(drawn.tables(), st.randoms(use_true_random=False))
def test_the_bytes_do_not_depend_on_the_order_of_entry(tables: Tables, random: Any) -> None:
    shuffled = {}
    for name in random.sample(sorted(tables), len(tables)):
        ids = random.sample(sorted(tables[name]), len(tables[name]))
        shuffled[name] = {id_: tables[name][id_] for id_ in ids}
    assert storage.file_bytes(shuffled) == storage.file_bytes(tables)


def test_ids_that_count_as_equal_stand_in_one_order() -> None:
    one = {"events": {"cat-2009-1": REPORT, "cat-2009-01": REPORT}}
    other = {"events": {"cat-2009-01": REPORT, "cat-2009-1": REPORT}}
    assert storage.file_bytes(one) == storage.file_bytes(other)


def test_ids_stand_in_the_order_people_count_in() -> None:
    ids = ["upr1-97.10", "upr1-97.9", "upr1-100.1", "cat-2009", "upr1-97.9a"]
    raw = storage.file_bytes({"recommendations": {id_: {"title": id_} for id_ in ids}})
    assert [line.split('"')[1] for line in raw.decode().splitlines()[2:-3]] == [
        "cat-2009",
        "upr1-97.9",
        "upr1-97.9a",
        "upr1-97.10",
        "upr1-100.1",
    ]


def test_tables_stand_in_the_order_of_their_names_and_an_empty_one_is_left_out() -> None:
    raw = storage.file_bytes({"reports": {}, **TABLES})
    assert [line for line in raw.decode().splitlines() if line.endswith("{")] == [
        '"assessments": {',
        '"events": {',
    ]


def test_cyrillic_stays_readable_in_the_file() -> None:
    raw = storage.file_bytes({"events": {"sp-2016": {"title": "Візіт спецдакладчыка"}}})
    assert "Візіт спецдакладчыка" in raw.decode()


def test_a_change_of_one_record_changes_its_line_and_the_first() -> None:
    more = {**TABLES["events"], "sp-2009-05-visit": REPORT, "upr-2010-05-review": REPORT}
    changed = {**more, "sp-2009-05-visit": {**REPORT, "place": "Minsk"}}
    before = storage.file_bytes({"events": more}).splitlines()
    after = storage.file_bytes({"events": changed}).splitlines()
    differing = [n for n, pair in enumerate(zip(before, after, strict=True)) if len({*pair}) > 1]
    assert differing == [0, 3]


def test_no_number_that_json_does_not_have_is_ever_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        layout.json_line({"percent": {"implemented": float("nan")}})


def test_half_a_sign_is_written_alike_with_the_library_and_without() -> None:
    events = {"events": {"e": {"title": "Visit \ud800"}}}
    importlib.import_module("belarus_hr.store.large")
    with_library = storage.file_bytes(events)
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(sys.modules, "belarus_hr.store.large")
        assert storage.file_bytes(events) == with_library


@pytest.mark.parametrize("size", [0, 1 << 20], ids=["by the library", "without"])
@pytest.mark.parametrize("number", [b"NaN", b"-Infinity", b"1e999"])
def test_no_number_that_json_does_not_have_is_ever_read(
    number: bytes, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "LARGE", size)
    with pytest.raises(ValueError):  # noqa: PT011 - each library has words of its own
        layout.decode_records("claims", b'"claims": {\n"c": {"percent": %s}\n},\n' % number)


def test_a_store_without_records_is_written_and_read() -> None:
    assert read(storage.file_bytes({})) == {}


def test_the_first_line_says_the_schema() -> None:
    opening = storage.file_bytes({}).decode().splitlines()[0]
    assert json.loads(opening.rstrip(",") + "}")["meta"]["store"]["schema"] == SCHEMA


# --- TinyDB -----------------------------------------------------------------


class TextIds(Table):
    """TinyDB's own table, with the id class that it lets one choose."""

    document_id_class = str  # type: ignore[assignment]


def test_tinydb_opens_the_file_and_finds_records_by_our_ids(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    path.write_bytes(storage.file_bytes(TABLES))
    ids: list[Any] = ["cat-2009-12-report", "cat-2009-13-report"]  # TinyDB's types say numbers
    with TinyDB(path, access_mode="r", encoding="utf-8") as database:
        events = TextIds(database.storage, "events")
        assert database.tables() == {"meta", "events", "assessments", "log"}
        hits = events.search(where("mechanism") == "CAT")
        assert {str(hit.doc_id): hit for hit in hits} == TABLES["events"]
        assert [events.contains(doc_id=id_) for id_ in ids] == [True, False]


def test_what_tinydb_writes_is_read_and_then_stands_one_record_a_line(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    path.write_bytes(storage.file_bytes(TABLES))
    with TinyDB(path, encoding="utf-8") as database:
        TextIds(database.storage, "events").update({"place": "Жэнева"})
    tables = read(path.read_bytes())
    assert tables == {**TABLES, "events": {"cat-2009-12-report": {**REPORT, "place": "Жэнева"}}}
    assert len(storage.file_bytes(tables).splitlines()) == 9


# --- sealed, or edited by hand ----------------------------------------------


def test_the_seals_of_an_own_file_stand_for_what_it_holds_and_of_no_other() -> None:
    later_field = {"events": {"cat-2009-12-report": {**REPORT, "field-to-come": [1, {"a": None}]}}}
    raw = storage.file_bytes(later_field)
    assert storage.load(raw, "store", own=True).tables == later_field
    with pytest.raises(StoreError, match=r"cat-2009-12-report.*field-to-come"):
        read(raw)


def test_a_hand_edited_file_is_put_into_normal_form() -> None:
    raw = storage.file_bytes(TABLES).replace(b'"CAT"', b'"cat"').replace(b'[{"ref": ', b'[" ')
    raw = raw.replace(b'[" "CAT/C/BLR/4"}]', b'"  CAT/C/BLR/4 "')
    assert read(raw) == TABLES


def test_a_file_with_the_line_ends_of_windows_is_read() -> None:
    assert read(storage.file_bytes(TABLES).replace(b"\n", b"\r\n")) == TABLES


@pytest.mark.parametrize(
    ("found", "put", "sentence"),
    [
        ('"2009-12"', '"2009-13"', 'date "2009-13" is not a day of the calendar'),
        ('"2009-12"', "200912", 'date "200912" must be text such as 2009-11-13'),
        ('"title": "F', '"titel": "F', 'event has no field "titel": did you mean title? '),
        ('"kind": "report", ', "", "an event needs a kind, and it is empty"),
        ('"CAT"', '"CATT"', 'unknown mechanism "CATT": did you mean CAT '),
        ('"CAT/C/BLR/4"', "4", 'sources: ref must be text, not "4"'),
        ('"title": "F', '"title": "\\ud800', "title holds bytes that are not UTF-8 text"),
    ],
)
def test_a_hand_edited_record_that_breaks_a_rule_is_named_with_its_field(
    found: str, put: str, sentence: str
) -> None:
    raw = storage.file_bytes(TABLES).decode().replace(found, put, 1)
    with pytest.raises(StoreError) as refused:
        read(raw.encode(), "store.json")
    record = 'store.json holds record "cat-2009-12-report" in events: '
    assert str(refused.value).startswith(record + sentence)
    assert str(refused.value).endswith(_MENDS)


def test_a_source_that_no_encoder_takes_is_refused_in_a_hand_edited_file() -> None:
    raw = storage.file_bytes(TABLES).replace(b"CAT/C/BLR/4", b"\\ud800")
    with pytest.raises(StoreError, match="not UTF-8 text"):
        read(raw)


@pytest.mark.parametrize("id_", ["CAT-2009", "cat 2009", "../cat", "cat-2009-", "", "отчёт"])
def test_a_hand_written_id_that_is_not_well_formed_is_refused(id_: str) -> None:
    raw = storage.file_bytes({"events": {id_: REPORT}})
    with pytest.raises(StoreError, match=r'^store holds record ".*" in events: .* left as it is$'):
        read(unsealed(raw))


def test_one_id_in_two_tables_is_refused_in_a_hand_edited_file() -> None:
    raw = unsealed(storage.file_bytes({"events": {"x": REPORT}, "assessments": {"x": VERDICT}}))
    with pytest.raises(StoreError, match=r'record "x" in events: has an id .* that is taken'):
        read(raw)


@pytest.mark.parametrize("record", ["null", "[]", '"Fourth report"', "4"])
def test_a_hand_written_record_that_is_no_object_is_refused(record: str) -> None:
    raw = f'{{"meta": {{"store": {{"schema": 1}}}},\n"events": {{"x": {record}}}}}'
    with pytest.raises(StoreError, match=r'^store holds record "x" in events: is not an object;'):
        read(raw.encode())


@pytest.mark.parametrize("table", ['"event": {}', '"_default": {"1": {}}', '"events": []'])
def test_a_table_that_no_store_has_is_refused(table: str) -> None:
    raw = f'{{"meta": {{"store": {{"schema": 1}}}}, {table}}}'
    with pytest.raises(StoreError, match=r"^store: \"\w+\" is no table of a store"):
        read(raw.encode())


def test_the_seal_does_not_cover_for_records_put_into_the_first_line() -> None:
    raw = storage.file_bytes(TABLES).replace(b"}},\n", b'}}, "claims": {"x": {"titel": 1}},\n', 1)
    with pytest.raises(StoreError, match='record "x" in claims'):
        read(raw)


def test_a_file_of_one_line_is_never_taken_as_sealed() -> None:
    raw = b'{"meta": {"store": {"schema": 1, "crc32": "00000000"}}, "claims": {"x": {"titel": 1}}}'
    with pytest.raises(StoreError, match='record "x" in claims'):
        read(raw)


# --- refused ----------------------------------------------------------------

_OPENING = '{"meta": {"store": {"schema": 1}},\n"events": {\n'
_LATER = (
    f"has schema {SCHEMA + 1}, and this hrtrack knows {SCHEMA}: "
    "update hrtrack to read it; it was left as it is"
)
_NO_SCHEMA = "does not say which schema it has; it was left as it is"
_NOT_OURS = "is not a store of hrtrack; it was left as it is"
_EMPTY = "is empty, so it is no store; remove it to start anew"

REFUSED = {
    "empty": ("", _EMPTY),
    "white space": (" \n\n", _EMPTY),
    "array": ("[]", _NOT_OURS),
    "null": ("null", _NOT_OURS),
    "text": ('"store"', _NOT_OURS),
    "other object": ('{"name": "hrtrack"}', _NOT_OURS),
    "other TinyDB": ('{"_default": {"1": {"title": "Visit"}}}', _NOT_OURS),
    "meta no object": ('{"meta": 1}', _NOT_OURS),
    "no schema": ('{"meta": {"store": {}}}', _NO_SCHEMA),
    "no store in meta": ('{"meta": {}}', _NO_SCHEMA),
    "schema 0": ('{"meta": {"store": {"schema": 0}}}', _NO_SCHEMA),
    "schema true": ('{"meta": {"store": {"schema": true}}}', _NO_SCHEMA),
    "schema as text": ('{"meta": {"store": {"schema": "1"}}}', _NO_SCHEMA),
    "schema 1.0": ('{"meta": {"store": {"schema": 1.0}}}', _NO_SCHEMA),
    "later schema": (f'{{"meta": {{"store": {{"schema": {SCHEMA + 1}}}}}, "minutes": []}}', _LATER),
    "key twice": (
        _OPENING + '"w": {},\n"x": {"date": "2009"},\n"x": {"date": "2010"}}}',
        'is not a store: "x" stands twice in one object' + _MENDS,
    ),
    "field twice": (
        _OPENING + '"x": {"date": "2009", "date": "2010"}}}',
        'is not a store: "date" stands twice in one object' + _MENDS,
    ),
    **{
        number: (
            _OPENING + f'"x": {{"cycle": {number}}}}}}}',
            f"is not a store: {number} is not a number of JSON" + _MENDS,
        )
        for number in ("NaN", "Infinity", "-Infinity")
    },
    "no comma": (
        _OPENING + '"x": {"date": "2009"}\n"y": {"date": "2010"}}}',
        "is not a store: line 4: Expecting ',' delimiter" + _MENDS,
    ),
    "cut off": (
        _OPENING + '"x": {"date": "20',
        "is not a store: line 3: Unterminated string starting at" + _MENDS,
    ),
    "two documents": ("{}\n{}", "is not a store: line 2: Extra data" + _MENDS),
}


@pytest.mark.parametrize(("text", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_store_is_refused_in_a_sentence_and_left_as_it_is(
    text: str, sentence: str, tmp_path: Path
) -> None:
    assert _refusal(text.encode(), tmp_path) == sentence


def test_text_of_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    raw = (_OPENING + '"x": {"title": "Визит"}}}').encode("cp1251")
    assert _refusal(raw, tmp_path) == "is not UTF-8 text (line 3)" + _MENDS


@pytest.mark.parametrize("depth", [900, 990, 100_000])
def test_deep_nesting_is_refused(depth: int, tmp_path: Path) -> None:
    raw = _OPENING + '"x": {"title": ' + "[" * depth + "]" * depth + "}}}"
    assert _refusal(raw.encode(), tmp_path).endswith(_MENDS)


def test_a_number_of_five_thousand_digits_is_refused(tmp_path: Path) -> None:
    raw = _OPENING + f'"x": {{"cycle": {"9" * 5000}}}}}}}'
    assert _refusal(raw.encode(), tmp_path).startswith("is not a store: ")


def _refusal(raw: bytes, folder: Path) -> str:
    """Return why a file is refused, to a reader as to a writer; it must stay as it is."""
    path = folder / "store.json"
    path.write_bytes(raw)
    with pytest.raises(StoreError) as to_reader:
        Store(path).read()
    with pytest.raises(StoreError) as to_writer, Store(path).change():
        pytest.fail("a writer was let in")
    assert path.read_bytes() == raw
    assert str(to_writer.value) == str(to_reader.value)
    return str(to_reader.value).removeprefix(f"{path}").lstrip(": ")


# --- whatever the bytes -----------------------------------------------------

_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
_field_names = st.sampled_from(sorted({f.name for kind in KINDS for f in kind.fields}))


@given(st.binary() | st.text(st.sampled_from('{}[]":,meta1e9-nul \n')).map(str.encode))
def test_bytes_that_are_no_store_give_one_sentence(raw: bytes) -> None:
    with pytest.raises(StoreError, match=r"^store .*(left as it is|start anew|can be saved)$"):
        read(raw)


@given(st.sampled_from(sorted(BY_TABLE)), st.dictionaries(_field_names, _json))
def test_a_record_of_any_json_is_normal_or_refused(table: str, record: dict[str, Any]) -> None:
    raw = json.dumps({"meta": {"store": {"schema": 1}}, table: {"x": record}}).encode()
    _all_normal_or_refused(raw)


@given(drawn.tables(), st.data())
def test_a_damaged_byte_never_brings_in_what_the_gate_refuses(
    tables: Tables, data: st.DataObject
) -> None:
    raw = bytearray(storage.file_bytes(tables))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    _all_normal_or_refused(bytes(raw))


def _all_normal_or_refused(raw: bytes) -> None:
    try:
        tables = read(raw)
    except StoreError:
        return
    for name, table in tables.items():
        assert table == {id_: normalise(BY_TABLE[name], one) for id_, one in table.items()}


def test_records_of_a_hand_edited_file_come_in_the_order_of_ids_too() -> None:
    given = '{"title": "x", "mechanism": "CAT", "kind": "visit", "date": "2009"}'
    names = ", ".join(f'"e{number}": {given}' for number in (10, 9, 2))
    raw = '{"meta": {"store": {"schema": 1}}, "events": {' + names + "}}"
    assert list(read(raw.encode(), "store.json")["events"]) == ["e2", "e9", "e10"]
