"""Figures, and below them how many of the records that they count have an open conflict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from belarus_hr.cli import console, output
from belarus_hr.cli.output import View
from belarus_hr.domain.reference.states import BELARUS
from belarus_hr.domain.text.words import number_of
from belarus_hr.views.listings import Listing
from belarus_hr.views.rows import Row

if TYPE_CHECKING:
    from belarus_hr.domain.figures.conflicting import OpenConflicts
    from belarus_hr.views.screen import Screen

#: The command that lists the records of a kind.
_LISTED_BY = {
    "recommendation": "recs",
    "claim": "claims",
    "measure": "measures",
    "event": "list",
}
_FOUND_BY_CHECK = "hrtrack check"


def write_figures(
    listing: Listing,
    rows: Sequence[Row],
    form: View,
    *,
    page: Callable[[Screen], str],
    document: Callable[[], dict[str, Any]],
    conflicts: OpenConflicts,
) -> None:
    """Write figures in the form asked for, with the conflicts of the records that they count.

    A page ends on a line that counts them, the JSON document has their ids, and with rows the line
    goes to standard error.
    """
    said = _sentence(conflicts)
    told = not said

    def page_with_conflicts(screen: Screen) -> str:
        nonlocal told
        if not said:
            return page(screen)
        from belarus_hr.views.screen import text

        told = True
        return page(screen) + screen.draw(text(said, "yellow"))

    def document_with_conflicts() -> dict[str, Any]:
        nonlocal told
        told = True
        return {**document(), "conflicts": conflicts.ids}

    output.write(listing, rows, form, page=page_with_conflicts, document=document_with_conflicts)
    if not told:
        console.say(said)


def _sentence(conflicts: OpenConflicts) -> str:
    """Return how many records have an open conflict, and the command that lists them."""
    count = len(conflicts.ids)
    if not count:
        return ""
    have = "has" if count == 1 else "have"
    command = _FOUND_BY_CHECK
    if len(conflicts.by_kind) == 1:
        (kind,) = conflicts.by_kind
        command = _listed_by(kind)
        if kind == "recommendation" and conflicts.country != BELARUS:
            import shlex  # For this alone.

            command += f" --country {shlex.quote(conflicts.country)}"
    return f"{number_of(count, 'record')} counted here {have} an open conflict: {command}"


def _listed_by(kind: str) -> str:
    if kind == "report":
        return _FOUND_BY_CHECK
    return f"hrtrack {_LISTED_BY.get(kind, f'list --record {kind}')} --conflict"
