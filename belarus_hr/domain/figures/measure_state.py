"""Measures of a plan: how far each is as of a day, by whose account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.kinds import EVENT, MEASURE, Record
from belarus_hr.domain.reference.vocabulary import ASSESSORS, CLOSED, OVERDUE
from belarus_hr.domain.text import edtf

#: The speaker of an account that names nobody.
NOBODY = ""
#: The states from that by which the least is done: what somebody says is still to be done comes
#: before what is closed, and "completed" last.
_LEAST_DONE = ("planned", "under-way", "dropped", "completed")


def is_known(collection: Collection, measure: Record, as_of: date) -> bool:
    """Say whether a measure was there by a day: once its plan was adopted or somebody spoke of it.

    A measure of no plan on record, of which nobody has said anything, always was.
    """
    plan = collection.of(EVENT).get(measure.get("plan", ""))
    days = [*([plan["date"]] if plan else []), *(e["date"] for e in measure.get("progress", ()))]
    return not days or any(edtf.began(day, as_of) for day in days)


def bodies_of(measure: Mapping[str, Any]) -> list[str]:
    """Return the bodies of a measure: the lead, where one is named, then the partners."""
    lead = measure.get("lead")
    return [*([lead] if lead else []), *(measure.get("partners") or ())]


class Standing(NamedTuple):
    """How far a measure is on a day, and who says so.

    ``account`` is the one that counts, ``according_to`` all whose last account has its state, the
    latest first, and ``otherwise`` the last account of each who says another. An account of nobody
    named is of the speaker NOBODY.
    """

    state: str
    account: Record | None
    according_to: tuple[str, ...]
    otherwise: dict[str, Record]


class StandingMeasure(NamedTuple):
    """A measure on a day: how far it stands by whose account, ``overdue`` where it is late."""

    id: str
    measure: Record
    stands: str
    standing: Standing

    def told(self, as_of: date) -> frozenset[str]:
        """Return how far the measure was on a day by anybody's last account."""
        return stands_otherwise(self.standing.otherwise, self.measure, as_of) | {self.stands}


def serving(collection: Collection, as_of: date) -> dict[str, list[StandingMeasure]]:
    """Return the measures known on a day by the ids of the recommendations that they serve."""
    served: dict[str, list[StandingMeasure]] = {}
    for id_, measure in collection.of(MEASURE).items():
        if is_known(collection, measure, as_of):
            standing = standing_by_accounts(progress_on(measure, as_of))
            stands = overdue_or(standing.state, measure, as_of)
            for served_id in measure.get("recommendations", ()):
                served.setdefault(served_id, []).append(
                    StandingMeasure(id_, measure, stands, standing)
                )
    return served


def progress_on(measure: Record, as_of: date) -> list[dict[str, Any]]:
    """Return what was said of a measure's progress by a day, oldest first."""
    return [e for e in measure.get("progress", ()) if edtf.began(e["date"], as_of)]


def standing_by_accounts(progress: Iterable[Record]) -> Standing:
    """Return how far a measure is by the last account of each speaker; planned without any.

    The latest account counts, by the first day that its date may mean. Of accounts of one day that
    by which the least is done counts: after a merge nothing tells which of them came last. An
    example: "completed" by the Government and "dropped" by the UN are "dropped".
    """
    last = {entry.get("by", NOBODY): entry for entry in progress}
    if not last:
        return Standing("planned", None, (), {})
    latest_first = dict(sorted(last.items(), key=_latest_first))
    account = next(iter(latest_first.values()))
    state = account["state"]
    return Standing(
        state=state,
        account=account,
        according_to=tuple(who for who, said in latest_first.items() if said["state"] == state),
        otherwise={who: said for who, said in latest_first.items() if said["state"] != state},
    )


def _latest_first(said: tuple[str, Record]) -> tuple[int, int, int, str]:
    who, account = said
    day, ours = edtf.sort_key(account["date"])[0], [*ASSESSORS, who].index(who)
    return -day.toordinal(), _LEAST_DONE.index(account["state"]), ours, who


def standing_on(measure: Record, as_of: date) -> str:
    """Return how far a measure was on a day; ``overdue`` when its due day had gone by."""
    return overdue_or(standing_by_accounts(progress_on(measure, as_of)).state, measure, as_of)


def stands_otherwise(
    otherwise: Mapping[str, Record], measure: Record, as_of: date
) -> frozenset[str]:
    """Return how far a measure was on a day by the accounts of those who say another state."""
    return frozenset(overdue_or(said["state"], measure, as_of) for said in otherwise.values())


def overdue_or(state: str, measure: Record, as_of: date) -> str:
    """Return the state of a measure, or ``overdue`` where it is open though its day went by."""
    due = measure.get("due")
    late = due is not None and edtf.parse(due).last < as_of
    return OVERDUE if late and state not in CLOSED else state
