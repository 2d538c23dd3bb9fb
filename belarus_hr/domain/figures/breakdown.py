"""Breakdowns: recommendations grouped by one mark, or by two in a cross table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures import counting
from belarus_hr.domain.figures.counting import Unit, Way
from belarus_hr.domain.figures.tallies import Answers, Tally, answers_of
from belarus_hr.domain.query import recommending_states
from belarus_hr.domain.reference.states import region
from belarus_hr.domain.text.natural_sort import natural

NOTHING = "(none)"


class Group(NamedTuple):
    """The recommendations that share a mark."""

    name: str
    answers: Answers
    tallies: tuple[Tally, ...]


class Cross(NamedTuple):
    """Two marks against each other: how many recommendations bear both.

    ``rows`` holds each first mark with its counts in the order of ``columns``, and
    its own total; ``totals`` those of the columns, ``total`` that of all. A
    recommendation with several marks is in several cells and once in each total.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...], int], ...]
    totals: tuple[int, ...]
    total: int


Marks = Callable[[Collection, Unit, Way], Iterable[str]]


def _actions(_: Collection, unit: Unit, __: Way) -> list[str]:
    items = [unit.item] if unit.item else unit.record.get("items", ())
    return sorted({str(item["action"]) for item in items if "action" in item})


def _states(unit: Unit) -> list[str]:
    return [unit.item["by"]] if unit.item else recommending_states(unit.record)


def _assessors(collection: Collection, unit: Unit, way: Way) -> Iterable[str]:
    return collection.verdicts(unit.id, way.as_of)


def _year(collection: Collection, unit: Unit, _: Way) -> list[str]:
    made = collection.made(unit.record)
    return [str(made.year)] if made else []


#: The field of a recommendation that a mark is read from, where the answers do not give it.
FIELDS = {
    "theme": "themes", "state": "items", "region": "items", "action": "items", "group": "groups",
}  # fmt: skip

#: What can be grouped by; one unit may bear several marks, or none. An item has the
#: State and the action of its own; themes and groups are the paragraph's.
GROUPINGS: dict[str, Marks] = {
    "theme": lambda _, unit, __: unit.record.get("themes", ()),
    "state": lambda _, unit, __: _states(unit),
    "region": lambda _, unit, __: dict.fromkeys(map(region, _states(unit))),
    "response": lambda _, unit, __: (unit.response,),
    "action": _actions,
    "group": lambda _, unit, __: unit.record.get("groups", ()),
    "assessor": _assessors,
    "mechanism": lambda _, unit, __: (unit.record["mechanism"],),
    "year": _year,
}


def groups(
    collection: Collection,
    units: Iterable[Unit],
    mark: str,
    assessors: Sequence[str],
    way: Way,
) -> tuple[Group, ...]:
    """Return the groups that a mark makes of what is counted, the largest first."""
    members = _members(collection, units, mark, way)
    return tuple(
        Group(
            name,
            answers_of(unit.response for unit in found),
            counting.tallies(collection, found, assessors, way),
        )
        for name, found in sorted(members.items(), key=lambda item: (-len(item[1]), item[0]))
    )


def cross(collection: Collection, units: Sequence[Unit], marks: tuple[str, str], way: Way) -> Cross:
    """Return how many units bear each pair of two marks."""
    down = _members(collection, units, marks[0], way)
    over = _members(collection, units, marks[1], way)
    columns = tuple(sorted(over, key=lambda name: (name == NOTHING, natural(name))))

    def pair(unit: Unit) -> set[str]:
        return set(GROUPINGS[marks[1]](collection, unit, way)) or {NOTHING}

    rows = []
    for name, found in sorted(down.items(), key=lambda item: (-len(item[1]), item[0])):
        borne = Counter(column for unit in found for column in pair(unit))
        rows.append((name, tuple(borne[column] for column in columns), len(found)))
    totals = tuple(len(over[column]) for column in columns)
    return Cross(columns, tuple(rows), totals, len(units))


def _members(
    collection: Collection, units: Iterable[Unit], mark: str, way: Way
) -> dict[str, list[Unit]]:
    members: dict[str, list[Unit]] = {}
    for unit in units:
        for name in tuple(GROUPINGS[mark](collection, unit, way)) or (NOTHING,):
            members.setdefault(name, []).append(unit)
    return members
