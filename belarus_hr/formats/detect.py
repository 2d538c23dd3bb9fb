"""Recognise the format of a file to import by its content, not by its name, and read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from belarus_hr.domain.errors import InvalidValue, Rejected
from belarus_hr.domain.text.words import choose, shown
from belarus_hr.formats import forms, registry, spreadsheet, tables, verdict_columns, verdict_sheet
from belarus_hr.formats.asides import without_asides
from belarus_hr.formats.chosen_sheet import chosen_sheet
from belarus_hr.formats.input_file import Input
from belarus_hr.formats.own import delimited
from belarus_hr.formats.registry import DocumentFormat, FileFormat, ImportFormat, TableFormat
from belarus_hr.formats.request import Read, Request
from belarus_hr.formats.tables import Table
from belarus_hr.formats.un_documents import extract
from belarus_hr.formats.worker import ZIP

#: How files of common formats begin that are not read.
_OTHERS = (
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


@dataclass(frozen=True)
class Reading:
    """A file being read: its format in words, and its results, row by row.

    ``taken`` says what was taken for what, where that was not named: a line each.
    """

    what: str
    results: Iterator[Read]
    taken: tuple[str, ...] = ()


def read_import(source: Input, request: Request) -> Reading:
    """Recognise a file and return its reading.

    Raises Rejected, now or while the results are read, for a file that is unknown, damaged or
    dangerous. Its sentence follows the name of the file. Raises InvalidValue for a request that
    no file such as this can meet.
    """
    name = choose("format", request.format, registry.names()) if request.format else ""
    formats = registry.formats(name)
    if request.verdicts.by:
        formats = [f for f in formats if isinstance(f, TableFormat | DocumentFormat)]
    if source.head.startswith((extract.PDF, spreadsheet.OLE, ZIP)):
        if request.encoding:
            raise InvalidValue(
                f"--encoding is for texts, and {shown(source.name)} is a spreadsheet or a "
                "document, which says its encoding itself: leave it out, or import the texts alone"
            )
        return _of_binary(source, formats, request)
    if request.sheet:
        raise InvalidValue(_no_workbook(source))
    _check_verdict_options(request)
    source.named_encoding = request.encoding
    source = source.in_utf_8()
    start = source.start()
    for magic, what in _OTHERS:
        if start.startswith(magic):
            raise Rejected(f"is {what}; read are {registry.titles()}")
    for format_ in formats:
        if isinstance(format_, FileFormat) and _is_of(format_, start, request):
            results = format_.read(source, request)
            return Reading(f"{format_.title}{_in_encoding(source)}", results)
        if isinstance(format_, DocumentFormat) and format_.recognises(start):
            pages = [{"page": page} for page in source.text().split("\f")]
            return Reading(*format_.read(pages, request))
    if start[:1] in (b"{", b"["):
        raise Rejected(f"is JSON, and no {_wanted(request)}")
    is_known, is_like = _known_header(formats, request), _like_verdicts(request)
    table = tables.of_text(
        source.text(), ours=delimited.ours, known=lambda row: is_known(row) or is_like(row)
    )
    return _of_table(table, f"table{_in_encoding(source)}", formats, request)


def _is_of(format_: FileFormat, start: bytes, request: Request) -> bool:
    """Say whether a file with this start has a format, which the user may have named."""
    signs = (format_.begins[i : i + 1] for i in range(len(format_.begins)))
    return start.startswith(tuple(signs)) and bool(request.format or format_.recognises(start))


def _in_encoding(source: Input) -> str:
    return "" if source.encoding == "UTF-8" else f", {source.encoding}"


def _of_binary(source: Input, formats: Sequence[ImportFormat], request: Request) -> Reading:
    """Return the reading of a PDF, a Word document or a spreadsheet."""
    is_pdf = source.head.startswith(extract.PDF)
    raw = source.whole(extract.LARGEST_DOCUMENT if is_pdf else spreadsheet.LARGEST)
    if is_pdf or extract.is_word(raw):
        if request.sheet:
            raise InvalidValue(_no_workbook(source))
        _check_verdict_options(request)
        for format_ in formats:
            if isinstance(format_, DocumentFormat):
                return Reading(*format_.read(extract.document_parts(raw), request))
        raise Rejected(f"is a document, and no {_wanted(request)}")
    if raw.startswith(spreadsheet.OLE) and extract.is_old_word(raw):
        raise Rejected("is a Word document of before 2007; save it as .docx")
    return _of_workbook(raw, formats, request)


def _no_workbook(source: Input) -> str:
    return f"--sheet names a sheet of a spreadsheet, and {shown(source.name)} is none: leave it out"


def _wanted(request: Request) -> str:
    """Return what the user says that the file is."""
    return "sheet of verdicts" if request.verdicts.by else f"file of {request.format}"


def _of_workbook(raw: bytes, formats: Sequence[ImportFormat], request: Request) -> Reading:
    """Return the reading of the sheet that is meant; what is hidden in it, and others, are told."""
    if raw.startswith(ZIP) and not spreadsheet.of_zip(raw):
        raise Rejected(
            "is a zip archive without a spreadsheet, or a damaged one; "
            f"read are {registry.titles()}"
        )
    is_known = _known_header(formats, request)
    sheets = spreadsheet.sheets(raw)
    table, what, remarks = chosen_sheet(sheets, is_known, request.sheet)
    if not is_known(table.header):
        table, what, remarks = chosen_sheet(sheets, _like_verdicts(request), request.sheet)
    taken: tuple[str, ...] = ()
    stated = forms.stated_assessor(sheets, request.verdicts.by)
    if stated and _may_be_verdicts(request) and forms.is_verdict_form(table.header):
        request = replace(request, verdicts=replace(request.verdicts, by=stated.assessor))
        taken = (f"verdicts of {request.verdicts.by}, as its sheet {shown(stated.sheet)} says",)
    _check_verdict_options(request)
    reading = _of_table(table, what, formats, request)
    results = chain(reading.results, remarks)
    return replace(reading, results=results, taken=(*taken, *reading.taken))


def _may_be_verdicts(request: Request) -> bool:
    """Say whether a file may hold verdicts though the user does not say whose they are."""
    return not (request.verdicts.by or request.format or request.names)


def _check_verdict_options(request: Request) -> None:
    """Raise InvalidValue for an option of verdicts where it is not said whose they are."""
    verdicts = request.verdicts
    for option, given in (("--date", verdicts.date), ("--map-value", verdicts.words)):
        if given and not verdicts.by:
            raise InvalidValue(f"{option} is for sheets of verdicts: add --verdicts-by NAME")


def _of_table(
    table: Table, what: str, formats: Sequence[ImportFormat], request: Request
) -> Reading:
    """Return the reading of a table by the first of the formats that recognises its header."""
    fitting = _table_formats(formats, request)
    if not fitting:
        raise Rejected(f"is a table, and no file of {request.format}")
    table = tables.from_header(table, _known_header(formats, request))
    where = f", header in row {table.header_row}" if table.header_row else ""
    if request.verdicts.by:
        table, asides = without_asides(table)
        table, columns = verdict_columns.with_columns(table, request)
        results = verdict_sheet.read_verdict_sheet(table, columns, request)
        return Reading(f"verdicts, {what}{where}", chain(results, asides), (columns.said(),))
    recognised = [format_ for format_ in fitting if format_.recognises(table.header)]
    if not recognised:
        is_like = _like_verdicts(request)
        table = tables.from_header(table, is_like)
        if is_like(table.header):
            _, columns = verdict_columns.with_columns(table, request)
            raise Rejected(columns.asked_whose())
    format_ = (recognised or fitting[-1:])[0]
    if format_.maps:
        table, asides = without_asides(table)
        return Reading(what + where, chain(format_.read(table, request), asides))
    return Reading(f"{format_.title}, {what}{where}", format_.read(table, request))


def _table_formats(formats: Sequence[ImportFormat], request: Request) -> list[TableFormat]:
    """Return those formats that a table can have; with mapped columns, those that map."""
    fitting = [format_ for format_ in formats if isinstance(format_, TableFormat)]
    if request.names and not request.format:
        return [format_ for format_ in fitting if format_.maps]
    return fitting


def _like_verdicts(request: Request) -> tables.Recognises:
    """Return what says whether a row is like the header of verdicts of which nobody is named."""
    may_be = _may_be_verdicts(request)
    return lambda header: may_be and verdict_columns.is_header(header, request)


def _known_header(formats: Sequence[ImportFormat], request: Request) -> tables.Recognises:
    """Return what says whether a row is the header of a known table."""
    fitting = _table_formats(formats, request)

    def is_known(header: list[str]) -> bool:
        if request.verdicts.by:
            return verdict_columns.is_header(header, request)
        if request.names and any(format_.maps for format_ in fitting):
            return delimited.has_columns(header, request)
        is_form = _may_be_verdicts(request) and forms.is_verdict_form(header)
        return is_form or any(format_.recognises(header) for format_ in fitting)

    return is_known
