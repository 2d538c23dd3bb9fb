"""The options of ``status`` about the UPR."""

from collections.abc import Iterable
from typing import Annotated

import typer

from belarus_hr.cli.completion import completes
from belarus_hr.cli.options import AsOf, By, Cycle, OptionGroup


def _groupings() -> Iterable[str]:
    from belarus_hr.domain.figures.breakdown import GROUPINGS

    return GROUPINGS


def _bases() -> Iterable[str]:
    from belarus_hr.domain.figures.counting import BASES

    return BASES


def _counts() -> Iterable[str]:
    from belarus_hr.domain.figures.counting import COUNTS

    return COUNTS


class UprOptions(OptionGroup):
    """The options about the UPR; the day is asked of other mechanisms, too."""

    cycle: Cycle = None
    by: By = None
    as_of: AsOf = None
    group_by: Annotated[
        list[str] | None,
        typer.Option(
            "--group-by",
            metavar="MARK",
            help="theme, state, region, response, action, group, assessor, mechanism or year; "
            "two of them make a cross table.",
            autocompletion=completes(_groupings),
        ),
    ] = None
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            metavar="NAME",
            help="What shares are of: supported, all, assessed, noted, supported-at-review.",
            autocompletion=completes(_bases),
        ),
    ] = None
    count: Annotated[
        str | None,
        typer.Option(
            "--count",
            metavar="UNIT",
            help="paragraphs, or items as UPR Info counts.",
            autocompletion=completes(_counts),
        ),
    ] = None
    index: Annotated[
        str | None,
        typer.Option(
            "--index",
            metavar="NAME",
            help="upr-info: its mid-term index besides.",
            autocompletion=completes(["upr-info"]),
        ),
    ] = None
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="What changed after this day …"),
    ] = None
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="… up to this one, and through what."),
    ] = None

    @property
    def narrowing(self) -> bool:
        """Say whether an option was typed that speaks of the UPR alone: all do but ``as_of``."""
        return not self.typed().keys() <= {"as_of"}
