"""``mark`` of indicators: what was measured, added to what was measured before."""

import re
from typing import Annotated, Any

import typer

from belarus_hr.cli import console
from belarus_hr.cli.commands.mark_entries import add_entry, note_and_source
from belarus_hr.cli.messages import report
from belarus_hr.cli.option_groups import OptionGroup
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.figures.indicator_values import superseded
from belarus_hr.domain.records.kinds import INDICATOR, Record
from belarus_hr.domain.text.words import number_of, shown
from belarus_hr.store import Store

_UNKNOWN = "unknown"
#: A number of more digits is larger than any that is kept.
_MOST_DIGITS = 100


class ValueOptions(OptionGroup):
    """What was measured, and how."""

    value: Annotated[
        str | None,
        typer.Option(
            "--value", metavar="NUMBER", help="Of an indicator: what was measured, or unknown."
        ),
    ] = None
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Why the value is unknown.")
    ] = None
    scope: Annotated[
        str | None,
        typer.Option("--scope", metavar="TEXT", help="Territory or people that the value is of."),
    ] = None
    method: Annotated[
        str | None,
        typer.Option("--method", metavar="TEXT", help="How it was measured, where that changed."),
    ] = None
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DATE", help="When the value was published."),
    ] = None


def mark_indicators(store: Store, typed: list[str], options: ValueOptions, common: Record) -> None:
    """Add a value to indicators; one of the same date, scope and method corrects the last.

    ``common`` has the date, the note and the sources. Raises InvalidValue, and changes nothing, for
    a record of another kind, for several sources, and for what is no number.
    """
    entry = _entry(options, common)
    added = add_entry(
        store,
        typed,
        INDICATOR,
        entry,
        only="only indicators have values",
        already="has this value already",
    )
    for id_, before, after in added:
        if sum(superseded(after["values"])) > sum(superseded(before.get("values", []))):
            console.say(f"{id_}: it corrects an earlier value of the same date; both are kept")
    if added:
        count, value = number_of(len(added), "indicator"), entry.get("value", _UNKNOWN)
        report([indicator.id for indicator in added], f"marked {count} {value} ({entry['date']})")


def _entry(options: ValueOptions, common: Record) -> dict[str, Any]:
    note_source = note_and_source(common, "a value")
    if options.value is None:
        raise InvalidValue(f"say what was measured with --value NUMBER, or --value {_UNKNOWN}")
    value = _number(options.value)
    if (value is None) != (options.reason is not None):
        raise InvalidValue(
            "say why the value is unknown with --reason"
            if value is None
            else "--reason is why a value is unknown: use --note"
        )
    entry = {
        "date": common["date"],
        "value": value,
        **{name: getattr(options, name) for name in ("reason", "scope", "method", "published")},
        **note_source,
    }
    return {name: part for name, part in entry.items() if part is not None}


def _number(typed: str) -> int | float | None:
    """Return the number that was typed; None for ``unknown``."""
    text = typed.strip().replace("\N{MINUS SIGN}", "-")
    if text.casefold() == _UNKNOWN:
        return None
    if re.fullmatch(r"[+-]?\d+", text, re.ASCII):
        # Of thousands of digits Python makes no whole number.
        return int(text) if len(text) <= _MOST_DIGITS else float(text)
    if re.fullmatch(r"[+-]?\d+\.\d+", text, re.ASCII):
        return float(text)
    comma = re.fullmatch(r"([+-]?\d+),(\d+)", text, re.ASCII)
    meant = f"{comma[1]}.{comma[2]}" if comma else "12.5"
    meant += f" or {comma[1]}{comma[2]}" if comma and len(comma[2]) == 3 else ""
    raise InvalidValue(
        f"{shown(typed)} is no number: write {meant}, without the unit, or {_UNKNOWN}"
    )
