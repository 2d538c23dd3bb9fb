"""``list``, ``recs``, ``claims``, ``show`` at work: records found, put in order, written."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from pathlib import Path
from typing import NamedTuple

from belarus_hr.cli import filters, output
from belarus_hr.cli.output import View
from belarus_hr.cli.session import about, as_of_day, before_the_record, ids_given, read_whole
from belarus_hr.domain import query
from belarus_hr.domain.collection import Collection, Query
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.kinds import CLAIM, EVENT, RECOMMENDATION, Kind
from belarus_hr.domain.text import edtf, words
from belarus_hr.views.rows import Rows, fields, made_of, pick


class How(NamedTuple):
    """What every listing is asked alike, as typed: of which store, as of when, in which form."""

    db: Path | None
    as_of: str | None
    sort: str | None
    limit: int | None
    format: str | None
    fields: str | None
    header: bool | None

    @property
    def form(self) -> View:
        """The form of the answer. Raises InvalidValue for a format that is none."""
        return output.view(self.format, self.fields, self.header)

    @property
    def day(self) -> date:
        """The day that is asked about."""
        return as_of_day(self.as_of)

    def order(self, default: str, kind: Kind) -> str:
        """Return the field of the kind to sort by, ``-field`` backwards."""
        sort = self.sort or default
        field, *others = pick(sort.removeprefix("-"), fields(kind))
        if others:
            raise InvalidValue(f'--sort takes one field, not "{sort}"')
        return f"-{field}" if sort.startswith("-") else field


class NarrowedClaims(NamedTuple):
    """The options that narrow claims, as typed; None where not given."""

    cycle: int | None = None
    by: str | None = None
    mechanism: list[str] | None = None
    text: list[str] | None = None


def events(narrowed: filters.NarrowedEvents, how: How) -> None:
    """List the events that the options ask for."""
    form = how.form
    if form.lists_fields:
        return output.emit_fields(fields(EVENT))
    asked, order, day = filters.event_filter(narrowed), how.order("date", EVENT), how.day
    collection = _told(read_whole(how.db), how)
    known_by = day if how.as_of else date.max
    found = [
        entry
        for entry in query.events(collection, asked)
        if edtf.parse(entry[1]["date"]).first <= known_by
    ]
    rows = Rows(collection, as_of=day)
    entries = query.ordered(found, order)[: how.limit]
    output.emit_records((rows.row(id_, EVENT, event) for id_, event in entries), EVENT, form)


def recommendations(narrowed: filters.Narrowed, country: str | None, how: How) -> None:
    """List the recommendations that the options ask for, to one State or all."""
    form = how.form
    if form.lists_fields:
        return output.emit_fields(fields(RECOMMENDATION))
    order, day = how.order("id", RECOMMENDATION), how.day
    brief = ("id", "title", "verdicts") if narrowed.disagree else ()
    shown = (*output.shown_fields(RECOMMENDATION, form, brief), order.removeprefix("-"))
    if form.format == "table":
        # A wide terminal shows more columns than a narrow one.
        shown = tuple(fields(RECOMMENDATION))
    collection, asked = _asked(narrowed, country, shown, how)
    rows = Rows(collection, as_of=day, assessor=asked.assessor, keys=("id", *shown))
    found = query.recommendations(collection, asked)
    made = [(id_, rows.row(id_, RECOMMENDATION, record)) for id_, record in found]
    ordered = query.ordered(made, order)[: how.limit]
    output.emit_records((row for _, row in ordered), RECOMMENDATION, form, brief=brief)


def _asked(
    narrowed: filters.Narrowed, country: str | None, shown: tuple[str, ...], how: How
) -> tuple[Collection, query.RecommendationFilter]:
    """Return records among which are all that the options mean, and what these ask of them."""
    whole = read_whole(how.db)
    needed = Query(kind=RECOMMENDATION, fields=_needed(narrowed, shown))
    collection = _told(about(whole, country, needed), how)
    return collection, filters.recommendation_filter(collection, how.day, narrowed)


def _needed(narrowed: filters.Narrowed, shown: tuple[str, ...]) -> Set[str] | None:
    """Return the fields of recommendations that an answer is made of; None for all of them."""
    asked = filters.needed(narrowed)
    return None if asked is None else asked | made_of(shown)


def claims(narrowed: NarrowedClaims, how: How) -> None:
    """List the claims that the options ask for."""
    form = how.form
    if form.lists_fields:
        return output.emit_fields(fields(CLAIM))
    codes, order, day = filters.codes(narrowed.mechanism), how.order("date", CLAIM), how.day
    collection = _told(read_whole(how.db), how)
    who = _claimant(collection, narrowed.by)
    number, said = collection.cycle(narrowed.cycle), filters.folded_words(narrowed.text)
    found = [
        (id_, claim)
        for id_, claim in collection.of(CLAIM).items()
        if edtf.parse(claim["date"]).first <= day
        and number in (None, claim.get("cycle"))
        and who in (None, claim["by"])
        and (not codes or claim["mechanism"] in codes)
        and query.says(said, id_, claim)
    ]
    rows = Rows(collection, as_of=day)
    entries = query.ordered(found, order)[: how.limit]
    output.emit_records((rows.row(id_, CLAIM, claim) for id_, claim in entries), CLAIM, form)


def _claimant(collection: Collection, typed: str | None) -> str | None:
    """Return who is meant; raises InvalidValue, naming the nearest, for who claimed nothing."""
    who = None if typed is None else typed.strip().casefold()
    known = {claim["by"] for claim in collection.of(CLAIM).values()}
    if who is not None and who not in known:
        raise words.unknown("claimant", typed, sorted(known))
    return who


def shown(ids: list[str] | None, how: How) -> None:
    """Show all there is on the records that the words name."""
    form, day = how.form, how.day
    collection = _told(read_whole(how.db), how)
    found = collection.find_all(ids_given(ids))
    rows = Rows(collection, as_of=day)
    histories = {one.id: collection.history(one.id, day) for one in found}
    output.emit_shown(found, rows, histories, form)


def _told(collection: Collection, how: How) -> Collection:
    """Return the collection; say so first when the day asked for lies before all it holds."""
    if how.as_of is not None:
        before_the_record(collection, how.day)
    return collection
