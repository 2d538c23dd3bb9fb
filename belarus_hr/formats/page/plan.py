"""The part of a page on what is done: measures of plans, and indicators with their charts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures import indicator_values, measure_state, plans
from belarus_hr.domain.figures.indicator_values import Value, Way
from belarus_hr.domain.figures.measure_state import Standing
from belarus_hr.domain.figures.plans import PlanFigures
from belarus_hr.domain.records.kinds import INDICATOR, MEASURE, Record
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.words import natural

#: The height of a chart, and the room above and below its values, in pixels.
HEIGHT, _ROOM = 56, 6
#: The room left and right of its values, in per cent of the width.
_SIDE = 2.0


@dataclass(frozen=True, kw_only=True)
class MeasureLine:
    """A measure as of the page's day: how far it stands, by whom, and what was said by then."""

    id: str
    record: Record
    bodies: tuple[str, ...]
    stands: str
    standing: Standing
    progress: tuple[Record, ...]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Values of one scope: points in per cent of the width and pixels, and what joins them.

    ``target`` and ``baseline`` are heights; None where the scope is not that which they are of.
    """

    scope: str | None
    points: tuple[tuple[float, float], ...]
    joins: tuple[tuple[float, float, float, float], ...]
    baseline: float | None
    target: float | None


@dataclass(frozen=True, kw_only=True)
class IndicatorPart:
    """An indicator as of the page's day; each value with whether a later one corrects it."""

    id: str
    record: Record
    values: tuple[tuple[Value, bool], ...]
    latest: Value | None
    way: Way | None
    charts: tuple[Chart, ...]


@dataclass(frozen=True, kw_only=True)
class PlanPart:
    """The measures and indicators of a page, and the figures of ``status plan``."""

    figures: PlanFigures
    measures: tuple[MeasureLine, ...]
    indicators: tuple[IndicatorPart, ...]


def plan_part(collection: Collection, as_of: date) -> PlanPart:
    """Return what a page says of plans, as of a day."""
    measures = [
        MeasureLine(
            id=id_,
            record=measure,
            bodies=tuple(measure_state.bodies_of(measure)),
            stands=measure_state.overdue_or(standing.state, measure, as_of),
            standing=standing,
            progress=tuple(progress),
        )
        for id_, measure in collection.of(MEASURE).items()
        if measure_state.is_known(collection, measure, as_of)
        for progress in [measure_state.progress_on(measure, as_of)]
        for standing in [measure_state.standing_by_accounts(progress)]
    ]
    indicators = [
        _indicator(id_, indicator, as_of)
        for id_, indicator in collection.of(INDICATOR).items()
        if indicator_values.is_measured(indicator, as_of)
    ]
    return PlanPart(
        figures=plans.plan_figures(collection, as_of),
        measures=tuple(sorted(measures, key=lambda line: natural(line.id))),
        indicators=tuple(sorted(indicators, key=lambda part: natural(part.id))),
    )


def _indicator(id_: str, indicator: Record, as_of: date) -> IndicatorPart:
    values = indicator_values.values_on(indicator.get("values", ()), as_of)
    corrected = indicator_values.superseded(values)
    return IndicatorPart(
        id=id_,
        record=indicator,
        values=tuple(zip(values, corrected, strict=True)),
        latest=indicator_values.latest(values),
        way=indicator_values.way(indicator, values),
        charts=_charts(indicator, values),
    )


def _charts(indicator: Record, values: list[Value]) -> tuple[Chart, ...]:
    """Return a chart for each scope; all have the same days and the same scale."""
    lines = indicator_values.comparable(values)
    if not lines:
        return ()
    main = indicator_values.main_scope(values)
    levels = [indicator[name] for name in ("baseline", "target") if name in indicator]
    shown = [point for line in lines for point in line["values"]]
    scale = _Scale(
        days=[edtf.parse(point["date"]).first for point in shown],
        numbers=[*(point["value"] for point in shown), *levels],
    )
    scopes = dict.fromkeys(line["scope"] for line in lines)
    return tuple(
        _chart(
            scope,
            [line for line in lines if line["scope"] == scope],
            scale,
            indicator if scope == main else {},
        )
        for scope in scopes
    )


class _Scale:
    """Where a day and a number lie in the charts of an indicator."""

    def __init__(self, *, days: list[date], numbers: list[float]) -> None:
        self._first, self._last = min(days), max(days)
        self._low, self._high = min(numbers), max(numbers)

    def across(self, day: str) -> float:
        whole = (self._last - self._first).days
        share = (edtf.parse(day).first - self._first).days / whole if whole else 0.5
        return round(_SIDE + share * (100 - 2 * _SIDE), 2)

    def down(self, number: float) -> float:
        share = (self._high - number) / (self._high - self._low) if self._high > self._low else 0.5
        return round(_ROOM + share * (HEIGHT - 2 * _ROOM), 2)


def _chart(scope: str | None, lines: list[dict[str, Any]], scale: _Scale, level: Record) -> Chart:
    drawn = [
        [(scale.across(point["date"]), scale.down(point["value"])) for point in line["values"]]
        for line in lines
    ]
    return Chart(
        scope=scope,
        points=tuple(point for line in drawn for point in line),
        joins=tuple((*start, *end) for line in drawn for start, end in pairwise(line)),
        baseline=scale.down(level["baseline"]) if "baseline" in level else None,
        target=scale.down(level["target"]) if "target" in level else None,
    )
