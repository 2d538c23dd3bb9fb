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
    entries,
    references,
    rule,
)
from belarus_hr.domain.records import ids
from belarus_hr.domain.records.kinds import CLAIM, RECOMMENDATION, REVIEW
from belarus_hr.domain.reference import un_symbols
from belarus_hr.domain.reference.upr_cycles import CYCLES, LAST_CYCLE, MET, cycle_of, is_later
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.words import shown

#: Kinds of record that have a cycle.
_OF_CYCLE = (REVIEW, RECOMMENDATION, CLAIM)
#: The number of a paragraph: 97.4, 41, 79(a).
_PARAGRAPH = r"[1-9][0-9]*(?:\.[1-9][0-9]*)*(?:\([a-z]{1,4}\))*"


# --- cycle, session, year ----------------------------------------------------


@rule(ERROR, *_OF_CYCLE, mechanism="UPR")
def cycle_number(case: Case) -> Iterator[Problem]:
    """Find the cycle 0, for the UPR counts its cycles from 1, and a recommendation of no cycle."""
    cycle = case.record.get("cycle")
    if cycle is not None and cycle < 1:
        yield Problem("cycle", cycle, f"{cycle} is no cycle: the UPR's are counted from 1")
    elif cycle is None and case.kind is RECOMMENDATION and not _later_session(case):
        yield Problem("cycle", "", "a recommendation of the UPR is of a cycle, and none is named")


@rule(NOTE, *_OF_CYCLE, mechanism="UPR")
def cycle_later(case: Case) -> Iterator[Problem]:
    """Find a cycle, or a session without a cycle, that comes after cycle 4.

    Cycle 4 ends with session 54. Which sessions a later cycle has is not known yet, so what the
    record says of them cannot be checked.
    """
    cycle = case.record.get("cycle")
    if cycle is not None and cycle > LAST_CYCLE:
        message = f"cycle {cycle} comes after cycle {LAST_CYCLE}, the last whose sessions are known"
        yield Problem("cycle", cycle, message)
    elif cycle is None and case.kind is RECOMMENDATION and _later_session(case):
        message = f"of which cycle session {case.record['session']} is, is not known yet"
        yield Problem("cycle", "", message)


def _later_session(case: Case) -> bool:
    return is_later(case.record.get("session", 0))


@rule(ERROR, REVIEW, mechanism="UPR")
def session_cycle(case: Case) -> Iterator[Problem]:
    """Find a session of another cycle than the record's.

    Sessions 1 to 12 of the UPR Working Group make up cycle 1, 13 to 26 cycle 2, 27 to 40 cycle 3,
    41 to 54 cycle 4. A guide of UPR Info of 2014 counts session 27 to cycle 2, but the Working
    Group opened cycle 3 with that session.
    """
    session, cycle = case.record.get("session"), case.record["cycle"]
    if session is None:
        return
    true = cycle_of(session)
    if true != cycle and (true or cycle in CYCLES or not session):
        fact = (
            f"session {session} is one of cycle {true}" if true else f"no session of cycle {cycle}"
        )
        first, last = CYCLES.get(cycle, (0, 0))
        right = f"a session from {first} to {last}" if last else f"cycle {true}" if true else ""
        yield Problem("session", session, f"{fact}, and the record's is cycle {cycle}", right)


@rule(ERROR, REVIEW, mechanism="UPR")
def session_year(case: Case) -> Iterator[Problem]:
    """Find a review that is dated before or after its session can have met.

    Sessions 8, 22, 36 and 50 reviewed Belarus, so when they met is known (from A/HRC/15/16,
    A/HRC/30/3 and the UN newsroom; of session 50 from its participants). Any other session met
    before or after these, in the order of their numbers.
    """
    session, day = case.record.get("session"), case.record.get("date")
    if not session or not day:
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
    """Say when a session met, or that it met before or after a session whose date is known."""
    if dated == session:
        return f"session {session} met in {MET[dated]}"
    order = "before" if session < dated else "after"
    return f"{order} session {dated}, which met in {MET[dated]}"


@rule(WARNING, *_OF_CYCLE)
def document_session(case: Case) -> Iterator[Problem]:
    """Find a document of a session of another cycle than the record's.

    ``A/HRC/WG.6/8/BLR/1`` is a document of session 8, so it belongs to cycle 1.
    """
    cycle = case.record.get("cycle")
    document = [("document", case.record["document"])] if "document" in case.record else []
    for field, ref in (*document, *references(case)):
        session = un_symbols.working_group_session(ref)
        true = cycle_of(session) if session else None
        if cycle and true and true != cycle:
            message = f"A/HRC/WG.6/{session}/ is of cycle {true}, and the record's is cycle {cycle}"
            yield Problem(field, ref, message)


