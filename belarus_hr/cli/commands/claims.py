"""``claims``: the claims that the options ask for."""

from typing import TYPE_CHECKING, Any

from belarus_hr.cli.field_options import asks_for_fields
from belarus_hr.cli.options import (
    AsOf,
    By,
    Cycle,
    Db,
    Fields,
    Format,
    Header,
    Limit,
    Mechanisms,
    Sort,
    Text,
)

if TYPE_CHECKING:
    from belarus_hr.domain.collection import Collection


@asks_for_fields("claim")
def claims(
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
    **asked: Any,
) -> None:
    """List claims: what is said of many recommendations at once.

    \b
    Example:
      hrtrack claims --cycle 3 --by civil-society
    """
    # Imported now: a help page and a slip on the command line need none of it.
    from belarus_hr.cli import filters, output
    from belarus_hr.cli.listing import ListOptions
    from belarus_hr.domain import query
    from belarus_hr.domain.records.kinds import CLAIM
    from belarus_hr.domain.text import edtf
    from belarus_hr.views.listings import of_kind
    from belarus_hr.views.rows import Rows

    options = ListOptions(
        db=db,
        as_of=as_of,
        sort=sort,
        limit=limit,
        format=format_,
        fields=fields_,
        header=header,
    )
    form, day, listing = options.form, options.day, of_kind(CLAIM)
    if form.lists_fields:
        return output.write_fields(listing)
    codes, order = filters.mechanism_codes(mechanism), options.order("date", listing)
    collection = options.read()
    claimant = _claimant(collection, by)
    by_fields = filters.of_fields(CLAIM, asked, collection.of(CLAIM).values())
    number, words = collection.cycle(cycle), filters.folded_words(text)
    found = [
        (id_, claim)
        for id_, claim in collection.of(CLAIM).items()
        if edtf.parse(claim["date"]).first <= day
        and number in (None, claim.get("cycle"))
        and claimant in (None, claim["by"])
        and (not codes or claim["mechanism"] in codes)
        and all(field.wants(claim) for field in by_fields)
        and query.says(words, id_, claim)
    ]
    rows = Rows(collection, as_of=day)
    entries = query.ordered(found, order, CLAIM)[:limit]
    output.write(listing, (rows.row(id_, CLAIM, claim) for id_, claim in entries), form)


def _claimant(collection: "Collection", typed: str | None) -> str | None:
    """Return who is meant; raises InvalidValue, naming the nearest, for who claimed nothing."""
    from belarus_hr.domain.records.kinds import CLAIM
    from belarus_hr.domain.text.words import unknown

    claimant = None if typed is None else typed.strip().casefold()
    known = {claim["by"] for claim in collection.of(CLAIM).values()}
    if claimant is not None and claimant not in known:
        raise unknown("claimant", typed, sorted(known))
    return claimant
