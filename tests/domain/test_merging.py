"""Two versions made one.

- what either adds, changes, deletes is in the result; equal changes are one
- texts by field, objects by key, lists by entry: what either adds, less what either takes away
- entries that can change (a State's item, a day's response) are merged by key and not doubled
- two last words about one value or day clash, and both stay in their history
- assessments of both are united; one id for two things becomes two ids, the same for all
- a clash: the same value is written whichever comes first, the other is kept and listed
- a deletion against a change, or against a new assessment, keeps the record with its verdicts
- on any versions: commutative, idempotent, merging again changes nothing, nothing is lost, ids are
  each one record's, the result is a store; without clashes the order of merging does not matter
- logs: the union by time; what one archived stays archived
"""

from __future__ import annotations

from typing import Any

import drawn
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from making import make

from belarus_hr.domain.merge.fields import json_text
from belarus_hr.domain.merge.three_way import MergeConflict, Merged, merge_logs, merge_versions
from belarus_hr.domain.records.ids import check_id as check_id
from belarus_hr.domain.records.kinds import BY_TABLE, KINDS
from belarus_hr.domain.records.links import links
from belarus_hr.store import storage

Tables = dict[str, dict[str, dict[str, Any]]]
REC = "upr1-97.4"


def table_with(table: str, id_: str = "a", /, **fields: Any) -> Tables:
    return {table: {id_: make(table, **fields)}}


def event(**fields: Any) -> Tables:
    return table_with("events", **fields)


def rec(**fields: Any) -> Tables:
    return table_with("recommendations", REC, **fields)


def verdict(id_: str, /, **fields: Any) -> Tables:
    return table_with("assessments", id_, recommendation=REC, **fields)


def both(base: Tables, ours: Tables, theirs: Tables) -> Merged:
    """Merge both ways round, expect the same, and that merging again changes nothing."""
    merged = merge_versions(base, ours, theirs)
    assert as_bytes(merge_versions(base, theirs, ours).tables) == as_bytes(merged.tables)
    assert merge_versions(base, theirs, ours) == merged
    for side in (ours, theirs):
        again = merge_versions(base, merged.tables, side)
        assert as_bytes(again.tables) == as_bytes(merged.tables)
    return merged


def as_bytes(tables: Tables) -> bytes:
    return storage.file_bytes(tables)


# --- fields ---------------------------------------------------------------------


def test_each_side_s_change_to_a_field_of_its_own_is_kept() -> None:
    merged = both(event(), event(note="Held online"), event(place="Geneva"))
    assert merged == (event(note="Held online", place="Geneva"), (), ())


def test_equal_changes_are_one() -> None:
    changed = event(title="Fourth periodic report")
    assert both(event(), changed, changed) == (changed, (), ())


def test_what_one_cleared_stays_cleared() -> None:
    merged = both(event(note="x"), event(), event(note="x", place="Geneva"))
    assert merged.tables == event(place="Geneva")


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        (["a"], ["a", "b"], ["a", "c"], ["a", "b", "c"]),
        (["a", "b"], ["a"], ["a", "b", "c"], ["a", "c"]),
        (["a", "b"], ["a"], ["b"], None),
        (["b", "a"], ["b", "a", "n"], ["b", "a", "n", "m"], ["b", "a", "n", "m"]),
        (None, ["z", "y"], ["x"], ["x", "y", "z"]),
        (["a"], None, ["a", "b"], ["b"]),
        (["a", "b", "c"], ["c", "b", "a"], ["b", "a", "c"], ["c", "b", "a"]),
    ],
)
def test_a_list_has_what_either_added_less_what_either_took_away(
    base: Any, ours: Any, theirs: Any, merged: Any
) -> None:
    result = both(event(tags=base), event(tags=ours), event(tags=theirs))
    assert result == (event(tags=merged), (), ())


def test_sources_and_disputes_of_both_are_kept() -> None:
    first, second = ({"ref": "CAT/C/BLR/4", "note": note} for note in ("p. 1", "p. 2"))
    merged = both(event(), event(sources=[first]), event(sources=[second]))
    assert merged == (event(sources=[first, second]), (), ())


def test_a_state_s_item_that_both_complete_is_one_item() -> None:
    merged = both(
        rec(items=[{"by": "Norway"}, {"by": "Chile"}]),
        rec(items=[{"by": "Norway", "action": 4}, {"by": "Chile"}]),
        rec(items=[{"by": "Norway", "themes": ["Torture"]}, {"by": "Chile"}, {"by": "Cuba"}]),
    )
    norway = {"by": "Norway", "action": 4, "themes": ["Torture"]}
    assert merged == (rec(items=[norway, {"by": "Chile"}, {"by": "Cuba"}]), (), ())


