"""The matrix in Word: as OHCHR lays it out, filled in by somebody, and read back.

- ours comes back the same, or with the verdict that was filled in
- comments of one that somebody filled in are verdicts; those without a word for one are told
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
import un_files as made

if TYPE_CHECKING:
    from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("forked_parsers")


def test_our_matrix_in_word_comes_back_the_same(hrtrack: Run, own_store: Path) -> None:
    hrtrack(
        "mark 97.5 97.6 --by civil-society --as partly --date 2014 --note 'One law' --source NGO"
    )
    hrtrack("mark 97.5 --by government --as implemented --date 2014-09 --source 'Mid-term report'")
    before = hrtrack("export --format ndjson").out
    hrtrack("export --format matrix --cycle 1 -o m.docx")
    said = hrtrack("import m.docx").err
    assert "96 unchanged" in said
    assert "to be checked" not in said
    assert hrtrack("export --format ndjson").out == before


def test_a_verdict_filled_into_our_matrix_is_taken(hrtrack: Run, own_store: Path) -> None:
    hrtrack("export --format matrix --cycle 1 -o m.docx")
    document = docx.Document("m.docx")
    (row,) = [r for r in document.tables[0].rows if r.cells[0].text.startswith("97.5 ")]
    row.cells[
        -1
    ].text = "civil-society: partly implemented (2015-01)\nOne law\nSource: A page (https://example.org/a)"
    document.save("m.docx")
    assert "upr1-97.5-civil-society-2015-01" in hrtrack("import m.docx").out
    (verdict,) = json.loads(hrtrack("list --record assessment --format json").out)
    assert (verdict["status"], verdict["note"]) == ("partly", "One law")
    assert verdict["sources"] == [{"ref": "A page", "url": "https://example.org/a"}]


def test_a_matrix_in_word_is_laid_out_as_ohchr_s(hrtrack: Run, own_store: Path) -> None:
    hrtrack("export --format matrix --cycle 1 --theme Detention -o m.docx")
    document = docx.Document("m.docx")
    section, (table,) = document.sections[0], document.tables
    assert section.page_width > section.page_height
    widths = [column.width for column in table.columns]
    assert widths == [cell.width for cell in table.rows[0].cells]
    room = section.page_width - section.left_margin - section.right_margin
    assert 0 <= room - sum(widths) < docx.shared.Mm(1)
    assert "UPR of Belarus (1st Cycle – 8th session)" in section.footer.paragraphs[0].text
    assert [cell.text for cell in table.rows[0].cells] == list(made.HEADINGS)
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert table.rows[1].cells[0].text.startswith("Theme: ")
    assert table.rows[1].cells[0]._tc is table.rows[1].cells[-1]._tc


FILLED = (
    ("Theme: Justice",),
    (
        "97.5 Set up institutions (Djibouti);",
        "Supported",
        "- Women",
        "Partly. One law",
    ),
    ("97.6 Go on (Malaysia);", "Supported", "- Women", "We welcome the talks"),
    ("97.7 Go on too (Oman);", "Supported", "- Women", "In progress: a plan"),
)


def test_a_matrix_that_somebody_filled_in_gives_verdicts(hrtrack: Run, own_store: Path) -> None:
    foot = "UPR of Belarus (1st Cycle – 8th session)"
    Path("filled.docx").write_bytes(made.matrix(*FILLED, foot=foot))
    command = "import filled.docx --verdicts-by civil-society --map-value 'in progress=partly'"
    assert "say the date" in hrtrack(command, code=5).err
    said = hrtrack(f"{command} --date 2014").err
    assert "97.6: has a comment that begins with no verdict" in said
    verdicts = json.loads(hrtrack("list --record assessment --format json").out)
    assert {(v["recommendation"], v["status"], v["note"]) for v in verdicts} == {
        ("upr1-97.5", "partly", "One law"),
        ("upr1-97.6", "not-assessed", "We welcome the talks"),
        ("upr1-97.7", "partly", "a plan"),
    }
