"""The rows of OHCHR's matrix, its "thematic list of recommendations" in Word.

OHCHR sends it to a State after each review: a recommendation a row, under headings of themes,
with the position and a column that the State fills in. The headings have changed with the cycles.

A matrix of ours says each verdict with its assessor, day and sources, and is read back so. In a
matrix that somebody else filled in, a comment is a verdict where it begins with one: "Partially
implemented. Two laws …". Whose verdict that is and of which day, the user says. Any other comment
is no verdict: it is kept as what that assessor said, and is not-assessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from belarus_hr.domain.records.kinds import NewRecord
from belarus_hr.domain.reference import states
from belarus_hr.domain.reference.recommending_states import (
    Wording,
    end_of_states,
    named_states,
    worded_by_states,
)
from belarus_hr.domain.reference.response_words import RESPONSE_BY_WORDS
from belarus_hr.domain.reference.status_words import leading_status
from belarus_hr.domain.reference.vocabulary import NOT_ASSESSED
from belarus_hr.formats.matrix.wording import (
    CONFLICT,
    NOT_ASSESSED_WORDS,
    OUR_MARK,
    STATUS_WORDS,
    SUMMARY,
)
from belarus_hr.formats.request import Verdicts
from belarus_hr.formats.un_documents.pages import SYMBOL_PATTERN

#: What the heading of a column begins with or holds, and what the column is. The first that fits.
_COLUMNS = (
    ("recommending state", "states"),
    ("recommendation", "text"),
    ("position", "position"),
    ("sdg", "sdgs"),
    ("theme", "themes"),
    ("rights", "themes"),
    ("assessment", "comment"),
    ("comment", "comment"),
    ("implementation", "comment"),
)
_NUMBER = re.compile(r"\s*(\d{1,3}\.\d{1,3})\b\.?\s*")
_SOURCE = re.compile(
    rf"\n?\s*Source\s+of\s+position\s*:\s*(?P<symbol>{SYMBOL_PATTERN})", re.IGNORECASE
)
_SECTION = re.compile(r"\s*(?:theme|right or area|area|cluster)\s*:\s*", re.IGNORECASE)
_PERSONS = re.compile(r"(?:affected\s+persons|groups?\s+of\s+persons)\s*:?", re.IGNORECASE)
_SDGS = re.compile(r"(?:relevant\s+)?sdgs?\s*:?", re.IGNORECASE)
#: The heading of a column of numbers, and that of a column of States.
_NUMBERS = re.compile(r"(?:rec(?:\.|ommendations?)?\s*)?(?:nos?\.?|numbers?|#|№)")
_STATES = re.compile(r"(?:states?|country|countries)")
#: "UPR of Belarus (3rd Cycle – 36th session)", at the foot of each page.
_NAMED = re.compile(
    r"(?:UPR|Universal Periodic Review) of (?:the )?(?P<state>.+?)"
    r"(?= ?\(\d\w\w cycle| Thematic list| written by|$)",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    r"(?P<cycle>\d)\w\w cycle(?:\s*[-–—,]\s*(?P<session>\d{1,2})\w\w session|\))", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class ListedRecommendation:
    """A recommendation as a matrix lists it.

    ``name`` is its number, empty where the row has none. ``position`` is a response, empty where
    the matrix states none that is known; ``position_words`` is what stands there. ``source`` is the
    document of the position. ``comment`` is what was filled in. ``row`` counts all rows from 1.
    """

    row: int
    name: str
    text: str
    wordings: tuple[Wording, ...]
    position: str
    position_words: str
    source: str
    themes: tuple[str, ...]
    persons: tuple[str, ...]
    sdgs: tuple[str, ...]
    comment: str


@dataclass(frozen=True, kw_only=True)
class MatrixHead:
    """Which review a matrix is of: the kept name of the State, the cycle, the session.

    ``cycle`` and ``session`` are None where the matrix does not say them. ``is_ours`` says that the
    matrix was written by this program.
    """

    state: str
    cycle: int | None
    session: int | None
    is_ours: bool


def head_of(texts: Iterable[str], country: str, cycle: int | None) -> MatrixHead | None:
    """Return which review a matrix is of, by the feet of its pages and what stands above it.

    What they do not say, ``country`` and ``cycle`` say; None where no State is known.
    """
    lines = [" ".join(text.split()) for text in texts]
    named = (match["state"].strip() for line in lines for match in _NAMED.finditer(line))
    state = next(filter(states.is_name, named), country)
    review = next(filter(None, map(_REVIEW.search, lines)), None)
    if not state:
        return None
    return MatrixHead(
        state=states.canonical(state),
        cycle=int(review["cycle"]) if review else cycle,
        session=int(review["session"]) if review and review["session"] else None,
        is_ours=any(OUR_MARK in line for line in lines),
    )


def is_matrix(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether the first rows of a document's tables hold the heading of a matrix."""
    return any({"text", "position"} <= set(_columns(row)) for row in rows[:5])


def read_matrix(rows: Sequence[Sequence[str]]) -> Iterator[ListedRecommendation]:
    """Yield the recommendations of a matrix in their order."""
    columns: list[str] = []
    section = ""
    for number, row in enumerate(rows, 1):
        named = _columns(row)
        if {"text", "position"} <= set(named):
            columns = named
        elif len(row) == 1 or len({cell for cell in row if cell}) == 1:
            section = _SECTION.sub("", row[0]) if _SECTION.match(row[0]) else section
        elif columns and any(row):
            cells = dict(zip(columns, row, strict=False))
            yield _row(number, cells, section)


def _columns(row: Sequence[str]) -> list[str]:
    """Return what each column is by its heading, empty for one that is not known."""
    return [_column(" ".join(cell.split()).casefold()) for cell in row]


