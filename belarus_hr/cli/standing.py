"""``status``: which standing is asked for, and its forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from belarus_hr.cli import output
from belarus_hr.cli.output import View
from belarus_hr.domain import overview, progress, words
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.mechanisms import MECHANISMS, TREATY_BODIES
from belarus_hr.domain.records import REPORT
from belarus_hr.views import standing
from belarus_hr.views.rows import DEFAULT_FIELDS, Rows, fields

if TYPE_CHECKING:
    from belarus_hr.views.screen import Screen


class Asked(NamedTuple):
    """The options of ``status upr`` as typed."""

    cycle: int | None
    by: str | None
    group_by: str | None


def upr(collection: Collection, day: date, asked: Asked, form: View) -> None:
    """Write the standing of the UPR cycles."""
    group_by = asked.group_by
    if group_by is not None:
        group_by = words.choose("grouping", group_by, progress.GROUPINGS)
    known = standing.GROUP_FIELDS if group_by else standing.UPR_FIELDS
    if form.lists_fields:
        return output.emit_fields(known)
    assessor = collection.assessor(asked.by)
    found = progress.cycles(
        collection,
        as_of=day,
        cycle=collection.cycle(asked.cycle),
        assessors=(assessor,) if assessor else (),
        group_by=group_by,
    )
    rows = standing.group_rows(found) if group_by else standing.upr_rows(found, day)

    def draw(screen: Screen) -> str:
        from belarus_hr.views import standing_tables

        return standing_tables.upr(found, day, group_by, screen)

    made = Rows(collection, as_of=day)
    output.emit_standing(rows, known, lambda: standing.upr_document(found, day, made), draw, form)


def mechanisms_(collection: Collection, codes: Sequence[str], day: date, form: View) -> None:
    """Write the standing of one treaty body, or a line for each of several mechanisms."""
    if len(codes) == 1 and MECHANISMS[codes[0]].family == TREATY_BODIES:
        _treaty_body(collection, codes[0], day, form)
    else:
        _overview(collection, codes, day, form)


def _overview(collection: Collection, codes: Sequence[str], day: date, form: View) -> None:
    if form.lists_fields:
        return output.emit_fields(standing.OVERVIEW_FIELDS)
    found = overview.overviews(collection, codes, day)

    def draw(screen: Screen) -> str:
        from belarus_hr.views import standing_tables

        return standing_tables.overview(found, day, screen)

    output.emit_standing(
        [standing.overview_row(one) for one in found],
        standing.OVERVIEW_FIELDS,
        lambda: standing.overview_document(found, day),
        draw,
        form,
    )


def _treaty_body(collection: Collection, code: str, day: date, form: View) -> None:
    if form.lists_fields:
        return output.emit_fields(fields(REPORT))
    body = overview.treaty_body(collection, code, day)
    rows = Rows(collection, as_of=day)

    def draw(screen: Screen) -> str:
        from belarus_hr.views import standing_tables

        return standing_tables.treaty_body(body, day, rows, screen)

    output.emit_standing(
        [rows.row(id_, REPORT, record) for id_, record in body.reports],
        fields(REPORT),
        lambda: standing.treaty_body_document(body, day, rows),
        draw,
        form,
        brief=DEFAULT_FIELDS["report"],
    )
