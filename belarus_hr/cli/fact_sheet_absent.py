"""Why no item of the fact sheet is there to be shown, and what brings the items in."""

from datetime import date

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.query import known_by
from belarus_hr.domain.records.kinds import CLAIM, EVENT, SHEET_ITEM

#: What puts the dataset's items into a store of one's own; no store is at the path that it names.
_BRINGS_IN = "hrtrack --db none.json export --what sheet --format ndjson | hrtrack import -"


def why_no_item(collection: Collection, day: date) -> str:
    """Say why no item is shown: no sheet, none yet by the day, or an older store without items.

    Nothing is said where an item is there.
    """
    items = collection.of(SHEET_ITEM).values()
    if any(known_by(SHEET_ITEM, item, day) for item in items):
        return ""
    if items:
        first = min(item["date"] for item in items)
        return f"no fact sheet was there as of {day.isoformat()}: it is of {first}"
    records = (*collection.of(EVENT).values(), *collection.of(CLAIM).values())
    if any("item" in record for record in records):
        return (
            "this store was started before the items of the fact sheet were records; this brings "
            f"them in from the dataset: {_BRINGS_IN}"
        )
    return "no fact sheet is on record here"
