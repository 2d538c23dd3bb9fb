"""What a format of files to import is. The formats that are read are listed in ``registry``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from belarus_hr.formats.input_file import Input
    from belarus_hr.formats.request import Read, Request
    from belarus_hr.formats.tables import Table


@dataclass(frozen=True, kw_only=True)
class TableFormat:
    """A format whose files are tables: spreadsheets, CSV or TSV.

    ``title`` says what the files are. ``recognises`` tells a file of the format by its header.
    ``read`` yields a draft for each row, with the matcher that finds its record. ``maps``: the
    columns may have any names, which the user maps to fields.
    """

    title: str
    recognises: Callable[[list[str]], bool]
    read: Callable[[Table, Request], Iterator[Read]]
    maps: bool = False


@dataclass(frozen=True, kw_only=True)
class FileFormat:
    """A format that is recognised by the beginning of a file; ``title`` and ``read`` as above.

    A file of the format begins with one of the signs of ``begins``; no more is checked when the
    user names the format. Else ``recognises`` is called with the first 64 kB.
    """

    title: str
    begins: bytes
    recognises: Callable[[bytes], bool]
    read: Callable[[Input, Request], Iterator[Read]]


@dataclass(frozen=True, kw_only=True)
class DocumentFormat:
    """A format of documents to read, PDF, Word or their text.

    ``read`` returns what a document is, in words, and what its parts give: pages, rows of tables
    and the feet of pages. ``recognises`` is asked of the beginning of a text.
    """

    title: str
    recognises: Callable[[bytes], bool]
    read: Callable[[Sequence[Mapping[str, Any]], Request], tuple[str, Iterator[Read]]]


ImportFormat = TableFormat | FileFormat | DocumentFormat
