"""Closed vocabularies.

- a known word is taken in any case and given back as it is written in the vocabulary
- an unknown one is refused with the nearest, where one is near, and with all that are known
- what is no slip of the hand suggests nothing
- choices are named with what they mean, where that is said
- a value is quoted for a sentence, and shortened
- what counts as supported: in full, as done already, in part
"""

from __future__ import annotations

from collections.abc import Collection

import pytest

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.kinds import BY_NAME, INDICATOR, MEASURE
from belarus_hr.domain.reference import vocabulary
from belarus_hr.domain.reference.vocabulary import ASSESSORS, EVENT_KINDS, RESPONSES, STATUSES
from belarus_hr.domain.text import words


@pytest.mark.parametrize("word", ["partly", "PARTLY", " Partly\n"])
def test_a_known_word_is_taken_in_any_case(word: str) -> None:
    assert words.choose("status", word, STATUSES) == "partly"


def test_an_unknown_word_names_the_nearest_and_all() -> None:
    with pytest.raises(InvalidValue) as refused:
        words.choose("status", "partially", STATUSES)
    assert str(refused.value) == (
        'unknown status "partially": did you mean "partly"? '
        "known: implemented, partly, not-implemented"
    )


def test_choices_with_meanings_are_named_with_them() -> None:
    with pytest.raises(InvalidValue) as refused:
        words.choose("colour", "raed", {"red": "of fire", "blue": ""})
    assert str(refused.value) == (
        'unknown colour "raed": did you mean "red"? known: red (of fire), blue'
    )


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("letter", EVENT_KINDS),
        ("party", EVENT_KINDS),
        ("letter", BY_NAME),
        ("definition", INDICATOR.checks),
        ("deadline", MEASURE.checks),
    ],
)
def test_no_slip_of_the_hand_suggests_nothing(word: str, known: Collection[str]) -> None:
    assert "did you mean" not in str(words.unknown("word", word, known))


@pytest.mark.parametrize("word", ["", "xyzzy", 7, None, ["x"]])
def test_a_word_near_to_none_names_all(word: object) -> None:
    with pytest.raises(InvalidValue) as refused:
        words.choose("status", word, STATUSES)
    assert str(refused.value).endswith('": known: implemented, partly, not-implemented')


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("visti", EVENT_KINDS, "visit"),
        ("SUPORTED", RESPONSES, "supported"),
        ("civil", ASSESSORS, "civil-society"),
        ("goverment", ASSESSORS, "government"),
        ("ngo", ASSESSORS, None),
        ("", ASSESSORS, None),
    ],
)
def test_the_nearest_is_the_one_that_starts_so_or_is_spelt_alike(
    word: str, known: Collection[str], meant: str | None
) -> None:
    assert words.nearest(word, known) == meant


def test_a_value_is_quoted_and_shortened() -> None:
    assert words.shown("x" * 60) == f'"{"x" * 60}"'
    assert words.shown("x" * 61) == f'"{"x" * 59}…"'
    assert words.shown(5, limit=1) == '"5"'


def test_noted_and_pending_do_not_count_as_supported() -> None:
    assert set(RESPONSES) - vocabulary.SUPPORTED == {"noted", "pending"}
