"""Options of listings that are made of fields: a field with a ``filter`` can be asked for."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from belarus_hr.cli.completion import completes, of_records
from belarus_hr.cli.process import COMPLETING
from belarus_hr.domain.records.field_types import FLAG, Field
from belarus_hr.domain.records.kinds import BY_NAME, Kind

if TYPE_CHECKING:
    from belarus_hr.domain.collection import Collection

_Command = Callable[..., None]


def asks_for_fields(*kinds: str) -> Callable[[_Command], _Command]:
    """Return a decorator that gives a command the filters of these kinds, as ``**by_field``."""

    def mark(command: _Command) -> _Command:
        command.asks_for = kinds  # type: ignore[attr-defined]
        return command

    return mark


def with_field_options(command: _Command, arguments: Iterable[str]) -> _Command:
    """Give a command an option for each filter of its kinds that it has no parameter for.

    They stand before ``--as-of`` in its help. Typer takes a while over each option, so none is made
    where the arguments name no option but the command's own.
    """
    kinds: tuple[str, ...] = getattr(command, "asks_for", ())
    signature = inspect.signature(command)
    own = [p for p in signature.parameters.values() if p.kind is not p.VAR_KEYWORD]
    filters: dict[str, inspect.Parameter] = {}
    if COMPLETING or not _options(arguments) <= _declared(own):
        names = {parameter.name for parameter in own}
        for kind in map(BY_NAME.__getitem__, kinds):
            for name, field in kind.filters.items():
                if name not in names | filters.keys():
                    filters[name] = _parameter(name, kind, field)
    place = [parameter.name for parameter in own].index("as_of") if filters else 0
    parameters = [*own[:place], *filters.values(), *own[place:]]
    command.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return command


def _options(arguments: Iterable[str]) -> set[str]:
    return {word.partition("=")[0] for word in arguments if word.startswith("--") or word == "-h"}


def _declared(parameters: Iterable[inspect.Parameter]) -> set[str]:
    """Return the names of the options of a command, as they are typed."""
    options = [part for p in parameters for part in getattr(p.annotation, "__metadata__", ())]
    named = (name for option in options for name in (option.default, *(option.param_decls or ())))
    return {name for names in named if isinstance(names, str) for name in names.split("/")}


def _parameter(name: str, kind: Kind, field: Field) -> inspect.Parameter:
    about = f"{field.about[0].upper()}{field.about[1:]}"
    flag = f"Only with {field.name}: {field.about}."
    annotation: Any
    default: object = None
    if field.type.cell == "json" or field.type is FLAG:
        default, annotation = False, Annotated[bool, typer.Option(f"--{name}", help=flag)]
    else:
        words = field.type.words
        annotation = Annotated[
            list[str] | None,
            typer.Option(
                f"--{name}",
                metavar="ID" if field.links_to else name.upper(),
                help=f"{about}{': ' + ', '.join(words) if words else ''}; may be repeated.",
                autocompletion=completes(words) if words else of_records(_on_record(kind, field)),
            ),
        ]
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )


def _on_record(kind: Kind, field: Field) -> Callable[[Collection], Iterable[tuple[str, str]]]:
    """Return what lists the values that records have in a field."""

    def values(collection: Collection) -> Iterable[tuple[str, str]]:
        from belarus_hr.domain.query import values_of

        records = collection.of(kind).values()
        return ((value, "") for value in sorted({x for r in records for x in values_of(field, r)}))

    return values
