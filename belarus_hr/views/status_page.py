"""``status`` drawn for people: figures of the record with bars, and the claims beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from belarus_hr.domain.checks.doubts import Doubt
from belarus_hr.domain.figures import upr_progress
from belarus_hr.domain.figures.counting import BASES, COUNTS, CountingMethod, Tally
from belarus_hr.domain.figures.upr_progress import CycleProgress
from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.reference.vocabulary import ANSWER_COUNTS
from belarus_hr.views import status_groups
from belarus_hr.views.names import assessor_name
from belarus_hr.views.screen import Screen, bar, document, heading, table, text, two_columns, when


def upr(
    cycles: Sequence[CycleProgress],
    method: CountingMethod,
    group_by: Sequence[str],
    screen: Screen,
    whose: str,
) -> str:
    """Return ``status upr`` drawn: for each cycle its figures, then the claims about it."""
    parts: list[RenderableType] = [*upr_heading(method, whose)]
    for cycle in cycles:
        parts += [Text(""), *_cycle(cycle, group_by, screen)]
    if not cycles:
        parts.append(Text("No review was held and no recommendation made by then."))
    return screen.draw(*parts)


def upr_heading(method: CountingMethod, whose: str) -> list[RenderableType]:
    """Return what stands above the cycles: of which State, as of when, and how it is counted."""
    parts: list[RenderableType] = [
        heading(f"Universal Periodic Review of {whose}, as of {method.as_of.isoformat()}")
    ]
    if method != CountingMethod(method.as_of):
        base, unit = BASES[method.base].words, COUNTS[method.unit]
        parts.append(text(f"Shares are of what is {base}; counted in {unit}.", "dim"))
    return parts


def upr_groups(
    cycles: Sequence[CycleProgress],
    method: CountingMethod,
    group_by: Sequence[str],
    screen: Screen,
    whose: str,
) -> str:
    """Return the groups of each cycle drawn, or its cross table, and nothing besides."""
    parts = upr_heading(method, whose)
    for cycle in cycles:
        parts += [Text(""), _title(cycle), _answers(cycle), *_grouped(cycle, group_by, screen)]
    return screen.draw(*parts)


def _grouped(cycle: CycleProgress, group_by: Sequence[str], screen: Screen) -> list[RenderableType]:
    if cycle.groups:
        return [Text(""), *status_groups.group_table(cycle, group_by[0], screen)]
    if cycle.cross:
        return [Text(""), *status_groups.cross_table(cycle.cross, group_by, screen)]
    return []


def _cycle(cycle: CycleProgress, group_by: Sequence[str], screen: Screen) -> list[RenderableType]:
    parts: list[RenderableType] = [_title(cycle), _answers(cycle)]
    tallies = cycle.tallies.values()
    if cycle.on_record:
        parts += [Text(""), heading("Carried out, according to"), _compared([*tallies], screen)]
        if cycle.upr_info:
            parts += [Text(""), heading("UPR Info's mid-term index"), _verdicts([cycle.upr_info])]
        if cycle.confidence:
            sure = ", ".join(f"{number} {name}" for name, number in cycle.confidence.items())
            parts.append(text(f"How sure the supported answers are: {sure}", "dim"))
    parts += _grouped(cycle, group_by, screen)
    if cycle.claims:
        parts += [Text(""), heading("Claimed beside it"), beside_record(cycle)]
    return parts


def _title(cycle: CycleProgress) -> Text:
    review = cycle.review
    words = [f"Cycle {cycle.cycle}"]
    words += [f"session {review['session']}"] if "session" in review else []
    words += [f"reviewed {review['date']}"] if "date" in review else []
    line = heading(" · ".join(words))
    if "document" in review:
        line.append(" · ").append_text(document(review["document"]))
    return line


#: What to do about a cycle of which no recommendation is on record.
_HOW_TO_BRING_IN = " hrtrack import reads them from the UN's report of the review."


def _answers(cycle: CycleProgress) -> Text:
    if cycle.counted is None:
        unknown = "How many recommendations were made and supported is not known."
        return text(unknown, "yellow").append_text(text(_HOW_TO_BRING_IN))
    line = text(answers_in_words(cycle))
    for words in states_in_words(cycle):
        line.append("\n").append_text(words)
    if cycle.counted == "reported":
        who = cycle.reported[0].get("by", "others")
        only = f"Only reported counts ({who}); {_on_record(cycle)} on record."
        only += "" if cycle.on_record else _HOW_TO_BRING_IN
        line.append("\n").append_text(text(only))
    return line


#: How many States are named; of more, their number is told.
_NAMED = 4


def states_in_words(cycle: CycleProgress) -> list[Text]:
    """Return of which States the figures of all of them are, and what they leave out."""
    of, lines = cycle.states_counted, []
    if of:
        named = of[0] if len(of) == 1 else f"{', '.join(of[:-1])} and {of[-1]}"
        lines.append(text(f"of {named if len(of) <= _NAMED else f'{len(of)} States'}", "dim"))
    beyond = upr_progress.beyond_the_record(cycle)
    if beyond:
        counts = (f"{beyond[name]} {name}" for name in ("made", *ANSWER_COUNTS) if name in beyond)
        who, on_record = beyond.get("by", "others"), cycle.states[beyond["country"]]
        told = f"{', '.join(counts)} reported by {who}; {on_record or 'none'} on record"
        lines.append(text(f"not counted here: of {beyond['country']} {told}", "yellow"))
    return lines


def answers_in_words(cycle: CycleProgress) -> str:
    """Return how many recommendations of a cycle were made, and how they were answered."""
    answers = cycle.answers
    words = [f"{known_number(answers.made)} made"]
    in_part = f" ({answers.partly_supported} of them in part)" if answers.partly_supported else ""
    words.append(f"{known_number(answers.supported)} supported{in_part}")
    words.append(f"{known_number(answers.noted)} noted")
    if answers.pending:
        words.append(f"{answers.pending} pending")
    return ", ".join(words)


def _on_record(cycle: CycleProgress) -> str:
    if cycle.on_record:
        return f"{cycle.on_record} of the {known_number(cycle.answers.made)} recommendations are"
    return "no recommendation of this cycle is"


def known_number(value: int | None) -> str:
    """Return a number that may be unknown."""
    return "unknown" if value is None else str(value)


def _compared(tallies: Sequence[Tally], screen: Screen) -> RenderableType:
    """Return the assessors side by side, a column each; on a narrow screen below each other."""
    columns = [max(len(tally.assessor), len(str(tally.share))) for tally in tallies]
    if len(tallies) == 1 or not screen.fits(16 + sum(columns) + 3 * len(columns)):
        return _verdicts(tallies)
    names = [assessor_name(tally.assessor) for tally in tallies]
    drawn = table("", *names, whole=names)
    for what, of in _COMPARED.items():
        drawn.add_row(text(what), *[text(of(tally)) for tally in tallies])
    drawn.add_row(Text(""), *[bar(tally.share) for tally in tallies])
    return drawn


_COMPARED: dict[str, Callable[[Tally], object]] = {
    "share": lambda tally: str(tally.share),
    "implemented": lambda tally: tally.implemented,
    "partly": lambda tally: tally.partly,
    "not": lambda tally: tally.not_implemented,
    "assessed": lambda tally: tally.share.denominator - tally.not_assessed,
    "not assessed": lambda tally: tally.not_assessed,
}


def _verdicts(tallies: Sequence[Tally]) -> RenderableType:
    """Return each assessor's share with its bar, the counts behind it on the next line."""
    grid = two_columns()
    for tally in tallies:
        line = text(str(tally.share)).append("  ").append_text(bar(tally.share))
        if not tally.nothing:
            line.append(
                f"\n{tally.implemented} implemented, {tally.partly} partly, "
                f"{tally.not_implemented} not, {tally.not_assessed} not assessed"
            )
        grid.add_row(text(assessor_name(tally.assessor), "bold"), line)
    return grid


