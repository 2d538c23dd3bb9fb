"""How recommendations are counted: in which unit, and of what a percentage is the share.

The same record gives 93 paragraphs and 169 items; totals from two sources rarely agree, because
each counts by a method of its own. So a method has a name, and every figure says it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.frozen import Frozen
from belarus_hr.domain.records.kind import Entry
from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.reference.vocabulary import NOT_ASSESSED, SUPPORTED

#: The default whole of a percentage.
BASE = "supported"


class Share(Frozen):
    """A part of a whole, with the name of the whole: ``3/74 supported (4.1 %)``.

    ``assessed`` is how much of the whole was assessed, None where that is not asked. Of a whole
    of which nothing was assessed there is no percentage: 0 would be an answer that nobody gave.
    """

    numerator: int
    denominator: int
    base: str
    assessed: int | None = None

    @property
    def percent(self) -> float | None:
        """Return the share in per cent to one decimal; None of a whole without any assessed."""
        if not self.denominator or self.assessed == 0:
            return None
        return round(100 * self.numerator / self.denominator, 1)

    @property
    def plain(self) -> str:
        """Return the share without its percentage: ``3/74 supported``."""
        return f"{self.numerator}/{self.denominator} {self.base}"

    def __str__(self) -> str:
        if self.denominator and self.assessed == 0:
            return f"nothing assessed of {self.denominator} {self.base}"
        return (
            f"{self.plain} ({'none to count' if self.percent is None else f'{self.percent:.1f} %'})"
        )


class Tally(Frozen):
    """How many recommendations of a base one assessor gave each status."""

    assessor: str
    implemented: int
    partly: int
    not_implemented: int
    not_assessed: int
    base: str

    @classmethod
    def of(cls, assessor: str, counts: Mapping[str, int], base: str) -> Tally:
        """Return the tally of an assessor's counts by status."""
        return cls(
            assessor,
            implemented=counts["implemented"],
            partly=counts["partly"],
            not_implemented=counts["not-implemented"],
            not_assessed=counts[NOT_ASSESSED],
            base=base,
        )

    @property
    def share(self) -> Share:
        """Return the share found implemented in full; ``partly`` is not part of it."""
        assessed = self.implemented + self.partly + self.not_implemented
        return Share(self.implemented, assessed + self.not_assessed, self.base, assessed)

    @property
    def nothing(self) -> bool:
        """Say whether the assessor has assessed nothing of what is counted."""
        return self.not_assessed == self.share.denominator


class Answers(Frozen):
    """How many recommendations were made, and how the State answered them."""

    made: int | None = None
    supported: int | None = None
    partly_supported: int | None = None
    noted: int | None = None
    pending: int | None = None

    @classmethod
    def of(cls, counts: Counter[str]) -> Answers:
        """Return the answers that counts of responses make."""
        return cls(
            made=counts.total(),
            supported=sum(counts[response] for response in SUPPORTED),
            partly_supported=counts["partly-supported"],
            noted=counts["noted"],
            pending=counts["pending"],
        )


def answers_of(responses: Iterable[str]) -> Answers:
    """Count responses."""
    return Answers.of(Counter(responses))


# --- what is counted ------------------------------------------------------------

PARAGRAPHS = "paragraphs"
ITEMS = "items"
#: Counting units. A paragraph may hold what several States recommend; UPR Info
#: counts one item for each State's own, and splits one that was accepted in part
#: where the parts are clear (methodology of October 2014).
COUNTS = {
    PARAGRAPHS: "numbered paragraphs of the report",
    ITEMS: "one for each State's own recommendation, as UPR Info counts",
}


class Unit(NamedTuple):
    """One unit counted: a recommendation, or an ``item`` of it, and the response it got."""

    id: str
    record: Record
    response: str
    item: Record | None = None


#: Says of a unit, with the status that one assessor gave it, whether it is in a base.
Test = Callable[[Unit, str], bool]


class Base(Frozen):
    """What a percentage is a share of: in words, and the test that a unit is part of it."""

    words: str
    holds: Test


def _supported_first(unit: Unit, _status: str) -> bool:
    responses = unit.record.get("responses", ())
    return bool(responses) and responses[0]["response"] in SUPPORTED


BASES = {
    "supported": Base(
        "supported by the day, wholly or in part", lambda unit, _: unit.response in SUPPORTED
    ),
    "all": Base("made", lambda _unit, _status: True),
    "assessed": Base(
        "made, and assessed by the assessor in question",
        lambda _, status: status != NOT_ASSESSED,
    ),
    "noted": Base("noted by the day", lambda unit, _: unit.response == "noted"),
    "supported-at-review": Base(
        "supported when the Working Group adopted its report", _supported_first
    ),
}


class CountingMethod(Frozen):
    """How to count: the unit, the base of percentages, and the day as of which."""

    as_of: date
    unit: str = PARAGRAPHS
    base: str = BASE

    @property
    def whole(self) -> str:
        """Return the name of the whole as a percentage prints it: "all items"."""
        return self.base if self.unit == PARAGRAPHS else f"{self.base} {self.unit}"

    @property
    def holds(self) -> Test:
        """Return the test whether a unit is in the base."""
        return BASES[self.base].holds


def units(collection: Collection, entries: Iterable[Entry], method: CountingMethod) -> list[Unit]:
    """Return what is counted of recommendations, as they stood on the day."""
    return split_units(list(paragraphs(collection, entries, method.as_of)), method.unit)


def paragraphs(collection: Collection, entries: Iterable[Entry], as_of: date) -> Iterator[Unit]:
    """Yield the recommendations that had been made by a day, with the responses they had."""
    for id_, record in entries:
        response = collection.responses.answer(record, as_of)
        if response is not None:
            yield Unit(id_, record, response)


def split_units(whole: list[Unit], unit: str) -> list[Unit]:
    """Return the units that are counted of paragraphs: the paragraphs themselves, or their items.

    Where a paragraph is supported in part, each item has a response of its own.
    """
    return whole if unit == PARAGRAPHS else list(_items(whole))


def _items(whole: list[Unit]) -> Iterator[Unit]:
    for unit in whole:
        items = unit.record.get("items", ())
        if not items:
            yield unit
        in_part = unit.response == "partly-supported"
        for item in items:
            response = item.get("response", unit.response) if in_part else unit.response
            yield unit._replace(response=response, item=item)


def count_answers(
    collection: Collection, entries: Iterable[Entry], method: CountingMethod
) -> Answers:
    """Count the State's answers on the day."""
    return answers_of(unit.response for unit in units(collection, entries, method))


def tallies(
    collection: Collection,
    counted: Iterable[Unit],
    assessors: Sequence[str],
    method: CountingMethod,
) -> dict[str, Tally]:
    """Count the verdicts of each assessor, as they stood on the day, on the units in the base.

    A unit without a verdict of an assessor counts as not assessed by this assessor.
    """
    counts: dict[str, Counter[str]] = {assessor: Counter() for assessor in assessors}
    assessed, holds, silent = collection.verdicts.assessed, method.holds, 0
    for unit in counted:
        unassessed = holds(unit, NOT_ASSESSED)
        silent += unassessed
        if unit.id not in assessed:
            continue
        verdicts = collection.verdicts.by_assessor(unit.id, method.as_of)
        for assessor, verdict in verdicts.items():
            count = counts.get(assessor)
            if count is not None:
                count[verdict["status"]] += holds(unit, verdict["status"])
                count[NOT_ASSESSED] -= unassessed
    for count in counts.values():
        count[NOT_ASSESSED] += silent
    return {name: Tally.of(name, count, method.whole) for name, count in counts.items()}
