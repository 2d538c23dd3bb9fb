"""What a rule of the check looks at, what it finds, and how grave that is."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple, TypeVar, cast

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.kinds import Kind, Record

#: How grave a finding is: it cannot be right; it should be looked at; it is worth knowing.
ERROR, WARNING, NOTE = SEVERITIES = ("error", "warning", "note")

_T = TypeVar("_T")


class Problem(NamedTuple):
    """One finding in a record: the field, its value, what is wrong, and what would be right.

    ``right`` is empty when what would be right does not follow from the record.
    """

    field: str
    value: object
    message: str
    right: str = ""


class CheckContext:
    """What a rule may look at besides the record: all other records, and the day.

    A date after ``as_of`` lies ahead.
    """

    def __init__(self, collection: Collection, as_of: date) -> None:
        self.collection = collection
        self.as_of = as_of
        self._made: dict[Hashable, Any] = {}

    def once(self, make: Callable[[CheckContext], _T]) -> _T:
        """Return the result of ``make`` on all records; ``make`` runs only once."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(_T, self._made[make])


class Case(NamedTuple):
    """One record to which a rule is applied."""

    id: str
    kind: Kind
    record: Record
    context: CheckContext


class Rule(NamedTuple):
    """One rule: its name, how grave a breach is, the kinds of record it is about, and its test.

    The docstring of ``find`` states the rule and names its source in the field.
    """

    name: str
    severity: str
    kinds: tuple[Kind, ...]
    find: Callable[[Case], Iterable[Problem]]


def entries(record: Record, *names: str) -> Iterator[tuple[str, Record]]:
    """Yield the entries of lists of a record, each with its place: ``responses[0]``."""
    for name in names:
        for number, entry in enumerate(record.get(name, ())):
            yield f"{name}[{number}]", entry


def references(case: Case) -> Iterator[tuple[str, str]]:
    """Yield the references of a record, each with its place: ``sources[0].ref``."""
    for place, entry in entries(case.record, *case.kind.citing):
        if "ref" in entry:
            yield f"{place}.ref", entry["ref"]
