"""What a reader of a file is asked for, and what it gives for each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.from_input import Find, Moment
from belarus_hr.domain.reconcile.reconcile import Draft
from belarus_hr.domain.reference.states import BELARUS
from belarus_hr.domain.text.words import shown

#: What ``country`` is when every State's rows are asked for.
ALL_STATES = "all"
OTHER_STATE = "about another State"
PLEDGE = "a voluntary pledge, which nobody recommended"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What somebody wants of a file.

    ``country`` is a State's kept name, ``all``, or empty when nobody said: then
    Belarus of the files of others, and everything of our own records. ``format``
    is the name of the format that the file is said to be in, or empty. ``names`` says which
    column holds a field, ``defaults`` what a field is where a row does not say.
    ``find`` looks up the record that another speaks of; ``now`` is when the file is taken in.
    """

    find: Find
    now: Moment
    country: str = ""
    format: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """The State whose rows are wanted of a file of others, or ``all``."""
        return self.country or BELARUS

    def wants(self, state: str) -> bool:
        """Say whether rows about a State are wanted."""
        return self.state in (ALL_STATES, state)


@dataclass(frozen=True)
class Skipped:
    """A row that is left out on purpose: where it stands, and why."""

    place: str
    reason: str


@dataclass(frozen=True)
class RowProblem:
    """A row, or a whole file when ``place`` is empty, that cannot be taken."""

    place: str
    reason: str
    column: str = ""
    value: str = ""

    def __str__(self) -> str:
        about = f"{self.column} {shown(self.value)}: " if self.column else ""
        return f"{self.place}: {about}{self.reason}" if self.place else f"{about}{self.reason}"


Read = Draft | Skipped | RowProblem


class BadCell(Exception):
    """A value of a row that cannot be taken: its column, the value, and why."""


def checked(place: str, results: Iterable[Read]) -> Iterator[Read]:
    """Yield what a row gives; a value that cannot be taken ends the row as a problem."""
    try:
        yield from results
    except BadCell as bad:
        column, value, reason = bad.args
        yield RowProblem(place, reason, column, value)
    except InvalidValue as error:
        yield RowProblem(place, str(error))
