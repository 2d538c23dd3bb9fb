"""The log of changes: what each one replaced, and how one is taken back.

- what was added or deleted is told whole; of an edit the fields that differ, and no others
- a change, then taking it back, is the record as it was: for any two records of a kind
- what stands can be undone: not an undo, nor what was undone; an undo undone stands no more
- a later change of the same field stands in the way; one of another field does not
- what was added goes only as it was added, and without leaving verdicts behind
- an entry is found by its key or an end of it
"""

from __future__ import annotations

from typing import Any

import drawn
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import make

from belarus_hr.domain import change_log
from belarus_hr.domain.change_log import Signed
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import NotFound, Rejected
from belarus_hr.domain.merge.fields import json_text
from belarus_hr.domain.records.kinds import (
    ASSESSMENT,
    BY_NAME,
    EVENT,
    KINDS,
    RECOMMENDATION,
    Kind,
    Record,
)
from belarus_hr.domain.records.links import linked_ids
from belarus_hr.domain.undo import UndoneRecords, find_keys, last_keys, standing_keys, undone_keys

ID = "cat-2009-12-report"
REPORT = make("events")


NOTHING: dict[str, Any] = {"id": "x", "record": "event", "before": None, "after": None}


def entry_of(*changes: dict[str, Any], minute: int = 0, undoes: tuple[str, ...] = ()) -> Any:
    changes = changes or (NOTHING,)
    signed = Signed(f"2026-01-01T10:{minute:02}:00.000+00:00", "hrtrack edit")
    return change_log.log_entry(signed, changes, undoes)


def key(entry: Any) -> str:
    return change_log.entry_key(entry["at"], json_text(entry).encode())


def log(*entries: Any) -> dict[str, Any]:
    return {key(entry): entry for entry in entries}


def taken_back(entry: Any, tables: dict[str, dict[str, Record]]) -> dict[str, Record | None]:
    """Return what the records become that taking back an entry touches."""
    restored = UndoneRecords(Collection(tables))
    restored.take_back(key(entry), entry)
    records: dict[str, Record | None] = {}
    restored.apply(
        lambda _, id_, record: records.update({id_: record}),
        lambda _, id_: records.update({id_: None}),
    )
    return records


# --- told -------------------------------------------------------------------


def test_what_was_added_or_deleted_is_told_whole() -> None:
    assert change_log.change(ID, EVENT, None, REPORT)["after"] == REPORT
    assert change_log.change(ID, EVENT, REPORT, None)["before"] == REPORT


def test_of_an_edit_the_fields_that_differ_are_told_and_no_others() -> None:
    changed = change_log.change(
        ID, EVENT, REPORT, {**REPORT, "title": "Fifth report", "place": "Minsk"}
    )
    assert changed == {
        "id": ID,
        "record": "event",
        "before": {"title": "Fourth report", "place": None},
        "after": {"title": "Fifth report", "place": "Minsk"},
    }


def test_nobody_is_named_who_did_not_ask_for_it() -> None:
    assert "by" not in entry_of()
    assert change_log.log_entry(Signed("2026-01-01T10:00:00Z", "x", "viasna"), [])["by"] == "viasna"


# --- taken back -------------------------------------------------------------


@st.composite
def two_states(draw: st.DrawFn) -> tuple[Kind, Record | None, Record | None]:
    kind = draw(st.sampled_from([kind for kind in KINDS if kind is not RECOMMENDATION]))
    before, after = draw(st.tuples(*[st.none() | drawn.records(kind)] * 2).filter(any))
    return kind, before, after


@given(two_states())
def test_taking_a_change_back_gives_the_record_as_it_was(
    states: tuple[Kind, Record | None, Record | None],
) -> None:
    kind, before, after = states
    entry = entry_of(change_log.change("x", kind, before, after))
    tables: dict[str, dict[str, Record]] = {}
    for field in kind.links:
        table = BY_NAME[field.linked_kinds[0]].table
        linked = {id_: make(table) for id_ in linked_ids(field, before or {})}
        tables.setdefault(table, {}).update(linked)
    tables[kind.table] = {} if after is None else {"x": after}
    assert taken_back(entry, tables).get("x") == before


def test_a_later_change_of_the_same_field_stands_in_the_way() -> None:
    entry = entry_of(change_log.change(ID, EVENT, REPORT, {**REPORT, "title": "Fifth report"}))
    now = {"events": {ID: {**REPORT, "title": "Sixth report"}}}
    with pytest.raises(Rejected, match=f"{ID} was changed since"):
        taken_back(entry, now)


def test_a_later_change_of_another_field_stays() -> None:
    entry = entry_of(change_log.change(ID, EVENT, REPORT, {**REPORT, "title": "Fifth report"}))
    now = {"events": {ID: {**REPORT, "title": "Fifth report", "place": "Geneva"}}}
    assert taken_back(entry, now) == {ID: {**REPORT, "place": "Geneva"}}


