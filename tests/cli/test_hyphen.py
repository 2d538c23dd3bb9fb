"""``-`` as the FILE of an option that names an output: standard output.

- what would be in the file is there; messages are on standard error
- a report stands there alone, without the ids that were changed
- --force is for a file
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from branches import ID, store_of
from own_records import event

if TYPE_CHECKING:
    from tests.conftest import Run


@pytest.fixture
def store(hrtrack: Run, own_store: Path) -> Path:
    """The user's store; inputs lie in the working folder."""
    hrtrack("mark 97.5")
    store_of("other.json", event(ID))
    letter = {"record": "event", "mechanism": "CAT", "date": "2009", "kind": "other", "title": "L"}
    Path("rows.ndjson").write_text(json.dumps(letter), encoding="utf-8")
    return own_store


def test_a_hyphen_is_standard_output(hrtrack: Run, store: Path) -> None:
    for line in ("export -F json", "export -F csv --what events", "export -F matrix"):
        assert hrtrack(f"{line} -o -") == hrtrack(line)
    assert hrtrack("merge other.json -o -").out.startswith('{"meta"')
    assert not Path("-").exists()


def test_a_report_on_standard_output_stands_there_alone(hrtrack: Run, store: Path) -> None:
    hrtrack("import rows.ndjson --dry-run --report there.tsv")
    dry = hrtrack("import rows.ndjson --dry-run --report -")
    assert dry.out == Path("there.tsv").read_text("utf-8")
    ran = hrtrack("import rows.ndjson --report -")
    assert ran.out == dry.out
    assert "1 record changed" in ran.err
    Path("bad.ndjson").write_text('{"record": "event"}', encoding="utf-8")
    bad = hrtrack("import bad.ndjson --report -", code=5)
    assert "\trejected\t" in bad.out
    assert bad.err.startswith("hrtrack: ")


def test_what_repair_saves_goes_to_standard_output(hrtrack: Run, store: Path) -> None:
    raw = store.read_bytes()
    damaged = raw.replace(b'"upr1-97.7": {', b'"upr1-97.7": {{', 1)
    store.write_bytes(damaged)
    ran = hrtrack("repair -o -", code=8)
    Path("saved.json").write_text(ran.out, "utf-8")
    assert hrtrack("--db saved.json check --store").out == ""
    assert "upr1-97.7" in ran.err
    assert store.read_bytes() == damaged
    assert not store.with_name("hrtrack.repaired.json").exists()


@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("export -F json --force", "--output"),
        ("export -F json --force -o -", "--output"),
        ("import rows.ndjson --force", "--report"),
        ("import rows.ndjson --force --report -", "--report"),
        ("merge other.json --force", "--output"),
        ("merge other.json --force -o -", "--output"),
    ],
)
def test_force_is_for_a_file(hrtrack: Run, store: Path, line: str, option: str) -> None:
    said = f"hrtrack: --force replaces a file: name it with {option}\n"
    assert hrtrack(line, code=2).err == said
