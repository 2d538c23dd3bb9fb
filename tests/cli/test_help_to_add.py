"""What ``add`` and ``mark`` say to somebody who records something for the first time.

- their help has a measure and an indicator among its examples (tests/test_docs.py runs them)
- help names the kinds of events and the fields of a kind
- what a record lacks is named with the option that gives it
- a kind of event that there is not is answered with those that there are, and what they are
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from belarus_hr.domain.records.kinds import BY_NAME, EVENT, KINDS, MEASURE, REPORT, Kind
from belarus_hr.domain.reference.vocabulary import EVENT_KINDS
from belarus_hr.domain.text.words import a, with_meanings

if TYPE_CHECKING:
    from tests.conftest import Run


def needed(kind: Kind) -> set[str]:
    """Return what a record of a kind needs beside its title; an event's kind is assumed."""
    return set(kind.required) - {"title", *(("kind",) if kind is EVENT else ())}


NEEDING = [kind for kind in KINDS if "title" in kind.by_name and needed(kind)]


def help_of(hrtrack: Run, command: str) -> str:
    return hrtrack(f"{command} --help").out


@pytest.mark.parametrize(
    ("command", "shown"),
    [("add", ("--record measure", "--record indicator")), ("mark", ("--as under-way", "--value"))],
)
def test_help_has_a_measure_and_an_indicator(
    hrtrack: Run, command: str, shown: tuple[str, ...]
) -> None:
    examples = help_of(hrtrack, command).partition("Example")[2].partition("Arguments:")[0]
    assert all(words in examples for words in shown)


def test_help_names_the_kinds_of_events_and_what_they_are(hrtrack: Run) -> None:
    told = " ".join(help_of(hrtrack, "add").split())
    assert ", ".join(with_meanings(EVENT_KINDS)) in told
    assert "statement (also a letter or note of the State)" in told


def test_help_names_the_fields_of_a_kind(hrtrack: Run) -> None:
    told = help_of(hrtrack, "add")
    rows = re.findall(r"^    ([a-z]+) +((?:[a-z_]+,\s+)*[a-z_]+)(?:\n|:)", told, re.MULTILINE)
    named = {BY_NAME[kind]: set(re.split(r",\s+", fields)) for kind, fields in rows}
    assert {MEASURE, REPORT} <= named.keys()
    for kind, fields in named.items():
        assert fields <= kind.by_name.keys()
        assert set(kind.required) - fields <= {"title", "mechanism", "date", "kind"}


def test_help_is_as_wide_as_a_terminal(hrtrack: Run) -> None:
    told = help_of(hrtrack, "add")
    wide = [line for line in told.splitlines() if len(line) > 80 and " hrtrack add " not in line]
    assert not wide


@pytest.mark.parametrize("kind", NEEDING, ids=lambda kind: kind.name)
def test_what_a_record_needs_is_named_with_its_option(
    hrtrack: Run, own_store: Path, kind: Kind
) -> None:
    told = hrtrack(f"add X --record {kind.name}", code=2).err
    for name in needed(kind):
        option = f"--{name}" if name in ("mechanism", "date", "by") else f"--set {name}=…"
        assert option in told


@pytest.mark.parametrize("kind", ["assessment", "grade"])
def test_what_has_no_title_is_marked(hrtrack: Run, own_store: Path, kind: str) -> None:
    told = hrtrack(f"add X --record {kind}", code=2).err
    assert f"{a(kind)} has no title: hrtrack mark records it" in told


@pytest.mark.parametrize("command", ["add X -m CAT --date 2020", "list", "edit cat-2009-12-report"])
def test_a_kind_that_there_is_not_is_answered_with_what_there_is(
    hrtrack: Run, own_store: Path, command: str
) -> None:
    told = hrtrack(f"{command} --kind letter", code=2).err
    assert f'unknown kind "letter": known: {", ".join(with_meanings(EVENT_KINDS))}' in told
