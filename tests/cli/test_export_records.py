"""``export`` of records: json, ndjson, csv, tsv, md.

- what the filters of ``list`` and ``recs`` select, and nothing else; without any, all on record
- filters say what is meant; --what says it otherwise; a kind that cannot answer is named
- every field, with ids, sources and verdicts; --assessor says whose, --as-of what was known
- ndjson and json of several kinds at once; csv, tsv and md are one table of one kind
- what is exported comes back through ``add -`` into an empty store as the same records
- json of everything is a backup: the store's own bytes, readable by its owner alone; into no store
  it restores the same bytes; damaged, of a later schema or where a store is, it is refused
- a file of any ending, whole or not there; replaced with --force only; never the store itself
- on a terminal a sentence says what was written, and that marked records are in it
"""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import drawn
import pytest
from hypothesis import HealthCheck, given, settings
from own_records import event, fill, recommendation, record
from parts import records_part

from belarus_hr.cli.commands.restore import restore
from belarus_hr.domain.errors import StoreError
from belarus_hr.domain.records.kinds import BY_TABLE, EVENT, RECOMMENDATION
from belarus_hr.store import Store, storage
from belarus_hr.views.rows import fields

if TYPE_CHECKING:
    from tests.conftest import Run

Execute = Callable[..., subprocess.CompletedProcess[bytes]]

RECORDS = (
    event("cat-report", tags=["torture"], sources=["CAT/C/BLR/4"]),
    event("sp-visit", mechanism="SP", kind="visit", date="2011", title="Visit on torture"),
    recommendation("97.9", themes=["Torture"], recommended_by=["Norway"], title="Stop torture"),
    recommendation("97.10", themes=["Justice"], recommended_by=["Chile"]),
    recommendation("98.1", responses=[{"response": "noted", "date": "2010-09-23"}]),
    record("review", "upr1", cycle=1),
    record("assessment", "a1", recommendation="upr1-97.9", status="partly", date="2012"),
    record("assessment", "a2", recommendation="upr1-97.9", assessor="un", date="2013"),
    record("assessment", "a3", recommendation="upr1-97.10", assessor="ngo", date="2014"),
    record("claim", "claim-1"),
    record("claim", "claim-2", cycle=2, date="2015"),
    record("report", "cat-4", due="2000", received="2009-12", examined="2011-11"),
)
TABLES = ("csv", "tsv", "md")


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(empty_store, *RECORDS)
    return empty_store


def exported(hrtrack: Run, options: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in hrtrack(f"export -F ndjson {options}").lines]


def ids(hrtrack: Run, options: str) -> list[str]:
    return [row["id"] for row in exported(hrtrack, options)]


# --- which records --------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "listing"),
    [
        ("--mechanism CAT --what events", "list --mechanism CAT"),
        ("--kind visit", "list --kind visit"),
        ("--tag torture", "list --tag torture"),
        ("--since 2010 --until 2012", "list --since 2010 --until 2012"),
        ("--what events --text torture", "list --text torture"),
        ("--what events --as-of 2010", "list --as-of 2010"),
        ("--cycle 1", "recs --cycle 1"),
        ("--response noted", "recs --response noted"),
        ("--response supported --theme tort", "recs --response supported --theme tort"),
        ("--state norway", "recs --state norway"),
        ("--status implemented --by ngo", "recs --status implemented --by ngo"),
        ("--what recommendations --text stop", "recs --text stop"),
        ("--cycle 1 --as-of 2010-06", "recs --cycle 1 --as-of 2010-06"),
        ("--what claims --cycle 1", "claims --cycle 1"),
        ("--what claims --as-of 2013", "claims --as-of 2013"),
        ("--what reports --mechanism CAT", "reports --mechanism CAT"),
        ("--theme tort --as-of 2000", "recs --theme tort --as-of 2000"),
    ],
)
def test_the_filters_mean_what_they_mean_in_listings(
    hrtrack: Run, store: Store, options: str, listing: str
) -> None:
    assert sorted(ids(hrtrack, options)) == sorted(hrtrack(f"{listing} --format ids").lines)


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("", {one["id"] for one in RECORDS}),
        ("--what all", {one["id"] for one in RECORDS}),
        ("--what assessments", {"a1", "a2", "a3"}),
        ("--what assessments --theme tort", {"a1", "a2"}),
        ("--what assessments --assessor un,ngo", {"a2", "a3"}),
        ("--what assessments --as-of 2012-12", {"a1"}),
        ("--what recommendations,assessments --state Chile", {"upr1-97.10", "a3"}),
        ("--what reviews --what claims --cycle 1", {"upr1", "claim-1"}),
        ("--text torture", {"cat-report", "sp-visit", "upr1-97.9", "upr1-97.10", "upr1-98.1",
                            "a1", "a2", "a3"}),
        ("--mechanism treaty-bodies", {"cat-report", "cat-4"}),
        ("--what reports --as-of 1999", set()),
    ],
)  # fmt: skip
def test_what_says_which_kinds_and_assessments_follow_their_recommendation(
    hrtrack: Run, store: Store, options: str, found: set[str]
) -> None:
    assert set(ids(hrtrack, options)) == found


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            "--kind visit --theme torture",
            "--theme cannot be asked about events: leave it out, "
            "or name --what: recommendations, assessments",
        ),
        (
            "--what all --tag x",
            "--tag cannot be asked about reviews: leave it out, or name --what: events",
        ),
        (
            "--what claims --state Chile",
            "--state cannot be asked about claims: leave it out, "
            "or name --what: recommendations, assessments",
        ),
        (
            "--what event",
            f'unknown what "event": did you mean "events"? known: {", ".join(BY_TABLE)}, all',
        ),
        ("--cycle 9", "no cycle 9 on record: known: 1"),
        ("--cycle 0", "no cycle 0 on record: known: 1"),
        ("--force", "--force replaces a file: name it with --output"),
        ("--what events --since soon", 'date "soon"'),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_named(
    hrtrack: Run, store: Store, options: str, said: str
) -> None:
    refused = hrtrack(f"export -F ndjson {options}", code=2)
    assert refused.out == ""
    assert refused.err.startswith(f"hrtrack: {said}")


