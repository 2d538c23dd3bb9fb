"""Listings: their columns, and which columns are shown when the user names none.

A new listing is a ``Listing`` here and rows with its keys. All formats, the list of its fields
and the table on a terminal follow from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from belarus_hr.domain.frozen import Frozen
from belarus_hr.domain.records.kinds import REPORT, Kind

if TYPE_CHECKING:
    from belarus_hr.views.screen import Screen


class Listing(Frozen):
    """The columns of a sort of rows.

    ``columns`` holds all columns in order, each with its description; JSON shows all. The other
    formats show the columns in ``brief``, or all when it is empty. A terminal also shows a column
    of ``from_width`` when it is at least that wide. On a narrow one an id goes below its title
    where the listing is ``titled``.
    """

    columns: Mapping[str, str]
    brief: tuple[str, ...] = ()
    from_width: Mapping[str, int] = {}
    titled: bool = False

    @property
    def short(self) -> tuple[str, ...]:
        """The columns that are shown outside JSON."""
        return self.brief or tuple(self.columns)

    def fitting(self, screen: Screen) -> tuple[str, ...]:
        """Return the columns that the screen has room for."""
        wider = [name for name in self.from_width if screen.width and name not in self.short]
        names = (*self.short, *wider)
        return tuple(name for name in names if screen.fits(self.from_width.get(name, 0)))


@cache
def of_kind(kind: Kind) -> Listing:
    """Return the listing of the records of a kind."""
    columns = kind.columns.items()
    return Listing(
        columns={name: column.about for name, column in columns},
        brief=kind.brief,
        from_width={name: column.from_width for name, column in columns if column.from_width},
        titled=True,
    )


REPORTS = of_kind(REPORT)
PROPOSALS = Listing(
    columns={
        "likeness": "how alike the two least alike are, from 0 to 1",
        "members": "ids of recommendations that may be of one matter",
        "reason": "what they have in common",
    },
)
DUE = Listing(
    columns={
        "id": "id of the record that says so",
        "date": "when it is due (EDTF); of a report received, when it was",
        "what": "report, review, mid-term or follow-up",
        "mechanism": "UN code of the mechanism",
        "title": "what is due",
        "state": "due, overdue, or received and not examined yet, as of the day asked",
        "days": "days late, from the last day the date may mean; days left are negative",
        "sources": "where it can be checked",
    },
    brief=("id", "date", "what", "mechanism", "title", "state", "days"),
    # The id says the mechanism, and mostly what is due.
    from_width={"what": 100, "mechanism": 100},
    titled=True,
)
FACT_SHEET = Listing(
    columns={
        "id": "id of the record of the item",
        "item": "item of the Government's fact sheet",
        "date": "when the sheet said it (EDTF)",
        "title": "what the sheet says, in our words",
        "shows": "what the record shows of it, as of the day asked",
        "agreement": "borne-out, differs, cannot-be-checked or contradicted",
        "reason": "why the record bears it out or not",
        "beside": "ids of the records that it is compared with",
        "sources": "where it can be checked",
        "disputes": "what others say against these records",
    },
    brief=("item", "agreement", "title", "shows", "beside"),
)
FINDINGS = Listing(
    columns={
        "id": "id of the record",
        "record": "kind of record",
        "rule": "short, stable name of the rule",
        "severity": "error: cannot be right; warning: should be looked at; note: worth knowing",
        "field": "where in the record; entries of a list are counted from 0",
        "value": "what stands there",
        "message": "what is wrong with it",
        "right": "what would be right; empty when that does not follow from the record",
    },
    brief=("id", "severity", "rule", "field", "value", "message", "right"),
)
CONFLICTS = Listing(
    columns={
        "id": "id of the record",
        "record": "kind of record",
        "field": "field that both changed; record where one deleted it and the other changed it",
        "kept": "value that is written",
        "other": "value that the record keeps beside it, under conflicts",
    }
)
LOG_ENTRIES = Listing(
    columns={
        "key": "key of the entry; its end is enough for undo",
        "at": "when (UTC)",
        "by": "who, as far as they gave HRTRACK_USER",
        "command": "the command that changed it",
        "id": "id of the record",
        "record": "kind of record",
        "what": "added, changed or deleted",
        "fields": "fields that differ",
        "change": "the fields that differ, in short: what was there and what is instead",
        "before": "what was there; of a change the fields that differ",
        "after": "what is there instead",
        "undone": "true when an undo takes it back",
        "undoes": "keys of the entries that it takes back",
        "outside": "true when others than hrtrack had changed the file before",
    },
    brief=("key", "at", "id", "what", "change", "command"),
)
