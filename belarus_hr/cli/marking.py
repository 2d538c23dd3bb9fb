"""``mark``: assessments are only ever added; a later one by the same assessor supersedes."""

from __future__ import annotations

from typing import NamedTuple

from belarus_hr.cli import console
from belarus_hr.cli.messages import report, started
from belarus_hr.cli.session import day_typed, now, today
from belarus_hr.domain.collection import Collection, Found
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.from_input import complete
from belarus_hr.domain.records.fields import assessor
from belarus_hr.domain.records.ids import stem
from belarus_hr.domain.records.kinds import ASSESSMENT, RECOMMENDATION, Record, normalise
from belarus_hr.domain.reference.vocabulary import STATUSES, SUPPORTED
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.words import a, choose
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
    given = _given(verdict)
    moment = now()
    marked: list[str] = []
    remarks: list[str] = []
    with store.change() as change:
        found = change.before.find_all(typed)
        _only_recommendations(found)
        for one in found:
            record = normalise(ASSESSMENT, {"recommendation": one.id, **given})
            record = complete(ASSESSMENT, record, change.find, moment)
            said = _said(change.before, one, record, dated=verdict.date is not None)
            if said:
                remarks.append(
                    f"{one.id} is {said['status']} already according to {said['assessor']} "
                    f"({said['date']}); nothing was changed"
                )
                continue
            change.put(ASSESSMENT, change.free_id(stem(ASSESSMENT, record)), record)
            marked.append(one.id)
            remarks += _remarks(change.before, one, record)
    started(store, change)
    for remark in remarks:
        console.say(remark)
    if marked:
        report(marked, f"marked {len(marked)} {given['status']} according to {given['assessor']}")


def _given(verdict: Verdict) -> Record:
    """Return what the assessments have in common."""
    return {
        "assessor": assessor(verdict.by),
        "status": choose("status", verdict.status, STATUSES),
        "date": day_typed("today" if verdict.date is None else verdict.date),
        "note": verdict.note,
        "sources": list(verdict.sources),
    }


def _only_recommendations(found: list[Found]) -> None:
    for one in found:
        if one.kind is not RECOMMENDATION:
            raise InvalidValue(
                f"{one.id} is {a(one.kind.name)}; only recommendations are marked. "
                "Nothing was changed"
            )


def _said(collection: Collection, one: Found, record: Record, *, dated: bool) -> Record | None:
    """Return the assessor's verdict that says all that a new one would, if there is one.

    It is the current one; for a new one with a date of its own, that of this date.
    """
    own = [r for _, r in collection.history(one.id) if r["assessor"] == record["assessor"]]
    candidates = [r for r in own if r["date"] == record["date"]] if dated else own
    if not candidates:
        return None
    last = candidates[-1]
    same_words = record.get("note") in (None, last.get("note"))
    same_sources = all(part in last.get("sources", []) for part in record.get("sources", []))
    return last if last["status"] == record["status"] and same_words and same_sources else None


def _remarks(collection: Collection, one: Found, record: Record) -> list[str]:
    """Return what a person marking may not expect."""
    remarks = []
    current = collection.verdicts(one.id, today()).get(record["assessor"])
    if current and edtf.parse(current["date"]).first > edtf.parse(record["date"]).first:
        remarks.append(
            f"{one.id}: recorded; the later verdict of {current['date']} "
            f"({current['status']}) still stands"
        )
    response = collection.answer(one.record, today())
    if response not in SUPPORTED:
        remarks.append(f"{one.id} is {response}, so it does not count among the supported")
    return remarks
