"""``list``: the events that the options ask for."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from belarus_hr.cli.completion import completes
from belarus_hr.cli.field_options import asks_for_fields
from belarus_hr.cli.option_groups import CalendarOptions, EventOptions
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.kinds import BY_NAME, EVENT, Kind

#: Kinds that no command of their own lists; events first.
LISTED = tuple(name for name in BY_NAME if name not in ("recommendation", "claim", "report"))
_Record = Annotated[
    str | None,
    typer.Option(
        "--record",
        metavar="KIND",
        help=f"{', '.join(LISTED)}.  [default: event]",
        autocompletion=completes(LISTED),
    ),
]


@asks_for_fields(*LISTED)
def list_(
    events: EventOptions, record: _Record = None, *, options: CalendarOptions, **by_field: Any
) -> None:
    """List events: visits, reports, reviews, resolutions.

    --record names another kind of record, with the filters that it has.

    \b
    Example:
      hrtrack list --mechanism CAT --since 2009 --until 2011
      hrtrack list --kind visit --format ics
    """
    # Imported now: a help page and a slip on the command line need none of it.
    from datetime import date

    from belarus_hr.cli import filters, listing, output
    from belarus_hr.cli.session import as_of_day
    from belarus_hr.domain.text.words import choose
    from belarus_hr.views.listings import of_kind

    kind = BY_NAME[choose("kind of record", record or EVENT.name, LISTED)]
    output.view(options, of_kind(kind), also=listing.calendars(kind))
    _refuse(kind, {**events.typed(), **by_field})
    until = date.max if options.as_of is None else as_of_day(options.as_of)
    listing.write_records(kind, options, filters.record_filter(events), by_field, until=until)


def _refuse(kind: Kind, typed: Mapping[str, object]) -> None:
    """Raise InvalidValue for an option that asks about a field that the kind has not."""
    options = {"text", *kind.filters, *(("since", "until") if kind.main_date else ())}
    for option, value in typed.items():
        if value and option not in options:
            raise InvalidValue(f"--{option} cannot be asked about {kind.table}: leave it out")
