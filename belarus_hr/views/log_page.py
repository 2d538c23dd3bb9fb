"""The log drawn for people: the entries, and below each entry the records that it changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from belarus_hr.domain.change_log import Log, LogEntry
from belarus_hr.views.log_rows import in_short
from belarus_hr.views.names import assessor_name
from belarus_hr.views.screen import Screen, text, two_columns

_STYLES = {"added": "green", "changed": "yellow", "deleted": "red"}


def log_page(log: Log, undone: Collection[str], screen: Screen) -> str:
    """Return the entries drawn, oldest first; ``undone`` holds keys of entries taken back."""
    return screen.draw(*_parts(log, undone))


def _parts(log: Log, undone: Collection[str]) -> Iterator[RenderableType]:
    for number, (key, entry) in enumerate(log.items()):
        if number:
            yield ""
        yield _heading(key, entry, undone=key in undone)
        yield Padding(text(entry["command"], "dim"), (0, 0, 0, 2), expand=False)
        grid = two_columns()
        for changed in entry["changes"]:
            what = in_short(changed, assessor_name)
            done = Text("  ").join([text(what.what, _STYLES[what.what]), text(what.change)])
            grid.add_row(text(changed["id"], "bold"), done)
        yield Padding(grid, (0, 0, 0, 2), expand=False)


def _heading(key: str, entry: LogEntry, *, undone: bool) -> Text:
    """Return the time of an entry, the end of its key, by which undo finds it, and its author."""
    marks = [
        text(entry["at"][:16].replace("T", " ") + " UTC"),
        text(key.rpartition("-")[2], "cyan"),
        text(f"by {entry['by']}") if entry.get("by") else None,
        text("undone", "red") if undone else None,
        text("the file had been changed outside", "yellow") if entry.get("outside") else None,
    ]
    return Text("  ").join([mark for mark in marks if mark is not None])
