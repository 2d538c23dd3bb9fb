"""How an answer is written: the format asked for, or the one that fits where it goes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from belarus_hr.cli import console
from belarus_hr.cli.option_groups import AnswerOptions, CitingOptions
from belarus_hr.cli.options import BIBLIOGRAPHIES, DELIMITERS, IMPACT_SHEET, OUTPUT_FORMATS
from belarus_hr.cli.process import environment
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.frozen import Frozen
from belarus_hr.domain.text.words import LIKE_A_SLIP, choose, nearest, shown
from belarus_hr.views import plain
from belarus_hr.views.rows import Row

if TYPE_CHECKING:
    from belarus_hr.views.listings import Listing
    from belarus_hr.views.screen import Screen

_Part = TypeVar("_Part")

#: A spreadsheet: bytes, no text.
WORKBOOK = "xlsx"
#: Formats in which a row has all its columns unless some are named.
_WHOLE = ("json", "ndjson", *BIBLIOGRAPHIES)
#: Formats that have no line with the names of the columns.
_WITHOUT_HEADER = ("json", "ndjson", "ids", "ics", *BIBLIOGRAPHIES)
#: Formats whose fields nobody chooses, each with what it is.
_WITHOUT_FIELDS = {
    "ids": "a list of ids",
    "ics": "a calendar",
    **dict.fromkeys(BIBLIOGRAPHIES, "a list of sources"),
}


class View(Frozen):
    """The form of an answer: the name of the format, the columns as typed, header or not.

    ``delimiter`` and ``excel`` say how csv is written. ``paged``: where a terminal's screen is
    too small for it, the pager may show it.
    """

    format: str
    fields: str | None
    header: bool | None
    delimiter: str = ","
    excel: bool = False
    paged: bool = True

    def columns(self, listing: Listing) -> tuple[str, ...]:
        """Return the columns to write. Raises InvalidValue for a name that is none of them."""
        if self.fields is not None:
            return pick(self.fields, listing.columns)
        return tuple(listing.columns) if self.format in _WHOLE else listing.short


def view(
    options: AnswerOptions,
    listing: Listing | None = None,
    *,
    page: bool = False,
    also: tuple[str, ...] = (),
) -> View:
    """Return the form of the answer: a table on a terminal, tab-separated lines in a pipe.

    With a listing, ``--fields help`` is answered here; else the command calls ``answer_help``.
    ``page``: people get a page instead of a table. ``also`` are formats of this command alone.
    Raises InvalidValue for an unknown format, and for an option that the format cannot honour.
    """
    sources = BIBLIOGRAPHIES if isinstance(options, CitingOptions) else ()
    by_default = "table" if console.is_terminal(sys.stdout) else "tsv"
    name = choose(
        "format",
        by_default if options.format is None else options.format,
        (*OUTPUT_FORMATS, *sources, *also),
    )
    if options.fields not in (None, "help") and name in _WITHOUT_FIELDS:
        what = _WITHOUT_FIELDS[name]
        raise InvalidValue(f'format "{name}": {what} has no fields to choose; leave out --fields')
    if options.header is not None:
        _check_header(name, header=options.header, page=page and options.fields is None)
    if name == WORKBOOK and options.fields != "help":
        refuse_terminal(name)
    form = View(
        format=name,
        fields=options.fields,
        header=options.header,
        delimiter=csv_delimiter(name, excel=options.excel, delimiter=options.delimiter),
        excel=bool(options.excel),
        paged=not options.no_pager,
    )
    if listing:
        answer_help(form, listing)
    return form


def csv_delimiter(name: str, *, excel: bool | None, delimiter: str | None) -> str:
    """Return the sign that divides the cells of csv.

    Raises InvalidValue for options of csv where the format is another, and for a sign that is
    none of DELIMITERS.
    """
    if name not in ("csv", IMPACT_SHEET) and (excel or delimiter is not None):
        option = "--excel" if excel else "--delimiter"
        raise InvalidValue(f'format "{name}" is no csv: leave out {option}, or add --format csv')
    sign = "," if delimiter is None else delimiter.strip()
    if sign not in DELIMITERS:
        raise InvalidValue(f"--delimiter {shown(sign)} is none of {' '.join(DELIMITERS)}")
    return sign


def refuse_terminal(name: str) -> None:
    """Raise InvalidValue where bytes that are no text would go to a terminal."""
    if console.is_terminal(sys.stdout):
        raise InvalidValue(f'format "{name}" is no text to read here: write it to a file, > FILE')


def _check_header(name: str, *, header: bool, page: bool) -> None:
    """Raise InvalidValue when the format cannot do with or without a header as asked."""
    option = "--header" if header else "--no-header"
    if name in _WITHOUT_HEADER or (name == "table" and page):
        what = "a page for people" if name == "table" else f'format "{name}"'
        raise InvalidValue(f"{what} has no header: leave out {option}")
    if name in ("table", "md", WORKBOOK) and not header:
        raise InvalidValue(f'format "{name}" always has a header: leave out {option}')


def refuse_form(options: AnswerOptions, why: str) -> None:
    """Raise InvalidValue, saying why, for options of a listing where the command lists nothing."""
    form = ("format", "fields", "header", "excel", "delimiter")
    names = [f"--{name}" for name in form if name in options.typed()]
    if names:
        raise InvalidValue(f"{why}, and nothing is listed: leave out {', '.join(names)}")


def pick(names: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names listed in ``names``, each once. Raises InvalidValue for an unknown name."""
    picked = [name.strip() for name in names.split(",") if name.strip()]
    if not picked:
        raise InvalidValue("--fields is empty; --fields help lists the fields")
    for name in picked:
        if name not in known:
            guess = nearest(name, known, LIKE_A_SLIP)
            hint = f"did you mean {guess}? " if guess else ""
            raise InvalidValue(f"no field {shown(name)}: {hint}known: {', '.join(known)}")
    return tuple(dict.fromkeys(picked))


