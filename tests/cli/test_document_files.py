"""Files of UN documents, parsed by a process of their own as the program starts it.

- a report makes records with number, text, States and position; PDF, Word and text say the same
- an addendum in the same form answers what the report left open
- what is no such document, or means harm, is refused with a sentence, and nothing is written
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import un_files as made

from belarus_hr.formats import spreadsheet
from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run


def records(hrtrack: Run) -> dict[str, dict[str, Any]]:
    """Return the recommendations on record by paragraph."""
    return {row["paragraph"]: row for row in json.loads(hrtrack("recs --format json").out)}


FORMS = {"pdf": made.pdf, "docx": made.word, "txt": made.text}


@pytest.mark.usefixtures("forked_parsers")
@pytest.mark.parametrize("form", FORMS)
def test_an_addendum_answers_what_a_report_left_open(
    hrtrack: Run, empty_store: Store, form: str
) -> None:
    documents = {"report": made.report(made.SECTION), "add": made.addendum(made.REPLIES)}
    for name, pages in documents.items():
        Path(f"{name}.{form}").write_bytes(FORMS[form](pages))
    hrtrack(f"import report.{form} add.{form}")
    assert records(hrtrack)["128.1"]["response"] == "noted"


@pytest.mark.parametrize("form", FORMS)
def test_a_report_makes_records(hrtrack: Run, empty_store: Store, form: str) -> None:
    Path(f"report.{form}").write_bytes(FORMS[form](made.report(made.SECTION)))
    said = hrtrack(f"import report.{form}").err
    assert "3 added" in said
    assert "Belarus: 2 supported, 1 pending)" in said
    held = records(hrtrack)
    assert {name: (row["response"], row["recommended_by"]) for name, row in held.items()} == {
        "127.1": ("supported", ["Norway"]),
        "127.2": ("supported", ["Chile", "Peru", "Iran"]),
        "128.1": ("pending", ["Cuba"]),
    }
    one = held["127.1"]
    assert (one["id"], one["cycle"], one["session"]) == ("upr2-127.1", 2, 22)
    assert (one["document"], one["published"]) == ("A/HRC/30/3", "2015-07-13")
    assert one["text"] == "Train all judges (Norway)"
    assert one["confidence"] == "un-document"
    assert one["sources"] == [
        {"ref": "A/HRC/30/3, para. 127.1", "url": "https://docs.un.org/en/A/HRC/30/3"}
    ]
    assert one["responses"][0]["date"] == "2015-05-08"


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("word/document.xml", b" " * (129 << 20))
    return out.getvalue()


ENTITIES = '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "{}</w:body></w:document>"
)


def encrypted(raw: bytes) -> bytes:
    """Return a PDF that says it is encrypted."""
    key = b"(" + b"a" * 32 + b")"
    said = b"/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /O %s /U %s /P -4 >> /ID [(a)(b)]"
    return raw.replace(b"/Root 1 0 R", said % (key, key))


BAD = {
    "locked.pdf": (lambda: encrypted(made.pdf(["Page 1"])), "protected by a password"),
    "bomb.pdf": (lambda: made.pdf_of(zlib.compress(b" " * (1 << 28), 1)), "memory or time"),
    "junk.pdf": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 99, "damaged PDF"),
    "entities.docx": (
        lambda: made.word_of(ENTITIES + BODY.format("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>")),
        "document type",
    ),
    "deep.docx": (
        lambda: made.word_of(BODY.format("<w:p>" * 999 + "</w:p>" * 999)), "no Word document",
    ),
    "rows.docx": (
        lambda: made.word_of(BODY.format("<w:tbl>" + "<w:tr/>" * 30_000 + "</w:tbl>")),
        "more than 20,000 rows",
    ),
    "pictures.pdf": (lambda: made.pdf(["", ""]), "its pages are pictures"),
    "cut.pdf": (lambda: made.pdf(made.report(made.SECTION))[:300], "damaged PDF"),
    "other.pdf": (lambda: made.pdf(["Minutes of a meeting. " * 20]), "names no"),
    "long.pdf": (lambda: made.pdf(["x"] * 600), "has 600 pages"),
    "french.pdf": (
        lambda: made.pdf(["Rapport du Groupe de travail sur l'Examen periodique " * 9]), "French",
    ),
    "bomb.docx": (zip_bomb, "unpacks to more than"),
    "no-state.docx": (lambda: made.matrix(*made.ROWS, foot="Page 1"), "names no State"),
    "old.doc": (
        lambda: spreadsheet.OLE + "WordDocument".encode("utf-16-le") * 99, "save it as .docx",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_document_that_will_not_do_is_refused(
    hrtrack: Run, empty_store: Store, name: str
) -> None:
    content, why = BAD[name]
    Path(name).write_bytes(content())
    before = hrtrack("recs --format json").out
    said = hrtrack(f"import {name}", code=5).err
    assert f"{name}: " in said
    assert why in said
    assert "Traceback" not in said
    assert hrtrack("recs --format json").out == before
