"""``log``: what was changed, when and by which command; and entries moved out to a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from belarus_hr.cli import console, output
from belarus_hr.cli.option_groups import AnswerOptions
from belarus_hr.cli.options import Ids
from belarus_hr.cli.output_file import Destination
from belarus_hr.cli.session import ids_given, store_meant, window_typed
from belarus_hr.domain import change_log
from belarus_hr.domain.change_log import Log
from belarus_hr.domain.errors import InvalidValue, StoreError
from belarus_hr.domain.text import edtf
from belarus_hr.domain.undo import undone_keys
from belarus_hr.store import Store, open_file
from belarus_hr.views import plain
from belarus_hr.views.listings import LOG_ENTRIES
from belarus_hr.views.log_rows import log_rows

if TYPE_CHECKING:
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
_ArchiveFile = Annotated[
    Path | None,
    typer.Option(
        "--archive",
        metavar="FILE",
        help="Move the entries to FILE, as JSON lines; they go here. - is standard output.",
    ),
]


def log(
    ids: Ids = None,
    since: _Since = None,
    until: _Until = None,
    limit: _Last = None,
    archive: _ArchiveFile = None,
    *,
    options: AnswerOptions,
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
    form = output.view(options, LOG_ENTRIES, page=True)
    store, days = store_meant(options.db), window_typed(since, until)
    if archive is not None:
        if ids or limit is not None:
            raise InvalidValue("--archive takes whole days: leave out ids and --limit")
        output.refuse_form(options, "--archive writes JSON lines")
        return _archive(store, days, archive)
    whole = store.log()
    chosen = change_log.entries_in(_of(store, whole, ids), days)
    if limit is not None:
        chosen = dict(list(chosen.items())[-limit:] if limit else [])
    taken_back = undone_keys(whole)

    def page(screen: "Screen") -> str:
        from belarus_hr.views import log_page

        return log_page.log_page(chosen, taken_back, screen)

    rows = list(log_rows(chosen, taken_back))
    output.write(LOG_ENTRIES, rows, form, page=page, document=lambda: rows)


def _of(store: Store, log: Log, ids: list[str] | None) -> Log:
    """Return the entries on the records named; they may be gone by now."""
    if not ids:
        return log
    collection, ids_in_log = store.read(), change_log.ids_in(log)
    about: set[str] = set()
    for typed in ids_given(ids):
        word = typed.strip().lower()
        gone = (
            word in ids_in_log and word not in collection and len(collection.ending_in(word)) != 1
        )
        about.add(word if gone else collection.find(typed).id)
    return change_log.entries_about(log, frozenset(about))


# --- --archive ----------------------------------------------------------------


def _archive(store: Store, window: edtf.Span | None, path: Path) -> None:
    """Move the entries of a time to where ``--archive`` names; first there, then out of the store.

    Where the store could not be written then, the same command with the same file goes on. Raises
    InvalidValue for a file that holds something else, OutputError and StoreError where nothing
    can be written; the store holds the entries then.
    """
    # A file that is there may be one to go on with: that shows once the log is read.
    to = Destination.typed(path, "--archive").replacing()
    to.check(store)
    saved = False

    def save(going: Log) -> None:
        nonlocal saved
        entries = ({"key": key, **entry} for key, entry in going.items())
        content = "".join(plain.json_lines(entries)).encode()
        _check_goes_on(to.path, content)
        to.write_store([content])
        saved = True

    try:
        gone = store.archive(lambda log: change_log.entries_in(log, window), save)
    except StoreError as error:
        if not saved:
            raise
        raise StoreError(
            f"{error}; {to.name} holds the entries, and so does the store still: "
            "repeat the command once the store can be written",
            advice=error.advice,
        ) from None
    console.say(f"{len(gone)} entries moved to {to.name}" if gone else "no entries to move")


def _check_goes_on(path: Path | None, content: bytes) -> None:
    """Raise InvalidValue for a file that holds anything but the first of these lines."""
    file = None if path is None else open_file(path)
    if file is None:
        return
    held = file.read(0, file.size) if file.size <= len(content) else b""
    if not (held.endswith(b"\n") and content.startswith(held)):
        raise InvalidValue(f"{path} is there already: name another file; nothing was written")
