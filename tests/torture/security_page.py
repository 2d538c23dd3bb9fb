"""Put the figures of a long run into SECURITY.md, so that nobody types one.

    TORTURE_REPORT=report.json python -m pytest -n2 -m slow tests/torture
    python tests/torture/security_page.py report.json

What stands between the two marks on the page is written anew; the rest is left as it is.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[2] / "SECURITY.md"
START, END = "<!-- long run -->\n", "<!-- end of the long run -->\n"
#: The columns: the subjects by their names in the report, and what the page calls them.
SUBJECTS = {
    "hrtrack": "hrtrack",
    "stock TinyDB": "stock TinyDB",
    "hrtrack without fsync": "no fsync",
    "hrtrack without fsync of the folder": "no fsync of the folder",
    "hrtrack without the lock": "no lock",
}


def figures(report: dict[str, Any]) -> str:
    """Return the sentences and the table of a report."""
    machine, rows = report["machine"], report["rows"]
    day = date.fromisoformat(machine["date"])
    ours = [row for row in rows if row["subject"] == "hrtrack"]
    killed = [row for row in ours if "killed" in row["test"] and "lock" not in row["test"]]
    kills, lost = (sum(row[what] for row in killed) for what in ("cases", "losses"))
    said = (
        f"On {day.day} {day:%B %Y}, with {machine['processors']} processors, Linux "
        f"{machine['kernel']} and Python {machine['python']}, in {machine['minutes']} minutes. "
        f"{kills:,} commands of `hrtrack` were killed, and {lost:,} of them lost anything."
    )
    head = f"| test | {' | '.join(SUBJECTS.values())} |\n| --- |{' --: |' * len(SUBJECTS)}\n"
    return f"{said}\n\n{head}{''.join(_line(test, rows) for test in _tests(rows))}"


def _tests(rows: list[dict[str, Any]]) -> list[str]:
    return sorted({row["test"] for row in rows})


def _line(test: str, rows: list[dict[str, Any]]) -> str:
    found = {row["subject"]: row for row in rows if row["test"] == test}
    assert found.keys() <= SUBJECTS.keys()
    cells = (_cell(found[subject]) if subject in found else "" for subject in SUBJECTS)
    return f"| {test} | {' | '.join(cells)} |\n"


def _cell(row: dict[str, Any]) -> str:
    return f"{row['losses']:,} of {row['cases']:,}"


def refreshed(page: str, report: dict[str, Any]) -> str:
    """Return the page with the figures of a report between its marks."""
    before, _, rest = page.partition(START)
    _, end, after = rest.partition(END)
    assert end, "the page has lost its marks"
    return f"{before}{START}{figures(report)}{END}{after}"


if __name__ == "__main__":
    read = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8"), read), encoding="utf-8")
