"""The table of States.

- it holds the 193 Members and the two observers, each in one group, as the UN's list has them
- no two States share a name, and each name leads to the one kept
"""

from __future__ import annotations

from collections import Counter

from belarus_hr.domain.reference import states


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
