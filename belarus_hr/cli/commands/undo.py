"""``undo``: changes taken back, the last ones or those named."""

from typing import Annotated

import typer

from belarus_hr.cli import console
from belarus_hr.cli.change_options import DryRun
from belarus_hr.cli.completion import of_log
from belarus_hr.cli.messages import report
from belarus_hr.cli.options import Db
from belarus_hr.cli.session import store_meant
from belarus_hr.domain.change_log import Log
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import InvalidValue, NotFound
from belarus_hr.domain.text.words import number_of
from belarus_hr.domain.undo import UndoneRecords, find_keys, last_keys, undone_keys

_Count = Annotated[
    int, typer.Argument(metavar="[N]", min=1, help="How many of the last changes; 1 if none.")
]
_Entries = Annotated[
    list[str] | None,
    typer.Option(
        "--entry",
        metavar="KEY",
        help="This entry instead, an undo too; repeatable.",
        autocompletion=of_log(),
    ),
]


def undo(
    count: _Count = 1,
    entry: _Entries = None,
    dry_run: DryRun = False,
    db: Db = None,
) -> None:
    """Take back the last change, the last N, or the entries named.

    An import, an edit of many records, a deletion is one change. Refused where a later
    change stands on it. An undo is in the log itself; --entry with its key takes it back.

    \b
    Example:
      hrtrack undo
    """
    store = store_meant(db)

    def plan(collection: Collection, log: Log) -> tuple[list[str], UndoneRecords]:
        keys, restored = _keys(log, count, entry), UndoneRecords(collection)
        for key in keys:
            restored.take_back(key, log[key])
        return keys, restored

    if dry_run:
        log = store.log()
        keys, _ = plan(store.read(), log)
        return console.say(*(f"would undo {_summary(key, log)}" for key in keys))
    with store.planned(plan) as (change, (keys, restored)):
        log = change.log
        lines = [f"undone: {_summary(key, log)}" for key in keys]
        ids = restored.apply(change.put, change.remove)
        change.undoes = keys
    console.say(*lines)
    report(ids, f"{number_of(len(ids), 'record')} as before")


def _keys(log: Log, count: int, named: list[str] | None) -> list[str]:
    """Return the keys of the entries to take back, latest first. Raises NotFound."""
    if not named:
        return last_keys(log, count)
    if count != 1:
        raise InvalidValue("N counts the last changes and --entry names some: give one of them")
    keys, taken_back = find_keys(log, named), undone_keys(log)
    for key in keys:
        if key in taken_back:
            raise NotFound(f"entry {key} is undone already; nothing was changed")
    chosen = set(keys)
    return [key for key in reversed(list(log)) if key in chosen]


def _summary(key: str, log: Log) -> str:
    """Return an entry in a few words."""
    entry = log[key]
    return f"{key} {entry['command']} ({len(entry['changes'])} changed)"