@pytest.mark.parametrize("options", ["--kind visit", "--mechanism CAT", "--what events"])
def test_a_matrix_is_of_recommendations(hrtrack: Run, store: Store, options: str) -> None:
    assert hrtrack(f"export -F matrix {options}", code=2).out == ""


@pytest.mark.parametrize("form", TABLES)
def test_one_table_holds_one_kind(hrtrack: Run, store: Store, form: str) -> None:
    refused = hrtrack(f"export -F {form}", code=2)
    assert refused.err == (
        f"hrtrack: {form} is one table of one kind of record: name it with --what: "
        f"{', '.join(BY_TABLE)}\n"
    )


# --- what of them ---------------------------------------------------------------


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_a_row_is_that_of_the_listing(hrtrack: Run, store: Store, form: str) -> None:
    assert hrtrack(f"export -F {form} --cycle 1").out == hrtrack(f"recs -F {form}").out
    assert (
        hrtrack(f"export -F {form} --kind visit").out == hrtrack(f"list -F {form} --kind visit").out
    )


def test_a_table_has_every_field_under_its_name(hrtrack: Run, store: Store) -> None:
    header = hrtrack("export -F tsv --what events").cells[0]
    assert header == list(fields(EVENT))
    (names, *rows) = csv.reader(io.StringIO(hrtrack("export -F csv --cycle 1").out, newline=""))
    assert names == list(fields(RECOMMENDATION))
    (torture,) = (dict(zip(names, row, strict=True)) for row in rows if row[0] == "upr1-97.9")
    assert json.loads(torture["verdicts"])["un"]["id"] == "a2"
    assert torture["themes"] == "Torture"
    assert hrtrack("export -F md --what claims").lines[0].startswith("| id | mechanism | cycle |")


def test_the_verdicts_are_those_of_the_assessors_named(hrtrack: Run, store: Store) -> None:
    (row,) = exported(hrtrack, "--theme tort --assessor un")
    assert list(row["verdicts"]) == ["un"]
    (row,) = exported(hrtrack, "--theme tort --as-of 2012")
    assert list(row["verdicts"]) == ["self"]


def test_what_is_to_come_is_exported_too(hrtrack: Run, empty_store: Store) -> None:
    ahead = {"due": "2090", "received": "2091"}
    fill(empty_store, record("report", "cat-9", **ahead))
    (row,) = exported(hrtrack, "--what reports")
    assert (row["due"], row["received"], row["state"]) == ("2090", "2091", "due")


# --- and in again ---------------------------------------------------------------


@pytest.mark.parametrize("options", ["-F ndjson", "-F json --what all"])
def test_what_was_exported_is_imported_as_it_was(
    hrtrack: Run, store: Store, own_world: Path, options: str
) -> None:
    hrtrack(f"export {options} -o exported")
    copy = own_world / "copy.json"
    copy.write_bytes(storage.file_bytes({}))
    hrtrack(f"--db {copy} import exported")
    assert records_part(copy) == records_part(store.path)
    assert hrtrack(f"--db {copy} import exported").out == ""


@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_tables_of_every_kind_are_imported_as_they_were(
    hrtrack: Run, store: Store, own_world: Path, format_: str
) -> None:
    copy = own_world / "copy.json"
    copy.write_bytes(storage.file_bytes({}))
    for what in ("events", "reviews", "recommendations", "claims", "reports"):
        hrtrack(f"export -F {format_} --what {what} -o {what}")
        hrtrack(f"--db {copy} import {what}")
    # No assessment is superseded here, so that the verdicts in the rows are all there are.
    assert records_part(copy) == records_part(store.path)


# --- backup and restore ---------------------------------------------------------


