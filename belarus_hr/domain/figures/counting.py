"""What is counted, and of what: the counting unit and the base of a percentage, by name.

The same record gives 93 paragraphs and 169 items; totals from two sources rarely
agree because each counts its own way. So the way has a name and is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import repeat
from typing import NamedTuple

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures.tallies import BASE, Answers, Tally, answers_of, tally_of
from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.reference.vocabulary import NOT_ASSESSED, SUPPORTED

Entry = tuple[str, Record]

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
    """One thing counted: the recommendation it is (part) of, and the response it got."""

    id: str
    record: Record
    response: str
    item: Record | None = None


class Way(NamedTuple):
    """How to count: the unit, the base, the day."""

    as_of: date
    unit: str = PARAGRAPHS
    base: str = BASE

    @property
    def whole(self) -> str:
        """Return the name of the whole as a percentage prints it."""
        return self.base if self.unit == PARAGRAPHS else f"{self.base} {self.unit}"


Test = Callable[[Unit, str], bool]


def _supported_first(unit: Unit, status: str) -> bool:
    del status
    history = unit.record.get("responses", ())
    return bool(history) and history[0]["response"] in SUPPORTED


#: What a percentage can be of: the test that a unit, with one assessor's status, is
#: in the base.
BASES: dict[str, Test] = {
    "supported": lambda unit, _: unit.response in SUPPORTED,
    "all": lambda _unit, _status: True,
    "assessed": lambda _, status: status != NOT_ASSESSED,
    "noted": lambda unit, _: unit.response == "noted",
    "supported-at-review": _supported_first,
}
BASES_SAID = {
    "supported": "supported by the day, wholly or in part",
    "all": "made",
    "assessed": "made, and assessed by the assessor in question",
    "noted": "noted by the day",
    "supported-at-review": "supported when the Working Group adopted its report",
}


def units(collection: Collection, entries: Iterable[Entry], way: Way) -> list[Unit]:
    """Return what is counted of recommendations, as they stood on the day."""
    return split(list(paragraphs(collection, entries, way.as_of)), way.unit)


def paragraphs(collection: Collection, entries: Iterable[Entry], as_of: date) -> Iterator[Unit]:
    """Yield the recommendations that had been made by a day, with the responses they had."""
    for id_, record in entries:
        response = collection.answer(record, as_of)
        if response is not None:
            yield Unit(id_, record, response)


def split(whole: list[Unit], unit: str) -> list[Unit]:
    """Return the counting units that paragraphs are or hold.

    Where one was supported in part, an item has the response of its own.
    """
    return whole if unit == PARAGRAPHS else list(_items(whole))


def _items(whole: list[Unit]) -> Iterator[Unit]:
    for one in whole:
        items = one.record.get("items", ())
        if not items:
            yield one
        for item in items:
            in_part = one.response == "partly-supported"
            yield one._replace(
                response=item.get("response", one.response) if in_part else one.response, item=item
            )


def count_answers(collection: Collection, entries: Iterable[Entry], way: Way) -> Answers:
    """Count the State's answers on the day."""
    return answers_of(unit.response for unit in units(collection, entries, way))


def tally(collection: Collection, entries: Iterable[Entry], assessor: str, way: Way) -> Tally:
    """Count one assessor's verdicts on what is in the base, as they stood on the day."""
    return tally_units(collection, units(collection, entries, way), assessor, way)


def tally_units(collection: Collection, counted: Iterable[Unit], assessor: str, way: Way) -> Tally:
    """Count one assessor's verdicts on those units that are in the base."""
    return tallies(collection, counted, (assessor,), way)[0]


def tallies(
    collection: Collection, counted: Iterable[Unit], assessors: Sequence[str], way: Way
) -> tuple[Tally, ...]:
    """Count the verdicts of each of the assessors on those units that are in the base."""
    wanted = BASES[way.base]
    spoken_of: list[Unit] = []
    open_ = 0
    assessed = collection.assessed
    for unit in counted:
        if unit.id in assessed:
            spoken_of.append(unit)
        else:
            open_ += wanted(unit, NOT_ASSESSED)

    def statuses(assessor: str) -> Iterator[str]:
        for unit in spoken_of:
            status = collection.status(unit.id, assessor, way.as_of)
            if wanted(unit, status):
                yield status
        yield from repeat(NOT_ASSESSED, open_)

    return tuple(tally_of(statuses(who), who, way.whole) for who in assessors)
