"""State reports to the treaty bodies: where each stands, as of a day."""

from __future__ import annotations

from datetime import date

from belarus_hr.domain import dates
from belarus_hr.domain.records import Record

#: The states of a report, in the order of its life.
STATES = ("due", "overdue", "received", "examined", "unknown")
#: A report in one of these is still open.
OPEN = frozenset(("due", "overdue", "received"))

#: Any of these dates says that the report was examined.
_EXAMINED = ("examined", "adopted", "issued")


def state(report: Record, as_of: date) -> str:
    """Return where a State report stood on a day; it follows from its dates alone.

    ``examined`` and ``received`` once that has happened; before that ``due`` until
    the last possible day, then ``overdue``; ``unknown`` when no date tells. A
    report that was examined later, its receipt not recorded, may have been
    received by then or not: after its due date it is ``unknown``, not overdue.
    """
    if any(_happened(report, what, as_of) for what in _EXAMINED):
        return "examined"
    if _happened(report, "received", as_of):
        return "received"
    if "due" not in report:
        return "unknown"
    if dates.parse(report["due"]).last >= as_of:
        return "due"
    received_unknown = "received" not in report and not report.keys().isdisjoint(_EXAMINED)
    return "unknown" if received_unknown else "overdue"


def _happened(report: Record, what: str, as_of: date) -> bool:
    return what in report and dates.parse(report[what]).first <= as_of
