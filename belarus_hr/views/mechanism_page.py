"""``status`` of several mechanisms, and of one, drawn for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from belarus_hr.domain.figures.overview import MechanismRecord, Overview
from belarus_hr.domain.records.kinds import REPORT, Record
from belarus_hr.domain.reference.mechanisms import TREATY_BODIES
from belarus_hr.views.names import assessor_name
from belarus_hr.views.rows import Row, Rows
from belarus_hr.views.screen import Screen, document, heading, marked, table, text, when

_NAMES_FROM = 100
_YEARS_FROM = 76


def overview_page(overviews: Sequence[Overview], as_of: date, screen: Screen) -> str:
    """Return every mechanism on a line, drawn, and below it what each assessor found."""
    left_out = {"name": _NAMES_FROM, "years": _YEARS_FROM}
    names = ["mechanism", "name", "events", "years", "reports", "open"]
    names = [name for name in names if screen.fits(left_out.get(name, 0))]
    drawn = table(*names, whole=("mechanism", "years"))
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
        drawn.add_row(*[text(cells[name]) for name in names])
    title = heading(f"Belarus and the UN human-rights mechanisms, as of {as_of.isoformat()}")
    return screen.draw(title, Text(""), drawn, *_carried_out(overviews), *_answers_asked(overviews))


def _carried_out(overviews: Sequence[Overview]) -> list[RenderableType]:
    """Return what each assessor that has spoken found carried out, of each mechanism."""
    grid = Table.grid(padding=(0, 2))
    for overview in overviews if any(overview.made for overview in overviews) else ():
        spoken = [tally for tally in overview.tallies.values() if not tally.nothing]
        for tally in spoken or [*overview.tallies.values()][:1] if overview.made else ():
            name = text(assessor_name(tally.assessor))
            grid.add_row(text(overview.mechanism.code), name, text(tally.share))
    return [heading("Carried out, according to"), grid] if grid.row_count else []


def mechanism_page(body: MechanismRecord, as_of: date, rows: Rows, screen: Screen) -> str:
    """Return one mechanism drawn: its events, its State reports, what is open."""
    mechanism = body.overview.mechanism
    parts: list[RenderableType] = [
        heading(f"Belarus and the {mechanism.code}, {mechanism.name}, as of {as_of.isoformat()}"),
        Text(""),
    ]
    if body.events:
        events = table("date", "event", whole=("date",))
        for _, event in body.events:
            events.add_row(when(event["date"]), marked(text(event["title"]), event))
        parts += [events, Text("")]
    else:
        parts += [text("No event on record.", "dim"), Text("")]
    if body.reports or mechanism.family == TREATY_BODIES:
        parts += [_reports(body, rows, screen), Text(""), _open(body)]
    asked = [*_carried_out([body.overview]), *_answers_asked([body.overview])]
    return screen.draw(*parts, *asked, *_followed_up(body.overview))


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


#: The columns of State reports, and in which order they go where there is no room for all.
_REPORT_COLUMNS = ("id", "due", "received", "examined", "observations", "state")
_LEFT_OUT = ("observations", "examined", "received")


def _reports(body: MechanismRecord, rows: Rows, screen: Screen) -> RenderableType:
    if not body.reports:
        return text("No State report on record.", "dim")
    reports = [rows.row(id_, REPORT, record) for id_, record in body.reports]
    names = _fitting(reports, screen)
    drawn = table(*names, whole=[name for name in names if name != "observations"])
    for row in reports:
        drawn.add_row(*[_report_cell(name, row) for name in names])
    return drawn


def _fitting(rows: Sequence[Row], screen: Screen) -> list[str]:
    """Return the columns of reports that fit; when one is due stays while it was not received."""
    awaited = any(row["state"] in ("due", "overdue") for row in rows)
    names = list(_REPORT_COLUMNS)
    for name in (*(() if awaited else ("due",)), *_LEFT_OUT):
        if not screen.fits(sum(_width(other, rows) + 3 for other in names) - 3):
            names.remove(name)
    return names


def _width(name: str, rows: Sequence[Row]) -> int:
    """Return the columns that the longest line of a column of reports takes."""
    cells = (_report_cell(name, row).plain for row in rows)
    return max(map(len, (name, *(line for cell in cells for line in cell.split("\n")))))


def _report_cell(name: str, row: Record) -> Text:
    if name == "observations":
        return document(row[name]) if row[name] else when(row["adopted"] or row["issued"])
    return when(row[name]) if name in ("due", "received", "examined") else text(row[name])


def _open(body: MechanismRecord) -> Text:
    open_ = body.overview.open_reports
    return text(f"Open: {', '.join(open_)}" if open_ else "Open: nothing on record", "bold")
