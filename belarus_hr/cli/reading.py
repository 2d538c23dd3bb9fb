"""Commands that read: ``list``, ``recs``, ``claims``, ``show``, ``status``. They change nothing.

What they do stands elsewhere, and is loaded when there is something to do: a slip on
the command line and a help page need none of it.
"""

from typing import Annotated

import typer

from belarus_hr.cli.options import (
    AsOf,
    By,
    Country,
    Cycle,
    Db,
    Fields,
    Format,
    Header,
    Ids,
    Kinds,
    Limit,
    Mechanisms,
    Responses,
    Since,
    Sort,
    States,
    Statuses,
    Tags,
    Text,
    Themes,
    Until,
    complete_mechanism,
)


def list_(
    context: typer.Context,
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
    from belarus_hr.cli import filters, listing

    how = listing.How(db or context.obj, as_of, sort, limit, format_, fields_, header)
    listing.events(filters.NarrowedEvents(mechanism, kind, since, until, tag, text), how)


def recs(
    context: typer.Context,
    cycle: Cycle = None,
    response: Responses = None,
    status: Statuses = None,
    by: By = None,
    theme: Themes = None,
    state: States = None,
    disagree: Annotated[
        bool, typer.Option("--disagree", help="Two assessors' verdicts differ; shows them all.")
    ] = False,
    text: Text = None,
    country: Country = None,
    as_of: AsOf = None,
    sort: Sort = None,
    limit: Limit = None,
    format_: Format = None,
    fields_: Fields = None,
    header: Header = None,
    db: Db = None,
) -> None:
    """List recommendations, responses, one assessor's verdicts.

    The verdicts are self's unless --by names another assessor.

    \b
    Example:
      hrtrack recs --response supported --status not-assessed --theme torture
    """
    from belarus_hr.cli import filters, listing

    how = listing.How(db or context.obj, as_of, sort, limit, format_, fields_, header)
    narrowed = filters.Narrowed(cycle, response, status, by, theme, state, text, disagree)
    listing.recommendations(narrowed, country, how)


def claims(
    context: typer.Context,
    cycle: Cycle = None,
    by: By = None,
    mechanism: Mechanisms = None,
    text: Text = None,
    as_of: AsOf = None,
    sort: Sort = None,
    limit: Limit = None,
    format_: Format = None,
    fields_: Fields = None,
    header: Header = None,
    db: Db = None,
) -> None:
    """List claims: what is said of many recommendations at once.

    \b
    Example:
      hrtrack claims --cycle 3 --by civil-society
    """
    from belarus_hr.cli import listing

    how = listing.How(db or context.obj, as_of, sort, limit, format_, fields_, header)
    listing.claims(listing.NarrowedClaims(cycle, by, mechanism, text), how)


def show(
    context: typer.Context,
    ids: Ids = None,
    as_of: AsOf = None,
    format_: Format = None,
    fields_: Fields = None,
    header: Header = None,
    db: Db = None,
) -> None:
    """Show all there is on records.

    Sources, disputes, history, verdicts.

    \b
    Example:
      hrtrack show 98.27 cat-2009-12-report
    """
    from belarus_hr.cli import listing

    how = listing.How(db or context.obj, as_of, None, None, format_, fields_, header)
    listing.shown(ids, how)


def status(
    context: typer.Context,
    of: Annotated[
        str | None,
        typer.Argument(
            metavar="[upr|treaty-bodies|CODE]",
            help="A mechanism or a family; all of them when left out.",
            autocompletion=complete_mechanism,
        ),
    ] = None,
    cycle: Cycle = None,
    by: By = None,
    country: Country = None,
    as_of: AsOf = None,
    group_by: Annotated[
        list[str] | None,
        typer.Option(
            "--group-by",
            metavar="MARK",
            help="theme, state, region, response, action, group, assessor, mechanism or year; "
            "two of them make a cross table.",
        ),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            metavar="NAME",
            help="What shares are of: supported, all, assessed, noted, supported-at-review.",
        ),
    ] = None,
    count: Annotated[
        str | None,
        typer.Option("--count", metavar="UNIT", help="paragraphs, or items as UPR Info counts."),
    ] = None,
    index: Annotated[
        str | None,
        typer.Option("--index", metavar="NAME", help="upr-info: its mid-term index besides."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="What changed after this day …"),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="… up to this one, and through what."),
    ] = None,
    format_: Format = None,
    fields_: Fields = None,
    header: Header = None,
    db: Db = None,
) -> None:
    """Say how much is carried out, according to whom.

    The claims stand beside the record.

    \b
    Example:
      hrtrack status upr
    """
    from belarus_hr.cli import standing

    how = standing.How(db or context.obj, country, format_, fields_, header)
    asked = standing.Asked(cycle, by, group_by, base, count, index, since, until, as_of)
    standing.status(of, asked, how)
