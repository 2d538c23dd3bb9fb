"""What two versions disagree on, as rows with the keys of the contract."""

from __future__ import annotations

from belarus_hr.domain.merge.three_way import Conflict
from belarus_hr.views.rows import Row

#: The keys of a conflict, in order, each with what it is.
CONFLICT_FIELDS = {
    "id": "id of the record",
    "record": "kind of record",
    "field": "field that both changed; record where one deleted it and the other changed it",
    "kept": "value that is written",
    "other": "value that the record keeps beside it, under conflicts",
}


def row(conflict: Conflict) -> Row:
    """Return the row of one conflict."""
    return conflict._asdict()
