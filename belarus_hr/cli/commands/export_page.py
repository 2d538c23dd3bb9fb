"""``export --format html``: a page to look at, to send and to print."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from belarus_hr.cli.commands.export_records import ExportOptions
from belarus_hr.cli.fact_sheet_absent import why_no_item
from belarus_hr.cli.filters import recommendation_filter, record_filter
from belarus_hr.cli.option_groups import RecommendationOptions
from belarus_hr.cli.output_file import Destination
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.kinds import RECOMMENDATION
from belarus_hr.domain.reference.states import BELARUS, canonical

if TYPE_CHECKING:
    from belarus_hr.formats.page.contents import PageQuestion


def write_page_file(
    collection: Collection, day: date, typed: ExportOptions, to: Destination, *, public: bool
) -> None:
    """Write the page of what is asked for, and say so on a terminal."""
    from belarus_hr.formats.page import contents, write_page

    page = contents.gather(collection, _question(collection, day, typed, public=public))
    to.write([write_page.write_page(page)])
    to.told(f"a page with {len(page.rows):,} of {page.total:,} recommendations")


def _question(
    collection: Collection, day: date, typed: ExportOptions, *, public: bool
) -> PageQuestion:
    """Return what the options ask of a page. Raises InvalidValue for those it cannot answer."""
    from belarus_hr.formats.page.contents import THEMES, PageQuestion

    if typed.what:
        raise InvalidValue("a page holds every kind of record: leave out --what")
    fields = {name: value for name, value in typed.fields.items() if value}
    of_recommendations = {
        name: value for name, value in fields.items() if name in RECOMMENDATION.filters
    }
    for name in fields.keys() - RECOMMENDATION.filters.keys():
        raise InvalidValue(f"--{name} narrows no part of a page: leave it out")
    options = typed.recommendations
    by = collection.assessor(options.by, claiming=True)
    if not options.status:
        # Somebody who has made claims alone may be meant, too.
        options = RecommendationOptions(**{**options.typed(), "by": None})
    asked = recommendation_filter(collection, day, options, of_recommendations)
    return PageQuestion(
        state=_state(collection, typed.country),
        method=typed.figures.method(day),
        recommendations=asked,
        events=record_filter(typed.events),
        assessors=typed.assessors(collection) or ((by,) if by else ()),
        group_by=typed.figures.groupings or THEMES,
        with_index=typed.figures.with_index,
        narrowing=_narrowing(typed),
        without_items=why_no_item(collection, day),
        public=public,
    )


def _state(collection: Collection, typed: str | None) -> str:
    """Return the name of the State that the records concern, as the headings say it."""
    if typed is None or canonical(typed) == BELARUS:
        return BELARUS
    if typed.strip().casefold() == "all":
        return "All States"
    return next((state for state in collection.countries() if state != BELARUS), typed)


def _narrowing(typed: ExportOptions) -> tuple[str, ...]:
    """Return the options that narrow the page, in words: ``cycle 1``, ``theme torture``."""
    options: dict[str, object] = {
        **typed.events.typed(),
        **typed.recommendations.typed(),
        **{name: value for name, value in typed.fields.items() if value},
        **({"assessor": typed.assessor} if typed.assessor else {}),
    }
    return tuple(
        f"{name} {', '.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in options.items()
    )
