"""``import``: files of others, and our own, into the store: all that they hold, or nothing."""

from pathlib import Path
from typing import Annotated

import typer

from belarus_hr.cli.commands.import_options import ImportOptions
from belarus_hr.cli.session import store_meant


def import_(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|-", help="Files to read; - is standard input.", show_default=False
        ),
    ],
    *,
    options: ImportOptions,
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
    from belarus_hr.cli.commands import import_run, restore
    from belarus_hr.cli.output_file import Destination

    to = Destination.typed(options.report, "--report", force=options.force)
    store = store_meant(options.db)
    to.check(store, map(Path, files))
    backup = restore.backup_in(files, store)
    if backup is None:
        return import_run.run_import(store, files, options, to if options.report else None)
    of_rows = [name for name in options.typed() if name not in ("dry_run", "force", "db")]
    options.refuse(of_rows, restore.as_it_is(files[0]))
    restore.restore(store, backup, files[0], dry_run=options.dry_run)
