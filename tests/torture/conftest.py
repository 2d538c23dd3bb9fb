"""The report of the torture: a line for each test and subject, printed, and written as JSON.

``TORTURE_REPORT=FILE`` names the JSON file; security_page.py puts its figures into SECURITY.md.
"""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from judging import Tally
from subjects import HRTRACK_ITSELF, Subject

_START = time.monotonic()
_rows: list[dict[str, Any]] = []


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Iterator[Callable[..., Tally]]:
    """Make tallies of this test, and put them into the report."""
    made: list[Tally] = []

    def new(test: str, subject: Subject = HRTRACK_ITSELF) -> Tally:
        made.append(Tally(test, subject.name))
        return made[-1]

    yield new
    for one in made:
        record_property("tally", one.row())


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "teardown":
        _rows.extend(row for name, row in report.user_properties if name == "tally")  # type: ignore[misc]


def summed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return one row for each test and subject, what its parts counted added up."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        sum_ = found.setdefault((row["test"], row["subject"]), {**row, "cases": 0, "wrong": {}})
        sum_["cases"] += row["cases"]
        sum_["note"] = sum_["note"] or row["note"]
        for wrong, count in row["wrong"].items():
            sum_["wrong"][wrong] = sum_["wrong"].get(wrong, 0) + count
        sum_["losses"] = sum(sum_["wrong"].values())
    return [found[key] for key in sorted(found)]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    rows = summed(_rows)
    if not rows:
        return
    terminalreporter.section("torture")
    for row in rows:
        wrong = ", ".join(f"{count} {what}" for what, count in sorted(row["wrong"].items()))
        said = f"{row['losses']:>6,} of {row['cases']:>7,}  {row['test']} · {row['subject']}"
        terminalreporter.write_line(said + (f" ({wrong})" if wrong else ""))
    if name := os.environ.get("TORTURE_REPORT"):
        machine = {
            "processors": os.cpu_count(),
            "kernel": platform.release().split("-")[0],
            "python": platform.python_version(),
            "date": date.today().isoformat(),
            "minutes": max(1, round((time.monotonic() - _START) / 60)),
        }
        document = {"machine": machine, "rows": rows}
        Path(name).write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
