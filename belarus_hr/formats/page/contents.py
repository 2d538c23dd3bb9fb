"""What a page holds: the figures of ``status``, and the records that they are counted from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from belarus_hr.domain import query
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures import deadlines, fact_sheet, matrix, report_state, upr_progress
from belarus_hr.domain.figures.counting import CountingMethod
from belarus_hr.domain.figures.deadlines import Deadline
from belarus_hr.domain.figures.fact_sheet import ComparedItem
from belarus_hr.domain.figures.upr_progress import CycleProgress, Question
from belarus_hr.domain.query import RecommendationFilter, RecordFilter
from belarus_hr.domain.records.kind import Entry
from belarus_hr.domain.records.kinds import (
    EVENT,
    KINDS,
    RECOMMENDATION,
    REPORT,
    REVIEW,
    Record,
)
from belarus_hr.domain.reference.mechanisms import MECHANISMS
from belarus_hr.domain.reference.vocabulary import SELF
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.words import natural
from belarus_hr.formats.page.plan import PlanPart, plan_part

#: By what figures are grouped unless the question says otherwise.
THEMES = ("theme",)
#: The most recommendations in the table of a page; more make a file that no browser likes.
MOST_ON_PAGE = 3_000


def keeper_named(assessor: str) -> str:
    """Return the name of an assessor as the page says it: ``self`` is who keeps the record."""
    return "the keeper of this record (self)" if assessor == SELF else assessor


@dataclass(frozen=True, kw_only=True)
class PageQuestion:
    """What a page is asked to show.

    ``state`` is the State concerned, in words. Without ``assessors``, all that have spoken are
    shown. ``group_by`` names one grouping of figures, or two for a cross table. ``narrowing`` holds
    the options that narrow the page, as typed. ``without_items`` says why no item of the fact sheet
    is there; empty where there is one.
    """

    state: str
    method: CountingMethod
    recommendations: RecommendationFilter
    events: RecordFilter
    assessors: tuple[str, ...] = ()
    group_by: tuple[str, ...] = THEMES
    with_index: bool = False
    narrowing: tuple[str, ...] = ()
    without_items: str = ""
    public: bool = False

    @property
    def as_of(self) -> date:
        """Return the day as of which the page speaks."""
        return self.method.as_of

    @property
    def of_some(self) -> bool:
        """Say whether some recommendations of a cycle are meant, and not all of them."""
        asked = self.recommendations
        whole = RecommendationFilter(asked.as_of, asked.cycle, assessor=asked.assessor)
        return asked != whole

    @property
    def about_upr_alone(self) -> bool:
        """Say whether the question is about UPR recommendations, and not about events."""
        about_some = self.of_some or self.recommendations.cycle is not None
        return about_some and self.events == RecordFilter()


@dataclass(frozen=True, kw_only=True)
class PageRow:
    """A recommendation in the table, as of the page's day."""

    id: str
    record: Record
    position: Record
    verdicts: tuple[tuple[str, Record | None], ...]


@dataclass(frozen=True, kw_only=True)
class EventLine:
    """The events of a mechanism, oldest first."""

    code: str
    name: str
    events: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class Contents:
    """All parts of a page.

    ``lines``, ``open``, ``undated``, ``reports``, ``items`` and ``plan`` are empty for a page about
    UPR recommendations alone. ``total`` counts the recommendations asked for, of which ``rows``
    holds the first.
    """

    question: PageQuestion
    cycles: tuple[CycleProgress, ...]
    assessors: tuple[str, ...]
    rows: tuple[PageRow, ...]
    total: int
    marked: int
    conflicting: int
    lines: tuple[EventLine, ...] = ()
    open: tuple[Deadline, ...] = ()
    undated: tuple[str, ...] = ()
    reports: tuple[tuple[Record, str], ...] = ()
    items: tuple[ComparedItem, ...] = ()
    plan: PlanPart | None = None


