"""What ``status upr`` costs grows with the records, not with assessors times recommendations.

- thousands of assessors, each with a verdict on a recommendation of its own, are counted right
- and each with a claim, beside which its own tally stands
"""

from __future__ import annotations

from growth import MOST, growth
from making import TODAY, cycles, make

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures import upr_progress


def spoken(number: int) -> Collection:
    """Return so many recommendations, each with a verdict and a claim of an assessor of its own."""
    asked = make("recommendations")
    verdict = make("assessments", recommendation="upr1-0")
    claim = make("claims", percent={"implemented": 70})
    numbers = range(number)
    return Collection(
        {
            "recommendations": {f"upr1-{n}": asked for n in numbers},
            "assessments": {
                f"verdict-{n}": {
                    **verdict,
                    "recommendation": f"upr1-{n}",
                    "assessor": f"group-{n}",
                }
                for n in numbers
            },
            "claims": {f"claim-{n}": {**claim, "by": f"group-{n}"} for n in numbers},
        }
    )


def standing(collection: Collection) -> None:
    (cycle,) = cycles(collection, TODAY)
    for _, claim in cycle.claims:
        upr_progress.beside(claim, cycle)


def test_each_of_many_assessors_is_counted_right() -> None:
    (cycle,) = cycles(spoken(5), TODAY)
    found = {name: (t.implemented, t.not_assessed) for name, t in cycle.tallies.items()}
    assert found == {"self": (0, 5), **{f"group-{n}": (1, 4) for n in range(5)}}


def test_many_assessors_cost_what_they_are() -> None:
    assert growth(standing, spoken, 500) < MOST
