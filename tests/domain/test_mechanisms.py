"""The mechanisms and their codes.

- a code is known in any case, a family stands for its members, and each code is in one family
- an unknown word is refused with the nearest code and its name, or with what people call it
- where one mechanism is wanted, a family is refused and its members are named
"""

from __future__ import annotations

import pytest

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.reference import mechanisms
from belarus_hr.domain.reference.mechanisms import FAMILIES, MECHANISMS


@pytest.mark.parametrize("word", ["CAT", "cat", " Cat "])
def test_a_code_is_known_in_any_case(word: str) -> None:
    assert mechanisms.codes(word) == ("CAT",)
    assert mechanisms.code(word) == "CAT"


def test_a_family_stands_for_its_members() -> None:
    assert mechanisms.codes("Charter") == ("UPR", "HRC", "SP", "GA")
    assert {"TB", "CAT", "CCPR", "SPT"} <= set(mechanisms.codes("treaty-bodies"))


def test_every_code_is_in_one_family() -> None:
    assert sorted(code for family in FAMILIES.values() for code in family) == sorted(MECHANISMS)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("CTA", "CAT (Committee against Torture)"),
        ("CEDWA", "CEDAW (Committee on the Elimination of Discrimination against Women)"),
        ("iccpr", "CCPR (Human Rights Committee)"),
        ("torture", "CAT (Committee against Torture)"),
        ("OPCAT", "SPT (Subcommittee on Prevention of Torture)"),
        ("treaty", "treaty-bodies"),
    ],
)
def test_an_unknown_word_names_the_nearest(word: str, meant: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        mechanisms.codes(word)
    assert str(refused.value).startswith(
        f'unknown mechanism "{word}": did you mean {meant}? known: UPR, HRC, '
    )


@pytest.mark.parametrize("word", ["", "xyzzy"])
def test_a_word_near_to_none_names_all(word: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        mechanisms.codes(word)
    assert str(refused.value) == (
        f'unknown mechanism "{word}": known: {", ".join(MECHANISMS)}; '
        "families: charter, office, treaty-bodies"
    )


def test_a_family_is_no_mechanism() -> None:
    with pytest.raises(
        InvalidValue, match=r'^"charter" is a family of mechanisms; name one: UPR, HRC, SP, GA$'
    ):
        mechanisms.code("charter")
