"""What was filled into the last column of a matrix, as verdicts.

A matrix of ours says each verdict with its assessor, day and sources, and is read back so. In a
matrix that somebody else filled in, a comment is a verdict where it begins with one: "Partially
implemented. Two laws …". Whose verdict that is and of which day, the user says. Any other comment
is no verdict: it is kept as what that assessor said, and is not-assessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from belarus_hr.domain.reference.status_words import leading_status
from belarus_hr.domain.reference.vocabulary import NOT_ASSESSED
from belarus_hr.formats.matrix.wording import NOT_ASSESSED_WORDS, STATUS_WORDS
from belarus_hr.formats.request import Verdicts

_STATUSES = {words: status for status, words in STATUS_WORDS.items()}
_OURS = re.compile(
    rf"(?P<assessor>[^:\n]{{1,100}}): (?P<status>{'|'.join(_STATUSES)}) \((?P<date>[^()]+)\)"
)
_SOURCE = re.compile(r"Source: (?P<ref>.+?)(?: – (?P<note>.+?))?(?: \((?P<url>https?://\S+)\))?")
#: What a matrix of ours says of itself: that nobody assessed, and what is disputed, by source.
_NOBODY = re.compile(rf"{NOT_ASSESSED_WORDS}(?: by (?P<names>.+))?")
_DISPUTE = "Remark: disputed."


@dataclass(kw_only=True)
class FilledVerdict:
    """A verdict as a matrix holds it, or a comment, of which the status is not-assessed.

    ``sources`` are objects as a record has them.
    """

    assessor: str
    status: str
    date: str
    note: str = ""
    sources: list[dict[str, str]] = field(default_factory=list)


@dataclass(kw_only=True)
class FilledCell:
    """The last column of a row: its verdicts in our form, and the words of others beside them."""

    verdicts: list[FilledVerdict]
    words: str


def read_cell(comment: str, *, is_ours: bool) -> FilledCell:
    """Return what is filled into a cell; ``is_ours`` says that the matrix was written by us.

    What a matrix of ours says of nobody's verdict and of disputes is left out.
    """
    verdicts: list[FilledVerdict] = []
    words: list[str] = []
    open_verdict: FilledVerdict | None = None
    in_dispute = False
    for line in map(str.strip, comment.splitlines()):
        match = _OURS.fullmatch(line)
        ours = is_ours or bool(verdicts)
        if match:
            open_verdict, in_dispute = _verdict_of(match), False
            verdicts.append(open_verdict)
        elif ours and (_NOBODY.fullmatch(line) or line.startswith(_DISPUTE)):
            open_verdict, in_dispute = None, line.startswith(_DISPUTE)
        elif in_dispute:
            in_dispute = not _SOURCE.fullmatch(line)
        elif open_verdict:
            _add(open_verdict, line)
        else:
            words.append(line)
    return FilledCell(verdicts=verdicts, words="\n".join(words).strip())


def read_words(words: str, verdicts: Verdicts) -> FilledVerdict | None:
    """Return the verdict of another's words, or a comment; None where they only say of none.

    ``verdicts`` says whose it is, of which day, and what words mean.
    """
    status, note = _leading(words, verdicts.words)
    if status is None or status == NOT_ASSESSED:
        status = NOT_ASSESSED
        if not note:
            return None
    return FilledVerdict(assessor=verdicts.by, status=status, date=verdicts.date, note=note)


def _leading(comment: str, words: Mapping[str, str]) -> tuple[str | None, str]:
    """Return the status that a comment begins with, in the user's words or in everybody's."""
    for word, status in words.items():
        if comment.casefold().startswith(word.casefold()):
            return status, comment[len(word) :].lstrip(" .,:;–-")
    return leading_status(comment)


def _verdict_of(match: re.Match[str]) -> FilledVerdict:
    return FilledVerdict(
        assessor=match["assessor"], status=_STATUSES[match["status"]], date=match["date"]
    )


def _add(verdict: FilledVerdict, line: str) -> None:
    """Add a line under a verdict: a source, or a line of its note."""
    source = _SOURCE.fullmatch(line)
    if source:
        verdict.sources.append({name: text for name, text in source.groupdict().items() if text})
    else:
        verdict.note = f"{verdict.note}\n{line}".strip()
