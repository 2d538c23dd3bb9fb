"""Rules about claims: each claim is recomputed from its own numbers and set beside the record.

A claim that does not add up deserves a look and is no error: somebody may well have said so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from belarus_hr.domain.checks.percentages import (
    BASE_NUMBERS,
    MADE_AND_ANSWERS,
    Number,
    Percentage,
    bases,
    by_items,
    is_over,
    known_numbers,
    percentages,
    periods,
    periods_of_claim,
    review_key,
)
from belarus_hr.domain.checks.rule import NOTE, WARNING, Case, Problem, entries, rule
from belarus_hr.domain.figures.counting import Answers
from belarus_hr.domain.records.kinds import CLAIM, REVIEW
from belarus_hr.domain.reference.vocabulary import ANSWER_COUNTS, VERDICT_COUNTS

# --- percentages --------------------------------------------------------------


@rule(WARNING, CLAIM)
def claim_percent(case: Case) -> Iterator[Problem]:
    """Find a percentage that is not its numerator's share of its base.

    A share may differ by half a unit of the last digit stated; "over" means more than stated. Of
    a wrong share, the finding names the numbers of the same cycle that would be the base: in 2025
    1.3 and 15.5 per cent of the 266 made in cycle 3 were claimed, and they were 2 and 24 of the
    155 supported.
    """
    numbers = case.record.get("numbers", {})
    for stated in percentages(case.record):
        part, wholes = numbers.get(stated.part), _wholes(case, stated.part)
        if part is None or not wholes or any(stated.fits(part, n.value) for n in wholes):
            continue
        message = f"{stated} is not {wholes[0].share(part)}"
        right = " or ".join(_fitting(case, stated, part)[:3])
        yield Problem(f"percent.{stated.part}", stated.value, message, right)


def _wholes(case: Case, part: str) -> list[Number]:
    """Return the numbers of which a part of a claim may be a share.

    That is the claim's own number. Where the claim only names its base, it is each number that is
    known of that base.
    """
    claim = case.record
    name = "made" if part in ANSWER_COUNTS else BASE_NUMBERS.get(claim.get("base", ""), "")
    numbers, own = claim.get("numbers", {}), bases(claim)
    nameless = "base" not in claim and name not in own
    if "denominator" in numbers and (part in VERDICT_COUNTS or nameless):
        return [Number(numbers["denominator"], name or "denominator", case.id)]
    if name in own:
        return [Number(own[name], name, case.id)]
    return [number for number in _known(case) if number.name == name]


def _known(case: Case) -> list[Number]:
    return case.context.once(known_numbers).get(review_key(case.record), [])


def _fitting(case: Case, stated: Percentage, part: int) -> list[str]:
    """Return in words the numbers of which a part is the percentage stated, each value once."""
    fitting: dict[int, Number] = {}
    for number in _known(case):
        if number.name != stated.part and part <= number.value and stated.fits(part, number.value):
            fitting.setdefault(number.value, number)
    return [f"{number.share(part)}, as in {number.where}" for number in fitting.values()]


@rule(NOTE, CLAIM)
def claim_base(case: Case) -> Iterator[Problem]:
    """Find a percentage carried out that does not name its base.

    Of all recommendations, of those supported, of those assessed: the base decides the percentage.
    """
    percent = case.record.get("percent", {})
    if "base" not in case.record and any(name in percent for name in VERDICT_COUNTS):
        yield Problem("base", "", "a percentage is stated, and not of what")


@rule(NOTE, CLAIM)
def claim_bare(case: Case) -> Iterator[Problem]:
    """Find a percentage without a count, and name the counts that it can stand for.

    Such a percentage cannot be recomputed: "over 70 per cent" of the fact sheet, item 14b.
    """
    for stated in percentages(case.record):
        if stated.part not in case.record.get("numbers", {}):
            message = f"{stated} is stated without a count"
            wholes = ((stated.counts(n.value), n) for n in _wholes(case, stated.part))
            fitting = (f"{counts} of the {n.value} {n.name}" for counts, n in wholes if counts)
            yield Problem(f"percent.{stated.part}", stated.value, message, next(fitting, ""))


@rule(WARNING, CLAIM)
def claim_denominator(case: Case) -> Iterator[Problem]:
    """Find a denominator that is not the number which the claim gives for its base."""
    claim = case.record
    numbers, base = claim.get("numbers", {}), claim.get("base", "")
    own = bases({**claim, "numbers": {k: v for k, v in numbers.items() if k != "denominator"}})
    stated = own.get(BASE_NUMBERS.get(base, ""))
    if stated is not None and numbers.get("denominator", stated) != stated:
        denominator = numbers["denominator"]
        message = f'{denominator} is not the {stated} that the claim gives for its base "{base}"'
        yield Problem("numbers.denominator", denominator, message, str(stated))


@rule(WARNING, CLAIM)
def claim_over(case: Case) -> Iterator[Problem]:
    """Find a claim of "more than" in which no number can be meant by it."""
    claim = case.record
    stated = {*claim.get("numbers", ()), *claim.get("percent", ())}
    if claim.get("over") and stated <= {"made", "denominator"}:
        yield Problem("over", "true", "it says more than, and not than what")


# --- sums -----------------------------------------------------------------------


@rule(WARNING, CLAIM)
def claim_sum(case: Case) -> Iterator[Problem]:
    """Find parts that do not add up: the answers to made, the verdicts to their base.

    A recommendation is supported, noted or still pending (HRC resolution 5/1, annex, para. 32).
    """
    claim = case.record
    numbers, base = claim.get("numbers", {}), BASE_NUMBERS.get(claim.get("base", ""), "")
    made = bases(claim).get("made")
    if made is not None:
        field = "numbers.made" if "made" in numbers else "numbers.denominator"
        yield from _sum(field, numbers, ANSWER_COUNTS, made, over=is_over(claim, ANSWER_COUNTS[0]))
    whole = numbers.get("denominator", numbers.get(base))
    if whole is not None:
        field = "numbers.denominator" if "denominator" in numbers else f"numbers.{base}"
        over = is_over(claim, VERDICT_COUNTS[0])
        yield from _sum(field, numbers, _verdicts(base), whole, over=over)


def _verdicts(base: str) -> tuple[str, ...]:
    """Return the verdicts that make up a base; those assessed have no ``not_assessed``."""
    return VERDICT_COUNTS[:3] if base == "assessed" else VERDICT_COUNTS


@rule(WARNING, REVIEW)
def reported_sum(case: Case) -> Iterator[Problem]:
    """Find counts reported of a review in which the answers do not add up to those made."""
    for place, reported in entries(case.record, "reported"):
        if "made" in reported:
            yield from _sum(f"{place}.made", reported, ANSWER_COUNTS, reported["made"], over=False)


def _sum(
    field: str, numbers: Mapping[str, int], names: tuple[str, ...], whole: int, *, over: bool
) -> Iterator[Problem]:
    """Yield a problem where parts do not add up to their whole.

    A sum may be too small where a part is not stated.
    """
    stated = [name for name in names if name in numbers]
    total = sum(numbers[name] for name in stated)
    complete = _complete(names, stated) and not over
    too_many = total > whole or (over and stated and total == whole)
    if stated and (too_many or (complete and total != whole)):
        added = " + ".join(f"{numbers[name]} {name}" for name in stated)
        equation = f"{added} = {total}" if len(stated) > 1 else added
        more = "more than " if over else ""
        yield Problem(
            field, whole, f"{more}{equation} is not {whole}", str(total) if complete else ""
        )


def _complete(names: tuple[str, ...], stated: list[str]) -> bool:
    """Say whether all parts are stated; a claim may leave out ``pending`` when it is nothing."""
    return all(name in stated or name == "pending" for name in names)


@rule(WARNING, CLAIM)
def percent_sum(case: Case) -> Iterator[Problem]:
    """Find percentages of the same whole that add up to more than 100, or all parts to less.

    Each percentage may be off by half a unit of its last digit.
    """
    stated = {percentage.part: percentage for percentage in percentages(case.record)}
    for names in (ANSWER_COUNTS, _verdicts(case.record.get("base", ""))):
        held = [stated[name] for name in names if name in stated]
        if not held:
            continue
        total, slack = sum(p.exact for p in held), sum(p.slack for p in held)
        short = _complete(names, [p.part for p in held]) and total < 100 - slack
        if total >= 100 if held[0].over else (total > 100 + slack or short):
            added = " + ".join(f"{p.value} {p.part}" for p in held)
            message = f"{added} is not 100 per cent"
            yield Problem(f"percent.{held[0].part}", held[0].value, message)


# --- beside the record ----------------------------------------------------------


@rule(NOTE, CLAIM)
def claim_record(case: Case) -> Iterator[Problem]:
    """Find a number of a claim that differs from the record as it stood when the claim was made.

    Where the number counts items, as UPR Info does, the finding says so. It also says when the
    number was right on another day: 55 of the 93 were supported in May 2010 (A/HRC/15/16).
    """
    claim = case.record
    then = [period.answers for period in periods_of_claim(case.context, claim)]
    if not then or not _whole_cycle(case, then[-1]):
        return
    shown = then[-1]
    numbers = claim.get("numbers", {})
    for name in MADE_AND_ANSWERS:
        stated, count = numbers.get(name), getattr(shown, name)
        over = is_over(claim, name)
        counts = [getattr(answers, name) for answers in then]
        said = stated is None or any(n > stated if over else n == stated for n in counts)
        if not said:
            message = (
                f"{'more than ' if over else ''}{stated} {name} by the claim, {count} by the record"
            )
            right = f"{count} {name}" + ("" if over else _elsewhere(case, name, stated))
            yield Problem(f"numbers.{name}", stated, message, right)
    made = Number(shown.made or 0, "made", "")
    for percentage in percentages(claim):
        name = percentage.part
        if name in ANSWER_COUNTS and name not in numbers:
            count = getattr(shown, name)
            if not any(percentage.fits(getattr(a, name), a.made or 0) for a in then):
                message = f"{percentage} by the claim, {made.share(count)} by the record"
                yield Problem(f"percent.{name}", percentage.value, message, made.share(count))


def _whole_cycle(case: Case, shown: Answers) -> bool:
    """Say whether all recommendations of a cycle are on record, by the first count reported."""
    for review in case.context.collection.of(REVIEW).values():
        if review_key(review) == review_key(case.record):
            reported = review.get("reported") or [{}]
            return bool((shown.made or 0) >= reported[0].get("made", 0))
    return True


def _elsewhere(case: Case, name: str, stated: int) -> str:
    """Say that the number stated counts items, or is right of another time; else "".

    The words go on after the number on record.
    """
    review = review_key(case.record)
    if getattr(case.context.once(by_items)[review], name) == stated:
        return f"; {stated} by items, one for each recommending State"
    for period in case.context.once(periods)[review]:
        if getattr(period.answers, name) == stated and period.since <= case.context.as_of:
            ended = f" to {period.until}" if period.until < case.context.as_of else " on"
            return f"; {stated} from {period.since}{ended}"
    return ""
