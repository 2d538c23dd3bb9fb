"""The command ``check``: it reads the records, judges them, and changes nothing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from belarus_hr.cli import output, streams
from belarus_hr.cli.context import as_of_day, ids_given, open_store, read_records
from belarus_hr.cli.options import Db, Fields, Format, Header, Ids, completes
from belarus_hr.cli.output import View
from belarus_hr.domain.checks_rule import NOTE, SEVERITIES
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.words import choose

if TYPE_CHECKING:
    from belarus_hr.domain.checks import Finding

_Severity = Annotated[
    str,
    typer.Option(
        "--severity",
        metavar="SEVERITY",
        help="Least grave to show: error, warning or note.",
        autocompletion=completes(SEVERITIES),
    ),
]
_AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Day by which a date lies ahead; today if none."),
]


def check(
    context: typer.Context,
    ids: Ids = None,
    severity: _Severity = NOTE,
    as_of: _AsOf = None,
    store: Annotated[
        bool, typer.Option("--store", help="The file instead of the records: what is wrong where.")
    ] = False,
    format_: Format = None,
    fields_: Fields = None,
    header: Header = None,
    db: Db = None,
) -> None:
    """Find what in the records cannot be right.

    Or should be looked at, or is worth knowing: UN symbols, sessions, paragraphs, dates,
    sources, doubles; every claim is recomputed from its own numbers. All records, or
    those named; nothing is changed.
    --store looks at the file itself: cut off, damaged, edited by hand, keys that
    stand twice, each with its line.

    \b
    Exit code, by the gravest of what is shown, and it is shown all the same:
      0 nothing, or notes only    7 warnings at most    8 errors

    \b
    Example:
      hrtrack check --severity error
    """
    # Imported here: no other command needs the rules.
    from belarus_hr.domain import checks
    from belarus_hr.views.findings import FINDING_FIELDS

    form = output.view(format_, fields_, header)
    if form.lists_fields:
        return output.emit_fields(FINDING_FIELDS)
    if store:
        if ids:
            raise InvalidValue("--store looks at the whole file: leave out the ids")
        from belarus_hr.cli.repairing import check_store

        if code := check_store(open_store(db or context.obj), form):
            raise typer.Exit(code)
        return None
    least, day = choose("severity", severity, SEVERITIES), as_of_day(as_of)
    collection = read_records(db or context.obj)
    looked_at = _looked_at(collection, ids)
    found = [one for one in checks.check(collection, day) if one.id in looked_at]
    shown = checks.at_least(found, least)
    emit(shown, form)
    if form.format == "table":
        streams.say(checks.summary(found, len(looked_at)))
    if code := checks.exit_code(shown):
        raise typer.Exit(code)


def _looked_at(collection: Collection, ids: list[str] | None) -> frozenset[str]:
    """Return the ids of the records that findings are wanted of: those named, else all."""
    if ids:
        return frozenset(found.id for found in collection.find_all(ids_given(ids)))
    return frozenset(id_ for id_, _ in collection.ids())


def emit(findings: "Sequence[Finding]", form: View) -> None:
    """Write findings in the form asked for; as ids, each record once."""
    from belarus_hr.views.findings import BRIEF, FINDING_FIELDS, row
    from belarus_hr.views.rows import pick

    rows = [row(finding) for finding in findings]
    chosen = None if form.fields is None else pick(form.fields, FINDING_FIELDS)
    if form.format == "table" and chosen is None:
        from belarus_hr.views import findings_page

        return streams.emit([findings_page.page(findings, output.screen())])
    whole = form.format in ("json", "ndjson")
    names = chosen or (tuple(FINDING_FIELDS) if whole else BRIEF)
    if form.format == "table":
        from belarus_hr.views import tables

        return streams.emit([tables.listing(rows, "", names, output.screen(), chosen=True)])
    if form.format == "ids":
        rows = list({row["id"]: row for row in rows}.values())
    streams.emit(output.lines(rows, names, form))
