"""Rules about sums: the parts of a whole add up to it, in claims and in counts of reviews."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from belarus_hr.domain.checks.percentages import (
    ANSWERS,
    BASES,
    FOUND,
    bases,
    exactly,
    half_unit,
    is_over,
)
from belarus_hr.domain.checks.rule import WARNING, Case, Problem, Rule
from belarus_hr.domain.records.kinds import CLAIM, REVIEW


def claim_sum(case: Case) -> Iterator[Problem]:
    """Find parts that do not add up: the answers to made, the verdicts to their base.

    A recommendation is supported, noted or still pending (HRC resolution 5/1, annex, para. 32).
    """
    claim = case.record
    numbers = claim.get("numbers", {})
    made = bases(claim).get("made")
    if made is not None:
        field = "numbers.made" if "made" in numbers else "numbers.denominator"
        yield from _sum(field, numbers, ANSWERS, made, over=is_over(claim, ANSWERS[0]))
    base = BASES.get(claim.get("base", ""), "")
    names = FOUND[:3] if base == "assessed" else FOUND
    whole = numbers.get("denominator", numbers.get(base))
    if whole is not None:
        field = "numbers.denominator" if "denominator" in numbers else f"numbers.{base}"
        yield from _sum(field, numbers, names, whole, over=is_over(claim, FOUND[0]))


def reported_sum(case: Case) -> Iterator[Problem]:
    """Find counts reported of a review whose supported, noted and pending are not all made."""
    for number, reported in enumerate(case.record.get("reported", ())):
        if "made" in reported:
            field = f"reported[{number}].made"
            yield from _sum(field, reported, ANSWERS, reported["made"], over=False)


def _sum(
    field: str, numbers: Mapping[str, int], names: tuple[str, ...], whole: int, *, over: bool
) -> Iterator[Problem]:
    """Yield what is wrong with a sum; parts that are not given may make up what it lacks.

    Only what is still pending may go without saying: then nothing is.
    """
    held = [name for name in names if name in numbers]
    total = sum(numbers[name] for name in held)
    complete = all(name in held or name == "pending" for name in names) and not over
    too_many = total > whole or (over and held and total == whole)
    if held and (too_many or (complete and total != whole)):
        added = " + ".join(f"{numbers[name]} {name}" for name in held)
        made = f"{added} = {total}" if len(held) > 1 else added
        more = "more than " if over else ""
        yield Problem(field, whole, f"{more}{made} is not {whole}", str(total) if complete else "")


def percent_sum(case: Case) -> Iterator[Problem]:
    """Find percentages of one whole that make more than 100, or all together less.

    As far as they are stated: each may be half a unit of its last digit off.
    """
    percent = case.record.get("percent", {})
    names = FOUND[:3] if case.record.get("base") == "assessed" else FOUND
    for group in (ANSWERS, names):
        held = [name for name in group if name in percent]
        total = sum(exactly(percent[name]) for name in held)
        slack = sum(half_unit(percent[name]) for name in held)
        complete = all(name in held or name == "pending" for name in group)
        if is_over(case.record, group[0]):
            wrong = total >= 100
        else:
            wrong = total > 100 + slack or (complete and total < 100 - slack)
        if held and wrong:
            added = " + ".join(f"{percent[name]} {name}" for name in held)
            yield Problem(f"percent.{held[0]}", percent[held[0]], f"{added} is not 100 per cent")


RULES = (
    Rule("claim-sum", WARNING, (CLAIM,), claim_sum),
    Rule("reported-sum", WARNING, (REVIEW,), reported_sum),
    Rule("percent-sum", WARNING, (CLAIM,), percent_sum),
)
