"""``status plan``: how far the measures of plans are, by plan and by responsible body."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from belarus_hr.cli import output, with_conflicts
from belarus_hr.cli.output import View
from belarus_hr.domain.collection import Collection
from belarus_hr.views import plan_rows

if TYPE_CHECKING:
    from belarus_hr.views.screen import Screen


def write_plan(collection: Collection, day: date, form: View) -> None:
    """Write a line for each plan, for each body and for all measures, as of a day."""
    output.answer_help(form, plan_rows.PLAN)
    from belarus_hr.domain.figures.conflicting import open_conflicts
    from belarus_hr.domain.figures.plans import plan_figures
    from belarus_hr.domain.records.kinds import MEASURE, RECOMMENDATION

    figures = plan_figures(collection, day)

    def page(screen: Screen) -> str:
        from belarus_hr.cli.listing import LISTS_DIFFERING
        from belarus_hr.views import plan_page

        return plan_page.plan_page(figures, day, screen, LISTS_DIFFERING)

    with_conflicts.write_figures(
        plan_rows.PLAN,
        plan_rows.plan_rows(figures),
        form,
        page=page,
        document=lambda: plan_rows.plan_document(figures, day),
        conflicts=open_conflicts(collection, day, (MEASURE, RECOMMENDATION)),
    )
