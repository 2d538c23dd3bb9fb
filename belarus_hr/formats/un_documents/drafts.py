"""What UN documents say of recommendations, as drafts of records, with remarks on the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from belarus_hr.domain.reconcile.reconcile import Draft
from belarus_hr.domain.reconcile.un_documents import UN_DOCUMENTS, citation
from belarus_hr.domain.records.kinds import ASSESSMENT, RECOMMENDATION, normalise
from belarus_hr.domain.reference import states
from belarus_hr.domain.reference.recommending_states import Wording
from belarus_hr.domain.reference.upr_cycles import cycle_of
from belarus_hr.domain.reference.vocabulary import NOT_ASSESSED
from belarus_hr.domain.text.similarity import title_of
from belarus_hr.domain.text.words import shown
from belarus_hr.formats.request import Read, Remark, Request, RowProblem
from belarus_hr.formats.un_documents.cover import Cover
from belarus_hr.formats.un_documents.matrix_rows import (
    ListedRecommendation,
    MatrixHead,
    read_cell,
    read_words,
)
from belarus_hr.formats.un_documents.recommendations import ReportedRecommendation
from belarus_hr.formats.un_documents.replies import Reply

_SAY_CYCLE = "add --default cycle=3, or the like"
_ADDRESS = "https://docs.un.org/en/"


def of_report(cover: Cover, listed: Sequence[ReportedRecommendation]) -> Iterator[Read]:
    """Yield a draft for each recommendation of a report, and remarks on what is missing."""
    for each in listed:
        place = f"page {each.page}, {each.name}"
        where = f"{cover.symbol}, para. {each.name.partition('.')[0]}"
        record = {
            **_of_review(cover.state, cover.session),
            "document": cover.symbol,
            "paragraph": each.name,
            "published": cover.published,
            **_worded(each.text, each.wordings),
            "responses": _answer(each.position, where, cover.adopted),
            "sources": [_source(cover.symbol, f"para. {each.name}")],
        }
        misprint = (f"number printed as {each.printed_as}",) if each.printed_as else ()
        yield _draft(place, record, misprint)
        if not each.wordings:
            yield Remark(place, "names no recommending State that is known")
        if not each.position:
            yield Remark(place, "the report does not say whether it is supported")
    yield from _gaps(listed)


def of_addendum(cover: Cover, replies: Sequence[Reply]) -> Iterator[Read]:
    """Yield a draft for each reply of an addendum that is certain, and remarks on the others."""
    for reply in replies:
        place = f"page {reply.page}, {reply.name}"
        if reply.doubt:
            yield Remark(place, f"{reply.doubt}: {' | '.join(reply.passages)}")
        if not reply.position:
            continue
        where = f", para. {reply.where}" if reply.where else ""
        yield _draft(
            place,
            {
                **_of_review(cover.state, None),
                "document": cover.report,
                "paragraph": reply.name,
                "responses": _answer(reply.position, f"{cover.symbol}{where}", cover.published),
                "sources": [_source(cover.symbol, where.removeprefix(", "))],
            },
        )


def of_matrix(
    head: MatrixHead, rows: Sequence[ListedRecommendation], request: Request
) -> Iterator[Read]:
    """Yield drafts for the rows of a matrix and their verdicts, and remarks on what is missing."""
    session = f", {head.session}th session" if head.session else ""
    matrix = f"OHCHR, matrix of recommendations{session}, {head.state}"
    if not head.cycle:
        yield Remark("", f"the matrix does not say of which cycle it is: {_SAY_CYCLE}")
    for row in rows:
        if not row.name:
            yield RowProblem(f"row {row.row}", "has no number such as 97.12 before its text")
            continue
        place = f"row {row.row}, {row.name}"
        if not head.cycle and (not row.source or row.comment):
            yield RowProblem(place, f"neither its cycle nor its report is known: {_SAY_CYCLE}")
            continue
        yield _draft(place, _of_row(row, head, matrix))
        if not row.wordings and row.text:
            yield Remark(place, "names no recommending State that is known")
        if not row.position:
            yield Remark(place, f"its position is not known: {row.position_words or 'empty'}")
        yield from _verdicts(place, row, head, request) if head.cycle else ()


def _of_row(row: ListedRecommendation, head: MatrixHead, matrix: str) -> dict[str, Any]:
    """Return what a row says; a matrix of ours says nothing of where it stands in the UN's."""
    report = row.source.partition("/Add.")[0]
    record = {
        **_of_review(head.state, head.session),
        "cycle": head.cycle,
        "document": report,
        "paragraph": row.name,
        "responses": _answer(row.position, row.source or matrix, ""),
    }
    if row.text:
        record |= _worded(row.text, row.wordings)
    if head.is_ours:
        record.pop("session", None)
        return record
    source = [_source(report, f"para. {row.name}")] if report else []
    return record | {
        "themes": list(row.themes),
        "groups": list(row.persons),
        "sdgs": list(row.sdgs),
        "sources": [*source, {"ref": matrix}],
    }


