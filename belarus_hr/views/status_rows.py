"""``status`` for scripts: rows of one shape, and the JSON documents of the contract."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from belarus_hr.domain.figures import upr_progress
from belarus_hr.domain.figures.breakdown import Cross, Group
from belarus_hr.domain.figures.counting import CountingMethod
from belarus_hr.domain.figures.overview import Overview, TreatyBody
from belarus_hr.domain.figures.tallies import Answers, Tally
from belarus_hr.domain.figures.upr_progress import CycleProgress
from belarus_hr.domain.records.kinds import CLAIM, EVENT, REPORT, Record
from belarus_hr.views.listings import Listing
from belarus_hr.views.rows import Row, Rows

_ANSWERS = ("made", "supported", "noted", "pending")

#: Columns of ``status upr``: a line for each assessor, then one for each claim.
_UPR_COLUMNS = {
    "cycle": "UPR cycle",
    "line": "record (what the records show), claim (what is said), index (if asked for)",
    "by": "assessor, or who claims",
    "date": "day the figures are as of; of a claim, when it was said",
    "made": "recommendations made",
    "supported": "of them supported",
    "noted": "of them noted",
    "pending": "of them not answered yet",
    "implemented": "of the base found implemented",
    "partly": "of the base found partly implemented",
    "not_implemented": "of the base found not implemented",
    "not_assessed": "of the base not assessed",
    "numerator": "numerator of the percentage",
    "denominator": "denominator of the percentage",
    "base": "name of the denominator",
    "percent": "percentage implemented; of a claim, as stated",
    "title": "the claim, in our words",
    "partly_supported": "of the supported, those supported in part only",
    "over": "true when the claim says more than its figure",
    "on_record": "recommendations of the cycle on record, which the verdicts are about",
}
_TALLY = (
    *("implemented", "partly", "not_implemented", "not_assessed"),
    *("numerator", "denominator", "base", "percent"),
)
_GROUP_COLUMNS = {
    "cycle": _UPR_COLUMNS["cycle"],
    "by": _UPR_COLUMNS["by"],
    "group": "theme, State or other mark that the line is about",
    **{name: _UPR_COLUMNS[name] for name in (*_ANSWERS, *_TALLY)},
}
_OVERVIEW_COLUMNS = {
    "mechanism": "UN code of the mechanism",
    "name": "its name",
    "events": "events on record",
    "first": "date of the first",
    "last": "date of the last",
    "reports": "State reports on record",
    "open": "of them due, overdue, or received and not examined",
    "made": "recommendations on record",
    "supported": "of them supported",
    "implemented": "of those found implemented by self",
    "percent": "the percentage that is of the supported",
}


# --- status upr --------------------------------------------------------------


def upr_rows(cycles: Iterable[CycleProgress], as_of: date) -> list[Row]:
    """Return the lines of ``status upr``."""
    rows: list[Row] = []
    for cycle in cycles:
        rows += [_record_row(cycle, tally, as_of) for tally in cycle.tallies.values()]
        if cycle.upr_info:
            rows.append({**_record_row(cycle, cycle.upr_info, as_of), "line": "index"})
        rows += [_claim_row(cycle, record) for _, record in cycle.claims]
    return rows


def _record_row(cycle: CycleProgress, tally: Tally, as_of: date) -> Row:
    return {
        **dict.fromkeys(_UPR_COLUMNS),
        "cycle": cycle.cycle,
        "line": "record",
        "by": tally.assessor,
        "date": as_of.isoformat(),
        **_answers(cycle.answers),
        **_tally(tally, on_record=bool(cycle.on_record)),
        "base": tally.base,
        "partly_supported": cycle.answers.partly_supported,
        "on_record": cycle.on_record,
    }


def _claim_row(cycle: CycleProgress, claim: Record) -> Row:
    numbers, percent = claim.get("numbers", {}), claim.get("percent", {})
    return {
        **dict.fromkeys(_UPR_COLUMNS),
        **{name: value for name, value in numbers.items() if name in _UPR_COLUMNS},
        "cycle": cycle.cycle,
        "line": "claim",
        "by": claim["by"],
        "date": claim["date"],
        "numerator": numbers.get("implemented"),
        "denominator": numbers.get("denominator"),
        "base": claim.get("base"),
        "percent": percent.get("implemented"),
        "title": claim["title"],
        "over": claim.get("over"),
    }


def group_rows(cycles: Iterable[CycleProgress]) -> list[Row]:
    """Return a line for each group of each cycle."""
    return [
        {
            "cycle": cycle.cycle,
            "by": tally.assessor,
            "group": group.name,
            **_answers(group.answers),
            **_tally(tally, on_record=True),
            "base": tally.base,
        }
        for cycle in cycles
        for group in cycle.groups
        for tally in group.tallies.values()
    ]


def upr_document(
    cycles: Iterable[CycleProgress], method: CountingMethod, rows: Rows
) -> dict[str, Any]:
    """Return the JSON document of ``status upr``."""
    return {
        "as_of": method.as_of.isoformat(),
        "base": method.base,
        "count": method.unit,
        "cycles": [_cycle(cycle, rows) for cycle in cycles],
    }


def _cycle(cycle: CycleProgress, rows: Rows) -> dict[str, Any]:
    return {
        "cycle": cycle.cycle,
        "session": cycle.review.get("session"),
        "reviewed": cycle.review.get("date"),
        "document": cycle.review.get("document"),
        **_answers(cycle.answers),
        "partly_supported": cycle.answers.partly_supported,
        "counted": cycle.counted,
        "on_record": cycle.on_record,
        "reported": list(cycle.reported),
        "confidence": cycle.confidence,
        "verdicts": _verdicts(cycle.tallies, on_record=bool(cycle.on_record)),
        "index": _tally(cycle.upr_info, on_record=True) if cycle.upr_info else None,
        "claims": [
            {**rows.row(id_, CLAIM, record), "beside": upr_progress.beside(record, cycle)}
            for id_, record in cycle.claims
        ],
        "groups": [_group(group) for group in cycle.groups],
        "cross": _cross(cycle.cross) if cycle.cross else None,
    }


def _cross(cross: Cross) -> dict[str, Any]:
    return {
        "columns": list(cross.columns),
        "rows": [
            {"group": name, "counts": list(counts), "total": total}
            for name, counts, total in cross.rows
        ],
        "totals": list(cross.totals),
        "total": cross.total,
    }


def cross_rows(cycles: Iterable[CycleProgress]) -> list[Row]:
    """Return the lines of ``status upr`` grouped by two marks: one for each pair."""
    return [
        {"cycle": cycle.cycle, "group": name, "with": column, "count": count}
        for cycle in cycles
        if cycle.cross
        for name, counts, total in cycle.cross.rows
        for column, count in zip((*cycle.cross.columns, ALL_MARKS), (*counts, total), strict=True)
    ]


def moved(cycle: int, answers: tuple[Answers, Answers]) -> dict[str, Any]:
    """Return how the answers of a cycle moved from one day to another."""
    before, after = answers
    return {"cycle": cycle, "before": _answers(before), "after": _answers(after)}


#: The column of a cross table that counts each recommendation once.
ALL_MARKS = "(all)"
_CROSS_COLUMNS = {
    "cycle": "UPR cycle",
    "group": "first mark",
    "with": f"second mark; {ALL_MARKS} counts each of the first mark's once",
    "count": "how many bear both",
}
_CHANGE_COLUMNS = {
    "date": "day of the entry (EDTF)",
    "id": "record it is about",
    "cycle": "UPR cycle",
    "what": "response, verdict, review or claim",
    "by": "assessor, or who claims",
    "before": "what stood before",
    "after": "what stands since",
    "sources": "where it can be checked",
}


def _group(group: Group) -> dict[str, Any]:
    return {
        "group": group.name,
        **_answers(group.answers),
        "verdicts": _verdicts(group.tallies, on_record=True),
    }


def _verdicts(tallies: Mapping[str, Tally], *, on_record: bool) -> dict[str, Any]:
    return {assessor: _tally(tally, on_record=on_record) for assessor, tally in tallies.items()}


def _answers(answers: Answers) -> dict[str, int | None]:
    return {name: getattr(answers, name) for name in _ANSWERS}


def _tally(tally: Tally, *, on_record: bool) -> dict[str, int | float | None]:
    """Return a tally's numbers; none is known of a cycle without recommendations on record."""
    numbers = {
        "implemented": tally.implemented,
        "partly": tally.partly,
        "not_implemented": tally.not_implemented,
        "not_assessed": tally.not_assessed,
        "numerator": tally.share.numerator,
        "denominator": tally.share.denominator,
        "percent": tally.share.percent,
    }
    return numbers if on_record else dict.fromkeys(numbers)


