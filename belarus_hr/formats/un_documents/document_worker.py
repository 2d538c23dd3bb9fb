"""Take the text out of one PDF or Word document, in a process of its own, which may die of it.

What it holds leaves as lines of JSON (``worker_limits``), in its order:
``{"page": text}``, ``{"row": [cell, ...]}`` or ``{"foot": text}``; text with ``"goes_on": true``
follows a table of the same page. It imports nothing of ours but its limits.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from belarus_hr.formats import worker_limits
from belarus_hr.formats.worker_limits import Refused

#: A Working Group's report has some thirty pages, a compilation some hundred.
_MOST_PAGES, _MOST_ROWS = 500, 20_000
#: How pdfium marks the hyphen at the end of a line.
_HYPHEN = "\ufffe"


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

    numbers = _numbers(document)

    def text_of(element: Any) -> str:
        signs = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
        parts = []
        for part in element.iter(qn("w:t"), qn("w:p"), *signs):
            if part.tag == qn("w:p"):
                parts.append("\n" if part is not element else "")
                parts.append(numbers.get(part, ""))
            elif part.tag == qn("w:tab") and part.getparent().tag == qn("w:tabs"):
                continue
            else:
                parts.append(signs.get(part.tag) or part.text or "")
        return "".join(parts).strip()

    page: list[str] = []
    rows, goes_on = 0, False
    for block in document.element.body:
        if block.tag == qn("w:p"):
            if page and next(block.iter(qn("w:lastRenderedPageBreak")), None) is not None:
                yield {"page": "\n".join(page), "goes_on": goes_on}
                page, goes_on = [], False
            page.append(text_of(block))
        elif block.tag == qn("w:tbl"):
            if page:
                yield {"page": "\n".join(page), "goes_on": goes_on}
            page, goes_on = [], True
            for row in block.iter(qn("w:tr")):
                rows += 1
                if rows > _MOST_ROWS:
                    raise Refused(f"has more than {_MOST_ROWS:,} rows in its tables")
                yield {"row": [text_of(cell) for cell in row.iterchildren(qn("w:tc"))]}
    if page:
        yield {"page": "\n".join(page), "goes_on": goes_on}
    for section in document.sections:
        for part in (section.header, section.footer):
            for paragraph in part.paragraphs:
                yield {"foot": paragraph.text}


class _Uncertain(Exception):
    """Numbers that cannot be told for certain."""


def _numbers(document: Any) -> dict[Any, str]:
    """Return the number that Word puts before each numbered paragraph, with a blank.

    None of them where one is not certain: a number that is wrong is worse than none.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    try:
        part = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
        counting = _Counting(parse_xml(part.blob), document.styles.element)
        return dict(counting.of(document.element.body))
    except (_Uncertain, KeyError, ValueError, SyntaxError):
        return {}


