"""The matrix of recommendations as a Word document, laid out as OHCHR sends it to States.

A4 landscape, one table with a heading that repeats on every page, themes in rows across it, and
the review at the foot of each page: "UPR of Belarus (1st Cycle – 8th session)".
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from belarus_hr.domain.collection import in_words
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.figures.matrix import Matrix, MatrixRow, themes
from belarus_hr.domain.records.recommendation import recommending_states
from belarus_hr.domain.text.safe_text import visible
from belarus_hr.formats.matrix.wording import (
    MEASURES,
    OUR_MARK,
    POSITIONS,
    SUMMARY,
    assessment_lines,
    measure_lines,
    theme_name,
)

if TYPE_CHECKING:
    from types import ModuleType

HEADINGS = (
    "Recommendation",
    "Position",
    "Full list of themes",
    "Assessment/comments on level of implementation",
)
#: Widths of the columns in millimetres: together that of the page between its margins.
_WIDTHS = (96, 22, 62, 85)
_WIDTHS_WITH_MEASURES = (80, 20, 45, 55, 65)
_SHADE = {"theme": "DBE5F1", "heading": "F2F2F2"}
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}
#: No XML document can hold these two.
_NOT_XML = dict.fromkeys(map(ord, "\ufffe\uffff"), "\ufffd")
_SAME_DAY = (1980, 1, 1, 0, 0, 0)


def word_library() -> ModuleType:
    """Return python-docx, or raise InvalidValue saying what is missing, and how it is installed."""
    try:
        import docx
    except ImportError as error:
        if error.name != "docx":
            raise InvalidValue(f"a .docx file cannot be written here: {error}") from None
        raise InvalidValue(
            "a .docx file needs python-docx, which is not installed: "
            "install it with: python -m pip install python-docx"
        ) from None
    module: ModuleType = docx
    return module


def write_word(matrix: Matrix) -> bytes:
    """Return the matrix of a State as the bytes of a document; the same matrix gives the same.

    Raises InvalidValue for a matrix of several cycles, and when python-docx is not installed.
    """
    cycles = [figures for figures in matrix.figures if figures.on_record]
    if len(cycles) > 1:
        raise InvalidValue("a matrix in Word is of one cycle: say which")
    document = word_library().Document()
    from docx.shared import Mm

    _page(document, _foot(in_words(matrix.country), cycles))
    about = document.core_properties
    about.title, about.author = "Thematic list of recommendations", ""
    # Dated by the matrix and not by its writing, which would differ each time.
    about.created = about.modified = datetime.combine(matrix.criteria.as_of, time())
    rows = list(_rows(matrix))
    widths = _WIDTHS_WITH_MEASURES if matrix.with_measures else _WIDTHS
    table = document.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row, (form, cells) in zip(table.rows, rows, strict=True):
        _fill(row, form, cells, widths)
    return _packed(document)


def _rows(matrix: Matrix) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what each row is, and its texts: the heading, themes, recommendations."""
    yield "heading", _with_measures(HEADINGS, MEASURES, matrix)
    for group in matrix.theme_groups:
        yield "theme", (f"Theme: {theme_name(group)}",)
        for row in group.rows:
            measures = "\n".join(measure_lines(row))
            yield "recommendation", _with_measures(_cells(row), measures, matrix)


def _with_measures(texts: tuple[str, ...], measures: str, matrix: Matrix) -> tuple[str, ...]:
    """Return the texts of a row, with that of the measures before the last where asked for."""
    return (*texts[:-1], measures, texts[-1]) if matrix.with_measures else texts


def _cells(row: MatrixRow) -> tuple[str, ...]:
    record, position = row.record, row.position
    wording = record.get("text") or f"{record['title']} ({', '.join(recommending_states(record))})"
    number = record.get("paragraph", "")
    lines = [wording if wording.startswith(number) else f"{number} {wording}".strip()]
    if row.to:
        lines.append(f"To {row.to}")
    if "text" not in record:
        lines.append(SUMMARY)
    if "ref" in position:
        lines.append(f"Source of position: {position['ref']}")
    return (
        "\n".join(lines),
        POSITIONS[position["response"]],
        "\n".join(f"- {theme}" for theme in themes(record)),
        "\n".join(assessment_lines(row)),
    )


def _foot(state: str, cycles: list[Any]) -> str:
    """Return the foot of the pages: which review the matrix is of."""
    review = ""
    if cycles and cycles[0].cycle:
        session = cycles[0].review.get("session")
        held = f" – {_ordinal(session)} session" if session else ""
        review = f" ({_ordinal(cycles[0].cycle)} Cycle{held})"
    return f"UPR of {state}{review}\tThematic list of recommendations\t{OUR_MARK}"


def _ordinal(number: int) -> str:
    teen = 10 <= number % 100 <= 20
    return f"{number}{'th' if teen else _ORDINALS.get(number % 10, 'th')}"


def _page(document: Any, foot: str) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin = section.bottom_margin = Mm(15)
    line = section.footer.paragraphs[0]
    line.text = foot
    # The left, the middle and the right of the page, as the two tabs of the line want it.
    document.styles["Footer"].paragraph_format.tab_stops.clear_all()
    line.paragraph_format.tab_stops.add_tab_stop(Mm(sum(_WIDTHS) / 2), WD_TAB_ALIGNMENT.CENTER)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(sum(_WIDTHS)), WD_TAB_ALIGNMENT.RIGHT)
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(10)


def _fill(row: Any, form: str, cells: tuple[str, ...], widths: tuple[int, ...]) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    about = row._tr.get_or_add_trPr()
    about.append(OxmlElement("w:cantSplit"))
    if form == "heading":
        about.append(OxmlElement("w:tblHeader"))
    targets = row.cells
    if form == "theme":
        targets = [targets[0].merge(targets[-1])]
    for cell, text, width in zip(targets, cells, widths, strict=False):
        if form != "theme":
            cell.width = Mm(width)
        _write(cell, text, bold=form != "recommendation")
        if form in _SHADE:
            shade = OxmlElement("w:shd")
            shade.set(qn("w:val"), "clear")
            shade.set(qn("w:fill"), _SHADE[form])
            cell._tc.get_or_add_tcPr().append(shade)


def _write(cell: Any, text: str, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    for number, line in enumerate(text.split("\n")):
        run = paragraph.add_run(visible(line).translate(_NOT_XML))
        run.bold = bold
        if number < text.count("\n"):
            run.add_break()


def _packed(document: Any) -> bytes:
    """Return the bytes of a document in which no member bears the time of the writing."""
    written, packed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w") as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, _SAME_DAY)
            new.writestr(info, old.read(member), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