def test_all_as_json_is_the_store_itself(hrtrack: Run, store: Store, own_world: Path) -> None:
    hrtrack("export --format json -o backup")
    assert (own_world / "backup").read_bytes() == store.path.read_bytes()
    assert stat.S_IMODE((own_world / "backup").stat().st_mode) == 0o600
    assert hrtrack("export -F json").out.encode() == store.path.read_bytes()
    assert hrtrack("--db backup list").out == hrtrack("list").out


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(held=drawn.tables())
def test_a_backup_restores_the_same_bytes(own_world: Path, held: Any) -> None:
    first, second = Store(own_world / "first.json"), Store(own_world / "second.json")
    second.path.unlink(missing_ok=True)
    first.path.write_bytes(storage.file_bytes(held))
    raw = first.backup()
    assert raw == first.path.read_bytes()
    assert restore(second, raw) == sum(map(len, held.values()))
    assert second.path.read_bytes() == raw == second.backup()


def test_a_dry_run_says_that_a_backup_would_be_restored(
    hrtrack: Run, store: Store, own_world: Path
) -> None:
    hrtrack("export --format json -o backup.json")
    count = len(list(store.read().ids()))
    ran = hrtrack("--db other.json import backup.json --dry-run")
    assert f"would restore {count} records from backup.json as other.json" in ran.err
    assert not Path("other.json").exists()
    Path("backup.json").write_bytes(Path("backup.json").read_bytes()[:-9])
    hrtrack("--db other.json import backup.json --dry-run", code=4)


def test_a_restored_store_is_readable_by_its_owner_alone(store: Store, own_world: Path) -> None:
    restored = Store(own_world / "folder" / "restored.json", make_folder=True)
    restore(restored, store.backup())
    assert stat.S_IMODE(restored.path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda raw: raw[:-20], "the backup is not a store: line "),
        (lambda raw: raw.replace(b'"date"', b'"dat"', 1), "the backup holds record "),
        (lambda raw: raw.replace(b'"schema": 3', b'"schema": 99'), "the backup has schema 99"),
        (lambda _raw: b"", "the backup is empty"),
        (lambda _raw: b'[{"id": "a"}]', "the backup is not a store of hrtrack"),
    ],
)
def test_what_is_no_backup_restores_nothing(
    store: Store, own_world: Path, spoil: Callable[[bytes], bytes], said: str
) -> None:
    restored = Store(own_world / "restored.json")
    with pytest.raises(StoreError) as refused:
        restore(restored, spoil(store.backup()))
    assert str(refused.value).startswith(said)
    assert not restored.path.exists()


def test_where_a_store_is_nothing_is_restored(store: Store, own_world: Path) -> None:
    there = own_world / "there.json"
    there.write_bytes(storage.file_bytes({}))
    with pytest.raises(StoreError, match="is there already: a backup starts a new store"):
        restore(Store(there), store.backup())
    assert there.read_bytes() == storage.file_bytes({})


# --- files ----------------------------------------------------------------------


def test_a_file_of_any_ending_holds_what_standard_output_would(
    hrtrack: Run, store: Store, own_world: Path
) -> None:
    ran = hrtrack("export -F csv --kind visit -o visits.txt")
    assert (ran.out, ran.err) == ("", "")
    expected = hrtrack("export -F csv --kind visit").out
    assert (own_world / "visits.txt").read_bytes() == expected.encode()


@pytest.mark.parametrize("options", ["", "--kind visit"])
def test_a_file_is_replaced_only_with_force(
    hrtrack: Run, store: Store, own_world: Path, options: str
) -> None:
    (own_world / "mine").write_text("mine", encoding="utf-8")
    refused = hrtrack(f"export -F json {options} -o mine", code=2)
    assert refused.err.startswith("hrtrack: mine is there already: --force replaces it")
    assert (own_world / "mine").read_bytes() == b"mine"
    hrtrack(f"export -F json {options} -o mine --force")
    assert json.loads((own_world / "mine").read_bytes())


def test_the_store_itself_is_never_replaced(hrtrack: Run, store: Store) -> None:
    before = store.path.read_bytes()
    refused = hrtrack(f"export -F json --what events -o {store.path} --force", code=2)
    assert "is the store itself" in refused.err
    assert store.path.read_bytes() == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--cycle 1", "out: 3 recommendations"),
        ("--what events,claims", "out: 2 events, 2 claims"),
        ("--what reviews", "out: 1 review"),
        ("", "out: all that is on record"),
    ],
)
def test_on_a_terminal_a_sentence_says_what_was_written(
    executable: Execute, hrtrack: Run, store: Store, options: str, said: str
) -> None:
    hrtrack("edit sp-visit --set sensitive=true")
    marked = "1 record on record marked sensitive: --public leaves that out"
    assert _on_a_terminal(executable, options) == [said, marked]


def test_a_public_copy_of_the_whole_store_is_not_said_to_be_all(
    executable: Execute, hrtrack: Run, store: Store
) -> None:
    hrtrack("edit sp-visit --set sensitive=true")
    left_out = "public copy: 1 record and 0 fields left out as sensitive of all that is on record"
    assert _on_a_terminal(executable, "--public")[0] == left_out


def _on_a_terminal(executable: Execute, options: str) -> list[str]:
    """Return the lines that a person reads after an export to a file."""
    master, slave = os.openpty()
    executable("export", "-F", "json", *options.split(), "-o", "out", stderr=slave)
    os.close(slave)
    lines = os.read(master, 1000).decode().splitlines()
    os.close(master)
    return lines
