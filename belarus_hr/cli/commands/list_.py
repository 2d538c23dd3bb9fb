"""``list``: the events that the options ask for."""

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


def list_(
    mechanism: Mechanisms = None,
    kind: Kinds = None,
    since: Since = None,
    until: Until = None,
    text: Text = None,
    tag: Tags = None,
    as_of: AsOf = None,
    sort: Sort = None,
    limit: Limit = None,
    format_: Format = None,
    fields_: Fields = None,
    header: Header = None,
    db: Db = None,
) -> None:
    """List events: visits, reports, reviews, resolutions.

    \b
    Example:
      hrtrack list --mechanism CAT --since 2009 --until 2011
    """
    # Imported now: a help page and a slip on the command line need none of it.
    from datetime import date

    from belarus_hr.cli import filters, output
    from belarus_hr.cli.listing import ListOptions
    from belarus_hr.domain import query
    from belarus_hr.domain.records.kinds import EVENT
    from belarus_hr.domain.text import edtf
    from belarus_hr.views.listings import of_kind
    from belarus_hr.views.rows import Rows

    options = ListOptions(
        db=db,
        as_of=as_of,
        sort=sort,
        limit=limit,
        format=format_,
        fields=fields_,
        header=header,
    )
    form, day, listing = options.form, options.day, of_kind(EVENT)
    if form.lists_fields:
        return output.write_fields(listing)
    wanted = filters.event_filter(filters.NarrowedEvents(mechanism, kind, since, until, tag, text))
    order = options.order("date", listing)
    collection = options.read()
    known_by = day if as_of else date.max
    events = [
        entry
        for entry in query.events(collection, wanted)
        if edtf.parse(entry[1]["date"]).first <= known_by
    ]
    rows = Rows(collection, as_of=day)
    entries = query.ordered(events, order)[:limit]
    output.write(listing, (rows.row(id_, EVENT, event) for id_, event in entries), form)
