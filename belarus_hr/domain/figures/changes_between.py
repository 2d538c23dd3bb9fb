"""What changed between two days, and through which entries; from the histories alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures.counting import Way, count_answers
from belarus_hr.domain.figures.tallies import Answers
from belarus_hr.domain.records.kinds import CLAIM, RECOMMENDATION, REVIEW, Record
from belarus_hr.domain.reference.vocabulary import NOT_ASSESSED
from belarus_hr.domain.text import edtf


class Entry(NamedTuple):
    """One entry in a history: what it is about, what it changed from and to, by whom.

    ``what`` is response, verdict, review or claim.
    """

    date: str
    id: str
    cycle: int | None
    what: str
    by: str | None
    before: str | None
    after: str
    sources: list[Record]


def between(collection: Collection, since: date, until: date, cycle: int | None) -> list[Entry]:
    """Return the entries dated after ``since`` and by ``until``, oldest first.

    They lead from what the record showed at the end of the one day to what it showed
    at the end of the other.
    """
    found = [
        entry
        for entry in _all(collection)
        if since < edtf.parse(entry.date).first <= until and cycle in (None, entry.cycle)
    ]
    return sorted(found, key=lambda entry: (edtf.parse(entry.date).first, entry.id, entry.what))


def answers(
    collection: Collection, cycle: int, since: date, until: date
) -> tuple[Answers, Answers]:
    """Return the count of a cycle's answers at the end of the one day and of the other."""
    entries = [
        (id_, record)
        for id_, record in collection.of(RECOMMENDATION).items()
        if record["mechanism"] == "UPR" and record.get("cycle") == cycle
    ]
    before, after = (count_answers(collection, entries, Way(day)) for day in (since, until))
    return before, after


def _all(collection: Collection) -> Iterator[Entry]:
    for id_, record in collection.of(RECOMMENDATION).items():
        if record["mechanism"] == "UPR":
            yield from _responses(id_, record)
            yield from _verdicts(collection, id_, record)
    for id_, record in collection.of(REVIEW).items():
        if record["mechanism"] == "UPR" and "date" in record:
            sources = record.get("sources", [])
            yield Entry(record["date"], id_, record["cycle"], "review", None, None, "held", sources)
    for id_, record in collection.of(CLAIM).items():
        if record["mechanism"] == "UPR":
            yield Entry(
                record["date"],
                id_,
                record.get("cycle"),
                "claim",
                record["by"],
                None,
                record["title"],
                record.get("sources", []),
            )


def _responses(id_: str, record: Record) -> Iterator[Entry]:
    before: str | None = None
    for entry in record.get("responses", ()):
        if "date" in entry:
            sources = [{key: entry[key] for key in ("ref", "url") if key in entry}]
            sources = [source for source in sources if source]
            cycle, after = record.get("cycle"), entry["response"]
            yield Entry(
                entry["date"],
                id_,
                cycle,
                "response",
                None,
                before,
                after,
                [s for s in sources if s],
            )
        before = entry["response"]


def _verdicts(collection: Collection, id_: str, record: Record) -> Iterator[Entry]:
    standing: dict[str, str] = {}
    for _, verdict in collection.history(id_):
        who = verdict["assessor"]
        yield Entry(
            verdict["date"],
            id_,
            record.get("cycle"),
            "verdict",
            who,
            standing.get(who, NOT_ASSESSED),
            verdict["status"],
            verdict.get("sources", []),
        )
        standing[who] = verdict["status"]
