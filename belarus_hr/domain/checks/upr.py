"""Rules about the UPR: cycle, session, year, paragraph, and the ids that speak of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from belarus_hr.domain.checks.rule import (
    ERROR,
    NOTE,
    WARNING,
    Case,
    CheckContext,
    Problem,
    Rule,
    entries,
    references,
)
from belarus_hr.domain.records.kinds import CLAIM, RECOMMENDATION, REVIEW
from belarus_hr.domain.reference import un_symbols
from belarus_hr.domain.reference.upr_cycles import CYCLES, LAST_CYCLE, MET, cycle_of, is_later
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.words import shown

_PARAGRAPH = r"[1-9][0-9]*(?:\.[1-9][0-9]*)*(?:\([a-z]{1,4}\))*"


def _of_upr(case: Case) -> bool:
    return bool(case.record["mechanism"] == "UPR")


# --- cycle, session, year ----------------------------------------------------


def cycle_number(case: Case) -> Iterator[Problem]:
    """Find the cycle 0, for the UPR's are counted from 1, and a recommendation of no cycle."""
    cycle = case.record.get("cycle")
    if not _of_upr(case):
        return
    if cycle is not None and cycle < 1:
        yield Problem("cycle", cycle, f"{cycle} is no cycle: the UPR's are counted from 1")
    elif cycle is None and case.kind is RECOMMENDATION and not _later_session(case):
        yield Problem("cycle", "", "a recommendation of the UPR is of a cycle, and none is named")


def cycle_later(case: Case) -> Iterator[Problem]:
    """Find a cycle, or a session without one, that comes after those whose sessions are known.

    Cycle 4 ends with session 54. What a later one is said to be cannot be checked.
    """
    cycle = case.record.get("cycle")
    if not _of_upr(case):
        return
    if cycle is not None and cycle > LAST_CYCLE:
        message = f"cycle {cycle} comes after cycle {LAST_CYCLE}, the last whose sessions are known"
        yield Problem("cycle", cycle, message)
    elif cycle is None and case.kind is RECOMMENDATION and _later_session(case):
        message = f"of which cycle session {case.record['session']} is, is not known yet"
        yield Problem("cycle", "", message)


def _later_session(case: Case) -> bool:
    return is_later(case.record.get("session", 0))


def session_cycle(case: Case) -> Iterator[Problem]:
    """Find a session of another cycle: 1-12 make up cycle 1, 13-26 2, 27-40 3, 41-54 4.

    So the UPR Working Group met; a guide of UPR Info of 2014 counts session 27 to cycle 2.
    """
    session, cycle = case.record.get("session"), case.record["cycle"]
    if session is None or not _of_upr(case):
        return
    of = cycle_of(session)
    if of != cycle and (of or cycle in CYCLES or not session):
        fact = f"session {session} is one of cycle {of}" if of else f"no session of cycle {cycle}"
        first, last = CYCLES.get(cycle, (0, 0))
        right = f"a session from {first} to {last}" if last else f"cycle {of}" if of else ""
        yield Problem("session", session, f"{fact}, and the record's is cycle {cycle}", right)


def session_year(case: Case) -> Iterator[Problem]:
    """Find a review dated before or after its session can have met.

    Sessions 8, 22, 36 and 50 reviewed Belarus, so when they met is known (A/HRC/15/16,
    A/HRC/30/3, the UN newsroom; for the last its participants); others met in between.
    """
    session, day = case.record.get("session"), case.record.get("date")
    if not session or not day or not _of_upr(case):
        return
    span = edtf.parse(day)
    since = max((number for number in MET if number <= session), default=None)
    until = min((number for number in MET if number >= session), default=None)
    if since and span.last < edtf.parse(MET[since]).first:
        message = f"{day} is before session {session} can have met"
        yield Problem("date", day, message, _when(session, since))
    elif until and span.first > edtf.parse(MET[until]).last:
        message = f"{day} is after session {session} can have met"
        yield Problem("date", day, message, _when(session, until))


def _when(session: int, dated: int) -> str:
    """Say what is known of when a session met."""
    if dated == session:
        return f"session {session} met in {MET[dated]}"
    order = "before" if session < dated else "after"
    return f"{order} session {dated}, which met in {MET[dated]}"


def document_session(case: Case) -> Iterator[Problem]:
    """Find a document of a session of another cycle: ``A/HRC/WG.6/8/BLR/1`` is of session 8."""
    cycle = case.record.get("cycle")
    document = [("document", case.record["document"])] if "document" in case.record else []
    for field, ref in (*document, *references(case)):
        session = un_symbols.working_group_session(ref)
        of = cycle_of(session) if session else None
        if cycle and of and of != cycle:
            message = f"A/HRC/WG.6/{session}/ is of cycle {of}, and the record's is cycle {cycle}"
            yield Problem(field, ref, message)


