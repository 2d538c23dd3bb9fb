"""What was filled into the last column of a matrix, as verdicts.

A matrix of ours says each verdict with its assessor, day and sources, and is read back so. In a
matrix that somebody else filled in, a comment is a verdict where it begins with one: "Partially
implemented. Two laws …". Whose verdict that is and of which day, the user says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from belarus_hr.domain.reference.status_words import leading_status
from belarus_hr.formats.matrix.wording import NOT_ASSESSED_WORDS, STATUS_WORDS
from belarus_hr.formats.request import Verdicts

_STATUSES = {words: status for status, words in STATUS_WORDS.items()}
_OURS = re.compile(
    rf"(?P<assessor>[^:\n]{{1,100}}): (?P<status>{'|'.join(_STATUSES)}) \((?P<date>[^()]+)\)"
)
_SOURCE = re.compile(r"Source: (?P<ref>.+?)(?: – (?P<note>.+?))?(?: \((?P<url>https?://\S+)\))?")
_DISPUTE = "Remark: disputed."


@dataclass(kw_only=True)
class FilledVerdict:
    """A verdict as a matrix holds it; ``sources`` are objects as a record has them."""

    assessor: str
    status: str
    date: str
    note: str = ""
    sources: list[dict[str, str]] = field(default_factory=list)


def read_verdicts(comment: str, verdicts: Verdicts | None = None) -> list[FilledVerdict]:
    """Return the verdicts of a comment; ``verdicts`` says whose those of another's matrix are.

    A comment of another's matrix that begins with no verdict gives none.
    """
    lines = [line.strip() for line in comment.splitlines() if line.strip()]
    if any(_OURS.fullmatch(line) for line in lines):
        return list(_ours(lines))
    if verdicts is None or not verdicts.date:
        return []
    status, note = _leading(comment.strip(), verdicts.words)
    if status not in STATUS_WORDS:
        return []
    return [FilledVerdict(assessor=verdicts.by, status=str(status), date=verdicts.date, note=note)]


def _leading(comment: str, words: Mapping[str, str]) -> tuple[str | None, str]:
    """Return the status that a comment begins with, in the user's words or in everybody's."""
    for word, status in words.items():
        if comment.casefold().startswith(word.casefold()):
            return status, comment[len(word) :].lstrip(" .,:;–-")
    return leading_status(comment)


def is_comment(comment: str) -> bool:
    """Say whether a cell holds words of somebody, and not only that nothing was assessed."""
    first = comment.strip().partition("\n")[0]
    return bool(first) and not first.startswith((NOT_ASSESSED_WORDS, _DISPUTE))


def _ours(lines: Sequence[str]) -> Iterator[FilledVerdict]:
    verdict: FilledVerdict | None = None
    for line in lines:
        match = _OURS.fullmatch(line)
        if match or line.startswith((NOT_ASSESSED_WORDS, _DISPUTE)):
            if verdict:
                yield verdict
            verdict = None
        if match:
            verdict = FilledVerdict(
                assessor=match["assessor"], status=_STATUSES[match["status"]], date=match["date"]
            )
        elif verdict:
            _add(verdict, line)
    if verdict:
        yield verdict


def _add(verdict: FilledVerdict, line: str) -> None:
    """Add a line under a verdict: a source, or a line of its note."""
    source = _SOURCE.fullmatch(line)
    if source:
        verdict.sources.append({name: text for name, text in source.groupdict().items() if text})
    else:
        verdict.note = f"{verdict.note}\n{line}".strip()
