"""Measures of a plan: how far each is as of a day, by whose account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.kinds import EVENT, MEASURE, Record
from belarus_hr.domain.reference.vocabulary import CLOSED, OVERDUE
from belarus_hr.domain.text import edtf


def is_known(collection: Collection, measure: Record, as_of: date) -> bool:
    """Say whether a measure was there by a day: once its plan was adopted or somebody spoke of it.

    A measure of no plan on record, of which nobody has said anything, always was.
    """
    plan = collection.of(EVENT).get(measure.get("plan", ""))
    days = [*([plan["date"]] if plan else []), *(e["date"] for e in measure.get("progress", ()))]
    return not days or any(edtf.began(day, as_of) for day in days)


def bodies_of(measure: Mapping[str, Any]) -> list[str]:
    """Return the bodies of a measure: the lead, where one is named, then the partners."""
    lead = measure.get("lead")
    return [*([lead] if lead else []), *(measure.get("partners") or ())]


class StandingMeasure(NamedTuple):
    """A measure on a day: how far it stands, and the last account of it; None without any."""

    measure: Record
    stands: str
    account: Record | None


def serving(collection: Collection, as_of: date) -> dict[str, list[StandingMeasure]]:
    """Return the measures known on a day by the ids of the recommendations that they serve."""
    served: dict[str, list[StandingMeasure]] = {}
    for measure in collection.of(MEASURE).values():
        if is_known(collection, measure, as_of):
            entries = progress_on(measure, as_of)
            last = entries[-1] if entries else None
            standing = StandingMeasure(measure, standing_on(measure, as_of), last)
            for id_ in measure.get("recommendations", ()):
                served.setdefault(id_, []).append(standing)
    return served


def progress_on(measure: Record, as_of: date) -> list[dict[str, Any]]:
    """Return what was said of a measure's progress by a day, oldest first."""
    return [e for e in measure.get("progress", ()) if edtf.began(e["date"], as_of)]


def state_by_last_account(measure: Record, as_of: date) -> str:
    """Return how far a measure was on a day, by the last account; planned where there is none."""
    entries = progress_on(measure, as_of)
    return str(entries[-1]["state"]) if entries else "planned"


def standing_on(measure: Record, as_of: date) -> str:
    """Return how far a measure was on a day; ``overdue`` when its due day had gone by."""
    state = state_by_last_account(measure, as_of)
    late = "due" in measure and edtf.parse(measure["due"]).last < as_of
    return OVERDUE if late and state not in CLOSED else state
