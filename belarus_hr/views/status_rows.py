"""``status`` for scripts: the rows of its listings, and its JSON documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from belarus_hr.domain.figures import upr_progress
from belarus_hr.domain.figures.counting import Answers, CountingMethod, Tally
from belarus_hr.domain.figures.upr_progress import CycleProgress
from belarus_hr.domain.records.kinds import CLAIM, Record
from belarus_hr.views.listings import Listing
from belarus_hr.views.rows import Row, Rows

if TYPE_CHECKING:
    from belarus_hr.domain.figures.breakdown import Cross, Group

_ANSWERS = ("made", "supported", "noted", "pending")
_STATUSES = ("implemented", "partly", "not_implemented", "not_assessed")
_SHARE = ("numerator", "denominator", "percent")
#: The figures of a cycle besides its answers: in its lines of ``UPR`` and in its JSON object.
_OF_CYCLE: dict[str, Callable[[CycleProgress], object]] = {
    "partly_supported": lambda cycle: cycle.answers.partly_supported,
    "on_record": lambda cycle: cycle.on_record,
}
#: The column of a cross table that counts each recommendation once.
ALL_MARKS = "(all)"

#: The listing of ``status upr``: for each cycle a line for each assessor, then for each claim.
UPR = Listing(
    columns={
        "cycle": "UPR cycle",
        "line": "record (what the records show), claim (what is said), index (if asked for); "
        "of all States also reported (what others count of the State named)",
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
        "country": "State whose figures they are; all for those of all States together",
        "states": "of all States together: those whose recommendations are counted",
    },
)
GROUPS = Listing(
    columns={
        "cycle": UPR.columns["cycle"],
        "by": UPR.columns["by"],
        "group": "theme, State or other mark that the line is about",
        **{name: UPR.columns[name] for name in (*_ANSWERS, *_STATUSES)},
        **{name: UPR.columns[name] for name in ("numerator", "denominator", "base", "percent")},
        "country": UPR.columns["country"],
    },
)
CROSS = Listing(
    columns={
        "cycle": "UPR cycle",
        "group": "first mark",
        "with": f"second mark; {ALL_MARKS} counts each of the first mark's once",
        "count": "how many bear both",
        "country": UPR.columns["country"],
    },
)
CHANGES = Listing(
    columns={
        "date": "day of the entry (EDTF)",
        "id": "record it is about",
        "cycle": "UPR cycle",
        "what": "response, verdict, review or claim",
        "by": "assessor, or who claims",
        "before": "what stood before",
        "after": "what stands since",
        "sources": "where it can be checked",
        "country": UPR.columns["country"],
    },
    brief=("date", "id", "cycle", "what", "by", "before", "after", "country"),
)


# --- status upr --------------------------------------------------------------


def upr_rows(cycles: Iterable[CycleProgress], as_of: date, *, claims: bool = False) -> list[Row]:
    """Return the lines of ``status upr``, or those of ``claims`` alone."""
    rows: list[Row] = []
    for cycle in cycles:
        if not claims:
            rows += [_record_row(cycle, tally, as_of) for tally in cycle.tallies.values()]
        if cycle.upr_info and not claims:
            rows.append({**_record_row(cycle, cycle.upr_info, as_of), "line": "index"})
        if cycle.states:
            rows += [_reported_row(cycle, count) for count in cycle.reported]
        rows += [_claim_row(cycle, record) for _, record in cycle.claims]
    return rows


def _record_row(cycle: CycleProgress, tally: Tally, as_of: date) -> Row:
    return {
        **dict.fromkeys(UPR.columns),
        "cycle": cycle.cycle,
        "line": "record",
        "by": tally.assessor,
        "date": as_of.isoformat(),
        **_answers(cycle.answers),
        **_tally(tally, on_record=bool(cycle.on_record)),
        "base": tally.base,
        **_figures(cycle),
        "states": cycle.states_counted,
    }


def _figures(cycle: CycleProgress) -> Row:
    return {name: of(cycle) for name, of in _OF_CYCLE.items()}


def _reported_row(cycle: CycleProgress, count: Record) -> Row:
    """Return the line of a count that others report of one State, beside those of all."""
    return {
        **dict.fromkeys(UPR.columns),
        **{name: count.get(name) for name in ("by", "date", "country", *_ANSWERS)},
        "cycle": cycle.cycle,
        "line": "reported",
        "on_record": cycle.states[count["country"]],
    }


def _claim_row(cycle: CycleProgress, claim: Record) -> Row:
    numbers, percent = claim.get("numbers", {}), claim.get("percent", {})
    return {
        **dict.fromkeys(UPR.columns),
        **{name: value for name, value in numbers.items() if name in UPR.columns},
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
    cycles: Iterable[CycleProgress], method: CountingMethod, rows: Rows, country: str
) -> dict[str, Any]:
    """Return the JSON document of ``status upr`` for a State."""
    return {
        "country": country,
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
        **_figures(cycle),
        "counted": cycle.counted,
        "reported": list(cycle.reported),
        "states": dict(cycle.states),
        "confidence": cycle.confidence,
        "verdicts": verdicts_document(cycle.tallies, on_record=bool(cycle.on_record)),
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
    """Return the lines of ``status upr`` by two groupings: a line for each pair of marks."""
    return [
        {"cycle": cycle.cycle, "group": name, "with": column, "count": count}
        for cycle in cycles
        if cycle.cross
        for name, counts, total in cycle.cross.rows
        for column, count in zip((*cycle.cross.columns, ALL_MARKS), (*counts, total), strict=True)
    ]


def moved(cycle: int, answers: tuple[Answers, Answers]) -> dict[str, Any]:
    """Return the answers of a cycle on two days."""
    before, after = answers
    return {"cycle": cycle, "before": _answers(before), "after": _answers(after)}


def _group(group: Group) -> dict[str, Any]:
    return {
        "group": group.name,
        **_answers(group.answers),
        "verdicts": verdicts_document(group.tallies, on_record=True),
    }


def verdicts_document(tallies: Mapping[str, Tally], *, on_record: bool) -> dict[str, Any]:
    """Return the counts of each assessor's verdicts; None for each where nothing is on record."""
    return {assessor: _tally(tally, on_record=on_record) for assessor, tally in tallies.items()}


def _answers(answers: Answers) -> dict[str, int | None]:
    return {name: getattr(answers, name) for name in _ANSWERS}


def _tally(tally: Tally, *, on_record: bool) -> dict[str, int | float | None]:
    """Return the numbers of a tally; all None for a cycle without recommendations on record."""
    numbers = {name: getattr(tally, name) for name in _STATUSES}
    numbers |= {name: getattr(tally.share, name) for name in _SHARE}
    return numbers if on_record else dict.fromkeys(numbers)
