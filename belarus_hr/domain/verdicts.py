"""What assessors found of each recommendation, as it stood on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Set
from datetime import date
from functools import cached_property
from typing import Any

from belarus_hr.domain.frozen import Frozen
from belarus_hr.domain.records.kind import Entry, Record
from belarus_hr.domain.reference.vocabulary import ASSESSORS, NOT_ASSESSED, SELF
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.words import natural


def order_recorded(verdict: Entry) -> tuple[str, tuple[str, str]]:
    """Return a key that orders the assessments of one day by when they were recorded."""
    id_, record = verdict
    return record.get("recorded", ""), natural(id_)


class VerdictHistory:
    """The assessments of a collection, by recommendation and assessor."""

    def __init__(self, assessments: Mapping[str, Any]) -> None:
        """Take the assessments by id."""
        self._assessments = assessments

    @cached_property
    def _by_recommendation(self) -> dict[str, list[Entry]]:
        """Return the assessments of each recommendation, oldest first.

        They are in the order of the day of the finding, then of the moment of entry: an
        assessment of 2014 that is entered today does not supersede an assessment of 2020.
        """
        by_recommendation: dict[str, list[Entry]] = defaultdict(list)
        for id_, record in self._assessments.items():
            by_recommendation[record["recommendation"]].append((id_, record))
        for entries in by_recommendation.values():
            entries.sort(
                key=lambda entry: (edtf.parse(entry[1]["date"]).first, order_recorded(entry))
            )
        return dict(by_recommendation)

    def history(self, id_: str, as_of: date = date.max) -> list[Entry]:
        """Return a recommendation's assessments up to a day, with their ids, oldest first."""
        entries = self._by_recommendation.get(id_, [])
        return [entry for entry in entries if edtf.began(entry[1]["date"], as_of)]

    def by_assessor(self, id_: str, as_of: date) -> dict[str, Record]:
        """Return each assessor's verdict on a recommendation as it stood on a day.

        A comment, which is not-assessed, is no verdict, and takes none away.
        """
        return {
            record["assessor"]: record
            for _, record in self.history(id_, as_of)
            if record["status"] != NOT_ASSESSED
        }

    def comments(self, id_: str, as_of: date) -> dict[str, Record]:
        """Return each assessor's last comment up to a day, if no verdict of theirs came after."""
        last = {record["assessor"]: record for _, record in self.history(id_, as_of)}
        return {who: record for who, record in last.items() if record["status"] == NOT_ASSESSED}

    @property
    def assessed(self) -> Set[str]:
        """The recommendations on which there is an assessment of anybody, by id."""
        return self._by_recommendation.keys()

    def status(self, id_: str, assessor: str, as_of: date) -> str:
        """Return the status that an assessor gave a recommendation, or ``not-assessed``."""
        if id_ not in self._by_recommendation:
            return NOT_ASSESSED
        verdict = self.by_assessor(id_, as_of).get(assessor)
        return verdict["status"] if verdict else NOT_ASSESSED

    @cached_property
    def assessors(self) -> tuple[str, ...]:
        """Return all who assessed or commented: ``self`` always and first, ours, then others."""
        names = {record["assessor"] for record in self._assessments.values()}
        ours = [name for name in ASSESSORS if name in names or name == SELF]
        return (*ours, *sorted(names - set(ours), key=natural))

    def assessors_by(self, as_of: date) -> tuple[str, ...]:
        """Return the assessors with a verdict up to a day, in the order of ``assessors``."""
        records = self._assessments.values()
        names = {
            record["assessor"]
            for record in records
            if record["status"] != NOT_ASSESSED and edtf.began(record["date"], as_of)
        }
        return tuple(name for name in self.assessors if name == SELF or name in names)


class Contradiction(Frozen):
    """Verdicts of one assessor, on one recommendation and of one day, that say different things.

    They come together in a merge or an import. The last counts, which was recorded last; of two
    recorded at one moment, that with the later id. A comment without a verdict contradicts none.
    """

    verdicts: tuple[Entry, ...]

    def sentence(self, assessor_name: Callable[[str], str]) -> str:
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
