"""What tells a secret in a public copy, in whatever record and however written.

- a record goes that names one left out, as do those that name it in turn, in any order
- a text that is marked goes from the fields of all records that say it: the smallest part that the
  record can be without, else the record; not from what is public anyway
- the same word is the same in any case, accent, width, composition or Cyrillic ending
- ``sources`` also mean where disputes, answers and counts come from
- a single word is kept, and told by id and field; strictly it goes; what many say is no secret
"""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

import pytest
from making import make

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.ids import stem
from belarus_hr.domain.records.kinds import BY_TABLE, Record
from belarus_hr.domain.redaction.public_copy import KeptField, PublicCopy, publish

DISPUTE = {"says": "no", "ref": "x"}
HIDDEN = make("events", by="Ivanova", sensitive=["by"])


def events(*, strict: bool = False, **held: Record) -> PublicCopy:
    named = {id_.replace("_", "-"): record for id_, record in held.items()}
    return publish(Collection({"events": named}), strict=strict)


def left(public: PublicCopy, table: str = "events") -> dict[str, Record]:
    return dict(public.collection.of(BY_TABLE[table]))


# --- references -----------------------------------------------------------------


def test_what_names_a_record_that_is_left_out_goes_with_it() -> None:
    secret = "ohchr-2026-10-meeting"
    disputes = [{"says": f"another date, see {secret}", "ref": "Letter"}]
    held = {
        secret: make("events", sensitive=True),
        "a-note": make("events", note=f"Told at {secret.upper()}."),
        "a-wide-note": make("events", note="Told at ｏｈｃｈｒ-２０２６-１０-ｍｅｅｔｉｎｇ"),
        "a-dispute": make("events", disputes=disputes),
        "another-id": make("events", note=f"{secret}-2 was the day after"),
    }
    public = publish(Collection({"events": held}))
    assert list(left(public)) == ["another-id"]
    assert (public.records, public.fields) == (4, 0)


def test_the_verdict_on_a_recommendation_that_falls_later_goes_too() -> None:
    tables = {
        "events": {
            "first": make("events", note="as the verdict upr1-1-self says"),
            "last": make("events", note="see first"),
            "interview-7": make("events", sensitive=True),
        },
        "recommendations": {"upr1-1": make("recommendations", note="as interview-7 says")},
        "assessments": {"upr1-1-self": make("assessments", recommendation="upr1-1")},
    }
    public = publish(Collection(tables))
    assert list(public.collection.ids()) == []
    assert public.records == 5


def test_the_end_of_an_id_is_told_and_goes_strictly() -> None:
    tables = {
        "recommendations": {
            "upr1-97.4": make("recommendations", paragraph="97.4", sensitive=True, title="A"),
            "upr2-97.4": make("recommendations", paragraph="97.4", cycle=2, title="B"),
        },
        "events": {"a": make("events", note="done for 97.4", title="C")},
    }
    assert publish(Collection(tables)).kept == (KeptField("a", "note", ("97 4",)),)
    strict = publish(Collection(tables), strict=True)
    assert "note" not in left(strict)["a"]
    assert list(left(strict, "recommendations")) == ["upr2-97.4"]


# --- marked texts in other records ------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ivanova", "IVANOVA was detained"),
        ("Ivanova", "Iva\u0301nova was detained"),
        ("Ivánova", normalize("NFD", "the Ivánova case")),
        ("Ivanova", "Ｉｖａｎｏｖａ was detained"),
        ("Ivanova", "Iva\u00adno\u200bva was detained"),
        ("Ivanova", "I\u3164van\u115fov\ufff5a was detained"),
        ("Iva\U000e0041nova", "Ivanova was detained"),
        ("Ivanova", "write to mivanova@example.org"),
        ("Иванова", "Дело ИВАНОВОЙ"),
        ("Алёна", "Алена сказала"),
        ("Лук'янава", "пра Лук’янаву"),
        ("Maria Ivanova", "as maria\nIVANOVA said"),
        ("Wałęsa", "Walesa said"),
        ("+375 29 123-45-67", "call +375 29 123 45 67"),
    ],
)
def test_a_marked_text_goes_however_it_is_written(name: str, text: str) -> None:
    hidden = make("events", by=name, sensitive=["by"])
    public = events(a=hidden, b=make("events", note=text, place="Gomel"))
    assert left(public)["b"] == make("events", place="Gomel")
    assert (public.records, public.fields) == (0, 2)


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"tags": ["ivanova", "prison"]}, {"tags": ["prison"]}),
        ({"sources": [{"ref": "Letter", "note": "by Ivanova"}]}, {"sources": ["Letter"]}),
        ({"sources": ["Letter of Ivanova", "Report"]}, {"sources": ["Report"]}),
        ({"disputes": [{**DISPUTE, "by": "Ivanova"}]}, {"disputes": [DISPUTE]}),
        ({"disputes": [{**DISPUTE, "says": "Ivanova: no"}]}, {}),
        ({"title": "Letter of Ivanova"}, None),
    ],
)
def test_the_smallest_part_goes_that_a_record_can_be_without(
    fields: dict[str, Any], kept: dict[str, Any] | None
) -> None:
    record = left(events(a=HIDDEN, b=make("events", **fields))).get("b")
    assert record == (None if kept is None else make("events", **kept))


