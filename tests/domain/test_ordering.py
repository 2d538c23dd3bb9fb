"""The order in which people count.

- numbers inside a text order as numbers: 97.9 before 97.10
- case and accents do not matter; a number comes before a letter
- any text has its place, however long its numbers are
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belarus_hr.domain.text.words import folded, natural
from tests.unseen import JOINERS, SELECTORS, UNSEEN


@pytest.mark.parametrize(
    "ordered",
    [
        ["upr1-97.9", "upr1-97.10", "upr1-98.1", "upr2-97.1", "upr10-1.1"],
        ["97", "97.4", "97.4a", "97.4b"],
        ["", "7", "a", "B", "c"],
        ["cat-2009-12-report", "cat-2009-12-report-2", "cat-2009-12-report-10"],
    ],
)
def test_texts_order_as_people_count(ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=natural) == ordered


@given(st.lists(st.integers(min_value=0)))
def test_numbers_order_as_numbers(numbers: list[int]) -> None:
    texts = [f"para. {number}" for number in numbers]
    assert sorted(texts, key=natural) == [f"para. {number}" for number in sorted(numbers)]


@given(st.lists(st.text(st.characters(exclude_categories=["Nd", "No"]))))
def test_texts_without_numbers_order_as_they_are_compared(texts: list[str]) -> None:
    ordered = sorted(texts, key=lambda text: (folded(text), text))
    assert sorted(texts, key=natural) == ordered


def test_a_number_of_any_length_can_be_ordered() -> None:
    for length in (5000, 2_000_000):
        assert natural("9" * length) < natural("1" + "0" * length)


def test_a_sign_that_nobody_sees_makes_no_difference() -> None:
    for sign in UNSEEN | JOINERS | SELECTORS:
        assert folded(f"Доклад{sign} 1") == folded(f"{sign}доклад 1"), f"U+{ord(sign):04X}"


def test_letters_and_pictures_beyond_the_usual_do() -> None:
    assert folded("😀") != folded("😁") != folded("")
    assert folded("𠀀") != folded("")