# --- status of other mechanisms ------------------------------------------------


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
        "implemented": overview.implemented,
        "percent": overview.share.percent,
    }


def overview_document(overviews: Iterable[Overview], as_of: date) -> dict[str, Any]:
    """Return the JSON document of ``status`` over several mechanisms."""
    return {
        "as_of": as_of.isoformat(),
        "mechanisms": [
            {
                **overview_row(overview),
                "open_reports": list(overview.open_reports),
                "kinds": overview.kinds,
            }
            for overview in overviews
        ],
    }


def treaty_body_document(body: TreatyBody, as_of: date, rows: Rows) -> dict[str, Any]:
    """Return the JSON document of ``status CAT`` and the like."""
    return {
        "as_of": as_of.isoformat(),
        **overview_row(body.overview),
        "open_reports": list(body.overview.open_reports),
        "bound": [rows.row(id_, EVENT, record) for id_, record in body.bound],
        "state_reports": [rows.row(id_, REPORT, record) for id_, record in body.reports],
    }


# --- the listings ----------------------------------------------------------------

UPR = Listing(columns=_UPR_COLUMNS)
GROUPS = Listing(columns=_GROUP_COLUMNS)
CROSS = Listing(columns=_CROSS_COLUMNS)
CHANGES = Listing(columns=_CHANGE_COLUMNS, brief=tuple(_CHANGE_COLUMNS)[:-1])
OVERVIEW = Listing(columns=_OVERVIEW_COLUMNS)
