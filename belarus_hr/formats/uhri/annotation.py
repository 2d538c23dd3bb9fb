"""An annotation of the Universal Human Rights Index (UHRI), read as a recommendation.

UHRI gives its annotations as a spreadsheet and as a bulk file; ``workbook`` and ``bulk_json``
make an ``Annotation`` of either form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from belarus_hr.domain.reconcile.reconcile import Draft
from belarus_hr.domain.reconcile.uhri import UHRI
from belarus_hr.domain.records.kinds import RECOMMENDATION, normalise
from belarus_hr.domain.reference.mechanisms import MECHANISMS
from belarus_hr.domain.reference.response_words import RESPONSE_BY_WORDS
from belarus_hr.domain.reference.states import BELARUS, canonical
from belarus_hr.domain.reference.upr_cycles import cycle_of, is_later
from belarus_hr.domain.text.similarity import title_of
from belarus_hr.domain.text.words import shown
from belarus_hr.formats.cleanup import OTHER_ANSWER, STATE_NAME, mend, mend_start
from belarus_hr.formats.request import ALL_STATES, OTHER_STATE, BadCell, Read, Request, Skipped


class Annotation(NamedTuple):
    """The fields of an annotation as UHRI writes them; lists are lists, the rest is text."""

    text: str
    countries: list[str]
    body: str
    symbol: str
    themes: list[str]
    persons: list[str]
    sdgs: list[str]
    published: str
    states: list[str]
    positions: list[str]
    type: str
    id: str
    sessions: list[str]
    cycle: str
    repairs: tuple[str, ...] = ()


_SOURCE = "Universal Human Rights Index (UHRI)"

#: How mandate holders are written: "SR torture", "WG on arbitrary detention", ….
_MANDATE = re.compile(
    r"(?:SR|WG(?:AD|EID)?|IE|SP|SRSG|Special|Working Group|Independent Expert)\b", re.IGNORECASE
)
#: The optional protocols of the Convention on the Rights of the Child have no body of their own.
_PROTOCOL = re.compile(r"CRC-OP-?(?:AC|SC)", re.IGNORECASE)

#: Words in the column of positions that are no position.
_NO_POSITION = ("concerns/observations", "recommendations", "pending", "response not available")
_TYPES = (
    ("recommend", "recommendation"),
    ("concern", "concern"),
    ("observation", "concern"),
    ("good practice", "good-practice"),
    ("positive", "good-practice"),
)

#: Forms in which a text begins with its paragraph's number, the surest first.
_NUMBER = r"([1-9][0-9]{0,3}(?:\.[1-9][0-9]{0,3})*(?:\s?\([a-z]{1,4}\))*)"
_PARAGRAPHS = (
    re.compile(r"Recommendation No\. (?P<within>\d{1,3}), para\. (?P<of>\d{1,3})\b"),
    re.compile(rf"(?:[^.:]{{0,120}}\b)?contained in (?:para(?:graph)?\.? )?{_NUMBER}\s?:"),
    re.compile(rf"[Pp]ara(?:graph|\.)? {_NUMBER}\s?:"),
    re.compile(rf"{_NUMBER}(?:\.(?=\s)|(?=\s+[A-Z“\"(]))"),
)
_DAY_ZERO = date(1899, 12, 30)


def read_annotation(place: str, annotation: Annotation, request: Request) -> Iterator[Read]:
    """Yield a draft for each State that the annotation names and the request wants.

    Yields why the annotation is left out when there is no such State. Raises BadCell or
    InvalidValue for an annotation that cannot be taken.
    """
    names = (canonical(mend(name)[0]) for name in annotation.countries)
    countries = list(dict.fromkeys(filter(None, names)))
    if not countries and request.state == ALL_STATES:
        raise BadCell("Countries", "", "is empty")
    drafted = [name for name in countries if request.wants(name)]
    if not drafted:
        yield Skipped(place, OTHER_STATE)
    for country in drafted:
        yield _draft(place, annotation, country, countries)


def _draft(place: str, annotation: Annotation, country: str, countries: list[str]) -> Draft:
    text, repairs = mend(annotation.text)
    text, more = mend_start(text)
    if not text:
        raise BadCell("Text", "", "is empty")
    mechanism = _mechanism(annotation.body)
    paragraph, rest = _paragraph(text)
    upr, of_upr = _upr(annotation) if mechanism == "UPR" else ({}, ())
    kind, of_type = _type(annotation.type)
    named = [(name, canonical(name)) for name in (mend(n)[0] for n in annotation.countries)]
    renamed = tuple(f"{STATE_NAME}: {old} is {new}" for old, new in named if old != new)
    record = {
        "mechanism": mechanism,
        "country": None if country == BELARUS else country,
        "document": annotation.symbol,
        "paragraph": paragraph,
        "published": _day(annotation.published),
        "annotation": annotation.id,
        "type": kind,
        "title": title_of(rest.lstrip(" .:") or text),
        "text": text,
        "themes": [mend(name)[0] for name in annotation.themes],
        "groups": [mend(name)[0] for name in annotation.persons],
        "sdgs": [mend(name)[0] for name in annotation.sdgs],
        "note": _note(country, countries),
        "confidence": "un-document",
        "sources": _sources(annotation, mechanism, paragraph),
        **upr,
    }
    filled = {name: value for name, value in record.items() if value}
    return Draft(
        place=place,
        kind=RECOMMENDATION,
        record=normalise(RECOMMENDATION, filled),
        repairs=annotation.repairs + repairs + more + renamed + of_upr + of_type,
        matcher=UHRI,
    )


@lru_cache(maxsize=512)
def _mechanism(body: str) -> str:
    """Return the code of the body that UHRI names; raises BadCell for an unknown body."""
    name = mend(body)[0]
    code = name.upper()
    if code in MECHANISMS:
        return code
    if _PROTOCOL.fullmatch(name):
        return "CRC"
    if _MANDATE.match(name):
        return "SP"
    for mechanism in MECHANISMS.values():
        if mechanism.name.casefold() == name.casefold():
            return mechanism.code
    raise BadCell("Body", name, "is no body that is known" if name else "is empty")


def _paragraph(text: str) -> tuple[str, str]:
    """Return the number of the paragraph that a text names at its start, and the text for a title.

    A number at the very start is left out of that text: "12. Adopt a law" gives "12" and
    " Adopt a law"; "Paragraph 12: Adopt a law" gives "12" and the whole text.
    """
    for pattern in _PARAGRAPHS:
        match = pattern.match(text)
        if match:
            parts = match.groupdict()
            number = f"{parts['of']}.{parts['within']}" if parts else match[1]
            begins = match.start(1) == 0
            return number.replace(" ", ""), text[match.end() :] if begins else text
    return "", text


def _upr(annotation: Annotation) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the fields that only annotations of the UPR have, and the repairs they needed."""
    session = _number(" ".join(annotation.sessions))
    cycle = _cycle(annotation.cycle, session)
    positions = {mend(name)[0].casefold() for name in annotation.positions if name.strip()}
    stray = {name for name in positions if name.startswith(_NO_POSITION)}
    positions -= stray
    # Two positions are those to two parts of it: supported/noted.
    response = RESPONSE_BY_WORDS.get("/".join(sorted(positions, reverse=True)), "")
    if positions and not response:
        raise BadCell("Position", ", ".join(sorted(positions)), "is no position that is known")
    states, repairs = [], [f"{OTHER_ANSWER}: {shown(name)}" for name in sorted(stray)]
    for name in annotation.states:
        mended, done = mend(name)
        states.append(canonical(mended))
        if states[-1] != mended:
            repairs += [*done, f"{STATE_NAME}: {mended} is {states[-1]}"]
    of = {"response": response} if response else {}
    return {
        "cycle": cycle,
        "session": session,
        "items": [{"by": state, **of} for state in states if state],
        "responses": [{**of, "ref": _SOURCE}] if of else [],
    }, tuple(repairs)


