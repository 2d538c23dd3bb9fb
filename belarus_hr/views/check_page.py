"""The findings of ``check`` drawn for people, each as a paragraph."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from belarus_hr.domain.checks.run import Finding
from belarus_hr.views.screen import Screen, text, two_columns

_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}


def check_page(findings: Iterable[Finding], screen: Screen) -> str:
    """Return the findings drawn: what is wrong, and what would be right."""
    grid = two_columns()
    for finding in findings:
        rule = text(f"({finding.rule})", "dim")
        where = Text("  ").join([text(finding.id, "bold"), text(finding.field), rule])
        grid.add_row(text(finding.severity, _STYLES[finding.severity]), where)
        grid.add_row("", text(finding.message))
        if finding.right:
            grid.add_row("", text(f"right: {finding.right}", "green"))
    return screen.draw(grid)