def _column(heading: str) -> str:
    if len(heading) > 80:
        return ""
    if _NUMBERS.fullmatch(heading):
        return "number"
    if _STATES.fullmatch(heading):
        return "states"
    if heading.startswith("recommendation") and "level" not in heading:
        return "text"
    return next((what for words, what in _COLUMNS if words in heading), "")


def _row(place: int, cells: dict[str, str], section: str) -> ListedRecommendation:
    number = cells.get("number", "").strip()
    whole = f"{number} {cells['text']}" if number else cells["text"]
    source = _SOURCE.search(whole)
    printed = whole[: source.start()] if source else whole
    match = _NUMBER.match(printed)
    summary = SUMMARY in printed
    text = "" if summary else " ".join(printed[match.end() if match else 0 :].split()).rstrip(" ;")
    by = named_states(" , ".join(cells.get("states", "").splitlines()))
    parts = tuple(worded_by_states(text)) or ((Wording(text, by),) if by else ())
    end = end_of_states(text)
    themes, persons, sdgs = _themes(cells.get("themes", ""))
    position = " ".join(cells.get("position", "").split())
    return ListedRecommendation(
        row=place,
        name=match[1] if match else "",
        text=text[:end] if end else text,
        wordings=parts,
        position=RESPONSE_BY_WORDS.get(position.casefold().replace(" / ", "/").rstrip(" *†."), ""),
        position_words=position,
        source=source["symbol"] if source else "",
        themes=themes or ((section,) if section else ()),
        persons=persons,
        sdgs=(*sdgs, *_listed(cells.get("sdgs", "").splitlines())),
        comment=cells.get("comment", "").strip(),
    )


def _themes(cell: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the themes, the affected persons and the SDGs of a cell that lists them in turn."""
    lists: dict[str, list[str]] = {"themes": [], "persons": [], "sdgs": []}
    name = "themes"
    for line in cell.splitlines():
        heading = line.strip(" -")
        if _PERSONS.fullmatch(heading):
            name = "persons"
        elif _SDGS.fullmatch(heading):
            name = "sdgs"
        else:
            lists[name].append(line)
    return _listed(lists["themes"]), _listed(lists["persons"]), _listed(lists["sdgs"])


def _listed(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the lines of a list without the dashes before them, each once."""
    plain = (re.sub(r"^\s*[-–•]\s*", "", line).strip() for line in lines)
    return tuple(dict.fromkeys(filter(None, plain)))


# --- what was filled into the last column -----------------------------------------

_STATUSES = {words: status for status, words in STATUS_WORDS.items()}
_OURS = re.compile(
    rf"(?P<assessor>[^:\n]{{1,100}}): (?P<status>{'|'.join(_STATUSES)}) \((?P<date>[^()]+)\)"
)
_SOURCE_LINE = re.compile(
    r"Source: (?P<ref>.+?)(?: – (?P<note>.+?))?(?: \((?P<url>https?://\S+)\))?"
)
#: What a matrix of ours says of itself: that nobody assessed, and what is disputed, by source.
_NOBODY = re.compile(rf"{NOT_ASSESSED_WORDS}(?: by (?P<names>.+))?")
_DISPUTE = "Remark: disputed."


def read_cell(comment: str, *, is_ours: bool) -> tuple[list[NewRecord], str]:
    """Return the verdicts in our form that a cell holds, and the words of others beside them.

    ``is_ours`` says that the matrix was written by us: what it says of nobody's verdict, of
    disputes and of other versions is left out.
    """
    verdicts: list[NewRecord] = []
    words: list[str] = []
    open_verdict: NewRecord | None = None
    in_dispute = False
    for line in map(str.strip, comment.splitlines()):
        match = _OURS.fullmatch(line)
        ours = is_ours or bool(verdicts)
        if match:
            open_verdict, in_dispute = match.groupdict(), False
            open_verdict["status"] = _STATUSES[match["status"]]
            verdicts.append(open_verdict)
        elif ours and (_NOBODY.fullmatch(line) or line.startswith((_DISPUTE, CONFLICT))):
            open_verdict, in_dispute = None, line.startswith(_DISPUTE)
        elif in_dispute:
            in_dispute = not _SOURCE_LINE.fullmatch(line)
        elif open_verdict:
            _add(open_verdict, line)
        else:
            words.append(line)
    return verdicts, "\n".join(words).strip()


def read_words(words: str, verdicts: Verdicts) -> NewRecord | None:
    """Return the verdict of another's words, or a comment; None where they only say of none.

    ``verdicts`` says whose it is, of which day, and what words mean.
    """
    status, note = _leading(words, verdicts.words)
    if status is None or status == NOT_ASSESSED:
        status = NOT_ASSESSED
        if not note:
            return None
    return {"assessor": verdicts.by, "status": status, "date": verdicts.date, "note": note}


def _leading(comment: str, words: Mapping[str, str]) -> tuple[str | None, str]:
    """Return the status that a comment begins with, in the user's words or in everybody's."""
    for word, status in words.items():
        if comment.casefold().startswith(word.casefold()):
            return status, comment[len(word) :].lstrip(" .,:;–-")
    return leading_status(comment)


def _add(verdict: NewRecord, line: str) -> None:
    """Add a line under a verdict: a source, or a line of its note."""
    source = _SOURCE_LINE.fullmatch(line)
    if source:
        told = {name: text for name, text in source.groupdict().items() if text}
        verdict["sources"] = [*verdict.get("sources", ()), told]
    else:
        verdict["note"] = f"{verdict.get('note', '')}\n{line}".strip()
