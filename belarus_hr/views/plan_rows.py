"""``status plan`` for scripts: the rows of its listing, and its JSON document."""

from __future__ import annotations

from datetime import date
from typing import Any

from belarus_hr.domain.figures.plans import MeasureCounts, PlanFigures
from belarus_hr.views.listings import Listing
from belarus_hr.views.rows import Row

PLAN = Listing(
    columns={
        "line": "plan, body, or all measures",
        "name": "id of the event of the plan, or name of the body; empty where there is none",
        "measures": "measures on record",
        "planned": "of them planned, by the last account or without any",
        "under_way": "of them under way",
        "completed": "of them completed",
        "dropped": "of them dropped",
        "overdue": "of those planned and under way, those whose due day has gone by",
        "differing": "of all, those of which the last accounts of speakers differ",
    },
)


def plan_rows(figures: PlanFigures) -> list[Row]:
    """Return a line for each plan, for each body, and for all measures."""
    lines = [
        *(("plan", plan, counts) for plan, counts in figures.plans.items()),
        *(("body", body, counts) for body, counts in figures.bodies.items()),
        ("all", "", figures.all),
    ]
    return [{"line": line, "name": name, **_measure_counts(counts)} for line, name, counts in lines]


def plan_document(figures: PlanFigures, as_of: date) -> dict[str, Any]:
    """Return the JSON document of ``status plan``."""
    return {
        "as_of": as_of.isoformat(),
        "plans": [
            {"plan": plan or None, "title": figures.titles.get(plan), **_with_accounts(counts)}
            for plan, counts in figures.plans.items()
        ],
        "bodies": [
            {"body": body or None, **_with_accounts(counts)}
            for body, counts in figures.bodies.items()
        ],
        "all": _with_accounts(figures.all),
        "recommendations": {
            "supported": figures.supported,
            "served": figures.supported - len(figures.unserved),
            "unserved": list(figures.unserved),
        },
        "differing": list(figures.differing),
    }


def _measure_counts(counts: MeasureCounts) -> dict[str, int]:
    return {name: getattr(counts, name) for name in PLAN.columns if name not in ("line", "name")}


def _with_accounts(counts: MeasureCounts) -> dict[str, Any]:
    return {
        **_measure_counts(counts),
        "completed_by": counts.according_to.get("completed", {}),
        "according_to": {state.replace("-", "_"): by for state, by in counts.according_to.items()},
    }
