"""The request to read a file, and the results for each row: draft, skipped or problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from belarus_hr.domain.collection import StoredRecord
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.from_input import Find, Moment
from belarus_hr.domain.reconcile.reconcile import Draft
from belarus_hr.domain.reference.states import BELARUS
from belarus_hr.domain.text.words import shown

#: What ``country`` is when every State's rows are asked for.
ALL_STATES = "all"
OTHER_STATE = "about another State"
TO_CHECK = "to be checked"
PLEDGE = "a voluntary pledge, which nobody recommended"


@dataclass(frozen=True, kw_only=True)
class Verdicts:
    """What is said of sheets of verdicts: whose they are, of which date, what words mean.

    ``by`` is empty where the files are no such sheets, unless one says itself whose it is;
    ``date`` where a column says it. ``words`` holds our status by a word of theirs.
    """

    by: str = ""
    date: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Request:
    """What the user asks of a file.

    ``country`` is a State, ``all``, or empty: then the rows about Belarus of files of others, and
    all rows of our own records. ``format`` is the name of the format, or empty. ``names`` holds
    the column of a field, ``defaults`` the value of a field that a row leaves empty. ``find``
    looks up a record that a row links to, ``on_record`` that of a whole id; ``now`` is the moment
    of the import. ``encoding`` is
    that of the files' text, empty where it is to be found. Where ``verdicts`` are by somebody,
    the files are sheets of verdicts. ``sheet`` names the sheet to read of a spreadsheet.
    """

    find: Find
    now: Moment
    on_record: Callable[[str], StoredRecord | None] = lambda _: None
    country: str = ""
    format: str = ""
    encoding: str = ""
    sheet: str = ""
    verdicts: Verdicts = Verdicts()
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
    """A row that is left out on purpose: its place in the file, and why."""

    place: str
    reason: str


@dataclass(frozen=True)
class Remark:
    """What is to be known of a file that was read: what a document lacks, or leaves in doubt.

    ``place`` says where, and is empty for the whole file.
    """

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}" if self.place else self.reason


@dataclass(frozen=True)
class RowProblem:
    """Why a row cannot be taken; without a ``place``, why the whole file cannot."""

    place: str
    reason: str
    column: str = ""
    value: str = ""

    def __str__(self) -> str:
        about = f"{self.column} {shown(self.value)}: " if self.column else ""
        return f"{self.place}: {about}{self.reason}" if self.place else f"{about}{self.reason}"


def rows_listed(numbers: Sequence[int], noun: str = "row") -> str:
    """Return rows as a place: "row 3", "rows 3, 5, 9 and 12 more"."""
    if len(numbers) == 1:
        return f"{noun} {numbers[0]}"
    more = f" and {len(numbers) - 5:,} more" if len(numbers) > 5 else ""
    return f"{noun}s {', '.join(map(str, numbers[:5]))}{more}"


Read = Draft | Skipped | Remark | RowProblem


class BadCell(Exception):
    """A value of a row that cannot be taken: its column, the value, and why."""


def checked(place: str, results: Iterable[Read]) -> Iterator[Read]:
    """Yield the results of a row; after a value that cannot be taken, a problem ends the row."""
    try:
        yield from results
    except BadCell as bad:
        column, value, reason = bad.args
        yield RowProblem(place, reason, column, value)
    except InvalidValue as error:
        yield RowProblem(place, str(error))
