"""The command line as Typer sees it: the root options and the commands in order.

Typer looks at every parameter of every command it is given, which takes longer
than answering. So it is given the one command that was typed. When none was, the
names of all and a line on each are enough: for the help, and to suggest what was meant.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from belarus_hr import __version__
from belarus_hr.cli.option_groups import with_groups
from belarus_hr.cli.options import Db
from belarus_hr.cli.process import COMPLETING
from belarus_hr.domain.errors import InvalidValue

#: The commands, each with the line on it in the list of commands, in the order of the help.
#: The command ``show`` is the function ``show`` in ``commands/show.py``; its line here is the
#: first line of the function's docstring.
COMMANDS = {
    "list": "List events: visits, reports, reviews, resolutions.",
    "recs": "List recommendations, responses, one assessor's verdicts.",
    "claims": "List claims: what is said of many recommendations at once.",
    "measures": "List measures of plans: responsible body, due day, progress.",
    "indicators": "List indicators: latest value, from baseline to target.",
    "clusters": "List clusters: one matter across bodies and cycles.",
    "show": "Show all there is on records.",
    "status": "Say how much is carried out, according to whom.",
    "factsheet": "Set the Government's fact sheet beside the record.",
    "reports": "List State reports: due, received, examined, and their state.",
    "due": "List what is due and overdue, with the days late.",
    "check": "Find what in the records cannot be right.",
    "repair": "Save what can be saved of a damaged store into a new file.",
    "add": "Add an event or another record, and print its id.",
    "mark": "Record a verdict, a grade, a measure's progress, or a value.",
    "edit": "Change records by field, or one as a form in $EDITOR.",
    "delete": "Delete records, after asking.",
    "log": "Show what was changed, when, how, and what it replaced.",
    "undo": "Take back the last change, the last N, or the entries named.",
    "import": "Read UPR Info, UHRI, UN documents, tables, JSON into a store.",
    "export": "Write records as a document to hand on, or a full backup.",
    "merge": "Merge two people's stores, and list what they disagree on.",
}
#: Commands whose names are Python's already.
_PYTHON_HAS = ("list", "import")

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
    if COMPLETING or any("completion" in argument for argument in arguments):
        from belarus_hr.cli import shell_completion

        shell_completion.use()
    app = typer.Typer(
        name="hrtrack",
        help=_HELP,
        epilog=_EPILOG,
        cls=OnceGroup,
        no_args_is_help=True,
        add_completion=typed is None,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(root)
    for name in (typed,) if typed else COMMANDS:
        loaded = COMPLETING or typed
        command = _for(arguments, function(name)) if loaded else _named(COMMANDS[name])
        app.command(name, cls=OnceCommand)(command)
    return app


def function(name: str) -> Callable[..., None]:
    """Return the function of a command."""
    own = f"{name}_" if name in _PYTHON_HAS else name
    command: Callable[..., None] = getattr(import_module(f"belarus_hr.cli.commands.{own}"), own)
    return command


def _for(arguments: Sequence[str], command: Callable[..., None]) -> Callable[..., None]:
    """Return a command with the options made of fields that the arguments need."""
    command = with_groups(command)
    if not hasattr(command, "asks_for"):
        return command
    from belarus_hr.cli.field_options import with_field_options

    return with_field_options(command, arguments)


def _named(about: str) -> Callable[[], None]:
    """Return what stands for a command in the help of the program, where no command is run."""

    def named() -> None:
        raise AssertionError("no command was typed, and one is run")

    named.__doc__ = about
    return named


def command_typed(arguments: Sequence[str]) -> str | None:
    """Return the command that the arguments name; None for none, for help, or for a slip in it.

    Only ``--db`` may stand before it. While a shell completes, the command is not known.
    """
    rest = iter(() if COMPLETING else arguments)
    for argument in rest:
        if argument == "--db":
            next(rest, None)
        elif argument != "--" and not argument.startswith("--db="):
            return argument if argument in COMMANDS else None
    return None


def _version(times: int) -> None:
    if times:
        typer.echo(f"hrtrack {__version__}")
        if times > 1:
            from belarus_hr.cli import versions

            typer.echo("\n".join(versions.others()))
        raise typer.Exit


def root(
    db: Db = None,
    version: Annotated[
        int,
        typer.Option(
            "--version",
            "-V",
            count=True,
            show_default=False,
            help="Print the version; -VV: those of Python, stores and libraries, too.",
            callback=_version,
            is_eager=True,
        ),
    ] = 0,
) -> None:
    """Take the options that stand before the command: ``--db``, and ``--version``."""
    del db, version  # ``OnceCommand`` takes the store, ``_version`` answers.


# --- each option once ---------------------------------------------------------


def _taking_once(parser: Any, context: Any) -> Any:
    """Return a parser that refuses an option given twice though it takes one value."""
    parse = parser.parse_args

    def parse_once(args: list[str]) -> Any:
        values, rest, order = parse(args)
        options = [x for x in order if x.param_type_name == "option" and not _unites(x)]
        for number, option in enumerate(options):
            if option in options[:number]:
                raise InvalidValue(f"{' or '.join(_names(option))} is given twice: give it once")
        return values, rest, order

    if not context.resilient_parsing:  # A shell completes what is not whole yet.
        parser.parse_args = parse_once
    return parser


def _unites(option: Any) -> bool:
    return bool(option.multiple or option.count or (option.is_flag and not option.secondary_opts))


def _names(option: Any) -> list[str]:
    return [name for name in (*option.opts, *option.secondary_opts) if name.startswith("--")]


class OnceCommand(TyperCommand):
    """A command: each option once, and a ``--db`` before the command as if it stood behind."""

    def make_parser(self, ctx: Any) -> Any:
        """Return the parser of the options; it raises InvalidValue for one given twice."""
        return _taking_once(super().make_parser(ctx), ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the arguments. Raises InvalidValue for ``--db`` before the command and after it."""
        rest = super().parse_args(ctx, args)
        before = ctx.parent.params.get("db") if ctx.parent else None
        if before is not None and "db" in ctx.params:
            if ctx.params["db"] is not None:
                raise InvalidValue("--db is given twice, before the command and after it")
            ctx.params["db"] = before
        return rest


class OnceGroup(TyperGroup):
    """The program itself, with the options before its command: each of them once."""

    def make_parser(self, ctx: Any) -> Any:
        """Return the parser of the options; it raises InvalidValue for one given twice."""
        return _taking_once(super().make_parser(ctx), ctx)
