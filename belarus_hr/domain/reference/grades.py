"""The grades by which treaty bodies say how far a recommendation was carried out.

They stand beside the verdicts of assessors and are never counted with them: each body grades by
its own scale, and the scales changed over time. Most procedures look only at the few
recommendations that the body picked for follow-up.
"""

from __future__ import annotations

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.frozen import Frozen
from belarus_hr.domain.reference.mechanisms import MECHANISMS, TREATY_BODIES
from belarus_hr.domain.text.edtf import Span


class Scale(Frozen):
    """A body's grades, best first, with the years of their first and last use; None: not known."""

    grades: tuple[str, ...]
    since: int | None = None
    until: int | None = None

    def used_in(self, when: Span) -> bool:
        """Say whether the body may have graded by the scale on a day of a span."""
        begun = self.since is None or when.last.year >= self.since
        return begun and (self.until is None or when.first.year <= self.until)


_CCPR = (
    # Follow-up reports of the Human Rights Committee since its 118th session or so.
    Scale(("A", "B", "C", "D", "E"), since=2017),
    Scale(("A", "B1", "B2", "C1", "C2", "D1", "D2", "E"), since=2008, until=2017),
    Scale(("satisfactory", "partially satisfactory", "incomplete"), 2001, 2008),
)
_CAT = (
    # In words in the Committee's meetings; the letters are those of its guidelines.
    Scale(("substantive steps", "initial steps", "not implemented", "counteracted")),
    Scale(("A", "B1", "B2", "C", "D", "E")),
)
_CEDAW = (
    Scale(
        (
            "implemented",
            "substantially implemented",
            "partially implemented",
            "not implemented",
            "lack of information",
        )
    ),
)
_LETTERS = (Scale(("A", "B", "B1", "B2", "C", "C1", "C2", "D", "D1", "D2", "E")),)

#: The scales of each body, by its code; the latest first. Other bodies grade by letters, too.
SCALES: dict[str, tuple[Scale, ...]] = {"CCPR": _CCPR, "CAT": _CAT, "CEDAW": _CEDAW}

#: Every grade of every scale.
GRADES = tuple(
    dict.fromkeys(
        grade
        for scales in (_LETTERS, *SCALES.values())
        for scale in scales
        for grade in scale.grades
    )
)


def check_scale(body: str, grade: str, when: Span) -> None:
    """Raise InvalidValue for a grade that is of no scale of the body at the time."""
    if MECHANISMS[body].family != TREATY_BODIES:
        raise InvalidValue(f"treaty bodies grade their own recommendations, and {body} is none")
    scales = [scale for scale in SCALES.get(body, _LETTERS) if scale.used_in(when)]
    if not any(grade in scale.grades for scale in scales):
        known = "; ".join(", ".join(scale.grades) for scale in scales)
        raise InvalidValue(
            f"{grade} is no grade of {body} then"
            + (f": it graded by {known}" if known else ": no scale of that time is known")
        )
