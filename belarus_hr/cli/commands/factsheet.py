"""``factsheet``: the Government's fact sheet beside the record, item by item."""

from typing import Annotated

import typer

from belarus_hr.cli.completion import completes, of_records, sheet_items
from belarus_hr.cli.option_groups import CitingOptions
from belarus_hr.cli.options import AsOf
from belarus_hr.domain.reference.vocabulary import AGREEMENTS

_Items = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ITEM...",
        help="Items such as 6a; 6 is all of 6a, 6b, …",
        autocompletion=of_records(sheet_items),
    ),
]
_Agreement = Annotated[
    list[str] | None,
    typer.Option(
        "--agreement",
        metavar="WORD",
        help=f"{', '.join(AGREEMENTS)}; may be repeated.",
        autocompletion=completes(AGREEMENTS),
    ),
]


def factsheet(
    item: _Items = None,
    agreement: _Agreement = None,
    as_of: AsOf = None,
    *,
    options: CitingOptions,
) -> None:
    """Set the Government's fact sheet beside the record.

    What the sheet says, what the record shows, and how they agree: borne out by other
    sources; differs in part or detail; cannot be checked, since only the Government says it;
    contradicted by a better source. With items named, all there is on each.

    \b
    Example:
      hrtrack factsheet 6a
    """
    # Imported now: a help page and a slip on the command line need none of it.
    from belarus_hr.cli import console, filters, output
    from belarus_hr.cli.fact_sheet_absent import why_no_item
    from belarus_hr.cli.session import as_of_day, read_records
    from belarus_hr.domain.figures import fact_sheet
    from belarus_hr.views.fact_sheet_rows import fact_sheet_rows
    from belarus_hr.views.listings import FACT_SHEET
    from belarus_hr.views.names import assessor_name
    from belarus_hr.views.screen import Screen

    form = output.view(options, FACT_SHEET, page=True)
    agreements = filters.chosen("agreement", agreement, AGREEMENTS)
    day = as_of_day(as_of)
    collection = read_records(options.db)
    for_people = form.format == "table"
    items = fact_sheet.compare(collection, day, assessor_name if for_people else str)
    if not items:
        console.say(why_no_item(collection, day))
    elif item:
        items = fact_sheet.asked_for(items, item)
    shown = [item_ for item_ in items if not agreements or item_.agreement in agreements]
    if items and not shown:
        console.say(f"no item agrees so: {', '.join(sorted(agreements))}")

    def page(screen: Screen) -> str:
        from belarus_hr.views import fact_sheet_page

        if item:
            return fact_sheet_page.in_full(shown, screen)
        return fact_sheet_page.overview(shown, day, screen)

    output.write(
        FACT_SHEET, fact_sheet_rows(shown), form, page=page if shown else lambda _: "", nothing=""
    )
