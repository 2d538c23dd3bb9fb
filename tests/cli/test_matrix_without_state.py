"""A matrix of which no foot says the State or the cycle.

- ``--country`` is enough where the rows name their report; the refusal says so
- what the foot or the title says of State and cycle is taken, and stands before ``--country``
- without the cycle that is told; ``--default cycle=N`` says it, and verdicts need it
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
import un_files as made
from own_records import as_lines, recommendation

from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("forked_parsers")
SOURCE = "Source of position: A/HRC/30/3"
ROW = (f"127.1 Train all judges (Norway);\n{SOURCE}", "Supported", "- Justice", "")


def write(foot: str, *rows: tuple[str, ...], title: str = "") -> None:
    """Write a matrix with a foot, and a title above its table."""
    Path("m.docx").write_bytes(made.matrix(*(rows or (ROW,)), foot=foot))
    document = docx.Document("m.docx")
    document.tables[0]._tbl.addprevious(document.add_paragraph(title)._p)
    document.save("m.docx")


def found(hrtrack: Run) -> list[tuple[str, int | None, str]]:
    """Return the State, the cycle and the paragraph of each recommendation on record."""
    rows = json.loads(hrtrack("recs --country all --format json").out)
    return [(row["country"], row.get("cycle"), row["paragraph"]) for row in rows]


def test_the_refusal_says_how(hrtrack: Run, empty_store: Store) -> None:
    write("Page 1")
    assert "--country NAME" in hrtrack("import m.docx", code=5).err
    assert "--country NAME" in hrtrack("import m.docx --country all", code=5).err
    assert not found(hrtrack)


def test_the_country_is_enough(hrtrack: Run, empty_store: Store) -> None:
    write("Page 1")
    said = hrtrack("import m.docx --country Nauru").err
    assert "does not say of which cycle it is: add --default cycle=3" in said
    assert found(hrtrack) == [("Nauru", None, "127.1")]
    assert "1 unchanged" in hrtrack("import m.docx --country Nauru").err
    hrtrack("import m.docx --country Nauru --default cycle=2")
    assert found(hrtrack) == [("Nauru", 2, "127.1")]


@pytest.mark.parametrize(
    ("foot", "title"),
    [
        ("(2nd Cycle – 22nd session)", "UPR of Nauru"),
        ("Page 1", "UPR of Nauru (2nd Cycle – 22nd session)"),
        ("UPR of Nauru (2nd cycle, 22nd session)", ""),
        ("2nd Cycle – 22nd session", "Universal Periodic Review of Nauru"),
    ],
)
def test_what_the_document_says_is_taken(
    hrtrack: Run, empty_store: Store, foot: str, title: str
) -> None:
    write(foot, title=title)
    hrtrack("import m.docx --country Nauru")
    assert found(hrtrack) == [("Nauru", 2, "127.1")]
    assert "about another State" in hrtrack("import m.docx --country Peru --report -").out


def test_a_title_that_is_no_state_is_none(hrtrack: Run, empty_store: Store) -> None:
    write("Page 1", title="UPR of the matters at hand")
    assert "--country NAME" in hrtrack("import m.docx", code=5).err


def test_verdicts_need_the_cycle(hrtrack: Run, empty_store: Store) -> None:
    write("Page 1", (*ROW[:3], "Implemented. One law"))
    command = "import m.docx --country Nauru --verdicts-by un --date 2016"
    assert "add --default cycle=3" in hrtrack(command, code=5).err
    hrtrack(f"{command} --default cycle=2")
    (verdict,) = json.loads(hrtrack("list --record assessment --format json").out)
    assert (verdict["status"], verdict["note"]) == ("implemented", "One law")


def test_our_matrix_of_a_cycle_without_a_session_comes_back_the_same(
    hrtrack: Run, empty_store: Store
) -> None:
    given = recommendation(
        "60.1", cycle=4, country="Nauru", text="Train judges (Fiji)", items=[{"by": "Fiji"}],
        confidence="un-document",
    )  # fmt: skip
    hrtrack("add -", stdin=as_lines({**given, "id": "upr4-nauru-60.1"}))
    hrtrack("export --format matrix --country Nauru -o m.docx")
    assert "0 added, 0 updated, 1 unchanged" in hrtrack("import m.docx --country Nauru").err