def _cycle(text: str, session: int | None) -> int | None:
    """Return the cycle as UHRI writes it, else the cycle of the session.

    None when the session is later than those that are known; raises BadCell when neither the
    text nor the session tells the cycle.
    """
    written = _number(text)
    by_session = None if session is None else cycle_of(session)
    if written and by_session and written != by_session:
        raise BadCell("UprCycle", text, f"contradicts session {session}, of cycle {by_session}")
    cycle = written or by_session
    if not cycle and not (session and is_later(session)):
        value = text or ("" if session is None else str(session))
        raise BadCell("UPR Session", value, "does not tell the cycle")
    return cycle


def _number(text: str) -> int | None:
    match = re.search(r"(?<![\w.])([0-9]{1,3})(?:st|nd|rd|th)?\b", text)
    return int(match[1]) if match else None


def _type(text: str) -> tuple[str, tuple[str, ...]]:
    name = mend(text)[0]
    for start, kind in _TYPES:
        if start in name.casefold():
            return kind, ()
    return "", ((f"type that is not known: {shown(name)}",) if name else ())


def _day(cell: str) -> str:
    """Return the day of a date, with or without a time, or of a spreadsheet's serial number."""
    text = cell.strip()
    if re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", text, re.ASCII):
        return (_DAY_ZERO + timedelta(days=int(float(text)))).isoformat()
    match = re.match(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]|$)", text, re.ASCII)
    if text and not match:
        raise BadCell("Publication date", text, "is no date such as 2025-02-12")
    return match[1] if match else ""


def _note(country: str, countries: list[str]) -> str:
    others = [name for name in countries if name != country]
    return f"UHRI names also {', '.join(others)}." if others else ""


def _sources(annotation: Annotation, mechanism: str, paragraph: str) -> list[dict[str, str]]:
    where = f", para. {paragraph}" if paragraph else ""
    note = {"note": f"Body: {mend(annotation.body)[0]}"} if mechanism == "SP" else {}
    document = [{"ref": f"{annotation.symbol}{where}", **note}] if annotation.symbol else []
    return [
        *document,
        {"ref": f"{_SOURCE}, annotation {annotation.id}" if annotation.id else _SOURCE},
    ]
