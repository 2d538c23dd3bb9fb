"""``reports``: the State reports, and where each stands."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from belarus_hr.cli import filters, output
from belarus_hr.cli.completion import completes
from belarus_hr.cli.listing import order
from belarus_hr.cli.option_groups import ListOptions
from belarus_hr.cli.options import Mechanisms
from belarus_hr.cli.session import as_of_day, read_whole, say_if_before_all
from belarus_hr.domain import query
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures import deadlines, report_state
from belarus_hr.domain.records.kinds import REPORT
from belarus_hr.views.listings import REPORTS
from belarus_hr.views.rows import Rows

if TYPE_CHECKING:
    from belarus_hr.record_types import Report

_States = Annotated[
    list[str] | None,
    typer.Option(
        "--state",
        metavar="STATE",
        help=f"{', '.join(report_state.STATES)}; may be repeated.",
        autocompletion=completes(report_state.STATES),
    ),
]


def reports(mechanism: Mechanisms = None, state: _States = None, *, options: ListOptions) -> None:
    """List State reports: due, received, examined, and their state.

    \b
    Example:
      hrtrack reports --mechanism treaty-bodies --state overdue
    """
    form = output.view(options, REPORTS)
    codes = filters.mechanism_codes(mechanism)
    states = filters.chosen("state", state, report_state.STATES)
    sort, day = order(options.sort, REPORTS), as_of_day(options.as_of)
    collection = read_whole(options.db)
    rows = Rows(collection, as_of=day)
    reports_ = _reports(collection, day, options.as_of)
    entries = [
        (id_, row)
        for id_, row in ((id_, rows.row(id_, REPORT, report)) for id_, report in reports_)
        if (not codes or row["mechanism"] in codes) and (not states or row["state"] in states)
    ]
    shown = query.ordered(entries, sort, REPORT)[: options.limit]
    output.write(REPORTS, (row for _, row in shown), form)


def _reports(collection: Collection, day: date, as_of: str | None) -> "list[tuple[str, Report]]":
    """Return all State reports, or those on record by the day when ``as_of`` asks for one."""
    entries = list(collection.of(REPORT).items())
    if as_of is None:
        return entries
    if say_if_before_all(collection, day):
        return []
    return [entry for entry in entries if deadlines.is_on_record(entry[1], day)]
