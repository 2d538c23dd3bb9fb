"""Indicators: what is known of one as of a day, and how far it is from baseline to target.

Values are compared only along a line: of one scope and one method, without a gap. Nothing is
interpolated, and a value that is unknown is never 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from belarus_hr.domain.records.fields import measurement
from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.text import edtf

Value = dict[str, Any]
#: A time between two values that is longer than the usual by this factor is a gap.
_GAP = 1.5


class Way(NamedTuple):
    """The way from the baseline to the target: how much of it is covered, and where it leads.

    ``covered`` is negative where the latest value lies on the other side of the baseline.
    ``direction`` is None where the target is the baseline, which is to be held.
    """

    covered: int | float
    distance: int | float
    direction: str | None

    @property
    def in_words(self) -> str:
        """The way in words, as ``2.5 of 8 up``."""
        if self.direction is None:
            return "held" if self.covered == 0 else f"{self.covered:+} where 0 is the target"
        return f"{self.covered} of {self.distance} {self.direction}"


def is_measured(indicator: Record, as_of: date) -> bool:
    """Say whether anything of an indicator is of a day or before, or has no date."""
    days = [entry["date"] for entry in indicator.get("values", ())]
    days += [indicator["baseline_date"]] if "baseline_date" in indicator else []
    return not days or any(edtf.began(day, as_of) for day in days)


def values_on(values: Iterable[Value], as_of: date) -> list[Value]:
    """Return the values that were known on a day: of a time and published by then, oldest first."""
    return [
        entry
        for entry in values
        if all(edtf.began(entry[name], as_of) for name in ("date", "published") if name in entry)
    ]


def superseded(values: Sequence[Value]) -> list[bool]:
    """Say of each value whether a later one of the same date, scope and method corrects it."""
    last = {measurement(entry): number for number, entry in enumerate(values)}
    return [last[measurement(entry)] != number for number, entry in enumerate(values)]


def valid(values: Sequence[Value]) -> list[Value]:
    """Return the values that no later one corrects."""
    return [entry for entry, old in zip(values, superseded(values), strict=True) if not old]


def comparable(values: Sequence[Value]) -> list[dict[str, Any]]:
    """Return the lines of values that can be compared: each with its scope, method and values.

    A line is of one sort of date, too: what is of a year is not what is of a month of it. It ends
    where a value is unknown, and where more time passes than usual between two of its values: half
    as much again as the shortest time.
    """
    made = []
    for (scope, method, _), entries in _series(values).items():
        for line in _without_gaps(entries):
            numbers = [{"date": entry["date"], "value": entry["value"]} for entry in line]
            made.append({"scope": scope, "method": method, "values": numbers})
    return made


def main_scope(values: Iterable[Value]) -> str | None:
    """Return the scope that baseline and target are of: the whole, or the only one there is."""
    scopes = {entry.get("scope") for entry in values}
    return scopes.pop() if len(scopes) == 1 else None


def latest(values: Sequence[Value]) -> Value | None:
    """Return the latest value of the main scope that is known."""
    scope = main_scope(values)
    numbers = [e for e in valid(values) if e.get("scope") == scope and "value" in e]
    return numbers[-1] if numbers else None


def way(indicator: Record, values: Sequence[Value]) -> Way | None:
    """Return how far the latest of these values is on the way from the baseline to the target.

    None where one of the three is unknown, where no value is later than the baseline, and where the
    method is not the one that the baseline was measured by: that of its date, else the first.
    """
    last = latest(values)
    if last is None or "baseline" not in indicator or "target" not in indicator:
        return None
    since = indicator.get("baseline_date")
    if since and edtf.parse(last["date"]).first < edtf.parse(since).first:
        return None
    if last.get("method") != _baseline_method(since, values):
        return None
    return _way(indicator["baseline"], indicator["target"], last["value"])


def _way(baseline: float, target: float, value: float) -> Way:
    start, end, now = (Decimal(str(number)) for number in (baseline, target, value))
    sign = -1 if end < start else 1
    direction = None if end == start else "up" if sign > 0 else "down"
    return Way(_number(sign * (now - start)), _number(abs(end - start)), direction)


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _baseline_method(since: str | None, values: Sequence[Value]) -> Any:
    scope = main_scope(values)
    own = [entry for entry in valid(values) if entry.get("scope") == scope and "value" in entry]
    of_its_date = [entry for entry in own if entry["date"] == since]
    return (of_its_date or own)[0].get("method")


def _series(values: Sequence[Value]) -> dict[tuple[Any, Any, str], list[Value]]:
    """Return the values by scope, method and sort of date; the main scope is the first."""
    series: dict[tuple[Any, Any, str], list[Value]] = {}
    first = main_scope(values)
    for entry in sorted(valid(values), key=lambda entry: entry.get("scope") != first):
        alike = (entry.get("scope"), entry.get("method"), _sort_of_date(entry["date"]))
        series.setdefault(alike, []).append(entry)
    return series


def _sort_of_date(day: str) -> str:
    """Return a year as 0000, a month as 0000-00, years as 0000/0000."""
    return re.sub(r"\d", "0", day.replace("~", ""))


def _without_gaps(entries: Sequence[Value]) -> list[list[Value]]:
    days = [edtf.parse(entry["date"]).first for entry in entries]
    between = [(later - earlier).days for earlier, later in pairwise(days)]
    usual = min(filter(None, between), default=0)
    parts: list[list[Value]] = [[]]
    for entry, passed in zip(entries, [0, *between], strict=True):
        if "value" not in entry or passed > usual * _GAP:
            parts.append([])
        if "value" in entry:
            parts[-1].append(entry)
    return [part for part in parts if part]
