"""What a review itself says."""

from __future__ import annotations

from belarus_hr.domain.records.kinds import Record

#: Who counted, in the counts reported of a review, where the United Nations did.
_BY_UN = "un"


def made_by_un_count(review: Record) -> int | None:
    """Return how many recommendations the United Nations' first count says were made."""
    counts = (count for count in review.get("reported", ()) if count.get("by") == _BY_UN)
    return next((count["made"] for count in counts if "made" in count), None)
