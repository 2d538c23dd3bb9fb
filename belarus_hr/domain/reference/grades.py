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
    """A body's grades, best first, each with its meaning (empty: not known to us).

    ``since`` and ``until`` are the years of its first and last use; None: not known.
    """

    grades: dict[str, str]
    since: int | None = None
    until: int | None = None

    def used_in(self, when: Span) -> bool:
        """Say whether the body may have graded by the scale on a day of a span."""
        begun = self.since is None or when.last.year >= self.since
        return begun and (self.until is None or when.first.year <= self.until)


_CCPR = (
    # Follow-up reports of the Human Rights Committee since its 118th session or so.
    Scale(
        {
            "A": "largely satisfactory",
            "B": "partly satisfactory",
            "C": "not satisfactory",
            "D": "no cooperation after reminders",
            "E": "goes against the recommendation",
        },
        since=2017,
    ),
    Scale(
        {
            "A": "largely satisfactory",
            "B1": "substantive action, more information needed",
            "B2": "first action, more needed",
            "C1": "",
            "C2": "the reply is not relevant",
            "D1": "",
            "D2": "",
            "E": "goes against the recommendation",
        },
        since=2008,
        until=2017,
    ),
    Scale({"satisfactory": "", "partially satisfactory": "", "incomplete": ""}, 2001, 2008),
)
_CAT = (
    # In words in the Committee's meetings; the letters are those of its guidelines.
    Scale(
        {
            "substantive steps": "",
            "initial steps": "",
            "not implemented": "",
            "counteracted": "",
        }
    ),
    Scale(dict.fromkeys(("A", "B1", "B2", "C", "D", "E"), "")),
)
_CEDAW = (
    Scale(
        {
            "implemented": "",
            "substantially implemented": "",
            "partially implemented": "",
            "not implemented": "",
            "lack of information": "",
        }
    ),
)
_LETTERS = (
    Scale(dict.fromkeys(("A", "B", "B1", "B2", "C", "C1", "C2", "D", "D1", "D2", "E"), "")),
)

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


def scales_of(body: str, when: Span) -> tuple[Scale, ...]:
    """Return the scales by which a body may have graded in a span of days."""
    return tuple(s for s in SCALES.get(body, _LETTERS) if s.used_in(when))


def check_scale(body: str, grade: str, when: Span) -> None:
    """Raise InvalidValue for a grade that is of no scale of the body at the time."""
    if MECHANISMS[body].family != TREATY_BODIES:
        raise InvalidValue(f"treaty bodies grade their own recommendations, and {body} is none")
    scales = scales_of(body, when)
    if not any(grade in scale.grades for scale in scales):
        known = "; ".join(", ".join(scale.grades) for scale in scales)
        raise InvalidValue(
            f"{grade} is no grade of {body} then"
            + (f": it graded by {known}" if known else ": no scale of that time is known")
        )


def meaning(body: str, grade: str, when: Span) -> str:
    """Return what a grade of a body means, as far as known; else an empty text."""
    meanings = (scale.grades.get(grade, "") for scale in scales_of(body, when))
    return next((text for text in meanings if text), "")
