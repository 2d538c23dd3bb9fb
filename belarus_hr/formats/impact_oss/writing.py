"""Records in the columns of IMPACT OSS' templates, which read back as the same records.

A record that has no reference there goes by its id.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from belarus_hr.domain.collection import Collection, StoredRecord
from belarus_hr.domain.reconcile.impact_oss import OWN, note_of, note_parts, reference_of
from belarus_hr.domain.records.kinds import MEASURE, RECOMMENDATION, Kind, Record
from belarus_hr.domain.records.links import linked_ids
from belarus_hr.formats.impact_oss.columns import (
    HINT_NOTE,
    TEMPLATES,
    Relation,
    Template,
    relation_heading,
)

_SUPPORT_LEVELS = {
    "supported": "2",
    "supported-implemented": "2",
    "partly-supported": "1",
    "noted": "0",
}
#: The heading of the last column, and what makes a reference unfit for a list of them.
_KEPT = "Optional: ids or references there, divided by commas"
_NOTE, _UNFIT = "", re.compile(r"[,|]")
CellsByHeading = dict[str, str]


def template_of(table: str) -> Template | None:
    """Return the template for a kind of records, by its table; None where they have none."""
    return next((template for template in TEMPLATES if template.kind.table == table), None)


def impact_oss_rows(
    template: Template, records: Iterable[StoredRecord], collection: Collection
) -> list[CellsByHeading]:
    """Return the rows of a template by their headings, the row of hints, which has all, first."""
    writer = _Writer(template, collection)
    return [_hints(template), *map(writer.row, records)]


def _hints(template: Template) -> CellsByHeading:
    return {
        **{column.heading: column.hint for column in template.columns},
        **{relation.heading: relation.hint for relation in template.relations},
        **{relation_heading(name): _KEPT for name in template.kept},
        **dict.fromkeys(template.besides, "Read by hrtrack alone"),
        _NOTE: HINT_NOTE,
    }


class _Writer:
    """Makes the rows of a template."""

    def __init__(self, template: Template, collection: Collection) -> None:
        self._template = template
        self._collection = collection
        self._times = {
            template.kind.name: Counter(map(reference_of, collection.of(template.kind).values()))
            for template in TEMPLATES
        }

    def row(self, stored: StoredRecord) -> CellsByHeading:
        """Return the row of a record."""
        known = {**_attributes(stored), "reference": self._reference(stored)}
        return {
            **{
                column.heading: known.get(column.attribute, "") for column in self._template.columns
            },
            **{r.heading: ", ".join(self._related(stored, r)) for r in self._template.relations},
            **{relation_heading(name): known.get(name, "") for name in self._template.kept},
            **{name: str(stored.record.get(name, "")) for name in self._template.besides},
            _NOTE: "",
        }

    def _reference(self, stored: StoredRecord) -> str:
        """Return the reference of a record: its id where it has none that is its own and fit."""
        reference = reference_of(stored.record)
        fit = self._times[stored.kind.name][reference] == 1 and not _UNFIT.search(reference)
        return reference if reference and fit else stored.id

    def _related(self, stored: StoredRecord, relation: Relation) -> list[str]:
        """Return the references of the records of a relation."""
        if relation.ours:
            field = stored.kind.by_name[relation.field]
            on_record = self._collection.of(relation.other)
            related = [
                StoredRecord(id_, relation.other, on_record[id_])
                for id_ in linked_ids(field, stored.record)
                if id_ in on_record
            ]
        else:
            field = relation.other.by_name[relation.field]
            related = [
                other
                for other in self._collection.linking_to(stored.kind, stored.id)
                if other.kind is relation.other and stored.id in linked_ids(field, other.record)
            ]
        return [self._reference(other) for other in related]


def _attributes(stored: StoredRecord) -> CellsByHeading:
    """Return what their attributes say of a record, the reference apart."""
    record = stored.record
    parts = note_parts(record.get("note", ""))
    known = {name: _written_day(text) for name, text in parts.items() if name != OWN}
    if stored.kind is RECOMMENDATION:
        history = record.get("responses", ())
        said = history[-1]["response"] if history else ""
        known["support_level"] = _SUPPORT_LEVELS.get(said, "")
        known["framework_id"] = "1"
        known["description"] = record.get("text", "")
    else:
        own = {name: text for name, text in parts.items() if name not in _columns(stored.kind)}
        known["description"] = note_of(own)
    if stored.kind is MEASURE:
        known |= _target(record, known.get("target_date_comment", ""))
    return {"title": record["title"], **known}


def _columns(kind: Kind) -> set[str]:
    """Return the names that have a column in the template of a kind."""
    template = template_of(kind.table)
    return (
        {column.attribute for column in template.columns} | {*template.kept} if template else set()
    )


def _target(record: Record, comment: str) -> CellsByHeading:
    """Return the day on which a measure is due; a date that is no day is said beside it."""
    due = record.get("due", "")
    day = _written_day(due)
    if due and day == due:
        comment = f"due {due}" + (f"; {comment}" if comment else "")
        day = ""
    return {"target_date": day, "target_date_comment": comment}


def _written_day(text: str) -> str:
    """Return a day as IMPACT OSS reads it, dd/mm/yyyy; any other text as it is."""
    return re.sub(r"\A(\d{4})-(\d{2})-(\d{2})\Z", r"\3/\2/\1", text)
