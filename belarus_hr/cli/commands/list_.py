"""``list``: the events that the options ask for."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from belarus_hr.cli.completion import completes
from belarus_hr.cli.field_options import asks_for_fields
from belarus_hr.cli.options import (
    AsOf,
    Db,
    Fields,
    Format,
    Header,
    Kinds,
    Limit,
    Mechanisms,
    Since,
    Sort,
    Tags,
    Text,
    Until,
)
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
    mechanism: Mechanisms = None,
    kind: Kinds = None,
    since: Since = None,
    until: Until = None,
    text: Text = None,
    tag: Tags = None,
    record: _Record = None,
    as_of: AsOf = None,
    sort: Sort = None,
    limit: Limit = None,
    format_: Format = None,
    fields_: Fields = None,
    header: Header = None,
    db: Db = None,
    **asked: Any,
) -> None:
    """List events: visits, reports, reviews, resolutions.

    --record names another kind of record, with the filters that it has.

    \b
    Example:
      hrtrack list --mechanism CAT --since 2009 --until 2011
    """
    # Imported now: a help page and a slip on the command line need none of it.
    from datetime import date

    from belarus_hr.cli import filters, output
    from belarus_hr.cli.listing import ListOptions
    from belarus_hr.domain import query
    from belarus_hr.domain.text.words import choose
    from belarus_hr.views.listings import of_kind
    from belarus_hr.views.rows import Rows

    listed = BY_NAME[choose("kind of record", record or EVENT.name, LISTED)]
    options = ListOptions(
        db=db,
        as_of=as_of,
        sort=sort,
        limit=limit,
        format=format_,
        fields=fields_,
        header=header,
    )
    form, day, listing = options.form, options.day, of_kind(listed)
    if form.lists_fields:
        return output.write_fields(listing)
    typed = filters.EventOptions(
        mechanism=mechanism, kind=kind, since=since, until=until, tag=tag, text=text
    )
    _refuse(listed, {**typed._asdict(), **asked})
    wanted = filters.event_filter(typed)
    order = options.order(listed.main_date.name if listed.main_date else "id", listing)
    collection = options.read()
    by_fields = filters.of_fields(listed, asked, collection.of(listed).values())
    known_by = day if as_of else date.max
    events = [
        entry
        for entry in query.events(collection, wanted._replace(fields=by_fields), listed)
        if query.known_by(listed, entry[1], known_by)
    ]
    rows = Rows(collection, as_of=day)
    entries = query.ordered(events, order, listed)[:limit]
    output.write(listing, (rows.row(id_, listed, event) for id_, event in entries), form)


def _refuse(kind: Kind, typed: Mapping[str, object]) -> None:
    """Raise InvalidValue for an option that was given and asks for what the kind has not."""
    known = {"text", *kind.filters, *(("since", "until") if kind.main_date else ())}
    for option, value in typed.items():
        if value and option not in known:
            raise InvalidValue(f"--{option} cannot be asked about {kind.table}: leave it out")
