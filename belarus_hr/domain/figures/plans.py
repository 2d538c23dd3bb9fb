"""How far the measures of plans are: by plan and by responsible body, and what no measure serves.

A measure that is completed, by somebody's account, makes no recommendation implemented.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures import measure_state
from belarus_hr.domain.figures.measure_state import Standing
from belarus_hr.domain.records.kinds import EVENT, MEASURE, RECOMMENDATION, Record
from belarus_hr.domain.reference.vocabulary import MEASURE_STATES, OVERDUE, SUPPORTED
from belarus_hr.domain.text.words import folded, natural

#: What stands for the measures of no plan, and of no body.
NONE = ""


class MeasureCounts(NamedTuple):
    """How many measures are in each state by the last account, and how many of them are late.

    ``according_to`` counts, in each state, the speakers whose last account has it; the name is
    empty where nobody is named. ``differing`` are the measures of which last accounts differ.
    """

    measures: int
    planned: int
    under_way: int
    completed: int
    dropped: int
    overdue: int
    differing: int
    according_to: dict[str, dict[str, int]]


class PlanFigures(NamedTuple):
    """The measures of each plan, of each body, and of all, as of a day.

    ``plans`` are by the id of the event of the plan. ``supported`` are the recommendations that
    the State supports, ``unserved`` the ids of those that no measure serves. ``differing`` are the
    measures of which speakers' last accounts differ, by id.
    """

    plans: dict[str, MeasureCounts]
    titles: dict[str, str]
    bodies: dict[str, MeasureCounts]
    all: MeasureCounts
    supported: int
    unserved: tuple[str, ...]
    differing: dict[str, Standing]


def plan_figures(collection: Collection, as_of: date) -> PlanFigures:
    """Return the figures of all plans as of a day.

    A measure of two bodies counts under each; a body is named as most measures spell it.
    """
    measures = {
        id_: measure
        for id_, measure in collection.of(MEASURE).items()
        if measure_state.is_known(collection, measure, as_of)
    }
    events = collection.of(EVENT)
    by_plan: dict[str, list[Record]] = {}
    for measure in measures.values():
        by_plan.setdefault(measure.get("plan", NONE), []).append(measure)
    by_body = _by_body(list(measures.values()))
    supported = [
        id_
        for id_, record in collection.of(RECOMMENDATION).items()
        if collection.responses.answer(record, as_of) in SUPPORTED
    ]
    served = {id_ for measure in measures.values() for id_ in measure.get("recommendations", ())}
    return PlanFigures(
        plans={plan: _counts(by_plan[plan], as_of) for plan in sorted(by_plan, key=natural)},
        titles={plan: events[plan]["title"] for plan in by_plan if plan in events},
        bodies={body: _counts(by_body[body], as_of) for body in sorted(by_body, key=natural)},
        all=_counts(measures.values(), as_of),
        supported=len(supported),
        unserved=tuple(id_ for id_ in supported if id_ not in served),
        differing={
            id_: standing
            for id_ in sorted(measures, key=natural)
            if (standing := _standing(measures[id_], as_of)).otherwise
        },
    )


def _by_body(measures: Sequence[Record]) -> dict[str, list[Record]]:
    """Return the measures of each body; one of two bodies is under each, one of none under NONE."""
    spelled = _spellings(measures)
    by_body: dict[str, list[Record]] = {}
    for measure in measures:
        for body in {spelled[folded(body)] for body in _bodies(measure)}:
            by_body.setdefault(body, []).append(measure)
    return by_body


def _bodies(measure: Record) -> list[str]:
    return measure_state.bodies_of(measure) or [NONE]


def _spellings(measures: Iterable[Record]) -> dict[str, str]:
    """Return the usual spelling of each body by its folded name."""
    usual = Counter(body for measure in measures for body in _bodies(measure)).most_common()
    return {folded(body): body for body, _ in reversed(usual)}


def _counts(measures: Iterable[Record], as_of: date) -> MeasureCounts:
    measures = list(measures)
    standings = [_standing(measure, as_of) for measure in measures]
    states = Counter(standing.state for standing in standings)
    late = [measure for measure in measures if measure_state.standing_on(measure, as_of) == OVERDUE]
    said: dict[str, Counter[str]] = {state: Counter() for state in MEASURE_STATES}
    for standing in standings:
        said[standing.state].update(standing.according_to)
    return MeasureCounts(
        measures=len(measures),
        planned=states["planned"],
        under_way=states["under-way"],
        completed=states["completed"],
        dropped=states["dropped"],
        overdue=len(late),
        differing=sum(bool(standing.otherwise) for standing in standings),
        according_to={state: dict(sorted(by.items())) for state, by in said.items() if by},
    )


def _standing(measure: Record, as_of: date) -> Standing:
    return measure_state.standing_by_accounts(measure_state.progress_on(measure, as_of))