def test_a_state_s_two_equal_items_stay_two() -> None:
    twice = rec(items=[{"by": "Norway"}, {"by": "Norway"}])
    more = rec(items=[{"by": "Norway"}, {"by": "Norway"}, {"by": "Chile"}])
    assert both(twice, {**twice}, more).tables == more
    merged = both(rec(items=[{"by": "Norway"}]), twice, rec(items=[{"by": "Chile"}]))
    assert merged.tables["recommendations"][REC]["items"].count({"by": "Norway"}) == 2


def test_an_entry_that_one_side_completed_and_the_other_removed_stays() -> None:
    completed = rec(items=[{"by": "Norway", "action": 4}])
    assert both(rec(items=[{"by": "Norway"}]), completed, rec()) == (completed, (), ())
    assert both(completed, completed, rec()) == (rec(), (), ())


def test_two_answers_for_one_day_clash_and_others_are_united_by_date() -> None:
    old = {"response": "pending", "date": "2010-05"}
    noted, supported = ({"response": r, "date": "2010-09"} for r in ("noted", "supported"))
    merged = both(rec(responses=[old]), rec(responses=[old, noted]), rec(responses=[supported]))
    record = merged.tables["recommendations"][REC]
    assert record["responses"] == [supported]
    assert record["conflicts"] == [{"field": "responses", "value": noted}]
    assert merged.conflicts == (
        MergeConflict(REC, "recommendation", "responses", supported, noted),
    )


def test_two_corrections_of_one_value_clash_and_both_stay() -> None:
    first, mine, yours = ({"date": "2015", "value": number} for number in (16, 12, 14))
    base, ours, theirs = (
        table_with("indicators", values=values)
        for values in ([first], [first, mine], [first, yours])
    )
    merged = both(base, ours, theirs)
    assert merged.conflicts == (MergeConflict("a", "indicator", "values", yours, mine),)
    record = merged.tables["indicators"]["a"]
    assert record["values"] == [first, mine, yours]
    assert record["conflicts"] == [{"field": "values", "value": mine}]


def test_a_correction_that_the_other_has_corrected_is_no_clash() -> None:
    first, mine, yours = ({"date": "2015", "value": number} for number in (16, 12, 14))
    base, ours, theirs = (
        table_with("indicators", values=values)
        for values in ([first], [first, mine], [first, mine, yours])
    )
    assert both(base, ours, theirs) == (theirs, (), ())


def test_a_value_that_one_took_out_does_not_clash_with_what_replaced_it() -> None:
    wrong, right = {"date": "2015", "value": 61}, {"date": "2015", "value": 16}
    later = {"date": "2016", "value": 15}
    base, ours, theirs = (
        table_with("indicators", values=values) for values in ([wrong], [wrong, later], [right])
    )
    merged = both(base, ours, theirs)
    assert merged.conflicts == ()
    assert merged.tables == table_with("indicators", values=[right, later])


def test_what_both_added_in_two_orders_is_in_one_order_for_both() -> None:
    tags = ["torture", "prison"]
    merged = both(event(), event(tags=tags), event(tags=tags[::-1]))
    assert merged == (event(tags=tags), (), ())


@pytest.mark.parametrize(("by", "clashes"), [("government", 1), ("committee", 0)])
def test_two_accounts_of_one_day_clash_where_one_gave_both(by: str, clashes: int) -> None:
    mine = {"state": "completed", "date": "2016-03", "by": "government"}
    yours = {"state": "under-way", "date": "2016-03", "by": by}
    base, ours, theirs = (
        table_with("measures", progress=progress) for progress in ([], [mine], [yours])
    )
    assert len(both(base, ours, theirs).conflicts) == clashes


def test_numbers_merge_by_key() -> None:
    def claim(**numbers: int) -> Tables:
        return table_with("claims", numbers=numbers)

    merged = both(claim(made=93), claim(made=93, noted=19), claim(made=93, supported=74))
    assert merged == (claim(made=93, noted=19, supported=74), (), ())
    clash = both(claim(made=93), claim(made=94), claim(made=95))
    assert clash.conflicts == (MergeConflict("a", "claim", "numbers.made", 95, 94),)
    assert clash.tables["claims"]["a"]["conflicts"] == [{"field": "numbers.made", "value": 94}]


