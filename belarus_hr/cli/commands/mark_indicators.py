"""``mark`` of indicators: what was measured, added to what was measured before."""

import re
from typing import Annotated, Any

import typer

from belarus_hr.cli import console
from belarus_hr.cli.messages import report, started
from belarus_hr.cli.option_groups import OptionGroup
from belarus_hr.cli.session import now
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.figures.indicator_values import Value, superseded
from belarus_hr.domain.from_input import complete
from belarus_hr.domain.records.fields import measurement
from belarus_hr.domain.records.histories import check_added
from belarus_hr.domain.records.kinds import INDICATOR, Record, normalise
from belarus_hr.domain.text.words import a, number_of, shown
from belarus_hr.store import Store

_UNKNOWN = "unknown"


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
    marked: list[str] = []
    remarks: list[str] = []
    with store.change() as change:
        for stored in change.before.find_all(typed):
            if stored.kind is not INDICATOR:
                raise InvalidValue(
                    f"{stored.id} is {a(stored.kind.name)}; only indicators have values. "
                    "Nothing was changed"
                )
            values = [*stored.record.get("values", []), entry]
            record = normalise(INDICATOR, {**stored.record, "values": values})
            record = complete(INDICATOR, record, change.find, now())
            check_added(INDICATOR, stored.record, record)
            if record == stored.record:
                remarks.append(f"{stored.id} has this value already; nothing was changed")
                continue
            change.put(INDICATOR, stored.id, _decided(record, entry))
            marked.append(stored.id)
            remarks += _corrected(stored.id, stored.record, record)
    started(store, change)
    for remark in remarks:
        console.say(remark)
    if marked:
        said = entry.get("value", _UNKNOWN)
        report(marked, f"marked {number_of(len(marked), 'indicator')} {said} ({entry['date']})")


def _entry(options: ValueOptions, common: Record) -> dict[str, Any]:
    sources = common["sources"]
    if len(sources) > 1:
        raise InvalidValue("a value has one source: name the other in the note")
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
        "note": common["note"],
        **({"ref": sources[0]} if sources else {}),
    }
    return {name: part for name, part in entry.items() if part is not None}


def _number(typed: str) -> int | float | None:
    """Return the number that was typed; None for ``unknown``."""
    text = typed.strip().replace("\N{MINUS SIGN}", "-")
    if text.casefold() == _UNKNOWN:
        return None
    if re.fullmatch(r"[+-]?\d+", text, re.ASCII):
        return int(text)
    if re.fullmatch(r"[+-]?\d+\.\d+", text, re.ASCII):
        return float(text)
    comma = re.fullmatch(r"([+-]?\d+),(\d+)", text, re.ASCII)
    meant = f"{comma[1]}.{comma[2]}" if comma else "12.5"
    meant += f" or {comma[1]}{comma[2]}" if comma and len(comma[2]) == 3 else ""
    raise InvalidValue(
        f"{shown(typed)} is no number: write {meant}, without the unit, or {_UNKNOWN}"
    )


def _decided(record: Record, entry: Value) -> Record:
    """Return a record without the values of other versions that the new value corrects."""
    left = [
        conflict
        for conflict in record.get("conflicts", ())
        if conflict["field"] != "values" or not _corrects(entry, conflict.get("value"))
    ]
    return normalise(INDICATOR, {**record, "conflicts": left})


def _corrects(entry: Value, other: object) -> bool:
    return isinstance(other, dict) and measurement(entry) == measurement(other)


def _corrected(id_: str, before: Record, after: Record) -> list[str]:
    """Return what is said where a value corrects another; both are kept."""
    values = after["values"]
    old = sum(superseded(before.get("values", [])))
    if sum(superseded(values)) == old:
        return []
    return [f"{id_}: it corrects an earlier value of the same date; both are kept"]
