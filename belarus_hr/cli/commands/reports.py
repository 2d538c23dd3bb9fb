"""``reports``: the State reports, and where each stands."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from belarus_hr.cli import filters, output
from belarus_hr.cli.completion import completes
from belarus_hr.cli.listing import ListOptions
from belarus_hr.cli.options import AsOf, Db, Fields, Format, Header, Limit, Mechanisms, Sort
from belarus_hr.cli.session import before_the_record, read_whole
from belarus_hr.domain import query
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures import deadlines, report_state
from belarus_hr.domain.records.kinds import REPORT
from belarus_hr.views.listings import REPORTS
from belarus_hr.views.rows import Rows

if TYPE_CHECKING:
    from belarus_hr.domain.records.typed import Report

_States = Annotated[
    list[str] | None,
    typer.Option(
        "--state",
        metavar="STATE",
        help=f"{', '.join(report_state.STATES)}; may be repeated.",
        autocompletion=completes(report_state.STATES),
    ),
]


def reports(
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
    options = ListOptions(
        db=db,
        as_of=as_of,
        sort=sort,
        limit=limit,
        format=format_,
        fields=fields_,
        header=header,
    )
    form = options.form
    if form.lists_fields:
        return output.write_fields(REPORTS)
    codes = filters.mechanism_codes(mechanism)
    states = filters.chosen("state", state, report_state.STATES)
    order, day = options.order("id", REPORTS), options.day
    collection = read_whole(options.db)
    rows = Rows(collection, as_of=day)
    made = (rows.row(id_, REPORT, report) for id_, report in _reports(collection, day, as_of))
    found = [
        (row["id"], row)
        for row in made
        if (not codes or row["mechanism"] in codes) and (not states or row["state"] in states)
    ]
    output.write(REPORTS, (row for _, row in query.ordered(found, order, REPORT)[:limit]), form)


def _reports(collection: Collection, day: date, as_of: str | None) -> "list[tuple[str, Report]]":
    """Return all State reports, or those on record by the day when ``as_of`` asks for one."""
    entries = list(collection.of(REPORT).items())
    if as_of is None:
        return entries
    if before_the_record(collection, day):
        return []
    return [entry for entry in entries if deadlines.is_on_record(entry[1], day)]
