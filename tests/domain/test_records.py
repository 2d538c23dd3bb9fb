"""The gate: every record goes through ``normalise``, whatever it comes from.

- the normal form: known fields in order, stripped, words as the vocabulary writes them, empty ones
  left out; what is in its normal form stays as it is
- a wrong type is refused in every field of every kind, and the field is named
- an unknown field names the nearest; a required one that is missing or empty is named
- limits: a title of 500 characters, a note of 100,000, numbers from 0 to 1,000,000, UTF-8
- lists take a single value; doubles go, but a State may recommend the same twice
- an assessor is one word, in lower case
- sensitive is yes or no, or names fields of the kind: a slip there would publish what was meant
  to stay
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.field_types import DATE, WHOLE
from belarus_hr.domain.records.fields import MECHANISM, assessor
from belarus_hr.domain.records.kinds import (
    CLAIM,
    EVENT,
    KINDS,
    RECOMMENDATION,
    REVIEW,
    Field,
    Kind,
    normalise,
)
from belarus_hr.domain.reference import vocabulary
from belarus_hr.domain.reference.mechanisms import MECHANISMS
from belarus_hr.domain.text import words

REPORT_TO_CAT = {"date": "2009-12", "mechanism": "CAT", "kind": "report", "title": "Fourth report"}
ASK = {"mechanism": "UPR", "cycle": 1, "title": "Define torture in national law"}
CLAIMED = {"mechanism": "UPR", "cycle": 1, "by": "government", "date": "2012", "title": "70 %"}
ALL_FIELDS = [
    pytest.param(kind, field, id=f"{kind.name}-{field.name}")
    for kind in KINDS
    for field in kind.fields
]

TEXTS = st.text(max_size=20)
WORDS = st.text(min_size=1, max_size=20).filter(str.strip)
SOURCES = st.lists(st.one_of(WORDS, st.fixed_dictionaries({"ref": WORDS, "note": TEXTS})))
EVENTS = st.fixed_dictionaries(
    {
        "date": st.sampled_from(["2009-12", " 2010~", "2010/2011 "]),
        "mechanism": st.sampled_from([*MECHANISMS, *map(str.lower, MECHANISMS)]),
        "kind": st.sampled_from([*vocabulary.EVENT_KINDS, *map(str.title, vocabulary.EVENT_KINDS)]),
        "title": WORDS,
    },
    optional={
        "by": TEXTS,
        "note": st.one_of(st.none(), TEXTS),
        "tags": st.one_of(TEXTS, st.lists(TEXTS)),
        "sources": SOURCES,
    },
)


def a_value(field: Field) -> object:
    """Return a value that a field takes, by its type."""
    by_type = {MECHANISM.type: "UPR", DATE: "2009", WHOLE: 1}
    value = by_type.get(field.type, next(iter(field.type.words), "x"))
    if not field.type.is_list:
        return value
    return [value, *(f"{value}{number}" for number in range(1, field.least))]


def refusal(kind: Kind, given: dict[str, Any]) -> str:
    """Return the sentence with which a record is refused."""
    with pytest.raises(InvalidValue) as refused:
        normalise(kind, given)
    return str(refused.value)


# --- the normal form ----------------------------------------------------------


def test_a_record_is_put_into_its_normal_form() -> None:
    given = {
        "title": "  Fourth report ",
        "kind": "REPORT",
        "mechanism": "cat",
        "date": " 2009-12",
        "note": " ",
        "by": None,
        "tags": [],
        "sources": "CAT/C/BLR/4",
    }
    kept = normalise(EVENT, given)
    assert kept == {**REPORT_TO_CAT, "sources": [{"ref": "CAT/C/BLR/4"}]}
    assert list(kept) == ["date", "mechanism", "kind", "title", "sources"]


@given(EVENTS)
def test_an_event_in_its_normal_form_stays_as_it_is(given: dict[str, Any]) -> None:
    kept = normalise(EVENT, given)
    assert normalise(EVENT, kept) == kept
    assert list(kept) == [field.name for field in EVENT.fields if field.name in kept]
    assert not any(value in ("", [], {}) for value in kept.values())


def test_zero_and_false_are_no_empty_values() -> None:
    given = {**CLAIMED, "numbers": {"implemented": 0}, "over": False}
    assert normalise(CLAIM, given) == given


# --- what is refused ----------------------------------------------------------


@pytest.mark.parametrize(("kind", "field"), ALL_FIELDS)
def test_a_wrong_type_is_refused_and_the_field_named(kind: Kind, field: Field) -> None:
    sentence = refusal(kind, {field.name: {"no": 1}})
    assert field.name in sentence.partition('"')[0].replace(":", "").split()


@pytest.mark.parametrize(("kind", "field"), ALL_FIELDS)
def test_a_missing_field_is_refused_if_it_is_required(kind: Kind, field: Field) -> None:
    given = {f.name: a_value(f) for f in kind.fields if f.required and f is not field}
    if field.required:
        assert refusal(kind, given).endswith(
            f"{kind.name} needs {words.a(field.name)}, and it is empty"
        )
    else:
        assert normalise(kind, given) == given


@pytest.mark.parametrize("title", [None, "", " \n"])
def test_an_empty_title_is_missing(title: str | None) -> None:
    sentence = refusal(EVENT, {**REPORT_TO_CAT, "title": title})
    assert sentence == "an event needs a title, and it is empty"


@pytest.mark.parametrize(
    ("kind", "given", "message"),
    [
        (EVENT, {"titel": "x"}, 'event has no field "titel": did you mean title? known: date, '),
        (EVENT, {"status": "x"}, 'event has no field "status": '),
        (EVENT, {4: "x"}, 'event has no field "4": known: date, '),
        (RECOMMENDATION, {"items": [{"State": "Norway"}]}, 'items: item has no field "State": '),
        (CLAIM, {"numbers": {"mad": 93}}, 'numbers: count has no field "mad": did you mean made? '),
    ],
)
def test_an_unknown_field_names_the_nearest(
    kind: Kind, given: dict[Any, Any], message: str
) -> None:
    assert refusal(kind, given).startswith(message)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("date", "Dec 2009", 'date "Dec 2009" is not understood: '),
        ("mechanism", "CTA", 'unknown mechanism "CTA": did you mean CAT '),
        ("kind", "raport", 'unknown kind "raport": did you mean "report"? '),
        ("confidence", "sure", 'unknown confidence "sure": '),
        ("sources", [{"url": "https://example.org"}], "sources: a source needs a ref"),
        ("disputes", [{"says": "fifth report"}], "disputes: a dispute needs a ref"),
    ],
)
def test_a_value_outside_its_vocabulary_is_named(field: str, value: object, message: str) -> None:
    assert refusal(EVENT, {**REPORT_TO_CAT, field: value}).startswith(message)


# --- limits -------------------------------------------------------------------


@pytest.mark.parametrize(("field", "limit"), [("title", 500), ("by", 500), ("note", 100_000)])
def test_a_text_is_kept_up_to_its_limit(field: str, limit: int) -> None:
    assert normalise(EVENT, {**REPORT_TO_CAT, field: "я" * limit + " "})[field] == "я" * limit
    sentence = refusal(EVENT, {**REPORT_TO_CAT, field: "я" * (limit + 1)})
    assert sentence.startswith(f'{field} "яяя')
    assert sentence.endswith(f'…" has {limit + 1:,} characters; at most {limit:,} are kept')


@pytest.mark.parametrize("where", ["title", "by", "note", "tags", "sources"])
def test_what_is_not_utf_8_is_refused_in_every_text(where: str) -> None:
    assert where in refusal(EVENT, {**REPORT_TO_CAT, where: "\udce9"}).replace(":", "").split()


def test_what_is_not_utf_8_is_refused_in_a_dispute() -> None:
    dispute = {"says": "fifth \udce9", "ref": "fact sheet"}
    assert (
        "disputes"
        in refusal(EVENT, {**REPORT_TO_CAT, "disputes": [dispute]}).replace(":", "").split()
    )


def test_a_reference_has_a_limit_too() -> None:
    assert "sources" in refusal(EVENT, {**REPORT_TO_CAT, "sources": "x" * 100_001})


@pytest.mark.parametrize("cycle", [-1, 1_000_001, 1.0, "1", True])
def test_a_cycle_is_a_whole_number(cycle: object) -> None:
    sentence = refusal(REVIEW, {"mechanism": "UPR", "title": "Review", "cycle": cycle})
    assert sentence == f'cycle must be a whole number from 0 to 1,000,000, not "{cycle}"'


@pytest.mark.parametrize("number", [0, 1_000_000])
def test_numbers_are_kept_up_to_their_limits(number: int) -> None:
    given = {**CLAIMED, "cycle": number, "percent": {"implemented": number}}
    assert normalise(CLAIM, given) == given


@pytest.mark.parametrize("percent", [-0.1, float("nan"), float("inf"), "70", True])
def test_a_percentage_is_a_number(percent: object) -> None:
    sentence = refusal(CLAIM, {**CLAIMED, "percent": {"implemented": percent}})
    assert sentence.startswith("percent: implemented must be a number from 0 to 1,000,000, not ")


# --- lists --------------------------------------------------------------------


def test_a_single_value_is_a_list_of_one() -> None:
    kept = normalise(RECOMMENDATION, {**ASK, "themes": "Torture", "items": {"by": "Norway"}})
    assert kept == {**ASK, "themes": ["Torture"], "items": [{"by": "Norway"}]}


def test_doubles_and_empty_ones_go() -> None:
    kept = normalise(EVENT, {**REPORT_TO_CAT, "tags": ["torture", " ", "Minsk", " torture"]})
    assert kept["tags"] == ["torture", "Minsk"]


def test_responses_stand_in_the_order_of_their_dates_undated_ones_first() -> None:
    late, early = {"response": "noted", "date": "2010-09"}, {"response": "pending", "date": "2010"}
    kept = normalise(RECOMMENDATION, {**ASK, "responses": [late, early, {"response": "noted"}]})
    assert kept["responses"] == [{"response": "noted"}, early, late]


def test_a_state_may_recommend_the_same_twice() -> None:
    items = [{"by": "Algeria", "action": 3}] * 2
    assert normalise(RECOMMENDATION, {**ASK, "items": items})["items"] == items


# --- assessors ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Civil-Society", "civil-society"),
        (" UN ", "un"),
        ("вясна", "вясна"),
        ("ß" * 250, "s" * 500),
    ],
)
def test_an_assessor_is_a_word_in_lower_case(given: str, name: str) -> None:
    assert assessor(given) == name
    assert assessor(name) == name


@pytest.mark.parametrize("name", ["", "  ", "two words", "tab\tbed", "a\x1bb", "a\u202eb", None, 5])
def test_anything_else_names_no_assessor(name: object) -> None:
    with pytest.raises(InvalidValue, match=r"must be (one word such as self, government|text)"):
        assessor(name)


def test_the_name_of_an_assessor_does_not_outgrow_its_limit() -> None:
    with pytest.raises(InvalidValue, match=r"at most 500 are kept"):
        assessor("ß" * 251)


# --- sensitive ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (True, True),
        (["sources", "by", "sources"], ["sources", "by"]),
        ("note", ["note"]),
        (False, False),
    ],
)
def test_sensitive_is_the_whole_record_or_fields_of_it(given: object, kept: object) -> None:
    assert normalise(EVENT, {**REPORT_TO_CAT, "sensitive": given})["sensitive"] == kept


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["sourcs"], 'unknown sensitive field of an event "sourcs": did you mean "sources"? '),
        (["cycle"], 'unknown sensitive field of an event "cycle": '),
        (["mechanism"], "sensitive must not name mechanism"),
        (1, "sensitive must be text"),
    ],
)
def test_sensitive_names_fields_that_there_are(given: object, message: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        normalise(EVENT, {**REPORT_TO_CAT, "sensitive": given})
    assert str(refused.value).startswith(message)
