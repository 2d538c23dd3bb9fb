"""Signs that nobody sees, in a store that somebody forged, through each way out.

- no page, document, workbook, database, bibliography or table holds one, nor what is said beside
- rows of JSON say exactly what the store holds; a csv of the records is imported as it was
- two texts that differ in such signs alone are one where texts are compared
- an assessor cannot be called what another is called but for a sign that nobody sees
"""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import forged_texts
import pytest
from own_records import event, fill

from belarus_hr.store import Store
from tests.unseen import HIDDEN, UNSEEN

if TYPE_CHECKING:
    from tests.conftest import Run

WAYS = (
    "export -o page.html",
    "export -o rows.xlsx --what recommendations",
    "export -o rows.db",
    "due -F ics --as-of 2012",
    "status -F table",
    "export -o matrix.md --format matrix",
    "export -o matrix.xlsx --format matrix",
    "export -o matrix.docx --format matrix",
    "export -o sheet.xlsx --format verdict-sheet --by viasna",
    "export -o events.csv --what events",
    "export -o events.tsv --what events",
    "export -o events.md --what events",
    "export -o events.ndjson --what events",
    "export -o actions.csv --format impact-oss --what measures",
    "log --archive log.ndjson",
)


@pytest.fixture
def forged(own_world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HRTRACK_DB", str(own_world / "forged.json"))
    forged_texts.store(own_world / "forged.json")


def texts_of(path: Path) -> str:
    """Return all text that a file holds; of a workbook or document that of its parts."""
    if path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(path) as parts:
            return "".join(parts.read(name).decode("utf-8", "ignore") for name in parts.namelist())
    if path.suffix == ".db":
        with closing(sqlite3.connect(path)) as database:
            return "".join(database.iterdump())
    return path.read_text("utf-8")


@pytest.mark.parametrize("line", WAYS)
def test_no_way_out_holds_what_nobody_sees(hrtrack: Run, forged: None, line: str) -> None:
    there = set(Path().iterdir())
    ran = hrtrack(line)
    told = "".join(map(texts_of, set(Path().iterdir()) - there))
    assert told or ran.out
    assert set(told + ran.out + ran.err) & UNSEEN == set()


@pytest.mark.parametrize("form", ["bibtex", "csl", "md", "table"])
def test_no_bibliography_or_table_does(hrtrack: Run, empty_store: Store, form: str) -> None:
    for number, text in enumerate(HIDDEN.values()):
        fill(empty_store, event(f"e-{number}", title=text, sources=[{"ref": text, "note": text}]))
    assert set(hrtrack(f"list -F {form}").out) & UNSEEN == set()


@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN)
def test_what_is_not_shown_comes_back_all_the_same(
    hrtrack: Run, empty_store: Store, text: str
) -> None:
    fill(empty_store, event("any", title=text, tags=[text]))
    (row,) = json.loads(hrtrack("list --format json --fields title,tags").out)
    assert row == {"title": text, "tags": [text]}
    for name in ("e.csv", "e.tsv", "e.ndjson"):
        hrtrack(f"export --what events -o {name}")
        assert "0 added, 0 updated, 1 unchanged" in hrtrack(f"import {name}").err


@pytest.mark.parametrize(
    "text", [HIDDEN["tags"], "Re\u3164port", "Re\ufe00port", "R\u206ae\xadport"]
)
def test_a_text_is_found_by_what_is_seen_of_it(hrtrack: Run, empty_store: Store, text: str) -> None:
    fill(empty_store, event("any", title="A", tags=[text]), event("other", title="B"))
    assert hrtrack("list --tag report --format ids").lines == ["any"]


@pytest.mark.parametrize("name", ["un\u3164", "un\U000e0041", "u\u115fn", "un\U000e0100"])
def test_no_assessor_is_called_what_another_seems_to_be(hrtrack: Run, name: str) -> None:
    said = hrtrack(["mark", "97.1", "--by", name, "--as", "partly"], code=2).err
    assert "must be one word" in said
    assert set(said) & UNSEEN == set()
