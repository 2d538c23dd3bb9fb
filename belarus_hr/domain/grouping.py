"""Breakdowns: recommendations grouped by one mark, or by two in a cross table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from belarus_hr.domain import counting
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.counting import Entry, Way
from belarus_hr.domain.ordering import natural
from belarus_hr.domain.records import Record
from belarus_hr.domain.regions import region
from belarus_hr.domain.select import recommending_states
from belarus_hr.domain.shares import Answers, Tally

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


Marks = Callable[[Collection, Entry, Way], Iterable[str]]


def _actions(record: Record) -> list[str]:
    return sorted({str(item["action"]) for item in record.get("items", ()) if "action" in item})


def _assessors(collection: Collection, entry: Entry, way: Way) -> Iterable[str]:
    return collection.verdicts(entry[0], way.as_of)


def _year(collection: Collection, entry: Entry, _: Way) -> list[str]:
    made = collection.made(entry[1])
    return [str(made.year)] if made else []


#: What recommendations can be grouped by. One may bear several marks, or none.
GROUPINGS: dict[str, Marks] = {
    "theme": lambda _, entry, __: entry[1].get("themes", ()),
    "state": lambda _, entry, __: recommending_states(entry[1]),
    "region": lambda _, entry, __: dict.fromkeys(map(region, recommending_states(entry[1]))),
    "response": lambda collection, entry, way: (
        collection.answer(entry[1], way.as_of) or "pending",
    ),
    "action": lambda _, entry, __: _actions(entry[1]),
    "group": lambda _, entry, __: entry[1].get("groups", ()),
    "assessor": _assessors,
    "mechanism": lambda _, entry, __: (entry[1]["mechanism"],),
    "year": _year,
}


def groups(
    collection: Collection,
    entries: Iterable[Entry],
    mark: str,
    assessors: Sequence[str],
    way: Way,
) -> tuple[Group, ...]:
    """Return the groups that a mark makes, the largest first."""
    members = _members(collection, entries, mark, way)
    return tuple(
        Group(
            name,
            counting.count_answers(collection, found, way),
            tuple(counting.tally(collection, found, assessor, way) for assessor in assessors),
        )
        for name, found in sorted(members.items(), key=lambda item: (-len(item[1]), item[0]))
    )


def cross(
    collection: Collection, entries: Sequence[Entry], marks: tuple[str, str], way: Way
) -> Cross:
    """Return how many units bear each pair of two marks."""
    down = _members(collection, entries, marks[0], way)
    over = _members(collection, entries, marks[1], way)
    columns = tuple(sorted(over, key=lambda name: (name == NOTHING, natural(name))))
    inside = {name: {id_ for id_, _ in found} for name, found in over.items()}

    def counted(found: Iterable[Entry]) -> int:
        return sum(1 for _ in counting.units(collection, found, way))

    rows = tuple(
        (
            name,
            tuple(counted(e for e in found if e[0] in inside[column]) for column in columns),
            counted(found),
        )
        for name, found in sorted(down.items(), key=lambda item: (-len(item[1]), item[0]))
    )
    totals = tuple(counted(over[column]) for column in columns)
    return Cross(columns, rows, totals, counted(entries))


def _members(
    collection: Collection, entries: Iterable[Entry], mark: str, way: Way
) -> dict[str, list[Entry]]:
    members: dict[str, list[Entry]] = {}
    for entry in entries:
        for name in tuple(GROUPINGS[mark](collection, entry, way)) or (NOTHING,):
            members.setdefault(name, []).append(entry)
    return members
