"""IMPACT OSS' templates, filled in, read: a draft for each row, and for each relation it names.

A relation that is kept in the other record, as a measure keeps the recommendations that it
serves, is a draft of that record which adds the link alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from belarus_hr.domain.errors import Rejected
from belarus_hr.domain.from_input import complete
from belarus_hr.domain.reconcile.impact_oss import IMPACT_OSS, OWN, note_of
from belarus_hr.domain.reconcile.reconcile import Draft
from belarus_hr.domain.records import validators
from belarus_hr.domain.records.kinds import (
    BY_NAME,
    MEASURE,
    RECOMMENDATION,
    Kind,
    Record,
    normalise,
)
from belarus_hr.domain.text.safe_text import unguarded
from belarus_hr.domain.text.words import a, shown
from belarus_hr.formats.impact_oss.columns import (
    Template,
    attribute_of,
    is_hints,
    is_template,
    take,
    templates_of,
)
from belarus_hr.formats.own.cells import parsed
from belarus_hr.formats.own.rows import cell_value
from belarus_hr.formats.registry import TableFormat
from belarus_hr.formats.request import BadCell, Read, Request, RowProblem, Skipped, checked
from belarus_hr.formats.tables import Table, TableRow, listed, text_of

_HUMAN_RIGHTS = "1"
_REQUIRED = ("reference", "title")


def read_impact_oss(table: Table, request: Request) -> Iterator[Read]:
    """Yield the drafts of each row; skipped and bad rows as such.

    Raises Rejected for a header that is no whole one, or can be of several templates.
    """
    rows = _Rows(table, _template(table.header, request), request)
    for number, row in table.rows:
        place = f"row {number}"
        yield from checked(place, rows.read(place, row))


FORMAT = TableFormat(title="IMPACT OSS' templates", recognises=is_template, read=read_impact_oss)


def _template(header: list[str], request: Request) -> Template:
    fitting = templates_of(header)
    if named := request.defaults.get("record"):
        kind = BY_NAME.get(named.casefold())
        fitting = [template for template in fitting if template.kind is kind]
        if not fitting:
            raise Rejected(f"is no template of {shown(named)}; --default record says that it is")
    if len(fitting) > 1:
        nouns = ", ".join(template.noun for template in fitting)
        raise Rejected(
            f"can be of any of {nouns}: --default record={MEASURE.name} says that it is of actions"
        )
    return fitting[0]


class _Rows:
    """Reads the rows of a template."""

    def __init__(self, table: Table, template: Template, request: Request) -> None:
        self._template = template
        self._kind: Kind = template.kind
        self._request = request
        self._guarded = table.guarded
        self._header = table.header
        #: The place of each attribute, relation and field of ours.
        self._attributes: dict[str, int] = {}
        self._relations: dict[str, int] = {}
        self._fields: dict[str, int] = {}
        self._read_header()

    def _read_header(self) -> None:
        strange = []
        by_sort = {"database": self._attributes, "rel": self._relations, "": self._fields}
        for at, heading in enumerate(self._header):
            sort, name = attribute_of(heading)
            if not heading:
                continue
            if not sort:
                name = heading.casefold()
                if name not in self._kind.by_name:
                    strange.append(heading)
            if name in by_sort[sort]:
                raise Rejected(f"has a header that is not whole: {shown(name)} stands twice")
            by_sort[sort][name] = at
        missing = [name for name in _REQUIRED if name not in self._attributes]
        if missing:
            raise Rejected(
                f"has a header that is not whole: {' and '.join(missing)} is missing, as in "
                f'"Reference [database:reference]"'
            )
        if strange:
            raise Rejected(
                f"has columns that are none of the template of {self._template.noun} and no "
                f"fields of {a(self._kind.name)}: {listed(strange)}; take them out"
            )

    def read(self, place: str, row: TableRow) -> Iterator[Read]:
        """Yield the drafts of a row, or why it has none."""
        cells = [text_of(cell) for cell in row]
        if is_hints(cells):
            yield Skipped(place, "the template's row of hints")
            return
        for at, cell in enumerate(cells):
            if cell.strip() and (at >= len(self._header) or not self._header[at]):
                yield RowProblem(
                    place,
                    f"{shown(cell)} stands under no heading, as the note of the template's row of "
                    "hints does: take it out",
                )
                return
        attributes = {name: self._text(row, at, name) for name, at in self._attributes.items()}
        framework = attributes.pop("framework_id", "") or _HUMAN_RIGHTS
        if self._kind is RECOMMENDATION and framework != _HUMAN_RIGHTS:
            yield Skipped(place, f"of framework {framework}, not of human rights (1)")
            return
        for name in _REQUIRED:
            if not attributes[name]:
                raise BadCell(name, "", "is empty, and each row has one")
        yield from self._drafts(place, row, attributes)

    def _text(self, row: TableRow, at: int, name: str) -> str:
        """Return the text of a cell; raises InvalidValue for a number that may lack a zero."""
        cell = row[at] if at < len(row) else None
        text = text_of(cell)
        if name.endswith("reference") and isinstance(cell, float):
            cell_value("reference", cell, self._guarded)
        return (unguarded(text) if self._guarded else text).strip()

    def _drafts(self, place: str, row: TableRow, attributes: dict[str, str]) -> Iterator[Draft]:
        typed = attributes.pop("reference")
        of_recommendation = self._kind is RECOMMENDATION
        reference = self._cite(typed) if of_recommendation else typed
        fields, links = self._own_fields(row)
        note = {"reference": typed} if of_recommendation else {}
        for name, text in attributes.items():
            if text:
                take(self._template, name, text, fields, note)
        others: dict[tuple[Kind, str, str], None] = {}
        relations = {relation.name: relation for relation in self._template.relations}
        for name, at in self._relations.items():
            named = self._named(row, at, name)
            relation = relations.get(name)
            if relation is None:
                if named:
                    note[name] = ", ".join(named)
            elif relation.ours:
                links[relation.field] += named
            else:
                others.update(((relation.other, other, relation.field), None) for other in named)
        if note:
            fields["note"] = note_of({OWN: fields.get("note", ""), **note})
        if of_recommendation:
            self._of_review(reference, fields)
        yield Draft(
            place=place,
            kind=self._kind,
            record=self._normal(fields),
            matcher=IMPACT_OSS,
            reference=reference,
            links={name: tuple(dict.fromkeys(named)) for name, named in links.items()},
        )
        for kind, other, field in others:
            yield Draft(
                place=place,
                kind=kind,
                record={},
                matcher=IMPACT_OSS,
                reference=other,
                links={field: (reference,)},
            )

    def _own_fields(self, row: TableRow) -> tuple[dict[str, Any], defaultdict[str, list[str]]]:
        """Return the fields of ours that a row has, with defaults, and the links among them."""
        values: dict[str, Any] = {
            name: parsed(name, text)
            for name, text in self._request.defaults.items()
            if name in self._kind.by_name
        }
        for name, at in self._fields.items():
            value = cell_value(name, row[at] if at < len(row) else None, self._guarded)
            if value is not None:
                values[name] = value
        links: defaultdict[str, list[str]] = defaultdict(list)
        for field in self._kind.links:
            if field.type.is_list and field.name in values:
                given = values.pop(field.name)
                links[field.name] += given if isinstance(given, list) else [given]
        return values, links

    def _named(self, row: TableRow, at: int, name: str) -> list[str]:
        """Return the references in the cell of a relation; what stands behind a | is none."""
        named = [part.partition("|")[0].strip() for part in self._text(row, at, name).split(",")]
        of_recommendations = name.startswith("recommendation-ref")
        return [self._cite(part) if of_recommendations else part for part in named if part]

    def _cite(self, reference: str) -> str:
        """Return what a reference to a recommendation cites, of the review that the user says."""
        if not re.fullmatch(r"\d[\w.()-]*", reference, re.ASCII):
            return reference
        cycle, document = (self._request.defaults.get(name) for name in ("cycle", "document"))
        if document:
            return f"{document}, para. {reference}"
        return f"upr{cycle}-{reference}" if cycle else reference

    def _of_review(self, reference: str, fields: dict[str, Any]) -> None:
        """Give a recommendation its paragraph, where the user says of which review it is."""
        if "mechanism" in fields:
            match = re.fullmatch(r"(?:upr\d+-|.+, para\. )(\d[\w.()-]*)", reference, re.ASCII)
            if match is None:
                raise BadCell("reference", reference, "is no number of a paragraph, as 97.5 is")
            fields["paragraph"] = match[1]

    def _normal(self, fields: dict[str, Any]) -> Record:
        """Return the normal form of a record, which may lack what a record on record has."""
        kind = self._kind
        if all(name in fields for name in kind.required):
            return complete(kind, normalise(kind, fields), self._request.find, self._request.now)
        return validators.check_object(kind.name, fields, kind.checks, ())
