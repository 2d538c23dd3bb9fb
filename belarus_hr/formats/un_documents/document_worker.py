"""Take the text out of one PDF or Word document, in a process of its own, which may die of it.

Run as a program, with the numbers of bytes that it may use and that it may write: the file
comes on standard input. What it holds leaves as JSON lines on standard output, in its order:
``{"page": text}``, ``{"row": [cell, ...]}`` or ``{"foot": text}``. It imports nothing of ours.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

#: Seconds of processor time.
_SECONDS = 30
#: A Working Group's report has some thirty pages, a compilation some hundred.
_MOST_PAGES, _MOST_ROWS = 500, 20_000
#: How pdfium marks the hyphen at the end of a line.
_HYPHEN = "\ufffe"


class Refused(Exception):
    """A document that is not read, with the reason as the end of a sentence about it."""


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _of_pdf(raw: bytes) -> Iterator[dict[str, Any]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Refused("is protected by a password; save it without") from None
        raise Refused("is a damaged PDF, or one that is cut off") from None
    if len(document) > _MOST_PAGES:
        raise Refused(f"has {len(document):,} pages; at most {_MOST_PAGES} are read")
    for number in range(len(document)):
        try:
            text = document[number].get_textpage().get_text_range()
        except pypdfium2.PdfiumError:
            raise Refused(f"is damaged at page {number + 1}") from None
        yield {"page": text.replace("\r\n", "\n").replace(_HYPHEN, "-")}


def _refuse_entities(raw: bytes) -> None:
    """Refuse a document type, which no Word document has: its entities can be made to grow."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, archive.open("word/document.xml") as part:
        if b"<!DOCTYPE" in part.read(4096):
            raise Refused("has a document type, as no Word document has")


def _of_word(raw: bytes) -> Iterator[dict[str, Any]]:
    import docx
    from docx.oxml.ns import qn

    _refuse_entities(raw)
    try:
        document = docx.Document(io.BytesIO(raw))
    except (ValueError, KeyError, SyntaxError):
        raise Refused("is no Word document that can be read") from None

    def text_of(element: Any) -> str:
        signs = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
        parts = []
        for part in element.iter(qn("w:t"), qn("w:p"), *signs):
            if part.tag == qn("w:p"):
                parts.append("\n" if part is not element else "")
            elif part.tag == qn("w:tab") and part.getparent().tag == qn("w:tabs"):
                continue
            else:
                parts.append(signs.get(part.tag) or part.text or "")
        return "".join(parts).strip()

    page: list[str] = []
    rows = 0
    for block in document.element.body:
        if block.tag == qn("w:p"):
            if page and next(block.iter(qn("w:lastRenderedPageBreak")), None) is not None:
                yield {"page": "\n".join(page)}
                page = []
            page.append(text_of(block))
        elif block.tag == qn("w:tbl"):
            for row in block.iter(qn("w:tr")):
                rows += 1
                if rows > _MOST_ROWS:
                    raise Refused(f"has more than {_MOST_ROWS:,} rows in its tables")
                yield {"row": [text_of(cell) for cell in row.iterchildren(qn("w:tc"))]}
    if page:
        yield {"page": "\n".join(page)}
    for section in document.sections:
        for part in (section.header, section.footer):
            for paragraph in part.paragraphs:
                yield {"foot": paragraph.text}


def write_parts() -> None:
    """Write what the document on standard input holds."""
    memory, room = map(int, sys.argv[1:])
    raw = sys.stdin.buffer.read()
    _limit(memory)
    parts = _of_pdf(raw) if raw.startswith(b"%PDF") else _of_word(raw)
    try:
        for part in parts:
            line = json.dumps(part) + "\n"
            room -= len(line)
            if room < 0:
                raise Refused("holds more text than a document may")
            sys.stdout.write(line)
    except Refused as error:
        sys.stderr.write(f"Refused: {error}")
        sys.exit(3)


if __name__ == "__main__":
    write_parts()
