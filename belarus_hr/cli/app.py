"""The command line as Typer sees it: the root options and the commands in order.

Typer looks at every parameter of every command it is given, which takes longer
than answering. So it is given the one command that was typed, and all of them
when that is not clear: for help, completion, and to suggest what was meant.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from belarus_hr import __version__
from belarus_hr.cli.options import COMPLETING, Db

#: Where the function of each command is; the order is that of the help.
COMMANDS = {
    "list": "reading.list_",
    "recs": "reading.recs",
    "claims": "reading.claims",
    "show": "reading.show",
    "status": "reading.status",
    "reports": "deadlines.reports",
    "due": "deadlines.due",
    "check": "checking.check",
    "repair": "repairing.repair",
    "add": "writing.add",
    "mark": "writing.mark",
    "edit": "writing.edit",
    "delete": "writing.delete",
    "log": "history.log",
    "undo": "history.undo",
    "import": "importing.import_",
    "export": "exporting.export",
    "merge": "merging.merge",
}

_HELP = """Belarus' cooperation with the UN human-rights mechanisms: what was done, when,
and how much of what was accepted is carried out, according to whom.

\b
Examples:
  hrtrack status upr
  hrtrack list --mechanism CAT
"""

_EPILOG = """\b
Exit codes: 0 done, 2 usage, 3 no such record, 4 store or output unusable,
5 input rejected, 6 overdue (due --fail), 7 warnings and 8 errors (check),
9 conflicts (merge), 130 interrupted, 141 the reader stopped reading.
"""


def build(arguments: Sequence[str]) -> typer.Typer:
    """Return the application that these arguments need."""
    typed = command_typed(arguments)
    app = typer.Typer(
        name="hrtrack",
        help=_HELP,
        epilog=_EPILOG,
        no_args_is_help=True,
        add_completion=typed is None,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(root)
    for name in (typed,) if typed else COMMANDS:
        module, _, function = COMMANDS[name].partition(".")
        loaded = import_module(f"belarus_hr.cli.{module}")
        app.command(name)(getattr(loaded, function))
    return app


def command_typed(arguments: Sequence[str]) -> str | None:
    """Return the command that the arguments name; None when that takes a closer look."""
    rest = iter(() if COMPLETING else arguments)
    for argument in rest:
        if argument == "--db":
            next(rest, None)
        elif not argument.startswith("--db="):
            return argument if argument in COMMANDS else None
    return None


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"hrtrack {__version__}")
        raise typer.Exit


def root(
    context: typer.Context,
    db: Db = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", help="Print the version.", callback=_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Keep the store named before the command for the command."""
    del version  # answered by its callback
    context.obj = db
