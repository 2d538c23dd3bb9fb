"""The smallest Typer program that converts one parameter: what start-up is measured against.

Without Rich in its help, which is the harder one to keep up with.
"""

import typer

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def main(number: int) -> None:
    """Print the number after NUMBER."""
    print(number + 1)


app()
