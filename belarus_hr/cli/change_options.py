"""Options that are shared by the commands that change records."""

from typing import Annotated, Any

import typer

from belarus_hr.cli.completion import completes, field_names, of_records, tags
from belarus_hr.cli.option_groups import OptionGroup
from belarus_hr.cli.options import complete_mechanism
from belarus_hr.cli.session import day_typed
from belarus_hr.domain.reference import vocabulary
from belarus_hr.domain.text.words import with_meanings

#: The fields that are not named as the options that give one value of theirs.
_FIELD = {"tag": "tags", "source": "sources", "response": "responses", "id_": "id"}

Date = Annotated[
    str | None,
    typer.Option("--date", metavar="DATE", help="2009, 2009-11, 2009-11-13, a/b, 2010~, today."),
]
Note = Annotated[str | None, typer.Option("--note", help="What else a reader should know.")]
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="TEXT", help="Document symbol or title; may be repeated."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace FILE.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", "-n", help="Say what would change; write nothing.")
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


class FieldsTyped(OptionGroup):
    """The fields of a record, each by an option of its own, and any by ``--set``."""

    mechanism: Annotated[
        str | None,
        typer.Option(
            "--mechanism",
            "-m",
            metavar="CODE",
            help="UN code: UPR, CAT, CEDAW, …",
            autocompletion=complete_mechanism,
        ),
    ] = None
    date: Date = None
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help=f"{', '.join(with_meanings(vocabulary.EVENT_KINDS))}.",
            autocompletion=completes(vocabulary.EVENT_KINDS),
        ),
    ] = None
    by: Annotated[str | None, typer.Option("--by", metavar="WHO", help="Who acted.")] = None
    place: Annotated[str | None, typer.Option("--place", help="Where.")] = None
    note: Note = None
    tag: Annotated[
        list[str] | None,
        typer.Option(
            "--tag", help="Word to find it by; may be repeated.", autocompletion=of_records(tags)
        ),
    ] = None
    source: Sources = None
    confidence: Annotated[
        str | None,
        typer.Option(
            "--confidence",
            metavar="WORD",
            help=", ".join(vocabulary.CONFIDENCES) + ".",
            autocompletion=completes(vocabulary.CONFIDENCES),
        ),
    ] = None
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="Any field, numbers.made=266 in one; an empty VALUE clears it.",
            autocompletion=field_names(),
        ),
    ] = None

    def values(self) -> dict[str, Any]:
        """Return the values typed, by the name of the field; those of ``--set`` are not among them.

        Each is as it was typed but for the date, where ``today`` is today's.
        """
        typed = {_FIELD.get(name, name): value for name, value in self.typed().items()}
        typed.pop("set_", None)
        if self.date is not None:
            typed["date"] = day_typed(self.date)
        return typed
