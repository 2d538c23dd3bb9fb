"""When a recommendation was made, and how the State answered it, as it stood on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.records.recommendation import concerned
from belarus_hr.domain.reference.states import BELARUS
from belarus_hr.domain.text import edtf


class ResponseHistory:
    """The State's responses to recommendations; the reviews of a collection date these."""

    def __init__(self, reviews: Iterable[Record]) -> None:
        """Take the reviews on record, which are those of Belarus."""
        self._reviews = reviews

    @cached_property
    def _reviewed(self) -> dict[int, str]:
        """Return the date of each UPR review (EDTF), by its cycle."""
        return {
            review["cycle"]: review["date"]
            for review in self._reviews
            if review["mechanism"] == "UPR" and "date" in review
        }

    def answer(self, recommendation: Record, as_of: date) -> str | None:
        """Return the State's response to a recommendation as it stood on a day.

        None when the recommendation had not been made by then (see ``made``). A recommendation
        that had been made, and had no response by then, is ``pending``.
        """
        first_day = self.made_on(recommendation)
        if first_day is not None and as_of < first_day:
            return None
        answer = "pending"
        for entry in recommendation.get("responses", ()):
            if "date" not in entry or edtf.began(entry["date"], as_of):
                answer = entry["response"]
        return answer

    def made_on(self, recommendation: Record) -> date | None:
        """Return the first day on which a recommendation can have been made; None if unknown."""
        made = self.made(recommendation)
        return edtf.parse(made).first if made else None

    def made(self, recommendation: Record) -> str | None:
        """Return when a recommendation was made (EDTF), as precisely as known; None if unknown.

        That is the day of its review, else the earlier of the day on which its document was
        published and that of the first answer. The reviews on record are those of Belarus: they
        date no recommendation to another State.
        """
        reviewed = recommendation["mechanism"] == "UPR" and concerned(recommendation) == BELARUS
        if reviewed and recommendation.get("cycle") in self._reviewed:
            return self._reviewed[recommendation["cycle"]]
        published: str | None = recommendation.get("published")
        dates = (e["date"] for e in recommendation.get("responses", ()) if "date" in e)
        answered: str | None = next(dates, None)
        if published is None or answered is None or published == answered:
            return published or answered
        return min(published, answered, key=edtf.sort_key)
