"""Matrices as they vary, and an addendum whose table has the headings of a matrix."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
import un_files as made

from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("forked_parsers")


def read(hrtrack: Run, headings: tuple[str, ...], row: tuple[str, ...]) -> list[object]:
    """Import a matrix of one row; return what is on record of it, as a list."""
    Path("m.docx").write_bytes(made.matrix(row, headings=headings))
    hrtrack("import m.docx")
    (record,) = json.loads(hrtrack("recs --format json").out)
    return [record[name] for name in ("paragraph", "text", "recommended_by", "response")]


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        (("No.", "Recommendation", "State", "Position", "Themes"),
         ("6.17", "Ratify it", "Chile, Peru", "Supported", "A")),
        (("Rec. No.", "Recommendations", "Recommending States", "Position of the State", "Themes"),
         ("6.17.", "Ratify it", "Chile\nPeru", "Accepted*", "A")),
        (("RECOMMENDATION", "States", "Country's position", "SDGs", "Comments"),
         ("6.17 Ratify it", "Chile and Peru", "Support", "SDG 5", "")),
    ],
)  # fmt: skip
def test_numbers_and_states_may_have_their_columns(
    hrtrack: Run, empty_store: Store, headings: tuple[str, ...], row: tuple[str, ...]
) -> None:
    assert read(hrtrack, headings, row) == ["6.17", "Ratify it", ["Chile", "Peru"], "supported"]


@pytest.mark.parametrize(
    ("words", "position"),
    [
        ("Accepted / Noted", "partly-supported"),
        ("Supported (partially)", "partly-supported"),
        ("Not accepted", "noted"),
        ("NOTED", "noted"),
        ("Partially noted", "pending"),
    ],
)
def test_positions_in_other_words(
    hrtrack: Run, empty_store: Store, words: str, position: str
) -> None:
    row = ("6.17 Ratify it (Chile)", words, "- A", "")
    assert read(hrtrack, made.HEADINGS, row)[-1] == position


def test_a_table_of_an_addendum_is_no_matrix(hrtrack: Run, empty_store: Store) -> None:
    section = (
        "6. The following recommendations will be examined:\n6.1 Do it (Fiji);\n6.2 Go on (Peru)."
    )
    Path("report.docx").write_bytes(made.word(made.report(section)))
    document = docx.Document(io.BytesIO(made.word(made.addendum("3. Nauru replies as follows:"))))
    table = document.add_table(rows=0, cols=2)
    for cells in (
        ("Recommendation", "Position"),
        ("6.1\nDo it (Fiji)", "Accepted"),
        ("6.2", "Noted"),
    ):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.save("addendum.docx")
    hrtrack("import report.docx addendum.docx")
    rows = json.loads(hrtrack("recs --format json").out)
    assert [(row["paragraph"], row["response"]) for row in rows] == [
        ("6.1", "supported"),
        ("6.2", "noted"),
    ]
