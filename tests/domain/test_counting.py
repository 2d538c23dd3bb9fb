"""What is counted, and of what.

- the first cycle: 93 paragraphs or 169 items; 124 items supported, 45 noted, as UPR Info has it
- in May 2010: 55 and 92 supported, 38 and 77 pending
- a base has a name; each has the size that a count by hand gives
- one supported in part is one paragraph of the supported, and of its items each its own
- the name of the whole says the unit when it is not paragraphs
- for any verdicts: a tally adds up to its base, and bases are subsets of all
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import TODAY, make_collection, recommendations, tally, verdicts

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures.counting import BASES, COUNTS, Answers, CountingMethod, count_answers
from belarus_hr.domain.records.kinds import RECOMMENDATION
from belarus_hr.domain.reference.vocabulary import STATUSES

MAY = date(2010, 5, 31)


def size(shipped: Collection, way: CountingMethod) -> int:
    return tally(shipped, shipped.of(RECOMMENDATION).items(), "self", way).share.denominator


@pytest.mark.parametrize(
    ("way", "answers"),
    [
        (CountingMethod(TODAY), Answers(93, 74, 1, 19, 0)),
        (CountingMethod(TODAY, unit="items"), Answers(169, 124, 0, 45, 0)),
        (CountingMethod(MAY), Answers(93, 55, 0, 0, 38)),
        (CountingMethod(MAY, unit="items"), Answers(169, 92, 0, 0, 77)),
    ],
)
def test_the_first_cycle_in_paragraphs_and_in_items(
    shipped: Collection, way: CountingMethod, answers: Answers
) -> None:
    assert count_answers(shipped, shipped.of(RECOMMENDATION).items(), way) == answers


@pytest.mark.parametrize(
    ("base", "paragraphs", "items"),
    [
        ("supported", 74, 124),
        ("all", 93, 169),
        ("noted", 19, 45),
        ("supported-at-review", 55, 92),
        ("assessed", 0, 0),
    ],
)
def test_each_base_has_its_size(
    shipped: Collection, base: str, paragraphs: int, items: int
) -> None:
    assert size(shipped, CountingMethod(TODAY, base=base)) == paragraphs
    assert size(shipped, CountingMethod(TODAY, unit="items", base=base)) == items


def test_of_one_supported_in_part_each_item_has_its_own_answer(shipped: Collection) -> None:
    one = [("upr1-98.3", shipped.find("98.3").record)]
    assert count_answers(shipped, one, CountingMethod(TODAY)) == Answers(1, 1, 1, 0, 0)
    assert count_answers(shipped, one, CountingMethod(TODAY, unit="items")) == Answers(
        2, 1, 0, 1, 0
    )


def test_the_name_of_the_whole_says_the_unit() -> None:
    assert CountingMethod(TODAY).whole == "supported"
    assert CountingMethod(TODAY, unit="items", base="all").whole == "all items"


def test_the_assessed_are_the_assessors_own() -> None:
    found = verdicts(("97.4", "un", "partly", "2014"), ("97.5", "un", "implemented", "2014"))
    held = make_collection(recommendations=recommendations("97.4", "97.5"), assessments=found)
    entries = held.of(RECOMMENDATION).items()
    assert str(tally(held, entries, "un", CountingMethod(TODAY, base="assessed")).share) == (
        "1/2 assessed (50.0 %)"
    )
    assert str(tally(held, entries, "self", CountingMethod(TODAY, base="assessed")).share) == (
        "0/0 assessed (none to count)"
    )


@given(
    st.lists(st.tuples(st.sampled_from(["97.4", "97.5"]), st.sampled_from(STATUSES)), max_size=5),
    st.sampled_from(sorted(BASES)),
    st.sampled_from(sorted(COUNTS)),
)
def test_a_tally_is_part_of_all(found: list[tuple[str, str]], base: str, unit: str) -> None:
    entered = verdicts(*((number, "un", status, "2014") for number, status in found))
    held = make_collection(recommendations=recommendations("97.4", "97.5"), assessments=entered)
    entries = held.of(RECOMMENDATION).items()
    part = tally(held, entries, "un", CountingMethod(TODAY, unit=unit, base=base)).share
    whole = tally(held, entries, "un", CountingMethod(TODAY, unit=unit, base="all")).share
    assert part.denominator <= whole.denominator
    assert part.numerator <= part.denominator
