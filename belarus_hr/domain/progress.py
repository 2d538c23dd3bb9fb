"""The arithmetic of progress: how much of what was supported is carried out, according to whom.

Verdicts of different assessors are never mixed into one figure, and every share
knows its numerator, its denominator and the name of the denominator.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from belarus_hr.domain import dates
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records import CLAIM, RECOMMENDATION, REVIEW, Record
from belarus_hr.domain.select import recommending_states
from belarus_hr.domain.words import NOT_ASSESSED, SELF, SUPPORTED

Entry = tuple[str, Record]

#: The default whole of a percentage.
BASE = "supported"


class Share(NamedTuple):
    """A part of a whole, with the name of the whole: ``3/74 supported (4.1 %)``."""

    numerator: int
    denominator: int
    base: str

    @property
    def percent(self) -> float | None:
        """Return the share in per cent to one decimal; None of an empty whole."""
        if not self.denominator:
            return None
        return round(100 * self.numerator / self.denominator, 1)

    def __str__(self) -> str:
        plain = f"{self.numerator}/{self.denominator} {self.base}"
        return plain if self.percent is None else f"{plain} ({self.percent:.1f} %)"


class Tally(NamedTuple):
    """What one assessor found of the recommendations in a base."""

    assessor: str
    implemented: int
    partly: int
    not_implemented: int
    not_assessed: int
    base: str

    @property
    def share(self) -> Share:
        """Return the share found implemented in full; ``partly`` is not part of it."""
        total = self.implemented + self.partly + self.not_implemented + self.not_assessed
        return Share(self.implemented, total, self.base)

    @property
    def nothing(self) -> bool:
        """Say whether the assessor has found nothing yet of what is counted."""
        return self.not_assessed == self.share.denominator


class Answers(NamedTuple):
    """How many recommendations were made and how the State answered them."""

    made: int | None = None
    supported: int | None = None
    partly_supported: int | None = None
    noted: int | None = None
    pending: int | None = None


class Group(NamedTuple):
    """The recommendations that share a theme, a State or another mark."""

    name: str
    answers: Answers
    tallies: tuple[Tally, ...]


class CycleProgress(NamedTuple):
    """One UPR cycle: what the record shows, and what is claimed of it.

    ``counted`` says where ``answers`` come from: ``recommendations`` on record; a
    count ``reported`` by others, while fewer than that are on record; or None when
    nobody's count is known. ``on_record`` recommendations are; tallies and groups
    count those. ``reported`` holds others' counts, for comparison.
    """

    cycle: int
    review: Record
    answers: Answers
    counted: str | None
    on_record: int
    reported: tuple[Record, ...]
    confidence: dict[str, int]
    tallies: tuple[Tally, ...]
    claims: tuple[Entry, ...]
    groups: tuple[Group, ...]


class _Question(NamedTuple):
    """What is asked of every cycle alike."""

    collection: Collection
    as_of: date
    assessors: tuple[str, ...]
    group_by: str | None


def cycles(
    collection: Collection,
    *,
    as_of: date,
    cycle: int | None = None,
    assessors: tuple[str, ...] = (),
    group_by: str | None = None,
) -> list[CycleProgress]:
    """Return the progress of each UPR cycle begun by ``as_of``, or of one of them.

    ``assessors`` narrows the tallies; by default every assessor that has spoken
    has one, ``self`` always. ``group_by`` is one of GROUPINGS.
    """
    asked = _Question(collection, as_of, assessors or collection.assessors, group_by)
    reviews = {
        record["cycle"]: record
        for record in collection.of(REVIEW).values()
        if record["mechanism"] == "UPR"
        if "date" not in record or dates.parse(record["date"]).first <= as_of
    }
    entries: dict[int, list[Entry]] = {number: [] for number in reviews}
    for id_, record in collection.of(RECOMMENDATION).items():
        if (
            record["mechanism"] == "UPR"
            and "cycle" in record
            and collection.answer(record, as_of) is not None
        ):
            entries.setdefault(record["cycle"], []).append((id_, record))
    return [
        _cycle(number, reviews.get(number, {}), entries[number], asked)
        for number in sorted(entries)
        if cycle in (None, number)
    ]


def _cycle(number: int, review: Record, entries: list[Entry], asked: _Question) -> CycleProgress:
    reported = tuple(
        count
        for count in review.get("reported", ())
        if "date" not in count or dates.parse(count["date"]).first <= asked.as_of
    )
    answers = count_answers(asked.collection, entries, asked.as_of)
    counted: str | None = "recommendations"
    if reported and (answers.made or 0) < reported[0].get("made", 0):
        answers, counted = _answers_of(reported[0]), "reported"
    elif not entries:
        answers, counted = Answers(), None
    return CycleProgress(
        cycle=number,
        review=review,
        answers=answers,
        counted=counted,
        on_record=len(entries),
        reported=reported,
        confidence=_confidence(entries, asked),
        tallies=_tallies(entries, asked),
        claims=_claims(number, asked),
        groups=_groups(entries, asked),
    )


def count_answers(collection: Collection, entries: Iterable[Entry], as_of: date) -> Answers:
    """Count recommendations by the State's answer on a day."""
    found = Counter(collection.answer(record, as_of) for _, record in entries)
    found.pop(None, None)
    return Answers(
        made=found.total(),
        supported=sum(found[response] for response in SUPPORTED),
        partly_supported=found["partly-supported"],
        noted=found["noted"],
        pending=found["pending"],
    )


