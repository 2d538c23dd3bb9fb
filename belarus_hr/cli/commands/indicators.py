"""``indicators``: what shows in numbers how far something is carried out."""

from typing import Annotated, Any

import typer

from belarus_hr.cli import filters, listing, output
from belarus_hr.cli.field_options import asks_for_fields
from belarus_hr.cli.option_groups import EventOptions, ListOptions
from belarus_hr.cli.options import Text
from belarus_hr.cli.session import as_of_day
from belarus_hr.domain.records.kinds import INDICATOR
from belarus_hr.views.listings import of_kind


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
    output.view(options, of_kind(INDICATOR))
    asked = filters.record_filter(EventOptions(text=text))
    by_field["recommendation"] = recommendation
    until = as_of_day(options.as_of)
    listing.write_records(INDICATOR, options, asked, by_field, until=until)
