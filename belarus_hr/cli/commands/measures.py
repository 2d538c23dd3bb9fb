"""``measures``: what is to be done under a plan, by whom, until when, and how far it is."""

from typing import Annotated, Any

import typer

from belarus_hr.cli import filters, listing, output
from belarus_hr.cli.completion import completes
from belarus_hr.cli.field_options import asks_for_fields
from belarus_hr.cli.option_groups import EventOptions, ListOptions
from belarus_hr.cli.options import Text
from belarus_hr.cli.session import as_of_day, note_day, read_whole, window_typed
from belarus_hr.domain import query
from belarus_hr.domain.figures.measure_state import bodies_of, is_known
from belarus_hr.domain.records.kinds import MEASURE
from belarus_hr.domain.reference.vocabulary import STANDINGS
from belarus_hr.domain.text.edtf import parse
from belarus_hr.views.listings import of_kind
from belarus_hr.views.rows import Rows

_States = Annotated[
    list[str] | None,
    typer.Option(
        "--state",
        metavar="STATE",
        help=f"{', '.join(STANDINGS)}; may be repeated.",
        autocompletion=completes(STANDINGS),
    ),
]
_Body = Annotated[
    list[str] | None,
    typer.Option("--body", metavar="BODY", help="Leads or takes part; may be repeated."),
]


@asks_for_fields("measure")
def measures(
    state: _States = None,
    body: _Body = None,
    recommendation: Annotated[
        list[str] | None,
        typer.Option("--for", metavar="ID", help="Serves this recommendation; may be repeated."),
    ] = None,
    said_since: Annotated[
        str | None,
        typer.Option(
            "--said-since", metavar="DATE", help="Somebody said how far it was, not before this."
        ),
    ] = None,
    text: Text = None,
    *,
    options: ListOptions,
    **by_field: Any,
) -> None:
    """List measures of plans: responsible body, due day, progress.

    A measure is recorded by add, its progress by mark. It never makes a recommendation
    implemented: that is an assessor's verdict.

    \b
    Example:
      hrtrack measures --state overdue --sort due
    """
    form = output.view(options, of_kind(MEASURE))
    states, sort = (
        filters.chosen("state", state, STANDINGS),
        listing.order(options.sort, of_kind(MEASURE)),
    )
    day, window = as_of_day(options.as_of), window_typed(said_since, None)
    collection = note_day(read_whole(options.db), options.as_of)
    table = collection.of(MEASURE)
    bodies = filters.labels(
        "body", body, (x for m in table.values() for x in bodies_of(m)), MEASURE
    )
    asked = filters.record_filter(EventOptions(text=text))
    by_field["recommendation"] = recommendation
    asked = asked.replace(fields=filters.of_fields(MEASURE, by_field, table.values()))
    rows = Rows(collection, as_of=day)
    entries = [
        (id_, rows.row(id_, MEASURE, measure))
        for id_, measure in asked.select(collection, MEASURE)
        if is_known(collection, measure, day)
    ]
    entries = [
        (id_, row)
        for id_, row in entries
        if (not states or row["state"] in states)
        and (not bodies or bodies & set(bodies_of(row)))
        and (window is None or any(parse(e["date"]).overlaps(window) for e in row["progress"]))
    ]
    shown = query.ordered(entries, sort, MEASURE)[: options.limit]
    output.write(of_kind(MEASURE), (row for _, row in shown), form)
