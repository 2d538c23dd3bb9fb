"""Breakdowns: recommendations by one grouping, such as theme, or by two in a cross table.

A grouping gives each recommendation its marks: theme gives it "Trafficking" and "Children".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures import counting
from belarus_hr.domain.figures.counting import Answers, CountingMethod, Tally, Unit, answers_of
from belarus_hr.domain.records.recommendation import recommending_states
from belarus_hr.domain.reference.states import region
from belarus_hr.domain.text.words import natural

NOTHING = "(none)"


class Group(NamedTuple):
    """The recommendations that share a mark."""

    name: str
    answers: Answers
    tallies: dict[str, Tally]


class Cross(NamedTuple):
    """A table of two groupings: how many recommendations bear a mark of each.

    ``rows`` holds each mark of the first grouping with its counts in the order of ``columns``, and
    its own total. ``totals`` are those of the columns, and ``total`` counts all recommendations. A
    recommendation with several marks is in several cells and once in each total.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...], int], ...]
    totals: tuple[int, ...]
    total: int


Marks = Callable[[Collection, Unit, CountingMethod], Iterable[str]]


def _actions(_: Collection, unit: Unit, __: CountingMethod) -> list[str]:
    items = [unit.item] if unit.item else unit.record.get("items", ())
    return sorted({str(item["action"]) for item in items if "action" in item})


def _states(unit: Unit) -> list[str]:
    return [unit.item["by"]] if unit.item else recommending_states(unit.record)


def _year(collection: Collection, unit: Unit, _: CountingMethod) -> list[str]:
    made_on = collection.responses.made_on(unit.record)
    return [str(made_on.year)] if made_on else []


class Grouping(NamedTuple):
    """How units get their marks, and the field of a recommendation that marks are read from.

    No field is named where the answers or the verdicts give the marks.
    """

    marks: Marks
    field: str | None = None


#: What can be grouped by; one unit may bear several marks, or none. An item has the
#: State and the action of its own; themes and groups are the paragraph's.
GROUPINGS: dict[str, Grouping] = {
    "theme": Grouping(lambda _, unit, __: unit.record.get("themes", ()), "themes"),
    "state": Grouping(lambda _, unit, __: _states(unit), "items"),
    "region": Grouping(lambda _, unit, __: dict.fromkeys(map(region, _states(unit))), "items"),
    "response": Grouping(lambda _, unit, __: (unit.response,)),
    "action": Grouping(_actions, "items"),
    "group": Grouping(lambda _, unit, __: unit.record.get("groups", ()), "groups"),
    "assessor": Grouping(
        lambda collection, unit, method: collection.verdicts.by_assessor(unit.id, method.as_of)
    ),
    "mechanism": Grouping(lambda _, unit, __: (unit.record["mechanism"],)),
    "year": Grouping(_year),
}


def groups(
    collection: Collection,
    units: Iterable[Unit],
    grouping: str,
    assessors: Sequence[str],
    method: CountingMethod,
) -> tuple[Group, ...]:
    """Return the groups that a grouping makes of what is counted, the largest first."""
    return tuple(
        Group(
            mark,
            answers_of(unit.response for unit in members),
            counting.tallies(collection, members, assessors, method),
        )
        for mark, members in _largest_first(_members(collection, units, grouping, method))
    )


def cross(
    collection: Collection,
    units: Sequence[Unit],
    groupings: Sequence[str],
    method: CountingMethod,
) -> Cross:
    """Return how many units bear each pair of marks of two groupings."""
    down, over = (_members(collection, units, grouping, method) for grouping in groupings)
    columns = tuple(sorted(over, key=lambda mark: (mark == NOTHING, natural(mark))))
    rows = []
    for mark, members in _largest_first(down):
        borne = Counter(
            column for unit in members for column in _marks(collection, unit, groupings[1], method)
        )
        rows.append((mark, tuple(borne[column] for column in columns), len(members)))
    totals = tuple(len(over[column]) for column in columns)
    return Cross(columns, tuple(rows), totals, len(units))


def _marks(
    collection: Collection, unit: Unit, grouping: str, method: CountingMethod
) -> Iterable[str]:
    """Return the marks of a unit, each once; NOTHING for a unit without any."""
    return dict.fromkeys(GROUPINGS[grouping].marks(collection, unit, method)) or (NOTHING,)


def _members(
    collection: Collection, units: Iterable[Unit], grouping: str, method: CountingMethod
) -> dict[str, list[Unit]]:
    members: dict[str, list[Unit]] = {}
    for unit in units:
        for mark in _marks(collection, unit, grouping, method):
            members.setdefault(mark, []).append(unit)
    return members


def _largest_first(members: dict[str, list[Unit]]) -> list[tuple[str, list[Unit]]]:
    return sorted(members.items(), key=lambda group: (-len(group[1]), natural(group[0])))
