"""The arithmetic of progress: how much of what was supported is carried out, according to whom.

Verdicts of different assessors are never mixed into one figure, and every share
knows its numerator, its denominator and the name of the denominator.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures import counting
from belarus_hr.domain.figures.counting import Entry, Unit, Way
from belarus_hr.domain.figures.tallies import Answers, Tally, answers_of
from belarus_hr.domain.records.kinds import CLAIM, RECOMMENDATION, REVIEW, Record
from belarus_hr.domain.reference.vocabulary import SELF, SUPPORTED
from belarus_hr.domain.text import edtf

if TYPE_CHECKING:
    from belarus_hr.domain.figures.breakdown import Cross, Group


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
    upr_info: Tally | None = None
    groups: tuple[Group, ...] = ()
    cross: Cross | None = None


class Question(NamedTuple):
    """What is asked of every cycle alike.

    ``assessors`` are those with a tally; empty, every one that has spoken by the day,
    ``self`` always. ``narrowed`` says that claims are theirs alone too. ``group_by`` is
    up to two of GROUPINGS. ``with_index`` adds UPR Info's mid-term index.
    """

    way: Way
    assessors: tuple[str, ...] = ()
    group_by: tuple[str, ...] = ()
    with_index: bool = False
    narrowed: bool = False


def cycles(
    collection: Collection, asked: Question, cycle: int | None = None
) -> list[CycleProgress]:
    """Return the progress of each UPR cycle begun by the day, or of one of them."""
    as_of = asked.way.as_of
    asked = asked._replace(assessors=asked.assessors or collection.spoken_by(as_of))
    reviews = {
        record["cycle"]: record
        for record in collection.of(REVIEW).values()
        if record["mechanism"] == "UPR"
        if "date" not in record or edtf.parse(record["date"]).first <= as_of
    }
    made: dict[int, list[Unit]] = {number: [] for number in reviews}
    for unit in counting.paragraphs(collection, _of_cycles(collection), as_of):
        made.setdefault(unit.record["cycle"], []).append(unit)
    return [
        _cycle(collection, number, reviews.get(number, {}), made[number], asked)
        for number in sorted(made)
        if cycle in (None, number)
    ]


def _of_cycles(collection: Collection) -> list[Entry]:
    records = collection.of(RECOMMENDATION).items()
    return [one for one in records if one[1]["mechanism"] == "UPR" and "cycle" in one[1]]


def _cycle(
    collection: Collection, number: int, review: Record, made: list[Unit], asked: Question
) -> CycleProgress:
    way = asked.way
    units = counting.split(made, way.unit)
    reported = tuple(
        count
        for count in review.get("reported", ())
        if "date" not in count or edtf.parse(count["date"]).first <= way.as_of
    )
    best: Record = next(iter(review.get("reported", ())), {})
    answers = answers_of(unit.response for unit in units)
    counted: str | None = "recommendations"
    if reported and len(made) < best.get("made", 0):
        answers, counted = _answers_of(reported[0]), "reported"
    elif not made:
        answers, counted = Answers(), None
    return CycleProgress(
        cycle=number,
        review=review,
        answers=answers,
        counted=counted,
        on_record=len(made),
        reported=reported,
        confidence=_confidence(made),
        tallies=counting.tallies(collection, units, asked.assessors, way),
        claims=_claims(collection, number, asked),
        upr_info=_index(collection, units, asked),
        groups=_groups(collection, units, asked),
        cross=_cross(collection, units, asked),
    )


def _index(collection: Collection, units: list[Unit], asked: Question) -> Tally | None:
    if not asked.with_index:
        return None
    from belarus_hr.domain.figures import upr_info_index

    return upr_info_index.tally(collection, units, asked.way)


def _groups(collection: Collection, units: list[Unit], asked: Question) -> tuple[Group, ...]:
    if len(asked.group_by) != 1:
        return ()
    from belarus_hr.domain.figures import breakdown

    return breakdown.groups(collection, units, asked.group_by[0], asked.assessors, asked.way)


def _cross(collection: Collection, units: list[Unit], asked: Question) -> Cross | None:
    if len(asked.group_by) != 2:
        return None
    from belarus_hr.domain.figures import breakdown

    down, over = asked.group_by
    return breakdown.cross(collection, units, (down, over), asked.way)


def _answers_of(reported: Record) -> Answers:
    return Answers(
        made=reported.get("made"),
        supported=reported.get("supported"),
        noted=reported.get("noted"),
        pending=reported.get("pending"),
    )


def _confidence(made: list[Unit]) -> dict[str, int]:
    """Count how sure the answers of the supported recommendations are."""
    supported = (unit.record for unit in made if unit.response in SUPPORTED)
    found = Counter(record.get("confidence", "not stated") for record in supported)
    return dict(found.most_common())


def _claims(collection: Collection, cycle: int, asked: Question) -> tuple[Entry, ...]:
    claims = [
        (id_, record)
        for id_, record in collection.of(CLAIM).items()
        if record["mechanism"] == "UPR"
        and record.get("cycle") == cycle
        and edtf.parse(record["date"]).first <= asked.way.as_of
        and (not asked.narrowed or record["by"] in asked.assessors)
    ]
    return tuple(sorted(claims, key=lambda entry: (edtf.sort_key(entry[1]["date"]), entry[0])))


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
