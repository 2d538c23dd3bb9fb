"""Values of indicators as small pictures in a line of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.text import Text

from belarus_hr.domain.figures.indicator_values import Value, comparable, main_scope
from belarus_hr.views.screen import text

#: From the lowest value of a picture to the highest.
_STEPS = "▁▂▃▄▅▆▇█"
_MIDDLE = "▄"


def sparkline(values: Sequence[Value]) -> Text:
    """Return the lines of the main scope as a picture: a sign a value, a blank between lines."""
    scope = main_scope(values)
    own = [line for line in comparable(values) if line["scope"] == scope]
    return text(" ".join(picture(own)))


def picture(made: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return a picture of each line; all have the same scale."""
    numbers = [[point["value"] for point in line["values"]] for line in made]
    every = [number for line in numbers for number in line]
    low, high = (min(every), max(every)) if every else (0, 0)
    return ["".join(_step(number, low, high) for number in line) for line in numbers]


def _step(number: float, low: float, high: float) -> str:
    if low == high:
        return _MIDDLE
    return _STEPS[round((number - low) / (high - low) * (len(_STEPS) - 1))]
