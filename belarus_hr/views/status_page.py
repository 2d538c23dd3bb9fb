"""``status`` drawn for people: figures of the record with bars, and the claims beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from belarus_hr.domain.figures import upr_progress
from belarus_hr.domain.figures.breakdown import Cross, Group
from belarus_hr.domain.figures.counting import BASES, COUNTS, CountingMethod
from belarus_hr.domain.figures.overview import Overview, TreatyBody
from belarus_hr.domain.figures.tallies import Tally
from belarus_hr.domain.figures.upr_progress import CycleProgress
from belarus_hr.domain.records.kinds import REPORT, Record
from belarus_hr.views.rows import Rows
from belarus_hr.views.screen import Screen, bar, document, heading, table, text, two_columns, when

_NAMES_FROM = 110
_YEARS_FROM = 76
_GROUPS_FROM = 96
_REPORTS_FROM = 90


def upr(
    cycles: Sequence[CycleProgress],
    method: CountingMethod,
    group_by: Sequence[str],
    screen: Screen,
    whose: str,
) -> str:
    """Return ``status upr`` drawn: for each cycle its figures, then the claims about it."""
    parts: list[RenderableType] = [
        heading(f"Universal Periodic Review of {whose}, as of {method.as_of.isoformat()}")
    ]
    if method != CountingMethod(method.as_of):
        base, unit = BASES[method.base].words, COUNTS[method.unit]
        parts.append(text(f"Shares are of what is {base}; counted in {unit}.", "dim"))
    for cycle in cycles:
        parts += [Text(""), *_cycle(cycle, group_by, screen)]
    if not cycles:
        parts.append(Text("No review was held and no recommendation made by then."))
    return screen.draw(*parts)


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
    if cycle.groups:
        parts += [Text(""), *_groups(cycle, group_by[0], screen)]
    if cycle.cross:
        parts += [Text(""), *_cross(cycle.cross, group_by, screen)]
    if cycle.claims:
        parts += [Text(""), heading("Claimed beside it"), _claims(cycle)]
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
    answers = cycle.answers
    if cycle.counted is None:
        unknown = "How many recommendations were made and supported is not known."
        return text(unknown, "yellow").append_text(text(_HOW_TO_BRING_IN))
    words = [f"{_number(answers.made)} made"]
    in_part = f" ({answers.partly_supported} of them in part)" if answers.partly_supported else ""
    words.append(f"{_number(answers.supported)} supported{in_part}")
    words.append(f"{_number(answers.noted)} noted")
    if answers.pending:
        words.append(f"{answers.pending} pending")
    line = text(", ".join(words))
    if cycle.counted == "reported":
        who = cycle.reported[0].get("by", "others")
        only = f"Only reported counts ({who}); {_on_record(cycle)} on record."
        only += "" if cycle.on_record else _HOW_TO_BRING_IN
        line.append("\n").append_text(text(only))
    return line


def _on_record(cycle: CycleProgress) -> str:
    if cycle.on_record:
        return f"{cycle.on_record} of the {_number(cycle.answers.made)} recommendations are"
    return "no recommendation of this cycle is"


def _number(value: int | None) -> str:
    return "unknown" if value is None else str(value)


def _compared(tallies: Sequence[Tally], screen: Screen) -> RenderableType:
    """Return the assessors side by side, a column each; on a narrow screen below each other."""
    columns = [max(len(tally.assessor), len(str(tally.share))) for tally in tallies]
    if len(tallies) == 1 or not screen.fits(16 + sum(columns) + 3 * len(columns)):
        return _verdicts(tallies)
    names = [tally.assessor for tally in tallies]
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
        grid.add_row(text(tally.assessor, "bold"), line)
    return grid


def _claims(cycle: CycleProgress) -> RenderableType:
    """Return each claim, and under it the figures of the record for the same question."""
    grid = two_columns()
    for _, claim in cycle.claims:
        line = text(claim["title"])
        shown = upr_progress.beside(claim, cycle)
        if shown:
            line.append("\nthe record shows: ", style="bold")
            line.append_text(text(", ".join(shown.values())))
        if claim.get("note"):
            line.append("\n").append_text(text(claim["note"], "dim"))
        who = text(claim["by"], "bold").append("\n").append_text(text(claim["date"], "dim"))
        grid.add_row(who, line)
    return grid


def _groups(cycle: CycleProgress, group_by: str, screen: Screen) -> list[RenderableType]:
    total = Group("all", cycle.answers, cycle.tallies)
    groups = [*cycle.groups, *([total] if cycle.counted == "recommendations" else [])]
    several = sum(group.answers.made or 0 for group in cycle.groups) > (cycle.answers.made or 0)
    note = "One counts under each of its marks, so the lines add up to more than all."
    draw = _group_table if screen.fits(_GROUPS_FROM) else _group_lines
    return [draw(groups, group_by), text(note if several else "", "dim")]


def _group_table(groups: Sequence[Group], group_by: str) -> RenderableType:
    names = [group_by, "made", "supported", "noted", "pending", "by", "share", ""]
    drawn = table(*names, whole=names[1:])
    for group in groups:
        answers = [getattr(group.answers, name) for name in names[1:5]]
        for number, tally in enumerate(group.tallies.values()):
            first = [text(value) for value in ([""] * 5 if number else [group.name, *answers])]
            share = text(str(tally.share))
            drawn.add_row(*first, text(tally.assessor), share, bar(tally.share, 8))
    return drawn


def _group_lines(groups: Sequence[Group], group_by: str) -> RenderableType:
    """Return the groups one under the other, for a narrow terminal."""
    lines = [heading(f"By {group_by}")]
    for group in groups:
        lines.append(text(group.name))
        for tally in group.tallies.values():
            lines.append(text(f"  {tally.assessor}  ").append_text(text(str(tally.share))))
    return Text("\n").join(lines)


def _cross(cross: Cross, marks: Sequence[str], screen: Screen) -> list[RenderableType]:
    """Return a cross table; when the screen is too narrow, a line for each pair of marks."""
    note = text(
        "A recommendation with several marks is in several cells, in each total once.", "dim"
    )
    wide = 24 + sum(max(len(name), 5) + 3 for name in (*cross.columns, "all"))
    if screen.fits(wide):
        drawn = table(marks[0], *cross.columns, "all", whole=cross.columns)
        for name, counts, total in cross.rows:
            cells = [text(count or "") for count in counts]
            drawn.add_row(text(name), *cells, text(total, "bold"))
        drawn.add_row(text("all", "bold"), *[text(n, "bold") for n in (*cross.totals, cross.total)])
        return [drawn, note]
    drawn = table(marks[0], marks[1], "count", whole=("count",))
    for name, counts, total in cross.rows:
        counted = [(c, n) for c, n in zip(cross.columns, counts, strict=True) if n]
        for number, (column, count) in enumerate(counted):
            drawn.add_row(text("" if number else f"{name} ({total})"), text(column), text(count))
    return [drawn, note]


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
        who = f" by {row['by']}" if row["by"] else ""
        change = f"{row['before']} → {row['after']}" if row["before"] else str(row["after"])
        line = text(f"{row['id']}  {row['what']}{who}\n").append_text(text(change))
        grid.add_row(when(row["date"]), line)
    parts += [Text(""), grid if rows else Text("Nothing on record.")]
    return screen.draw(*parts)


# --- other mechanisms ------------------------------------------------------------


def overview_page(overviews: Sequence[Overview], as_of: date, screen: Screen) -> str:
    """Return every mechanism on a line, drawn."""
    left_out = {"name": _NAMES_FROM, "years": _YEARS_FROM}
    names = ["mechanism", "name", "events", "years", "reports", "open"]
    names = [name for name in names if screen.fits(left_out.get(name, 0))]
    drawn = table(*names, "implemented (self)", whole=("mechanism", "years"))
    for overview in overviews:
        years = [day[:4] for day in (overview.first, overview.last) if day]
        cells = {
            "mechanism": overview.mechanism.code,
            "name": overview.mechanism.name,
            "events": overview.events or "",
            "years": "–".join(dict.fromkeys(years)),
            "reports": overview.reports or "",
            "open": len(overview.open_reports) or "",
        }
        drawn.add_row(
            *[text(cells[name]) for name in names],
            text(overview.share if overview.made else ""),
        )
    title = heading(f"Belarus and the UN human-rights mechanisms, as of {as_of.isoformat()}")
    return screen.draw(title, Text(""), drawn, *_answers_asked(overviews))


def treaty_body_page(body: TreatyBody, as_of: date, rows: Rows, screen: Screen) -> str:
    """Return a treaty body drawn: the treaties that bind, the State reports, the open reports."""
    mechanism = body.overview.mechanism
    parts: list[RenderableType] = [
        heading(f"Belarus and the {mechanism.code}, {mechanism.name}, as of {as_of.isoformat()}"),
        Text(""),
    ]
    bound = table("date", "treaty", whole=("date",))
    for _, event in body.bound:
        bound.add_row(when(event["date"]), text(event["title"]))
    if body.bound:
        parts += [bound, Text("")]
    parts += [_reports(body, rows, screen), Text(""), _open(body)]
    return screen.draw(*parts, *_followed_up(body.overview))


def _answers_asked(overviews: Sequence[Overview]) -> list[Text]:
    """Return a line for each mechanism that asked for answers: how many it has."""
    return [
        text(
            f"{overview.mechanism.code}: "
            + "; ".join(
                f"{asked.answered} of {asked.made} {kind}{'' if asked.made == 1 else 's'} answered"
                for kind, asked in overview.asked.items()
            )
        )
        for overview in overviews
        if overview.asked
    ]


def _followed_up(overview: Overview) -> list[Text]:
    """Return what a body picked for follow-up, and its grades; nothing where it has neither."""
    follow_up = overview.follow_up
    if not follow_up.picked and not follow_up.graded:
        return []
    grades = ", ".join(f"{number} {grade}" for grade, number in follow_up.grades.items())
    words = f"{follow_up.picked} of {overview.made} recommendations picked"
    graded = f"; {follow_up.graded} graded by the Committee: {grades}" if grades else ""
    return [text(f"Follow-up: {words}{graded}")]


def _reports(body: TreatyBody, rows: Rows, screen: Screen) -> RenderableType:
    if not body.reports:
        return text("No State report on record.", "dim")
    names = ["id", "due", "received", "examined", "observations", "state"]
    if not screen.fits(_REPORTS_FROM):
        names = ["id", "received", "examined", "state"]
    drawn = table(*names, whole=[name for name in names if name != "observations"])
    for id_, record in body.reports:
        row = rows.row(id_, REPORT, record)
        drawn.add_row(*[_report_cell(name, row) for name in names])
    return drawn


def _report_cell(name: str, row: Record) -> Text:
    if name == "observations":
        return document(row[name]) if row[name] else when(row["adopted"] or row["issued"])
    return when(row[name]) if name in ("due", "received", "examined") else text(row[name])


def _open(body: TreatyBody) -> Text:
    open_ = body.overview.open_reports
    return text(f"Open: {', '.join(open_)}" if open_ else "Open: nothing on record", "bold")
