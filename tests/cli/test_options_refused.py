"""An option that would have no effect is refused, and the sentence names it.

- add -: every record says its own kind and fields
- import of a backup that becomes the store, byte for byte: nothing about rows
- check --store: a file has no day; how grave is asked of it as of records
- status of anything but the UPR: figures are of Belarus alone
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
    hrtrack("export --format json -o backup.json")
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


def test_status_of_the_upr_takes_all_states(hrtrack: Run) -> None:
    assert hrtrack("status upr --country all").out
