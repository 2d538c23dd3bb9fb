"""``due`` and ``reports`` for people and scripts: their columns, and which have room."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from belarus_hr.domain.figures.deadlines import Deadline
from belarus_hr.domain.records.kinds import REPORT
from belarus_hr.views.rows import DEFAULT_FIELDS, Row, fields

if TYPE_CHECKING:
    from belarus_hr.views.screen import Screen

#: Columns of ``due``, in order, each with what it is.
DUE_FIELDS = {
    "id": "id of the record that says so",
    "date": "when it is due (EDTF); of a report received, when it was",
    "what": "report, review, mid-term or follow-up",
    "mechanism": "UN code of the mechanism",
    "title": "what is due",
    "state": "due, overdue, or received and not examined yet, as of the day asked",
    "days": "days late, from the last day the date may mean; days left are negative",
    "sources": "where it can be checked",
}


class Columns(NamedTuple):
    """The columns of a listing: all, those shown unless others are named, and those that can go.

    ``from_width`` has the width from which a terminal shows a column; a narrower one
    does without, so that what it shows is whole.
    """

    known: dict[str, str]
    brief: tuple[str, ...]
    from_width: dict[str, int]

    def fitting(self, screen: Screen) -> tuple[str, ...]:
        """Return the columns that the screen has room for."""
        return tuple(name for name in self.brief if screen.fits(self.from_width.get(name, 0)))


#: The id says the mechanism, and mostly what is due.
DUE = Columns(
    DUE_FIELDS,
    tuple(name for name in DUE_FIELDS if name != "sources"),
    {"title": 70, "what": 100, "mechanism": 100},
)
#: The state says that a report was examined, the id its ordinal.
REPORTS = Columns(
    fields(REPORT),
    DEFAULT_FIELDS["report"],
    {"examined": 76, "ordinal": 86, "observations": 108},
)


def row(deadline: Deadline) -> Row:
    """Return the row of one deadline."""
    return deadline._asdict()