class _Counting:
    """Counts numbered paragraphs as Word does: a count for each list and level."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._lists = {
            _value(each, "abstractNumId"): each for each in _all(numbering, "abstractNum")
        }
        self._uses = {_value(each, "numId"): each for each in _all(numbering, "num")}
        self._styles = {_value(each, "styleId"): each for each in _all(styles, "style")}
        defaults = (name for name, each in self._styles.items() if _value(each, "default") == "1")
        self._plain = next(defaults, "")
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def of(self, body: Any) -> Iterator[tuple[Any, str]]:
        """Yield each numbered paragraph with its number."""
        for paragraph in body.iter(_W + "p"):
            use, level = self._place(paragraph)
            if use in ("", "0"):
                continue
            number = self._next(use, level)
            if number:
                yield paragraph, f"{number} "

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """Return which list a paragraph is in, "" for none, and at which level."""
        about = paragraph.find(_W + "pPr")
        numbered = None if about is None else about.find(_W + "numPr")
        use, level = _child(numbered, "numId"), _child(numbered, "ilvl")
        style, seen = _child(about, "pStyle") or self._plain, set[str]()
        while not use and style in self._styles and style not in seen:
            seen.add(style)
            of_style = self._styles[style].find(f"{_W}pPr/{_W}numPr")
            use = _child(of_style, "numId")
            level = level or _child(of_style, "ilvl") or (use and self._level_of(use, style))
            style = _child(self._styles[style], "basedOn")
        return use, int(level or 0)

    def _level_of(self, use: str, style: str) -> str:
        """Return the level of a list that is a style's own."""
        levels = _all(self._list_of(use), "lvl")
        return next((_value(x, "ilvl") for x in levels if _child(x, "pStyle") == style), "0")

    def _list_of(self, use: str) -> Any:
        return self._lists[_child(self._uses[use], "abstractNumId")]

    def _level(self, use: str, level: int) -> Any:
        """Return the definition of a level; raises where a list has it by another's style."""
        overrides = {_value(x, "ilvl"): x for x in _all(self._uses[use], "lvlOverride")}
        override = overrides.get(str(level))
        own = None if override is None else override.find(_W + "lvl")
        levels = {_value(x, "ilvl"): x for x in _all(self._list_of(use), "lvl")}
        if own is None and str(level) not in levels:
            raise _Uncertain
        return levels[str(level)] if own is None else own

    def _next(self, use: str, level: int) -> str:
        """Count one paragraph, and return its number; empty for a bullet."""
        at = self._level(use, level)
        text = _child(at, "lvlText")
        if _child(at, "numFmt") in ("bullet", "none") or not text:
            return ""
        counts = self._counts.setdefault(_child(self._uses[use], "abstractNumId"), {})
        self._restart(use, counts)
        counts[level] = counts[level] + 1 if level in counts else int(_child(at, "start") or 0)
        for deeper in [each for each in counts if each > level]:
            if _child(self._level(use, deeper), "lvlRestart"):
                raise _Uncertain
            del counts[deeper]
        return re.sub(r"%(\d)", lambda part: self._shown(use, counts, int(part[1]) - 1), text)

    def _restart(self, use: str, counts: dict[int, int]) -> None:
        """Begin a list anew where this use of it says so, and is met first."""
        if use in self._begun:
            return
        self._begun.add(use)
        for override in _all(self._uses[use], "lvlOverride"):
            start = _child(override, "startOverride")
            if start:
                counts[int(_value(override, "ilvl"))] = int(start) - 1

    def _shown(self, use: str, counts: dict[int, int], level: int) -> str:
        if level not in counts:
            raise _Uncertain
        count, form = counts[level], _child(self._level(use, level), "numFmt") or "decimal"
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        if form in ("lowerLetter", "upperLetter"):
            return letter if form == "lowerLetter" else letter.upper()
        if form in ("lowerRoman", "upperRoman"):
            return _roman(count) if form == "lowerRoman" else _roman(count).upper()
        if form != "decimal":
            raise _Uncertain
        return str(count)


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _all(element: Any, name: str) -> list[Any]:
    return list(element.iterchildren(_W + name))


def _value(element: Any, name: str) -> str:
    return str(element.get(_W + name, ""))


def _child(element: Any, name: str) -> str:
    """Return the value of a child element, empty where there is none."""
    found = None if element is None else element.find(_W + name)
    return "" if found is None else _value(found, "val")


def _roman(number: int) -> str:
    signs = zip((100, 90, 50, 40, 10, 9, 5, 4, 1), "c xc l xl x ix v iv i".split(), strict=True)
    text = ""
    for value, sign in signs:
        text += sign * (number // value)
        number %= value
    return text


def _parts(raw: bytes) -> Iterator[dict[str, Any]]:
    return _of_pdf(raw) if raw.startswith(b"%PDF") else _of_word(raw)


def write_document() -> None:
    """Write what the document on standard input holds."""
    worker_limits.write_parts(_parts, "holds more text than a document may")
