"""``repair``: what can be saved of a damaged store, in a new file."""

from pathlib import Path
from typing import Annotated

import typer

from belarus_hr.cli import console, findings, output
from belarus_hr.cli.messages import stands
from belarus_hr.cli.options import Db, Fields, Format, Header
from belarus_hr.cli.session import store_meant
from belarus_hr.domain.errors import ExitCode, Rejected
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
    format_: Format = None,
    fields_: Fields = None,
    header: Header = None,
    db: Db = None,
) -> None:
    """Save what can be saved of a damaged store into a new file.

    The store stays as it is. Prints what could not be saved, with its line. A record that
    stands twice is kept twice, the second under a new id. Exit code 8 when something is lost.

    \b
    Example:
      hrtrack repair
    """
    form = output.view(format_, fields_, header, page=True)
    if form.lists_fields:
        return output.write_fields(FINDINGS)
    from belarus_hr.cli.output_file import Destination
    from belarus_hr.store import file_pieces

    store = store_meant(db)
    path = output_ or store.path.with_name(f"{store.path.stem}.repaired.json")
    to = Destination.typed(path, "--output")
    if to.path is None:
        output.refuse_form(format_, fields_, header, "standard output holds the records")
    if output_ is not None:
        to.check(store)
    _ready()
    found = findings.examined(store)
    if found is None:
        return console.say(f"no store at {store.path} yet: the shipped dataset answers")
    if not found.troubles:
        return console.say(f"{store.path} is sound: there is nothing to repair")
    if not any(found.tables.values()):
        raise Rejected("no record can be saved: nothing was written")
    to.check(store)
    to.write_store(file_pieces(found.tables, found.entries))
    lost = findings.of_file(found.troubles)
    if to.path is None:
        for one in lost:
            console.say(f"{one.severity}: {one.id or one.record}: {one.field}: {one.message}")
    else:
        with stands(f"{to.path} is written all the same"):
            findings.write_findings(lost, form)
    records = sum(len(table) for table in found.tables.values())
    console.say(
        f"{to.name}: {records} records and {len(found.entries)} entries of the log saved; "
        f"{store.path} was left as it is{findings.newest_backup(store)}"
    )
    if any(one.severity == "error" for one in lost):
        raise typer.Exit(ExitCode.ERRORS)


def _ready() -> None:
    """Load all that is needed, before the store is opened: its disk may fail any moment."""
    from belarus_hr import atomic_file  # noqa: F401
    from belarus_hr.domain.records import ids  # noqa: F401
    from belarus_hr.store import Store, salvage, signals  # noqa: F401
    from belarus_hr.views import check_page, rows, tables  # noqa: F401

    Store.preload(many=True)
