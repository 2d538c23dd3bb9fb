"""UN documents made up for tests, in the forms in which they come: PDF, Word, and their text."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence

import docx

COVER = """GE.15-00000 (E)
Human Rights Council
Thirtieth session
Universal Periodic Review
Report of the Working Group on the Universal
Periodic Review*
{state}
{addendum}* Circulated as received.
United Nations {symbol}
General Assembly Distr.: General
13 July 2015
Original: English"""
INTRODUCTION = """1. The Working Group held its {session} session from 4 to
15 May 2015. The review of {state} was held at the 1st meeting on 4 May 2015. At its
10th meeting, held on 8 May 2015, the Working Group adopted the report on {state}."""
ENDING = """130. All conclusions and/or recommendations reflect the position of those
who made them."""
#: A section of a report of the second cycle, an addendum's reply to it, and rows of its matrix.
SECTION = """127. The recommendations listed below enjoy the support of Belarus:
127.1 Train all judges (Norway);
127.2 Ratify CAT (Chile); consider to ratify it (Peru, Iran (Islamic Republic of));
128. The following recommendations will be examined by Belarus, which will respond later:
128.1 Close the old prison (Cuba)."""
REPLIES = "3. Belarus notes the recommendation 128.1."
ROWS = (
    ("Theme: Justice",),
    ("127.1 Train all judges (Norway);\nSource of position: A/HRC/30/3 - Para. 127", "Supported",
     "- Administration of justice\nAffected persons:\n- Judges", ""),
    ("128.1 Close the old prison (Cuba);\nSource of Position: A/HRC/30/3/Add.1 - Para. 3", "Noted",
     "- Detention", ""),
)  # fmt: skip


def report(
    section: str,
    *,
    state: str = "Belarus",
    symbol: str = "A/HRC/30/3",
    session: str = "twenty-second",
    dialogue: str = "",
) -> list[str]:
    """Return the pages of a report: a cover, the dialogue, and a page for each part of a section.

    Parts are divided by a form feed. Pages have heads, as those of the UN have.
    """
    cover = COVER.format(state=state, symbol=symbol, addendum="")
    introduction = INTRODUCTION.format(state=state, session=session)
    pages = [f"{introduction}\n{dialogue}", *section.split("\f")]
    pages[1] = f"II. Conclusions and/or recommendations**\n{pages[1]}"
    pages[-1] = f"{pages[-1]}\n{ENDING}"
    return [cover, *_with_heads(symbol, pages)]


def addendum(text: str, *, state: str = "Belarus", symbol: str = "A/HRC/30/3/Add.1") -> list[str]:
    """Return the pages of an addendum to a report."""
    cover = COVER.format(state=state, symbol=symbol, addendum="Addendum\n")
    return [cover, *_with_heads(symbol, [text])]


def _with_heads(symbol: str, pages: Sequence[str]) -> list[str]:
    return [f"{symbol}\n{number}\n{page}" for number, page in enumerate(pages, 2)]


def text(pages: Sequence[str]) -> bytes:
    """Return the text that programs take out of a document, a form feed between its pages."""
    return "\f".join(pages).encode()


def pdf(pages: Sequence[str]) -> bytes:
    """Return a PDF with the lines of each page, in ASCII."""
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    numbers = range(4, 4 + 2 * len(pages), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    parts.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    parts.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>")
    for number, page in zip(numbers, pages, strict=True):
        about = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 842] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        lines = page.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").split("\n")
        drawn = "BT /F1 9 Tf 12 TL 30 810 Td " + " ".join(f"({line}) Tj T*" for line in lines)
        packed = zlib.compress(f"{drawn} ET".encode("latin-1"))
        head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
        parts += [about.encode(), head + packed + b"\nendstream"]
    return _objects(parts)


def pdf_of(stream: bytes) -> bytes:
    """Return a PDF of one page with this packed content."""
    plain = pdf([""])
    start, end = plain.index(b"5 0 obj"), plain.index(b"xref")
    head = b"5 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(stream)
    return plain[:start] + head + stream + b"\nendstream\nendobj\n" + plain[end:]


def _objects(parts: Sequence[bytes]) -> bytes:
    """Return the objects of a PDF as a file, with the table of where each one begins."""
    file, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    return file + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(file))
    )


def word(pages: Sequence[str]) -> bytes:
    """Return a Word document with the lines of the pages as paragraphs."""
    document = docx.Document()
    for page in pages:
        for line in page.split("\n"):
            document.add_paragraph(line)
    return _saved(document)


def word_of(xml: str) -> bytes:
    """Return a Word document whose main part is this XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word([""]))) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            main = member.filename == "word/document.xml"
            new.writestr(member.filename, xml if main else old.read(member), zipfile.ZIP_DEFLATED)
    return out.getvalue()


HEADINGS = (
    "Recommendation",
    "Position",
    "Full list of themes",
    "Assessment/comments on level of implementation",
)


def matrix(
    *rows: Sequence[str],
    headings: Sequence[str] = HEADINGS,
    foot: str = "UPR of Belarus (2nd Cycle – 22nd session)",
) -> bytes:
    """Return a matrix in Word: rows of four cells, and of one for a theme."""
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = foot
    table = document.add_table(rows=0, cols=len(headings))
    for row in (headings, *rows):
        cells = table.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[-1]).text = row[0]
            continue
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    return _saved(document)


def _saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
