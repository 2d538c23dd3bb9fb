"""The progress of each UPR cycle: how much of what was supported each assessor finds carried out.

A figure never mixes the verdicts of different assessors, and every share has its numerator, its
denominator and the name of the denominator.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from belarus_hr.domain.collection import ALL_COUNTRIES, Collection
from belarus_hr.domain.figures import counting
from belarus_hr.domain.figures.counting import Answers, CountingMethod, Tally, Unit, answers_of
from belarus_hr.domain.frozen import Frozen
from belarus_hr.domain.records.kind import Entry
from belarus_hr.domain.records.kinds import CLAIM, RECOMMENDATION, REVIEW, Record
from belarus_hr.domain.records.recommendation import concerned
from belarus_hr.domain.reference.states import BELARUS
from belarus_hr.domain.reference.vocabulary import ANSWER_COUNTS, SELF, SUPPORTED, VERDICT_COUNTS
from belarus_hr.domain.text import edtf

if TYPE_CHECKING:
    from belarus_hr.domain.figures.breakdown import Cross, Group


class CycleProgress(Frozen):
    """One UPR cycle: what the record shows, and what is claimed of it.

    ``counted`` says where ``answers`` come from: the ``recommendations`` on record; a count
    ``reported`` by others, while fewer than that are on record; or None when nobody's count is
    known. ``on_record`` is the number of recommendations on record, which ``tallies`` (by
    assessor) and groups count. ``reported`` holds others' counts, for comparison.

    Of all States together, ``states`` says how many recommendations to each are on record, and
    ``answers`` count these: what others report of one State is never added to them. It stands in
    for them only where no other State is on record. Such a cycle has no one ``review``.
    """

    cycle: int
    review: Record
    answers: Answers
    counted: str | None
    on_record: int
    reported: tuple[Record, ...]
    confidence: dict[str, int]
    tallies: dict[str, Tally]
    claims: tuple[Entry, ...]
    upr_info: Tally | None = None
    groups: tuple[Group, ...] = ()
    cross: Cross | None = None
    states: Mapping[str, int] = {}

    @property
    def states_counted(self) -> list[str]:
        """Return which of all States the answers are of."""
        reported = self.counted == "reported"
        return [name for name, number in self.states.items() if number or reported]


class Question(Frozen):
    """What is asked of every cycle alike.

    Without ``assessors``, every assessor that has spoken by the day has a tally, and ``self``
    always. ``narrowed`` leaves out the claims of other assessors too. ``group_by`` names up to
    two of GROUPINGS. ``with_index`` adds UPR Info's mid-term index.
    """

    method: CountingMethod
    assessors: tuple[str, ...] = ()
    group_by: tuple[str, ...] = ()
    with_index: bool = False
    narrowed: bool = False


def cycles(
    collection: Collection, question: Question, cycle: int | None = None
) -> list[CycleProgress]:
    """Return the progress of each UPR cycle begun by the day, or of the cycle asked for."""
    as_of = question.method.as_of
    if not question.assessors:
        question = question.replace(assessors=collection.verdicts.assessors_by(as_of))
    reviews = {
        record["cycle"]: record
        for _, record in collection.of_mechanism(REVIEW)
        if _happened(record, as_of)
    }
    by_cycle: dict[int, list[Unit]] = {number: [] for number in reviews}
    made = (entry for entry in collection.of_mechanism(RECOMMENDATION) if "cycle" in entry[1])
    for unit in counting.paragraphs(collection, made, as_of):
        by_cycle.setdefault(unit.record["cycle"], []).append(unit)
    claims = _claims(collection, question)
    progress_by_cycle = {
        number: _cycle(collection, question, number, reviews.get(number, {}), by_cycle[number])
        for number in sorted(by_cycle)
        if cycle in (None, number)
    }
    # Figures of all States, where others than Belarus are on record.
    if collection.country == ALL_COUNTRIES and not all(map(_to_belarus_alone, by_cycle.values())):
        progress_by_cycle = {
            number: _of_all_states(progress, by_cycle[number])
            for number, progress in progress_by_cycle.items()
        }
    return [
        progress.replace(claims=tuple(claims.get(number, ())))
        for number, progress in progress_by_cycle.items()
    ]


def _happened(record: Record, as_of: date) -> bool:
    """Say whether a record is of a day or before; a record without a date is."""
    return "date" not in record or edtf.began(record["date"], as_of)


def _cycle(
    collection: Collection, question: Question, number: int, review: Record, paragraphs: list[Unit]
) -> CycleProgress:
    """Return the progress of one cycle, without the claims."""
    method = question.method
    units = counting.split_units(paragraphs, method.unit)
    counts = review.get("reported", ())
    reported = tuple(count for count in counts if _happened(count, method.as_of))
    answers, counted = Answers(), None
    if reported and len(paragraphs) < counts[0].get("made", 0) and _to_belarus_alone(paragraphs):
        said = {name: reported[0].get(name) for name in ("made", *ANSWER_COUNTS)}
        answers, counted = Answers(**said), "reported"
    elif paragraphs:
        answers, counted = answers_of(unit.response for unit in units), "recommendations"
    progress = CycleProgress(
        cycle=number,
        review=review,
        answers=answers,
        counted=counted,
        on_record=len(paragraphs),
        reported=reported,
        confidence=_confidence(paragraphs),
        tallies=counting.tallies(collection, units, question.assessors, method),
        claims=(),
    )
    if question.with_index:
        from belarus_hr.domain.figures import upr_info_index

        progress = progress.replace(upr_info=upr_info_index.index_tally(collection, units, method))
    return _grouped(progress, collection, question, units) if question.group_by else progress


def _grouped(
    progress: CycleProgress, collection: Collection, question: Question, units: list[Unit]
) -> CycleProgress:
    """Return the progress of a cycle with its groups, or with its cross table of two groupings."""
    from belarus_hr.domain.figures import breakdown

    groupings, method = question.group_by, question.method
    if len(groupings) == 2:
        return progress.replace(cross=breakdown.cross(collection, units, groupings, method))
    groups = breakdown.groups(collection, units, groupings[0], question.assessors, method)
    return progress.replace(groups=groups)


def _to_belarus_alone(paragraphs: list[Unit]) -> bool:
    """Say whether counts of Belarus can be of these: reviews on record are those of Belarus."""
    return all(concerned(unit.record) == BELARUS for unit in paragraphs)


def _of_all_states(progress: CycleProgress, paragraphs: list[Unit]) -> CycleProgress:
    """Return the progress of a cycle of several States, which says what of it is of which."""
    counts = Counter(concerned(unit.record) for unit in paragraphs)
    first = [BELARUS] if BELARUS in counts or progress.review else []
    return progress.replace(
        review={},
        reported=tuple({**count, "country": BELARUS} for count in progress.reported),
        states={name: counts[name] for name in (*first, *sorted(counts.keys() - {BELARUS}))},
    )


def beyond_the_record(progress: CycleProgress) -> Record | None:
    """Return the count reported of Belarus that figures of all States leave out; else None."""
    if not progress.reported or progress.counted == "reported" or not progress.states:
        return None
    fewest = min(count.get("made", 0) for count in progress.reported)
    return progress.reported[0] if progress.states[BELARUS] < fewest else None


def _confidence(paragraphs: list[Unit]) -> dict[str, int]:
    """Count how sure the answers of the supported recommendations are."""
    supported = (unit.record for unit in paragraphs if unit.response in SUPPORTED)
    counts = Counter(record.get("confidence", "not stated") for record in supported)
    return dict(counts.most_common())


def _claims(collection: Collection, question: Question) -> dict[int | None, list[Entry]]:
    """Return the claims made of each cycle by the day, oldest first."""
    claims = [
        (id_, record)
        for id_, record in collection.of_mechanism(CLAIM)
        if _happened(record, question.method.as_of)
        and (not question.narrowed or record["by"] in question.assessors)
    ]
    by_cycle: dict[int | None, list[Entry]] = {}
    for claim in sorted(claims, key=lambda claim: (edtf.sort_key(claim[1]["date"]), claim[0])):
        by_cycle.setdefault(claim[1].get("cycle"), []).append(claim)
    return by_cycle


def compared_with(claim: Record, progress: CycleProgress) -> Tally | None:
    """Return the verdicts that a claim is held against; None where there can be none.

    They are the claim's own assessor's where it has given any, else those of ``self``.
    """
    tally = progress.tallies.get(claim["by"])
    if tally is None or tally.nothing:
        tally = progress.tallies.get(SELF)
    return tally if tally and tally.share.denominator else None


def beside(
    claim: Record, progress: CycleProgress, name: Callable[[str], str] = str
) -> dict[str, str]:
    """Return, for each thing a claim counts, what the record shows of it, in words.

    The words say whose the verdicts are, by the ``name`` of the assessor.
    """
    names = {*claim.get("numbers", ()), *claim.get("percent", ())}
    reported = " (reported)" if progress.counted == "reported" else ""
    shown = {
        name: f"{value} {name}{reported}"
        for name in ("made", *ANSWER_COUNTS)
        if name in names and (value := getattr(progress.answers, name)) is not None
    }
    tally = compared_with(claim, progress)
    if tally and not names.isdisjoint(VERDICT_COUNTS):
        share = tally.share
        result = "nothing assessed" if tally.nothing else f"{share}, {share.assessed} assessed"
        shown["implemented"] = f"implemented according to {name(tally.assessor)}: {result}"
    return shown
