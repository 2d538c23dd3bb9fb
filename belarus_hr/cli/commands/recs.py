"""``recs``: the recommendations that the options ask for, to one State or all."""

from typing import Annotated, Any

import typer

from belarus_hr.cli.completion import completes
from belarus_hr.cli.field_options import asks_for_fields
from belarus_hr.cli.option_groups import ListOptions, RecommendationOptions
from belarus_hr.cli.options import Country, Mechanisms
from belarus_hr.domain.reference.vocabulary import STANDINGS

_NO_MEASURE = "none"


@asks_for_fields("recommendation")
def recs(
    recommendations: RecommendationOptions,
    disagree: Annotated[
        bool, typer.Option("--disagree", help="Two assessors' verdicts differ; shows them all.")
    ] = False,
    served: Annotated[
        list[str] | None,
        typer.Option(
            "--served",
            metavar="STATE",
            help=f"Served by a measure that is {', '.join(STANDINGS)}; none: by no measure; "
            "may be repeated.",
            autocompletion=completes((*STANDINGS, _NO_MEASURE)),
        ),
    ] = None,
    mechanism: Mechanisms = None,
    country: Country = None,
    *,
    options: ListOptions,
    **by_field: Any,
) -> None:
    """List recommendations, responses, one assessor's verdicts.

    The verdicts are self's unless --by names another assessor.

    \b
    Example:
      hrtrack recs --response supported --status not-assessed --theme torture
    """
    # Imported now: a help page and a slip on the command line need none of it.
    from belarus_hr.cli import filters, output
    from belarus_hr.cli.listing import note_differing, note_whose, order
    from belarus_hr.cli.session import about, as_of_day, note_day, read_whole
    from belarus_hr.domain import query
    from belarus_hr.domain.figures import measure_state
    from belarus_hr.domain.records.kind import Query
    from belarus_hr.domain.records.kinds import RECOMMENDATION
    from belarus_hr.views.listings import Listing, of_kind
    from belarus_hr.views.rows import Rows, made_of

    states = filters.chosen("state of measures", served, (*STANDINGS, _NO_MEASURE))
    form, day, listing = output.view(options), as_of_day(options.as_of), of_kind(RECOMMENDATION)
    if disagree:
        listing = Listing(columns=listing.columns, brief=("id", "title", "verdicts"), titled=True)
    output.answer_help(form, listing)
    sort = order(options.sort, listing)
    keys = ("id", *form.columns(listing), sort.removeprefix("-"))
    if form.format == "table":
        # A wide terminal shows more columns than a narrow one.
        keys = tuple(listing.columns)
    by_field["mechanism"] = mechanism
    filtered_by = filters.needed(recommendations, by_field)
    needed = None if filtered_by is None else filtered_by | made_of(keys)
    collection = about(read_whole(options.db), country, Query(kind=RECOMMENDATION, fields=needed))
    note_day(collection, options.as_of)
    narrowed = filters.recommendation_filter(collection, day, recommendations, by_field)
    if narrowed.statuses and recommendations.by is None:
        note_whose(collection, day)
    narrowed = narrowed.replace(disagree=disagree)
    serving = measure_state.serving(collection, day) if states else {}

    def served_by(id_: str) -> set[str]:
        return {measure.stands for measure in serving.get(id_, ())} or {_NO_MEASURE}

    rows = Rows(collection, as_of=day, assessor=narrowed.assessor, keys=keys)
    entries = [
        (id_, rows.row(id_, RECOMMENDATION, record)) for id_, record in narrowed.select(collection)
    ]
    if states:
        measures = (measure for id_, _ in entries for measure in serving.get(id_, ()))
        note_differing({m.id for m in measures if m.told(day) & states and m.standing.otherwise})
        entries = [entry for entry in entries if served_by(entry[0]) & states]
    shown = query.ordered(entries, sort, RECOMMENDATION)[: options.limit]
    output.write(listing, (row for _, row in shown), form)
