"""``check --store`` and ``repair``: what is wrong with a store's file, and what can be saved.

- a sound store: nothing, exit 0; edited by hand: a warning, exit 7; damaged: errors, exit 8
- each with its line, in every format, drawing nothing on a terminal that is not text
- repair writes a new private file that is a store, says what is lost, leaves the store as it is
- it replaces no file; where nothing is wrong or nothing can be saved it writes none
- the message of a command that meets a damaged store leads there
"""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run


@pytest.fixture
def started(hrtrack: Run, own_store: Path) -> Path:
    hrtrack("mark 97.5")
    hrtrack("mark 97.6")
    return own_store


@pytest.fixture
def damaged(started: Path) -> Path:
    lines = started.read_bytes().split(b"\n")
    number = next(n for n, line in enumerate(lines) if b'"upr1-97.7"' in line)
    lines[number] = lines[number][:60] + b"\x1b[31m"
    started.write_bytes(b"\n".join(lines))
    return started


def test_of_a_sound_store_nothing_is_said(hrtrack: Run, started: Path) -> None:
    ran = hrtrack("check --store")
    assert ran.out == ""
    assert "sound records; the newest of 1 backups is " in ran.err


def test_a_store_edited_by_hand_is_a_warning(hrtrack: Run, started: Path) -> None:
    started.write_bytes(started.read_bytes().replace(b"Fourth", b"fourth", 1))
    assert [cell[:3] for cell in hrtrack("check --store", code=7).cells] == [
        ["", "warning", "store"]
    ]


@pytest.mark.parametrize("form", ["table", "tsv", "json", "csv", "md"])
def test_damage_is_told_with_its_line(hrtrack: Run, damaged: Path, form: str) -> None:
    ran = hrtrack(f"check --store --format {form}", code=8)
    line = damaged.read_bytes().split(b'"upr1-97.7"')[0].count(b"\n") + 1
    assert f"line {line}" in ran.out
    assert "upr1-97.7" in ran.out
    assert "\x1b" not in ran.out
    assert "hrtrack repair saves what can be saved" in ran.err


def test_without_a_store_it_says_so(hrtrack: Run, own_store: Path) -> None:
    assert "no store at" in hrtrack("check --store").err
    assert not own_store.exists()


def test_it_looks_at_the_whole_file(hrtrack: Run, started: Path) -> None:
    assert "leave out the ids" in hrtrack("check --store 97.5", code=2).err


def test_the_message_of_a_command_leads_there(hrtrack: Run, damaged: Path) -> None:
    said = hrtrack("list", code=4).err
    assert "hrtrack check --store says more, hrtrack repair saves what can be saved" in said


def test_repair_saves_the_rest_and_leaves_the_store_as_it_is(hrtrack: Run, damaged: Path) -> None:
    before = damaged.read_bytes()
    ran = hrtrack("repair", code=8)
    assert [cell[0] for cell in ran.cells if cell[1] == "error"] == ["upr1-97.7"]
    assert damaged.read_bytes() == before
    new = damaged.with_name("hrtrack.repaired.json")
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    saved = Store(new)
    assert "upr1-97.6" in saved.read()
    assert "upr1-97.7" not in saved.read()
    assert len(saved.log()) == 2
    assert hrtrack(f"check --store --db {new}").out == ""


def test_repair_replaces_no_file(hrtrack: Run, damaged: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text("mine")
    hrtrack(f"repair -o {tmp_path / 'mine.json'}", code=2)
    assert (tmp_path / "mine.json").read_text() == "mine"


def test_where_nothing_is_wrong_it_writes_nothing(hrtrack: Run, started: Path) -> None:
    assert "there is nothing to repair" in hrtrack("repair").err
    assert not started.with_name("hrtrack.repaired.json").exists()


def test_where_nothing_can_be_saved_it_writes_nothing(hrtrack: Run, started: Path) -> None:
    started.write_bytes(b"not a store")
    assert "no record can be saved" in hrtrack("repair", code=5).err
    assert not started.with_name("hrtrack.repaired.json").exists()


def test_what_repair_writes_can_take_the_store_s_place(hrtrack: Run, damaged: Path) -> None:
    hrtrack("repair", code=8)
    damaged.with_name("hrtrack.repaired.json").replace(damaged)
    hrtrack("mark 97.8")
    commands = [entry["command"] for entry in Store(damaged).log().values()]
    assert commands == ["hrtrack mark 97.5", "hrtrack mark 97.6", "hrtrack mark 97.8"]
    assert json.loads(hrtrack("log --limit 1 --format json").out)[0]["outside"] is False
