"""How a rule of the check is declared: what it looks at, what it finds, how grave that is."""

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
    """A problem in a record: the field, its value, what is wrong, and what would be right.

    ``right`` is empty when what would be right does not follow from the record.
    """

    field: str
    value: object
    message: str
    right: str = ""


class CheckContext:
    """What a rule may look at besides the record: the other records, and the day of the check.

    ``collection`` is what concerns the State of the record, ``whole`` what concerns any State. A
    date after ``as_of`` lies ahead.
    """

    def __init__(self, collection: Collection, as_of: date, *, whole: Collection) -> None:
        self.collection = collection
        self.whole = whole
        self.as_of = as_of
        self._results: dict[Hashable, Any] = {}

    def once(self, make: Callable[[CheckContext], _T]) -> _T:
        """Return the result of ``make`` on all records; ``make`` runs only once."""
        if make not in self._results:
            self._results[make] = make(self)
        return cast(_T, self._results[make])


class Case(NamedTuple):
    """A record to which a rule is applied, with its id, its kind and the other records."""

    id: str
    kind: Kind
    record: Record
    context: CheckContext


FindProblems = Callable[[Case], Iterable[Problem]]


class Rule(NamedTuple):
    """A rule: its name, how grave a breach is, and which records it is applied to.

    ``find`` yields the problems of a record. Its docstring states the rule and, where the rule
    comes from the United Nations, names the document.
    """

    name: str
    severity: str
    kinds: tuple[Kind, ...]
    mechanism: str | None
    find: FindProblems


def rule(
    severity: str, *kinds: Kind, mechanism: str | None = None
) -> Callable[[FindProblems], Rule]:
    """Declare the function below as a rule about records of these kinds.

    The rule has the name of the function: ``date_order`` is the rule ``date-order``. With
    ``mechanism`` the rule is applied to the records of this mechanism alone.
    """
    return lambda find: Rule(find.__name__.replace("_", "-"), severity, kinds, mechanism, find)


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
