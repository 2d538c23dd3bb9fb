"""``import``: files of others, and our own, into the store: all that they hold, or nothing."""

from pathlib import Path
from typing import Annotated

import typer

from belarus_hr.cli.change_options import Date, DryRun, Force
from belarus_hr.cli.completion import assessors, completes, of_records
from belarus_hr.cli.options import Db
from belarus_hr.cli.session import store_meant
from belarus_hr.formats import registry

_Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE|-", help="Files to read; - is standard input.", show_default=False
    ),
]
_From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="NAME",
        help=f"What the files are, where that is not seen: {', '.join(registry.names())}.",
        autocompletion=completes(registry.names()),
    ),
]
_Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        help="Encoding of the texts and tables, as cp1251; found out when left out.",
    ),
]
_Sheet = Annotated[
    str | None,
    typer.Option(
        "--sheet",
        metavar="NAME",
        help="Sheet of a workbook to read; the first with a known header when left out.",
    ),
]
_Country = Annotated[
    str | None,
    typer.Option(
        "--country",
        metavar="NAME",
        help="Rows about this State, or all; of files of others Belarus alone when left out.",
    ),
]
_Map = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=COLUMN", help="Which column is our field; repeatable."),
]
_MapValue = Annotated[
    list[str] | None,
    typer.Option(
        "--map-value",
        metavar="WORD=STATUS",
        help="What a word in the column of verdicts means; repeatable.",
    ),
]
_VerdictsBy = Annotated[
    str | None,
    typer.Option(
        "--verdicts-by",
        metavar="NAME",
        help="The files are sheets of this assessor's verdicts: number, status, comment, source.",
        autocompletion=of_records(assessors),
    ),
]
_Default = Annotated[
    list[str] | None,
    typer.Option(
        "--default", metavar="FIELD=VALUE", help="What a field is where a row does not say."
    ),
]
_KeepGoing = Annotated[
    bool, typer.Option("--keep-going", help="Take the good rows of a file with bad ones; exit 5.")
]
_Report = Annotated[
    Path | None,
    typer.Option(
        "--report",
        metavar="FILE",
        help="Write what became of each row, as TSV; - is standard output.",
    ),
]


def import_(
    files: _Files,
    from_: _From = None,
    encoding: _Encoding = None,
    sheet: _Sheet = None,
    country: _Country = None,
    map_: _Map = None,
    map_value: _MapValue = None,
    default: _Default = None,
    verdicts_by: _VerdictsBy = None,
    date: Date = None,
    dry_run: DryRun = False,
    keep_going: _KeepGoing = False,
    report: _Report = None,
    force: Force = False,
    db: Db = None,
) -> None:
    """Read UPR Info, UHRI, UN documents, tables, JSON into a store.

    What is on record already is completed, not doubled. One bad row and nothing is written.
    Where no store is yet, a backup (export --format json) becomes the store, byte for byte.

    \b
    Example:
      hrtrack import upr-info.xls --dry-run --report rows.tsv
    \b
    More:
      hrtrack import verdicts.xlsx --verdicts-by civil-society --date 2014
      hrtrack import plan.csv --from impact-oss
    """
    from belarus_hr.cli.commands import import_request, import_run, restore
    from belarus_hr.cli.output_file import Destination

    to = Destination.typed(report, "--report", force=force)
    wanted = import_request.ImportOptions(
        files=files,
        format=from_ or "",
        encoding=encoding or "",
        sheet=sheet or "",
        country=country or "",
        names=import_request.pairs("map", map_),
        defaults=import_request.pairs("default", default),
        dry_run=dry_run,
        keep_going=keep_going,
        report=to if report else None,
        verdicts_by=verdicts_by,
        date=date,
        words=import_request.pairs("map-value", map_value, "WORD=STATUS"),
    )
    store = store_meant(db)
    to.check(store, map(Path, files))
    backup = restore.backup_in(files, store)
    if backup is None:
        return import_run.run_import(store, wanted)
    restore.refuse(
        files[0],
        {
            "--from": from_,
            "--encoding": encoding,
            "--sheet": sheet,
            "--country": country,
            "--map": map_,
            "--map-value": map_value,
            "--default": default,
            "--verdicts-by": verdicts_by,
            "--date": date,
            "--keep-going": keep_going,
            "--report": report,
        },
    )
    restore.restore(store, backup, files[0], dry_run=dry_run)
