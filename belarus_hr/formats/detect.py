"""A file of others, recognised by what is in it and not by its name, and read."""

from __future__ import annotations

import io

from belarus_hr.domain.errors import Rejected
from belarus_hr.domain.text.words import choose
from belarus_hr.formats import spreadsheet, tables, text_encoding, upr_info
from belarus_hr.formats.input_file import Input
from belarus_hr.formats.own import delimited, records
from belarus_hr.formats.request import Asked, Reading
from belarus_hr.formats.tables import Table
from belarus_hr.formats.uhri import bulk_json, workbook

#: What a file can be said to be.
UPR_INFO, UHRI, TABLE, JSON = FORMATS = ("upr-info", "uhri", "table", "json")

_READ = "read are UPR Info's and UHRI's files, spreadsheets, CSV, TSV, JSON and NDJSON"
#: How files begin that some have at hand and that are not read.
_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "packed with gzip; unpack it first"),
    (b"BZh", "packed with bzip2; unpack it first"),
    (b"7z\xbc\xaf", "packed with 7-Zip; unpack it first"),
    (b"Rar!", "packed with RAR; unpack it first"),
    (b"{\\rtf", "a document in RTF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"SQLite format", "an SQLite database"),
    (b"<", "HTML or XML"),
)


def read(source: Input, asked: Asked) -> Reading:
    """Return what a file is and what it gives.

    Raises Rejected, then or when it comes to it, with a sentence that goes on after
    the file's name, for what is not read, damaged or dangerous.
    """
    forced = choose("format", asked.format, FORMATS) if asked.format else ""
    head = source.head
    if head.startswith((spreadsheet.OLE, spreadsheet.ZIP)):
        return _of_table(_sheet(source), "spreadsheet", asked, forced)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, what in _OTHERS:
        if start.startswith(magic):
            raise Rejected(f"is {what}; {_READ}")
    if _is_bulk(head, forced):
        return Reading("UHRI's bulk file", bulk_json.read(source, asked))
    text, encoding = text_encoding.decode(source.whole())
    told = "" if encoding == "UTF-8" else f", {encoding}"
    if encoding != "UTF-8" and _is_bulk(text[: len(head)].encode(), forced):
        held = Input(source.name, io.BytesIO(text.encode()), 0, None)
        return Reading(f"UHRI's bulk file{told}", bulk_json.read(held, asked))
    if text.lstrip()[:1] in ("{", "["):
        if forced not in ("", JSON):
            raise Rejected(f"is JSON, and no file of {forced}")
        return Reading(f"records{told}", records.read(records.of_json(text), asked))
    if forced == JSON:
        raise Rejected("is not JSON: it begins with neither { nor [")
    table = tables.of_text(text, ours=delimited.ours)
    return _of_table(table, f"table{told}", asked, forced, guarded=True)


def _is_bulk(head: bytes, forced: str) -> bool:
    """Say whether a file that starts so is read as UHRI's bulk file."""
    if forced:
        return forced == UHRI and head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"["
    return bulk_json.recognised(head)


def _sheet(source: Input) -> Table:
    raw = source.whole(spreadsheet.LARGEST)
    if raw.startswith(spreadsheet.ZIP) and not spreadsheet.of_zip(raw):
        raise Rejected(f"is a zip archive without a spreadsheet, or a damaged one; {_READ}")
    return tables.of_rows(spreadsheet.rows(raw))


def _of_table(
    table: Table, what: str, asked: Asked, forced: str, *, guarded: bool = False
) -> Reading:
    if forced == JSON:
        raise Rejected("is a table, and no JSON")
    named = not forced and not asked.names
    if named or forced in (UPR_INFO, UHRI):
        table = tables.from_header(table, _is_known)
    if forced == UPR_INFO or (named and upr_info.recognised(table.header)):
        return Reading(f"{upr_info.NAME} ({what})", upr_info.read(table, asked))
    if forced == UHRI or (named and workbook.recognised(table.header)):
        return Reading(f"UHRI's annotations ({what})", workbook.read(table, asked))
    placed = delimited.read(table, asked, guarded=guarded)
    return Reading(what, records.read(placed, asked))


def _is_known(header: list[str]) -> bool:
    """Say whether a header is one of UPR Info's or UHRI's."""
    return upr_info.recognised(header) or workbook.recognised(header)
