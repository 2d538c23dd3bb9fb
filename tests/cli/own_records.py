"""Records that the tests of the command line put into a store of their own."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from belarus_hr.domain.from_input import Moment, record_from_input
from belarus_hr.domain.records.ids import stem
from belarus_hr.store import Store

Given = dict[str, Any]

#: What a record of each kind says unless a test says otherwise.
_DEFAULTS: dict[str, Given] = {
    "event": {"date": "2009-12", "mechanism": "CAT", "kind": "report", "title": "Fourth report"},
    "review": {"mechanism": "UPR", "cycle": 1, "title": "First review", "date": "2010-05-12"},
    "recommendation": {
        "mechanism": "UPR",
        "cycle": 1,
        "document": "A/HRC/15/16",
        "title": "Define torture in national law",
        "responses": [{"response": "supported", "date": "2010-05-14"}],
    },
    "assessment": {"assessor": "self", "status": "implemented", "date": "2014"},
    "claim": {"mechanism": "UPR", "cycle": 1, "by": "government", "date": "2012", "title": "70 %"},
    "report": {"mechanism": "CAT", "title": "Fourth periodic report"},
    "measure": {"title": "Train judges"},
    "indicator": {"title": "Held before trial", "unit": "persons"},
    "cluster": {"title": "Torture"},
    "sheet-item": {"date": "2012", "title": "A report was sent", "agreement": "borne-out"},
}


def record(of: str, id_: str, /, **given: Any) -> Given:
    """Return a record as ``hrtrack add -`` takes it."""
    return {"record": of, "id": id_, **_DEFAULTS[of], **given}


def event(id_: str, /, **given: Any) -> Given:
    return record("event", id_, **given)


def recommendation(paragraph: str, /, **given: Any) -> Given:
    cycle = given.get("cycle", 1)
    return record("recommendation", f"upr{cycle}-{paragraph}", paragraph=paragraph, **given)


def responses(*answers: str) -> list[Given]:
    """Return a history of answers: the first of May 2010, the second of September."""
    dates = ("2010-05-14", "2010-09-23")
    return [{"response": answer, "date": day} for answer, day in zip(answers, dates, strict=False)]


#: When records are taken in; later than all that the tests record.
NOW = Moment(date(2026, 1, 1), "2026-01-01T00:00:00.000+00:00")


def fill(store: Store, *given: Given) -> None:
    """Add records to a store, an assessment after what it assesses."""
    with store.change() as change:
        for one in sorted(given, key=lambda one: one["record"] == "assessment"):
            taken = record_from_input(one, change.find, NOW)
            id_ = taken.id or change.free_id(stem(taken.kind, taken.record))
            change.put(taken.kind, id_, taken.record)


def as_lines(*given: Given) -> str:
    """Return records as standard input for ``hrtrack add -``."""
    return "".join(json.dumps(one) + "\n" for one in given)
