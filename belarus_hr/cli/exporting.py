"""``export``: records as a document to hand on. It reads the store and changes nothing there."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from belarus_hr.cli import streams
from belarus_hr.cli.context import as_of_day, open_store
from belarus_hr.cli.filters import Narrowed, parts, recommendation_filter
from belarus_hr.cli.options import (
    AsOf,
    By,
    Cycle,
    Db,
    Responses,
    States,
    Statuses,
    Text,
    Themes,
    completes,
)
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.words import choose

if TYPE_CHECKING:
    from belarus_hr.domain.matrix import Matrix
    from belarus_hr.store import Store

EXPORTS = ("matrix",)
#: The endings of a file that a matrix can be written to.
_ENDINGS = (".md", ".xlsx")


Export = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-F",
        metavar="NAME",
        help="matrix: the OHCHR matrix of UPR recommendations.",
        autocompletion=completes(EXPORTS),
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="FILE.md or FILE.xlsx; Markdown to standard output when left out.",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace FILE.")]
Assessors = Annotated[
    list[str] | None,
    typer.Option(
        "--assessor",
        metavar="NAME",
        help="Whose verdicts to write, in this order; all when left out. --by is for --status.",
    ),
]


def export(
    context: typer.Context,
    format_: Export = None,
    output: Output = None,
    force: Force = False,
    cycle: Cycle = None,
    response: Responses = None,
    status: Statuses = None,
    by: By = None,
    theme: Themes = None,
    state: States = None,
    text: Text = None,
    as_of: AsOf = None,
    assessor: Assessors = None,
    db: Db = None,
) -> None:
    """Write records as a document to hand on: the matrix of recommendations.

    \b
    Example:
      hrtrack export --format matrix --cycle 1 -o matrix.md
    """
    from belarus_hr.domain import matrix

    _check_format(format_)
    if by is not None and not status:
        raise InvalidValue(
            "--by says whose --status is meant; --assessor says whose verdicts to write"
        )
    store = open_store(db or context.obj)
    ending = _ending(output, store, force=force)
    day = as_of_day(as_of)
    collection = store.read()
    typed = Narrowed(cycle, response, status, by, theme, state, text)
    asked = recommendation_filter(collection, day, typed)
    named = [name for part in parts(assessor) if (name := collection.assessor(part.strip()))]
    made = matrix.build(collection, asked, named)
    if output is None:
        _print(made)
    else:
        _write(made, output, ending, force=force)


def _check_format(name: str | None) -> None:
    if name is None:
        raise InvalidValue(f"--format is missing: known: {', '.join(EXPORTS)}")
    choose("format", name, EXPORTS)


def _ending(output: Path | None, store: "Store", *, force: bool) -> str:
    """Return the ending that says how the file is written; empty for standard output.

    Raises before anything is read: for another ending, for a file that must not be
    replaced, for a library that is not installed.
    """
    if output is None:
        if force:
            raise InvalidValue("--force replaces a file: name it with --output")
        return ""
    from belarus_hr.exchange import files

    ending = output.suffix.lower()
    if ending not in _ENDINGS:
        raise InvalidValue(f'"{output}" must end in {" or ".join(_ENDINGS)}: so it is written')
    if ending == ".xlsx":
        from belarus_hr.exchange import matrix_xlsx

        matrix_xlsx.library()
    files.check_place(output, force=force)
    if output.exists() and store.exists() and output.samefile(store.path):
        raise InvalidValue(f'"{output}" is the store itself: write to another file')
    return ending


def _print(made: "Matrix") -> None:
    from belarus_hr.exchange import matrix_markdown

    streams.emit(matrix_markdown.write(made))


def _write(made: "Matrix", output: Path, ending: str, *, force: bool) -> None:
    """Write the file, and say so on a terminal."""
    from belarus_hr.exchange import files

    if ending == ".xlsx":
        from belarus_hr.exchange import matrix_xlsx

        content = matrix_xlsx.write(made)
    else:
        from belarus_hr.exchange import matrix_markdown

        content = "".join(matrix_markdown.write(made)).encode()
    files.write(output, content, force=force)
    if streams.is_terminal(sys.stderr):
        count, clusters = len(made.rows), len(made.clusters)
        streams.say(f"{output}: {count} recommendations under {clusters} themes")