def beside_record(cycle: CycleProgress, doubts: Mapping[str, Doubt] = {}) -> RenderableType:
    """Return each claim, and under it the figures of the record for the same question.

    ``doubts`` are said where they are given.
    """
    grid = two_columns()
    for id_, claim in cycle.claims:
        line = text(claim["title"])
        shown = upr_progress.beside(claim, cycle, assessor_name)
        if shown:
            line.append("\nthe record shows: ", style="bold")
            line.append_text(text(", ".join(shown.values())))
        if id_ in doubts:
            line.append("\n").append_text(text(f"not borne out: {doubts[id_].reason}", "yellow"))
        if claim.get("note"):
            line.append("\n").append_text(text(claim["note"], "dim"))
        who = (
            text(assessor_name(claim["by"]), "bold")
            .append("\n")
            .append_text(text(claim["date"], "dim"))
        )
        grid.add_row(who, line)
    return grid


def changes(
    rows: Sequence[Record],
    figures: Sequence[Record],
    days: tuple[date, date],
    screen: Screen,
    whose: str,
) -> str:
    """Return the changes between two days drawn: first of the figures, then of the records."""
    since, until = days
    parts: list[RenderableType] = [
        heading(f"What changed for {whose} after {since.isoformat()}, up to {until.isoformat()}")
    ]
    for figure in figures:
        moves = [
            f"{name} {figure['before'][name]} → {figure['after'][name]}"
            for name in figure["after"]
            if figure["before"][name] != figure["after"][name]
        ]
        if moves:
            parts.append(text(f"Cycle {figure['cycle']}: {', '.join(moves)}"))
    grid = two_columns()
    for row in rows:
        who = f" by {assessor_name(row['by'])}" if row["by"] else ""
        change = f"{row['before']} → {row['after']}" if row["before"] else str(row["after"])
        line = text(f"{row['id']}  {row['what']}{who}\n").append_text(text(change))
        grid.add_row(when(row["date"]), line)
    parts += [Text(""), grid if rows else Text("Nothing on record.")]
    return screen.draw(*parts)
