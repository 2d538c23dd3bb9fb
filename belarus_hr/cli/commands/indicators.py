"""``indicators``: what shows in numbers how far something is carried out."""

from typing import Annotated, Any

import typer

from belarus_hr.cli import filters, listing, output
from belarus_hr.cli.field_options import asks_for_fields
from belarus_hr.cli.option_groups import EventOptions, ListOptions
from belarus_hr.cli.options import Text
from belarus_hr.cli.session import as_of_day, note_day, read_whole
from belarus_hr.domain import query
from belarus_hr.domain.figures.indicator_values import is_measured
from belarus_hr.domain.records.kinds import INDICATOR
from belarus_hr.views.listings import of_kind
from belarus_hr.views.rows import Rows


@asks_for_fields("indicator")
def indicators(
    recommendation: Annotated[
        list[str] | None,
        typer.Option("--for", metavar="ID", help="Measures this recommendation; may be repeated."),
    ] = None,
    text: Text = None,
    *,
    options: ListOptions,
    **by_field: Any,
) -> None:
    """List indicators: latest value, from baseline to target.

    An indicator is recorded by add, its values by mark. Values are only compared along a line: of
    one scope and method, without a gap. None of them makes a recommendation implemented.

    \b
    Example:
      hrtrack indicators --as-of 2020
    """
    form = output.view(options, of_kind(INDICATOR))
    sort = listing.order(options.sort, of_kind(INDICATOR))
    day = as_of_day(options.as_of)
    collection = note_day(read_whole(options.db), options.as_of)
    table = collection.of(INDICATOR)
    by_field["recommendation"] = recommendation
    asked = filters.record_filter(EventOptions(text=text))
    asked = asked.replace(fields=filters.of_fields(INDICATOR, by_field, table.values()))
    rows = Rows(collection, as_of=day)
    entries = [
        (id_, rows.row(id_, INDICATOR, indicator))
        for id_, indicator in asked.select(collection, INDICATOR)
        if is_measured(indicator, day)
    ]
    shown = query.ordered(entries, sort, INDICATOR)[: options.limit]
    output.write(of_kind(INDICATOR), (row for _, row in shown), form)
