"""One annotation of the Universal Human Rights Index (UHRI) as a recommendation.

Its spreadsheet and its bulk file say the same in two forms; ``workbook`` and
``bulk_json`` bring both into an ``Annotation``.
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
from belarus_hr.domain.reference.states import BELARUS, canonical
from belarus_hr.domain.reference.upr_cycles import cycle_of, is_later
from belarus_hr.domain.text.words import shown
from belarus_hr.domain.titles import title_of
from belarus_hr.formats.cleanup import OTHER_ANSWER, STATE_NAME, mend, mend_start
from belarus_hr.formats.request import ALL_STATES, OTHER_STATE, BadCell, Read, Request, Skipped


class Annotation(NamedTuple):
    """What UHRI says of one paragraph, as it says it; lists are lists, the rest is text."""

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

_RESPONSES = {
    frozenset(("supported",)): "supported",
    frozenset(("noted",)): "noted",
    frozenset(("not supported",)): "noted",
    frozenset(("supported/noted",)): "partly-supported",
    frozenset(("partially supported",)): "partly-supported",
    frozenset(("supported", "noted")): "partly-supported",
}
#: What stands in place of a position and is no answer: the type sometimes, or that there is none.
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


def read_annotation(place: str, given: Annotation, request: Request) -> Iterator[Read]:
    """Yield a draft of an annotation for each wanted State that it names, or why there is none.

    Raises BadCell or InvalidValue for an annotation that cannot be taken.
    """
    names = (canonical(mend(name)[0]) for name in given.countries)
    countries = list(dict.fromkeys(filter(None, names)))
    wanted = [name for name in countries if request.wants(name)]
    if not wanted:
        if request.state == ALL_STATES:
            raise BadCell("Countries", "", "is empty")
        yield Skipped(place, OTHER_STATE)
    for country in wanted:
        yield _draft(place, given, country, countries)


def _draft(place: str, given: Annotation, country: str, countries: list[str]) -> Draft:
    text, repairs = mend(given.text)
    text, more = mend_start(text)
    if not text:
        raise BadCell("Text", "", "is empty")
    mechanism = _mechanism(given.body)
    paragraph, rest = _paragraph(text)
    upr, of_upr = _upr(given) if mechanism == "UPR" else ({}, ())
    kind, of_type = _type(given.type)
    named = [(name, canonical(name)) for name in (mend(n)[0] for n in given.countries)]
    renamed = tuple(f"{STATE_NAME}: {old} is {new}" for old, new in named if old != new)
    record = {
        "mechanism": mechanism,
        "country": None if country == BELARUS else country,
        "document": given.symbol,
        "paragraph": paragraph,
        "published": _day(given.published),
        "annotation": given.id,
        "type": kind,
        "title": title_of(rest.lstrip(" .:") or text),
        "text": text,
        "themes": [mend(name)[0] for name in given.themes],
        "groups": [mend(name)[0] for name in given.persons],
        "sdgs": [mend(name)[0] for name in given.sdgs],
        "note": _note(country, countries),
        "confidence": "un-document",
        "sources": _sources(given, mechanism, paragraph),
        **upr,
    }
    done = given.repairs + repairs + more + renamed + of_upr + of_type
    kept = {name: value for name, value in record.items() if value}
    return Draft(
        place=place,
        kind=RECOMMENDATION,
        record=normalise(RECOMMENDATION, kept),
        repairs=done,
        matcher=UHRI,
    )


@lru_cache(maxsize=512)
def _mechanism(body: str) -> str:
    """Return the code of the body that UHRI names; raises BadCell for one that is not known."""
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
    """Return the number of the paragraph that a text names at its start, and what to call it by.

    That is the text without the number that it begins with: "12. Adopt a law" gives "12" and
    " Adopt a law", "Paragraph 12: Adopt a law" gives "12" and all of the text.
    """
    for pattern in _PARAGRAPHS:
        match = pattern.match(text)
        if match:
            parts = match.groupdict()
            number = f"{parts['of']}.{parts['within']}" if parts else match[1]
            begins = match.start(1) == 0
            return number.replace(" ", ""), text[match.end() :] if begins else text
    return "", text


def _upr(given: Annotation) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what only an annotation of the UPR has, and the repairs that it took."""
    session = _number(" ".join(given.sessions))
    cycle = _cycle(given.cycle, session)
    positions = {mend(name)[0].casefold() for name in given.positions if name.strip()}
    stray = {name for name in positions if name.startswith(_NO_POSITION)}
    positions -= stray
    response = _RESPONSES.get(frozenset(positions), "")
    if positions and not response:
        raise BadCell("Position", ", ".join(sorted(positions)), "is no position that is known")
    states, repairs = [], [f"{OTHER_ANSWER}: {shown(name)}" for name in sorted(stray)]
    for name in given.states:
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


def _cycle(said: str, session: int | None) -> int | None:
    """Return the cycle that UHRI says or the session tells.

    None for a session that is later than the known ones; raises BadCell where neither tells.
    """
    cycle = _number(said)
    by_session = None if session is None else cycle_of(session)
    if cycle and by_session and cycle != by_session:
        raise BadCell("UprCycle", said, f"contradicts session {session}, of cycle {by_session}")
    known = cycle or by_session
    if not known and not (session and is_later(session)):
        value = said or ("" if session is None else str(session))
        raise BadCell("UPR Session", value, "does not tell the cycle")
    return known


def _number(text: str) -> int | None:
    match = re.search(r"(?<![\w.])([0-9]{1,3})(?:st|nd|rd|th)?\b", text)
    return int(match[1]) if match else None


def _type(said: str) -> tuple[str, tuple[str, ...]]:
    name = mend(said)[0]
    for start, kind in _TYPES:
        if start in name.casefold():
            return kind, ()
    return "", ((f"type that is not known: {shown(name)}",) if name else ())


def _day(said: str) -> str:
    """Return a day: of a date with or without time, or of a spreadsheet's serial number."""
    text = said.strip()
    if re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", text, re.ASCII):
        return (_DAY_ZERO + timedelta(days=int(float(text)))).isoformat()
    match = re.match(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]|$)", text, re.ASCII)
    if text and not match:
        raise BadCell("Publication date", text, "is no date such as 2025-02-12")
    return match[1] if match else ""


def _note(country: str, countries: list[str]) -> str:
    others = [name for name in countries if name != country]
    return f"UHRI names also {', '.join(others)}." if others else ""


def _sources(given: Annotation, mechanism: str, paragraph: str) -> list[dict[str, str]]:
    where = f", para. {paragraph}" if paragraph else ""
    said = {"note": f"Body: {mend(given.body)[0]}"} if mechanism == "SP" else {}
    document = [{"ref": f"{given.symbol}{where}", **said}] if given.symbol else []
    return [*document, {"ref": f"{_SOURCE}, annotation {given.id}" if given.id else _SOURCE}]
