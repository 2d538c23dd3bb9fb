"""Joining what a file holds with what is on record: what each draft becomes, and why.

- a changed row updates its record, and ``changed`` names the fields; another answer to one
  State leaves that to the others
- a text edited a little is matched; one that asks for something else is not
- never across countries or cycles
- a vanished row deletes nothing; a row that stands twice is one item
- UHRI's annotation of A/HRC/15/16, para. 98.27, is ``upr1-98.27`` of the dataset
- an annotation makes a record stable, whatever else of it changes
- ids of new records are readable and do not depend on the order of the file
- records: by id, by content; one id of two kinds or contents stays out; assessments add up
- an answer of the same source is replaced, another source's is kept as a dispute
"""

from __future__ import annotations

from typing import Any

import pytest
from joined import carry_out, draft, joined, row

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.reconcile.own_records import RECORDS
from belarus_hr.domain.reconcile.reconcile import Draft, LeftOut, reconcile
from belarus_hr.domain.reconcile.uhri import UHRI
from belarus_hr.domain.records.kinds import (
    ASSESSMENT,
    EVENT,
    RECOMMENDATION,
    Kind,
    Record,
    normalise,
)

MEDIA = "Protect journalists who report on elections and ease the registration of media outlets"
EDITED = "Protect the journalists who report on elections and ease registration of media outlets"
PENALTY = "Abolish the death penalty in law and in practice"
CODED: Record = {"action": 5, "response": "noted", "themes": ["Death penalty"]}
EMPTY = Collection({})


def read(*drafts: Draft, into: Collection = EMPTY) -> Collection:
    return carry_out(reconcile(drafts, into), into)


def recommendations(collection: Collection) -> dict[str, Record]:
    return dict(collection.of(RECOMMENDATION))


def annotation(text: str, **other: Any) -> Draft:
    given = {
        "mechanism": "UPR",
        "cycle": 1,
        "document": "A/HRC/15/16",
        "title": f"{text[:30]}…",
        "text": text,
        "sources": ["UHRI"],
        **other,
    }
    return draft(given, UHRI)


def plain(of: Kind, id_: str = "", **given: Any) -> Draft:
    record = normalise(of, given)
    return Draft(place="record 1", kind=of, id=id_, record=record, matcher=RECORDS)


# --- rows ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "changed"),
    [
        ("response", "supported", {"items", "responses"}),
        ("action", 4, {"items"}),
        ("themes", ["Death penalty", "Justice"], {"items", "themes"}),
    ],
)
def test_a_changed_row_updates_its_record(name: str, value: Any, changed: set[str]) -> None:
    before = read(row("Norway", PENALTY, **CODED))
    [one] = joined([row("Norway", PENALTY, **{**CODED, name: value})], before)
    assert (one.outcome, set(one.changed)) == ("updated", changed)
    assert one.id in recommendations(before)
    assert one.after["items"] == [{"by": "Norway", **CODED, name: value}]


def test_another_answer_to_one_state_leaves_that_to_the_others() -> None:
    three = [row(state, PENALTY, **{**CODED, "response": "supported"})
             for state in ("Norway", "Cuba", "Peru")]  # fmt: skip
    after = read(row("Cuba", PENALTY, **CODED), into=read(*three))
    [record] = recommendations(after).values()
    assert {item["by"]: item["response"] for item in record["items"]} == {
        "Norway": "supported",
        "Cuba": "noted",
        "Peru": "supported",
    }
    assert [answer["response"] for answer in record["responses"]] == ["partly-supported"]


def test_the_text_of_a_lone_item_is_that_of_its_record() -> None:
    items = [{"by": "Norway", "text": MEDIA, **CODED}]
    held = normalise(RECOMMENDATION, {**row("Norway", MEDIA).record, "items": items})
    before = Collection({"recommendations": {"upr1-97.1": held}})
    again = row("Norway", EDITED, **CODED)
    after = read(again, into=before)
    assert recommendations(after)["upr1-97.1"]["text"] == EDITED
    [second] = joined([again], after)
    assert (second.outcome, second.reason) == ("unchanged", "same text and State")


