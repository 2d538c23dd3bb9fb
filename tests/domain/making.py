"""Small collections for the tests of the domain: every record goes through the gate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures import counting, upr_progress
from belarus_hr.domain.figures.counting import CountingMethod, Tally
from belarus_hr.domain.figures.upr_progress import CycleProgress, Question
from belarus_hr.domain.records.field_types import DATE, RECORD_IDS, TEXTS, WHOLE, FieldType
from belarus_hr.domain.records.fields import MECHANISM
from belarus_hr.domain.records.kinds import BY_TABLE, Kind, Record, normalise

#: After everything that these tests record.
TODAY = date(2026, 1, 1)

_SUPPORTED = [{"response": "supported", "date": "2010-05-14"}]
#: What a record of a table says unless a test says otherwise; of other tables, ``_any_of``.
_DEFAULTS: dict[str, dict[str, Any]] = {
    "events": {"date": "2009-12", "mechanism": "CAT", "kind": "report", "title": "Fourth report"},
    "reviews": {"mechanism": "UPR", "cycle": 1, "title": "First review", "date": "2010-05-12"},
    "recommendations": {
        "mechanism": "UPR",
        "cycle": 1,
        "title": "Define torture in national law",
        "responses": _SUPPORTED,
    },
    "assessments": {"assessor": "self", "status": "implemented", "date": "2014"},
    "grades": {"recommendation": "ccpr-11", "grade": "B", "date": "2020"},
    "sheet": {"item": "1", "date": "2012", "title": "One", "agreement": "borne-out"},
    "measures": {"title": "Train judges"},
    "indicators": {"title": "Judges trained", "unit": "persons"},
    "clusters": {"title": "Torture", "members": ["upr1-97.4", "upr2-1"]},
    "claims": {"mechanism": "UPR", "cycle": 1, "by": "government", "date": "2012", "title": "70 %"},
    "reports": {"mechanism": "CAT", "ordinal": "4", "title": "Fourth report"},
}
_OF_TYPE: dict[FieldType, Any] = {
    MECHANISM.type: "CAT", DATE: "2012", WHOLE: 1, TEXTS: ["one"], RECORD_IDS: ["one", "two"],
}  # fmt: skip
ANSWERED_LATE = [
    {"response": "pending", "date": "2010-05-14"},
    {"response": "supported", "date": "2010-09-23"},
]


def make(table: str, **given: Any) -> Record:
    """Return a record of a table in its normal form; ``None`` takes a default away."""
    kind = BY_TABLE[table]
    return normalise(kind, {**(_DEFAULTS.get(table) or _any_of(kind)), **given})


def _any_of(kind: Kind) -> dict[str, Any]:
    """Return what a record of a kind cannot be without: a new kind needs no line here."""
    required = [field for field in kind.fields if field.required]
    return {
        field.name: (field.type.words or (_OF_TYPE.get(field.type, "one"),))[0]
        for field in required
    }


def cycles(
    collection: Collection,
    as_of: date,
    cycle: int | None = None,
    assessors: tuple[str, ...] = (),
    group_by: str | None = None,
) -> list[CycleProgress]:
    """Return the progress of the cycles as of a day, in paragraphs, of the supported."""
    marks = (group_by,) if group_by else ()
    return upr_progress.cycles(collection, Question(CountingMethod(as_of), assessors, marks), cycle)


def make_collection(**tables: Mapping[str, Mapping[str, Any]]) -> Collection:
    """Return a collection of records given by table and id."""
    return Collection(
        {
            table: {id_: make(table, **given) for id_, given in records.items()}
            for table, records in tables.items()
        }
    )


def recommendations(*paragraphs: str, **given: Any) -> dict[str, dict[str, Any]]:
    """Return first-cycle recommendations by id, all alike but for their paragraph."""
    return {f"upr1-{number}": {"paragraph": number, **given} for number in paragraphs}


def verdicts(*found: tuple[str, str, str, str]) -> dict[str, dict[str, Any]]:
    """Return assessments (paragraph, assessor, status, date), written down in this order."""
    return {
        f"verdict-{number:03}": {
            "recommendation": f"upr1-{paragraph}",
            "assessor": assessor,
            "status": status,
            "date": day,
            "recorded": f"2026-01-01T00:00:00.{number:03}",
        }
        for number, (paragraph, assessor, status, day) in enumerate(found)
    }


def tally(
    collection: Collection,
    entries: Iterable[tuple[str, Record]],
    assessor: str,
    method: CountingMethod,
) -> Tally:
    """Return the verdicts of one assessor on the recommendations that are in the base."""
    units = counting.units(collection, entries, method)
    return counting.tallies(collection, units, (assessor,), method)[assessor]
