"""Which records were there by a day, of any kind."""

from __future__ import annotations

from datetime import date

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.query import known_by
from belarus_hr.domain.records.kinds import INDICATOR, MEASURE, Kind, Record


def is_known_on(collection: Collection, kind: Kind, record: Record, day: date) -> bool:
    """Say whether a record was there by a day.

    A measure was once its plan was adopted or somebody spoke of it, an indicator once anything of
    it was measured, any other record by its date.
    """
    # Loaded for these kinds alone: every listing asks this.
    if kind is MEASURE:
        from belarus_hr.domain.figures import measure_state

        return measure_state.is_known(collection, record, day)
    if kind is INDICATOR:
        from belarus_hr.domain.figures import indicator_values

        return indicator_values.is_measured(record, day)
    return known_by(kind, record, day)