def test_a_text_edited_a_little_is_matched() -> None:
    before = read(row("Norway", MEDIA, **CODED))
    [one] = joined([row("Norway", EDITED, **CODED)], before)
    assert one.id in recommendations(before)
    assert one.reason.endswith("the same, same State")
    assert one.after["text"] == EDITED


def test_a_text_that_asks_for_another_treaty_is_another_recommendation() -> None:
    texts = [f"Ratify the Optional Protocol to the Convention on {of}" for of in ("Land", "Sea")]
    before = read(row("Norway", texts[0], **CODED))
    [one] = joined([row("Norway", texts[1], **CODED)], before)
    assert one.outcome == "added"


@pytest.mark.parametrize("other", [{"country": "Azerbaijan"}, {"cycle": 2}])
def test_nothing_is_matched_across_countries_or_cycles(other: Record) -> None:
    before = read(row("Norway", PENALTY, **CODED))
    [one] = joined([row("Norway", PENALTY, **CODED, **other)], before)
    assert one.outcome == "added"
    assert one.id not in before


def test_a_vanished_row_deletes_nothing() -> None:
    before = read(row("Norway", PENALTY, **CODED), row("Cuba", MEDIA, **CODED))
    after = read(row("Norway", PENALTY, **CODED), into=before)
    assert recommendations(after) == recommendations(before)


@pytest.mark.parametrize("twice", [CODED, {}])
def test_a_row_that_stands_twice_is_one_item(twice: Record) -> None:
    after = read(row("Norway", PENALTY, **twice), row("Norway", PENALTY, **CODED))
    [record] = recommendations(after).values()
    assert record["items"] == [{"by": "Norway", **CODED}]


def test_rows_of_two_states_with_one_text_are_one_record_with_two_items() -> None:
    after = read(row("Norway", PENALTY, **CODED), row("Cuba", PENALTY, **CODED))
    [record] = recommendations(after).values()
    assert [item["by"] for item in record["items"]] == ["Norway", "Cuba"]


def test_what_cannot_be_told_apart_stays_out_and_says_between_which() -> None:
    items = {"items": [{"by": "Norway"}], "mechanism": "UPR", "cycle": 1}
    records = {f"upr1-97.{n}": {**items, "title": "In our words"} for n in (1, 2)}
    [one] = reconcile([row("Norway", PENALTY)], Collection({"recommendations": records}))
    assert isinstance(one, LeftOut)
    assert one.reason == "cannot be told apart: upr1-97.1 or upr1-97.2"


def test_ids_of_new_records_are_readable_and_the_same_in_any_order() -> None:
    rows = [
        row(by, text, **CODED) for by in ("Norway", "Côte d'Ivoire") for text in (PENALTY, MEDIA)
    ]
    ids = {one.draft.record["text"]: one.id for one in joined(rows, EMPTY)}
    assert ids == {one.draft.record["text"]: one.id for one in joined(rows[::-1], EMPTY)}
    assert all(id_.startswith("upr1-cote-d-ivoire-") for id_ in ids.values()), ids


# --- annotations ----------------------------------------------------------------------


def test_the_annotation_of_a_paragraph_is_its_record_in_the_dataset(shipped: Collection) -> None:
    text = "98.27 Protect free expression and journalists (Belgium, Canada)"
    [one] = joined([annotation(text, annotation="a-1")], shipped)
    assert (one.id, one.outcome) == ("upr1-98.27", "updated")
    on_record = recommendations(shipped)["upr1-98.27"]
    kept = ("title", "items", "responses", "disputes", "themes")
    assert all(one.after[name] == on_record[name] for name in kept)
    assert one.after["annotation"] == "a-1"


def test_an_annotation_makes_a_record_stable() -> None:
    before = read(annotation("98.1 " + PENALTY, annotation="a-1"))
    [one] = joined([annotation("98.2 " + MEDIA, annotation="a-1")], before)
    assert one.reason == "same annotation"
    assert one.id in recommendations(before)
    assert one.after["text"] == "98.2 " + MEDIA
    [other] = joined([annotation("98.1 " + PENALTY, annotation="a-2")], before)
    assert other.outcome == "added"


