"""``measures``: what is to be done under a plan, by whom, until when, and how far it is."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from belarus_hr.cli import filters, listing, output
from belarus_hr.cli.completion import completes
from belarus_hr.cli.field_options import asks_for_fields
from belarus_hr.cli.option_groups import EventOptions, ListOptions
from belarus_hr.cli.options import Text
from belarus_hr.cli.session import as_of_day, window_typed
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures.measure_state import bodies_of, stands_otherwise
from belarus_hr.domain.records.kinds import MEASURE
from belarus_hr.domain.reference.vocabulary import STANDINGS
from belarus_hr.domain.text.edtf import parse
from belarus_hr.views.listings import of_kind
from belarus_hr.views.rows import Row

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
    disagree: Annotated[
        bool, typer.Option("--disagree", help="The last accounts of two speakers differ.")
    ] = False,
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
    output.view(options, of_kind(MEASURE))
    if options.sort is None:
        # Not by the due day, as other kinds by theirs: a plan has its own order.
        options.sort = "id"
    states, window = filters.chosen("state", state, STANDINGS), window_typed(said_since, None)
    asked = filters.record_filter(EventOptions(text=text))
    by_field["recommendation"] = recommendation
    day = as_of_day(options.as_of)
    left_out: set[str] = set()

    def in_state(row: Row) -> bool:
        if (
            states
            and row["state"] not in states
            and stands_otherwise(row["otherwise"], row, day) & states
        ):
            left_out.add(row["id"])
        return not states or row["state"] in states

    def kept(collection: Collection) -> Callable[[Row], bool]:
        on_record = (name for x in collection.of(MEASURE).values() for name in bodies_of(x))
        bodies = filters.labels("body", body, on_record, MEASURE)
        return lambda row: (
            (not bodies or not bodies.isdisjoint(bodies_of(row)))
            and (window is None or any(parse(e["date"]).overlaps(window) for e in row["progress"]))
            and (not disagree or bool(row["otherwise"]))
            and in_state(row)
        )

    listing.write_records(MEASURE, options, asked, by_field, until=day, kept=kept)
    listing.note_differing(left_out)
