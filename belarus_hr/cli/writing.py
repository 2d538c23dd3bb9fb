"""Commands that change: ``add``, ``mark``, ``edit``, ``delete``. One whole write or none."""

from pathlib import Path
from typing import Annotated

import typer

from belarus_hr.cli.options import By, Db, Ids, Kind, Mechanism, Sources, Yes, completes
from belarus_hr.cli.session import ids_given, open_store
from belarus_hr.domain.records.kinds import BY_NAME
from belarus_hr.domain.reference import vocabulary

Title = Annotated[str | None, typer.Option("--title", help="What happened, in your words.")]
Date = Annotated[
    str | None,
    typer.Option("--date", metavar="DATE", help="2009, 2009-11, 2009-11-13, a/b, 2010~, today."),
]
Who = Annotated[str | None, typer.Option("--by", metavar="WHO", help="Who acted.")]
Place = Annotated[str | None, typer.Option("--place", help="Where.")]
Note = Annotated[str | None, typer.Option("--note", help="What else a reader should know.")]
Tags = Annotated[
    list[str] | None, typer.Option("--tag", help="Word to find it by; may be repeated.")
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="FIELD=VALUE",
        help="Any field, numbers.made=266 in one; an empty VALUE clears it.",
    ),
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


def add(
    context: typer.Context,
    title: Annotated[
        str,
        typer.Argument(
            metavar="TITLE|-", help="What happened; - reads records, one JSON object a line."
        ),
    ],
    mechanism: Mechanism = None,
    date: Date = None,
    kind: Kind = None,
    by: Who = None,
    place: Place = None,
    source: Sources = None,
    note: Note = None,
    tag: Tags = None,
    confidence: Confidence = None,
    id_: Annotated[str | None, typer.Option("--id", help="Id to give it.")] = None,
    record: Annotated[
        str | None,
        typer.Option(
            "--record",
            metavar="KIND",
            help="event, claim, report, review, recommendation or assessment.  [default: event]",
            autocompletion=completes(BY_NAME),
        ),
    ] = None,
    set_: Set = None,
    db: Db = None,
) -> None:
    """Add an event or another record, and print its id.

    With -, add many records from standard input, one JSON object a line: all or none.

    \b
    Example:
      hrtrack add "Fourth report sent" -m CAT --date 2009-12 --kind report --source CAT/C/BLR/4
    """
    from belarus_hr.cli import adding

    given = {
        "id": id_,
        "date": date,
        "mechanism": mechanism,
        "kind": kind,
        "by": by,
        "place": place,
        "sources": source,
        "note": note,
        "tags": tag,
        "confidence": confidence,
    }
    store = open_store(db or context.obj)
    if title == "-":
        options = {**given, "record": record, "set": set_}
        adding.many(store, {name for name, value in options.items() if value not in (None, [])})
    else:
        adding.one(
            store, "event" if record is None else record, {**given, "title": title}, set_ or []
        )


def mark(
    context: typer.Context,
    ids: Ids = None,
    as_: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="STATUS",
            help="implemented, partly or not-implemented.",
            autocompletion=completes(vocabulary.STATUSES),
        ),
    ] = "implemented",
    by: By = None,
    date: Date = None,
    source: Sources = None,
    note: Note = None,
    db: Db = None,
) -> None:
    """Record an assessor's verdict on recommendations.

    Earlier verdicts are kept; the latest by its date stands.

    \b
    Example:
      hrtrack mark 97.5 97.6 --by civil-society --source "Mid-term report 2014"
    """
    from belarus_hr.cli import marking

    verdict = marking.Verdict(
        as_, vocabulary.SELF if by is None else by, date, tuple(source or ()), note
    )
    marking.mark(open_store(db or context.obj), ids_given(ids), verdict)


def edit(
    context: typer.Context,
    ids: Ids = None,
    title: Title = None,
    date: Date = None,
    mechanism: Mechanism = None,
    kind: Kind = None,
    by: Who = None,
    place: Place = None,
    note: Note = None,
    tag: Tags = None,
    source: Sources = None,
    confidence: Confidence = None,
    response: Annotated[
        str | None,
        typer.Option(
            "--response",
            metavar="RESPONSE",
            help="A recommendation's next response, given on --date.",
            autocompletion=completes(vocabulary.RESPONSES),
        ),
    ] = None,
    set_: Set = None,
    form: Annotated[
        Path | None, typer.Option("--form", metavar="FILE", help="Take the record from this form.")
    ] = None,
    db: Db = None,
) -> None:
    """Change records by field, or one as a form in $EDITOR.

    --tag and --source add to what is there; --set replaces.

    \b
    Example:
      hrtrack edit cat-2009-12-report --date 2009-12-15 --source CAT/C/BLR/4
    """
    from belarus_hr.cli import editing

    named = {
        "title": title,
        "date": date,
        "mechanism": mechanism,
        "kind": kind,
        "by": by,
        "place": place,
        "note": note,
        "confidence": confidence,
    }
    changes = editing.Changes(
        replaced={name: value for name, value in named.items() if value is not None},
        tags=tag or [],
        sources=source or [],
        response=response,
        assignments=set_ or [],
    )
    editing.edit(open_store(db or context.obj), ids_given(ids), changes, form)


def delete(context: typer.Context, ids: Ids = None, yes: Yes = False, db: Db = None) -> None:
    """Delete records, after asking.

    A recommendation goes with the verdicts on it.

    \b
    Example:
      hrtrack delete cat-2026-11-statement --yes
    """
    from belarus_hr.cli import deleting

    deleting.delete(open_store(db or context.obj), ids_given(ids), yes=yes)