# --- clashes --------------------------------------------------------------------


def test_in_a_clash_one_value_is_written_and_the_other_kept_and_listed() -> None:
    merged = both(event(), event(title="Sent"), event(title="Handed in"))
    record = merged.tables["events"]["a"]
    assert record["title"] == "Sent"
    assert record["conflicts"] == [{"field": "title", "value": "Handed in"}]
    assert merged.conflicts == (MergeConflict("a", "event", "title", "Sent", "Handed in"),)


def test_what_is_said_goes_before_what_is_cleared() -> None:
    merged = both(event(note="x"), event(), event(note="y"))
    assert merged.tables == event(note="y", conflicts=[{"field": "note"}])
    assert merged.conflicts == (MergeConflict("a", "event", "note", "y", None),)


def test_a_record_that_one_side_withholds_is_withheld() -> None:
    merged = both(event(sensitive=["note"]), event(sensitive=False), event(sensitive=True))
    assert merged.tables["events"]["a"]["sensitive"] is True
    merged = both(event(), event(sensitive=False), event(sensitive=["note"]))
    assert merged.tables["events"]["a"]["sensitive"] == ["note"]


def test_a_third_value_is_kept_beside_the_two() -> None:
    titles = ("One", "Two", "Three")
    versions = [event(title=title) for title in titles]
    orders = [(0, 1, 2), (2, 1, 0), (1, 2, 0)]
    results = set()
    for order in orders:
        tables = versions[order[0]]
        for number in order[1:]:
            tables = both(event(), tables, versions[number]).tables
        results.add(as_bytes(tables))
    assert len(results) == 1
    kept = tables["events"]["a"]
    assert {kept["title"], *(entry["value"] for entry in kept["conflicts"])} == set(titles)


def test_a_clash_that_one_side_has_settled_stays_settled() -> None:
    clash = both(event(), event(title="Sent"), event(title="Handed in")).tables
    assert both(clash, event(title="Sent"), clash) == (event(title="Sent"), (), ())


def test_conflicts_that_both_met_elsewhere_are_united_in_one_order() -> None:
    first, second, third = ({"field": "note", "value": value} for value in "abc")
    versions = [event(conflicts=entries) for entries in ([third], [third, second], [first, third])]
    assert both(*versions).tables == event(conflicts=[first, second, third])


def test_a_deletion_adds_to_the_conflicts_that_stand() -> None:
    stands = {"field": "note", "value": "a"}
    deleted = {"field": "record", "value": "deleted"}
    merged = both(event(), {}, event(note="b", conflicts=[stands]))
    assert merged.tables == event(note="b", conflicts=[stands, deleted])


# --- records --------------------------------------------------------------------


def test_what_both_added_is_there_and_what_one_deleted_unchanged_is_gone() -> None:
    base = {"events": {"old": make("events"), "gone": make("events")}}
    ours = {"events": {"old": make("events"), "new": make("events")}}
    theirs = {**base, **table_with("claims", "claim")}
    merged = both(base, ours, theirs)
    assert merged.tables == {"events": ours["events"], "claims": theirs["claims"]}


def test_a_deletion_against_a_change_keeps_the_record_and_says_so() -> None:
    merged = both(event(), {}, event(note="x"))
    kept = [{"field": "record", "value": "deleted"}]
    assert merged.tables == event(note="x", conflicts=kept)
    assert merged.conflicts == (MergeConflict("a", "event", "record", "kept", "deleted"),)


def test_a_deleted_recommendation_that_the_other_assessed_stays_with_all_its_verdicts() -> None:
    base = {**rec(), **verdict("old")}
    assessed = {**base, "assessments": {**base["assessments"], **verdict("new")["assessments"]}}
    merged = both(base, {}, assessed)
    assert set(merged.tables["assessments"]) == {"old", "new"}
    assert merged.conflicts == (MergeConflict(REC, "recommendation", "record", "kept", "deleted"),)


def test_a_deleted_recommendation_takes_its_verdicts_along() -> None:
    assert both({**rec(), **verdict("old")}, {}, {**rec(), **verdict("old")}).tables == {}


def test_assessments_of_both_sides_under_one_id_are_both_kept() -> None:
    ours, theirs = verdict("v", assessor="un"), verdict("v", assessor="government")
    merged = both({}, ours, theirs)
    kept = merged.tables["assessments"]
    assert {record["assessor"] for record in kept.values()} == {"un", "government"}
    assert "v" in kept
    assert merged.conflicts == ()
    assert [renamed.id for renamed in merged.renamed] == ["v"]


