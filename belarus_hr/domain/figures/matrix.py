"""The OHCHR matrix of recommendations: by theme, with the State's position and each verdict.

Since the third cycle OHCHR publishes such a matrix for each State under review;
States, NGOs and national institutions fill its last column, "Assessment/comments
on level of implementation", and hand it in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from belarus_hr.domain.collection import ALL_COUNTRIES, Collection
from belarus_hr.domain.figures import counting, measure_state, upr_progress
from belarus_hr.domain.figures.counting import Answers, CountingMethod, Tally, answers_of
from belarus_hr.domain.figures.measure_state import StandingMeasure
from belarus_hr.domain.figures.upr_progress import Question
from belarus_hr.domain.query import RecommendationFilter
from belarus_hr.domain.records.kind import Entry
from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.records.recommendation import concerned
from belarus_hr.domain.reference.vocabulary import SELF
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.words import natural

NO_THEME = "No theme on record"


class MatrixRow(NamedTuple):
    """A recommendation in the matrix, as of its day.

    ``position`` is the State's response that held on the day; ``verdicts`` are those of the
    assessors shown, ``comments`` what was said without one, and ``silent`` are the assessors shown
    who said nothing. ``measures`` are those that serve it; empty in a matrix without them. ``to``
    is the State concerned, in a matrix of several States.
    """

    id: str
    record: Record
    position: Record
    verdicts: tuple[Record, ...]
    comments: tuple[Record, ...]
    silent: tuple[str, ...]
    measures: tuple[StandingMeasure, ...] = ()
    to: str = ""


class ThemeGroup(NamedTuple):
    """The recommendations that have the same first theme."""

    theme: str
    rows: tuple[MatrixRow, ...]


class Figures(NamedTuple):
    """The counts of a cycle in a matrix.

    ``on_record`` counts all recommendations of the cycle on record by the day; ``reported`` is the
    number that others report, where that is more. ``answers`` and ``tallies`` count the
    recommendations in the matrix; ``claims`` are those of the assessors shown.
    """

    cycle: int
    review: Record
    documents: tuple[str, ...]
    on_record: int
    reported: int | None
    answers: Answers
    tallies: tuple[Tally, ...]
    claims: tuple[Record, ...]


class Matrix(NamedTuple):
    """The whole matrix: its recommendations by theme, the assessors shown, and the figures.

    ``country`` is the State under review, or ALL_COUNTRIES.

    ``first`` is the first day on which the matrix would have held a recommendation;
    None when there is no such day on record.
    """

    criteria: RecommendationFilter
    assessors: tuple[str, ...]
    figures: tuple[Figures, ...]
    theme_groups: tuple[ThemeGroup, ...]
    first: date | None
    country: str
    with_measures: bool = False

    @property
    def rows(self) -> tuple[MatrixRow, ...]:
        """Return the rows of all themes, each recommendation once."""
        return tuple(row for group in self.theme_groups for row in group.rows)


def build_matrix(
    collection: Collection,
    criteria: RecommendationFilter,
    assessors: Sequence[str] = (),
    *,
    with_measures: bool = False,
) -> Matrix:
    """Return the matrix of the UPR recommendations that fit the criteria, as of their day.

    Without ``assessors`` the matrix holds the verdicts of ``self`` and of every assessor with a
    verdict on these recommendations by the day, and everybody's comments. A recommendation stands
    under its first theme only; themes are in alphabetical order, that without a theme last.
    ``with_measures``: each recommendation has the measures that serve it.
    """
    entries = _of_upr(criteria.select(collection))
    entries.sort(key=lambda entry: (_cycle(entry), natural(entry[0])))
    asked = tuple(dict.fromkeys(assessors))
    named = asked or _spoken(collection, entries, criteria.as_of)
    served = measure_state.serving(collection, criteria.as_of) if with_measures else {}
    rows = (
        _row(collection, entry, criteria.as_of, named, asked)._replace(
            measures=tuple(served.get(entry[0], ()))
        )
        for entry in entries
    )
    return Matrix(
        criteria,
        named,
        _figures(collection, entries, criteria, named),
        _by_theme(rows),
        _first_day(collection, criteria),
        collection.country,
        with_measures,
    )


def themes(record: Record) -> tuple[str, ...]:
    """Return the themes of a recommendation; the matrix lists it under the first."""
    return tuple(record.get("themes", ())) or (NO_THEME,)


def position(collection: Collection, record: Record, as_of: date) -> Record:
    """Return the response that held on a day, with its date and source where they are on record.

    The response is that of ``ResponseHistory.answer``.
    """
    word = collection.responses.answer(record, as_of)
    for entry in reversed(record.get("responses", ())):
        if "date" not in entry or edtf.began(entry["date"], as_of):
            return {**entry, "response": word}
    return {"response": word}


def _of_upr(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry[1]["mechanism"] == "UPR"]


def _spoken(collection: Collection, entries: list[Entry], as_of: date) -> tuple[str, ...]:
    spoken = {name for id_, _ in entries for name in collection.verdicts.by_assessor(id_, as_of)}
    return tuple(name for name in collection.verdicts.assessors if name == SELF or name in spoken)


def _row(
    collection: Collection,
    entry: Entry,
    as_of: date,
    assessors: tuple[str, ...],
    asked: tuple[str, ...],
) -> MatrixRow:
    id_, record = entry
    verdicts = collection.verdicts.by_assessor(id_, as_of)
    comments = collection.verdicts.comments(id_, as_of)
    commenting = asked or collection.verdicts.assessors
    return MatrixRow(
        id_,
        record,
        position(collection, record, as_of),
        tuple(verdicts[name] for name in assessors if name in verdicts),
        tuple(comments[name] for name in commenting if name in comments),
        tuple(name for name in assessors if name not in verdicts and name not in comments),
        to=concerned(record) if collection.country == ALL_COUNTRIES else "",
    )


def _by_theme(rows: Iterable[MatrixRow]) -> tuple[ThemeGroup, ...]:
    by_theme: dict[str, list[MatrixRow]] = {}
    for row in rows:
        by_theme.setdefault(themes(row.record)[0], []).append(row)
    order = sorted(by_theme, key=lambda theme: (theme == NO_THEME, natural(theme)))
    return tuple(ThemeGroup(theme, tuple(by_theme[theme])) for theme in order)


def _figures(
    collection: Collection,
    entries: list[Entry],
    criteria: RecommendationFilter,
    assessors: tuple[str, ...],
) -> tuple[Figures, ...]:
    """Count each cycle that is asked for by number or has a recommendation in the matrix."""
    of_cycle: dict[int, list[Entry]] = {} if criteria.cycle is None else {criteria.cycle: []}
    for entry in entries:
        of_cycle.setdefault(_cycle(entry), []).append(entry)
    every = _of_upr(RecommendationFilter(as_of=criteria.as_of).select(collection))
    on_record = Counter(map(_cycle, every))
    method = CountingMethod(criteria.as_of)
    progress = {each.cycle: each for each in upr_progress.cycles(collection, Question(method))}

    def count(cycle: int) -> Figures:
        members, whole = of_cycle[cycle], progress.get(cycle)
        units = counting.units(collection, members, method)
        return Figures(
            cycle=cycle,
            review=whole.review if whole else {},
            documents=tuple(dict.fromkeys(r["document"] for _, r in members if "document" in r)),
            on_record=on_record[cycle],
            reported=whole.answers.made if whole and whole.counted == "reported" else None,
            answers=answers_of(unit.response for unit in units),
            tallies=tuple(counting.tallies(collection, units, assessors, method).values()),
            claims=tuple(claim for _, claim in whole.claims if claim["by"] in assessors)
            if whole
            else (),
        )

    return tuple(count(cycle) for cycle in sorted(of_cycle))


def _cycle(entry: Entry) -> int:
    """Return a recommendation's cycle, 0 when that is not on record."""
    cycle: int = entry[1].get("cycle", 0)
    return cycle


def _first_day(collection: Collection, criteria: RecommendationFilter) -> date | None:
    ever = _of_upr(criteria.replace(as_of=date.max).select(collection))
    days = (collection.responses.made_on(record) for _, record in ever)
    return min((day for day in days if day is not None), default=None)
