"""Rules about the numbers of State reports: their form, and the symbols that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from belarus_hr.domain.checks.rule import ERROR, WARNING, Case, Problem, rule
from belarus_hr.domain.records.kinds import REPORT
from belarus_hr.domain.reference import un_symbols
from belarus_hr.domain.text.words import shown


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
