"""Verdicts of one assessor, on one recommendation and of one day, that say different things.

They come together in a merge or an import. The verdict that was recorded last counts; of two
recorded at one moment, that with the later id. A comment without a verdict contradicts none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import NamedTuple

from belarus_hr.domain.records.kind import Entry, Record
from belarus_hr.domain.reference.vocabulary import NOT_ASSESSED
from belarus_hr.domain.verdicts import order_recorded


class Contradiction(NamedTuple):
    """Verdicts that contradict each other, with their ids; the last counts."""

    verdicts: tuple[Entry, ...]

    def said(self, assessor_name: Callable[[str], str]) -> str:
        """Return the contradiction as a sentence with the assessor's name."""
        id_, last = self.verdicts[-1]
        statuses = " and ".join(dict.fromkeys(record["status"] for _, record in self.verdicts))
        who = assessor_name(last["assessor"])
        return (
            f"{last['recommendation']} is {statuses} according to {who} on {last['date']}; "
            f"{last['status']} ({id_}) counts, for it was recorded last"
        )


def contradictions(assessments: Mapping[str, Record]) -> list[Contradiction]:
    """Return the contradictions between these verdicts, given by id."""
    together: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    for id_, record in assessments.items():
        key = (record["recommendation"], record["assessor"], record["date"])
        if record["status"] != NOT_ASSESSED:
            together[key].append((id_, record))
    return [
        Contradiction(tuple(sorted(verdicts, key=order_recorded)))
        for verdicts in together.values()
        if len({record["status"] for _, record in verdicts}) > 1
    ]


def new_contradictions(
    before: Mapping[str, Record], after: Mapping[str, Record]
) -> list[Contradiction]:
    """Return the contradictions that came about between two states of the verdicts."""
    earlier = contradictions(before)
    return [
        contradiction for contradiction in contradictions(after) if contradiction not in earlier
    ]
