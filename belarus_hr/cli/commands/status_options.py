"""The options of ``status`` about the UPR."""

from typing import Annotated

import typer

from belarus_hr.cli.commands.figure_options import FigureOptions
from belarus_hr.cli.option_groups import OptionGroup
from belarus_hr.cli.options import AsOf, By, Cycle


class _Which(OptionGroup):
    cycle: Cycle = None
    by: By = None
    as_of: AsOf = None


class _Between(OptionGroup):
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="What changed after this day …"),
    ] = None
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="… up to this one, and through what."),
    ] = None


class UprOptions(_Which, FigureOptions, _Between):
    """The options about the UPR; the day is asked of other mechanisms, too."""

    @property
    def narrowing(self) -> bool:
        """Say whether an option was typed that speaks of the UPR alone: all do but ``as_of``."""
        return not self.typed().keys() <= {"as_of"}
