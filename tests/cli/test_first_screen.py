"""What somebody sees who has typed nothing yet, or not what was meant.

- ``hrtrack`` alone is one screen of questions, each with a command that works; whether a claim
  is true is asked of the fact sheet
- a word that stands where none is expected is told with the command line that was meant
- ``due`` says of which mechanisms no next date is on record, instead of looking as if none were due
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from belarus_hr.cli.app import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


def test_alone_it_is_one_screen_of_questions(hrtrack: Run) -> None:
    lines = hrtrack("", code=2).out.rstrip("\n").split("\n")
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    assert len({line.index("  hrtrack") for line in lines if "  hrtrack" in line}) == 1
    named = {match for line in lines for match in re.findall(r"hrtrack ([a-z]+)", line)}
    assert named <= COMMANDS.keys()
    assert {"list", "status", "factsheet", "claims", "due", "mark", "import", "export"} <= named


def test_whether_a_claim_is_true_is_asked_of_the_fact_sheet(hrtrack: Run) -> None:
    (line,) = (line for line in hrtrack("", code=2).lines if "claim is true" in line)
    assert line.endswith("  hrtrack factsheet")


def test_its_reading_commands_work(hrtrack: Run, own_store: Path) -> None:
    for command in re.findall(r"(?<= {2}hrtrack ).*", hrtrack("", code=2).out):
        if command.split()[0] not in ("add", "mark", "import", "undo"):
            hrtrack(command)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("list CAT", "list --mechanism CAT"),
        ("list cat", "list --mechanism CAT"),
        ("due CEDAW", "due --mechanism CEDAW"),
        ("recs torture", "recs --text torture"),
        ("recs 'death penalty'", "recs --text 'death penalty'"),
        ("help", "--help"),
        ("help list", "list --help"),
        ("search torture", "recs --text torture"),
        ("search 'a $(b)'", "recs --text 'a $(b)'"),
    ],
)
def test_a_stray_word_is_told_with_what_was_meant(hrtrack: Run, typed: str, meant: str) -> None:
    assert f"Perhaps you meant: hrtrack {meant}\n" in hrtrack(typed, code=2).err


@pytest.mark.parametrize("typed", ["undo x y z", "nonsense", "mark"])
def test_where_nothing_is_likely_nothing_is_suggested(hrtrack: Run, typed: str) -> None:
    assert "Perhaps you meant" not in hrtrack(typed, code=None).err


def test_what_has_no_next_date_is_said_to_a_person(hrtrack: Run) -> None:
    said = hrtrack("due --format table").err
    assert "no next date is on record for CAT, CCPR" in said
    assert "no next date is on record for CAT" in hrtrack("due --format table --within 1y").err


def test_that_nothing_is_due_is_never_said_alone_where_a_next_date_is_not_known(
    hrtrack: Run,
) -> None:
    nothing, unknown = hrtrack("due --within 1y").err.splitlines()
    assert nothing == "nothing that is on record is due or overdue"
    assert unknown.startswith("no next date is on record for CAT")


def test_a_known_next_date_is_not_said_to_be_unknown(hrtrack: Run) -> None:
    report = {"record": "report", "mechanism": "CAT", "treaty": "CAT", "ordinal": "6"}
    report |= {"title": "Sixth report", "due": "2031", "sources": ["CAT/C/BLR/CO/5, para. 60"]}
    hrtrack("add -", stdin=json.dumps(report))
    said = hrtrack("due --format table --mechanism CAT").err
    assert "no next date" not in said
