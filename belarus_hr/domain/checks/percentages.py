"""The arithmetic of the check: whether a percentage fits, and the numbers known of each cycle."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from belarus_hr.domain.checks.rule import CheckContext
from belarus_hr.domain.figures.counting import ITEMS, CountingMethod, Entry, count_answers
from belarus_hr.domain.figures.tallies import Answers
from belarus_hr.domain.records.kinds import CLAIM, RECOMMENDATION, REVIEW, Record
from belarus_hr.domain.reference.vocabulary import SUPPORTED
from belarus_hr.domain.text import edtf

#: What a State can answer, and what an assessor can find; each adds up to its whole.
ANSWERS = ("supported", "noted", "pending")
FOUND = ("implemented", "partly", "not_implemented", "not_assessed")

#: The number that each name of a base stands for.
BASES = {"all": "made", "supported": "supported", "noted": "noted", "assessed": "assessed"}

#: A mechanism and its cycle, where it has cycles.
Cycle = tuple[str, int | None]


def cycle_of(record: Record) -> Cycle:
    """Return the mechanism and the cycle that a record is about."""
    return (record["mechanism"], record.get("cycle"))


def is_over(claim: Record, part: str) -> bool:
    """Say whether a claim says that a part is more than the number it gives.

    What it says so of is the furthest it speaks of: of the verdicts, where it counts
    any, and not of the answers that they are of.
    """
    stated = {*claim.get("numbers", ()), *claim.get("percent", ())}
    spoken = ANSWERS if stated.isdisjoint(FOUND) else FOUND
    return bool(claim.get("over")) and part in spoken


# --- percentages --------------------------------------------------------------


def half_unit(percent: float) -> Fraction:
    """Return half a unit of the last digit stated: 0.05 of 15.5, 0.5 of 70."""
    exponent = Decimal(str(percent)).as_tuple().exponent
    return Fraction(10) ** int(exponent) / 2


def exactly(percent: float) -> Fraction:
    """Return a percentage as it is written, in decimal."""
    return Fraction(Decimal(str(percent)))


def fits(percent: float, part: int, whole: int, *, over: bool = False) -> bool:
    """Say whether ``part`` of ``whole`` is the percentage stated, as far as it is stated.

    Within half a unit of its last digit; ``over`` means more than that. Nothing is a
    share of an empty whole.
    """
    if not whole:
        return False
    share = Fraction(100 * part, whole)
    if over:
        return share > exactly(percent)
    return abs(share - exactly(percent)) <= half_unit(percent)


def parts_for(percent: float, whole: int, *, over: bool) -> tuple[int, int] | None:
    """Return the fewest and the most of ``whole`` that are the percentage stated, if any are."""
    if over:
        fewest, most = int(exactly(percent) * whole / 100) + 1, whole
    else:
        least = (exactly(percent) - half_unit(percent)) * whole / 100
        fewest = max(0, -int(-least // 1))
        most = int((exactly(percent) + half_unit(percent)) * whole / 100)
    return (fewest, min(most, whole)) if fewest <= min(most, whole) else None


# --- numbers known of a cycle -------------------------------------------------


class Number(NamedTuple):
    """A number of recommendations, what it counts, and where it stands."""

    value: int
    name: str
    where: str


class Counts(NamedTuple):
    """How many recommendations of a cycle are on record, by the State's answer, from a day on."""

    since: date
    made: int
    supported: int
    noted: int
    pending: int


def counts_on(context: CheckContext, cycle: Cycle, day: date) -> Counts | None:
    """Return what the record shows of a cycle on a day; None when it shows nothing."""
    known = [counts for counts in context.once(histories).get(cycle, ()) if counts.since <= day]
    return known[-1] if known else None


def histories(context: CheckContext) -> dict[Cycle, list[Counts]]:
    """Return for each cycle what the record showed, from each day on which that changed."""
    changes: dict[Cycle, dict[date, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for record in context.collection.of(RECOMMENDATION).values():
        current = None
        for day, answer in _answers(record, context):
            found = changes[cycle_of(record)][day]
            found[answer] += 1
            if current is not None:
                found[current] -= 1
            current = answer
    return {cycle: list(_added_up(by_day)) for cycle, by_day in changes.items()}


def _answers(record: Record, context: CheckContext) -> Iterator[tuple[date, str]]:
    """Yield the answers to a recommendation as a cycle counts them, each with its first day."""
    made = context.collection.made(record) or date.min
    dated = {edtf.parse(part["date"]).first for part in _dated(record)}
    for day in sorted({made, *(day for day in dated if day > made)}):
        answer = context.collection.answer(record, day)
        if answer is not None:
            yield day, "supported" if answer in SUPPORTED else answer


def _dated(record: Record) -> Iterable[Record]:
    return (part for part in record.get("responses", ()) if "date" in part)


def _added_up(by_day: Mapping[date, Counter[str]]) -> Iterator[Counts]:
    total: Counter[str] = Counter()
    for day in sorted(by_day):
        total.update(by_day[day])
        yield Counts(day, total.total(), *(total[name] for name in ANSWERS))


def by_items(context: CheckContext) -> dict[Cycle, Answers]:
    """Return for each cycle the counts by item, one for each recommending State, as UPR Info."""
    entries: dict[Cycle, list[Entry]] = defaultdict(list)
    for id_, record in context.collection.of(RECOMMENDATION).items():
        entries[cycle_of(record)].append((id_, record))
    way = CountingMethod(context.as_of, ITEMS)
    return {cycle: count_answers(context.collection, of, way) for cycle, of in entries.items()}


def known_numbers(context: CheckContext) -> dict[Cycle, list[Number]]:
    """Return for each cycle the numbers that can be the base of a percentage.

    The record's own, then those of claims, then those reported in reviews.
    """
    found: dict[Cycle, list[Number]] = defaultdict(list)
    for cycle in context.once(histories):
        counts = counts_on(context, cycle, context.as_of)
        items = context.once(by_items)[cycle]
        for name in ("made", *ANSWERS) if counts else ():
            found[cycle].append(Number(getattr(counts, name), name, "the record"))
            found[cycle].append(Number(getattr(items, name), name, "the record, by items"))
    for id_, claim in context.collection.of(CLAIM).items():
        for name, value in bases(claim).items():
            found[cycle_of(claim)].append(Number(value, name, id_))
    for id_, review in context.collection.of(REVIEW).items():
        for reported in review.get("reported", ()):
            where = f"{id_} by {reported['by']}" if "by" in reported else id_
            for name in ("made", *ANSWERS):
                if name in reported:
                    found[cycle_of(review)].append(Number(reported[name], name, where))
    return found


def bases(claim: Record) -> dict[str, int]:
    """Return the numbers of a claim that can be a base, by what they count."""
    numbers = claim.get("numbers", {})
    found = {name: numbers[name] for name in ("made", *ANSWERS) if name in numbers}
    if "denominator" in numbers:
        found.setdefault(BASES.get(claim.get("base", ""), "denominator"), numbers["denominator"])
    if all(name in numbers for name in FOUND[:3]):
        found.setdefault("assessed", sum(numbers[name] for name in FOUND[:3]))
    return found


def bases_that_fit(
    percent: float, part: int, numbers: Iterable[Number], *, over: bool
) -> list[Number]:
    """Return the numbers of which ``part`` is the percentage stated, one for each value."""
    found: dict[int, Number] = {}
    for number in numbers:
        if part <= number.value and fits(percent, part, number.value, over=over):
            found.setdefault(number.value, number)
    return list(found.values())
