"""The public copy of a collection.

- no text of what is marked sensitive is in it: whole records, fields however deep, ids made of them
- what stays is valid, says nothing new, and no more what was sensitive; where nothing is marked all
  stays as it is
- an assessment goes with its recommendation, and stays when that stays
- a record goes whole: without a required field, where the rest would mislead, where its id or its
  other texts tell what is hidden, where the mark is not understood
- a hidden field goes where it stands deeper too: themes of items, notes of sources
- the counts are of records left out and of fields left out of those that stay
"""

from __future__ import annotations

import json
from typing import Any

import planted
import pytest
from hypothesis import given
from making import make, make_collection
from planted import Planted

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.kinds import (
    ASSESSMENT,
    BY_TABLE,
    EVENT,
    KINDS,
    RECOMMENDATION,
    normalise,
)
from belarus_hr.domain.redaction.public_copy import publish
from belarus_hr.domain.redaction.secrets import pieces

ASKED = {"paragraph": "97.4", "items": [{"by": "Norway", "themes": ["Detention"]}]}


def kept(table: str, id_: str = "any", /, **fields: Any) -> dict[str, Any] | None:
    """Return what a public copy holds of a record, None when it is left out."""
    public = publish(Collection({table: {id_: make(table, **fields)}}))
    return dict(public.collection.of(BY_TABLE[table])).get(id_)


# --- any records --------------------------------------------------------------


@given(planted.tables())
def test_no_secret_is_in_it(drawn: Planted) -> None:
    public = publish(Collection(drawn.tables)).collection
    text = json.dumps({kind.table: dict(public.of(kind)) for kind in KINDS}).lower()
    assert [secret for secret in drawn.secrets if secret in text] == []


@given(planted.tables())
def test_what_stays_is_valid_and_says_nothing_new(drawn: Planted) -> None:
    public = publish(Collection(drawn.tables))
    marked = any(record.get("sensitive") for _, _, record in planted.values(drawn.tables))
    gone = 0
    for kind, id_, record in planted.values(drawn.tables):
        left = public.collection.of(kind).get(id_)
        if left is None:
            gone += 1
            continue
        assert normalise(kind, left) == left
        assert "sensitive" not in left
        assert set(pieces("", left)) <= set(pieces("", record))
        if not marked:
            own = ("sensitive", "conflicts")
            assert left == {name: value for name, value in record.items() if name not in own}
    assert public.records == gone


@given(planted.tables())
def test_a_public_copy_has_nothing_more_to_leave_out(drawn: Planted) -> None:
    once = publish(Collection(drawn.tables))
    twice = publish(once.collection)
    assert (twice.records, twice.fields) == (0, 0)
    assert all(once.collection.of(kind) == twice.collection.of(kind) for kind in KINDS)


# --- what goes ----------------------------------------------------------------


def test_a_record_goes_and_a_field_goes_and_both_are_counted() -> None:
    public = publish(
        make_collection(
            events={
                "a": {"sensitive": True},
                "b": {"sensitive": ["by", "sources", "place"], "by": "Ales", "sources": ["Letter"]},
                "c": {"sensitive": False},
            }
        )
    )
    assert dict(public.collection.of(EVENT)) == {"b": make("events"), "c": make("events")}
    assert (public.records, public.fields) == (1, 2)


def test_an_assessment_goes_with_its_recommendation_only() -> None:
    held = make_collection(
        recommendations={"upr1-1": {"sensitive": True}, "upr1-2": {}},
        assessments={"a": {"recommendation": "upr1-1"}, "b": {"recommendation": "upr1-2"}},
    )
    public = publish(held)
    assert list(public.collection.of(ASSESSMENT)) == ["b"]
    assert list(public.collection.of(RECOMMENDATION)) == ["upr1-2"]
    assert public.records == 2


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ("events", {"sensitive": ["title"]}),
        ("events", {"sensitive": ["date", "note"]}),
        ("recommendations", {"sensitive": ["responses"]}),
        ("recommendations", {"sensitive": ["country"], "country": "Cuba"}),
        ("recommendations", {"sensitive": ["paragraph"], "paragraph": "97.4"}),
        ("claims", {"sensitive": ["over"], "over": True}),
        ("reports", {"sensitive": ["received"], "received": "2009", "due": "2000"}),
    ],
)
def test_a_record_goes_whole_with_what_it_cannot_be_without(
    table: str, fields: dict[str, Any]
) -> None:
    assert kept(table, **fields) is None
    assert kept(table, **{**fields, "sensitive": None}) is not None


@pytest.mark.parametrize(
    ("id_", "fields"),
    [
        ("sp-2020-ivanova", {"by": "Maria Ivanova", "sensitive": ["by"]}),
        ("sp-2020-ivanova-2", {"by": "Maria IVANOVA", "sensitive": ["by"]}),
        ("sp-um-visit", {"sources": [{"ref": "letter", "note": "Um"}], "sensitive": ["sources"]}),
        ("sp-um-visit", {"by": "Um", "note": "Documents", "sensitive": ["by"]}),
        ("any", {"by": "Ivanova", "title": "Letter of Ivanova", "sensitive": ["by"]}),
        ("any", {"by": "Ivanova", "tags": ["ivanova"], "sensitive": ["by"]}),
    ],
)
def test_a_record_goes_whole_when_what_stays_tells_what_is_hidden(
    id_: str, fields: dict[str, Any]
) -> None:
    assert kept("events", id_, **fields) is None


@pytest.mark.parametrize("tag", ["um", "um, and others"])
def test_a_short_name_that_stands_openly_does_not_make_an_id_tell(tag: str) -> None:
    fields = {"sources": [{"ref": "Letter", "note": "Um"}], "sensitive": ["sources"]}
    assert kept("events", "sp-um-visit", **fields, place=f"With {tag}") is not None


def test_words_that_other_fields_say_openly_do_not_make_an_id_tell() -> None:
    fields = {"note": "They said the report was late", "sensitive": ["note"]}
    assert kept("events", "cat-2009-12-report", **fields) == make("events")


def test_a_mark_that_nobody_understands_hides_the_whole_record() -> None:
    for marked in (["sourcs"], ["verdicts"], "sources", {"by": True}, 1):
        record = {**make("events"), "sensitive": marked}
        assert publish(Collection({"events": {"a": record}})).records == 1


# --- what goes deeper ---------------------------------------------------------


def test_the_themes_of_items_go_with_the_themes() -> None:
    left = kept("recommendations", **ASKED, themes=["Detention"], sensitive=["themes"])
    assert left is not None
    assert left["items"] == [{"by": "Norway"}]
    assert "themes" not in left


def test_the_notes_of_sources_go_with_the_note() -> None:
    sources = [{"ref": "Letter", "note": "from prison"}]
    left = kept("events", note="told by a guard", sources=sources, sensitive=["note"])
    assert left == make("events", sources=["Letter"])


def test_a_family_name_of_who_acted_goes_from_the_other_fields_of_the_record() -> None:
    left = kept(
        "events",
        by="Maria Ivánova",
        note="IVANOVA was detained",
        place="Minsk",
        sensitive=["by"],
    )
    assert left is not None
    assert (left.get("note"), left.get("place")) == (None, "Minsk")
