"""UPR Info's mid-term index: one figure from several assessors, offered by name only.

UPR Info's mid-term study of the first cycle ("Beyond promises", 2014, 7.2) gives each
assessor's word a value (not implemented 0, partly 0.5, implemented 1), takes the
mean for each recommendation, and cuts it into bands written with two decimals: 0 to
0.32 not implemented, 0.33 to 0.65 partially, 0.66 to 1 fully implemented. A mean such
as 0.325 falls between them. Here a band reaches up to where the next one starts,
so that every mean has one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures.counting import CountingMethod, Tally, Unit
from belarus_hr.domain.reference.vocabulary import NOT_ASSESSED

NAME = "upr-info-index"
_VALUES = {
    "implemented": Fraction(1),
    "partly": Fraction(1, 2),
    "not-implemented": Fraction(0),
}
_PARTLY_FROM = Fraction(33, 100)
_FULLY_FROM = Fraction(66, 100)


def band(statuses: Iterable[str]) -> str:
    """Return the band of the mean of several assessors' statuses; none gives ``not-assessed``."""
    values = [_VALUES[status] for status in statuses]
    if not values:
        return NOT_ASSESSED
    mean = sum(values, Fraction(0)) / len(values)
    if mean >= _FULLY_FROM:
        return "implemented"
    return "partly" if mean >= _PARTLY_FROM else "not-implemented"


def index_tally(collection: Collection, counted: Iterable[Unit], method: CountingMethod) -> Tally:
    """Count the units in the base by band; every assessor that has spoken has a voice."""
    bands: Counter[str] = Counter()
    for unit in counted:
        verdicts = collection.verdicts.by_assessor(unit.id, method.as_of).values()
        status = band(verdict["status"] for verdict in verdicts)
        bands[status] += method.holds(unit, status)
    return Tally.of(NAME, bands, method.whole)
