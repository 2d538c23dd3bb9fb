"""Put the figures of a run into docs/speed.md, so that nobody types one.

    python tests/benchmarks/run.py --json figures.json
    python tests/benchmarks/speed_page.py figures.json

A run may be in several files, one for some sizes each; of one size the last file counts.
What stands between the two marks on the page is written anew; the rest is left as it is.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from figures import size_name
from questions import LARGE, PASS, SHIPPED, STOCK, TABLE, TYPER, US

PAGE = Path(__file__).parents[2] / "docs" / "speed.md"
START, END = "<!-- figures -->\n", "<!-- end of the figures -->\n"
#: The sizes that have room on the page; a run prints all.
SIZES = (SHIPPED, *LARGE)
#: The peers with a column: the name in the figures, and what the page calls them.
PEERS = {
    TYPER: "smallest Typer", TABLE: "smallest table", "jq": "jq", STOCK: "stock TinyDB",
    "sqlite3": "sqlite3", "sqlite-utils": "sqlite-utils", "task": "Taskwarrior", "jrnl": "jrnl",
    PASS: "one pass",
}  # fmt: skip


def table(document: dict[str, Any]) -> str:
    """Return the figures: ours in milliseconds and megabytes, and as ratios of each peer's time."""
    machine, of = document["machine"], {}
    for one in document["figures"]:
        of.setdefault((one["question"], one["records"]), {})[one["program"]] = one
    runs = [one["runs"] for one in document["figures"] if one["program"] == US]
    said = (
        f"{machine['processors']} processors, {machine['system'].split('-')[0]}, Python "
        f"{machine['python']}; medians of {min(runs)} to {max(runs)} runs.\n\n"
    )
    heads = ("question", "records", "ms", "MB", "MB of jq", *PEERS.values())
    lines = [f"| {' | '.join(heads)} |", f"| --- |{' --: |' * (len(heads) - 1)}"]
    lines += [_line(*key, programs) for key, programs in of.items() if US in programs]
    return said + "\n".join(lines) + "\n"


def _line(question: str, records: int, programs: dict[str, Any]) -> str:
    ours = programs[US]
    jq = f"{ours['memory'] / programs['jq']['memory']:.2f}" if "jq" in programs else ""
    cells = [question, size_name(records), f"{1000 * ours['wall']['median']:,.0f}"]
    cells += [f"{ours['memory'] / 1e6:,.0f}", jq]
    cells += [
        f"{programs[peer]['ours']['of_medians']:.2f}" if peer in programs else "" for peer in PEERS
    ]
    return f"| {' | '.join(cells)} |"


def united(documents: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the files of a run as one, with the sizes that the page shows."""
    of_size: dict[int, list[Any]] = {}
    for document in documents:
        found: dict[int, list[Any]] = {}
        for one in document["figures"]:
            found.setdefault(one["records"], []).append(one)
        of_size |= found
    figures = [one for size in SIZES for one in of_size.get(size, ())]
    return {"machine": documents[-1]["machine"], "figures": figures}


def main(*files: str) -> None:
    """Write the figures of a run into the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    documents = [json.loads(Path(file).read_text(encoding="utf-8")) for file in files]
    figures = table(united(documents))
    PAGE.write_text(f"{before}{START}\n{figures}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
