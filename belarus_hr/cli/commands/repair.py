"""``repair``: what can be saved of a damaged store, in a new file."""

from pathlib import Path
from typing import Annotated

import typer

from belarus_hr.cli import console, findings, output
from belarus_hr.cli.messages import stands
from belarus_hr.cli.option_groups import AnswerOptions
from belarus_hr.cli.session import store_meant
from belarus_hr.domain.errors import ExitCode, Rejected, StoreError
from belarus_hr.store import Store
from belarus_hr.views.listings import FINDINGS

_Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="The new file; NAME.repaired.json if none; - is standard output.",
    ),
]


def repair(
    output_: _Output = None,
    *,
    options: AnswerOptions,
) -> None:
    """Save what can be saved of a damaged store into a new file.

    The store stays as it is. Prints what could not be saved, with its line. A record that
    stands twice is kept twice, the second under a new id. Exit code 8 when something is lost.

    \b
    Example:
      hrtrack repair
    """
    form = output.view(options, FINDINGS, page=True)
    from belarus_hr.cli.output_file import Destination
    from belarus_hr.store import file_pieces

    store = store_meant(options.db)
    path = output_ or store.path.with_name(f"{store.path.stem}.repaired.json")
    to = Destination.typed(path, "--output")
    if to.path is None:
        output.refuse_form(options, "standard output holds the records")
    if output_ is not None:
        to.check(store)
    _ready(store)
    salvaged = findings.examined(store)
    if salvaged is None:
        raise StoreError(f"no store at {store.path}: there is nothing to repair")
    if not salvaged.troubles:
        return console.say(f"{store.path} is sound: there is nothing to repair")
    if not any(salvaged.tables.values()):
        raise Rejected("no record can be saved: nothing was written")
    to.check(store)
    to.write_store(file_pieces(salvaged.tables, salvaged.entries))
    lost = findings.of_file(salvaged.troubles)
    if to.path is None:
        for x in lost:
            console.say(f"{x.severity}: {x.id or x.record}: {x.field}: {x.message}")
    else:
        with stands(f"{to.path} is written all the same"):
            findings.write_findings(lost, form)
    records = sum(len(table) for table in salvaged.tables.values())
    console.say(
        f"{to.name}: {records} records and {len(salvaged.entries)} entries of the log saved; "
        f"{store.path} was left as it is{findings.newest_backup(store)}"
    )
    if any(finding.severity == "error" for finding in lost):
        raise typer.Exit(ExitCode.ERRORS)


def _ready(store: Store) -> None:
    """Load all that is needed, before the store is opened: its disk may fail any moment."""
    from belarus_hr import atomic_file  # noqa: F401
    from belarus_hr.domain.records import ids  # noqa: F401
    from belarus_hr.store import salvage, signals  # noqa: F401
    from belarus_hr.views import check_page, rows, tables  # noqa: F401

    store.preload(many=True)