def _answers_of(reported: Record) -> Answers:
    return Answers(
        made=reported.get("made"),
        supported=reported.get("supported"),
        noted=reported.get("noted"),
        pending=reported.get("pending"),
    )


def _tallies(entries: list[Entry], asked: _Question) -> tuple[Tally, ...]:
    base = [id_ for id_, record in _supported(entries, asked)]
    return tuple(tally(asked.collection, base, name, asked.as_of) for name in asked.assessors)


def tally(collection: Collection, ids: Iterable[str], assessor: str, as_of: date) -> Tally:
    """Count one assessor's verdicts on the recommendations ``ids`` as they stood on a day."""
    found = Counter(collection.status(id_, assessor, as_of) for id_ in ids)
    return Tally(
        assessor,
        implemented=found["implemented"],
        partly=found["partly"],
        not_implemented=found["not-implemented"],
        not_assessed=found[NOT_ASSESSED],
        base=BASE,
    )


def _supported(entries: list[Entry], asked: _Question) -> list[Entry]:
    answer, day = asked.collection.answer, asked.as_of
    return [entry for entry in entries if answer(entry[1], day) in SUPPORTED]


def _confidence(entries: list[Entry], asked: _Question) -> dict[str, int]:
    """Count how sure the answers of the supported recommendations are."""
    supported = _supported(entries, asked)
    found = Counter(record.get("confidence", "not stated") for _, record in supported)
    return dict(found.most_common())


def _claims(cycle: int, asked: _Question) -> tuple[Entry, ...]:
    claims = [
        (id_, record)
        for id_, record in asked.collection.of(CLAIM).items()
        if record["mechanism"] == "UPR"
        and record.get("cycle") == cycle
        and dates.parse(record["date"]).first <= asked.as_of
    ]
    return tuple(sorted(claims, key=lambda entry: (dates.sort_key(entry[1]["date"]), entry[0])))


#: Counts that a cycle's own record can be asked for.
_ANSWERED = ("made", "supported", "noted", "pending")
_FOUND = ("implemented", "partly", "not_implemented", "not_assessed")


def beside(claim: Record, progress: CycleProgress) -> dict[str, str]:
    """Return, for each thing a claim counts, what the record shows of it, in words.

    What was carried out is taken from the verdicts of the claim's own assessor
    where it has given any, else from ``self``; the words say whose they are.
    """
    names = {*claim.get("numbers", ()), *claim.get("percent", ())}
    reported = " (reported)" if progress.counted == "reported" else ""
    shown = {
        name: f"{value} {name}{reported}"
        for name in _ANSWERED
        if name in names and (value := getattr(progress.answers, name)) is not None
    }
    tally = _tally_for(claim["by"], progress.tallies)
    if tally and tally.share.denominator and not names.isdisjoint(_FOUND):
        found = "nothing assessed" if tally.nothing else str(tally.share)
        shown["implemented"] = f"implemented according to {tally.assessor}: {found}"
    return shown


def _tally_for(assessor: str, tallies: tuple[Tally, ...]) -> Tally | None:
    by_name = {tally.assessor: tally for tally in tallies}
    own = by_name.get(assessor)
    return by_name.get(SELF) if own is None or own.nothing else own


# --- breakdowns --------------------------------------------------------------


#: What recommendations can be grouped by; one may belong to several groups.
GROUPINGS: dict[str, Callable[[Record, str], Iterable[str]]] = {
    "theme": lambda record, _: record.get("themes", ()),
    "state": lambda record, _: recommending_states(record),
    "action": lambda record, _: sorted(
        {str(item["action"]) for item in record.get("items", ()) if "action" in item}
    ),
    "response": lambda _, response: (response,),
    "group": lambda record, _: record.get("groups", ()),
}
NO_GROUP = "(none)"


def _groups(entries: list[Entry], asked: _Question) -> tuple[Group, ...]:
    if asked.group_by is None:
        return ()
    members: dict[str, list[Entry]] = {}
    for entry in entries:
        response = asked.collection.answer(entry[1], asked.as_of) or "pending"
        for name in GROUPINGS[asked.group_by](entry[1], response) or (NO_GROUP,):
            members.setdefault(name, []).append(entry)
    return tuple(
        Group(name, count_answers(asked.collection, found, asked.as_of), _tallies(found, asked))
        for name, found in sorted(members.items(), key=lambda item: (-len(item[1]), item[0]))
    )
