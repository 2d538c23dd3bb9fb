"""``status`` of one mechanism and of several: events, reports, what is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from belarus_hr.cli import output, with_conflicts
from belarus_hr.cli.output import View
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.kinds import ASSESSMENT, EVENT, GRADE, RECOMMENDATION, REPORT
from belarus_hr.domain.reference.mechanisms import MECHANISMS, TREATY_BODIES
from belarus_hr.views import mechanism_rows
from belarus_hr.views.listings import REPORTS
from belarus_hr.views.rows import Rows

if TYPE_CHECKING:
    from belarus_hr.domain.figures.conflicting import OpenConflicts
    from belarus_hr.views.screen import Screen


def write_mechanisms(
    collection: Collection, codes: Sequence[str], day: date, form: View, by: str | None = None
) -> None:
    """Write the standing of one treaty body, or a line for each of several mechanisms.

    ``by`` is the assessor whose verdicts are counted; None: all.
    """
    if len(codes) == 1 and MECHANISMS[codes[0]].family == TREATY_BODIES:
        _treaty_body(collection, codes[0], day, form)
    else:
        _overview(collection, codes, day, form, by)


def _overview(
    collection: Collection, codes: Sequence[str], day: date, form: View, by: str | None
) -> None:
    output.answer_help(form, mechanism_rows.OVERVIEW)
    from belarus_hr.domain.figures import overview

    overviews = overview.overviews(collection, codes, day, collection.assessor(by))

    def page(screen: Screen) -> str:
        from belarus_hr.views import mechanism_page

        if len(codes) == 1:
            record = overview.mechanism_record(collection, codes[0], day)
            return mechanism_page.mechanism_page(record, day, Rows(collection, as_of=day), screen)
        return mechanism_page.overview_page(overviews, day, screen)

    with_conflicts.write_figures(
        mechanism_rows.OVERVIEW,
        [mechanism_rows.overview_row(row) for row in overviews],
        form,
        page=page,
        document=lambda: mechanism_rows.overview_document(overviews, day),
        conflicts=_conflicts(collection, codes, day),
    )


def _treaty_body(collection: Collection, code: str, day: date, form: View) -> None:
    output.answer_help(form, REPORTS)
    from belarus_hr.domain.figures import overview

    body = overview.mechanism_record(collection, code, day)
    rows = Rows(collection, as_of=day)

    def page(screen: Screen) -> str:
        from belarus_hr.views import mechanism_page

        return mechanism_page.mechanism_page(body, day, rows, screen)

    with_conflicts.write_figures(
        REPORTS,
        [rows.row(id_, REPORT, record) for id_, record in body.reports],
        form,
        page=page,
        document=lambda: mechanism_rows.mechanism_document(body, day, rows),
        conflicts=_conflicts(collection, [code], day),
    )


def _conflicts(collection: Collection, codes: Sequence[str], day: date) -> OpenConflicts:
    from belarus_hr.domain.figures.conflicting import open_conflicts

    counted = (EVENT, REPORT, RECOMMENDATION, ASSESSMENT, GRADE)
    return open_conflicts(collection, day, counted, mechanisms=codes)