def gather(collection: Collection, question: PageQuestion) -> Contents:
    """Return what a page holds that answers the question."""
    entries = _asked(collection, question)
    of_cycles = _only(collection, entries) if question.of_some else collection
    shown = question.assessors or collection.verdicts.assessors_by(question.as_of)
    contents = Contents(
        question=question,
        cycles=_cycles(of_cycles, question),
        assessors=shown,
        rows=tuple(_row(collection, entry, question, shown) for entry in entries[:MOST_ON_PAGE]),
        total=len(entries),
        marked=_bearing(collection, "sensitive"),
        conflicting=_bearing(collection, "conflicts"),
    )
    if question.about_upr_alone:
        return contents
    mechanisms, day = question.events.mechanisms, question.as_of
    return replace(
        contents,
        lines=_lines(collection, question),
        open=tuple(deadlines.open_on(collection, day, mechanisms=mechanisms)),
        undated=tuple(deadlines.without_next_date(collection, day, mechanisms)),
        reports=_reports(collection, question),
        items=_items(collection, question),
        plan=plan_part(collection, day) if question.events == RecordFilter() else None,
    )


def _asked(collection: Collection, question: PageQuestion) -> list[Entry]:
    """Return the recommendations asked for, by cycle and id; those of the UPR first."""
    mechanisms = question.events.mechanisms
    entries = [
        entry
        for entry in question.recommendations.select(collection)
        if not mechanisms or entry[1]["mechanism"] in mechanisms
    ]
    entries.sort(key=lambda entry: natural(entry[0]))
    return sorted(entries, key=lambda e: (e[1]["mechanism"] != "UPR", e[1].get("cycle", 0)))


def _only(collection: Collection, entries: Iterable[Entry]) -> Collection:
    """Return the records with these recommendations alone.

    What others report of a whole cycle is no count of some of its recommendations.
    """
    tables: dict[str, dict[str, Record]] = {kind.table: {**collection.of(kind)} for kind in KINDS}
    tables[RECOMMENDATION.table] = dict(entries)
    tables[REVIEW.table] = {
        id_: {name: value for name, value in review.items() if name != "reported"}
        for id_, review in tables[REVIEW.table].items()
    }
    return Collection(tables)


def _cycles(collection: Collection, question: PageQuestion) -> tuple[CycleProgress, ...]:
    mechanisms = question.events.mechanisms
    if mechanisms and "UPR" not in mechanisms:
        return ()
    asked = Question(
        question.method,
        question.assessors,
        question.group_by,
        question.with_index,
        narrowed=bool(question.assessors),
    )
    return tuple(upr_progress.cycles(collection, asked, question.recommendations.cycle))


def _lines(collection: Collection, question: PageQuestion) -> tuple[EventLine, ...]:
    events = question.events.select(collection, EVENT)
    asked = [entry for entry in events if query.known_by(EVENT, entry[1], question.as_of)]
    by_code: dict[str, list[Entry]] = {}
    for entry in sorted(asked, key=lambda entry: (edtf.sort_key(entry[1]["date"]), entry[0])):
        by_code.setdefault(entry[1]["mechanism"], []).append(entry)
    return tuple(
        EventLine(code=code, name=MECHANISMS[code].name, events=tuple(by_code[code]))
        for code in MECHANISMS
        if code in by_code
    )


def _reports(collection: Collection, question: PageQuestion) -> tuple[tuple[Record, str], ...]:
    """Return the State reports as known on the day, each with where it stood."""
    asked = RecordFilter(mechanisms=question.events.mechanisms)
    reports = (
        (id_, report_then, report_state.state_on(report, question.as_of))
        for id_, report in asked.select(collection, REPORT)
        if (report_then := report_state.known_on(report, question.as_of)) is not None
    )
    ordered = sorted(reports, key=lambda row: (row[1]["mechanism"], natural(row[0])))
    return tuple((report, state) for _, report, state in ordered)


def _items(collection: Collection, question: PageQuestion) -> tuple[ComparedItem, ...]:
    """Return the items of the fact sheet; those of the mechanisms asked for, by their records."""
    mechanisms = question.events.mechanisms
    return tuple(
        item
        for item in fact_sheet.compare(collection, question.as_of, keeper_named)
        if not mechanisms or any(s.record["mechanism"] in mechanisms for s in item.beside)
    )


def _row(
    collection: Collection, entry: Entry, question: PageQuestion, assessors: tuple[str, ...]
) -> PageRow:
    id_, record = entry
    verdicts = collection.verdicts.by_assessor(id_, question.as_of)
    return PageRow(
        id=id_,
        record=record,
        position=matrix.position(collection, record, question.as_of),
        verdicts=tuple((name, verdicts.get(name)) for name in assessors),
    )


def _bearing(collection: Collection, name: str) -> int:
    """Return how many records have anything in a field, as ``sensitive``."""
    return sum(bool(record.get(name)) for kind in KINDS for record in collection.of(kind).values())
