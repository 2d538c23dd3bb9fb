"""``status plan`` drawn for people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from belarus_hr.domain.figures.plans import MeasureCounts, PlanFigures
from belarus_hr.domain.text.words import number_of
from belarus_hr.views.measure_words import accounts_in_words, speakers_named
from belarus_hr.views.screen import Screen, heading, table, text

#: How many recommendations that no measure serves are named.
_NAMED = 12
#: Of how many measures it is shown how their accounts differ.
_DIFFERING = 3
_STATES = ("planned", "under way", "completed", "dropped", "overdue")
#: The columns from which names have room beside their counts.
_TABLE_FROM = 76


def plan_page(figures: PlanFigures, as_of: date, screen: Screen, listed_by: str) -> str:
    """Return the measures by plan and by body drawn, and what no measure serves.

    ``listed_by`` is the command that lists the measures that are told differently.
    """
    title = heading(f"Measures of plans, as of {as_of.isoformat()}")
    if not figures.all.measures:
        nothing = "No measure is on record."
        return screen.draw(title, Text(""), text(nothing), *_unserved(figures))
    plans = {_plan_named(plan, figures): counts for plan, counts in figures.plans.items()}
    parts: list[RenderableType] = [title, Text(""), *_counted("plan", plans, figures.all, screen)]
    parts += [Text(""), *_counted("body", figures.bodies, None, screen), Text("")]
    return screen.draw(
        *parts, *_claimed(figures.all), *_differing(figures, listed_by), *_unserved(figures)
    )


def _plan_named(plan: str, figures: PlanFigures) -> str:
    """Return the title of a plan; with the id where another plan has this title."""
    title = figures.titles.get(plan, plan)
    return f"{title} ({plan})" if list(figures.titles.values()).count(title) > 1 else title


def _counted(
    what: str, lines: Mapping[str, MeasureCounts], total: MeasureCounts | None, screen: Screen
) -> list[RenderableType]:
    """Return a table of counts; on a narrow screen each name with its counts below it."""
    every = {**lines, **({"all": total} if total and len(lines) > 1 else {})}
    cells = {name or f"no {what}": _cells(counts) for name, counts in every.items()}
    if screen.fits(_TABLE_FROM):
        drawn = table(what, *_STATES, whole=_STATES)
        for name, shown in cells.items():
            drawn.add_row(text(name), *map(text, shown))
        return [drawn]
    parts: list[RenderableType] = [heading(f"by {what}")]
    for name, shown in cells.items():
        words = (f"{cell} {state}" for state, cell in zip(_STATES, shown, strict=True) if cell)
        parts += [text(name), Padding(text(", ".join(words), "dim"), (0, 0, 0, 2))]
    return parts


def _cells(counts: MeasureCounts) -> tuple[str, ...]:
    """Return the counts as they are shown, a cell for each state; none is empty."""
    open_ = counts.planned + counts.under_way
    return (
        str(counts.planned or ""),
        str(counts.under_way or ""),
        f"{counts.completed}/{counts.measures}",
        str(counts.dropped or ""),
        f"{counts.overdue}/{open_}" if counts.overdue else "",
    )


def _claimed(counts: MeasureCounts) -> list[Text]:
    """Return a line for each state: how many measures have it by whose account."""
    lines = []
    for state, speakers in counts.according_to.items():
        by = ", ".join(f"{n} by {speakers_named([name])}" for name, n in speakers.items())
        so = " That makes no recommendation implemented." if state == "completed" else ""
        lines.append(text(f"{state.replace('-', ' ').capitalize()} by whose account: {by}.{so}"))
    return lines


def _differing(figures: PlanFigures, listed_by: str) -> list[Text]:
    """Return of which measures speakers' last accounts differ, the first of them, each in words."""
    if not figures.differing:
        return []
    count, measures = len(figures.differing), number_of(figures.all.measures, "measure")
    words = f"The last accounts of {count} of {measures} differ; {listed_by}:"
    lines = [text(words, "yellow")]
    for id_, standing in [*figures.differing.items()][:_DIFFERING]:
        said = "; ".join(words for words, _ in accounts_in_words(standing))
        lines.append(text(f"{id_}: {said}", "yellow"))
    return lines + ([Text("…", "yellow")] if count > _DIFFERING else [])


def _unserved(figures: PlanFigures) -> list[Text]:
    count = len(figures.unserved)
    if not count:
        return []
    named = ", ".join(figures.unserved[:_NAMED]) + (", …" if count > _NAMED else "")
    words = f"{count} of {figures.supported} supported recommendations are served by no measure"
    return [text(f"{words}: {named}")]