def outcome_session(case: Case) -> Iterator[Problem]:
    """Find an outcome of another session of the Council than the report adopted by it.

    ``A/HRC/15/16`` and ``A/HRC/DEC/15/113`` are both of the Council's session 15.
    """
    document, outcome = (case.record.get(name, "") for name in ("document", "outcome"))
    reported, adopted = map(un_symbols.council_session, (document, outcome))
    if reported and adopted and reported != adopted:
        message = f"{outcome} is of the Council's session {adopted}, the report of {reported}"
        yield Problem("outcome", outcome, message)


# --- recommendations ----------------------------------------------------------


def paragraph_form(case: Case) -> Iterator[Problem]:
    """Find a paragraph not numbered as the documents number theirs: 97.4, 137.197, 41, 79(a)."""
    text = case.record.get("paragraph")
    if text is not None and not re.fullmatch(_PARAGRAPH, text):
        match = re.search(_PARAGRAPH, re.sub(r"\b0+(?=[1-9])", "", text).replace(",", "."))
        right = match[0] if match and len(re.findall("[0-9][0-9.,]*", text)) == 1 else ""
        message = f"{shown(text)} is not written as a paragraph's number, as 97.4 is"
        yield Problem("paragraph", text, message, right)


def id_paragraph(case: Case) -> Iterator[Problem]:
    """Find an id that says another paragraph: people type ``upr1-97.4`` for 97.4 of cycle 1."""
    match = re.fullmatch(r"upr([0-9]+)-([0-9].*)", case.id)
    paragraph = case.record.get("paragraph")
    if match is None or paragraph is None or not _of_upr(case):
        return
    # As an id is made of a paragraph: 41(a) gives 41-a, a double 41-a-2.
    slug = re.sub(r"[^a-z0-9.]+", "-", paragraph.lower()).strip("-.")
    if not re.fullmatch(re.escape(slug) + "(?:-[0-9]+)?", match[2]):
        message = f"the id says paragraph {match[2]}"
        yield Problem("paragraph", paragraph, message, f"upr{match[1]}-{slug} as id")


def id_cycle(case: Case) -> Iterator[Problem]:
    """Find an id that says another cycle: ``upr1``, ``upr1-97.4``, ``upr1-claim-…`` say cycle 1."""
    match = re.match("upr([0-9]+)(?:-|$)", case.id)
    cycle = case.record.get("cycle")
    if match and cycle is not None and _of_upr(case) and int(match[1]) != cycle:
        right = f"upr{cycle}{case.id[match.end(1) :]} as id"
        yield Problem("cycle", cycle, f"the id says cycle {match[1]}", right)


def document_cycle(case: Case) -> Iterator[Problem]:
    """Find recommendations that stand elsewhere than in the report of their cycle's review."""
    document, cycle = case.record.get("document"), case.record.get("cycle")
    review = case.context.once(reports_by_cycle).get(cycle) if _of_upr(case) else None
    if document is None or review is None or not un_symbols.is_symbol(document):
        return
    of_council = document.startswith(un_symbols.root_of("UPR"))
    before = un_symbols.working_group_session(document) is not None
    if of_council and not before and document != review and not document.startswith(f"{review}/"):
        message = f"{document} is not the report of the review of cycle {cycle}"
        yield Problem("document", document, message, review)


def reports_by_cycle(context: CheckContext) -> dict[int | None, str]:
    """Return the symbol of the Working Group's report for each cycle that has one on record."""
    return {
        review["cycle"]: review["document"]
        for review in context.collection.of(REVIEW).values()
        if review["mechanism"] == "UPR" and "document" in review
    }


def response_order(case: Case) -> Iterator[Problem]:
    """Find answers out of order: pending in May, supported in September is in order."""
    dated = [
        (f"{place}.date", answer["date"])
        for place, answer in entries(case.record, "responses")
        if "date" in answer
    ]
    for (_, before), (field, day) in pairwise(dated):
        if edtf.parse(before).first > edtf.parse(day).last:
            message = f"{day} is earlier than the answer before it, {before}; the last one counts"
            yield Problem(field, day, message)


_OF_CYCLE = (REVIEW, RECOMMENDATION, CLAIM)

RULES = (
    Rule("cycle-number", ERROR, _OF_CYCLE, cycle_number),
    Rule("cycle-later", NOTE, _OF_CYCLE, cycle_later),
    Rule("session-cycle", ERROR, (REVIEW,), session_cycle),
    Rule("session-year", ERROR, (REVIEW,), session_year),
    Rule("document-session", WARNING, _OF_CYCLE, document_session),
    Rule("outcome-session", WARNING, (REVIEW,), outcome_session),
    Rule("paragraph-form", WARNING, (RECOMMENDATION,), paragraph_form),
    Rule("id-paragraph", WARNING, (RECOMMENDATION,), id_paragraph),
    Rule("id-cycle", WARNING, _OF_CYCLE, id_cycle),
    Rule("document-cycle", WARNING, (RECOMMENDATION,), document_cycle),
    Rule("response-order", ERROR, (RECOMMENDATION,), response_order),
)
