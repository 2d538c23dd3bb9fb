"""Each mechanism at a glance, and one of them in full, as of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures import counting, report_state
from belarus_hr.domain.figures.counting import CountingMethod, Share, Tally, answers_of
from belarus_hr.domain.records.kind import Entry
from belarus_hr.domain.records.kinds import EVENT, GRADE, RECOMMENDATION, REPORT, Record
from belarus_hr.domain.reference.grades import GRADES
from belarus_hr.domain.reference.mechanisms import MECHANISMS, Mechanism
from belarus_hr.domain.text import edtf

#: Kinds of event that tell whether a treaty binds the State.
BINDING = ("signature", "ratification", "accession", "withdrawal", "not-bound")
#: Kinds of event that ask the State for an answer: a visit that is requested, a letter.
ASKING = ("request", "communication")


class FollowUp(NamedTuple):
    """What a body picked for follow-up, and how many recommendations it gave each grade.

    The latest grade of each recommendation counts. Grades are never counted as verdicts.
    """

    picked: int
    grades: dict[str, int]

    @property
    def graded(self) -> int:
        """Return the number of recommendations with a grade."""
        return sum(self.grades.values())


class Asked(NamedTuple):
    """How many events asked the State for an answer, and how many answers are on record."""

    made: int
    answered: int


class Overview(NamedTuple):
    """What is on record about one mechanism."""

    mechanism: Mechanism
    events: int
    first: str | None
    last: str | None
    kinds: dict[str, int]
    reports: int
    open_reports: tuple[str, ...]
    made: int
    supported: int
    #: Of each assessor asked about, the first of whom the share is of.
    tallies: dict[str, Tally]
    follow_up: FollowUp
    #: By the kind of event that asks.
    asked: dict[str, Asked]

    @property
    def share(self) -> Share:
        """Return the share of the supported that the first assessor found implemented."""
        return next(iter(self.tallies.values())).share


class MechanismRecord(NamedTuple):
    """One mechanism in full: its events, those that bind the State, its reports, what is open."""

    overview: Overview
    events: tuple[Entry, ...]
    bound: tuple[Entry, ...]
    reports: tuple[Entry, ...]


def overviews(
    collection: Collection, codes: Iterable[str], as_of: date, assessor: str | None = None
) -> list[Overview]:
    """Return the overview of each mechanism of ``codes`` that has anything on record.

    Without ``assessor`` every assessor that has spoken by the day has a tally, ``self`` first.
    """
    chosen = frozenset(codes)
    names = (assessor,) if assessor else collection.verdicts.assessors_by(as_of)
    all_ = [_overview(collection, code, as_of, names) for code in MECHANISMS if code in chosen]
    return [overview for overview in all_ if overview.events or overview.reports or overview.made]


def mechanism_record(collection: Collection, code: str, as_of: date) -> MechanismRecord:
    """Return one mechanism in full, as known on a day; events oldest first, reports newest."""
    events = _events(collection, code, as_of)
    reports = _reports(collection, code, as_of)
    reports.sort(key=lambda entry: _report_order(entry[1]), reverse=True)
    return MechanismRecord(
        overview=_overview(collection, code, as_of, collection.verdicts.assessors_by(as_of)),
        events=tuple(events),
        bound=tuple(entry for entry in events if entry[1]["kind"] in BINDING),
        reports=tuple(reports),
    )


def _overview(collection: Collection, code: str, as_of: date, assessors: Sequence[str]) -> Overview:
    events = _events(collection, code, as_of)
    reports = _reports(collection, code, as_of)
    method = CountingMethod(as_of)
    recommendations = dict(collection.of_mechanism(RECOMMENDATION, code))
    units = counting.units(collection, recommendations.items(), method)
    answers = answers_of(unit.response for unit in units)
    return Overview(
        mechanism=MECHANISMS[code],
        events=len(events),
        first=events[0][1]["date"] if events else None,
        last=events[-1][1]["date"] if events else None,
        kinds=dict(Counter(record["kind"] for _, record in events).most_common()),
        reports=len(reports),
        open_reports=tuple(
            id_
            for id_, record in reports
            if report_state.state_on(record, as_of) in report_state.OPEN
        ),
        made=answers.made or 0,
        supported=answers.supported or 0,
        tallies=counting.tallies(collection, units, assessors, method),
        follow_up=_follow_up(collection, recommendations, as_of),
        asked=_asked(events, as_of),
    )


def _follow_up(
    collection: Collection, recommendations: Mapping[str, Record], as_of: date
) -> FollowUp:
    """Return what became of recommendations by a day, according to the body that made them."""
    grades = [grade for grade in collection.of(GRADE).values() if edtf.began(grade["date"], as_of)]
    grades.sort(key=lambda grade: edtf.sort_key(grade["date"]))
    latest = {grade["recommendation"]: grade["grade"] for grade in grades}
    counts = Counter(grade for id_, grade in latest.items() if id_ in recommendations)
    answer = collection.responses.answer
    made = [r for r in recommendations.values() if answer(r, as_of) is not None]
    return FollowUp(
        picked=sum(record.get("picked", False) for record in made),
        grades={grade: counts[grade] for grade in GRADES if grade in counts},
    )


def _asked(events: Iterable[Entry], as_of: date) -> dict[str, Asked]:
    """Return what was asked of the State by a day, and answered, by the kind of event."""
    asked: dict[str, Asked] = {}
    for kind in ASKING:
        asking = [record for _, record in events if record["kind"] == kind]
        if asking:
            days = [record["answered"] for record in asking if "answered" in record]
            asked[kind] = Asked(len(asking), sum(edtf.began(day, as_of) for day in days))
    return asked


def _events(collection: Collection, code: str, as_of: date) -> list[Entry]:
    events = [
        entry
        for entry in collection.of_mechanism(EVENT, code)
        if edtf.began(entry[1]["date"], as_of)
    ]
    return sorted(events, key=lambda entry: (edtf.sort_key(entry[1]["date"]), entry[0]))


def _reports(collection: Collection, code: str, as_of: date) -> list[Entry]:
    """Return the reports that were known on a day."""
    entries = collection.of_mechanism(REPORT, code)
    return [entry for entry in entries if report_state.known_on(entry[1], as_of) is not None]


def _report_order(report: Record) -> tuple[date, date]:
    """Order reports by the latest event known of each."""
    dates = (report.get(name) for name in ("examined", "adopted", "received", "due"))
    latest = next((text for text in dates if text), None)
    return edtf.sort_key(latest) if latest else (date.min, date.min)
