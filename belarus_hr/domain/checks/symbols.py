"""Rules about UN document symbols: form, body and State, and the numbers of the reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from belarus_hr.domain.checks.rule import (
    ERROR,
    NOTE,
    WARNING,
    Case,
    Problem,
    entries,
    references,
    rule,
)
from belarus_hr.domain.records.field_types import SYMBOL
from belarus_hr.domain.records.kinds import KINDS, RECOMMENDATION, REPORT, REVIEW
from belarus_hr.domain.reference import un_symbols
from belarus_hr.domain.reference.un_symbols import is_symbol
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.words import shown

#: The ISO code of the State that the records are about.
_ISO_CODE = "BLR"
_WITH_SYMBOL = tuple(kind for kind in KINDS if any(field.type is SYMBOL for field in kind.fields))
#: From this day on, a treaty body's symbol names the State and the report.
_STATE_NAMED_SINCE = date(2005, 1, 1)


def _symbols(case: Case) -> Iterator[tuple[str, str]]:
    """Yield the name of each field that holds a symbol, and the symbol."""
    names = (field.name for field in case.kind.fields if field.type is SYMBOL)
    return ((name, case.record[name]) for name in names if name in case.record)


def _cited(case: Case) -> Iterator[tuple[str, str]]:
    """Yield the place of each reference that starts like a symbol, and the symbol."""
    for field, ref in references(case):
        symbol = un_symbols.like_symbol(ref)
        if symbol:
            yield field, symbol


def _latest(case: Case) -> date:
    """Return the latest day in the dates of a record; ``date.min`` when it has no date."""
    dates = (case.record[name] for name in case.kind.dates if name in case.record)
    days = (edtf.parse(day).first for day in dates)
    return max(days, default=date.min)


@rule(ERROR, *_WITH_SYMBOL)
def symbol_form(case: Case) -> Iterator[Problem]:
    """Find a value that stands in a field for a symbol and is no symbol.

    A symbol is made of parts divided by "/" and holds no other text. The UN's document system
    finds a document by its symbol alone (docs.un.org).
    """
    for field, symbol in _symbols(case):
        if not is_symbol(symbol):
            message = f"{shown(symbol)} is not a UN document symbol"
            yield Problem(field, symbol, message, un_symbols.mended(symbol))


@rule(WARNING, *KINDS)
def source_form(case: Case) -> Iterator[Problem]:
    """Find a reference that starts like a symbol and is no symbol: its link leads nowhere."""
    for field, symbol in _cited(case):
        if not is_symbol(symbol):
            message = f"{shown(symbol)} starts like a UN document symbol and is none"
            yield Problem(field, symbol, message, un_symbols.mended(symbol))


@rule(ERROR, *_WITH_SYMBOL)
def symbol_body(case: Case) -> Iterator[Problem]:
    """Find a symbol of another body than the record's mechanism.

    Symbols of CAT start with ``CAT/C``, those of CESCR with ``E/C.12``, those of the UPR with
    ``A/HRC``. Reports of before 2005 also stand among the documents of the General Assembly and
    of the Economic and Social Council.
    """
    record, mechanism = case.record, case.record.get("mechanism", "")
    root = un_symbols.root_of(mechanism, record.get("treaty", "")) if mechanism else ""
    if not root:
        return
    old = _latest(case) < _STATE_NAMED_SINCE
    for field, symbol in _symbols(case):
        if not is_symbol(symbol) or (old and un_symbols.is_of_parent_organ(symbol)):
            continue
        if not un_symbols.has_root(symbol, root):
            owner = un_symbols.owner(symbol)
            whose = f"{symbol} belongs to {owner}" if owner else f"{symbol} is of another body"
            message = f"{whose}; symbols of {record.get('treaty', mechanism)} start with {root}"
            yield Problem(field, symbol, message)


@rule(ERROR, *_WITH_SYMBOL)
def symbol_state(case: Case) -> Iterator[Problem]:
    """Find a symbol that names another State than ``BLR``, the ISO code of Belarus.

    Before 2005 symbols followed no such rule: ``BEL`` stood for Belarus in some.
    """
    yield from _other_state(case, _symbols(case))


@rule(WARNING, *KINDS)
def source_state(case: Case) -> Iterator[Problem]:
    """Find a source whose symbol names another State than ``BLR``: it is about that State."""
    yield from _other_state(case, _cited(case))


def _other_state(case: Case, symbols: Iterator[tuple[str, str]]) -> Iterator[Problem]:
    """Yield the symbols that name another State, unless the record is of before 2005."""
    if date.min < _latest(case) < _STATE_NAMED_SINCE:
        return
    for field, symbol in symbols:
        parts = un_symbols.of_state(symbol)
        if parts and parts.state != _ISO_CODE:
            right = f"{parts.root}/{_ISO_CODE}/{parts.rest}"
            message = (
                f"{symbol} names the State {parts.state}; the ISO code of Belarus is {_ISO_CODE}"
            )
            yield Problem(field, symbol, message, right)


@rule(NOTE, *KINDS)
def symbol_address(case: Case) -> Iterator[Problem]:
    """Find a symbol that is cited without an address of the UN for it, as docs.un.org has.

    A copy elsewhere may be cut or gone; the UN serves each document by its symbol alone.
    """
    for place, entry in entries(case.record, *case.kind.citing):
        symbol = un_symbols.symbol(entry.get("ref", ""))
        url = entry.get("url", "")
        if symbol and not un_symbols.is_official(url, symbol):
            message = f"{symbol} stands without its address at the UN"
            yield Problem(f"{place}.url", url, message, un_symbols.official_address(symbol))


@rule(WARNING, REVIEW, RECOMMENDATION, mechanism="UPR")
def review_document(case: Case) -> Iterator[Problem]:
    """Find a document of the Council that is no report of the UPR Working Group.

    Recommendations stand in a report such as ``A/HRC/15/16``, and in its draft, such as
    ``A/HRC/WG.6/8/L.15``. ``A/HRC/WG.6/8/BLR/1`` to ``3`` came before the review.
    """
    symbol = case.record.get("document", "")
    of_council = is_symbol(symbol) and un_symbols.has_root(symbol, un_symbols.root_of("UPR"))
    if of_council and not un_symbols.is_working_group_report(symbol):
        message = f"{symbol} is not a report of the UPR Working Group, such as A/HRC/15/16"
        yield Problem("document", symbol, message)


# --- the numbers of State reports ------------------------------------------------


def ordinal(text: str) -> tuple[int, int] | None:
    """Return the first and last number of a report: 4 and 6 of 4-6, 1 and 1 of "initial"."""
    if text.casefold() == "initial":
        return (1, 1)
    match = re.fullmatch("([0-9]+)(?:-([0-9]+))?", text)
    return (int(match[1]), int(match[2] or match[1])) if match else None


@rule(WARNING, REPORT)
def ordinal_form(case: Case) -> Iterator[Problem]:
    """Find a number of a report that is not written as 4, as 4-6 (combined), or as "initial".

    The symbols of reports write the number so: ``E/C.12/BLR/4-6``.
    """
    text = case.record.get("ordinal", "initial")
    if ordinal(text) is None:
        numbers = [int(number) for number in re.findall("[0-9]+", text)]
        rising = numbers == sorted(set(numbers)) and len(numbers) <= 2
        right = "-".join(map(str, numbers)) if rising else ""
        message = f"{shown(text)} is not a report's number: write 4, 4-6 or initial"
        yield Problem("ordinal", text, message, right)


@rule(ERROR, REPORT)
def ordinal_order(case: Case) -> Iterator[Problem]:
    """Find combined numbers that do not rise, such as 6-4, and the number 0."""
    text = case.record.get("ordinal", "initial")
    numbers = ordinal(text)
    if numbers is None:
        return
    first, last = numbers
    if first < 1:
        yield Problem("ordinal", text, f"{text} is no number of a report: the first is 1")
    elif last < first or (last == first and "-" in text):
        right = f"{last}-{first}" if last < first else str(first)
        message = f"{text} does not rise, as the numbers of combined reports do"
        yield Problem("ordinal", text, message, right)


@rule(WARNING, REPORT)
def ordinal_symbol(case: Case) -> Iterator[Problem]:
    """Find a symbol of the report, or of the observations, with another number than the report's.

    ``E/C.12/BLR/4-6`` and ``E/C.12/BLR/CO/4-6`` belong to the combined report 4-6.
    """
    numbers = ordinal(case.record.get("ordinal", ""))
    if numbers is None:
        return
    for field in ("symbol", "observations"):
        symbol = un_symbols.of_state(case.record.get(field, ""))
        if symbol and symbol.number and symbol.number != numbers:
            first, last = symbol.number
            number = str(first) if first == last else f"{first}-{last}"
            stated = case.record["ordinal"]
            message = f"{case.record[field]} has the number {number}, and the report's is {stated}"
            yield Problem(field, case.record[field], message)


@rule(WARNING, REPORT)
def report_symbol(case: Case) -> Iterator[Problem]:
    """Find a symbol that is not of a report, or not of concluding observations.

    The symbol of a report ends in the number of the report, that of the observations in ``CO/``
    and the number. A symbol with ``Q/`` or ``QPR/`` is of a list of issues.
    """
    for field, observations in (("symbol", False), ("observations", True)):
        symbol = un_symbols.of_state(case.record.get(field, ""))
        if symbol is None or (symbol.number and symbol.observations == observations):
            continue
        what, prefix = ("concluding observations", "CO/") if observations else ("a report", "")
        start = f"{symbol.root}/{symbol.state}/{prefix}"
        message = (
            f"{case.record[field]} is not the symbol of {what}: such are {start} and its number"
        )
        right = symbol.as_report(observations=observations)
        yield Problem(field, case.record[field], message, right)
