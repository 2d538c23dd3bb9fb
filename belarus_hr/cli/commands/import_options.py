"""The options of ``import``."""

from pathlib import Path
from typing import Annotated

import typer

from belarus_hr.cli.change_options import Date, DryRun, Force
from belarus_hr.cli.completion import assessors, completes, field_names, of_records
from belarus_hr.cli.option_groups import OptionGroup
from belarus_hr.cli.options import Db
from belarus_hr.formats import registry


class ImportOptions(OptionGroup):
    """What the files are, what is taken of them, and where it goes."""

    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="NAME",
            help=f"What the files are, where that is not seen: {', '.join(registry.names())}.",
            autocompletion=completes(registry.names()),
        ),
    ] = None
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding",
            metavar="NAME",
            help="Encoding of the texts and tables, as cp1251; found out when left out.",
        ),
    ] = None
    sheet: Annotated[
        str | None,
        typer.Option(
            "--sheet",
            metavar="NAME",
            help="Sheet of a workbook to read; the first with a known header when left out.",
        ),
    ] = None
    country: Annotated[
        str | None,
        typer.Option(
            "--country",
            metavar="NAME",
            help="Rows about this State, or all; of files of others Belarus alone when left out.",
        ),
    ] = None
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help="Which column is our field; repeatable.",
            autocompletion=field_names(),
        ),
    ] = None
    map_value: Annotated[
        list[str] | None,
        typer.Option(
            "--map-value",
            metavar="WORD=STATUS",
            help="What a word in the column of verdicts means; repeatable.",
        ),
    ] = None
    default: Annotated[
        list[str] | None,
        typer.Option(
            "--default",
            metavar="FIELD=VALUE",
            help="What a field is where a row does not say.",
            autocompletion=field_names(),
        ),
    ] = None
    verdicts_by: Annotated[
        str | None,
        typer.Option(
            "--verdicts-by",
            metavar="NAME",
            help="The files are sheets of this assessor's verdicts: number, status, comment, "
            "source. A form of export says it itself.",
            autocompletion=of_records(assessors),
        ),
    ] = None
    date: Date = None
    dry_run: DryRun = False
    keep_going: Annotated[
        bool | None,
        typer.Option("--keep-going", help="Take the good rows of a file with bad ones; exit 5."),
    ] = None
    report: Annotated[
        Path | None,
        typer.Option(
            "--report",
            metavar="FILE",
            help="Write what became of each row, as TSV; - is standard output.",
        ),
    ] = None
    force: Force = False
    db: Db = None
