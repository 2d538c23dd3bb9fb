"""How often an option may be given: one that takes a list unites, any other is given once."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

from belarus_hr.domain.errors import InvalidValue


def _check_once(command: Any, context: Any, arguments: list[str]) -> None:
    """Raise InvalidValue for an option that is given twice though it takes one value."""
    if context.resilient_parsing:  # A shell completes what is not whole yet.
        return
    _, _, order = command.make_parser(context).parse_args(args=[*arguments])
    given = [parameter for parameter in order if parameter.param_type_name == "option"]
    for number, option in enumerate(given):
        unites = option.multiple or (option.is_flag and not option.secondary_opts)
        if option in given[:number] and not unites:
            raise InvalidValue(f"{' or '.join(_names(option))} is given twice: give it once")


def _names(option: Any) -> list[str]:
    return [name for name in (*option.opts, *option.secondary_opts) if name.startswith("--")]


class OnceCommand(TyperCommand):
    """A command. ``--db`` given before the command is its own."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the arguments. Raises InvalidValue for an option given twice."""
        _check_once(self, ctx, args)
        rest = super().parse_args(ctx, args)
        before = ctx.parent.params.get("db") if ctx.parent else None
        if before is not None and "db" in ctx.params:
            if ctx.params["db"] is not None:
                raise InvalidValue("--db is given twice, before the command and after it")
            ctx.params["db"] = before
        return rest


class OnceGroup(TyperGroup):
    """The program itself, before its command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the arguments. Raises InvalidValue for an option given twice."""
        _check_once(self, ctx, args)
        return super().parse_args(ctx, args)
