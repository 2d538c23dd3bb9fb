"""The table of States.

- it holds the 193 Members and the two observers, each in one group, as the UN's list has them
- no two States share a name, and each name leads to the one kept
"""

from __future__ import annotations

from collections import Counter

import pytest

from belarus_hr.domain.reference import state_names, states


def test_each_state_is_in_one_group() -> None:
    listed = {(names[0], group) for group, names in states._listed()}
    groups = Counter(group for _, group in listed)
    assert groups == {
        **{"Africa": 54, "Asia": 54, "EEG": 23, "GRULAC": 33, "WEOG": 29},
        "Observer": 2,
    }
    assert len({name for name, _ in listed}) == 193 + 2


def test_a_name_is_one_state_s() -> None:
    for _, (kept, *others) in states._listed():
        for name in (kept, *others):
            assert states.canonical(name) == states.known_state(name) == kept


def test_a_name_in_russian_or_belarusian_is_one_state_s() -> None:
    kept: dict[str, str] = {}
    for state, others in state_names.other_names().items():
        assert states.known_state(state) == state
        for name in others:
            assert states.known_state(name) == state
            assert states.canonical(name.upper()) == state
            assert kept.setdefault(name.casefold(), state) == state
    assert set(kept.values()) == {names[0] for _, names in states._listed()}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Чехия", "Czech Republic"), ("Чэхія", "Czech Republic"), ("США", "United States"),
        ("ЗША", "United States"), ("Российская  Федерация", "Russian Federation"),
        ("В'етнам", "Viet Nam"), ("Объединённые Арабские Эмираты", "United Arab Emirates"),
        ("Türkiye", "Turkey"), ("Iran (Islamic Republic of)", "Iran"), ("USA", "United States"),
        ("UK", "United Kingdom"), ("Czechia", "Czech Republic"),
    ],
)  # fmt: skip
def test_a_state_is_known_by_what_people_call_it(written: str, kept: str) -> None:
    assert states.known_state(written) == kept


@pytest.mark.parametrize("word", ["Атлантида", "и", "", "!", "Беларусь и Россия"])
def test_what_is_no_state_is_none(word: str) -> None:
    assert not states.is_name(word)
