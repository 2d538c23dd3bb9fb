"""The options that say how figures are counted, of ``status`` and of a page."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from belarus_hr.cli.completion import completes
from belarus_hr.cli.option_groups import OptionGroup, split_values

if TYPE_CHECKING:
    from belarus_hr.domain.figures.counting import CountingMethod

_INDEX = "upr-info"
#: The first cycle's name for a base that every cycle has.
_ALSO = {"answered-in-may": "supported-at-review"}


def _groupings() -> Iterable[str]:
    from belarus_hr.domain.figures.breakdown import GROUPINGS

    return GROUPINGS


def _bases() -> Iterable[str]:
    from belarus_hr.domain.figures.counting import BASES

    return BASES


def _counts() -> Iterable[str]:
    from belarus_hr.domain.figures.counting import COUNTS

    return COUNTS


class FigureOptions(OptionGroup):
    """What figures are of, what they count, and by what they are grouped."""

    group_by: Annotated[
        list[str] | None,
        typer.Option(
            "--group-by",
            metavar="GROUPING",
            help="theme, state, region, response, action, group, assessor, mechanism or year; "
            "two of them, as theme,assessor, make a cross table.",
            autocompletion=completes(_groupings, several=True),
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
            autocompletion=completes([_INDEX]),
        ),
    ] = None

    def method(self, day: date) -> "CountingMethod":
        """Return how to count as of a day. Raises InvalidValue for an unknown unit or base."""
        from belarus_hr.domain.figures.counting import (
            BASE,
            BASES,
            COUNTS,
            PARAGRAPHS,
            CountingMethod,
        )
        from belarus_hr.domain.text import words

        base = self.base or BASE
        return CountingMethod(
            day,
            unit=words.choose("counting unit", self.count or PARAGRAPHS, COUNTS),
            base=words.choose("base", _ALSO.get(base, base), BASES),
        )

    @property
    def with_index(self) -> bool:
        """Say whether an index is asked for. Raises InvalidValue for one that is not known."""
        if self.index is not None:
            from belarus_hr.domain.text import words

            words.choose("index", self.index, (_INDEX,))
        return self.index is not None

    @property
    def groupings(self) -> tuple[str, ...]:
        """The groupings asked for. Raises InvalidValue for an unknown one and for more than two."""
        if not self.group_by:
            return ()
        from belarus_hr.domain.errors import InvalidValue
        from belarus_hr.domain.figures.breakdown import GROUPINGS
        from belarus_hr.domain.text import words

        typed = split_values(self.group_by)
        groupings = tuple(words.choose("grouping", name, GROUPINGS) for name in typed)
        if len(groupings) > 2:
            raise InvalidValue("--group-by takes one grouping, or two for a cross table")
        return tuple(dict.fromkeys(groupings))
