"""What UN documents say of recommendations, as drafts of records, with remarks on the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from belarus_hr.domain.reconcile.reconcile import Draft
from belarus_hr.domain.reconcile.un_documents import UN_DOCUMENTS
from belarus_hr.domain.records.kinds import RECOMMENDATION, normalise
from belarus_hr.domain.reference import states
from belarus_hr.domain.reference.recommending_states import Wording
from belarus_hr.domain.reference.upr_cycles import cycle_of
from belarus_hr.domain.titles import title_of
from belarus_hr.formats.request import Read, Remark
from belarus_hr.formats.un_documents.cover import Cover
from belarus_hr.formats.un_documents.matrix_rows import ListedRecommendation, MatrixHead
from belarus_hr.formats.un_documents.recommendations import ReportedRecommendation
from belarus_hr.formats.un_documents.replies import Reply

_ADDRESS = "https://docs.un.org/en/"


def of_report(cover: Cover, recommendations: Sequence[ReportedRecommendation]) -> Iterator[Read]:
    """Yield a draft for each recommendation of a report, and remarks on what is missing."""
    for said in recommendations:
        place = f"page {said.page}, {said.name}"
        paragraph = said.name.partition(".")[0]
        answer = _answer(said.position, f"{cover.symbol}, para. {paragraph}", cover.adopted)
        misprint = (f"number printed as {said.printed_as}",) if said.printed_as else ()
        yield Draft(
            place=place,
            kind=RECOMMENDATION,
            record=_record(
                {
                    **_of_review(cover.state, cover.session),
                    "document": cover.symbol,
                    "paragraph": said.name,
                    "published": cover.published,
                    **_worded(said.text, said.wordings),
                    "responses": answer,
                    "sources": [_source(cover.symbol, f"para. {said.name}")],
                }
            ),
            repairs=misprint,
            matcher=UN_DOCUMENTS,
        )
        if not said.wordings:
            yield Remark(place, "names no recommending State that is known")
        if not said.position:
            yield Remark(place, "the report does not say whether it is supported")
    yield from _gaps(recommendations)


def of_addendum(cover: Cover, replies: Sequence[Reply]) -> Iterator[Read]:
    """Yield a draft for each reply of an addendum that is certain, and remarks on the others."""
    for reply in replies:
        place = f"page {reply.page}, {reply.name}"
        if reply.doubt:
            yield Remark(place, f"{reply.doubt}: {' | '.join(reply.passages)}")
        if not reply.position:
            continue
        where = f", para. {reply.where}" if reply.where else ""
        answer = _answer(reply.position, f"{cover.symbol}{where}", cover.published)
        record = _record(
            {
                **_of_review(cover.state, None),
                "document": cover.report,
                "paragraph": reply.name,
                "title": "-",
                "responses": answer,
                "sources": [_source(cover.symbol, where.removeprefix(", "))],
            }
        )
        del record["title"]
        yield Draft(place=place, kind=RECOMMENDATION, record=record, matcher=UN_DOCUMENTS)


def of_matrix(head: MatrixHead, rows: Sequence[ListedRecommendation]) -> Iterator[Read]:
    """Yield a draft for each row of a matrix, and remarks on what is missing."""
    state = states.canonical(head.state)
    for row in rows:
        place = f"row {row.row}, {row.name}" if row.name else f"row {row.row}"
        report = row.source.partition("/Add.")[0]
        source = [_source(report, f"para. {row.name}")] if report else []
        matrix = f"OHCHR, matrix of recommendations, {head.session}th session, {state}"
        yield Draft(
            place=place,
            kind=RECOMMENDATION,
            record=_record(
                {
                    **_of_review(state, head.session),
                    "document": report,
                    "paragraph": row.name,
                    **_worded(row.text, row.wordings),
                    "responses": _answer(row.position, row.source or matrix, ""),
                    "themes": list(row.themes),
                    "groups": list(row.persons),
                    "sdgs": list(row.sdgs),
                    "sources": [*source, {"ref": matrix}],
                }
            ),
            matcher=UN_DOCUMENTS,
        )
        if not row.wordings:
            yield Remark(place, "names no recommending State that is known")
        if not row.position:
            yield Remark(place, f"its position is not known: {row.position_said or 'empty'}")


def _record(fields: dict[str, Any]) -> dict[str, Any]:
    given = {"mechanism": "UPR", "confidence": "un-document", **fields}
    return dict(normalise(RECOMMENDATION, {name: value for name, value in given.items() if value}))


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


def _gaps(recommendations: Sequence[ReportedRecommendation]) -> Iterator[Read]:
    """Yield remarks on numbers that are missing in their list or stand there twice."""
    counted = Counter(said.name for said in recommendations)
    for name, count in counted.items():
        if count > 1:
            yield Remark("", f"{name} stands {count} times in the report")
    last: dict[str, int] = {}
    for said in recommendations:
        paragraph, _, number = said.name.partition(".")
        if not number:
            continue
        for missing in range(last.get(paragraph, 0) + 1, int(number)):
            place = f"page {said.page}"
            yield Remark(place, f"{paragraph}.{missing} is missing before {said.name}")
        last[paragraph] = max(last.get(paragraph, 0), int(number))
