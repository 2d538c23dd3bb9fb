"""Rules about claims: each is recomputed from its own numbers, and set beside the record.

That a claim does not add up is worth a look and no error: it may well have been made so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from belarus_hr.domain.checks.percentages import (
    ANSWERS,
    BASES,
    FOUND,
    Counts,
    Number,
    bases,
    bases_that_fit,
    by_items,
    counts_on,
    cycle_of,
    fits,
    histories,
    is_over,
    known_numbers,
    parts_for,
)
from belarus_hr.domain.checks.rule import NOTE, WARNING, Case, Problem, Rule
from belarus_hr.domain.figures.tallies import Share
from belarus_hr.domain.records.kinds import CLAIM, REVIEW, Record


def _stated(claim: Record, part: str) -> str:
    """Return a percentage as the claim states it: "over 70 per cent implemented"."""
    return f"{'over ' if is_over(claim, part) else ''}{claim['percent'][part]} per cent {part}"


def _wholes(case: Case, part: str) -> list[Number]:
    """Return the numbers that a part of a claim is said to be of.

    What the claim itself gives; where it only names its base, what is known of that.
    """
    claim = case.record
    name = "made" if part in ANSWERS else BASES.get(claim.get("base", ""), "")
    numbers, own = claim.get("numbers", {}), bases(claim)
    nameless = "base" not in claim and name not in own
    if "denominator" in numbers and (part in FOUND or nameless):
        return [Number(numbers["denominator"], name or "denominator", case.id)]
    if name in own:
        return [Number(own[name], name, case.id)]
    known = case.context.once(known_numbers).get(cycle_of(claim), [])
    return [number for number in known if number.name == name]


def _share(part: int, whole: Number) -> str:
    return str(Share(part, whole.value, "all" if whole.name == "made" else whole.name))


# --- percentages --------------------------------------------------------------


def claim_percent(case: Case) -> Iterator[Problem]:
    """Find a percentage that is not its numerator's share of its base.

    It is within half a unit of its last digit; "over" means more than that. Where it
    is not, the numbers known of the same cycle are tried as its base: 1.3 and 15.5 per
    cent of 266 were 2/155 and 24/155, of the supported (cycle 3, as told in 2025).
    """
    claim = case.record
    numbers = claim.get("numbers", {})
    for name, percent in claim.get("percent", {}).items():
        part, wholes = numbers.get(name), _wholes(case, name)
        if part is None or name not in (*ANSWERS, *FOUND) or not wholes:
            continue
        over = is_over(claim, name)
        if any(fits(percent, part, whole.value, over=over) for whole in wholes):
            continue
        known = case.context.once(known_numbers).get(cycle_of(claim), [])
        others = [number for number in known if number.name != name]
        message = f"{_stated(claim, name)} is not {_share(part, wholes[0])}"
        right = _fitting(bases_that_fit(percent, part, others, over=over), part)
        yield Problem(f"percent.{name}", percent, message, right)


def _fitting(found: Iterable[Number], part: int) -> str:
    """Name the bases that a percentage does fit, the first three of them."""
    named = [f"{_share(part, number)}, as in {number.where}" for number in found]
    return " or ".join(named[:3])


def claim_bare(case: Case) -> Iterator[Problem]:
    """Find a percentage without a count, and say which counts it would take.

    It cannot be recomputed: "over 70 per cent" of the fact sheet, item 14b.
    """
    claim = case.record
    for name, percent in claim.get("percent", {}).items():
        if name not in (*ANSWERS, *FOUND) or name in claim.get("numbers", {}):
            continue
        message = f"{_stated(claim, name)} is stated without a count"
        over = is_over(claim, name)
        taken = (_taken(percent, whole, over=over) for whole in _wholes(case, name))
        yield Problem(f"percent.{name}", percent, message, next(filter(None, taken), ""))


def _taken(percent: float, whole: Number, *, over: bool) -> str:
    """Say how many of a whole the percentage stated would be; nothing when none would."""
    counts = parts_for(percent, whole.value, over=over)
    if counts is None:
        return ""
    fewest, most = counts
    several = f"{fewest} or more" if over else f"{fewest} to {most}"
    return f"{fewest if fewest == most else several} of the {whole.value} {whole.name}"


def claim_base(case: Case) -> Iterator[Problem]:
    """Find a share of what was carried out that does not name its base.

    Of all, of those supported, of those assessed: the base decides the percentage.
    """
    percent = case.record.get("percent", {})
    if "base" not in case.record and any(name in percent for name in FOUND):
        yield Problem("base", "", "a percentage is stated, and not of what")


def claim_denominator(case: Case) -> Iterator[Problem]:
    """Find a denominator that is not the number of what the base names."""
    claim = case.record
    numbers, base = claim.get("numbers", {}), claim.get("base", "")
    own = bases({**claim, "numbers": {k: v for k, v in numbers.items() if k != "denominator"}})
    stated = own.get(BASES.get(base, ""))
    if stated is not None and numbers.get("denominator", stated) != stated:
        given = numbers["denominator"]
        message = f'{given} is not the {stated} that the claim gives for its base "{base}"'
        yield Problem("numbers.denominator", given, message, str(stated))


def claim_over(case: Case) -> Iterator[Problem]:
    """Find a statement of "more than" that does not say more than what."""
    claim = case.record
    stated = {*claim.get("numbers", ()), *claim.get("percent", ())}
    if claim.get("over") and stated <= {"made", "denominator"}:
        yield Problem("over", "true", "it says more than, and not than what")


# --- beside the record ----------------------------------------------------------


def claim_record(case: Case) -> Iterator[Problem]:
    """Find what a claim counts otherwise than the record of the same cycle shows.

    What else the record has that number of is named: of items, as UPR Info counts, or
    of an earlier day, as 55 of the 93 were supported in May 2010 (A/HRC/15/16).
    """
    claim = case.record
    shown = counts_on(case.context, cycle_of(claim), case.context.as_of)
    if shown is None or not _whole_cycle(case, shown):
        return
    numbers = claim.get("numbers", {})
    for name in ("made", *ANSWERS):
        count = getattr(shown, name)
        over = is_over(claim, name)
        if name in numbers and (count <= numbers[name] if over else count != numbers[name]):
            stated = f"{'more than ' if over else ''}{numbers[name]} {name}"
            message = f"{stated} by the claim, {count} by the record"
            right = _elsewhere(case, name, numbers[name])
            yield Problem(f"numbers.{name}", numbers[name], message, f"{count} {name}{right}")
    for name, percent in claim.get("percent", {}).items():
        part = getattr(shown, name) if name in ANSWERS and name not in numbers else None
        if part is not None and not fits(percent, part, shown.made, over=is_over(claim, name)):
            share = _share(part, Number(shown.made, "made", ""))
            message = f"{_stated(claim, name)} by the claim, {share} by the record"
            yield Problem(f"percent.{name}", percent, message, share)


def _whole_cycle(case: Case, shown: Counts) -> bool:
    """Say whether the record holds the whole cycle: as many as the first count reported of it."""
    for review in case.context.collection.of(REVIEW).values():
        if cycle_of(review) == cycle_of(case.record):
            first: Record = next(iter(review.get("reported", ())), {})
            return bool(shown.made >= first.get("made", 0))
    return True


def _elsewhere(case: Case, name: str, stated: int) -> str:
    """Say of what else the record has the number stated: of an earlier time, or of items."""
    if is_over(case.record, name):
        return ""
    cycle = cycle_of(case.record)
    if getattr(case.context.once(by_items)[cycle], name) == stated:
        return f"; {stated} by items, one for each recommending State"
    changes = case.context.once(histories)[cycle]
    for number, counts in enumerate(changes[:-1]):
        if getattr(counts, name) == stated:
            until = changes[number + 1].since - timedelta(days=1)
            return f"; {stated} from {counts.since} to {until}"
    return ""


RULES = (
    Rule("claim-percent", WARNING, (CLAIM,), claim_percent),
    Rule("claim-denominator", WARNING, (CLAIM,), claim_denominator),
    Rule("claim-over", WARNING, (CLAIM,), claim_over),
    Rule("claim-base", NOTE, (CLAIM,), claim_base),
    Rule("claim-bare", NOTE, (CLAIM,), claim_bare),
    Rule("claim-record", NOTE, (CLAIM,), claim_record),
)