@rule(WARNING, REVIEW)
def outcome_session(case: Case) -> Iterator[Problem]:
    """Find an outcome and a report of two sessions of the Human Rights Council.

    The outcome adopts the report, so both are of one session: ``A/HRC/15/16`` is adopted by
    ``A/HRC/DEC/15/113``, and both are of session 15.
    """
    document, outcome = (case.record.get(name, "") for name in ("document", "outcome"))
    reported, adopted = map(un_symbols.council_session, (document, outcome))
    if reported and adopted and reported != adopted:
        message = f"{outcome} is of the Council's session {adopted}, the report of {reported}"
        yield Problem("outcome", outcome, message)


# --- recommendations ----------------------------------------------------------


@rule(WARNING, RECOMMENDATION)
def paragraph_form(case: Case) -> Iterator[Problem]:
    """Find a paragraph not numbered as UN documents number it: 97.4, 137.197, 41 or 79(a)."""
    text = case.record.get("paragraph")
    if text is not None and not re.fullmatch(_PARAGRAPH, text):
        match = re.search(_PARAGRAPH, re.sub(r"\b0+(?=[1-9])", "", text).replace(",", "."))
        right = match[0] if match and len(re.findall("[0-9][0-9.,]*", text)) == 1 else ""
        message = f"{shown(text)} is not written as a paragraph's number, as 97.4 is"
        yield Problem("paragraph", text, message, right)


@rule(WARNING, RECOMMENDATION, mechanism="UPR")
def id_paragraph(case: Case) -> Iterator[Problem]:
    """Find an id that names another paragraph than the record.

    People type ``upr1-97.4`` for paragraph 97.4 of cycle 1.
    """
    paragraph = case.record.get("paragraph", "")
    other = ids.other_paragraph(case.id, paragraph) if paragraph else ""
    if other:
        right = f"{ids.stem(RECOMMENDATION, case.record)} as id"
        yield Problem("paragraph", paragraph, f"the id says paragraph {other}", right)


@rule(WARNING, *_OF_CYCLE, mechanism="UPR")
def id_cycle(case: Case) -> Iterator[Problem]:
    """Find an id that names another cycle than the record.

    ``upr1``, ``upr1-97.4`` and ``upr1-claim-…`` name cycle 1.
    """
    match = re.match("upr([0-9]+)(?:-|$)", case.id)
    cycle = case.record.get("cycle")
    if match and cycle is not None and int(match[1]) != cycle:
        right = f"upr{cycle}{case.id[match.end(1) :]} as id"
        yield Problem("cycle", cycle, f"the id says cycle {match[1]}", right)


@rule(WARNING, RECOMMENDATION, mechanism="UPR")
def document_cycle(case: Case) -> Iterator[Problem]:
    """Find a recommendation from another document of the Council than its cycle's report.

    The report's addenda, and the documents that came before the review, are no breach.
    """
    document, cycle = case.record.get("document"), case.record.get("cycle")
    report = case.context.once(reports_by_cycle).get(cycle)
    if document is None or report is None or not un_symbols.is_symbol(document):
        return
    of_council = document.startswith(un_symbols.root_of("UPR"))
    before = un_symbols.working_group_session(document) is not None
    if of_council and not before and document != report and not document.startswith(f"{report}/"):
        message = f"{document} is not the report of the review of cycle {cycle}"
        yield Problem("document", document, message, report)


def reports_by_cycle(context: CheckContext) -> dict[int | None, str]:
    """Return the symbol of the Working Group's report for each cycle that has one on record."""
    return {
        review["cycle"]: review["document"]
        for review in context.collection.of(REVIEW).values()
        if review["mechanism"] == "UPR" and "document" in review
    }


@rule(ERROR, RECOMMENDATION)
def response_order(case: Case) -> Iterator[Problem]:
    """Find answers that are not in the order of their dates, for the last answer counts.

    Pending in May, then supported in September is in order.
    """
    dated = [
        (f"{place}.date", answer["date"])
        for place, answer in entries(case.record, "responses")
        if "date" in answer
    ]
    for (_, before), (field, day) in pairwise(dated):
        if edtf.parse(before).first > edtf.parse(day).last:
            message = f"{day} is earlier than the answer before it, {before}; the last one counts"
            yield Problem(field, day, message)