# --- records ----------------------------------------------------------------------------

VISIT: Record = {"date": "2009", "mechanism": "CAT", "kind": "report", "title": "Fourth report"}


def test_a_record_with_an_id_is_added_or_updates_that_record() -> None:
    before = read(plain(EVENT, "cat-1", **VISIT))
    [same, changed, new] = joined(
        [
            plain(EVENT, "cat-1", **VISIT),
            plain(EVENT, "cat-1", **VISIT, note="late"),
            plain(EVENT, "cat-2", **VISIT),
        ],
        before,
    )
    assert (same.outcome, changed.outcome, new.outcome) == ("unchanged", "updated", "added")
    assert changed.changed == ("note",)
    assert [one.id for one in (same, changed, new)] == ["cat-1", "cat-1", "cat-2"]


def test_a_record_without_an_id_is_found_by_its_natural_key() -> None:
    before = read(plain(EVENT, "cat-1", **VISIT))
    other = {**VISIT, "title": "Another"}
    drafts = [plain(EVENT, **VISIT), plain(EVENT, **VISIT, note="late"), plain(EVENT, **other)]
    [same, changed, new] = joined(drafts, before)
    assert [one.outcome for one in (same, changed, new)] == ["unchanged", "updated", "added"]
    assert [one.id for one in (same, changed, new)] == ["cat-1", "cat-1", "cat-2009-report"]


def test_one_id_with_two_contents_or_of_another_kind_stays_out() -> None:
    first = [plain(EVENT, "cat-1", **VISIT, note=note) for note in ("late", "early")]
    twice = reconcile(first, EMPTY)
    assert [one.reason for one in twice if isinstance(one, LeftOut)] == [
        "cat-1 stands in the file twice, with another note"
    ] * 2
    on_record = read(row("Norway", PENALTY, **CODED))
    [id_] = recommendations(on_record)
    [other] = reconcile([plain(EVENT, id_, **VISIT)], on_record)
    assert isinstance(other, LeftOut)
    assert other.reason == f"{id_} is a recommendation on record, not an event"


def test_a_verdict_of_another_day_is_added_and_one_of_the_same_day_corrected() -> None:
    verdict = {"recommendation": "upr1-98.27", "assessor": "self", "status": "implemented"}
    before = read(plain(ASSESSMENT, **verdict, date="2014", recorded="2014-01-01"))
    later = {**verdict, "status": "not-implemented", "recorded": "2015-01-01"}
    [same] = joined([plain(ASSESSMENT, **{**verdict, "date": "2014"}, recorded="2015")], before)
    [corrected] = joined([plain(ASSESSMENT, **later, date="2014")], before)
    [new] = joined([plain(ASSESSMENT, **later, date="2015")], before)
    assert [one.outcome for one in (same, corrected, new)] == ["unchanged", "updated", "added"]
    assert corrected.changed == ("status", "recorded")


# --- answers -------------------------------------------------------------------------------


def test_another_answer_of_the_same_source_replaces_the_old_one() -> None:
    before = read(row("Norway", PENALTY, **CODED))
    [one] = joined([row("Norway", PENALTY, **{**CODED, "response": "supported"})], before)
    assert [answer["response"] for answer in one.after["responses"]] == ["supported"]
    assert "disputes" not in one.after


def test_another_answer_of_another_source_is_kept_as_a_dispute() -> None:
    record = {
        **row("Norway", PENALTY, **CODED).record,
        "responses": [{"response": "noted", "ref": "A/HRC/15/16, para. 98"}],
    }
    before = Collection({"recommendations": {"upr1-98.1": normalise(RECOMMENDATION, record)}})
    [one] = joined([row("Norway", PENALTY, **{**CODED, "response": "supported"})], before)
    assert one.id == "upr1-98.1"
    assert one.after["responses"] == record["responses"]
    assert one.after["disputes"] == [
        {"says": "The response was: supported", "ref": "UPR Info database, session 8"}
    ]
    assert one.after["items"][0]["response"] == "supported"
