"""The smallest Typer, TinyDB and Rich program that draws the events of one mechanism."""

from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from tinydb import TinyDB, where

app = typer.Typer(rich_markup_mode=None, add_completion=False)
FIELDS = ("id", "date", "mechanism", "kind", "title")


@app.command()
def main(file: Path, mechanism: str) -> None:
    """Draw the events of MECHANISM that FILE holds."""
    found = TinyDB(file).table("events").search(where("mechanism") == mechanism)
    table = Table(*FIELDS)
    for event in sorted(found, key=lambda event: event["date"]):
        table.add_row(*(event[name] for name in FIELDS))
    Console().print(table)


app()
