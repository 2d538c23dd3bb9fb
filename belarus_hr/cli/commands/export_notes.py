"""What ``export`` says besides: of sensitive records, and of zeros that a spreadsheet drops."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.kinds import KINDS
from belarus_hr.domain.text.words import number_of, shown

if TYPE_CHECKING:
    from belarus_hr.domain.redaction.public_copy import PublicCopy

#: Of the words that are no secret, so many are named: the rarest.
_NAMED = 20


def left_out(copy: PublicCopy) -> list[str]:
    """Return the lines that say what a public copy does without, and what it may tell all the same.

    That is for its owner: the words named are those that were left out.
    """
    marked = f"{number_of(copy.records, 'record')} and {number_of(copy.fields, 'field')}"
    lines = [f"public copy: {marked} left out as sensitive of all that is on record"]
    if copy.kept:
        holding = "field that holds" if len(copy.kept) == 1 else "fields that hold"
        lines.append(
            f"kept: {len(copy.kept):,} {holding} a word of what was left out; "
            "mark what must not be seen, or leave all of it out with --strict:"
        )
        lines += [
            f"  {id_}: {field}: {', '.join(map(shown, held))}" for id_, field, held in copy.kept
        ]
    if copy.common:
        rarest = ", ".join(f"{shown(word)} ({count:,})" for word, count in copy.common[:_NAMED])
        more = len(copy.common) - _NAMED
        lines.append(
            "taken as no secret, as so many records say it: "
            + rarest
            + (f", and {more:,} more frequent" if more > 0 else "")
        )
    return lines


def zeros_at_risk(cells: Counter[str]) -> list[str]:
    """Return the line that says of which cells of csv a spreadsheet drops a zero; none for none."""
    if not cells:
        return []
    what = number_of(cells.total(), "cell")
    loses = "loses its zero" if cells.total() == 1 else "lose their zeros"
    return [
        f"{what}, such as {next(iter(cells))}, {loses} in a spreadsheet program that opens and "
        "saves this csv: --excel or --format xlsx keeps them"
    ]


def kept(collection: Collection) -> list[str]:
    """Return the line that says how much is handed on though it is marked; none if nothing is."""
    marked = sum(
        bool(record.get("sensitive")) for kind in KINDS for record in collection.of(kind).values()
    )
    if not marked:
        return []
    return [f"{number_of(marked, 'record')} on record marked sensitive: --public leaves that out"]
