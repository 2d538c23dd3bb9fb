"""UN documents to import: which document a file is, and what it says of recommendations.

Read are, in English, reports of the UPR Working Group and addenda to them in PDF, in Word or as
text, and OHCHR's matrices of recommendations in Word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from belarus_hr.domain.errors import InvalidValue, Rejected
from belarus_hr.domain.reconcile.reconcile import Draft
from belarus_hr.formats.registry import DocumentFormat
from belarus_hr.formats.request import ALL_STATES, OTHER_STATE, Read, Remark, Request, Skipped
from belarus_hr.formats.tables import whole_number
from belarus_hr.formats.un_documents import cover, drafts, matrix_rows
from belarus_hr.formats.un_documents.pages import CELL_END, text_lines
from belarus_hr.formats.un_documents.recommendations import read_recommendations
from belarus_hr.formats.un_documents.replies import read_replies

#: Fewer signs on all pages than this are no document, but pictures of one.
_LEAST_TEXT = 200
#: The cover of a document has fewer signs.
_TITLE = 5000


def read_parts(parts: Sequence[Mapping[str, Any]], request: Request) -> tuple[str, Iterator[Read]]:
    """Return what a document is, in words, and what it gives for the State that is wanted.

    ``parts`` are the pages, rows of tables and feet of pages in their order. Raises Rejected for
    a document of another kind.
    """
    _check_options(request)
    rows = [part["row"] for part in parts if "row" in part]
    title = "\n".join(part.get("page", "") for part in parts if "page" in part)[:_TITLE]
    # An addendum may hold a table with the headings of a matrix.
    if matrix_rows.is_matrix(rows) and not cover.is_report_or_addendum(title.encode()):
        texts = [part.get("foot") or part.get("page", "") for part in parts if "row" not in part]
        return _matrix(rows, texts, request)
    pages = _pages(parts)
    if len("".join(pages).strip()) < _LEAST_TEXT:
        raise Rejected(
            "holds hardly any text: its pages are pictures, or it is another kind of document; "
            "take the document from docs.un.org"
        )
    head = cover.read_cover(pages)
    lines = text_lines(pages)
    what = "addendum to a " if head.is_addendum else ""
    title = f"{head.symbol}, {what}report of the UPR Working Group, {head.state}"
    if head.is_addendum:
        replies = read_replies(lines)
        positions, results = [each.position for each in replies], drafts.of_addendum(head, replies)
        nothing = "names no recommendation by its number"
    else:
        listed = read_recommendations(lines)
        positions, results = [each.position for each in listed], drafts.of_report(head, listed)
        nothing = "holds no recommendation with a number under its conclusions"
    if not positions:
        raise Rejected(nothing)
    results = _without_verdicts(_wanted(head.state, results, request), request)
    return title + _counted(positions), results


def _check_options(request: Request) -> None:
    """Raise InvalidValue for an option that a document cannot honour."""
    if request.names:
        raise InvalidValue("--map names columns of tables, and a UN document has none of ours")
    others = sorted(request.defaults.keys() - {"cycle"})
    if others:
        raise InvalidValue(
            f"--default {others[0]} is for tables; of a UN document only a matrix takes one, cycle"
        )


def _without_verdicts(results: Iterator[Read], request: Request) -> Iterator[Read]:
    """Yield the results of a report or an addendum; say that no assessor speaks in it."""
    if request.verdicts.by:
        yield Remark("", "--verdicts-by found no comment in it: reports and addenda have none")
    yield from results


def _pages(parts: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the text of each page, in which a row of a table is a line."""
    pages: list[str] = []
    for part in parts:
        text = part.get("page", "")
        if "row" in part:
            text = CELL_END.join(" ".join(cell.split()) for cell in part["row"])
        if pages and ("row" in part or part.get("goes_on")):
            pages[-1] += f"\n{text}"
        elif "foot" not in part:
            pages.append(text)
    return pages


def _counted(positions: Iterable[str]) -> str:
    """Return how many recommendations have each position: ": 58 supported, 157 pending"."""
    counts = Counter(position or "without a position" for position in positions)
    return f": {', '.join(f'{count} {position}' for position, count in counts.items())}"


FORMAT = DocumentFormat(
    title="the UN's reports and matrices of the UPR",
    recognises=cover.is_report_or_addendum,
    read=read_parts,
)


def _matrix(
    rows: Sequence[Sequence[str]], texts: Sequence[str], request: Request
) -> tuple[str, Iterator[Read]]:
    lines = [line for text in texts for line in text.splitlines()]
    country = "" if request.country == ALL_STATES else request.country
    head = matrix_rows.head_of(lines, country, whole_number(request.defaults.get("cycle", "")))
    if head is None:
        raise Rejected(
            'names no State at the foot of its pages, as "UPR of Belarus (3rd Cycle …)": '
            "--country NAME says which"
        )
    listed = list(matrix_rows.read_matrix(rows))
    counts = _counted(row.position for row in listed)
    cycle = f", cycle {head.cycle}" if head.cycle else ""
    title = f"matrix of recommendations, {head.state}{cycle}{counts}"
    if request.verdicts.by and not any(row.comment for row in listed):
        title += "; no comment in its last column, so no verdict"
    return title, _wanted(head.state, drafts.of_matrix(head, listed, request), request)


def _wanted(state: str, results: Iterator[Read], request: Request) -> Iterator[Read]:
    """Yield the results, or leave each recommendation out when another State's are wanted."""
    if request.wants(state):
        yield from results
        return
    for result in results:
        if isinstance(result, Draft):
            yield Skipped(result.place, OTHER_STATE)
