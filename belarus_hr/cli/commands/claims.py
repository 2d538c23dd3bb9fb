"""``claims``: the claims that the options ask for."""

from typing import TYPE_CHECKING, Any

from belarus_hr.cli.field_options import asks_for_fields
from belarus_hr.cli.option_groups import ListOptions
from belarus_hr.cli.options import By, Cycle, Mechanisms, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from belarus_hr.domain.collection import Collection
    from belarus_hr.views.rows import Row


@asks_for_fields("claim")
def claims(
    cycle: Cycle = None,
    by: By = None,
    mechanism: Mechanisms = None,
    text: Text = None,
    *,
    options: ListOptions,
    **by_field: Any,
) -> None:
    """List claims: what is said of many recommendations at once.

    \b
    Example:
      hrtrack claims --cycle 3 --by civil-society
    """
    # Imported now: a help page and a slip on the command line need none of it.
    from belarus_hr.cli import filters, listing, output
    from belarus_hr.cli.option_groups import EventOptions
    from belarus_hr.cli.session import as_of_day
    from belarus_hr.domain.records.kinds import CLAIM
    from belarus_hr.views.listings import of_kind

    output.view(options, of_kind(CLAIM))
    asked = filters.record_filter(EventOptions(mechanism=mechanism, text=text))

    def kept(collection: "Collection") -> "Callable[[Row], bool]":
        who, of = _claimant(collection, by), collection.cycle(cycle)
        return lambda row: who in (None, row["by"]) and of in (None, row["cycle"])

    until = as_of_day(options.as_of)
    listing.write_records(CLAIM, options, asked, by_field, until=until, kept=kept)


def _claimant(collection: "Collection", by: str | None) -> str | None:
    """Return who is meant; raises InvalidValue, naming the nearest, for who claimed nothing."""
    from belarus_hr.domain.records.kinds import CLAIM
    from belarus_hr.domain.text.words import folded, unknown

    if by is None:
        return None
    claimants = sorted({claim["by"] for claim in collection.of(CLAIM).values()})
    claimant = next((name for name in claimants if folded(name) == folded(by.strip())), None)
    if claimant is None:
        raise unknown("claimant", by, claimants)
    return claimant
