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

    Each step has the ``id``, ``mechanism`` and ``cycle``, the date when it was ``made`` (EDTF), its
    ``title``, the ``response`` and the assessors' ``verdicts`` as of the day, a ``remark`` on what
    was answered before, and the ``sources`` of all of this. What was not made by the day, or is not
    on record, is left out.
    """
    records = collection.of(RECOMMENDATION)
    known = {id_: record for id_ in ids if (record := records.get(id_))}
    order = sorted(
        known, key=lambda id_: (edtf.sort_key(collection.responses.made(known[id_])), natural(id_))
    )
    steps: list[Step] = []
    for id_ in order:
        record, response = known[id_], collection.responses.answer(known[id_], as_of)
        if response is not None:
            earlier = [s for s in steps if occasion(known[s["id"]]) != occasion(record)]
            verdicts = collection.verdicts.by_assessor(id_, as_of)
            step = {
                "id": id_,
                "mechanism": record["mechanism"],
                "cycle": record.get("cycle"),
                "made": collection.responses.made(record),
                "title": record["title"],
                "response": response,
                "verdicts": {name: verdict["status"] for name, verdict in verdicts.items()},
                "remark": _remark(response, earlier),
                "sources": _sources(record, verdicts.values(), as_of),
            }
            steps.append(step)
    return steps


def occasion(record: Record) -> tuple[object, object]:
    """Return what tells the documents apart in which recommendations were made: body and cycle."""
    return record["mechanism"], record.get("cycle") or record.get("document")


def _sources(record: Record, verdicts: Iterable[Record], as_of: date) -> list[Record]:
    """Return what a recommendation, the answers by the day and verdicts rest on, each once."""
    answers = (answer for answer in record.get("responses", ()) if "ref" in answer)
    cited = [
        *record.get("sources", ()),
        *(a for a in answers if "date" not in a or edtf.parse(a["date"]).first <= as_of),
        *(source for verdict in verdicts for source in verdict.get("sources", ())),
    ]
    by_ref = {source["ref"]: source for source in reversed(cited)}
    names = ("ref", "url", "note")
    return [
        {name: source[name] for name in names if name in source}
        for source in reversed(by_ref.values())
    ]


def _remark(response: str, earlier: list[Step]) -> str:
    """Return what an answer means after those of earlier occasions: made again after an answer."""
    supported = [step["id"] for step in earlier if step["response"] in SUPPORTED]
    noted = [step["id"] for step in earlier if step["response"] == "noted"]
    if response in SUPPORTED and noted and not supported:
        return f"supported after it was noted ({noted[-1]})"
    if response == "noted" and supported:
        return f"noted after it was supported ({supported[-1]})"
    if supported:
        return f"made again after it was supported ({supported[-1]})"
    return f"made again after it was noted ({noted[-1]})" if noted else ""
