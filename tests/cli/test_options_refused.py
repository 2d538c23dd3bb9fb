"""An option that would have no effect is refused, and the sentence names it.

- add -: every record says its own kind and fields
- import of a backup that becomes the store, byte for byte: nothing about rows
- check --store: a file has no day; how grave is asked of it as of records
- status of anything but the UPR: figures are of Belarus alone
- status: claims alone, groups alone, a cross table and what changed take no option of the figures
- a format without header takes neither --header nor --no-header, one that always has it no
  --no-header; the ids alone take no --fields
- where the output is no listing, nothing is said of the form of a listing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from belarus_hr.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

EVENT = '{"date": "2009", "mechanism": "CAT", "kind": "other", "title": "Sent"}\n'


@pytest.mark.parametrize(
    "option",
    ["--record claim", "--record event", "--set note=x", "--place ''", "--id a", "--tag x"],
)
def test_add_from_standard_input(hrtrack: Run, empty_store: Store, option: str) -> None:
    ran = hrtrack(f"add - {option}", stdin=EVENT, code=2)
    assert option.split()[0] in ran.err
    assert hrtrack("list --format ids").out == ""


@pytest.mark.parametrize(
    "option",
    ["--report r.tsv", "--country Norway", "--from json", "--map title=Text", "--default cycle=1",
     "--keep-going"],
)  # fmt: skip
@pytest.mark.parametrize("dry", ["", " --dry-run"])
def test_a_backup_that_becomes_the_store(
    hrtrack: Run, own_world: Path, own_store: Path, option: str, dry: str
) -> None:
    hrtrack("--db other.json add Seminar -m UPR --date 2010")
    hrtrack("--db other.json export --format json -o backup.json")
    ran = hrtrack(f"import backup.json {option}{dry}", code=2)
    assert option.split()[0] in ran.err
    assert not own_store.exists()
    assert not (own_world / "r.tsv").exists()


def test_check_of_the_file_as_of_a_day(hrtrack: Run, empty_store: Store) -> None:
    assert "--as-of" in hrtrack("check --store --as-of 2012", code=2).err


def test_check_of_the_file_by_severity(hrtrack: Run, empty_store: Store) -> None:
    path = empty_store.path
    path.write_text(path.read_text().replace('"schema"', '"schema" '))
    assert hrtrack("check --store", code=None).code == 7
    assert hrtrack("check --store --severity error").out == ""
    assert "catastrophe" in hrtrack("check --store --severity catastrophe", code=2).err


@pytest.mark.parametrize("line", ["status CAT", "status", "status treaty-bodies"])
@pytest.mark.parametrize("country", ["all", "Norway"])
def test_status_of_mechanisms_in_another_state(hrtrack: Run, line: str, country: str) -> None:
    assert "--country" in hrtrack(f"{line} --country {country}", code=2).err
    assert hrtrack(f"{line} --country Belarus").out == hrtrack(line).out


@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("status CAT", "--since 2010"),
        ("status CAT", "--by un"),
        ("status treaty-bodies", "--index upr-info"),
        ("status plan", "--by un"),
        ("status plan", "--cycle 1"),
        ("status plan", "--country all"),
        ("status upr --claims", "--base all"),
        ("status upr --claims", "--count items"),
        ("status upr --claims", "--index upr-info"),
        ("status upr --claims", "--group-by theme"),
        ("status upr --claims", "--country all"),
        ("status upr --since 2010", "--base all"),
        ("status upr --group-by theme", "--index upr-info"),
        ("status upr --group-by theme,year", "--by un"),
    ],
)
def test_status_names_the_option_that_it_cannot_honour(
    hrtrack: Run, line: str, option: str
) -> None:
    ran = hrtrack(f"{line} {option}", code=2)
    assert f"leave out {option.split()[0]}\n" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("whole", ["--format json", "--full --format table"])
def test_what_holds_groups_and_figures_takes_options_of_both(hrtrack: Run, whole: str) -> None:
    asked = f"status upr --cycle 1 --group-by theme {whole}"
    assert hrtrack(f"{asked} --index upr-info").out != hrtrack(asked).out


LISTINGS = [
    "list", "recs", "claims", "show 97.4", "status", "status upr", "status CAT", "reports", "due",
    "check", "log", "repair", "merge other.json",
]  # fmt: skip


@pytest.mark.parametrize("line", LISTINGS)
@pytest.mark.parametrize(
    ("form", "option"),
    [
        ("json", "--header"),
        ("json", "--no-header"),
        ("ndjson", "--header"),
        ("ids", "--no-header"),
        ("md", "--no-header"),
        ("table", "--no-header"),
        ("ids", "--fields id"),
    ],
)
def test_the_form_of_a_listing(
    hrtrack: Run, empty_store: Store, line: str, form: str, option: str
) -> None:
    ran = hrtrack(f"{line} --format {form} {option}", code=2)
    assert option.split()[0] in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("line", ["show 97.4", "status", "check", "log"])
def test_a_page_has_no_header(hrtrack: Run, empty_store: Store, line: str) -> None:
    assert "--header" in hrtrack(f"{line} --format table --header", code=2).err


def test_a_table_has_a_header_all_the_same(hrtrack: Run, own_store: Path) -> None:
    wanted = hrtrack("list --format table").out
    assert hrtrack("list --format table --header").out == wanted
    # A page that is asked for columns is a table.
    columns = "status upr --format table --fields cycle,line"
    assert hrtrack(f"{columns} --header").out == hrtrack(columns).out


@pytest.mark.parametrize("option", ["--format json", "--fields id", "--header"])
@pytest.mark.parametrize(
    "line", ["log --until 2030 --archive -", "repair -o -", "merge other.json -o -"]
)
def test_what_is_no_listing(hrtrack: Run, empty_store: Store, line: str, option: str) -> None:
    assert option.split()[0] in hrtrack(f"{line} {option}", code=2).err


def test_status_of_the_upr_takes_all_states(hrtrack: Run) -> None:
    assert hrtrack("status upr --country all").out
