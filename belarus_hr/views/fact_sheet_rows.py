"""``factsheet`` for scripts: an item of the fact sheet beside the record as a row."""

from __future__ import annotations

from collections.abc import Iterable

from belarus_hr.domain.figures.fact_sheet import ComparedItem
from belarus_hr.views.rows import Row


def fact_sheet_rows(items: Iterable[ComparedItem]) -> list[Row]:
    """Return a row for each item, with the keys of the listing FACT_SHEET."""
    return [
        {
            "id": item.id,
            "item": item.item,
            "date": item.record["date"],
            "title": item.record["title"],
            "shows": list(item.shows),
            "agreement": item.agreement,
            "reason": item.reason or None,
            "beside": [stored.id for stored in item.beside],
            "sources": item.sources,
            "disputes": item.disputes,
        }
        for item in items
    ]
