"""The matrix of recommendations in words: its heading, its columns, its cells.

Markdown and XLSX say the same; they differ in how they write a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from belarus_hr.domain.collection import in_words
from belarus_hr.domain.figures.counting import Tally
from belarus_hr.domain.figures.matrix import Figures, Matrix, MatrixRow, ThemeGroup, themes
from belarus_hr.domain.figures.measure_state import bodies_of
from belarus_hr.domain.query import RecommendationFilter
from belarus_hr.domain.records import conflicts
from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.records.recommendation import recommending_states
from belarus_hr.domain.reference.vocabulary import SELF

TITLE = "Matrix of recommendations"
COLUMNS = (
    "Recommendation",
    "Recommending States",
    "Position",
    "Themes",
    "Assessment/comments on level of implementation",
)

#: The heading of the column that a matrix has on request, before the last.
MEASURES = "Measures and responsible bodies"

#: The words of the matrix for those of the record.
POSITIONS = {
    "supported": "Supported",
    "supported-implemented": "Supported, as already implemented",
    "partly-supported": "Supported in part",
    "noted": "Noted",
    "pending": "Pending",
}
STATUS_WORDS = {
    "implemented": "implemented",
    "partly": "partly implemented",
    "not-implemented": "not implemented",
    "not-assessed": "not assessed",
}
NOT_ASSESSED_WORDS = "Not assessed"
#: What stands in place of an official text that is not on record, so that nobody takes our
#: summary for it, a reader of the document included.
SUMMARY = "Summary; the official text is not on record."
#: What a remark begins with that says what another version of a record holds.
CONFLICT = "Remark: conflict."
#: What the foot of a matrix in Word says of where it was written.
OUR_MARK = "written by hrtrack"
CONFIDENCE_WORDS = {
    "un-document": "a UN document",
    "second-source": "backed by a second source",
    "single-source": "the only source",
    "contradicted": "contradicted by another source",
}

_HOW_TO_READ = (
    "A recommendation stands once, under its first theme; the column Themes names all of them. "
    "Recommendations are given in a summary of our own words, with the official text where it is "
    "on record. Verdicts of different assessors are never mixed into one figure."
)


class MatrixLine(NamedTuple):
    """One line of a cell: its text, and the address that stands at its end."""

    text: str
    url: str | None = None

    def __str__(self) -> str:
        return f"{self.text} ({self.url})" if self.url else self.text


Cell = tuple[MatrixLine, ...]


# --- the heading --------------------------------------------------------------


def facts(matrix: Matrix) -> Iterator[tuple[str, Cell]]:
    """Yield the facts of the heading: the name of each fact, and the fact."""
    yield "State under review", _cell(in_words(matrix.country))
    yield "Mechanism", _cell("Universal Periodic Review")
    yield "As of", _cell(matrix.criteria.as_of.isoformat())
    yield "Assessors", _cell("; ".join(map(_assessor, matrix.assessors)))
    narrowed = "; ".join(narrowing(matrix.criteria))
    if narrowed:
        yield "Selection", _cell(f"only {narrowed}; all counts are of this selection")
    for figures in matrix.figures:
        name = f"Cycle {figures.cycle}" if figures.cycle else "No cycle on record"
        yield name, _cell(_cycle(figures))
        yield "Recommendations", _cell(_answers(figures, narrowed=bool(narrowed)))
        if figures.on_record:
            for tally in figures.tallies:
                yield f"Implemented according to {tally.assessor}", _cell(_tally(tally))
        for claim in figures.claims:
            yield f"Claimed by {claim['by']}", _claim(claim)
    if not matrix.theme_groups:
        yield "Empty", _cell(_why_empty(matrix, narrowed=bool(narrowed)))
    differing = sum(any(_versions(row)) for row in matrix.rows)
    if differing:
        of = f"{differing} of these recommendations"
        yield "Open conflicts", _cell(f"two versions of {of} differ, which a remark says of each")
    yield "How to read it", _cell(_HOW_TO_READ)


def narrowing(criteria: RecommendationFilter) -> Iterator[str]:
    """Yield what narrows a selection within the cycle and the day, in words."""
    if criteria.responses:
        yield f"position {_or(POSITIONS[name].lower() for name in criteria.responses)}"
    if criteria.statuses:
        words = (STATUS_WORDS[name] for name in criteria.statuses)
        yield f"{_or(words)} according to {criteria.assessor}"
    if criteria.themes:
        yield f"theme {_or(criteria.themes)}"
    if criteria.states:
        yield f"recommended by {_or(criteria.states)}"
    if criteria.words:
        yield f"holding {' and '.join(criteria.words)}"


def theme_name(group: ThemeGroup) -> str:
    """Return the theme of a group with the number of its recommendations."""
    return f"{group.theme} ({len(group.rows)})"


def _assessor(name: str) -> str:
    return f"{name} (who keeps this record)" if name == SELF else name


def _or(names: Iterable[str]) -> str:
    return " or ".join(sorted(names))


def _cycle(figures: Figures) -> str:
    review = figures.review
    parts = []
    if "session" in review:
        parts.append(f"session {review['session']} of the Working Group")
    if "date" in review:
        parts.append(f"reviewed {review['date']}")
    documents = figures.documents or ((review["document"],) if "document" in review else ())
    parts += [f"document {document}" for document in documents]
    return ", ".join(parts) or "nothing on record about the review"


def _answers(figures: Figures, *, narrowed: bool) -> str:
    """Return how many recommendations were made and how they were answered.

    Counts that are only reported by others are marked so.
    """
    answers, on_record = figures.answers, f"{figures.on_record or 'none'} on record"
    made = f"{figures.on_record} made"
    if figures.reported:
        made = f"{on_record} of {figures.reported} made as reported"
    if not figures.on_record:
        return made if figures.reported else on_record
    in_part = f" ({answers.partly_supported} of them in part)" if answers.partly_supported else ""
    words = [
        f"{answers.made} of {made}" if narrowed else made,
        f"{answers.supported} supported{in_part}",
        f"{answers.noted} noted",
    ]
    if answers.pending:
        words.append(f"{answers.pending} pending")
    return ", ".join(words)


def _tally(tally: Tally) -> str:
    if not tally.share.denominator:
        return f"{tally.share.plain}: no {tally.base} recommendation to count"
    return (
        f"{tally.share}; {tally.partly} partly, {tally.not_implemented} not implemented, "
        f"{tally.not_assessed} not assessed"
    )


def _claim(claim: Record) -> Cell:
    title = _lines(f"{claim['title']} ({claim['date']})")
    return (*title, *_lines(claim.get("note", "")), *_sources(claim))


def _why_empty(matrix: Matrix, *, narrowed: bool) -> str:
    if matrix.first is not None and matrix.criteria.as_of < matrix.first:
        first = matrix.first.isoformat()
        return f"no recommendation had been made by that day; the first is of {first}"
    return f"no recommendation {'on record is in this selection' if narrowed else 'is on record'}"


# --- the cells ----------------------------------------------------------------


def matrix_headings(matrix: Matrix) -> tuple[str, ...]:
    """Return the headings of a matrix."""
    return (*COLUMNS[:-1], *((MEASURES,) if matrix.with_measures else ()), COLUMNS[-1])


def row_cells(row: MatrixRow, matrix: Matrix) -> tuple[Cell, ...]:
    """Return the cells of one recommendation, one for each heading."""
    return (
        tuple(_recommendation(row)),
        _cell("; ".join(recommending_states(row.record))),
        tuple(_position(row.position)),
        _cell("; ".join(themes(row.record))),
        *((_cell("\n".join(measure_lines(row))),) if matrix.with_measures else ()),
        tuple(_assessment(row)),
    )


def measure_lines(row: MatrixRow) -> Iterator[str]:
    """Yield a line for each measure: title, bodies, due day, and how far it is by whose account."""
    for _, measure, stands, standing in row.measures:
        who = "; ".join(bodies_of(measure)) or "no body named"
        due = f", due {measure['due']}" if "due" in measure else ""
        said = _by_account(stands, standing.account, standing.according_to)
        others = (_by_account(a["state"], a, [by]) for by, a in standing.otherwise.items())
        versions = [
            f"another version says {conflicts.conflict_in_words(conflict)}"
            for conflict in measure.get("conflicts", ())
        ]
        yield f"{measure['title']} ({who}{due}): {'; '.join([said, *others, *versions])}"


def _by_account(state: str, account: Record | None, speakers: Iterable[str]) -> str:
    """Return a state and whose account it is: "dropped, un 2026-11"; or what nobody spoke of."""
    words = state.replace("-", " ")
    if account is None:
        return words
    names = " and ".join(name or "nobody named" for name in speakers)
    return f"{words}, {names} {account['date']}"


def _recommendation(row: MatrixRow) -> Iterator[MatrixLine]:
    record = row.record
    yield MatrixLine(" ".join(part for part in (record.get("paragraph"), record["title"]) if part))
    if row.to:
        yield MatrixLine(f"To {row.to}")
    if "text" in record:
        yield from _lines(f"Official text: {record['text']}")
    if "document" in record:
        yield MatrixLine(record["document"])


def _position(response: Record) -> Iterator[MatrixLine]:
    when = f" ({response['date']})" if "date" in response else ""
    yield MatrixLine(POSITIONS[response["response"]] + when)
    yield from _lines(response.get("note", ""))
    if "ref" in response:
        sure = f" ({CONFIDENCE_WORDS[response['confidence']]})" if "confidence" in response else ""
        yield MatrixLine(f"Source: {response['ref']}{sure}", response.get("url"))


def assessment_lines(row: MatrixRow) -> Iterator[str]:
    """Yield the lines of the last column; an address stands in brackets at the end of its line."""
    return map(str, _assessment(row))


def _assessment(row: MatrixRow) -> Iterator[MatrixLine]:
    for verdict in (*row.verdicts, *row.comments):
        yield MatrixLine(
            f"{verdict['assessor']}: {STATUS_WORDS[verdict['status']]} ({verdict['date']})"
        )
        yield from _lines(verdict.get("note", ""))
        yield from _sources(verdict)
    if not (row.verdicts or row.comments):
        yield MatrixLine(NOT_ASSESSED_WORDS)
    elif row.silent:
        yield MatrixLine(f"{NOT_ASSESSED_WORDS} by {', '.join(row.silent)}")
    for version in _versions(row):
        yield MatrixLine(" ".join(f"{CONFLICT} Another version says {version}".split()))
    for dispute in row.record.get("disputes", ()):
        who = f"{dispute['by']}: " if "by" in dispute else ""
        yield from _lines(f"Remark: disputed. {who}{dispute['says']}")
        yield from _lines(dispute.get("note", ""))
        yield MatrixLine(f"Source: {dispute['ref']}", dispute.get("url"))


def _versions(row: MatrixRow) -> Iterator[str]:
    """Yield what other versions say of a recommendation and the verdicts on it, in words."""
    for record in (row.record, *row.verdicts, *row.comments):
        for conflict in record.get("conflicts", ()):
            yield conflicts.conflict_in_words(conflict)


def _sources(record: Record) -> Iterator[MatrixLine]:
    for source in record.get("sources", ()):
        note = f" – {source['note']}" if "note" in source else ""
        yield MatrixLine(f"Source: {source['ref']}{note}", source.get("url"))


def _cell(text: str) -> Cell:
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[MatrixLine]:
    """Yield the lines of a text, none of an empty one."""
    return (MatrixLine(line) for line in text.replace("\r\n", "\n").split("\n") if text)
