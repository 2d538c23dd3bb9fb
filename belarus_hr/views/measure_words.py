"""Who says how far a measure is, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from belarus_hr.domain.figures.measure_state import NOBODY, Standing, standing_by_accounts
from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.reference.vocabulary import OVERDUE
from belarus_hr.views.names import assessor_name


def speakers_named(speakers: Iterable[str]) -> str:
    """Return whose account it is as a person reads it."""
    return " and ".join("nobody named" if s == NOBODY else assessor_name(s) for s in speakers)


def account_in_words(account: Record, speakers: Iterable[str]) -> str:
    """Return an account with those whose it is: "dropped according to un, 2026-11"."""
    state = account["state"].replace("-", " ")
    return f"{state} according to {speakers_named(speakers)}, {account['date']}"


def accounts_in_words(standing: Standing) -> Iterator[tuple[str, str]]:
    """Yield the account that counts, then what others say otherwise, each with its style.

    Of a measure of which nobody has spoken there is nothing to say.
    """
    if standing.account:
        yield account_in_words(standing.account, standing.according_to), "dim"
    for speaker, account in standing.otherwise.items():
        yield account_in_words(account, [speaker]), "yellow"


def beside_state(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what stands beside the state of a measure's row: whose it is, and who differs.

    The account that counts is not said in full, "according to un, 2026-11", where the row has its
    state; that of an overdue measure is.
    """
    standing = standing_by_accounts(row["progress"])
    for line, style in accounts_in_words(standing):
        repeated = f"{row['state'].replace('-', ' ')} "
        yield line.removeprefix(repeated) if style == "dim" else line, style


def state_in_words(row: Mapping[str, Any]) -> str:
    """Return the state of a measure with whose it is and what others say, on one line."""
    state, names = row["state"], row.get("according_to")
    if names:
        open_ = ", open" if state == OVERDUE else ""
        state += f"{open_} according to {speakers_named(names)}"
    others = row.get("otherwise", {}).items()
    return "; ".join([state, *(account_in_words(said, [who]) for who, said in others)])
