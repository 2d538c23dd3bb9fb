"""What became of one matter: recommendations of several bodies and cycles, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.kinds import RECOMMENDATION, Record
from belarus_hr.domain.reference.vocabulary import SUPPORTED
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.natural_sort import natural

Step = dict[str, Any]


def course(collection: Collection, ids: Iterable[str], as_of: date) -> list[Step]:
    """Return the recommendations of one matter in the order in which they were made.

    Each step has the ``id``, ``mechanism`` and ``cycle``, the day it was ``made``, its ``title``,
    the ``response`` and the assessors' ``verdicts`` as of the day, and a ``remark`` on what was
    answered before. What was not made by the day, or is not on record, is left out.
    """
    records = collection.of(RECOMMENDATION)
    known = {id_: record for id_ in ids if (record := records.get(id_))}
    order = sorted(known, key=lambda id_: (_made(collection, known[id_]), natural(id_)))
    steps: list[Step] = []
    for id_ in order:
        response = collection.answer(known[id_], as_of)
        if response is not None and _made(collection, known[id_]) <= as_of:
            steps.append(_step(collection, id_, known[id_], response, as_of, steps))
    return steps


def _step(
    collection: Collection, id_: str, record: Record, response: str, as_of: date, before: list[Step]
) -> Step:
    verdicts = collection.verdicts(id_, as_of)
    return {
        "id": id_,
        "mechanism": record["mechanism"],
        "cycle": record.get("cycle"),
        "made": _as_known(collection, record),
        "title": record["title"],
        "response": response,
        "verdicts": {assessor: verdict["status"] for assessor, verdict in verdicts.items()},
        "remark": _remark(record, response, before),
    }


def _as_known(collection: Collection, record: Record) -> str | None:
    """Return when a recommendation was made, no more precise than it is known."""
    day = collection.made_on(record)
    return day.isoformat() if day else record.get("published")


def _made(collection: Collection, record: Record) -> date:
    """Return the first day on which a recommendation can have been made; unknown ones first."""
    published = record.get("published")
    known = edtf.parse(published).first if published else date.min
    return collection.made_on(record) or known


def _remark(record: Record, response: str, before: list[Step]) -> str:
    """Return what a recommendation means after those before it: made again after an answer."""
    earlier = [step for step in before if step["cycle"] != record.get("cycle")]
    supported = [step["id"] for step in earlier if step["response"] in SUPPORTED]
    noted = [step["id"] for step in earlier if step["response"] == "noted"]
    if response in SUPPORTED and noted and not supported:
        return f"supported after it was noted ({noted[-1]})"
    if response == "noted" and supported:
        return f"noted after it was supported ({supported[-1]})"
    if supported:
        return f"made again after it was supported ({supported[-1]})"
    return f"made again after it was noted ({noted[-1]})" if noted else ""
