"""Options that commands take together: a parameter of a command stands for a group of them."""

import inspect
from collections.abc import Callable, Iterable
from typing import Any

from belarus_hr.cli.options import (
    AsOf,
    By,
    CalendarFormat,
    CitingFormat,
    Cycle,
    Db,
    Delimiter,
    Excel,
    Fields,
    Format,
    Header,
    Kinds,
    Limit,
    Mechanisms,
    NoPager,
    Responses,
    Since,
    Sort,
    States,
    Statuses,
    Tags,
    Text,
    Themes,
    Until,
)
from belarus_hr.domain.errors import InvalidValue


class OptionGroup:
    """Options that commands take together, each an attribute declared as a parameter is.

    ``events: EventOptions`` in a command stands for ``--mechanism``, ``--kind`` and the others of
    the group. An instance holds what was typed.
    """

    def __init__(self, **typed: object) -> None:
        vars(self).update(typed)

    @classmethod
    def parameters(cls) -> list[inspect.Parameter]:
        """Return the parameters that Typer sees, those of the class before those of its base."""
        options: dict[str, Any] = {}
        for group in cls.mro():
            for name, option in inspect.get_annotations(group).items():
                # An option that the class declares, too, stands for that of its base.
                options.setdefault(name, option)
        return [
            inspect.Parameter(
                name, inspect.Parameter.KEYWORD_ONLY, default=getattr(cls, name), annotation=option
            )
            for name, option in options.items()
        ]

    def typed(self) -> dict[str, object]:
        """Return the options that were typed, with their values, also with 0 or false."""
        return {name: value for name, value in vars(self).items() if value is not None}

    def refuse(self, names: Iterable[str], why: str) -> None:
        """Raise InvalidValue, saying why, where any of these options was typed."""
        typed = self.typed()
        refused = [f"--{name.strip('_').replace('_', '-')}" for name in names if name in typed]
        if refused:
            raise InvalidValue(f"{why}: leave out {', '.join(refused)}")


class AnswerOptions(OptionGroup):
    """The store that answers, and the form of the answer."""

    format: Format = None
    fields: Fields = None
    header: Header = None
    excel: Excel = None
    delimiter: Delimiter = None
    no_pager: NoPager = None
    db: Db = None


class CitingOptions(AnswerOptions):
    """As ``AnswerOptions``, of records with sources: --format takes BibTeX and CSL JSON, too."""

    format: CitingFormat = None


class ListOptions(CitingOptions):
    """The day, the order and the form of a listing of records."""

    as_of: AsOf = None
    sort: Sort = None
    limit: Limit = None


class CalendarOptions(ListOptions):
    """As ``ListOptions``, of records with days: --format takes a calendar, too."""

    format: CalendarFormat = None


class EventOptions(OptionGroup):
    """The options that narrow events."""

    mechanism: Mechanisms = None
    kind: Kinds = None
    since: Since = None
    until: Until = None
    text: Text = None
    tag: Tags = None


class RecommendationOptions(OptionGroup):
    """The options that narrow recommendations."""

    cycle: Cycle = None
    response: Responses = None
    status: Statuses = None
    by: By = None
    theme: Themes = None
    state: States = None
    text: Text = None


def split_values(values: list[str] | None) -> list[str]:
    """Return the values of an option that may be repeated or hold several divided by commas."""
    return [part for value in values or () for part in value.split(",")]


def with_groups(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command as Typer takes it, with each option of its groups as a parameter.

    An option that two groups have is one parameter, and each of them holds its value.
    """
    own = inspect.signature(command).parameters
    groups = {
        name: {option.name: option for option in parameter.annotation.parameters()}
        for name, parameter in own.items()
        if isinstance(parameter.annotation, type) and issubclass(parameter.annotation, OptionGroup)
    }
    if not groups:
        return command

    def call(**typed: Any) -> None:
        held = {
            name: own[name].annotation(**{option: typed[option] for option in options})
            for name, options in groups.items()
        }
        in_groups = set().union(*groups.values()) - own.keys()
        command(**{name: typed[name] for name in typed.keys() - in_groups}, **held)

    parameters: dict[str, inspect.Parameter] = {}
    for name, parameter in own.items():
        for option in groups.get(name, {name: parameter}).values():
            keyword = parameter.kind is not parameter.VAR_KEYWORD
            kind = parameter.KEYWORD_ONLY if keyword else parameter.VAR_KEYWORD
            parameters.setdefault(option.name, option.replace(kind=kind))
    call.__doc__ = command.__doc__
    vars(call).update(vars(command), __signature__=inspect.Signature([*parameters.values()]))
    return call
