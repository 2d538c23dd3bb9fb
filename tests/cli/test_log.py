"""``log`` and ``undo``: what was changed, when and by which command; and back again.

- every command that changes writes one entry with its command line; reading writes none
- a line a record, oldest first: key, when, id, what, how it differs, command; JSON has both sides
- of records named, those that are gone too, with the verdicts on them; of days; the last ones
- who changed it stands there only when they say so in HRTRACK_USER
- undo takes back the last change, the last N, or an entry named; says which; is in the log itself
- after undo the records are byte for byte as before; an undo is undone by its entry
- an undo that changes no record, since the changes took each other back, is in the log as well
- what stands on a later change, is undone already or is not there is refused, nothing changed
- --dry-run says what would be done and does nothing
- --archive moves entries into a private file, and the store goes on
- a log whose keys others put in another order is written whole by the next change
- what is in the log drives no terminal, and list does not read it
"""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from parts import records_part

from belarus_hr.store import Store
from belarus_hr.views.log_rows import in_short

if TYPE_CHECKING:
    from tests.conftest import Run

CHANGES = (
    "mark 97.5 97.6 --as partly --by un --date 2015",
    "edit 97.5 --note 'Looked at'",
    "delete cat-2009-12-report --yes",
    "add 'Round table' --mechanism OHCHR --date 2026-10 --kind meeting",
)


@pytest.fixture
def changed(hrtrack: Run, own_store: Path) -> Path:
    """A store in which four commands changed something."""
    for line in CHANGES:
        hrtrack(line)
    return own_store


# --- the log ----------------------------------------------------------------


def test_the_ids_of_what_was_changed_are_each_there_once(hrtrack: Run, changed: Path) -> None:
    again = ["upr1-97.5", "upr1-97.6"]
    hrtrack(f"edit {' '.join(again)} --note x")
    hrtrack(f"edit {' '.join(again)} --note y")
    assert hrtrack("log --limit 2 --fields id").lines == again * 2
    assert hrtrack("log --limit 2 --format ids").lines == again


def test_every_change_is_one_entry_with_its_command_line(hrtrack: Run, changed: Path) -> None:
    entries = Store(changed).log().values()
    assert [entry["command"] for entry in entries] == [f"hrtrack {line}" for line in CHANGES]


def test_a_line_says_what_was_done_to_a_record(hrtrack: Run, changed: Path) -> None:
    cells = hrtrack("log").cells
    assert [cell[2:5] for cell in cells] == [
        ["upr1-97.5-un-2015", "added", "partly according to un"],
        ["upr1-97.6-un-2015", "added", "partly according to un"],
        ["upr1-97.5", "changed", 'note: nothing → "Looked at"'],
        [
            "cat-2009-12-report",
            "deleted",
            "Fourth periodic report sent to the Committee against Torture",
        ],
        ["ohchr-2026-10-meeting", "added", "Round table"],
    ]


_LONG = "Take the measures that are needed to protect those who defend human rights"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (None, "Mine", 'f: nothing → "Mine"'),
        ("UPR", "CAT", 'f: "UPR" → "CAT"'),
        (_LONG, f"{_LONG} now", 'f: "…human rights" → "…human rights now"'),
        (["A", "B"], ["B", "C", "D"], 'f: "A" → "C; D"'),
        (["A", "B"], ["B", "A"], "f: in another order"),
        (["A"], ["A", "B"], 'f: nothing → "B"'),
        (
            [{"by": "Peru", "action": 1}, {"by": "Cuba", "action": 2}],
            [{"by": "Peru", "action": 1}, {"by": "Cuba", "action": 3}],
            'f (Cuba) action: "2" → "3"',
        ),
        ([{"ref": "One"}], [{"ref": "Two"}], 'f: "One" → "Two"'),
        (
            [{"by": "Peru"}],
            [{"by": "Peru"}, {"by": "Cuba", "response": "noted"}],
            'f: nothing → "Cuba noted"',
        ),
    ],
)
def test_what_is_told_of_a_field_is_how_it_differs(
    before: object, after: object, told: str
) -> None:
    assert in_short({"before": {"f": before}, "after": {"f": after}}) == ("changed", told)


