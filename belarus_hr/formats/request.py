"""What a reader is asked for, and what it gives for each row besides drafts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from belarus_hr.domain.from_input import Find, Now
from belarus_hr.domain.reconcile.draft import Draft
from belarus_hr.domain.reference.states import BELARUS
from belarus_hr.domain.text.words import shown

#: What ``country`` is when every State's rows are asked for.
ALL = "all"


class Asked(NamedTuple):
    """What somebody wants of a file.

    ``country`` is a State's kept name, ``all``, or empty when nobody said: then
    Belarus of the files of others, and everything of our own records. ``format``
    is the one that the file is said to be, or empty. ``names`` says which column
    each field of ours is in, ``defaults`` what a field is where a row does not say.
    ``find`` looks up what a record speaks of; ``now`` is when it is taken in.
    """

    find: Find
    now: Now
    country: str = ""
    format: str = ""
    names: Mapping[str, str] = {}
    defaults: Mapping[str, str] = {}

    @property
    def state(self) -> str:
        """The State whose rows are wanted of a file of others, or ``all``."""
        return self.country or BELARUS

    def wants(self, state: str) -> bool:
        """Say whether rows about a State are wanted."""
        return self.state in (ALL, state)


class Skipped(NamedTuple):
    """A row that is left out on purpose: where it stands, and why."""

    place: str
    reason: str


class Problem(NamedTuple):
    """A row, or a whole file when ``place`` is empty, that cannot be taken."""

    place: str
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        about = f"{self.column} {shown(self.value)}: " if self.column else ""
        return f"{self.place}: {about}{self.reason}" if self.place else f"{about}{self.reason}"


Read = Draft | Skipped | Problem


class Reading(NamedTuple):
    """A file being read: what it was taken for, in words, and what it gives."""

    what: str
    results: Iterator[Read]


OTHER_STATE = "about another State"
PLEDGE = "a voluntary pledge, which nobody recommended"
