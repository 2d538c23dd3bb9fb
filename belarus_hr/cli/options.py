"""Options that several commands share."""

from pathlib import Path
from typing import Annotated, Any

import typer

from belarus_hr.cli.completion import (
    assessors,
    columns,
    completes,
    countries,
    ids,
    label_completions,
    of_records,
    states,
    tags,
)
from belarus_hr.domain.reference import vocabulary
from belarus_hr.domain.reference.mechanisms import FAMILIES, MECHANISMS

complete_mechanism = completes([*MECHANISMS, *FAMILIES])

OUTPUT_FORMATS = ("table", "tsv", "csv", "json", "ndjson", "md", "ids", "xlsx")
#: Formats that hold the sources of what is listed, for a reference manager.
BIBLIOGRAPHIES = ("bibtex", "csl")
#: The format of IMPACT OSS' templates: csv with columns of its own.
IMPACT_SHEET = "impact-oss"
CALENDAR = "ics"
#: What may divide the cells of csv; tabs are those of tsv.
DELIMITERS = (",", ";", "|")

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


def _format_option(*formats: str, told: str = "") -> Any:
    return typer.Option(
        "--format",
        "-F",
        metavar="NAME",
        help=f"One of {', '.join(formats)}{told}. Default: table on a terminal, tsv in a pipe.",
        autocompletion=completes(formats),
    )


_CITING = (*OUTPUT_FORMATS, *BIBLIOGRAPHIES)
Format = Annotated[str | None, _format_option(*OUTPUT_FORMATS)]
CitingFormat = Annotated[str | None, _format_option(*_CITING, told=" (sources)")]
CalendarFormat = Annotated[str | None, _format_option(*_CITING, CALENDAR, told=" (a calendar)")]
Fields = Annotated[
    str | None,
    typer.Option(
        "--fields",
        metavar="A,B,…",
        help="Fields to show, in order; 'help' lists them.",
        autocompletion=columns(several=True),
    ),
]
Header = Annotated[
    bool | None,
    typer.Option("--header/--no-header", help="Field names first (tsv: off, csv: on)."),
]
Excel = Annotated[
    bool | None,
    typer.Option("--excel", help="csv for spreadsheet programs: byte order mark, 97.10 as text."),
]
Delimiter = Annotated[
    str | None,
    typer.Option("--delimiter", metavar="SIGN", help="What divides csv: ',', ';' or '|'."),
]
NoPager = Annotated[
    bool | None,
    typer.Option("--no-pager", help="Write to the terminal at once, however long it is."),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="What the record showed on that day."),
]
Cycle = Annotated[int | None, typer.Option("--cycle", metavar="N", help="UPR cycle.")]
Country = Annotated[
    str | None,
    typer.Option(
        "--country",
        metavar="STATE",
        help="State concerned, or all; Belarus if not given.",
        autocompletion=of_records(countries),
    ),
]
Text = Annotated[
    list[str] | None,
    typer.Option("--text", metavar="WORD", help="Word that the record holds; all of several."),
]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Not before this date.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Not after this date.")]
Tags = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG", help="Tag of the event.", autocompletion=of_records(tags)),
]
Sort = Annotated[
    str | None,
    typer.Option(
        "--sort",
        metavar="FIELD",
        help="Order; -FIELD for backwards.",
        autocompletion=columns(),
    ),
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
#: The kind of an event, for one value or several.
KIND = typer.Option(
    "--kind",
    metavar="KIND",
    help="visit, report, …",
    autocompletion=completes(vocabulary.EVENT_KINDS),
)
Kinds = Annotated[list[str] | None, KIND]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="ASSESSOR",
        help="self, government, un, civil-society, or a name of yours.",
        autocompletion=of_records(assessors),
    ),
]
Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ID...",
        help="Ids, or their ends such as 97.4; - reads them from standard input.",
        autocompletion=of_records(ids),
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
        autocompletion=of_records(label_completions("themes")),
    ),
]
States = Annotated[
    list[str] | None,
    typer.Option(
        "--state",
        metavar="STATE",
        help="Recommending State.",
        autocompletion=of_records(states),
    ),
]