def test_two_events_that_were_given_one_id_are_both_kept() -> None:
    merged = both({}, event(title="Statement of the Minister"), event(title="Statement of an NGO"))
    assert {record["title"] for record in merged.tables["events"].values()} == {
        "Statement of the Minister",
        "Statement of an NGO",
    }
    assert merged.conflicts == ()


def test_one_event_that_both_added_is_merged_by_field() -> None:
    merged = both({}, event(place="Minsk", tags=["x"]), event(note="n", tags=["y"]))
    assert merged.tables == event(place="Minsk", note="n", tags=["x", "y"])


def test_a_verdict_follows_its_recommendation_to_the_new_id() -> None:
    ours = {
        **table_with("recommendations", "r", cycle=1),
        **table_with("assessments", "x", recommendation="r"),
    }
    theirs = {
        **table_with("recommendations", "r", cycle=2),
        **table_with("assessments", "y", recommendation="r"),
    }
    merged = both({}, ours, theirs)
    cycles = {
        id_: merged.tables["recommendations"][assessment["recommendation"]]["cycle"]
        for id_, assessment in merged.tables["assessments"].items()
    }
    assert cycles == {"x": 1, "y": 2}


def test_one_id_for_records_of_two_kinds_becomes_two_ids() -> None:
    merged = both({}, table_with("claims"), rec_a := table_with("recommendations"))
    assert merged.tables["recommendations"] == rec_a["recommendations"]
    (id_,) = merged.tables["claims"]
    assert id_ != "a"
    assert check_id(id_) == id_


# --- any versions ---------------------------------------------------------------


@given(drawn.versions(2))
def test_merging_is_commutative_idempotent_and_loses_nothing(
    drawn_versions: tuple[Tables, Tables, Tables],
) -> None:
    base, ours, theirs = drawn_versions
    merged = both(base, ours, theirs)
    nothing_is_lost(base, ours, theirs, merged)
    it_is_a_store(merged.tables)


def needed(tables: Tables) -> set[str]:
    """Return the ids to which records link."""
    return {
        id_
        for kind in KINDS
        for record in tables.get(kind.table, {}).values()
        for _, id_ in links(kind, record)
    }


@given(drawn.versions(1))
def test_a_side_that_changed_nothing_gives_the_other(versions: tuple[Tables, Tables]) -> None:
    base, ours = versions
    # What ours deleted by hand though a record of it links there comes back.
    gone = {id_ for table in base.values() for id_ in table} - {
        id_ for table in ours.values() for id_ in table
    }
    assume(gone.isdisjoint(needed(ours)))
    for result in (
        merge_versions(base, ours, ours),
        merge_versions(base, base, ours),
        merge_versions(base, ours, base),
    ):
        assert as_bytes(result.tables) == as_bytes(ours)
        assert result[1:] == ((), ())


@given(drawn.versions(2))
def test_uniting_without_a_base_is_the_same(versions: tuple[Tables, Tables, Tables]) -> None:
    _, ours, theirs = versions
    merged = both({}, ours, theirs)
    assert as_bytes(merge_versions({}, ours, ours).tables) == as_bytes(ours)
    nothing_is_lost({}, ours, theirs, merged)
    it_is_a_store(merged.tables)


@pytest.mark.parametrize("without_base", [False, True])
@given(versions=drawn.versions(3))
def test_without_clashes_the_order_of_merging_does_not_matter(
    versions: tuple[Tables, ...], without_base: bool
) -> None:
    base, *sides = versions
    base = {} if without_base else base
    results = []
    for first, second, third in ((0, 1, 2), (1, 2, 0), (2, 0, 1)):
        step = merge_versions(base, sides[first], sides[second])
        last = merge_versions(base, step.tables, sides[third])
        if step.conflicts or last.conflicts:
            return
        results.append(as_bytes(last.tables))
    assert results[0] == results[1] == results[2]


def nothing_is_lost(base: Tables, ours: Tables, theirs: Tables, merged: Merged) -> None:
    """Expect each record and each field's value of either side, or that the other removed it."""
    new_ids = {(r.record, r.id): r.new_id for r in merged.renamed}
    for side, other in ((ours, theirs), (theirs, ours)):
        for table, records in side.items():
            kind = BY_TABLE[table].name
            for id_, record in records.items():
                records = merged.tables.get(table, {})
                kept = [records[i] for i in (id_, new_ids.get((kind, id_))) if i in records]
                if not kept:
                    assert base[table][id_] == record
                    assert id_ not in other.get(table, {})
                    continue
                old = base.get(table, {}).get(id_, {})
                assert any(all(_survives(v, f, old, k) for f, v in record.items()) for k in kept)


