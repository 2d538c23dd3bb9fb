"""``check --store`` and ``repair``: what is wrong with a store's file, and what can be saved."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from belarus_hr.cli import output, streams
from belarus_hr.cli.context import open_store
from belarus_hr.cli.options import Db, Fields, Format, Header
from belarus_hr.cli.talk import stands
from belarus_hr.domain import checks
from belarus_hr.domain.checks import Finding
from belarus_hr.domain.errors import ExitCode, Rejected
from belarus_hr.domain.records import BY_TABLE

if TYPE_CHECKING:
    from belarus_hr.store import Store
    from belarus_hr.store.salvage import Salvaged, Trouble

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
    context: typer.Context,
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
    form = output.view(format_, fields_, header)
    if form.lists_fields:
        from belarus_hr.views.findings import FINDING_FIELDS

        return output.emit_fields(FINDING_FIELDS)
    from belarus_hr.cli.destination import Destination
    from belarus_hr.store import document

    store = open_store(db or context.obj)
    path = output_ or store.path.with_name(f"{store.path.stem}.repaired.json")
    to = Destination.typed(path, "--output")
    if output_ is not None:
        to.check(store)
    _ready()
    found = _looked_at(store)
    if found is None:
        return streams.say(f"no store at {store.path} yet: the shipped dataset answers")
    if not found.troubles:
        return streams.say(f"{store.path} is sound: there is nothing to repair")
    if not any(found.tables.values()):
        raise Rejected("no record can be saved: nothing was written")
    to.check(store)
    to.write_store(document.pieces(found.tables, found.entries))
    lost = findings(found.troubles)
    if to.path is None:
        for one in lost:
            streams.say(f"{one.severity}: {one.id or one.record}: {one.field}: {one.message}")
    else:
        with stands(f"{to.path} is written all the same"):
            _emit(lost, form)
    records = sum(len(table) for table in found.tables.values())
    streams.say(
        f"{to.name}: {records} records and {len(found.entries)} entries of the log saved; "
        f"{store.path} was left as it is{_newest_backup(store)}"
    )
    if any(one.severity == "error" for one in lost):
        raise typer.Exit(ExitCode.ERRORS)


def check_store(store: "Store", form: output.View) -> int:
    """Write what is wrong with the store's file, line by line; return the exit code."""
    found = _looked_at(store)
    if found is None:
        streams.say(f"no store at {store.path} yet: the shipped dataset answers")
        return ExitCode.DONE
    shown = findings([*found.troubles, *_changed_outside(store, found)])
    _emit(shown, form)
    records = sum(len(table) for table in found.tables.values())
    streams.say(f"{store.path}: {records} sound records{_newest_backup(store)}")
    if any(one.severity == "error" for one in shown):
        streams.say("hrtrack repair saves what can be saved into a new file")
    return checks.exit_code(shown)


def _changed_outside(store: "Store", found: "Salvaged") -> "list[Trouble]":
    """Return which records of a file that others changed are not as they were left."""
    from belarus_hr.store import backups, disk, outside

    if not found.troubles or any(one.id for one in found.troubles):
        return []
    should = outside.known(found, backups.contents(store.path))
    raw = disk.read(store.path)
    if should is None or raw is None:
        streams.say("which records were changed cannot be said: no backup and log tell of all")
        return []
    return outside.differences(raw, found, should)


def findings(troubles: "list[Trouble]") -> list[Finding]:
    """Return what is wrong with a file as findings of the check."""
    return [
        Finding(
            trouble.id,
            BY_TABLE[trouble.table].name if trouble.table in BY_TABLE else trouble.table,
            "store",
            trouble.severity,
            f"line {trouble.line}",
            "",
            trouble.message,
            "",
        )
        for trouble in troubles
    ]


def _ready() -> None:
    """Load all that is needed, before the store is opened: its disk may fail any moment."""
    from belarus_hr.cli import checking  # noqa: F401
    from belarus_hr.domain import ids  # noqa: F401
    from belarus_hr.exchange import files  # noqa: F401
    from belarus_hr.store import backups, bulk, ending, salvage  # noqa: F401
    from belarus_hr.views import findings, rows  # noqa: F401


def _looked_at(store: "Store") -> "Salvaged | None":
    from belarus_hr.store import disk
    from belarus_hr.store.salvage import salvage

    raw = disk.read(store.path)
    return None if raw is None else salvage(raw)


def _newest_backup(store: "Store") -> str:
    from belarus_hr.store import backups

    return backups.newest_said(store.path) or "; there is no backup"


def _emit(shown: list[Finding], form: output.View) -> None:
    from belarus_hr.cli.checking import emit

    emit(shown, form)
