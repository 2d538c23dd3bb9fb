"""``due``: what is due and overdue as of a day, also as a calendar."""

from datetime import date
from typing import Annotated

import typer

from belarus_hr.cli import console, filters, output
from belarus_hr.cli.option_groups import CitingOptions
from belarus_hr.cli.options import CALENDAR, AsOf, CalendarFormat, Mechanisms
from belarus_hr.cli.session import as_of_day, read_records, require, say_if_before_all, store_meant
from belarus_hr.domain.errors import ExitCode, InvalidValue
from belarus_hr.domain.figures import deadlines
from belarus_hr.domain.figures.deadlines import Deadline
from belarus_hr.domain.reference.vocabulary import OVERDUE
from belarus_hr.views.listings import DUE

_Within = Annotated[
    str | None,
    typer.Option(
        "--within", metavar="TIME", help="Leave out what falls due later: 90d, 12w, 3m, 1y."
    ),
]
_Fail = Annotated[
    bool, typer.Option("--fail", help=f"Exit with {ExitCode.OVERDUE} when something is overdue.")
]


class _DueOptions(CitingOptions):
    format: CalendarFormat = None


def due(
    within: _Within = None,
    mechanism: Mechanisms = None,
    as_of: AsOf = None,
    fail: _Fail = False,
    *,
    options: _DueOptions,
) -> None:
    """List what is due and overdue, with the days late.

    State reports, follow-up, mid-term reports, the next review; overdue first, then by
    date. A report received and not examined yet is shown too.
    Exit code: 0; with --fail 6 when something shown is overdue, and it is shown all the same.

    \b
    Example:
      hrtrack due --within 1y --as-of 2012-01
    """
    form = output.view(options, DUE, also=(CALENDAR,))
    codes = filters.mechanism_codes(mechanism)
    day = as_of_day(as_of)
    until = date.max if within is None else _horizon(day, within)
    if fail:
        require(store_meant(options.db), "what is due there is not known")
    collection = read_records(options.db)
    open_deadlines: list[Deadline] = []
    if as_of is None or not say_if_before_all(collection, day):
        open_deadlines = deadlines.open_on(collection, day, mechanisms=codes, until=until)
        if not open_deadlines:
            console.say("nothing that is on record is due or overdue")
        if not open_deadlines or form.format == "table":
            _say_what_is_not_known(deadlines.without_next_date(collection, day, codes))
    if form.format == CALENDAR:
        from belarus_hr.formats.icalendar import calendar

        console.emit(calendar(open_deadlines, day))
    else:
        output.write(DUE, [deadline._asdict() for deadline in open_deadlines], form, nothing="")
    if fail and any(deadline.state == OVERDUE for deadline in open_deadlines):
        raise typer.Exit(ExitCode.OVERDUE)


def _say_what_is_not_known(mechanisms: list[str]) -> None:
    """Say on standard error of which mechanisms no next date is on record."""
    if mechanisms:
        console.say(f"no next date is on record for {', '.join(mechanisms)}: it may be due")


def _horizon(day: date, within: str) -> date:
    """Return the last day that ``--within`` looks at."""
    try:
        return deadlines.horizon(day, within)
    except InvalidValue as error:
        raise InvalidValue(f"--within {error}") from None
