"""What ``list``, ``recs``, ``claims`` and ``show`` are asked alike."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from belarus_hr.cli import output
from belarus_hr.cli.output import View
from belarus_hr.cli.session import about, as_of_day, before_the_record, read_whole
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.record_query import Query
from belarus_hr.views.listings import Listing


class ListOptions(NamedTuple):
    """The options as typed: of which store, as of when, in which order and form.

    ``page``: people get a page instead of a table.
    """

    db: Path | None
    as_of: str | None
    format: str | None
    fields: str | None
    header: bool | None
    sort: str | None = None
    limit: int | None = None
    page: bool = False

    @property
    def form(self) -> View:
        """The form of the answer. Raises InvalidValue for a format that is none."""
        return output.view(self.format, self.fields, self.header, page=self.page)

    @property
    def day(self) -> date:
        """The day that is asked about."""
        return as_of_day(self.as_of)

    def order(self, default: str, listing: Listing) -> str:
        """Return the column to sort by, ``-field`` backwards."""
        sort = self.sort or default
        field, *others = output.pick(sort.removeprefix("-"), listing.columns)
        if others:
            raise InvalidValue(f'--sort takes one field, not "{sort}"')
        return f"-{field}" if sort.startswith("-") else field

    def read(self) -> Collection:
        """Return all records; say so when the day asked about lies before all of them."""
        return self._told(read_whole(self.db))

    def read_about(self, country: str | None, query: Query | None = None) -> Collection:
        """Return the records about the State typed; say so when the day lies before all of them."""
        return self._told(about(read_whole(self.db), country, query))

    def _told(self, collection: Collection) -> Collection:
        if self.as_of is not None:
            before_the_record(collection, self.day)
        return collection
