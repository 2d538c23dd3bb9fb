"""Commands about deadlines: ``reports`` and ``due``. They create and change nothing."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from belarus_hr.cli import console, filters, output
from belarus_hr.cli.options import (
    FORMATS,
    AsOf,
    Db,
    Fields,
    Format,
    Header,
    Limit,
    Mechanisms,
    Sort,
    completes,
)
from belarus_hr.cli.output import View
from belarus_hr.cli.session import as_of_day, before_the_record, read_records, read_whole
from belarus_hr.domain import query
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import ExitCode, InvalidValue
from belarus_hr.domain.figures import deadlines, report_state
from belarus_hr.domain.figures.deadlines import Deadline, Entry
from belarus_hr.domain.records.kinds import REPORT
from belarus_hr.domain.text import words
from belarus_hr.views.deadlines import DUE, REPORTS, Columns, row
from belarus_hr.views.rows import Row, Rows, pick

_CALENDAR = "ics"
_FORMATS = (*FORMATS, _CALENDAR)

_States = Annotated[
    list[str] | None,
    typer.Option(
        "--state",
        metavar="STATE",
        help=f"{', '.join(report_state.STATES)}; may be repeated.",
        autocompletion=completes(report_state.STATES),
    ),
]
_Within = Annotated[
    str | None,
    typer.Option(
        "--within", metavar="TIME", help="Leave out what falls due later: 90d, 12w, 3m, 1y."
    ),
]
_Fail = Annotated[
    bool, typer.Option("--fail", help=f"Exit with {ExitCode.OVERDUE} when something is overdue.")
]
_Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-F",
        metavar="NAME",
        help=f"One of {', '.join(_FORMATS)} (a calendar). "
        "Default: table on a terminal, tsv in a pipe.",
        autocompletion=completes(_FORMATS),
    ),
]


def reports(
    context: typer.Context,
    mechanism: Mechanisms = None,
    state: _States = None,
    as_of: AsOf = None,
    sort: Sort = None,
    limit: Limit = None,
    format_: Format = None,
    fields_: Fields = None,
    header: Header = None,
    db: Db = None,
) -> None:
    """List State reports: due, received, examined, and their state.

    \b
    Example:
      hrtrack reports --mechanism treaty-bodies --state overdue
    """
    form = output.view(format_, fields_, header)
    if form.lists_fields:
        return output.emit_fields(REPORTS.known)
    codes = filters.codes(mechanism)
    states = filters.chosen("state", state, report_state.STATES)
    order = _order(sort or "id")
    day = as_of_day(as_of)
    collection = read_whole(db or context.obj)
    rows = Rows(collection, as_of=day)
    made = (rows.row(id_, REPORT, report) for id_, report in _reports(collection, day, as_of))
    found = [
        (one["id"], one)
        for one in made
        if (not codes or one["mechanism"] in codes) and (not states or one["state"] in states)
    ]
    _emit([one for _, one in query.ordered(found, order)[:limit]], REPORTS, form)


def due(
    context: typer.Context,
    within: _Within = None,
    mechanism: Mechanisms = None,
    as_of: AsOf = None,
    fail: _Fail = False,
    format_: _Format = None,
    fields_: Fields = None,
    header: Header = None,
    db: Db = None,
) -> None:
    """List what is due and overdue, with the days late.

    State reports, follow-up, mid-term reports, the next review; overdue first, then by
    date. A report received and not examined yet is shown too.
    Exit code: 0; with --fail 6 when something shown is overdue, and it is shown all the same.

    \b
    Example:
      hrtrack due --within 1y --as-of 2012-01
    """
    form = _view(format_, fields_, header)
    if form.lists_fields:
        return output.emit_fields(DUE.known)
    codes = filters.codes(mechanism)
    day = as_of_day(as_of)
    until = date.max if within is None else deadlines.horizon(day, within)
    collection = read_records(db or context.obj)
    found: list[Deadline] = []
    if as_of is None or not before_the_record(collection, day):
        found = deadlines.open_on(collection, day, mechanisms=codes, until=until)
    if not found and form.format == "table":
        console.say("nothing that is on record is due or overdue")
    if form.format == _CALENDAR:
        from belarus_hr.formats.icalendar import calendar

        console.emit(calendar(found, day))
    else:
        _emit([row(one) for one in found], DUE, form)
    if fail and any(one.state == deadlines.OVERDUE for one in found):
        raise typer.Exit(ExitCode.OVERDUE)


def _reports(collection: Collection, day: date, as_of: str | None) -> list[Entry]:
    """Return all State reports, or those on record by the day when ``as_of`` asks for one."""
    entries = list(collection.of(REPORT).items())
    if as_of is None:
        return entries
    if before_the_record(collection, day):
        return []
    return [entry for entry in entries if deadlines.on_record(entry[1], day)]


def _emit(rows: Sequence[Row], columns: Columns, form: View) -> None:
    """Write rows in the form asked for."""
    named = None if form.fields is None else pick(form.fields, columns.known)
    if form.format == "table":
        from belarus_hr.views import tables

        screen = output.screen()
        names = named or columns.fitting(screen)
        return console.emit([tables.listing(rows, "", names, screen, chosen=True)])
    whole = form.format in ("json", "ndjson")
    names = named or (tuple(columns.known) if whole else columns.brief)
    console.emit(output.lines(rows, names, form))


def _view(format_: str | None, fields_: str | None, header: bool | None) -> View:
    """Return the form of the answer, which may be a calendar here."""
    name = None if format_ is None else words.choose("format", format_, _FORMATS)
    if name != _CALENDAR:
        return output.view(name, fields_, header)
    if fields_ not in (None, "help"):
        raise InvalidValue('format "ics": a calendar has no fields to choose; leave out --fields')
    return View(_CALENDAR, fields_, header)


def _order(sort: str) -> str:
    """Return ``sort`` when it is a field of State reports, forwards or backwards."""
    field, *others = pick(sort.removeprefix("-"), REPORTS.known)
    if others:
        raise InvalidValue(f'--sort takes one field, not "{sort}"')
    return f"-{field}" if sort.startswith("-") else field
