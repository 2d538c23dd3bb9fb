"""``status upr`` on one screen: each cycle on a line or two, and how to see more."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from belarus_hr.domain.checks.doubts import Doubt
from belarus_hr.domain.figures.counting import CountingMethod, Tally
from belarus_hr.domain.figures.upr_progress import CycleProgress
from belarus_hr.views.names import assessor_name
from belarus_hr.views.screen import Screen, bar, heading, text, two_columns
from belarus_hr.views.status_page import (
    answers_in_words,
    beside_record,
    known_number,
    states_in_words,
    upr_heading,
)


def upr_overview(
    cycles: Sequence[CycleProgress],
    method: CountingMethod,
    screen: Screen,
    whose: str,
    doubts: Mapping[str, Doubt],
    more: str,
) -> str:
    """Return ``status upr`` drawn short.

    ``doubts`` are those about claims, by id; ``more`` says how to see the rest.
    """
    parts: list[RenderableType] = [*upr_heading(method, whose), Text("")]
    for cycle in cycles:
        parts += _cycle(cycle)
    if cycles:
        parts += [Text(""), *_without_recommendations(cycles), *_claims(cycles, doubts)]
        parts.append(text(more))
    else:
        parts.append(Text("No review was held and no recommendation made by then."))
    return screen.draw(*parts)


def _cycle(cycle: CycleProgress) -> list[RenderableType]:
    title = f"Cycle {cycle.cycle}"
    title += f" · {cycle.review['date']}" if "date" in cycle.review else ""
    counts = "counts not known" if cycle.counted is None else answers_in_words(cycle)
    parts: list[RenderableType] = [heading(title).append_text(text(f" · {counts}", "not bold"))]
    parts += [Padding(words, (0, 0, 0, 2)) for words in states_in_words(cycle)]
    if cycle.counted == "reported":
        who = cycle.reported[0].get("by", "others")
        of = (
            f"{cycle.on_record} of {known_number(cycle.answers.made)}"
            if cycle.on_record
            else "none"
        )
        parts.append(text(f"  reported by {who}; {of} on record", "dim"))
    if cycle.on_record:
        parts.append(Padding(_spoken(cycle), (0, 0, 0, 2), expand=False))
    return parts


def _spoken(cycle: CycleProgress) -> RenderableType:
    """Return the share of each assessor that has spoken of a cycle, yours first and always."""
    grid = two_columns()
    for number, tally in enumerate([*cycle.tallies.values(), *_index(cycle)]):
        if number == 0 or not tally.nothing:
            line = text(str(tally.share)).append("  ").append_text(bar(tally.share))
            grid.add_row(text(assessor_name(tally.assessor)), line)
    return grid


def _index(cycle: CycleProgress) -> list[Tally]:
    return [cycle.upr_info] if cycle.upr_info else []


def _without_recommendations(cycles: Sequence[CycleProgress]) -> list[RenderableType]:
    """Return how to bring in the cycles of which no recommendation is on record."""
    missing = [str(cycle.cycle) for cycle in cycles if not cycle.on_record]
    if not missing:
        return []
    which = f"Cycle{'' if len(missing) == 1 else 's'} {_listed(missing)}"
    return [text(f"{which}: hrtrack import reads what was recommended from the UN's report.")]


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _claims(cycles: Sequence[CycleProgress], doubts: Mapping[str, Doubt]) -> list[RenderableType]:
    """Return a line on the claims that the record does not bear out."""
    number = sum(len(cycle.claims) for cycle in cycles)
    if not number:
        return []
    differing = sum(doubt.checkable for doubt in doubts.values())
    unchecked = len(doubts) - differing
    clauses = [
        f"differs from {differing}" if differing or not unchecked else "",
        f"has no verdict to bear out {unchecked}" if unchecked else "",
    ]
    words = " and ".join(filter(None, clauses))
    of = f"Of {number} claim{'' if number == 1 else 's'}"
    return [text(f"{of} the record {words}.", "yellow" if doubts else "")]


def claims_page(
    cycles: Collection[CycleProgress],
    method: CountingMethod,
    screen: Screen,
    whose: str,
    doubts: Mapping[str, Doubt],
) -> str:
    """Return the claims of each cycle beside the record, with what the record says against them."""
    parts: list[RenderableType] = [*upr_heading(method, whose)]
    for cycle in cycles:
        if cycle.claims:
            title = f"Claimed of cycle {cycle.cycle}"
            parts += [Text(""), heading(title), beside_record(cycle, doubts)]
    if not any(cycle.claims for cycle in cycles):
        parts.append(Text("No claim is on record."))
    return screen.draw(*parts)
