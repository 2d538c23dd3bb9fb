"""The text of a PDF or of a Word document, taken out in a worker process."""

from __future__ import annotations

import json
from typing import Any

from belarus_hr.domain.errors import Rejected
from belarus_hr.formats.worker import Parser, archive_members, worker_output

PDF = b"%PDF"
#: The largest document that is read; a Working Group's report has some 700 kB.
LARGEST_DOCUMENT = 32 << 20
_PARSER = Parser(
    function="belarus_hr.formats.un_documents.document_worker.write_document",
    files="document", libraries={"pypdfium2": "pypdfium2", "docx": "python-docx"},
    memory=256 << 20, memory_a_byte=24, output=32 << 20,
)  # fmt: skip
#: Bytes that the parts of a Word document may unpack to.
_UNPACKED = 128 << 20


def is_word(raw: bytes) -> bool:
    """Say whether a zip archive is a Word document, without or with macros."""
    return any(member.filename == "word/document.xml" for member in archive_members(raw))


def is_old_word(raw: bytes) -> bool:
    """Say whether an OLE file is a Word document of before 2007."""
    return "WordDocument".encode("utf-16-le") in raw


def document_parts(raw: bytes) -> list[dict[str, Any]]:
    """Return the pages, the rows of tables and the feet of a document, in their order.

    Raises Rejected for a document that is damaged, protected, too large or made to do harm.
    """
    if sum(member.file_size for member in archive_members(raw)) > _UNPACKED:
        raise Rejected(f"unpacks to more than {_UNPACKED >> 20} MB, as no document of the UN does")
    return [json.loads(line) for line in worker_output(_PARSER, raw).splitlines()]