def answer_help(form: View, listing: Listing) -> None:
    """Write the columns that ``--fields`` takes, and end, where ``--fields help`` asks for them."""
    if form.fields == "help":
        put((f"{name}\t{about}\n" for name, about in listing.columns.items()), form)
        raise typer.Exit


def write(
    listing: Listing,
    rows: Iterable[Row],
    form: View,
    *,
    page: Callable[[Screen], str] | None = None,
    document: Callable[[], Any] | None = None,
    nothing: str = "nothing on record fits what was asked",
) -> None:
    """Write rows in the form asked for.

    ``page`` draws the answer for people, ``document`` is the JSON of it, where these are more
    than the rows; ``--fields`` asks for rows all the same. ``nothing`` is said on standard error
    where there is no row, unless it is empty or the page or document is written instead.
    """
    if form.format == "ids" and "id" not in listing.columns:
        raise InvalidValue('format "ids": these lines have no ids; hrtrack recs and list give them')
    columns = form.columns(listing)
    drawn = {"table": page, "json": document}.get(form.format)
    listed = form.format not in BIBLIOGRAPHIES and (not drawn or form.fields is not None)
    if nothing and listed:
        rows = _or_said(rows, nothing)
    if form.format == WORKBOOK:
        from belarus_hr.cli.session import today
        from belarus_hr.formats import workbook

        console.emit_bytes([workbook.write_rows(rows, columns, _cell_text, day=today())])
    elif form.format in BIBLIOGRAPHIES:
        put(bibliography(rows, form.format), form)
    elif form.format == "table":
        put([_drawn(listing, rows, form, page)], form)
    elif form.format == "json" and document and form.fields is None:
        put([plain.json_document(document())], form)
    else:
        put(_lines(rows, columns, form), form)


def _or_said(parts: Iterable[_Part], nothing: str) -> Iterable[_Part]:
    """Return the parts of an answer; say so where there is none."""
    coming = iter(parts)
    first = next(coming, None)
    if first is None:
        from belarus_hr.cli.session import say_nothing_fits

        say_nothing_fits(nothing)
        return ()
    return chain((first,), coming)


def put(parts: Iterable[str], form: View) -> None:
    """Write text to standard output: on a terminal through the pager, where it is longer."""
    if form.paged and console.is_terminal(sys.stdout):
        from belarus_hr.cli import pager

        pager.show_paged(parts, environment())
    else:
        console.emit(parts)


def bibliography(rows: Iterable[Row], form: str) -> Iterator[str]:
    """Yield the sources of rows for a reference manager."""
    from belarus_hr.formats.bibliography import bibtex_entries, csl_items

    nothing = "none of these has a source on record"
    if form == "bibtex":
        return iter(_or_said(bibtex_entries(rows), nothing))
    return plain.json_array(_or_said(csl_items(rows), nothing))


def _cell_text(_: str, value: Any) -> str:
    return plain.cell(value)


def _drawn(
    listing: Listing, rows: Iterable[Row], form: View, page: Callable[[Screen], str] | None
) -> str:
    drawn_on = screen()
    if page and form.fields is None:
        return page(drawn_on)
    from belarus_hr.views import tables

    if form.fields is not None:
        return tables.listing(rows, form.columns(listing), drawn_on)
    return tables.listing(rows, listing.fitting(drawn_on), drawn_on, titled=listing.titled)


def _lines(rows: Iterable[Row], columns: Sequence[str], form: View) -> Iterator[str]:
    """Yield rows as text in any format that is not a table."""
    match form.format:
        case "tsv":
            return plain.tsv(rows, columns, header=bool(form.header))
        case "csv":
            header = form.header is not False
            return plain.csv(
                rows, columns, header=header, delimiter=form.delimiter, excel=form.excel
            )
        case "json":
            return plain.json_array(rows, columns)
        case "ndjson":
            return plain.json_lines(rows, columns)
        case "md":
            return plain.markdown(rows, columns)
        case _:
            return plain.id_lines(rows)


def screen() -> Screen:
    """Return what tables are drawn on. Without a terminal: no width to fit, no colour."""
    from belarus_hr.views.screen import Screen

    if not console.is_terminal(sys.stdout):
        return Screen(width=None, colour=False)
    return Screen(console.terminal_width(), console.wants_colour(environment()))
