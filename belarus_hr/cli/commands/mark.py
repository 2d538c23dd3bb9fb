"""``mark``: what is said of recommendations, measures and indicators is only ever added to."""

from typing import Annotated

import typer

from belarus_hr.cli.change_options import Date, Note, Sources
from belarus_hr.cli.commands.mark_entries import mark_measures
from belarus_hr.cli.commands.mark_indicators import ValueOptions, mark_indicators
from belarus_hr.cli.commands.mark_verdicts import mark_grades, mark_verdicts
from belarus_hr.cli.completion import can_be_evidence, completes, of_records
from belarus_hr.cli.options import By, Db, Ids
from belarus_hr.cli.session import day_typed, ids_given, store_meant
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.fields import assessor, verdict_status
from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.reference.grades import GRADES
from belarus_hr.domain.reference.vocabulary import (
    MEASURE_STATES,
    NOT_ASSESSED,
    SELF,
    STATUSES,
)


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
            autocompletion=of_records(can_be_evidence),
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
    \b
    More: how far a measure is, by whose account; a value, of 2025
      hrtrack mark measure-law-on-torture --as under-way --by government
      hrtrack mark indicator-prison-deaths --value 12 --date 2025
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
        return mark_grades(store, typed, grade, _common(date, source, note))
    values: Record = {
        "assessor": assessor(SELF if by is None else by),
        "status": verdict_status("implemented" if as_ is None else as_),
        **_common(date, source, note),
        "evidence": list(evidence or ()),
    }
    mark_verdicts(store, typed, values, dated=date is not None)


def _is_state(word: str) -> bool:
    return word.strip().casefold().replace(" ", "-") in MEASURE_STATES


def _common(date: str | None, source: list[str] | None, note: str | None) -> Record:
    """Return the fields that a verdict and a grade both have."""
    day = day_typed("today" if date is None else date)
    return {"date": day, "note": note, "sources": list(source or ())}
