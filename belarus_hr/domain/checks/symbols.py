"""Rules about UN document symbols: their form, their body, the State and the report they name.

A symbol's parts say who issued it and about whom: ``CAT/C/BLR/CO/4`` is the
Committee against Torture's concluding observations on the fourth report of
Belarus. Symbols of before 2005 follow no such rule (``CRC/C/15/Add.180``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from belarus_hr.domain.checks.rule import ERROR, WARNING, Case, Problem, Rule
from belarus_hr.domain.records.kinds import KINDS, RECOMMENDATION, REPORT, REVIEW, Record
from belarus_hr.domain.reference.mechanisms import MECHANISMS
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.words import shown

#: The State that every record here is about.
STATE = "BLR"
#: From this year on, a treaty body's symbol names the State and the report.
RULE_SINCE = date(2005, 1, 1)

#: How the symbols of each mechanism start.
ROOTS = {
    **{code: f"{code}/C/" for code in "CAT CCPR CED CEDAW CERD CMW CRC CRPD".split()},
    "CESCR": "E/C.12/",
    "SPT": "CAT/OP/",
    "TB": "HRI/",
    "UPR": "A/HRC/",
}
#: Protocols whose reports have symbols of their own, by the treaty's letters alone.
_PROTOCOLS = {"CRCOPAC": "CRC/C/OPAC/", "CRCOPSC": "CRC/C/OPSC/"}

_FIELDS = ("document", "outcome", "symbol", "observations")
_DATES = ("date", "due", "received", "examined", "adopted", "issued")
_CITING = ("sources", "disputes", "responses", "reported")

# Patterns are compiled when first used, and kept by ``re``.
_PART = r"[A-Z0-9](?:[A-Za-z0-9.()-]*[A-Za-z0-9)])?"
_FORM = rf"[A-Z]{{1,6}}(?:/{_PART})+"
_LIKE_SYMBOL = (
    r"(?i:A/HRC|A/RES|A/C\.3|E/CN\.4|E/C\.12|CAT/OP|HRI/(?:CORE|MC|GEN)"
    r"|(?:CAT|CCPR|CED|CEDAW|CERD|CMW|CRC|CRPD)/C)/"
)
_ABOUT_STATE = (
    r"((?:(?:CAT|CCPR|CED|CEDAW|CERD|CMW|CRC|CRPD)/C|E/C\.12)(?:/OPAC|/OPSC)?"
    r"|HRI/CORE|A/HRC/WG\.6/[0-9]+)/(?!DEC/)([A-Z]{3})/(.+)"
)
#: What may follow a symbol to say that the document adds to or puts right another.
ANNEXES = r"(?:/(?:Add|Rev|Corr)\.[0-9]+)*"
_WORKING_GROUP_REPORT = rf"A/HRC/[0-9]+/[0-9]+{ANNEXES}|A/HRC/WG\.6/[0-9]+/L\.[0-9]+"
#: The Assembly's and the Economic and Social Council's own, by session or year.
_OF_PARENT_ORGAN = r"A/[0-9]+/|E/[0-9]{4}/"


class About(NamedTuple):
    """The parts of a symbol that names a State: ``CAT/C``, ``BLR``, ``CO/4``."""

    root: str
    state: str
    rest: str


def about(symbol: str) -> About | None:
    """Return the parts of a symbol that names a State; None for any other."""
    match = re.fullmatch(_ABOUT_STATE, symbol)
    return About(*match.groups()) if match else None


def well_formed(symbol: str) -> bool:
    """Say whether a text is a UN document symbol and nothing else."""
    return re.fullmatch(_FORM, symbol) is not None


def mended(text: str) -> str:
    """Return the well-formed symbol that a text probably means, or nothing."""
    word = re.sub(r"\s*/\s*", "/", text.strip()).replace("–", "-").partition(" ")[0]
    plain = re.sub(r"/{2,}", "/", word.partition(",")[0].strip(".;:/")).upper()
    symbol = re.sub(r"\b(ADD|REV|CORR)\.", lambda match: match[0].capitalize(), plain)
    return symbol if well_formed(symbol) else ""


def _symbols(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the fields of a record that hold a symbol, with the symbol."""
    return ((name, record[name]) for name in _FIELDS if name in record)


