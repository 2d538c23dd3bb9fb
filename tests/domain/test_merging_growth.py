"""What a merge costs grows with what is merged.

- recommendations that go by new ids, and the verdicts on them with them
"""

from __future__ import annotations

from growth import MOST, growth
from making import make

from belarus_hr.domain.collection import Tables
from belarus_hr.domain.merge.three_way import merge_versions


def version(mechanism: str, number: int) -> Tables:
    """Return recommendations of a mechanism with ids that another one's have, and verdicts."""
    asked, verdict = (
        make("recommendations", mechanism=mechanism),
        make("assessments", recommendation="r"),
    )
    return {
        "recommendations": {f"r-{n}": asked for n in range(number)},
        "assessments": {
            f"r-{n}-self": {**verdict, "recommendation": f"r-{n}"} for n in range(number)
        },
    }


def test_verdicts_that_follow_new_ids_cost_what_they_are() -> None:
    def make_both(number: int) -> tuple[Tables, Tables]:
        return version("CAT", number), version("CERD", number)

    assert growth(lambda both: merge_versions({}, *both), make_both, 2_000) < MOST


def test_each_verdict_follows_its_recommendation() -> None:
    merged = merge_versions({}, version("CAT", 3), version("CERD", 3))
    asked = merged.tables["recommendations"]
    spoken_of = [one["recommendation"] for one in merged.tables["assessments"].values()]
    assert sorted(spoken_of) == sorted(asked)
