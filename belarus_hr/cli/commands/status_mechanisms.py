"""``status`` of treaty bodies and of several mechanisms: events, reports, what is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from belarus_hr.cli import output
from belarus_hr.cli.output import View
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.kinds import REPORT
from belarus_hr.domain.reference.mechanisms import MECHANISMS, TREATY_BODIES
from belarus_hr.views import status_rows
from belarus_hr.views.rows import DEFAULT_FIELDS, Rows, fields

if TYPE_CHECKING:
    from belarus_hr.views.screen import Screen


def write(collection: Collection, codes: Sequence[str], day: date, form: View) -> None:
    """Write the standing of one treaty body, or a line for each of several mechanisms."""
    if len(codes) == 1 and MECHANISMS[codes[0]].family == TREATY_BODIES:
        _treaty_body(collection, codes[0], day, form)
    else:
        _overview(collection, codes, day, form)


def _overview(collection: Collection, codes: Sequence[str], day: date, form: View) -> None:
    if form.lists_fields:
        return output.emit_fields(status_rows.OVERVIEW_FIELDS)
    from belarus_hr.domain.figures import overview

    found = overview.overviews(collection, codes, day)

    def draw(screen: Screen) -> str:
        from belarus_hr.views import status_page

        return status_page.overview(found, day, screen)

    output.emit_standing(
        [status_rows.overview_row(one) for one in found],
        status_rows.OVERVIEW_FIELDS,
        lambda: status_rows.overview_document(found, day),
        draw,
        form,
    )


def _treaty_body(collection: Collection, code: str, day: date, form: View) -> None:
    if form.lists_fields:
        return output.emit_fields(fields(REPORT))
    from belarus_hr.domain.figures import overview

    body = overview.treaty_body(collection, code, day)
    rows = Rows(collection, as_of=day)

    def draw(screen: Screen) -> str:
        from belarus_hr.views import status_page

        return status_page.treaty_body(body, day, rows, screen)

    output.emit_standing(
        [rows.row(id_, REPORT, record) for id_, record in body.reports],
        fields(REPORT),
        lambda: status_rows.treaty_body_document(body, day, rows),
        draw,
        form,
        brief=DEFAULT_FIELDS["report"],
    )