def test_what_one_command_changed_is_in_the_order_of_the_command(
    hrtrack: Run, changed: Path, tmp_path: Path
) -> None:
    rows = tmp_path / "rows.csv"
    new, old = (
        "sp-2012-visit,2012,SP,visit,Visit",
        "ohchr-2026-10-meeting,2026-10,OHCHR,meeting,Talks",
    )
    rows.write_text(f"id,date,mechanism,kind,title\n{new}\n{old}\n")
    hrtrack(f"import {rows}")
    ids = ["sp-2012-visit", "ohchr-2026-10-meeting"]
    assert hrtrack("log --limit 1 --fields id").lines == ids


def test_json_has_what_was_and_what_is(hrtrack: Run, changed: Path) -> None:
    (told,) = json.loads(hrtrack("log cat-2009-12-report --format json").out)
    assert told["before"]["sources"]
    assert told["after"] is None
    edited = json.loads(hrtrack("log 97.5 --format json").out)[-1]
    assert (edited["before"], edited["after"]) == ({"note": None}, {"note": "Looked at"})


def test_of_a_recommendation_its_verdicts_are_shown_too(hrtrack: Run, changed: Path) -> None:
    assert [cell[2] for cell in hrtrack("log 97.5").cells] == ["upr1-97.5-un-2015", "upr1-97.5"]


def test_days_and_the_last_ones(hrtrack: Run, changed: Path) -> None:
    today = hrtrack("log --limit 1").cells[0][1][:10]
    assert len(hrtrack(f"log --since {today}").lines) == 5
    assert hrtrack("log --until 2020").out == ""
    assert len(hrtrack("log --limit 1").lines) == 1


def test_a_record_that_never_was_is_not_found(hrtrack: Run, changed: Path) -> None:
    assert 'no record "cat-1999"' in hrtrack("log cat-1999", code=3).err


def test_reading_writes_no_entry_and_without_a_store_there_is_none(
    hrtrack: Run, own_store: Path
) -> None:
    hrtrack("status upr")
    assert hrtrack("log").out == ""
    assert not own_store.exists()


def test_a_change_that_changes_nothing_is_no_entry(hrtrack: Run, changed: Path) -> None:
    before = changed.read_bytes()
    hrtrack("edit 97.5 --note 'Looked at'")
    assert changed.read_bytes() == before


