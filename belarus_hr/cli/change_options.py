"""Options that are shared by the commands that change records."""

from typing import Annotated

import typer

from belarus_hr.cli.completion import completes, of_records, tags
from belarus_hr.cli.options import KIND, complete_mechanism
from belarus_hr.domain.reference import vocabulary

Title = Annotated[str | None, typer.Option("--title", help="What happened, in your words.")]
Date = Annotated[
    str | None,
    typer.Option("--date", metavar="DATE", help="2009, 2009-11, 2009-11-13, a/b, 2010~, today."),
]
MechanismOption = Annotated[
    str | None,
    typer.Option(
        "--mechanism",
        "-m",
        metavar="CODE",
        help="UN code: UPR, CAT, CEDAW, …",
        autocompletion=complete_mechanism,
    ),
]
KindOption = Annotated[str | None, KIND]
Who = Annotated[str | None, typer.Option("--by", metavar="WHO", help="Who acted.")]
Place = Annotated[str | None, typer.Option("--place", help="Where.")]
Note = Annotated[str | None, typer.Option("--note", help="What else a reader should know.")]
AddedTags = Annotated[
    list[str] | None,
    typer.Option(
        "--tag", help="Word to find it by; may be repeated.", autocompletion=of_records(tags)
    ),
]
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="TEXT", help="Document symbol or title; may be repeated."),
]
Confidence = Annotated[
    str | None,
    typer.Option(
        "--confidence",
        metavar="WORD",
        help=", ".join(vocabulary.CONFIDENCES) + ".",
        autocompletion=completes(vocabulary.CONFIDENCES),
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="FIELD=VALUE",
        help="Any field, numbers.made=266 in one; an empty VALUE clears it.",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace FILE.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", "-n", help="Say what would change; write nothing.")
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
