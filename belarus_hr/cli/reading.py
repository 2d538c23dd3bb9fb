"""Commands that read: ``list``, ``recs``, ``show``, ``status``. They create and change nothing."""

from datetime import date
from typing import Annotated

import typer

from belarus_hr.cli import filters, output
from belarus_hr.cli.context import as_of_day, before_the_record, ids_given, read_records, read_whole
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
from belarus_hr.domain import dates, mechanisms, select, words
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records import CLAIM, EVENT, RECOMMENDATION, Kind
from belarus_hr.views.rows import Rows, fields, made_of, pick


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
    form = output.view(format_, fields_, header)
    if form.lists_fields:
        return output.emit_fields(fields(EVENT))
    typed = filters.NarrowedEvents(mechanism, kind, since, until, tag, text)
    asked = filters.event_filter(typed)
    order = _order(sort or "date", EVENT)
    day = as_of_day(as_of)
    collection = read_whole(db or context.obj)
    if as_of is not None:
        before_the_record(collection, day)
    known_by = day if as_of else date.max
    found = [
        entry
        for entry in select.events(collection, asked)
        if dates.parse(entry[1]["date"]).first <= known_by
    ]
    rows = Rows(collection, as_of=day)
    entries = select.ordered(found, order)[:limit]
    output.emit_records((rows.row(id_, EVENT, event) for id_, event in entries), EVENT, form)


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
    form = output.view(format_, fields_, header)
    if form.lists_fields:
        return output.emit_fields(fields(RECOMMENDATION))
    order = _order(sort or "id", RECOMMENDATION)
    day = as_of_day(as_of)
    narrowed = filters.Narrowed(cycle, response, status, by, theme, state, text, disagree)
    brief = ("id", "title", "verdicts") if disagree else ()
    needed = filters.needed(narrowed)
    if needed is not None:
        shown = output.shown_fields(RECOMMENDATION, form, brief)
        needed |= made_of((*shown, order.removeprefix("-")))
    collection = read_records(db or context.obj, country, needed)
    if as_of is not None:
        before_the_record(collection, day)
    asked = filters.recommendation_filter(collection, day, narrowed)
    rows = Rows(collection, as_of=day, assessor=asked.assessor)
    found = select.recommendations(collection, asked)
    made = [(id_, rows.row(id_, RECOMMENDATION, record)) for id_, record in found]
    ordered = select.ordered(made, order)[:limit]
    output.emit_records((row for _, row in ordered), RECOMMENDATION, form, brief=brief)


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
    form = output.view(format_, fields_, header)
    if form.lists_fields:
        return output.emit_fields(fields(CLAIM))
    order = _order(sort or "date", CLAIM)
    codes = filters.codes(mechanism)
    day = as_of_day(as_of)
    collection = read_whole(db or context.obj)
    if as_of is not None:
        before_the_record(collection, day)
    who = None if by is None else by.strip().casefold()
    known = {claim["by"] for claim in collection.of(CLAIM).values()}
    if who is not None and who not in known:
        raise words.unknown("claimant", by, sorted(known))
    number, said = collection.cycle(cycle), filters.folded_words(text)
    found = [
        (id_, claim)
        for id_, claim in collection.of(CLAIM).items()
        if dates.parse(claim["date"]).first <= day
        and number in (None, claim.get("cycle"))
        and who in (None, claim["by"])
        and (not codes or claim["mechanism"] in codes)
        and select.says(said, id_, claim)
    ]
    rows = Rows(collection, as_of=day)
    entries = select.ordered(found, order)[:limit]
    output.emit_records((rows.row(id_, CLAIM, claim) for id_, claim in entries), CLAIM, form)


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
    form = output.view(format_, fields_, header)
    day = as_of_day(as_of)
    collection = read_whole(db or context.obj)
    if as_of is not None:
        before_the_record(collection, day)
    found = collection.find_all(ids_given(ids))
    rows = Rows(collection, as_of=day)
    histories = {one.id: collection.history(one.id, day) for one in found}
    output.emit_shown(found, rows, histories, form)


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

    form = output.view(format_, fields_, header)
    asked = standing.Asked(cycle, by, group_by, base, count, index, since, until, as_of)
    of_upr = asked != standing.Asked(as_of=as_of)
    codes = mechanisms.codes(of or "UPR") if of or of_upr else tuple(mechanisms.MECHANISMS)
    day = as_of_day(as_of)
    collection = read_records(db or context.obj, country, standing.needed(asked))
    if as_of is not None:
        before_the_record(collection, day)
    if codes == ("UPR",):
        standing.upr(collection, day, asked, form)
    else:
        if of_upr:
            raise InvalidValue(
                f'--cycle, --by, --base and the like ask about the UPR, not about "{of}"'
            )
        standing.mechanisms_(collection, codes, day, form)


def _order(sort: str, kind: Kind) -> str:
    """Return ``sort`` when it is a field of the kind, forwards or backwards."""
    backwards, name = sort.startswith("-"), sort.removeprefix("-")
    field, *others = pick(name, fields(kind))
    if others:
        raise InvalidValue(f'--sort takes one field, not "{sort}"')
    return f"-{field}" if backwards else field
