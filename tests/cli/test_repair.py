"""``check --store`` and ``repair``: what is wrong with a store's file, and what can be saved.

- a sound store: nothing, exit 0; edited by hand: a warning, exit 7; damaged: errors, exit 8
- of a sound store that others changed: which records, by the backup and the log, with their lines
- each with its line, in every format, drawing nothing on a terminal that is not text
- repair writes a new private file that is a store, says what is lost, leaves the store as it is
- it replaces no file; where nothing is wrong or nothing can be saved it writes none; of a store
  that is not there it says so, exit 4
- the message of a command that meets a damaged store leads there, and names the newest backup
- a store of a later schema is said to be one
"""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from belarus_hr.store import Store, backups

if TYPE_CHECKING:
    from collections.abc import Callable

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
        ["", "warning", "store"],
        ["cat-2009-12-report", "warning", "store"],
    ]


def test_what_others_changed_is_named_and_what_the_log_accounts_for_is_not(
    hrtrack: Run, started: Path
) -> None:
    hrtrack("edit 97.7 --note Ours")
    hrtrack("delete 97.9 --yes")
    hrtrack("undo")
    raw = started.read_bytes()
    gone = next(one for one in raw.split(b"\n") if one.startswith(b'"sp-2009-05-18-visit": '))
    changed = raw.replace(b"Fourth periodic", b"Fifth periodic", 1).replace(gone + b"\n", b"")
    added = (
        b'"cat-1999-letter": {"date": "1999", "mechanism": "CAT", "kind": "other", "title": "x"}'
    )
    started.write_bytes(changed.replace(b'"events": {\n', b'"events": {\n' + added + b",\n"))
    cells = hrtrack("check --store --fields id,field,message", code=7).cells
    told = {
        id_: (where, what.split(" outside hrtrack, by the ")[0])
        for id_, where, what in cells
        if id_
    }
    lines = [line.split(b'": ')[0] for line in started.read_bytes().split(b"\n")]

    def at(start: bytes) -> str:
        return f"line {lines.index(start) + 1}"

    assert told == {
        "cat-1999-letter": (at(b'"cat-1999-letter'), "added"),
        "cat-2009-12-report": (at(b'"cat-2009-12-report'), "title changed"),
        "sp-2009-05-18-visit": ("line 1", "deleted"),
    }


def test_without_a_backup_or_after_an_archive_it_is_said_that_it_cannot_be_said(
    hrtrack: Run, own_store: Path
) -> None:
    hrtrack("mark 97.5")
    for archived in (False, True):
        if archived:
            hrtrack("mark 97.6")
            hrtrack(["log", "--archive", str(own_store.with_name("log.ndjson"))])
        own_store.write_bytes(own_store.read_bytes().replace(b"Fourth", b"fourth", 1))
        ran = hrtrack("check --store", code=7)
        assert "which records were changed cannot be said" in ran.err
        assert len(ran.lines) == 1


def test_once_the_log_was_archived_the_backups_tell_nothing_of_what_others_changed(
    hrtrack: Run, started: Path
) -> None:
    hrtrack("edit 97.7 --note Ours")
    hrtrack(["log", "--archive", str(started.with_name("log.ndjson"))])
    started.write_bytes(started.read_bytes().replace(b"Fourth", b"fourth", 1))
    ran = hrtrack("check --store", code=7)
    assert "which records were changed cannot be said" in ran.err
    assert "cat-2009-12-report" not in ran.out


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


@pytest.mark.parametrize("form", ["repair", "repair -o saved.json", "repair -o -"])
def test_of_a_store_that_is_not_there_nothing_can_be_saved(
    form: str, hrtrack: Run, own_store: Path, own_world: Path
) -> None:
    before = sorted(own_world.rglob("*"))
    for line, path in ((form, own_store), (f"--db away.json {form}", "away.json")):
        ran = hrtrack(line, code=4)
        assert ran.out == ""
        assert ran.err == f"hrtrack: no store at {path}: there is nothing to repair\n"
    assert sorted(own_world.rglob("*")) == before


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


@pytest.mark.parametrize(
    ("damaged", "said"),
    [
        (lambda _: b"", "is empty, so it is no store"),
        (lambda raw: raw[: raw.index(b'"title": "') + 12], "Unterminated string"),
        (lambda _: b"[]", "is not a store of hrtrack"),
    ],
)
def test_the_message_names_the_newest_backup(
    hrtrack: Run, started: Path, damaged: Callable[[bytes], bytes], said: str
) -> None:
    [backup] = backups.paths(started)
    started.write_bytes(damaged(started.read_bytes()))
    err = hrtrack("recs", code=4).err
    assert said in err
    assert err.endswith(f"; the newest of 1 backups is {backup}\n")


def test_a_store_of_a_later_schema_is_said_to_be_one(hrtrack: Run, started: Path) -> None:
    started.write_bytes(started.read_bytes().replace(b'"schema": 3', b'"schema": 4', 1))
    [[said]] = hrtrack("check --store --fields message", code=8).cells
    assert said == (
        "the file has schema 4, and this hrtrack knows 3: update hrtrack to read all of it"
    )
