"""Options that several commands share, and what Tab completes them with."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from belarus_hr.domain.reference import vocabulary
from belarus_hr.domain.reference.mechanisms import FAMILIES, MECHANISMS

if TYPE_CHECKING:
    from belarus_hr.domain.collection import Collection

Completions = list[tuple[str, str]]
Complete = Callable[..., Completions]


#: Whether a shell asks for completions. Else Typer need not look at what
#: completes each parameter, which costs each command milliseconds.
COMPLETING = "_HRTRACK_COMPLETE" in os.environ


def completes(values: Iterable[str]) -> Complete | None:
    """Complete a closed vocabulary, whatever the case typed."""
    if not COMPLETING:
        return None
    names = list(values)

    def complete(incomplete: str) -> Completions:
        return _starting(incomplete, ((name, "") for name in names))

    return complete


def _of_records(describe: "Callable[[Collection], Iterable[tuple[str, str]]]") -> Complete | None:
    """Complete from the records. Never an error, a message or a new file: at worst nothing."""
    if not COMPLETING:
        return None

    def complete(ctx: typer.Context, incomplete: str) -> Completions:
        from belarus_hr.cli.session import open_store

        try:
            db = ctx.params.get("db") or ctx.find_root().params.get("db")
            collection = open_store(db).read()
            return _starting(incomplete, describe(collection))
        except Exception:  # a shell waits: any failure means nothing to offer
            return []

    return complete


def _starting(incomplete: str, names: Iterable[tuple[str, str]]) -> Completions:
    """Return the names that start with what was typed, in the case it was typed in."""
    spelled = str.lower if incomplete.islower() else str
    return [
        (_harmless(spelled(name)), _harmless(about)[:_DESCRIPTION])
        for name, about in names
        if spelled(name).startswith(incomplete)
    ]


def _harmless(text: str) -> str:
    """Return text with the signs replaced that a shell would obey.

    The script of zsh evaluates it, bash puts it on the command line as it is. Square
    brackets too: Typer takes them for markup.
    """
    from belarus_hr.domain.text.safe_text import visible

    return visible(text).translate(_HARMLESS)


#: How far the wide form of a sign lies behind it.
_WIDE = 0xFEE0
#: Typer wraps longer ones, and a description is one line.
_DESCRIPTION = 60
_HARMLESS = str.maketrans(
    {'"': "”", "\\": "/", "$": "S", "`": "’", "[": "(", "]": ")"}
    | {sign: chr(ord(sign) + _WIDE) for sign in "!&;<>|"}
)


def _ids(collection: "Collection") -> Iterable[tuple[str, str]]:
    for id_, kind in collection.ids():
        record = collection.of(kind)[id_]
        yield id_, record.get("title", "")
        if "paragraph" in record:
            yield record["paragraph"], record["title"]


def _labels(name: str) -> "Callable[[Collection], Iterable[tuple[str, str]]]":
    def labels(collection: "Collection") -> Iterable[tuple[str, str]]:
        from belarus_hr.domain.records.kinds import RECOMMENDATION

        records = collection.of(RECOMMENDATION).values()
        return ((label, "") for label in sorted({x for r in records for x in r.get(name, ())}))

    return labels


def _states(collection: "Collection") -> Iterable[tuple[str, str]]:
    from belarus_hr.domain.query import recommending_states
    from belarus_hr.domain.records.kinds import RECOMMENDATION

    records = collection.of(RECOMMENDATION).values()
    return ((name, "") for name in sorted({x for r in records for x in recommending_states(r)}))


def _assessors(collection: "Collection") -> Iterable[tuple[str, str]]:
    return ((name, "") for name in dict.fromkeys((*vocabulary.ASSESSORS, *collection.assessors)))


complete_mechanism = completes([*MECHANISMS, *FAMILIES])

FORMATS = ("table", "tsv", "csv", "json", "ndjson", "md", "ids")

Db = Annotated[
    Path | None,
    # That it cannot be read is for the store to say, with its exit code.
    typer.Option(
        "--db",
        metavar="PATH",
        readable=False,
        help="Store to use, instead of HRTRACK_DB or your own.",
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-F",
        metavar="NAME",
        help=f"One of {', '.join(FORMATS)}. Default: table on a terminal, tsv in a pipe.",
        autocompletion=completes(FORMATS),
    ),
]
Fields = Annotated[
    str | None,
    typer.Option("--fields", metavar="A,B,…", help="Fields to show, in order; 'help' lists them."),
]
Header = Annotated[
    bool | None,
    typer.Option("--header/--no-header", help="Field names first (tsv: off, csv: on)."),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="What the record showed on that day."),
]
Cycle = Annotated[int | None, typer.Option("--cycle", metavar="N", help="UPR cycle.")]
Country = Annotated[
    str | None,
    typer.Option(
        "--country", metavar="STATE", help="State concerned, or all; Belarus if not given."
    ),
]
Text = Annotated[
    list[str] | None,
    typer.Option("--text", metavar="WORD", help="Word that the record holds; all of several."),
]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Not before this date.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Not after this date.")]
Tags = Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="Tag of the event.")]
Sort = Annotated[
    str | None, typer.Option("--sort", metavar="FIELD", help="Order; -FIELD for backwards.")
]
Limit = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=0, help="At most N records.")
]
Mechanisms = Annotated[
    list[str] | None,
    typer.Option(
        "--mechanism",
        "-m",
        metavar="CODE",
        help="UPR, CAT, …, or a family such as treaty-bodies; may be repeated.",
        autocompletion=complete_mechanism,
    ),
]
Mechanism = Annotated[
    str | None,
    typer.Option(
        "--mechanism",
        "-m",
        metavar="CODE",
        help="UN code: UPR, CAT, CEDAW, …",
        autocompletion=complete_mechanism,
    ),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="visit, report, …",
        autocompletion=completes(vocabulary.EVENT_KINDS),
    ),
]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="visit, report, …",
        autocompletion=completes(vocabulary.EVENT_KINDS),
    ),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="ASSESSOR",
        help="self, government, un, civil-society, or a name of yours.",
        autocompletion=_of_records(_assessors),
    ),
]
Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ID...",
        help="Ids, or their ends such as 97.4; - reads them from standard input.",
        autocompletion=_of_records(_ids),
    ),
]
Responses = Annotated[
    list[str] | None,
    typer.Option(
        "--response",
        metavar="RESPONSE",
        help="supported (all that count so), noted, …; may be repeated.",
        autocompletion=completes(vocabulary.RESPONSES),
    ),
]
Statuses = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help="implemented, partly, not-implemented, not-assessed.",
        autocompletion=completes((*vocabulary.STATUSES, vocabulary.NOT_ASSESSED)),
    ),
]
Themes = Annotated[
    list[str] | None,
    typer.Option(
        "--theme",
        metavar="THEME",
        help="UPR Info issue, or a part of its name.",
        autocompletion=_of_records(_labels("themes")),
    ),
]
States = Annotated[
    list[str] | None,
    typer.Option(
        "--state",
        metavar="STATE",
        help="Recommending State.",
        autocompletion=_of_records(_states),
    ),
]
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="TEXT", help="Document symbol or title; may be repeated."),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
