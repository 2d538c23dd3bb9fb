"""``export``: records as a document to hand on. It reads the store and changes nothing there."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from belarus_hr.cli import console, filters, suffixes
from belarus_hr.cli.change_options import Force
from belarus_hr.cli.commands.figure_options import FigureOptions
from belarus_hr.cli.completion import completes
from belarus_hr.cli.field_options import asks_for_fields
from belarus_hr.cli.option_groups import EventOptions, RecommendationOptions
from belarus_hr.cli.options import BIBLIOGRAPHIES, IMPACT_SHEET, AsOf, Country, Db, Delimiter, Excel
from belarus_hr.cli.output import WORKBOOK, View, csv_delimiter, refuse_terminal
from belarus_hr.cli.output_file import Destination
from belarus_hr.cli.session import about, as_of_day, store_meant
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.kinds import ASSESSMENT, BY_TABLE, KINDS, RECOMMENDATION
from belarus_hr.domain.text.safe_text import visible
from belarus_hr.domain.text.words import choose

if TYPE_CHECKING:
    from belarus_hr.cli.commands.export_records import ExportOptions, Selection
    from belarus_hr.domain.collection import Collection
    from belarus_hr.store import Store

MATRIX, PAGE, VERDICT_SHEET = "matrix", "html", "verdict-sheet"
EXPORTS = (
    *("json", "ndjson", "csv", "tsv", "md", "xlsx", "sqlite"),
    *(*BIBLIOGRAPHIES, PAGE, MATRIX, VERDICT_SHEET, IMPACT_SHEET),
)
#: Formats that are bytes, no text.
_BYTES = (WORKBOOK, "sqlite", VERDICT_SHEET)
_WHATS = (*(kind.table for kind in KINDS), "all")

_Export = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-F",
        metavar="NAME",
        help="json, ndjson, csv, tsv, md, xlsx, sqlite; bibtex, csl: the sources; "
        "html: a page to look at, send and print; "
        "matrix: the OHCHR matrix of UPR recommendations; verdict-sheet: a form for the verdicts "
        "of --by; impact-oss: IMPACT OSS' template of --what. Default: what FILE ends in.",
        autocompletion=completes(EXPORTS),
    ),
]
_What = Annotated[
    list[str] | None,
    typer.Option(
        "--what",
        metavar="KIND",
        help=f"{', '.join(_WHATS)}; may be repeated. Default: what the filters ask about, or all.",
        autocompletion=completes(_WHATS),
    ),
]
_Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Standard output when left out or -. A matrix: FILE.md, .xlsx or .docx, and a .docx "
        "is nothing else.",
    ),
]
_Public = Annotated[
    bool, typer.Option("--public", help="Leave out what is marked sensitive, and say how much.")
]
_Strict = Annotated[
    bool,
    typer.Option(
        "--strict", help="With --public: leave out, too, what holds a word of what is left out."
    ),
]
_Assessors = Annotated[
    list[str] | None,
    typer.Option(
        "--assessor",
        metavar="NAME",
        help="Whose verdicts to write, in this order; all when left out. --by is for --status.",
    ),
]

_WithMeasures = Annotated[
    bool,
    typer.Option("--with-measures", help="A matrix: with a column of measures and bodies."),
]
_Template = Annotated[
    bool,
    typer.Option("--template", help="No records: the columns of --what, a sheet to fill in."),
]


@asks_for_fields(*(kind.name for kind in KINDS if kind is not ASSESSMENT))
def export(
    format_: _Export = None,
    what: _What = None,
    output: _Output = None,
    force: Force = False,
    public: _Public = False,
    strict: _Strict = False,
    *,
    events: EventOptions,
    recommendations: RecommendationOptions,
    figures: FigureOptions,
    country: Country = None,
    as_of: AsOf = None,
    assessor: _Assessors = None,
    with_measures: _WithMeasures = False,
    template: _Template = False,
    excel: Excel = None,
    delimiter: Delimiter = None,
    db: Db = None,
    **by_field: Any,
) -> None:
    """Write records as a document to hand on, or a full backup.

    The filters are those of list and recs. --format json alone is a full backup, which
    is itself a store; with filters or --what it is an array of rows, as in every listing.
    A file has all columns; those of your choice: hrtrack list -F md --fields date,title.

    \b
    Example:
      hrtrack export --format csv --cycle 1 --response supported
    \b
    More:
      hrtrack export -o page.html
      hrtrack export --format json -o backup.json
      hrtrack export --what recommendations --cycle 1 -o recommendations.xlsx
      hrtrack export --format csv --excel --delimiter ';' --what events -o events.csv
      hrtrack export -o hr.db
      hrtrack export -o sources.bib
      hrtrack export --format ndjson --what events,reports --mechanism CAT
      hrtrack export --format matrix --cycle 1 --public -o matrix.md
      hrtrack export --cycle 1 -o matrix.docx
      hrtrack export --format verdict-sheet --cycle 1 --by civil-society -o sheet.xlsx
      hrtrack export --format impact-oss --what measures -o actions.csv
      hrtrack export --template --what measures -o measures.xlsx
    """
    from belarus_hr.cli.commands.export_records import ExportOptions

    to = Destination.typed(output, "--output", force=force)
    form = _format(format_, to)
    sign = csv_delimiter(form, excel=excel, delimiter=delimiter)
    view = View(form, None, None, delimiter=sign, excel=bool(excel))
    form_for = ""
    if form == VERDICT_SHEET:
        from belarus_hr.cli.commands import export_form

        form_for, what = export_form.whose(recommendations.by, what), [RECOMMENDATION.table]
        if not recommendations.status:
            recommendations.by = None
    elif recommendations.by is not None and not recommendations.status and form != PAGE:
        by_field["by"] = [_who_acted(recommendations.by, what)]
        recommendations.by = None
    if form != PAGE and figures.typed():
        names = ", ".join(f"--{name.replace('_', '-')}" for name in figures.typed())
        raise InvalidValue(
            f"{names} asks how figures are counted, and {form} holds records: leave it out, "
            "or ask hrtrack status"
        )
    if with_measures and form != MATRIX:
        raise InvalidValue("--with-measures is a column of a matrix: add --format matrix")
    if strict and not public:
        raise InvalidValue("--strict leaves more out of a public copy: add --public")
    typed = ExportOptions(
        what=what,
        events=events,
        recommendations=recommendations,
        fields=by_field,
        figures=figures,
        assessor=assessor,
        as_of=as_of,
        country=country,
        with_measures=with_measures,
        form_for=form_for,
    )
    if template:
        from belarus_hr.cli.commands import export_template

        export_template.write_template(store_meant(db), view, typed, to)
        return
    write_export(store_meant(db), view, typed, to, public=public, strict=strict)


def _format(typed: str | None, to: Destination) -> str:
    """Return the format that is typed, or that the file's name tells.

    Raises InvalidValue when there is none, and for bytes to a terminal.
    """
    form = suffixes.format_of(to.path) if typed is None else choose("format", typed, EXPORTS)
    if form is None:
        raise InvalidValue(f"--format is missing: known: {', '.join(EXPORTS)}")
    if form in _BYTES and to.path is None:
        refuse_terminal(form)
    return form


def _who_acted(by: str, what: list[str] | None) -> str:
    """Return the value of --by where it asks of each of the kinds named who acted or spoke."""
    tables = filters.chosen("what", what, _WHATS)
    if not tables or any(t not in BY_TABLE or "by" not in BY_TABLE[t].filters for t in tables):
        raise InvalidValue(
            "--by says whose --status is meant; --assessor says whose verdicts to write"
        )
    return by


def write_export(
    store: "Store",
    view: View,
    typed: "ExportOptions",
    to: Destination,
    *,
    public: bool,
    strict: bool = False,
) -> None:
    """Write what is asked for in a format; say on standard error what a public copy lacks.

    ``strict``: a public copy is without what may tell something, too.
    """
    from belarus_hr.cli.commands import export_notes, export_records

    form = view.format
    if form == MATRIX:
        from belarus_hr.cli.commands import export_matrix

        typed = export_matrix.asked_of_matrix(typed, to)
    whole = form == PAGE or (typed.everything and form == "json")
    kinds = () if whole else export_records.kinds(typed, form)
    to.check(store)
    suffixes.refuse_other(to.path, form)
    day = as_of_day(typed.as_of)
    backup = b"" if public or kinds or form in (MATRIX, PAGE) else store.backup()
    collection, notes = store.read(), list[str]()
    if public:
        from belarus_hr.domain.redaction.public_copy import publish

        copy = publish(collection, strict=strict)
        collection, notes = copy.collection, export_notes.left_out(copy)
    elif console.is_terminal(sys.stderr):
        notes = export_notes.kept(collection)
    if form in (MATRIX, PAGE) or kinds:
        collection = about(collection, typed.country)
    if form == PAGE:
        from belarus_hr.cli.commands import export_page

        export_page.write_page_file(collection, day, typed, to, public=public)
    elif form == MATRIX:
        export_matrix.write_matrix(collection, day, typed, to)
    elif not kinds:
        raw = _document(collection) if public else backup
        if to.path is None and console.is_terminal(sys.stdout):
            # These are bytes as somebody wrote them, and nobody has looked at their texts.
            raw = visible(raw.decode(), keep="\n").encode()
        to.write_bytes(raw, private=not public)
        if not public:
            to.told("all that is on record")
    else:
        selection = export_records.Selection(collection, typed, kinds, day)
        _write_selection(selection, view, to, public=public)
        notes += export_notes.zeros_at_risk(selection.at_risk)
    if notes:
        console.say(*notes)


def _write_selection(selection: "Selection", view: View, to: Destination, *, public: bool) -> None:
    """Write the records asked for in a format, and tell how many they are."""
    form = view.format
    if form == VERDICT_SHEET:
        from belarus_hr.cli.commands import export_form

        to.write_bytes(export_form.form_of(selection))
    elif form == "sqlite":
        to.write_bytes(selection.database(public=public))
    elif form == WORKBOOK:
        to.write_bytes(selection.workbook(public=public))
    elif form == IMPACT_SHEET:
        from belarus_hr.cli.commands import export_template

        kind, records = selection.kinds[0], selection.records
        to.write(export_template.impact_oss_text(kind, records, selection.collection, view))
    else:
        to.write(selection.text(view, public=public))
    counted = selection.counted()
    to.told(f"the sources of {counted}" if form in BIBLIOGRAPHIES else counted)


def _document(collection: "Collection") -> bytes:
    """Return records as a store."""
    from belarus_hr.store import file_bytes

    return file_bytes({kind.table: collection.of(kind) for kind in KINDS})