def _survives(value: Any, field: str, old: dict[str, Any], kept: dict[str, Any]) -> bool:
    """Say whether a value that a side set is in the record, or beside it as a conflict."""
    if field in old and (old[field] == value or isinstance(value, list | dict)):
        return True  # The other side may have changed or removed it.
    if isinstance(value, list) and isinstance(kept.get(field), list):
        aside = [e.get("value") for e in kept.get("conflicts", ()) if e["field"] == field]
        return field in ("items", "responses", "reported") or all(
            v in kept[field] or v in aside for v in value
        )
    if isinstance(value, dict):
        return value.keys() <= kept[field].keys()
    aside = [e.get("value") for e in kept.get("conflicts", ()) if e["field"] == field]
    return field == "recommendation" or kept.get(field) == value or value in aside


def it_is_a_store(tables: Tables) -> None:
    """Expect a document that the strict reader takes: every record through the gate, ids once."""
    unsealed = as_bytes(tables).replace(b'"crc32": "', b'"crc32": "x')
    assert storage.load(unsealed, "merged").tables == tables


# --- the log --------------------------------------------------------------------

_KEYS = st.sampled_from(["k", "k-2", "l", "m"])
_ENTRIES = st.fixed_dictionaries({"at": st.sampled_from(["1", "2", "3"]), "command": drawn.TEXTS})
_LOGS = st.dictionaries(_KEYS, _ENTRIES, max_size=4)


def texts_of(log: Any) -> set[str]:
    """Return all that the entries of a log say."""
    return {json_text(entry) for entry in log.values()}


def test_logs_are_united_by_time_equal_entries_once() -> None:
    a, b, c = ({"at": f"2026-0{n}", "command": "add"} for n in (1, 2, 3))
    merged = merge_logs({"a": a}, {"a": a, "c": c}, {"a": a, "b": b})
    assert [*merged.items()] == [("a", a), ("b", b), ("c", c)]


def test_what_one_side_archived_stays_archived() -> None:
    old, new = {"at": "2025"}, {"at": "2026"}
    assert merge_logs({"o": old}, {"o": old, "n": new}, {}) == {"n": new}


def test_entries_that_say_something_else_under_one_key_both_stay() -> None:
    mine, yours = {"at": "2026", "command": "a"}, {"at": "2026", "command": "b"}
    merged = merge_logs({}, {"k": mine}, {"k": yours})
    assert merged == {"k": mine, "k-2": yours}
    assert merge_logs({}, merged, {"k": yours}) == merged


def test_an_archived_entry_takes_one_that_says_the_same_with_it() -> None:
    # Only a log changed by hand has an entry twice; what is merged stays so when merged again.
    entry = {"at": "1", "command": "add"}
    twice = {"k": entry, "k-2": entry}
    assert merge_logs({"k": entry}, {}, twice) == {}
    assert merge_logs({"k": entry}, {"k": entry}, twice) == twice
    assert merge_logs(twice, {"k": entry}, twice) == {"k": entry}


@given(_LOGS, _LOGS, _LOGS)
def test_logs_merge_alike_in_any_order(base: Any, ours: Any, theirs: Any) -> None:
    merged = merge_logs(base, ours, theirs)
    other = merge_logs(base, theirs, ours)
    assert [*merged.items()] == [*other.items()]
    assert [*merge_logs(base, merged, ours).items()] == [*merged.items()]
    assert texts_of(merged) >= (texts_of(ours) | texts_of(theirs)) - texts_of(base)


def test_a_list_that_a_record_needs_is_never_merged_to_nothing() -> None:
    def tied(*members: str) -> dict[str, Any]:
        return {"clusters": {"c": {"title": "Torture", "members": list(members)}}}

    merged = merge_versions(tied("a", "b", "c"), tied("a", "b"), tied("b", "c"))
    assert merged.tables["clusters"]["c"]["members"] in (["a", "b"], ["b", "c"])
    [clash] = merged.conflicts
    assert (clash.field, sorted([clash.kept, clash.other])) == ("members", [["a", "b"], ["b", "c"]])
