"""The formats that ``import`` reads, and what a format is.

A new format is a file of its own and a line in FORMATS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from belarus_hr.domain.frozen import Frozen

if TYPE_CHECKING:
    from belarus_hr.formats.input_file import Input
    from belarus_hr.formats.request import Read, Request
    from belarus_hr.formats.tables import Table


class TableFormat(Frozen):
    """A format whose files are tables: spreadsheets, CSV or TSV.

    ``title`` says what the files are. ``recognises`` tells a file of the format by its header.
    ``read`` yields a draft for each row, with the matcher that finds its record. ``maps``: the
    columns may have any names, which the user maps to fields.
    """

    title: str
    recognises: Callable[[list[str]], bool]
    read: Callable[[Table, Request], Iterator[Read]]
    maps: bool = False


class FileFormat(Frozen):
    """A format that is recognised by the beginning of a file; ``title`` and ``read`` as above.

    A file of the format begins with one of the signs of ``begins``; no more is checked when the
    user names the format. Else ``recognises`` is called with the first 64 kB.
    """

    title: str
    begins: bytes
    recognises: Callable[[bytes], bool]
    read: Callable[[Input, Request], Iterator[Read]]


class DocumentFormat(Frozen):
    """A format of documents to read, PDF, Word or their text.

    ``read`` returns what a document is, in words, and what its parts give: pages, rows of tables
    and the feet of pages. ``recognises`` is asked of the beginning of a text.
    """

    title: str
    recognises: Callable[[bytes], bool]
    read: Callable[[Sequence[Mapping[str, Any]], Request], tuple[str, Iterator[Read]]]


ImportFormat = TableFormat | FileFormat | DocumentFormat

#: What --from takes, and the module whose FORMAT it is. They are asked in this order; what none
#: recognises is read by the last that can. Loaded when a file is read: Tab asks for the names.
FORMATS = (
    ("un-document", "belarus_hr.formats.un_documents.documents"),
    ("upr-info", "belarus_hr.formats.upr_info"),
    ("impact-oss", "belarus_hr.formats.impact_oss.reading"),
    ("uhri", "belarus_hr.formats.uhri.workbook"),
    ("uhri", "belarus_hr.formats.uhri.bulk_json"),
    ("table", "belarus_hr.formats.own.delimited"),
    ("json", "belarus_hr.formats.own.records"),
)


def names() -> list[str]:
    """Return the names that --from takes."""
    return list(dict.fromkeys(name for name, _ in FORMATS))


def formats(name: str = "") -> list[ImportFormat]:
    """Return the formats of a name, or all."""
    return [import_module(module).FORMAT for own, module in FORMATS if name in ("", own)]


def titles() -> str:
    """Return what is read, as a list in a sentence."""
    *others, last = (format_.title for format_ in formats())
    return f"{', '.join(others)} and {last}"
