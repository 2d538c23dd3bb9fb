"""Which claims the record does not bear out, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from belarus_hr.domain.checks import claims
from belarus_hr.domain.checks.percentages import is_over, percentages
from belarus_hr.domain.checks.rule import Case, CheckContext
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures.counting import Tally
from belarus_hr.domain.figures.upr_progress import CycleProgress, compared_with
from belarus_hr.domain.records.kinds import CLAIM, Record
from belarus_hr.domain.reference.vocabulary import VERDICT_COUNTS

#: The rules that find a claim at odds with its own numbers or with the record.
_RULES = (
    claims.claim_record,
    claims.claim_percent,
    claims.claim_denominator,
    claims.claim_sum,
    claims.percent_sum,
)


class Doubt(NamedTuple):
    """Why the record does not bear a claim out.

    ``checkable`` is False where the record has no verdict to hold against the claim.
    """

    reason: str
    checkable: bool


def doubts(
    collection: Collection, cycles: Iterable[CycleProgress], as_of: date
) -> dict[str, Doubt]:
    """Return the doubts about claims of the cycles, by the id of the claim.

    A claim that states no number is in no doubt, and says nothing that could be counted.
    """
    context = CheckContext(collection, as_of, whole=collection)
    doubts_by_claim = (
        (id_, _doubt(Case(id_, CLAIM, claim, context), cycle))
        for cycle in cycles
        for id_, claim in cycle.claims
    )
    return {id_: doubt for id_, doubt in doubts_by_claim if doubt is not None}


def _doubt(case: Case, cycle: CycleProgress) -> Doubt | None:
    for rule in _RULES:
        for problem in rule.find(case):
            return Doubt(problem.message, checkable=True)
    claim = case.record
    stated = {*claim.get("numbers", ()), *claim.get("percent", ())}
    return None if stated.isdisjoint(VERDICT_COUNTS) else _of_verdicts(claim, cycle)


def _of_verdicts(claim: Record, cycle: CycleProgress) -> Doubt | None:
    """Return the doubt about what a claim says is carried out."""
    tally = compared_with(claim, cycle)
    if tally is None or tally.nothing:
        return Doubt("there is no verdict to hold against it", checkable=False)
    if claim.get("base") not in (None, tally.base):
        return Doubt(f"it is not of what is {tally.base}", checkable=False)
    return None if _shown(claim, tally) else Doubt(str(tally.share), checkable=True)


def _shown(claim: Record, tally: Tally) -> bool:
    """Say whether verdicts count what a claim says of them."""
    numbers = claim.get("numbers", {})
    whole = tally.share.denominator
    counts = {name: getattr(tally, name) for name in VERDICT_COUNTS}
    return all(
        counts[name] > number if is_over(claim, name) else counts[name] == number
        for name, number in numbers.items()
        if name in counts
    ) and all(
        stated.fits(counts[stated.part], whole)
        for stated in percentages(claim)
        if stated.part in counts
    )
