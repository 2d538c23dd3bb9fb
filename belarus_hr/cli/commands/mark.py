"""``mark``: assessments are only ever added; a later one by the same assessor supersedes."""

from typing import Annotated

import typer

from belarus_hr.cli import console
from belarus_hr.cli.commands.mark_indicators import ValueOptions, mark_indicators
from belarus_hr.cli.commands.mark_measures import mark_measures
from belarus_hr.cli.completion import completes
from belarus_hr.cli.messages import report, started
from belarus_hr.cli.options import By, Date, Db, Ids, Note, Sources
from belarus_hr.cli.session import day_typed, ids_given, now, store_meant, today
from belarus_hr.domain.collection import Collection, StoredRecord
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.from_input import complete
from belarus_hr.domain.records.fields import assessor, verdict_status
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
from belarus_hr.domain.reference.grades import GRADES
from belarus_hr.domain.reference.vocabulary import (
    ASSESSORS,
    MEASURE_STATES,
    NOT_ASSESSED,
    SELF,
    STATUSES,
    SUPPORTED,
)
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.words import a, nearest, number_of
from belarus_hr.store import Store
from belarus_hr.views.names import assessor_name


def mark(
    ids: Ids = None,
    as_: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="STATUS",
            help="implemented (if left out), partly, not-implemented; not-assessed: a --note. Of a "
            f"measure: {', '.join(MEASURE_STATES)}.",
            autocompletion=completes((*STATUSES, NOT_ASSESSED, *MEASURE_STATES)),
        ),
    ] = None,
    grade: Annotated[
        str | None,
        typer.Option(
            "--grade",
            metavar="GRADE",
            help="Instead: the grade of the treaty body that made it, as B1.",
            autocompletion=completes(GRADES),
        ),
    ] = None,
    by: By = None,
    date: Date = None,
    source: Sources = None,
    note: Note = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option(
            "--evidence",
            metavar="ID",
            help="Event, measure or indicator that it rests on; may be repeated.",
        ),
    ] = None,
    *,
    measured: ValueOptions,
    db: Db = None,
) -> None:
    """Record a verdict, a grade, a measure's progress, or a value.

    Earlier verdicts are kept; the latest by its date stands. What is not-assessed is a comment:
    it is kept with its note, counts as no verdict, and takes none away. A grade is never
    counted with verdicts, and neither a completed measure nor a value makes anything implemented.

    \b
    Example:
      hrtrack mark 97.5 97.6 --by civil-society --source "Mid-term report 2014"
    """
    store, typed = store_meant(db), ids_given(ids)
    if measured.typed():
        if any(option is not None for option in (as_, grade, by, evidence)):
            raise InvalidValue("an indicator has values: leave out --as, --grade, --by, --evidence")
        if date is None:
            raise InvalidValue("say what the value is of: --date 2024")
        return mark_indicators(store, typed, measured, _common(date, source, note))
    if as_ is not None and _is_state(as_):
        if grade is not None or evidence:
            raise InvalidValue("a measure has its progress: leave out --grade and --evidence")
        return mark_measures(store, typed, as_, by, _common(date, source, note))
    if grade is not None:
        if evidence:
            raise InvalidValue("a grade is the treaty body's own: leave out --evidence")
        if as_ is not None or by is not None:
            raise InvalidValue("a grade is the treaty body's own: leave out --as and --by")
        return _mark_grade(store, typed, grade, _common(date, source, note))
    values: Record = {
        "assessor": assessor(SELF if by is None else by),
        "status": verdict_status("implemented" if as_ is None else as_),
        **_common(date, source, note),
        "evidence": list(evidence or ()),
    }
    moment = now()
    marked: list[str] = []
    remarks: list[str] = []
    with store.change() as change:
        recommendations = change.before.find_all(typed)
        _only_recommendations(recommendations)
        for stored in recommendations:
            verdict = normalise(ASSESSMENT, {"recommendation": stored.id, **values})
            verdict = complete(ASSESSMENT, verdict, change.find, moment)
            same = _same_verdict(change.before, stored, verdict, dated=date is not None)
            if same:
                remarks.append(
                    f"{stored.id} is {same['status']} already according to "
                    f"{assessor_name(same['assessor'])} "
                    f"({same['date']}); nothing was changed"
                )
                continue
            change.put(ASSESSMENT, change.free_id(stem(ASSESSMENT, verdict)), verdict)
            marked.append(stored.id)
            remarks += _remarks(change.before, stored, verdict)
        if marked:
            remarks += _new_name(change.before, values["assessor"])
    started(store, change)
    for remark in remarks:
        console.say(remark)
    if marked:
        whose = assessor_name(values["assessor"])
        done = f"marked {len(marked)} {values['status']} according to {whose}"
        if values["status"] == NOT_ASSESSED:
            says = "you say" if whose == "you" else f"{whose} says"
            done = f"kept what {says} of {len(marked)}; it counts as no verdict"
        report(marked, done)


def _is_state(word: str) -> bool:
    return word.strip().casefold().replace(" ", "-") in MEASURE_STATES


def _common(date: str | None, source: list[str] | None, note: str | None) -> Record:
    """Return the fields that a verdict and a grade both have."""
    day = day_typed("today" if date is None else date)
    return {"date": day, "note": note, "sources": list(source or ())}


def _mark_grade(store: Store, typed: list[str], grade: str, values: Record) -> None:
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
    """Return what is said of a new assessor whose name is nearly that of a known one."""
    assessors = {*ASSESSORS, *collection.assessors}
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
    """Return the assessor's verdict that says all that a new one would, if there is one.

    It is the current one; for a new one with a date of its own, that of this date. A comment is
    compared with comments, a verdict with verdicts.
    """
    own = [
        other
        for _, other in collection.history(stored.id)
        if other["assessor"] == record["assessor"]
        and (other["status"] == NOT_ASSESSED) == (record["status"] == NOT_ASSESSED)
    ]
    candidates = [r for r in own if r["date"] == record["date"]] if dated else own
    if not candidates:
        return None
    last = candidates[-1]
    same_words = record.get("note") in (None, last.get("note"))
    same_sources = all(
        part in last.get(name, [])
        for name in ("sources", "evidence")
        for part in record.get(name, [])
    )
    return last if last["status"] == record["status"] and same_words and same_sources else None


def _remarks(collection: Collection, stored: StoredRecord, record: Record) -> list[str]:
    """Return what a person marking may not expect."""
    if record["status"] == NOT_ASSESSED:
        return []
    remarks = []
    current = collection.verdicts(stored.id, today()).get(record["assessor"])
    if current and edtf.parse(current["date"]).first > edtf.parse(record["date"]).first:
        remarks.append(
            f"{stored.id}: recorded; the later verdict of {current['date']} "
            f"({current['status']}) still stands"
        )
    history = dict(collection.history(stored.id))
    for id_ in same_identity(ASSESSMENT, record, history):
        if history[id_]["status"] != record["status"]:
            remarks.append(
                f"{stored.id} was {history[id_]['status']} of the same day: both verdicts are "
                f"kept, and the new one counts; hrtrack delete {id_} drops the old one"
            )
    response = collection.answer(stored.record, today())
    if response not in SUPPORTED:
        remarks.append(f"{stored.id} is {response}, so it does not count among the supported")
    return remarks
