"""Which States made a recommendation: the names in brackets at the end of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from belarus_hr.domain.reference import states

#: A comma or an "and" inside a name is no end of it: "Trinidad and Tobago" is tried whole first.
_BETWEEN = re.compile(r"\s*[;,/&]\s*|\s+and\s+")
_LONGEST = 6


class Wording(NamedTuple):
    """A part of a recommendation with the States in the brackets after it."""

    text: str
    states: tuple[str, ...]


def worded_by_states(text: str) -> list[Wording]:
    """Return the parts of a recommendation, each with the States that stand after it.

    "Ratify ICRMW (Ghana); consider ratifying it (Chile) (Peru)" gives two parts, the second with
    two States. Brackets that name anything else belong to the text; what follows the last States
    belongs to no part. Nothing is returned where no States are named.
    """
    parts: list[Wording] = []
    start = 0
    for opened, closed in _brackets(text):
        names = named_states(text[opened + 1 : closed])
        if not names:
            continue
        between = text[start:opened].strip(" ;.,/")
        if parts and not between:
            parts[-1] = parts[-1]._replace(states=parts[-1].states + names)
        else:
            parts.append(Wording(between, names))
        start = closed + 1
    return parts


def end_of_states(text: str) -> int:
    """Return where the last States in brackets end, 0 where no brackets name States."""
    end = 0
    for opened, closed in _brackets(text):
        if named_states(text[opened + 1 : closed]):
            end = closed + 1
    return end


def named_states(text: str) -> tuple[str, ...]:
    """Return the kept names of the States that a text lists, none where it says anything else."""
    pieces = [piece for piece in _BETWEEN.split(text.strip(" .;,\n")) if piece]
    names: list[str] = []
    while pieces:
        for count in range(min(len(pieces), _LONGEST), 0, -1):
            name = _one_state(text, pieces[:count])
            if name:
                names.append(name)
                pieces = pieces[count:]
                break
        else:
            return ()
    return tuple(dict.fromkeys(names))


def _one_state(text: str, pieces: list[str]) -> str:
    """Return the State that pieces of a list are together: "Trinidad", "Tobago" are one."""
    name = pieces[0]
    if len(pieces) > 1:
        start = text.find(pieces[0])
        end = text.find(pieces[-1], start)
        name = text[start : end + len(pieces[-1])]
    name = re.sub(r"^(?:and|by|the)\s+", "", " ".join(name.split()))
    if states.is_name(name):
        return states.canonical(name)
    # A long name is written with another inside: "Bolivia (Plurinational Republic of)".
    short = name.partition("(")[0].strip()
    if short != name and name.endswith(")") and states.is_name(short):
        return states.canonical(short)
    return ""


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each outermost pair of brackets opens and closes."""
    depth = opened = 0
    for place, sign in enumerate(text):
        if sign == "(":
            opened = opened if depth else place
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
            if not depth:
                yield opened, place
