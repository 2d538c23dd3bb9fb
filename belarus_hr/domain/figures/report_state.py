"""State reports to the treaty bodies: where each stands, as of a day."""

from __future__ import annotations

from datetime import date

from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.text import edtf

#: The states of a report, in the order of its life.
STATES = ("due", "overdue", "received", "examined", "unknown")
#: A report in one of these is still open.
OPEN = frozenset(("due", "overdue", "received"))

#: Any of these dates says that the report was examined.
_EXAMINED = ("examined", "adopted", "issued")


def state_on(report: Record, as_of: date) -> str:
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
    if edtf.parse(report["due"]).last >= as_of:
        return "due"
    received_unknown = "received" not in report and not report.keys().isdisjoint(_EXAMINED)
    return "unknown" if received_unknown else "overdue"


#: Dates of a report that are known once the event has happened, and what comes with the
#: concluding observations.
_EVENTS = ("received", "examined", "adopted", "issued", "followed_up")
_WITH_OBSERVATIONS = ("observations", "follow_up")
LATER = frozenset((*_EVENTS, *_WITH_OBSERVATIONS))


def known_on(report: Record, as_of: date) -> Record | None:
    """Return a report as it was known on a day: without what happened to it later.

    None for a report of which nothing had happened by the day and whose due date lay ahead, while
    later events are on record: when the due date was set is not. A report without later events
    is one to come, and known; so is a report without any date.
    """
    followed = [name for name in _EVENTS if name in report]
    if followed and not any(_happened(report, name, as_of) for name in (*followed, "due")):
        return None
    later = {name for name in _EVENTS if name in report and not _happened(report, name, as_of)}
    if not later.isdisjoint(("adopted", "issued")) or "examined" in later:
        later.update(_WITH_OBSERVATIONS)
    return {name: value for name, value in report.items() if name not in later}


def _happened(report: Record, what: str, as_of: date) -> bool:
    return what in report and edtf.began(report[what], as_of)
