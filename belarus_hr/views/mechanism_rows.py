"""``status`` of several mechanisms, and of one, for scripts: the rows and the JSON documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from belarus_hr.domain.figures.overview import MechanismRecord, Overview
from belarus_hr.domain.records.kinds import EVENT, REPORT
from belarus_hr.domain.reference.states import BELARUS
from belarus_hr.views.listings import Listing
from belarus_hr.views.rows import Row, Rows
from belarus_hr.views.status_rows import verdicts_document

OVERVIEW = Listing(
    columns={
        "mechanism": "UN code of the mechanism",
        "name": "its name",
        "events": "events on record",
        "first": "date of the first",
        "last": "date of the last",
        "reports": "State reports on record",
        "open": "of them due, overdue, or received and not examined",
        "made": "recommendations on record",
        "supported": "of them supported",
        "implemented": "of those found implemented by the assessor asked for, self if none was",
        "percent": "the percentage that is of the supported",
        "country": "State whose figures they are: Belarus",
    },
)


def overview_row(overview: Overview) -> Row:
    """Return the line of one mechanism."""
    return {
        "mechanism": overview.mechanism.code,
        "name": overview.mechanism.name,
        "events": overview.events,
        "first": overview.first,
        "last": overview.last,
        "reports": overview.reports,
        "open": len(overview.open_reports),
        "made": overview.made,
        "supported": overview.supported,
        "implemented": overview.share.numerator,
        "percent": overview.share.percent,
        "country": BELARUS,
    }


def overview_document(overviews: Iterable[Overview], as_of: date) -> dict[str, Any]:
    """Return the JSON document of ``status`` over several mechanisms."""
    return {
        "country": BELARUS,
        "as_of": as_of.isoformat(),
        "mechanisms": [
            {
                **overview_row(overview),
                "open_reports": list(overview.open_reports),
                "kinds": overview.kinds,
                "verdicts": verdicts_document(overview.tallies, on_record=bool(overview.made)),
                **_follow_up(overview),
            }
            for overview in overviews
        ],
    }


def mechanism_document(body: MechanismRecord, as_of: date, rows: Rows) -> dict[str, Any]:
    """Return the JSON document of one mechanism: ``status CAT``."""
    return {
        "as_of": as_of.isoformat(),
        **overview_row(body.overview),
        "open_reports": list(body.overview.open_reports),
        **_follow_up(body.overview),
        "event_list": [rows.row(id_, EVENT, record) for id_, record in body.events],
        "bound": [rows.row(id_, EVENT, record) for id_, record in body.bound],
        "state_reports": [rows.row(id_, REPORT, record) for id_, record in body.reports],
    }


def _follow_up(overview: Overview) -> dict[str, Any]:
    return {
        "follow_up": {
            "picked": overview.follow_up.picked,
            "graded": overview.follow_up.graded,
            "grades": overview.follow_up.grades,
        },
        "asked": {kind: asked._asdict() for kind, asked in overview.asked.items()},
    }
