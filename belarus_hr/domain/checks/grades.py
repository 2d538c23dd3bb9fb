"""Rules about the grades of treaty bodies."""

from __future__ import annotations

from collections.abc import Iterator

from belarus_hr.domain.checks.rule import ERROR, Case, Problem, rule
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.kinds import GRADE, RECOMMENDATION
from belarus_hr.domain.reference import grades
from belarus_hr.domain.text import edtf


@rule(ERROR, GRADE)
def grade_scale(case: Case) -> Iterator[Problem]:
    """Find a grade that is of no scale of the treaty body at the time.

    The Human Rights Committee gives A to E since 2017, and gave B1, B2, C1 … before.
    """
    recommendation = case.context.collection.of(RECOMMENDATION).get(case.record["recommendation"])
    if recommendation is None:
        return
    grade, when = case.record["grade"], edtf.parse(case.record["date"])
    try:
        grades.check_scale(recommendation["mechanism"], grade, when)
    except InvalidValue as error:
        yield Problem("grade", grade, str(error))
