"""Write the pages that the program can write itself: the reference, the picture, the sample page.

``python docs/generate.py`` after a change that people see; a test fails while
they differ from the program.
"""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.text import Text

from belarus_hr.cli.app import COMMANDS
from belarus_hr.cli.error_handler import run
from belarus_hr.domain.figures import upr_progress
from belarus_hr.domain.figures.counting import CountingMethod
from belarus_hr.domain.figures.upr_progress import Question
from belarus_hr.domain.records.kinds import KINDS
from belarus_hr.store import Store, paths
from belarus_hr.views import status_page
from belarus_hr.views.listings import (
    CONFLICTS,
    DUE,
    FACT_SHEET,
    FINDINGS,
    LOG_ENTRIES,
    PROPOSALS,
    Listing,
    of_kind,
)
from belarus_hr.views.mechanism_rows import OVERVIEW
from belarus_hr.views.plan_rows import PLAN
from belarus_hr.views.screen import Screen
from belarus_hr.views.status_rows import CHANGES, CROSS, GROUPS, UPR

DOCS = Path(__file__).parent
PICTURE = DOCS / "status-upr.svg"
REFERENCE = DOCS / "reference.md"
SAMPLE = DOCS / "page.html"
#: The day and the width of the picture, so that it is the same whenever it is drawn.
DAY, WIDTH = date(2026, 1, 1), 96


def output(*arguments: str) -> str:
    """Return what ``hrtrack`` with these arguments writes to standard output."""
    written = io.BytesIO()
    with redirect_stdout(io.TextIOWrapper(written, "utf-8")) as out:
        assert run(arguments) == 0, arguments
        out.flush()
    return written.getvalue().decode()


def reference() -> str:
    """Return the reference: every help text, every field."""
    parts = ["# Reference\n\nWritten by `docs/generate.py` from the program itself.\n"]
    for name in ("", *COMMANDS):
        words = [name] if name else []
        title = " ".join(["hrtrack", *words])
        parts.append(f"## {title}\n\n```text\n{output(*words, '--help')}```\n")
    for title, listing in field_tables():
        rows = "".join(f"| `{name}` | {about} |\n" for name, about in listing.columns.items())
        parts.append(f"## Fields of {title}\n\n| field | what it is |\n| --- | --- |\n{rows}")
    return "\n".join(parts)


def field_tables() -> list[tuple[str, Listing]]:
    """Return the fields of each kind of row, under the name of what shows them."""
    return [
        *((f"{kind.name}s", of_kind(kind)) for kind in KINDS),
        ("`status upr`", UPR),
        ("`status upr --group-by`", GROUPS),
        ("`status upr --group-by` with two marks", CROSS),
        ("`status upr --since`", CHANGES),
        ("`status` of several mechanisms", OVERVIEW),
        ("`factsheet`", FACT_SHEET),
        ("`status plan`", PLAN),
        ("`clusters --suggest`", PROPOSALS),
        ("`due`", DUE),
        ("`check`", FINDINGS),
        ("`log`", LOG_ENTRIES),
        ("`merge`", CONFLICTS),
    ]


def pictured(*, colour: bool = False) -> str:
    """Return what the picture shows: ``hrtrack status upr --cycle 1`` on a terminal."""
    collection = Store(paths.dataset()).read()
    method = CountingMethod(DAY)
    cycles = upr_progress.cycles(collection, Question(method), 1)
    return status_page.upr(cycles, method, (), Screen(WIDTH, colour), "Belarus")


def picture() -> str:
    """Return the picture as SVG."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text("$ hrtrack status upr --cycle 1", style="bold"))
    console.print(Text.from_ansi(pictured(colour=True)))
    return console.export_svg(title="hrtrack", unique_id="hrtrack")


def sample() -> str:
    """Return the page of the shipped dataset: no store is there to answer instead."""
    nowhere = str(DOCS / "no-store.json")
    return output("export", "--db", nowhere, "--format", "html", "--as-of", DAY.isoformat())


if __name__ == "__main__":
    REFERENCE.write_text(reference(), encoding="utf-8")
    PICTURE.write_text(picture(), encoding="utf-8")
    SAMPLE.write_text(sample(), encoding="utf-8")
