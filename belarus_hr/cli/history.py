"""``log`` and ``undo``: what was changed, when and by which command; and back again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from belarus_hr.cli import console, output
from belarus_hr.cli.messages import report
from belarus_hr.cli.options import Db, Fields, Format, Header, Ids
from belarus_hr.cli.session import open_store
from belarus_hr.domain import change_log
from belarus_hr.domain.errors import InvalidValue, NotFound
from belarus_hr.domain.text import edtf
from belarus_hr.domain.undo import Restored, find, last, undone
from belarus_hr.views.log_rows import BRIEF, LOG_FIELDS, rows

if TYPE_CHECKING:
    from belarus_hr.domain.change_log import Log
    from belarus_hr.domain.collection import Collection
    from belarus_hr.store import Store
    from belarus_hr.views.screen import Screen

_Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Not before this day (UTC).")
]
_Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Not after this day (UTC).")
]
_Last = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=0, help="The last N entries.")
]
_Archive = Annotated[
    Path | None,
    typer.Option(
        "--archive",
        metavar="FILE",
        help="Move the entries to FILE, as JSON lines; they go here. - is standard output.",
    ),
]
_Count = Annotated[
    int, typer.Argument(metavar="[N]", min=1, help="How many of the last changes; 1 if none.")
]
_Entries = Annotated[
    list[str] | None,
    typer.Option("--entry", metavar="KEY", help="This entry instead, an undo too; repeatable."),
]
_DryRun = Annotated[
    bool, typer.Option("--dry-run", "-n", help="Say what would be done, and do nothing.")
]


def log(
    context: typer.Context,
    ids: Ids = None,
    since: _Since = None,
    until: _Until = None,
    limit: _Last = None,
    archive: _Archive = None,
    format_: Format = None,
    fields_: Fields = None,
    header: Header = None,
    db: Db = None,
) -> None:
    """Show what was changed, when, how, and what it replaced.

    A line a record changed, oldest first; all, or those on the records named and the
    verdicts on them. --archive moves entries out of the store into a file.

    \b
    Examples:
      hrtrack log 97.5
      hrtrack log --since 2026-01 --format json
      hrtrack log --until 2025 --archive log-2025.ndjson
    """
    form = output.view(format_, fields_, header)
    if form.lists_fields:
        return output.emit_fields(LOG_FIELDS)
    store, window = open_store(db or context.obj), edtf.window(since, until)
    if archive is not None:
        if ids or limit is not None:
            raise InvalidValue("--archive takes whole days: leave out ids and --limit")
        from belarus_hr.cli import archiving

        return archiving.archive(store, window, archive)
    whole = store.log()
    chosen = change_log.on(_of(store, whole, ids), window)
    if limit is not None:
        chosen = dict(list(chosen.items())[-limit:] if limit else [])
    _emit(chosen, undone(whole), form)


def undo(
    context: typer.Context,
    count: _Count = 1,
    entry: _Entries = None,
    dry_run: _DryRun = False,
    db: Db = None,
) -> None:
    """Take back the last change, the last N, or the entries named.

    An import, an edit of many records, a deletion is one change. Refused where a later
    change stands on it. An undo is in the log itself; --entry with its key takes it back.

    \b
    Example:
      hrtrack undo
    """
    store = open_store(db or context.obj)

    def plan(collection: "Collection", log: "Log") -> _Undoing:
        return _undoing(collection, log, _keys(log, count, entry))

    if dry_run:
        for one in plan(store.read(), store.log()).told:
            console.say(f"would undo {one}")
        return
    with store.planned(plan) as (change, undoing):
        ids = undoing.restored.apply(change.put, change.remove)
        change.undoes = undoing.keys
    for one in undoing.told:
        console.say(f"undone: {one}")
    report(ids, f"{len(ids)} record{'' if len(ids) == 1 else 's'} as before")


class _Undoing(NamedTuple):
    """Entries to take back, latest first: their keys, each in a few words, what becomes of all."""

    keys: list[str]
    told: list[str]
    restored: Restored


def _undoing(collection: "Collection", log: "Log", keys: list[str]) -> _Undoing:
    restored = Restored(collection)
    for key in keys:
        restored.take_back(key, log[key])
    return _Undoing(keys, [_told(key, log) for key in keys], restored)


def _keys(log: "Log", count: int, named: list[str] | None) -> list[str]:
    """Return the keys of the entries to take back, latest first. Raises NotFound."""
    if not named:
        return last(log, count)
    if count != 1:
        raise InvalidValue("N counts the last changes and --entry names some: give one of them")
    keys, taken_back = find(log, named), undone(log)
    for key in keys:
        if key in taken_back:
            raise NotFound(f"entry {key} is undone already; nothing was changed")
    wanted = set(keys)
    return [key for key in reversed(list(log)) if key in wanted]


def _told(key: str, log: "Log") -> str:
    """Return an entry in a few words."""
    one = log[key]
    return f"{key} {one['command']} ({len(one['changes'])} changed)"


def _of(store: "Store", log: "Log", ids: list[str] | None) -> "Log":
    """Return the entries on the records named; they may be gone by now."""
    if not ids:
        return log
    from belarus_hr.cli.session import ids_given

    collection, told = store.read(), change_log.told_of(log)
    wanted: set[str] = set()
    for typed in ids_given(ids):
        word = typed.strip().lower()
        gone = word in told and word not in collection and len(collection.ends(word)) != 1
        wanted.add(word if gone else collection.find(typed).id)
    return change_log.touching(log, frozenset(wanted))


def _emit(chosen: "Log", undone: set[str], form: output.View) -> None:
    def draw(screen: "Screen") -> str:
        from belarus_hr.views import log_page

        return log_page.page(chosen, undone, screen)

    found = list(rows(chosen, undone))
    output.emit_standing(found, LOG_FIELDS, lambda: found, draw, form, brief=BRIEF)
