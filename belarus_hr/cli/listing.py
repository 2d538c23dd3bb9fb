"""What the commands that list records do alike: read them as of a day, order and write them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Set
from datetime import date

from belarus_hr.cli import console, filters, output
from belarus_hr.cli.filters import FieldOptions
from belarus_hr.cli.option_groups import ListOptions
from belarus_hr.cli.options import CALENDAR
from belarus_hr.cli.session import as_of_day, note_day, read_whole
from belarus_hr.domain import query
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.figures.known import is_known_on
from belarus_hr.domain.query import RecordFilter
from belarus_hr.domain.records.kinds import Kind
from belarus_hr.domain.reference.vocabulary import SELF
from belarus_hr.domain.text.words import natural, number_of
from belarus_hr.views.listings import Listing, of_kind
from belarus_hr.views.rows import Row, Rows

#: What lists the measures of which accounts differ.
LISTS_DIFFERING = "hrtrack measures --disagree"
#: So many measures are named of which accounts differ.
_NAMED = 6


def order(sort: str | None, listing: Listing, default: str = "id") -> str:
    """Return the column to sort by, ``-field`` backwards. Raises InvalidValue for no column."""
    if sort is None:
        return default
    field, *others = output.pick(sort.removeprefix("-"), listing.columns)
    if others:
        raise InvalidValue(f'--sort takes one field, not "{sort}"')
    return f"-{field}" if sort.startswith("-") else field


def calendars(kind: Kind) -> tuple[str, ...]:
    """Return the calendar as a format of the kinds whose records have a day."""
    return (CALENDAR,) if kind.main_date else ()


def note_whose(collection: Collection, day: date) -> None:
    """Say on a terminal that the verdicts asked for are self's, where others have spoken too."""
    others = [name for name in collection.verdicts.assessors_by(day) if name != SELF]
    if others and console.is_terminal(sys.stderr):
        console.say(f"these are your verdicts; --by names another assessor: {', '.join(others)}")


def note_differing(measures: Set[str]) -> None:
    """Say that a state asked for depends on whose account of these measures one takes."""
    if measures:
        named = ", ".join(sorted(measures, key=natural)[:_NAMED])
        more = ", …" if len(measures) > _NAMED else ""
        of = number_of(len(measures), "measure")
        console.say(f"last accounts of {of} differ: {named}{more}; {LISTS_DIFFERING}")


def write_records(
    kind: Kind,
    options: ListOptions,
    asked: RecordFilter,
    fields: FieldOptions,
    *,
    until: date,
    kept: Callable[[Collection], Callable[[Row], bool]] = lambda _: lambda _: True,
) -> None:
    """Write the records of a kind that the filters ask for and that were there by ``until``.

    ``fields`` are the options made of fields; ``kept`` gives what tells by the row of a record
    whether it is written, where that depends on what else is on record.
    """
    listing = of_kind(kind)
    form = output.view(options, listing, also=calendars(kind))
    sort = order(options.sort, listing, kind.main_date.name if kind.main_date else "id")
    collection = note_day(read_whole(options.db), options.as_of)
    by_fields = filters.of_fields(kind, fields, collection.of(kind).values())
    narrowed = asked.replace(fields=by_fields)
    rows, keeps = Rows(collection, as_of=as_of_day(options.as_of)), kept(collection)
    made = (
        (id_, rows.row(id_, kind, record))
        for id_, record in narrowed.select(collection, kind)
        if is_known_on(collection, kind, record, until)
    )
    entries = query.ordered([entry for entry in made if keeps(entry[1])], sort, kind)
    written = (row for _, row in entries[: options.limit])
    if form.format == CALENDAR and kind.main_date:
        from belarus_hr.formats.icalendar import calendar_of_rows

        day = as_of_day(options.as_of)
        console.emit(calendar_of_rows(written, kind.main_date.name, day))
    else:
        output.write(listing, written, form)
