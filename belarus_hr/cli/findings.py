"""What ``check`` and ``repair`` write: findings in the records, and in a store's file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from belarus_hr.cli import output
from belarus_hr.cli.output import View
from belarus_hr.domain.checks.duplicates import ONE_OF_THEM
from belarus_hr.domain.checks.run import Finding
from belarus_hr.domain.checks.upr_doubles import EACH_ONCE
from belarus_hr.domain.records.kinds import BY_NAME, BY_TABLE
from belarus_hr.views.listings import FINDINGS

if TYPE_CHECKING:
    from belarus_hr.store import Salvaged, Store, Trouble
    from belarus_hr.views.screen import Screen


def write_findings(findings: Sequence[Finding], form: View) -> None:
    """Write findings in the form asked for."""
    findings = [_with_option(finding) for finding in findings]

    def page(screen: Screen) -> str:
        from belarus_hr.views import check_page

        return check_page.check_page(findings, screen)

    output.write(FINDINGS, [finding._asdict() for finding in findings], form, page=page, nothing="")


def _with_option(finding: Finding) -> Finding:
    """Return a finding whose remedy names the command that it takes."""
    if finding.right == EACH_ONCE:
        return finding._replace(right=f"{EACH_ONCE}; hrtrack recs --sort text has like by like")
    if finding.right != ONE_OF_THEM:
        return finding
    field = BY_NAME[finding.record].by_name.get(finding.field)
    by = "hrtrack mark" if field and field.only_added else f"--set {finding.field}="
    return finding._replace(right=f"{ONE_OF_THEM}, by {by}")


def of_file(troubles: list[Trouble]) -> list[Finding]:
    """Return what is wrong with a file as findings of the check."""
    return [
        Finding(
            trouble.id,
            BY_TABLE[trouble.table].name if trouble.table in BY_TABLE else trouble.table,
            "store",
            trouble.severity,
            f"line {trouble.line}",
            "",
            trouble.message,
            "",
        )
        for trouble in troubles
    ]


def examined(store: Store) -> Salvaged | None:
    """Return what a store's file holds, None when there is no file."""
    from belarus_hr.store import read_file, salvage

    raw = read_file(store.path)
    return None if raw is None else salvage(raw)


def newest_backup(store: Store) -> str:
    """Return the end of a sentence that names the newest backup, or says that there is none."""
    from belarus_hr.store import backups

    return backups.newest_named(store.path) or "; there is no backup"