@pytest.mark.parametrize("now", [{**REPORT, "place": "Geneva"}, None], ids=["edited", "gone"])
def test_what_was_added_goes_only_as_it_was_added(now: Record | None) -> None:
    entry = entry_of(change_log.change(ID, EVENT, None, REPORT))
    with pytest.raises(Rejected, match="was changed since"):
        taken_back(entry, {"events": {ID: now} if now else {}})


def test_a_deleted_record_whose_id_was_given_anew_does_not_come_back() -> None:
    entry = entry_of(change_log.change(ID, EVENT, REPORT, None))
    with pytest.raises(Rejected, match="was changed since"):
        taken_back(entry, {"events": {ID: {**REPORT, "title": "Another"}}})


def test_a_recommendation_does_not_go_from_under_a_verdict() -> None:
    asked, verdict = make("recommendations"), make("assessments", recommendation="upr1-97.4")
    tables = {"recommendations": {"upr1-97.4": asked}, "assessments": {"v": verdict}}
    added = change_log.change("upr1-97.4", RECOMMENDATION, None, asked)
    with pytest.raises(Rejected, match=r"v is a verdict on upr1-97\.4"):
        taken_back(entry_of(added), tables)
    both = entry_of(added, change_log.change("v", ASSESSMENT, None, verdict))
    assert taken_back(both, tables) == {"upr1-97.4": None, "v": None}


# --- what stands ------------------------------------------------------------


def test_what_stands_is_neither_undone_nor_an_undo() -> None:
    first, second = entry_of(minute=1), entry_of(minute=2)
    undo = entry_of(minute=3, undoes=(key(second),))
    assert standing_keys(log(first, second, undo)) == [key(first)]
    assert undone_keys(log(first, second, undo)) == {key(second)}


def test_an_entry_that_changed_nothing_has_nothing_to_undo() -> None:
    empty = change_log.log_entry(Signed("2026-01-01T10:00:00Z", "hrtrack log --archive old"), [])
    assert standing_keys(log(empty)) == []


def test_an_undo_that_was_undone_takes_nothing_back() -> None:
    first = entry_of(minute=1)
    undo = entry_of(minute=2, undoes=(key(first),))
    redo = entry_of(minute=3, undoes=(key(undo),))
    assert standing_keys(log(first, undo, redo)) == [key(first)]


def test_an_undo_counts_wherever_a_merge_put_it() -> None:
    # The clock of whoever undid it was behind: in the merged log the undo stands first.
    first, second = entry_of(minute=5), entry_of(minute=1)
    undo = entry_of(minute=4, undoes=(key(first),))
    assert standing_keys(log(second, undo, first)) == [key(second)]
    redo = entry_of(minute=3, undoes=(key(undo),))
    assert standing_keys(log(second, redo, undo, first)) == [*map(key, (second, first))]


def test_undoes_that_undo_each_other_are_no_endless_loop() -> None:
    entry, other = entry_of(minute=1, undoes=("b",)), entry_of(minute=2, undoes=("a",))
    assert standing_keys({"a": entry, "b": other}) == []


def test_the_last_ones_come_latest_first_and_too_many_are_refused() -> None:
    entries = log(entry_of(minute=1), entry_of(minute=2), entry_of(minute=3))
    assert last_keys(entries, 2) == list(entries)[:0:-1]
    with pytest.raises(NotFound, match="only 3 changes stand"):
        last_keys(entries, 4)
    with pytest.raises(NotFound, match="nothing to undo"):
        last_keys({}, 1)


def test_what_is_done_twice_in_one_moment_has_two_keys() -> None:
    entry = entry_of()
    text = json_text(entry).encode()
    first = change_log.entry_key(entry["at"], text)
    second = change_log.entry_key(entry["at"], text, {first}.__contains__)
    third = change_log.entry_key(entry["at"], text, {first, second}.__contains__)
    assert [second, third] == [f"{first}-2", f"{first}-3"]


# --- found ------------------------------------------------------------------


def test_an_entry_is_found_by_its_key_or_an_end_of_it() -> None:
    entries = log(entry_of(minute=1), entry_of(minute=2))
    key = next(iter(entries))
    assert find_keys(entries, [key, key[-8:].upper()]) == [key, key]
    with pytest.raises(NotFound, match='"zzzz" is no entry of the log'):
        find_keys(entries, ["zzzz"])


def test_the_entries_on_a_record_include_those_on_its_verdicts() -> None:
    verdict = make("assessments", recommendation="upr1-97.4")
    marked = entry_of(change_log.change("v", ASSESSMENT, None, verdict), minute=1)
    other = entry_of(change_log.change(ID, EVENT, None, REPORT), minute=2)
    assert list(
        change_log.entries_about(log(marked, other), frozenset(["upr1-97.4"])).values()
    ) == [marked]
