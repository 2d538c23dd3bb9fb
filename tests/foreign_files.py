"""Files as others make them, small ones: UPR Info's, UHRI's, and such as mean harm."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

import xlsxwriter
import xlwt

UPR_XLS = "SuR,Rgrp,Org,Recommendation,RS,Rgrp,Org,Response,Action,Issue,Session".split(",")
UPR_CSV = "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session".split(",")
UHRI = (
    "Text|Countries Concerned|Reccomending Body|Document Symbol|Themes|Affected Persons|Sdgs|"
    "Document Publication Date|UPR Reccomending States|UPR Position|Type|OHCHR Annotation Id|"
    "UPR Session|Regions Concerned|Recommending Regions|Date of publication on UHRI"
).split("|")
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET_END = b"</sheetData></worksheet>"

OASIS = "urn:oasis:names:tc:opendocument:xmlns"

Rows = Sequence[Sequence[Any]]


def upr_row(**given: Any) -> list[Any]:
    """Return a row of UPR Info's with what is given in place of the usual."""
    row = {
        "state": "Belarus", "rgrp": "EEG", "org": "CIS", "text": "Ratify it", "by": "Norway",
        "rgrp2": "WEOG", "org2": "", "response": "Accepted", "action": "5", "issue": "Justice",
        "session": "22",
    }  # fmt: skip
    return list({**row, **given}.values())


def upr_csv(*rows: Sequence[Any], header: Sequence[str] = UPR_CSV, end: str = "\r") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end).writerows([header, *rows])
    return out.getvalue()


def xls(rows: Rows) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("UPR Info database export")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            sheet.write(r, c, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(rows: Rows) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                sheet.write(r, c, cell)
    return out.getvalue()


def xlsx_of(sheet: bytes, shared: bytes = b"", **more: bytes) -> bytes:
    """Return an XLSX with the XML of its sheet, its shared texts and more members given."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx([["a"]]))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                content = sheet
            if info.filename == "xl/sharedStrings.xml" and shared:
                content = shared
            new.writestr(info.filename, content)
        for name, content in more.items():
            new.writestr(name, content)
    return out.getvalue()


def ods(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        new.writestr("mimetype", kind, zipfile.ZIP_STORED)
        new.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            "</manifest:manifest>",
        )
        new.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{OASIS}:office:1.0"'
            f' xmlns:table="{OASIS}:table:1.0" xmlns:text="{OASIS}:text:1.0">'.encode()
            + b"<office:body>"
            b'<office:spreadsheet><table:table table:name="a">' + content + b"</table:table>"
            b"</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def ods_cell(text: str) -> bytes:
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    ).encode()


def annotation(**given: Any) -> dict[str, Any]:
    """Return an object of UHRI's bulk file with what is given in place of the usual."""
    return {
        "AffectedPersons": ["Children"],
        "AnnotationId": "0d1c4c2e-0000-4000-8000-000000000001",
        "AnnotationType": "- Concerns/Observations",
        "Body": "- CRC",
        "Countries": ["Belarus"],
        "DocumentId": "0d1c4c2e-0000-4000-8000-00000000000d",
        "PublicationDate": "2020-02-28T00:00:00",
        "PublicationDateOnUhri": "2020-03-03T10:53:45.827",
        "Regions": ["Europe"],
        "Sdgs": ["16.3 - Promote the rule of law"],
        "Symbol": "CRC/C/BLR/CO/5-6",
        "Text": "12. The Committee recommends a law.",
        "Themes": ["Right to education"],
        "UprCycle": None,
        "UprPositions": [],
        "UprRecommendingCountry": [],
        "UprRecommendingRegions": [],
        "UprSession": [],
        **given,
    }


def upr_annotation(**given: Any) -> dict[str, Any]:
    return annotation(
        **{
            "AnnotationType": "- Recommendations",
            "Body": "- UPR",
            "Symbol": "A/HRC/46/5",
            "Text": "138.12 Adopt a law (France, Timor-Leste);",
            "UprCycle": "3",
            "UprPositions": ["Supported"],
            "UprRecommendingCountry": ["France", "Timor-Leste"],
            "UprSession": ["36th Session"],
            **given,
        }
    )


def uhri_json(*annotations: dict[str, Any]) -> bytes:
    return json.dumps(annotations or [annotation()], ensure_ascii=False).encode()


def uhri_row(**given: Any) -> list[Any]:
    """Return a row of UHRI's spreadsheet: values begin with "- ", lists are lines."""
    row = {
        "text": "- 138.12 Adopt a law (France, Timor-Leste);",
        "countries": "- Belarus", "body": "- UPR", "symbol": "- A/HRC/46/5",
        "themes": "- Right to education\r\n- Right to health",
        "persons": "- Children\n- Women & girls",
        "sdgs": "- 16.3 - Promote the rule of law", "published": 44197,
        "states": "- Timor-Leste\r\n- Guinea-Bissau\r\n- State of Palestine*",
        "positions": "- Supported/Noted", "type": "- Recommendations", "id": "- abc-1",
        "sessions": "- 36th Session - 2020", "regions": "- Europe", "of": "- Africa",
        "on": 46125.4996,
    }  # fmt: skip
    return list({**row, **given}.values())
