"""Numbers that Word makes by itself: counted as Word counts them, or not at all.

- a report whose paragraphs and recommendations are numbered by Word reads as one with typed numbers
- levels, starts, restarts and styles count; a bullet is no number
- a form of number that is not certain leaves the document without numbers, and it is refused
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
import un_files as made
from docx.oxml import parse_xml

from belarus_hr.formats.un_documents.extract import document_parts
from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("forked_parsers")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OF_RECOMMENDATIONS = (("decimal", "%1.", 127), ("decimal", "%1.%2", 1))


def level(number: int, form: str, text: str, start: int, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def word(
    paragraphs: Sequence[tuple[str, int, str]],
    levels: Sequence[tuple[str, str, int]] = OF_RECOMMENDATIONS,
    uses: str = "",
    more: str = "",
) -> bytes:
    """Return a document of paragraphs, each with its list, level and text; no list is "".

    The list "71" has these levels; ``uses`` is what "72", another use of it, says otherwise.
    """
    document = docx.Document()
    numbering = document.part.numbering_part.element
    defined = "".join(level(number, *each, more) for number, each in enumerate(levels))
    abstract = parse_xml(f'<w:abstractNum {W} w:abstractNumId="70">{defined}</w:abstractNum>')
    numbering.insert(0, abstract)
    for number, overrides in (("71", ""), ("72", uses)):
        xml = f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="70"/>{overrides}</w:num>'
        numbering.append(parse_xml(xml))
    for list_, at, text in paragraphs:
        paragraph = document.add_paragraph(text)
        if list_:
            xml = f'<w:numPr {W}><w:ilvl w:val="{at}"/><w:numId w:val="{list_}"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(xml))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def lines(raw: bytes) -> list[str]:
    """Return the lines of a document's text."""
    return "\n".join(part["page"] for part in document_parts(raw) if "page" in part).split("\n")


REPORT = (
    *(("", 0, line) for page in made.report("") for line in page.split("\n")[:-2] if line),
    ("71", 0, "The recommendations listed below enjoy the support of Belarus:"),
    ("71", 1, "Train all judges (Norway);"),
    ("71", 1, "Ratify CAT (Chile);"),
    ("71", 0, "The following recommendations will be examined by Belarus, with responses later:"),
    ("71", 1, "Close the old prison (Cuba)."),
)


def test_a_report_numbered_by_word_is_read(hrtrack: Run, empty_store: Store) -> None:
    Path("report.docx").write_bytes(word(REPORT))
    hrtrack("import report.docx")
    rows = json.loads(hrtrack("recs --format json").out)
    assert [(row["paragraph"], row["response"], row["text"]) for row in rows] == [
        ("127.1", "supported", "Train all judges (Norway)"),
        ("127.2", "supported", "Ratify CAT (Chile)"),
        ("128.1", "pending", "Close the old prison (Cuba)"),
    ]


def test_a_form_that_is_not_certain_is_refused(hrtrack: Run, empty_store: Store) -> None:
    Path("report.docx").write_bytes(word(REPORT, (("decimal", "%1.", 127), ("ordinal", "%2", 1))))
    assert "no recommendation with a number" in hrtrack("import report.docx", code=5).err


@pytest.mark.parametrize(
    ("levels", "paragraphs", "shown"),
    [
        ((("decimal", "97.%1", 3),), [("71", 0), ("71", 0)], ["97.3 x", "97.4 x"]),
        ((("upperRoman", "%1.", 4), ("lowerLetter", "(%2)", 1)),
         [("71", 0), ("71", 1), ("71", 1), ("71", 0), ("71", 1)],
         ["IV. x", "(a) x", "(b) x", "V. x", "(a) x"]),
        ((("bullet", "o", 1),), [("71", 0)], ["x"]),
        ((("decimal", "%1.", 1),), [("71", 0), ("", 0), ("72", 0), ("71", 0)],
         ["1. x", "x", "2. x", "3. x"]),
        ((("decimal", "%1", 1), ("decimal", "%1.%2", 1)), [("71", 1), ("71", 0)], ["x", "x"]),
    ],
)  # fmt: skip
def test_lists_count_as_word_counts(
    levels: list[tuple[str, str, int]], paragraphs: list[tuple[str, int]], shown: list[str]
) -> None:
    assert lines(word([(*each, "x") for each in paragraphs], levels)) == shown


def test_a_use_of_a_list_may_begin_anew() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    paragraphs = [("71", 0, "x"), ("71", 0, "x"), ("72", 0, "x"), ("72", 0, "x")]
    assert lines(word(paragraphs, uses=again)) == ["127. x", "128. x", "7. x", "8. x"]


def test_a_restart_of_another_kind_is_not_certain() -> None:
    paragraphs = [("71", 0, "x"), ("71", 1, "x"), ("71", 0, "x")]
    more = '<w:lvlRestart w:val="0"/>'
    assert lines(word(paragraphs, more=more)) == ["x", "x", "x"]


def test_a_style_may_number() -> None:
    document = docx.Document()
    for _ in range(2):
        document.add_paragraph("x", style="List Number")
    document.add_paragraph("x", style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    assert lines(out.getvalue()) == ["1. x", "2. x", "x"]