def test_a_record_goes_of_which_the_id_says_a_marked_text() -> None:
    held = {"a": HIDDEN, "sp-2020-ivanova": make("events")}
    assert list(left(publish(Collection({"events": held})))) == ["a"]


def test_an_answer_is_not_taken_from_a_recommendation_in_silence() -> None:
    asked = make("recommendations", items=[{"by": "Norway"}, {"by": "Ivanova"}])
    noted = make("recommendations", responses=[{"response": "noted", "note": "by Ivanova"}])
    tables = {"events": {"a": HIDDEN}, "recommendations": {"b": asked, "c": noted}}
    records = left(publish(Collection(tables)), "recommendations")
    assert "items" not in records["b"]
    assert records["c"]["responses"] == [{"response": "noted"}]


def test_who_acted_in_what_is_marked_as_a_whole_is_hidden_everywhere() -> None:
    public = events(a=make("events", by="Ivanova", sensitive=True), b=make("events", by="Ivanova"))
    assert left(public) == {"b": make("events")}


def test_another_version_of_a_marked_field_is_hidden_too() -> None:
    hidden = make(
        "events", by="A", sensitive=["by"], conflicts=[{"field": "by", "value": "Petrova"}]
    )
    assert left(events(a=hidden, b=make("events", note="Petrova")))["b"] == make("events")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("by", "OHCHR"),
        ("by", "Human Rights Committee"),
        ("by", "Norway"),
        ("sources", ["A/HRC/15/16, para. 97.4"]),
        ("sources", [{"ref": "CAT/C/BLR/4", "url": "https://www.ohchr.org/en/x"}]),
    ],
)
def test_what_is_public_anyway_stays_in_other_records(field: str, value: Any) -> None:
    other = make("events", **{field: value})
    public = events(a=make("events", **{field: value}, sensitive=[field]), b=other)
    assert left(public)["b"] == other
    assert public.kept == ()


def test_sources_also_mean_where_disputes_and_answers_come_from() -> None:
    record = make(
        "recommendations",
        sources=["Letter"],
        sensitive=["sources"],
        disputes=[{"says": "no", "ref": "Talk with Ivanova"}],
        responses=[{"response": "noted", "ref": "Talk", "url": "https://example.org/talk"}],
    )
    public = publish(Collection({"recommendations": {"upr1-1": record}}))
    responses = [{"response": "noted"}]
    assert left(public, "recommendations")["upr1-1"] == make("recommendations", responses=responses)


def test_an_id_made_of_a_hidden_text_goes_with_it() -> None:
    fields = {"text": "Free Ivanova", "published": "2018", "mechanism": "CAT", "cycle": None}
    record = make("recommendations", **fields, sensitive=["text"])
    id_ = stem(BY_TABLE["recommendations"], record)
    assert left(publish(Collection({"recommendations": {id_: record}})), "recommendations") == {}


# --- single words ---------------------------------------------------------------


NAMED = make("events", by="Maria Ivanova", sensitive=["by"])


def test_a_word_of_what_is_hidden_is_told_by_id_and_field() -> None:
    public = events(
        a=NAMED, b=make("events", note="IVÁNOVA was detained"), ivanova_2=make("events")
    )
    assert public.kept == (
        KeptField("b", "note", ("ivanova",)),
        KeptField("ivanova-2", "id", ("ivanova",)),
    )
    assert public.records == 0


def test_strictly_it_goes_and_what_names_a_record_that_went() -> None:
    public = events(
        strict=True,
        a=NAMED,
        b=make("events", note="Ivanova was detained", tags=["prison"]),
        gomel_7=make("events", title="Maria’s letter"),
        d=make("events", note="see gomel-7"),
    )
    assert left(public) == {"a": make("events"), "b": make("events", tags=["prison"])}
    assert public.kept == ()


def test_a_word_that_many_say_is_no_secret_and_said_to_be_none() -> None:
    many = {f"e{number}": make("events", note="on detention") for number in range(11)}
    hidden = make("events", note="Detention centre of Zhodino", sensitive=["note"])
    public = events(a=hidden, b=make("events", note="Zhodino"), **many)
    assert public.kept == (KeptField("b", "note", ("zhodino",)),)
    assert public.common == (("detention", 11),)


def test_a_marked_text_that_is_the_same_field_of_many_stays_there() -> None:
    many = {f"e{number}": make("events", place="Zhodino") for number in range(11)}
    hidden = make("events", place="Zhodino", sensitive=["place"])
    assert left(events(a=hidden, **many))["e1"]["place"] == "Zhodino"
    assert "place" not in left(events(a=hidden, strict=True, **many))["e1"]
    notes = {f"e{number}": make("events", note="in Zhodino") for number in range(40)}
    assert all("note" not in record for record in left(events(a=hidden, **notes)).values())
