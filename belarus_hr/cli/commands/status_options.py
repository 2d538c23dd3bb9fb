"""The options of ``status`` about the UPR."""

from typing import Annotated

import typer

from belarus_hr.cli.commands.figure_options import FigureOptions
from belarus_hr.cli.options import AsOf, By, Cycle


class UprOptions(FigureOptions):
    """The options about the UPR; the day is asked of other mechanisms, too."""

    cycle: Cycle = None
    by: By = None
    as_of: AsOf = None
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="What changed after this day …"),
    ] = None
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="… up to this one, and through what."),
    ] = None
    full: Annotated[
        bool | None,
        typer.Option("--full", help="On a terminal all of every cycle, not a line or two."),
    ] = None
    claims: Annotated[
        bool | None,
        typer.Option("--claims", help="The claims alone, each beside what the record shows."),
    ] = None

    @property
    def narrowing(self) -> bool:
        """Say whether an option was typed that speaks of the UPR alone: day and assessor do not."""
        return not self.typed().keys() <= {"as_of", "by"}
