"""The arithmetic of claims: percentages, and the numbers known of each cycle."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from belarus_hr.domain.checks.rule import CheckContext
from belarus_hr.domain.figures.counting import ITEMS, Answers, CountingMethod, Share, count_answers
from belarus_hr.domain.records.kind import Entry
from belarus_hr.domain.records.kinds import CLAIM, RECOMMENDATION, REVIEW, Record
from belarus_hr.domain.reference.vocabulary import ANSWER_COUNTS, VERDICT_COUNTS
from belarus_hr.domain.text import edtf

#: What the records of a cycle count.
MADE_AND_ANSWERS = ("made", *ANSWER_COUNTS)
#: The number that each name of a base stands for.
BASE_NUMBERS = {"all": "made", "supported": "supported", "noted": "noted", "assessed": "assessed"}

#: A mechanism and its cycle, where it has cycles.
ReviewKey = tuple[str, int | None]


def review_key(record: Record) -> ReviewKey:
    """Return the mechanism and the cycle that a record is about."""
    return (record["mechanism"], record.get("cycle"))


# --- percentages --------------------------------------------------------------


def is_over(claim: Record, part: str) -> bool:
    """Say whether a claim says that a part is more than the number stated.

    A claim that is ``over`` says "more than" of the verdicts where it counts any, else of the
    answers: "over 70 per cent of the 74 supported" means more than 70 per cent, and 74 supported.
    """
    stated = {*claim.get("numbers", ()), *claim.get("percent", ())}
    parts = ANSWER_COUNTS if stated.isdisjoint(VERDICT_COUNTS) else VERDICT_COUNTS
    return bool(claim.get("over")) and part in parts


class Percentage(NamedTuple):
    """A percentage as a claim states it: "over 70 per cent implemented"."""

    part: str
    value: float
    over: bool

    def __str__(self) -> str:
        return f"{'over ' if self.over else ''}{self.value} per cent {self.part}"

    @property
    def exact(self) -> Fraction:
        """Return the percentage as the decimal number that is written."""
        return Fraction(Decimal(str(self.value)))

    @property
    def slack(self) -> Fraction:
        """Return half a unit of the last digit stated: 0.05 of 15.5, 0.5 of 70."""
        exponent = Decimal(str(self.value)).as_tuple().exponent
        return Fraction(10) ** int(exponent) / 2

    def fits(self, count: int, whole: int) -> bool:
        """Say whether a count is this percentage of a whole, to the precision stated.

        No count is a share of an empty whole.
        """
        if not whole:
            return False
        share = Fraction(100 * count, whole)
        return share > self.exact if self.over else abs(share - self.exact) <= self.slack

    def counts(self, whole: int) -> str:
        """Return in words which counts are this percentage of a whole: "3 to 5"; "" for none."""
        if self.over:
            fewest, most = int(self.exact * whole / 100) + 1, whole
        else:
            fewest = max(0, -int(-(self.exact - self.slack) * whole / 100 // 1))
            most = min(whole, int((self.exact + self.slack) * whole / 100))
        if fewest > most:
            return ""
        several = f"{fewest} or more" if self.over else f"{fewest} to {most}"
        return str(fewest) if fewest == most else several


def percentages(claim: Record) -> list[Percentage]:
    """Return the percentages of a claim that are of answers or of verdicts."""
    return [
        Percentage(part, value, is_over(claim, part))
        for part, value in claim.get("percent", {}).items()
        if part in (*ANSWER_COUNTS, *VERDICT_COUNTS)
    ]


# --- numbers known of a cycle -------------------------------------------------


class Number(NamedTuple):
    """A number of recommendations, what it counts, and where it stands."""

    value: int
    name: str
    where: str

    def share(self, count: int) -> str:
        """Return a count as a share of this number: "2/155 supported (1.3 %)"."""
        return str(Share(count, self.value, "all" if self.name == "made" else self.name))


def bases(claim: Record) -> dict[str, int]:
    """Return the numbers of a claim that can be a base, by what they count."""
    numbers = claim.get("numbers", {})
    wholes = {name: numbers[name] for name in MADE_AND_ANSWERS if name in numbers}
    if "denominator" in numbers:
        wholes.setdefault(
            BASE_NUMBERS.get(claim.get("base", ""), "denominator"), numbers["denominator"]
        )
    if all(name in numbers for name in VERDICT_COUNTS[:3]):
        wholes.setdefault("assessed", sum(numbers[name] for name in VERDICT_COUNTS[:3]))
    return wholes


def known_numbers(context: CheckContext) -> dict[ReviewKey, list[Number]]:
    """Return for each cycle the numbers that can be the base of a percentage.

    First come the counts of the recommendations on record, then the numbers of claims, then the
    counts reported in reviews.
    """
    numbers: dict[ReviewKey, list[Number]] = defaultdict(list)
    for review, spans in context.once(periods).items():
        now = (span.answers for span in spans if span.since <= context.as_of <= span.until)
        own, items = next(now, None), context.once(by_items)[review]
        for name in MADE_AND_ANSWERS if own else ():
            numbers[review].append(Number(getattr(own, name), name, "the record"))
            numbers[review].append(Number(getattr(items, name), name, "the record, by items"))
    for id_, claim in context.collection.of(CLAIM).items():
        numbers[review_key(claim)] += [Number(n, name, id_) for name, n in bases(claim).items()]
    for id_, record in context.collection.of(REVIEW).items():
        for reported in record.get("reported", ()):
            where = f"{id_} by {reported['by']}" if "by" in reported else id_
            named = (name for name in MADE_AND_ANSWERS if name in reported)
            numbers[review_key(record)] += [Number(reported[name], name, where) for name in named]
    return numbers


class Period(NamedTuple):
    """The answers that the record of a cycle shows from one day to another."""

    since: date
    until: date
    answers: Answers


def periods_of_claim(context: CheckContext, claim: Record) -> list[Period]:
    """Return the periods of the record in which a claim was made, one for each of its days."""
    claimed_on = edtf.parse(claim["date"])
    since, until = min(claimed_on.first, context.as_of), min(claimed_on.last, context.as_of)
    spans = context.once(periods).get(review_key(claim), ())
    return [period for period in spans if period.since <= until and since <= period.until]


def periods(context: CheckContext) -> dict[ReviewKey, list[Period]]:
    """Return for each cycle the periods in which the answers on record stayed the same."""
    changes: dict[ReviewKey, dict[date, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for record in context.collection.of(RECOMMENDATION).values():
        before = None
        for day, answer in _answers(record, context):
            change = changes[review_key(record)][day]
            change[answer] += 1
            if before is not None:
                change[before] -= 1
            before = answer
    return {review: list(_added_up(by_day)) for review, by_day in changes.items()}


def _answers(record: Record, context: CheckContext) -> Iterator[tuple[date, str]]:
    """Yield the answers to a recommendation, each with the first day on which it held."""
    made_on = context.collection.responses.made_on(record) or date.min
    dated = (entry["date"] for entry in record.get("responses", ()) if "date" in entry)
    days = {edtf.parse(text).first for text in dated}
    for day in sorted({made_on, *(day for day in days if day > made_on)}):
        answer = context.collection.responses.answer(record, day)
        if answer is not None:
            yield day, answer


def _added_up(by_day: Mapping[date, Counter[str]]) -> Iterator[Period]:
    """Yield the periods that the changes of each day begin."""
    total: Counter[str] = Counter()
    days = sorted(by_day)
    untils = [*(day - timedelta(days=1) for day in days[1:]), date.max]
    for since, until in zip(days, untils, strict=True):
        total.update(by_day[since])
        yield Period(since, until, Answers.of(total))


def by_items(context: CheckContext) -> dict[ReviewKey, Answers]:
    """Return for each cycle the answers by item, as UPR Info counts: one for each State."""
    entries: dict[ReviewKey, list[Entry]] = defaultdict(list)
    for id_, record in context.collection.of(RECOMMENDATION).items():
        entries[review_key(record)].append((id_, record))
    method = CountingMethod(context.as_of, ITEMS)
    return {review: count_answers(context.collection, e, method) for review, e in entries.items()}
