"""What a rule of the check is: what it looks at, what it finds, how grave that is."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import Any, NamedTuple, TypeVar, cast

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.kinds import Kind, Record

#: How grave a finding is: it cannot be right; it should be looked at; it is worth knowing.
ERROR, WARNING, NOTE = SEVERITIES = ("error", "warning", "note")

_T = TypeVar("_T")


class Problem(NamedTuple):
    """What a rule finds in a record: the field, what stands there, what is wrong and what right.

    ``right`` is empty when what would be right does not follow from the record.
    """

    field: str
    value: object
    message: str
    right: str = ""


class Around:
    """All that a rule may look at besides the record itself: the others, and the day.

    ``as_of`` is the day by which a date lies ahead.
    """

    def __init__(self, collection: Collection, as_of: date) -> None:
        self.collection = collection
        self.as_of = as_of
        self._made: dict[Hashable, Any] = {}

    def once(self, make: Callable[[Around], _T]) -> _T:
        """Return what ``make`` makes of all records; it is made once for all rules."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(_T, self._made[make])


class Case(NamedTuple):
    """One record as a rule looks at it."""

    id: str
    kind: Kind
    record: Record
    around: Around


class Rule(NamedTuple):
    """One rule: its name, how grave a breach is, the kinds of record it is about, and the test.

    The test's docstring says the rule and names its source in the field.
    """

    name: str
    severity: str
    kinds: tuple[Kind, ...]
    find: Callable[[Case], Iterable[Problem]]