def test_who_changed_it_stands_there_when_they_say_so(
    hrtrack: Run, changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HRTRACK_USER", "viasna")
    hrtrack("edit 97.7 --note x")
    assert hrtrack("log --fields by").lines == ["", "", "", "", "", "viasna"]
    # A program that reads csv may drop the spaces around a cell that is not quoted.
    monkeypatch.setenv("HRTRACK_USER", " viasna")
    hrtrack("edit 97.7 --note y")
    said = hrtrack("log --limit 1 --fields by --format csv --no-header").out
    assert said == '" viasna"\r\n'


def test_a_file_changed_by_others_is_said_to_be(hrtrack: Run, changed: Path) -> None:
    raw = changed.read_bytes().replace(b"Round table", b"Square table")
    changed.write_bytes(raw)
    assert "was changed outside hrtrack" in hrtrack("list --text square").err
    hrtrack("edit 97.7 --note x")
    assert hrtrack("log --limit 1 --fields outside").lines == ["true"]
    assert hrtrack("list").err == ""


def test_what_is_in_the_log_drives_no_terminal(hrtrack: Run) -> None:
    hrtrack(["add", "x\x1b[31m\u202ey", "-m", "CAT", "--date", "2010"])
    for form in ("table", "tsv", "csv", "md", "json"):
        assert not {"\x1b", "\u202e"} & set(hrtrack(f"log --format {form}").out)


def test_keys_in_another_order_are_written_whole(hrtrack: Run, changed: Path) -> None:
    document = json.loads(changed.read_bytes())
    changed.write_text(json.dumps(document, sort_keys=True, indent=2))
    hrtrack("edit 97.5 --note 'Looked at again'")
    written = json.loads(changed.read_bytes())["log"]
    assert written == {**document["log"], **written}
    assert [cell[2] for cell in hrtrack("log --limit 1").cells] == ["upr1-97.5"]


# --- undo -------------------------------------------------------------------


def test_undo_after_undo_leads_back_to_the_first_bytes(hrtrack: Run, own_store: Path) -> None:
    hrtrack("mark 97.5")
    states = [records_part(own_store)]
    for line in CHANGES:
        hrtrack(line)
        states.append(records_part(own_store))
    for state in reversed(states[:-1]):
        hrtrack("undo")
        assert records_part(own_store) == state


def test_several_are_undone_in_one_go_which_is_one_entry(hrtrack: Run, changed: Path) -> None:
    said = hrtrack("undo 3")
    assert [line.split("hrtrack ")[1] for line in said.err.splitlines()] == [
        f"{line} (1 changed)" for line in CHANGES[:0:-1]
    ]
    assert set(said.lines) == {"ohchr-2026-10-meeting", "cat-2009-12-report", "upr1-97.5"}
    assert hrtrack("log --format json --limit 1").out.count('"command": "hrtrack undo 3"') == 3


def test_an_undo_is_undone_by_its_entry(hrtrack: Run, changed: Path) -> None:
    before = records_part(changed)
    hrtrack("undo 4")
    key = hrtrack("log --limit 1").cells[0][0]
    hrtrack(f"undo --entry {key[-8:]}")
    assert records_part(changed) == before
    assert hrtrack("undo").err.startswith("undone: ")


def test_changes_that_took_each_other_back_are_undone_in_the_log_too(
    hrtrack: Run, own_store: Path
) -> None:
    hrtrack("mark 97.5 --as partly --by un --date 2015")
    hrtrack("delete upr1-97.5-un-2015 --yes")
    records = records_part(own_store)
    assert hrtrack("undo 2").err.count("undone: ") == 2
    assert records_part(own_store) == records
    assert "nothing to undo" in hrtrack("undo", code=3).err
    [*_, key] = Store(own_store).log()
    hrtrack(f"undo --entry {key}")
    assert records_part(own_store) == records
    assert hrtrack("undo").err.startswith("undone: ")


def test_an_entry_is_undone_while_later_ones_stand(hrtrack: Run, changed: Path) -> None:
    key = hrtrack("log 97.5 --limit 1").cells[0][0]
    hrtrack(f"undo --entry {key}")
    assert json.loads(hrtrack("show 97.5 --format json").out)[0]["note"] is None
    assert hrtrack(f"undo --entry {key}", code=3).err.endswith(
        "is undone already; nothing was changed\n"
    )


def test_what_a_later_change_stands_on_is_refused(hrtrack: Run, changed: Path) -> None:
    key = hrtrack("log 97.5 --limit 1").cells[0][0]
    hrtrack("edit 97.5 --note 'Looked at again'")
    before = changed.read_bytes()
    said = hrtrack(f"undo --entry {key}", code=5).err
    assert "upr1-97.5 was changed since" in said
    assert changed.read_bytes() == before


def test_what_is_not_there_is_refused(hrtrack: Run, changed: Path) -> None:
    assert "only 4 changes stand" in hrtrack("undo 5", code=3).err
    hrtrack("undo 3")
    assert "only 1 change stands, so 2 cannot be undone" in hrtrack("undo 2", code=3).err
    assert "is no entry of the log" in hrtrack("undo --entry 12345678", code=3).err
    assert "give one of them" in hrtrack("undo 2 --entry 12345678", code=2).err


def test_without_a_store_there_is_nothing_to_undo(hrtrack: Run, own_store: Path) -> None:
    assert "nothing to undo" in hrtrack("undo", code=3).err
    assert not own_store.exists()


def test_a_dry_run_says_what_would_be_done_and_does_nothing(hrtrack: Run, changed: Path) -> None:
    before = changed.read_bytes()
    assert hrtrack("undo --dry-run").err.startswith("would undo ")
    assert changed.read_bytes() == before


# --- archive ----------------------------------------------------------------


def test_entries_are_moved_into_a_private_file_and_the_store_goes_on(
    hrtrack: Run, changed: Path, tmp_path: Path
) -> None:
    entries, before = Store(changed).log(), records_part(changed)
    archive = tmp_path / "log.ndjson"
    hrtrack(["log", "--archive", str(archive)])
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    kept = [json.loads(line) for line in archive.read_text("utf-8").splitlines()]
    assert {one.pop("key"): one for one in kept} == entries
    assert [one["changes"] for one in Store(changed).log().values()] == [[]]
    assert records_part(changed) == before
    assert "nothing to undo" in hrtrack("undo", code=3).err


def test_an_archive_takes_the_place_of_no_file(hrtrack: Run, changed: Path, tmp_path: Path) -> None:
    (tmp_path / "log.ndjson").write_text("mine")
    before = changed.read_bytes()
    hrtrack(["log", "--archive", str(tmp_path / "log.ndjson")], code=2)
    assert (tmp_path / "log.ndjson").read_text() == "mine"
    assert changed.read_bytes() == before
