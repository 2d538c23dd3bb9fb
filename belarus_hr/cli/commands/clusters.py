"""``clusters``: recommendations of several bodies and cycles that are of one matter."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from belarus_hr.cli.field_options import asks_for_fields
from belarus_hr.cli.option_groups import ListOptions
from belarus_hr.cli.options import Country, Text

if TYPE_CHECKING:
    from belarus_hr.cli.output import View


@asks_for_fields("cluster")
def clusters(
    suggest: Annotated[
        bool,
        typer.Option("--suggest", help="What may be of one matter, and why; ties nothing."),
    ] = False,
    country: Country = None,
    text: Text = None,
    *,
    options: ListOptions,
    **by_field: Any,
) -> None:
    """List clusters: one matter across bodies and cycles.

    show CLUSTER tells what became of the matter. add ties recommendations into one:
    hrtrack add "Death penalty" --record cluster --set "members=97.5; ccpr-11"

    \b
    Example:
      hrtrack clusters --suggest
    """
    # Imported now: a help page and a slip on the command line need none of it.
    from belarus_hr.cli import filters, listing, output
    from belarus_hr.cli.option_groups import EventOptions
    from belarus_hr.cli.session import as_of_day
    from belarus_hr.domain.errors import InvalidValue
    from belarus_hr.domain.records.kinds import CLUSTER
    from belarus_hr.views.listings import PROPOSALS, of_kind

    if suggest:
        if text or any(by_field.values()) or options.sort or options.as_of:
            raise InvalidValue("--suggest looks at all recommendations: it takes --country alone")
        return _suggest(country, options, output.view(options, PROPOSALS))
    if country is not None:
        raise InvalidValue("--country is for --suggest; clusters tie recommendations of any State")
    output.view(options, of_kind(CLUSTER))
    asked = filters.record_filter(EventOptions(text=text))
    until = as_of_day(options.as_of)
    listing.write_records(CLUSTER, options, asked, by_field, until=until)


def _suggest(country: str | None, options: ListOptions, form: "View") -> None:
    from belarus_hr.cli import output
    from belarus_hr.cli.session import read_records
    from belarus_hr.domain.figures.same_matter import proposals
    from belarus_hr.domain.records.kinds import CLUSTER, RECOMMENDATION
    from belarus_hr.views.listings import PROPOSALS

    collection = read_records(options.db, country)
    tied = [cluster["members"] for cluster in collection.of(CLUSTER).values()]
    recommendations = collection.of(RECOMMENDATION)
    proposed = proposals(recommendations, tied)[: options.limit]
    rows = ({**p._asdict(), "members": list(p.members)} for p in proposed)
    nothing = "no recommendations of two documents seem to be of one matter"
    output.write(PROPOSALS, rows, form, nothing=nothing)
