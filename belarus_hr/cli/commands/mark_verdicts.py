"""``mark`` of recommendations: verdicts, and the grades of treaty bodies; all are only added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from belarus_hr.cli import console
from belarus_hr.cli.messages import report, started
from belarus_hr.cli.session import now, today
from belarus_hr.domain.collection import Collection, StoredRecord
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.from_input import complete
from belarus_hr.domain.records.identity import same_identity
from belarus_hr.domain.records.ids import stem
from belarus_hr.domain.records.kinds import (
    ASSESSMENT,
    GRADE,
    INDICATOR,
    MEASURE,
    RECOMMENDATION,
    Record,
    normalise,
)
from belarus_hr.domain.reference.vocabulary import (
    ASSESSORS,
    MEASURE_STATES,
    NOT_ASSESSED,
    SUPPORTED,
)
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.words import a, nearest, number_of
from belarus_hr.store import Store
from belarus_hr.views.names import assessor_name

if TYPE_CHECKING:
    from belarus_hr.store import Change


def mark_verdicts(store: Store, typed: list[str], values: Record, *, dated: bool) -> None:
    """Record an assessor's verdict on recommendations.

    ``values`` are the fields of the verdict; ``dated`` that its day was typed. Raises InvalidValue,
    and changes nothing, for a record of another kind.
    """
    marked: list[str] = []
    remarks: list[str] = []
    with store.change() as change:
        recommendations = change.before.find_all(typed)
        _only_recommendations(recommendations)
        for stored in recommendations:
            new, of_verdict = _add_verdict(change, stored, values, dated=dated)
            marked += [stored.id] if new else []
            remarks += of_verdict
        if marked:
            remarks += _new_name(change.before, values["assessor"])
    started(store, change)
    for remark in remarks:
        console.say(remark)
    if marked:
        report(marked, _done(len(marked), values))


def _add_verdict(
    change: Change, stored: StoredRecord, values: Record, *, dated: bool
) -> tuple[bool, list[str]]:
    """Add a verdict, unless it stands already; return whether it was added, and remarks on it."""
    verdict = normalise(ASSESSMENT, {"recommendation": stored.id, **values})
    verdict = complete(ASSESSMENT, verdict, change.find, now())
    same = _same_verdict(change.before, stored, verdict, dated=dated)
    if same:
        whose = assessor_name(same["assessor"])
        already = f"{stored.id} is {same['status']} already according to {whose}"
        return False, [f"{already} ({same['date']}); nothing was changed"]
    change.put(ASSESSMENT, change.free_id(stem(ASSESSMENT, verdict)), verdict)
    return True, _remarks(change.before, stored, verdict)


def _done(count: int, values: Record) -> str:
    whose = assessor_name(values["assessor"])
    if values["status"] != NOT_ASSESSED:
        return f"marked {count} {values['status']} according to {whose}"
    says = "you say" if whose == "you" else f"{whose} says"
    return f"kept what {says} of {count}; it counts as no verdict"


def mark_grades(store: Store, typed: list[str], grade: str, values: Record) -> None:
    """Record the grade that a treaty body gave its recommendations."""
    with store.change() as change:
        recommendations = change.before.find_all(typed)
        _only_recommendations(recommendations)
        for stored in recommendations:
            record = normalise(GRADE, {"recommendation": stored.id, "grade": grade, **values})
            record = complete(GRADE, record, change.find, now())
            change.put(GRADE, change.free_id(stem(GRADE, record)), record)
    started(store, change)
    count = number_of(len(recommendations), "recommendation")
    report([stored.id for stored in recommendations], f"graded {count} {grade}")


def _new_name(collection: Collection, name: str) -> list[str]:
    """Return a remark on a new assessor whose name is nearly that of a known one."""
    assessors = {*ASSESSORS, *collection.verdicts.assessors}
    guess = None if name in assessors else nearest(name, sorted(assessors), likeness=0.8)
    if guess is None:
        return []
    return [f'"{name}" is a new assessor: did you mean "{guess}"? hrtrack undo takes this back']


def _only_recommendations(records: list[StoredRecord]) -> None:
    for stored in records:
        if stored.kind is MEASURE:
            raise InvalidValue(
                f"{stored.id} is a measure, which is {', '.join(MEASURE_STATES)}: say one with "
                "--as. Nothing was changed"
            )
        if stored.kind is INDICATOR:
            raise InvalidValue(
                f"{stored.id} is an indicator: say what was measured with --value. "
                "Nothing was changed"
            )
        if stored.kind is not RECOMMENDATION:
            raise InvalidValue(
                f"{stored.id} is {a(stored.kind.name)}; only recommendations are marked. "
                "Nothing was changed"
            )


def _same_verdict(
    collection: Collection, stored: StoredRecord, record: Record, *, dated: bool
) -> Record | None:
    """Return the assessor's earlier verdict that says all that a new verdict would, if any does.

    The new verdict is compared with the last one, or, when its day was typed, with the last of that
    day. A comment is compared with comments, a verdict with verdicts.
    """
    of_assessor = [
        other
        for _, other in collection.verdicts.history(stored.id)
        if other["assessor"] == record["assessor"]
        and (other["status"] == NOT_ASSESSED) == (record["status"] == NOT_ASSESSED)
    ]
    if dated:
        of_assessor = [other for other in of_assessor if other["date"] == record["date"]]
    if not of_assessor:
        return None
    last = of_assessor[-1]
    same_words = record.get("note") in (None, last.get("note"))
    same_sources = all(
        part in last.get(name, [])
        for name in ("sources", "evidence")
        for part in record.get(name, [])
    )
    return last if last["status"] == record["status"] and same_words and same_sources else None


def _remarks(collection: Collection, stored: StoredRecord, record: Record) -> list[str]:
    """Return remarks on what a person who marks may not expect."""
    if record["status"] == NOT_ASSESSED:
        return []
    remarks = []
    current = collection.verdicts.by_assessor(stored.id, today()).get(record["assessor"])
    if current and edtf.parse(current["date"]).first > edtf.parse(record["date"]).first:
        remarks.append(
            f"{stored.id}: recorded; the later verdict of {current['date']} "
            f"({current['status']}) still stands"
        )
    history = dict(collection.verdicts.history(stored.id))
    for id_ in same_identity(ASSESSMENT, record, history):
        if history[id_]["status"] != record["status"]:
            remarks.append(
                f"{stored.id} was {history[id_]['status']} of the same day: both verdicts are "
                f"kept, and the new one counts; hrtrack delete {id_} drops the old one"
            )
    response = collection.responses.answer(stored.record, today())
    if response not in SUPPORTED:
        remarks.append(f"{stored.id} is {response}, so it does not count among the supported")
    return remarks
