"""``recs``: the recommendations that the options ask for, to one State or all."""

from typing import Annotated, Any

import typer

from belarus_hr.cli.field_options import asks_for_fields
from belarus_hr.cli.options import (
    AsOf,
    By,
    Country,
    Cycle,
    Db,
    Fields,
    Format,
    Header,
    Limit,
    Mechanisms,
    Responses,
    Sort,
    States,
    Statuses,
    Text,
    Themes,
)


@asks_for_fields("recommendation")
def recs(
    cycle: Cycle = None,
    response: Responses = None,
    status: Statuses = None,
    by: By = None,
    theme: Themes = None,
    state: States = None,
    disagree: Annotated[
        bool, typer.Option("--disagree", help="Two assessors' verdicts differ; shows them all.")
    ] = False,
    mechanism: Mechanisms = None,
    text: Text = None,
    country: Country = None,
    as_of: AsOf = None,
    sort: Sort = None,
    limit: Limit = None,
    format_: Format = None,
    fields_: Fields = None,
    header: Header = None,
    db: Db = None,
    **asked: Any,
) -> None:
    """List recommendations, responses, one assessor's verdicts.

    The verdicts are self's unless --by names another assessor.

    \b
    Example:
      hrtrack recs --response supported --status not-assessed --theme torture
    """
    # Imported now: a help page and a slip on the command line need none of it.
    from belarus_hr.cli import filters, output
    from belarus_hr.cli.listing import ListOptions
    from belarus_hr.domain import query
    from belarus_hr.domain.records.kinds import RECOMMENDATION
    from belarus_hr.domain.records.record_query import Query
    from belarus_hr.views.listings import Listing, of_kind
    from belarus_hr.views.rows import Rows, made_of

    options = ListOptions(
        db=db,
        as_of=as_of,
        sort=sort,
        limit=limit,
        format=format_,
        fields=fields_,
        header=header,
    )
    form, day, listing = options.form, options.day, of_kind(RECOMMENDATION)
    if disagree:
        listing = Listing(columns=listing.columns, brief=("id", "title", "verdicts"))
    if form.lists_fields:
        return output.write_fields(listing)
    order = options.order("id", listing)
    keys = ("id", *form.columns(listing), order.removeprefix("-"))
    if form.format == "table":
        # A wide terminal shows more columns than a narrow one.
        keys = tuple(listing.columns)
    typed = filters.RecommendationOptions(
        cycle=cycle,
        response=response,
        status=status,
        by=by,
        theme=theme,
        state=state,
        text=text,
        disagree=disagree,
        fields={**asked, "mechanism": mechanism},
    )
    filtered_by = filters.needed(typed)
    needed = None if filtered_by is None else filtered_by | made_of(keys)
    collection = options.read_about(country, Query(kind=RECOMMENDATION, fields=needed))
    wanted = filters.recommendation_filter(collection, day, typed)
    rows = Rows(collection, as_of=day, assessor=wanted.assessor, keys=keys)
    made = [
        (id_, rows.row(id_, RECOMMENDATION, record))
        for id_, record in query.recommendations(collection, wanted)
    ]
    ordered = query.ordered(made, order, RECOMMENDATION)[:limit]
    output.write(listing, (row for _, row in ordered), form)