def _verdicts(
    place: str, row: ListedRecommendation, head: MatrixHead, request: Request
) -> Iterator[Read]:
    """Yield the verdicts and comments in the last column of a row, with a remark on a comment."""
    assert head.cycle is not None
    verdicts, words = read_cell(row.comment, is_ours=head.is_ours)
    if words and not request.verdicts.by:
        said = f"a comment is left out: {shown(words)}; --verdicts-by NAME keeps it"
        yield Remark(place, said)
    filled = read_words(words, request.verdicts) if request.verdicts.by else None
    if filled and not filled["date"]:
        yield RowProblem(place, "a matrix does not say when verdicts were given: say the date")
        return
    if filled and filled["status"] == NOT_ASSESSED:
        said = "has a comment that begins with no verdict: kept as a comment, which counts nowhere"
        yield Remark(place, f"{said}: {shown(filled['note'])}")
    for verdict in (*verdicts, *filter(None, [filled])):
        recommendation = citation(head.state, head.cycle, row.name)
        record = {**verdict, "recommendation": recommendation, "recorded": request.now.moment}
        kept = {name: value for name, value in record.items() if value}
        yield Draft(
            place=place,
            kind=ASSESSMENT,
            record=normalise(ASSESSMENT, kept),
            matcher=UN_DOCUMENTS,
        )


def _draft(place: str, fields: Mapping[str, Any], repairs: tuple[str, ...] = ()) -> Draft:
    filled = {"mechanism": "UPR", "confidence": "un-document", "title": "-", **fields}
    record = dict(normalise(RECOMMENDATION, {n: value for n, value in filled.items() if value}))
    if "title" not in fields:
        del record["title"]
    return Draft(
        place=place, kind=RECOMMENDATION, record=record, repairs=repairs, matcher=UN_DOCUMENTS
    )


def _of_review(state: str, session: int | None) -> dict[str, Any]:
    return {
        "country": "" if state == states.BELARUS else state,
        "session": session,
        "cycle": cycle_of(session) if session else None,
    }


def _worded(text: str, parts: Sequence[Wording]) -> dict[str, Any]:
    """Return the text with an item for each State; several wordings are the items' own."""
    items = [
        {"by": state, **({"text": part.text} if len(parts) > 1 else {})}
        for part in parts
        for state in part.states
    ]
    return {"title": title_of(parts[0].text if parts else text), "text": text, "items": items}


def _answer(position: str, ref: str, day: str) -> list[dict[str, str]]:
    if not position:
        return []
    dated = {"date": day} if day else {}
    return [{"response": position, **dated, "confidence": "un-document", "ref": ref}]


def _source(symbol: str, where: str) -> dict[str, str]:
    return {"ref": f"{symbol}, {where}" if where else symbol, "url": f"{_ADDRESS}{symbol}"}


def _gaps(listed: Sequence[ReportedRecommendation]) -> Iterator[Read]:
    """Yield remarks on numbers that are missing in their list or stand there twice."""
    counted = Counter(each.name for each in listed)
    for name, count in counted.items():
        if count > 1:
            yield Remark("", f"{name} stands {count} times in the report")
    last: dict[str, int] = {}
    for each in listed:
        paragraph, _, number = each.name.partition(".")
        if not number:
            continue
        for missing in range(last.get(paragraph, 0) + 1, int(number)):
            place = f"page {each.page}"
            yield Remark(place, f"{paragraph}.{missing} is missing before {each.name}")
        last[paragraph] = max(last.get(paragraph, 0), int(number))
