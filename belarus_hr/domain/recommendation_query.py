"""Which recommendations a question means, as they stood on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.frozen import Frozen
from belarus_hr.domain.query import FieldFilter, says
from belarus_hr.domain.records.kind import Entry
from belarus_hr.domain.records.kinds import RECOMMENDATION
from belarus_hr.domain.records.recommendation import recommending_states
from belarus_hr.domain.reference.vocabulary import SELF


class RecommendationFilter(Frozen):
    """What a listing of recommendations asks for; an empty part asks for all."""

    as_of: date
    cycle: int | None = None
    responses: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    assessor: str = SELF
    themes: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    disagree: bool = False
    fields: tuple[FieldFilter, ...] = ()

    def select(self, collection: Collection) -> list[Entry]:
        """Return the recommendations asked for, by id."""
        return list(filter(self.over(collection), collection.of(RECOMMENDATION).items()))

    def over(self, collection: Collection) -> Callable[[Entry], bool]:
        """Return the test of one recommendation, as the collection stood on the day asked."""

        def passes(entry: Entry) -> bool:
            id_, record = entry
            return (
                (self.cycle is None or record.get("cycle") == self.cycle)
                and (not self.themes or not self.themes.isdisjoint(record.get("themes", ())))
                and (not self.states or not self.states.isdisjoint(recommending_states(record)))
                and all(field.wants(record) for field in self.fields)
                and (response := collection.responses.answer(record, self.as_of)) is not None
                and (not self.responses or response in self.responses)
                and (
                    not self.statuses
                    or collection.verdicts.status(id_, self.assessor, self.as_of) in self.statuses
                )
                and (not self.disagree or _differ(collection, id_, self.as_of))
                and says(self.words, id_, record)
            )

        return passes


def _differ(collection: Collection, id_: str, as_of: date) -> bool:
    """Say whether two assessors found different things of a recommendation by a day."""
    return len({v["status"] for v in collection.verdicts.by_assessor(id_, as_of).values()}) > 1
