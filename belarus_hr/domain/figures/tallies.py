"""Figures that say what they are of: shares, tallies, answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from belarus_hr.domain.frozen import Frozen
from belarus_hr.domain.reference.vocabulary import NOT_ASSESSED, SUPPORTED

#: The default whole of a percentage.
BASE = "supported"


class Share(Frozen):
    """A part of a whole, with the name of the whole: ``3/74 supported (4.1 %)``.

    ``assessed`` is how much of the whole was assessed, None where that is not asked. Of a whole
    of which nothing was assessed there is no percentage: 0 would be an answer that nobody gave.
    """

    numerator: int
    denominator: int
    base: str
    assessed: int | None = None

    @property
    def percent(self) -> float | None:
        """Return the share in per cent to one decimal; None of a whole without any assessed."""
        if not self.denominator or self.assessed == 0:
            return None
        return round(100 * self.numerator / self.denominator, 1)

    @property
    def plain(self) -> str:
        """Return the share without its percentage: ``3/74 supported``."""
        return f"{self.numerator}/{self.denominator} {self.base}"

    def __str__(self) -> str:
        if self.denominator and self.assessed == 0:
            return f"nothing assessed of {self.denominator} {self.base}"
        return (
            f"{self.plain} ({'none to count' if self.percent is None else f'{self.percent:.1f} %'})"
        )


class Tally(Frozen):
    """How many recommendations of a base one assessor gave each status."""

    assessor: str
    implemented: int
    partly: int
    not_implemented: int
    not_assessed: int
    base: str

    @classmethod
    def of(cls, assessor: str, counts: Mapping[str, int], base: str) -> Tally:
        """Return the tally of an assessor's counts by status."""
        return cls(
            assessor,
            implemented=counts["implemented"],
            partly=counts["partly"],
            not_implemented=counts["not-implemented"],
            not_assessed=counts[NOT_ASSESSED],
            base=base,
        )

    @property
    def share(self) -> Share:
        """Return the share found implemented in full; ``partly`` is not part of it."""
        assessed = self.implemented + self.partly + self.not_implemented
        return Share(self.implemented, assessed + self.not_assessed, self.base, assessed)

    @property
    def nothing(self) -> bool:
        """Say whether the assessor has assessed nothing of what is counted."""
        return self.not_assessed == self.share.denominator


class Answers(Frozen):
    """How many recommendations were made, and how the State answered them."""

    made: int | None = None
    supported: int | None = None
    partly_supported: int | None = None
    noted: int | None = None
    pending: int | None = None

    @classmethod
    def of(cls, counts: Counter[str]) -> Answers:
        """Return the answers that counts of responses make."""
        return cls(
            made=counts.total(),
            supported=sum(counts[response] for response in SUPPORTED),
            partly_supported=counts["partly-supported"],
            noted=counts["noted"],
            pending=counts["pending"],
        )


def answers_of(responses: Iterable[str]) -> Answers:
    """Count responses."""
    return Answers.of(Counter(responses))
