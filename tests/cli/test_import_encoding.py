"""``import --encoding``: a text in the encoding that the user names; else it is found out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from belarus_hr.formats.spreadsheet import OLE
from belarus_hr.store import Store
from tests.foreign_files import xlsx

if TYPE_CHECKING:
    from tests.conftest import Run

TITLE = "Встреча в Минске"
TABLE = f"date;title;mechanism;kind\n2026-03-01;{TITLE};CAT;meeting\n"
NDJSON = json.dumps(
    {"date": "2026-03-01", "title": TITLE, "mechanism": "CAT", "kind": "meeting"},
    ensure_ascii=False,
)

WITH_ITS_OWN = {"xlsx": xlsx([["date"]]), "pdf": b"%PDF-1.7", "xls": OLE}


@pytest.mark.parametrize("content", [TABLE, NDJSON])
@pytest.mark.parametrize("encoding", ["cp1251", "KOI8-R", "utf-8", "utf-8-sig", "utf-16", "cp866"])
def test_a_text_is_read_in_the_encoding_that_is_named(
    hrtrack: Run, empty_store: Store, encoding: str, content: str
) -> None:
    Path("a.csv").write_bytes(content.encode(encoding))
    hrtrack(f"import a.csv --encoding {encoding}")
    assert json.loads(hrtrack("list --format json").out)[0]["title"] == TITLE


def test_bytes_that_are_not_in_it_are_refused(hrtrack: Run, empty_store: Store) -> None:
    Path("a.csv").write_bytes(TABLE.encode("cp1251"))
    ran = hrtrack("import a.csv --encoding utf-8", code=5)
    assert "a.csv: is not in utf-8: line 2 makes no sense in it" in ran.err


@pytest.mark.parametrize("name", ["cp99999", "zip", "rot13", "windows"])
def test_a_name_of_no_encoding_is_refused(hrtrack: Run, empty_store: Store, name: str) -> None:
    Path("a.csv").write_text(TABLE)
    ran = hrtrack(f"import a.csv --encoding {name}", code=2)
    assert f'unknown encoding "{name}"' in ran.err


@pytest.mark.parametrize("suffix", WITH_ITS_OWN)
def test_a_file_that_says_its_encoding_itself_is_refused_with_it(
    hrtrack: Run, empty_store: Store, suffix: str
) -> None:
    name = f"b.{suffix}"
    Path("a.csv").write_text(TABLE)
    Path(name).write_bytes(WITH_ITS_OWN[suffix])
    ran = hrtrack(f"import a.csv {name} --encoding cp1251", code=2)
    assert f'--encoding is for texts, and "{name}" is a spreadsheet or a document' in ran.err
