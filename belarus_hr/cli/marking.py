"""``mark``: assessments are only ever added; a later one by the same assessor supersedes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple

from belarus_hr.cli import streams
from belarus_hr.cli.context import as_of_or_today, today
from belarus_hr.cli.talk import report, started
from belarus_hr.domain import dates, ids
from belarus_hr.domain.collection import Found, answer
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records import ASSESSMENT, RECOMMENDATION, Record, assessor, normalise
from belarus_hr.domain.words import STATUSES, SUPPORTED, a, choose, shown
from belarus_hr.store import Store


class Verdict(NamedTuple):
    """A verdict as typed."""

    status: str
    by: str
    date: str | None
    sources: tuple[str, ...]
    note: str | None


def mark(store: Store, typed: list[str], verdict: Verdict) -> None:
    """Record the verdict on each recommendation, and write the ids that it changed."""
    record = _record(verdict)
    with store.change() as change:
        found = change.before.find_all(typed)
        _only_recommendations(found)
        marked: list[str] = []
        for one in found:
            current = change.before.verdicts(one.id, date.max).get(record["assessor"])
            if current and _same(current, record, dated=verdict.date is not None):
                streams.say(
                    f"{one.id} is {current['status']} already according to {current['assessor']} "
                    f"({current['date']}); nothing was changed"
                )
                continue
            assessment = {"recommendation": one.id, **record}
            change.put(ASSESSMENT, ids.propose(ASSESSMENT, assessment, change.taken), assessment)
            marked.append(one.id)
            _remarks(one, current, record)
    started(store, change)
    if marked:
        report(marked, f"marked {len(marked)} {record['status']} according to {record['assessor']}")


def _record(verdict: Verdict) -> Record:
    """Return what the assessments have in common, in their normal form."""
    day = as_of_or_today("today" if verdict.date is None else verdict.date)
    if dates.parse(day).first > today():
        raise InvalidValue(f"date {shown(day)} lies ahead; a verdict speaks of what was found")
    given = {
        "recommendation": "-",
        "assessor": assessor(verdict.by),
        "status": choose("status", verdict.status, STATUSES),
        "date": day,
        "note": verdict.note,
        "recorded": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "sources": list(verdict.sources),
    }
    record = normalise(ASSESSMENT, given)
    del record["recommendation"]
    return record


def _only_recommendations(found: list[Found]) -> None:
    for one in found:
        if one.kind is not RECOMMENDATION:
            raise InvalidValue(
                f"{one.id} is {a(one.kind.name)}; only recommendations are marked. "
                "Nothing was changed"
            )


def _same(current: Record, record: Record, *, dated: bool) -> bool:
    """Say whether a verdict says nothing that the current one does not."""
    if current["status"] != record["status"] or (dated and current["date"] != record["date"]):
        return False
    return (record.get("note") in (None, current.get("note"))) and all(
        source in current.get("sources", []) for source in record.get("sources", [])
    )


def _remarks(one: Found, current: Record | None, record: Record) -> None:
    """Say what a person marking may not expect."""
    if current and dates.parse(current["date"]).first > dates.parse(record["date"]).first:
        streams.say(
            f"{one.id}: recorded; the later verdict of {current['date']} "
            f"({current['status']}) still stands"
        )
    response = answer(one.record, date.max)
    if response not in SUPPORTED:
        streams.say(f"{one.id} is {response}, so it does not count among the supported")