def _cited(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the references of a record that look like a symbol: where they stand, their symbol."""
    for name in _CITING:
        for number, part in enumerate(record.get(name, ())):
            ref = part.get("ref", "")
            if re.match(_LIKE_SYMBOL, ref):
                yield f"{name}[{number}].ref", ref.split()[0].rstrip(",;:.")


def _latest(record: Record) -> date:
    """Return the latest day that a record dates; the earliest of all when it dates nothing."""
    days = (edtf.parse(record[name]).first for name in _DATES if name in record)
    return max(days, default=date.min)


# --- rules ------------------------------------------------------------------


def symbol_form(case: Case) -> Iterator[Problem]:
    """Find what stands in a field for a symbol and is none: parts divided by "/", no text.

    The UN's document system finds a document by its symbol alone (docs.un.org).
    """
    for field, symbol in _symbols(case.record):
        if not well_formed(symbol):
            message = f"{shown(symbol)} is not a UN document symbol"
            yield Problem(field, symbol, message, mended(symbol))


def source_form(case: Case) -> Iterator[Problem]:
    """Find a reference that starts like a symbol and is none: its link leads nowhere."""
    for field, symbol in _cited(case.record):
        if not well_formed(symbol):
            message = f"{shown(symbol)} starts like a UN document symbol and is none"
            yield Problem(field, symbol, message, mended(symbol))


def symbol_body(case: Case) -> Iterator[Problem]:
    """Find a symbol of another body: ``CAT/C`` is CAT's, ``E/C.12`` CESCR's, ``A/HRC`` the UPR's.

    The roots are the bodies' own; reports of before 2005 also stand among the documents
    of the Assembly and of the Economic and Social Council.
    """
    record, mechanism = case.record, case.record["mechanism"]
    if mechanism not in ROOTS:
        return
    treaty = re.sub("[^A-Z]", "", record.get("treaty", "").upper())
    root = _PROTOCOLS.get(treaty, ROOTS[mechanism]) if mechanism == "CRC" else ROOTS[mechanism]
    old = _latest(record) < RULE_SINCE
    for field, symbol in _symbols(record):
        if not well_formed(symbol) or (old and re.match(_OF_PARENT_ORGAN, symbol)):
            continue
        protocols = _PROTOCOLS.values() if root == "CRC/C/" else ()
        if not symbol.startswith(root) or symbol.startswith(tuple(protocols)):
            owner = _owner(symbol)
            whose = f"{symbol} belongs to {owner}" if owner else f"{symbol} is of another body"
            message = f"{whose}; symbols of {record.get('treaty', mechanism)} start with {root}"
            yield Problem(field, symbol, message)


def _owner(symbol: str) -> str:
    """Return whose symbols start as this one does, or nothing."""
    if symbol.startswith(tuple(_PROTOCOLS.values())):
        return "the reports under a protocol"
    for code, root in ROOTS.items():
        if symbol.startswith(root):
            return MECHANISMS[code].name if code != "UPR" else "the Human Rights Council"
    return ""


def symbol_state(case: Case) -> Iterator[Problem]:
    """Find a symbol that names another State than ``BLR``, the ISO code of Belarus.

    Symbols of before 2005 follow no such rule: ``BEL`` stood for Belarus in some.
    """
    if not date.min < _latest(case.record) < RULE_SINCE:
        yield from _other_state(_symbols(case.record))


def source_state(case: Case) -> Iterator[Problem]:
    """Find a source whose symbol names another State than ``BLR``: it is about that one."""
    if not date.min < _latest(case.record) < RULE_SINCE:
        yield from _other_state(_cited(case.record))


def _other_state(symbols: Iterator[tuple[str, str]]) -> Iterator[Problem]:
    for field, symbol in symbols:
        parts = about(symbol)
        if parts and parts.state != STATE:
            right = f"{parts.root}/{STATE}/{parts.rest}"
            message = f"{symbol} names the State {parts.state}; the ISO code of Belarus is {STATE}"
            yield Problem(field, symbol, message, right)


def review_document(case: Case) -> Iterator[Problem]:
    """Find UPR recommendations in what is no report of its Working Group, as ``A/HRC/15/16`` is.

    Nor its draft, ``A/HRC/WG.6/8/L.15``; ``A/HRC/WG.6/8/BLR/1`` to ``3`` came before the review.
    """
    symbol = case.record.get("document", "")
    if (
        case.record["mechanism"] == "UPR"
        and well_formed(symbol)
        and symbol.startswith(ROOTS["UPR"])
        and not re.fullmatch(_WORKING_GROUP_REPORT, symbol)
    ):
        message = f"{symbol} is not a report of the UPR Working Group, such as A/HRC/15/16"
        yield Problem("document", symbol, message)


_WITH_SYMBOL = (REVIEW, RECOMMENDATION, REPORT)

RULES = (
    Rule("symbol-form", ERROR, _WITH_SYMBOL, symbol_form),
    Rule("symbol-body", ERROR, _WITH_SYMBOL, symbol_body),
    Rule("symbol-state", ERROR, _WITH_SYMBOL, symbol_state),
    Rule("source-form", WARNING, KINDS, source_form),
    Rule("source-state", WARNING, KINDS, source_state),
    Rule("review-document", WARNING, (REVIEW, RECOMMENDATION), review_document),
)
