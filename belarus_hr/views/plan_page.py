"""``status plan`` drawn for people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from belarus_hr.domain.figures.plans import MeasureCounts, PlanFigures
from belarus_hr.views.screen import Screen, heading, table, text

#: How many recommendations that no measure serves are named.
_NAMED = 12


def plan_page(figures: PlanFigures, as_of: date, screen: Screen) -> str:
    """Return the measures by plan and by body drawn, and what no measure serves."""
    title = heading(f"Measures of plans, as of {as_of.isoformat()}")
    if not figures.all.measures:
        nothing = "No measure is on record."
        return screen.draw(title, Text(""), text(nothing), *_unserved(figures))
    plans = {figures.titles.get(plan, plan): counts for plan, counts in figures.plans.items()}
    parts: list[RenderableType] = [title, Text(""), _table("plan", plans, figures.all)]
    parts += [Text(""), _table("body", figures.bodies, None), Text(""), *_claimed(figures.all)]
    return screen.draw(*parts, *_unserved(figures))


def _table(
    what: str, lines: Mapping[str, MeasureCounts], total: MeasureCounts | None
) -> RenderableType:
    names = ("planned", "under way", "completed", "dropped", "overdue")
    drawn = table(what, *names, whole=names)
    every = {**lines, **({"all": total} if total and len(lines) > 1 else {})}
    for name, counts in every.items():
        open_ = counts.planned + counts.under_way
        cells = (
            counts.planned or "",
            counts.under_way or "",
            f"{counts.completed}/{counts.measures}",
            counts.dropped or "",
            f"{counts.overdue}/{open_}" if counts.overdue else "",
        )
        drawn.add_row(text(name or f"no {what}"), *map(text, cells))
    return drawn


def _claimed(counts: MeasureCounts) -> list[Text]:
    if not counts.completed_by:
        return []
    by = ", ".join(f"{n} by {name or 'nobody named'}" for name, n in counts.completed_by.items())
    return [text(f"Completed by whose account: {by}. That makes no recommendation implemented.")]


def _unserved(figures: PlanFigures) -> list[Text]:
    count = len(figures.unserved)
    if not count:
        return []
    named = ", ".join(figures.unserved[:_NAMED]) + (", …" if count > _NAMED else "")
    words = f"{count} of {figures.supported} supported recommendations are served by no measure"
    return [text(f"{words}: {named}")]
