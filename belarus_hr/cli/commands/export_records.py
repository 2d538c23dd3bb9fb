"""``export`` of records: which of them the options mean, and their rows in every format."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from belarus_hr.cli import filters
from belarus_hr.cli.commands.figure_options import FigureOptions
from belarus_hr.cli.filters import FieldOptions
from belarus_hr.cli.option_groups import EventOptions, RecommendationOptions, split_values
from belarus_hr.cli.options import BIBLIOGRAPHIES, IMPACT_SHEET
from belarus_hr.cli.output import View, bibliography
from belarus_hr.domain.collection import Collection, StoredRecord
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.figures import deadlines
from belarus_hr.domain.figures.known import is_known_on
from belarus_hr.domain.query import FieldFilter
from belarus_hr.domain.records.kinds import (
    ASSESSMENT,
    BY_NAME,
    EVENT,
    KINDS,
    RECOMMENDATION,
    REPORT,
    Kind,
    Record,
)
from belarus_hr.domain.text.words import number_of
from belarus_hr.formats.own import cells, mended_cells
from belarus_hr.views import plain
from belarus_hr.views.rows import Row, Rows, fields

ALL = "all"
WHATS = (*(kind.table for kind in KINDS), ALL)
#: Formats that are one table, and so hold one kind of record.
_TABLES = ("csv", "tsv", "md", "xlsx", IMPACT_SHEET)

_OF_RECOMMENDATIONS = (RECOMMENDATION.table, ASSESSMENT.table)
#: What an option can be asked about; one that is not named here, about everything.
_ANSWERED_BY = {
    **dict.fromkeys(("since", "until"), tuple(kind.table for kind in KINDS if kind.main_date)),
    **dict.fromkeys(
        ("response", "status", "theme", "state", "assessor", "country"), _OF_RECOMMENDATIONS
    ),
    "cycle": (*_OF_RECOMMENDATIONS, "reviews", "claims"),
}


def _filtered_as(kind: Kind) -> Kind:
    """Return the kind whose filters select the records: a verdict follows its recommendation."""
    return RECOMMENDATION if kind is ASSESSMENT else kind


def _answered_by(option: str) -> tuple[str, ...]:
    """Return the tables that an option can be asked about; all for an option like ``--text``."""
    if option in _ANSWERED_BY:
        return _ANSWERED_BY[option]
    having = tuple(kind.table for kind in KINDS if option in _filtered_as(kind).filters)
    return WHATS if option == "mechanism" else having or WHATS


@dataclass(frozen=True, kw_only=True)
class ExportOptions:
    """The options that say which records, as typed; None where not given."""

    what: list[str] | None = None
    events: EventOptions = field(default_factory=EventOptions)
    recommendations: RecommendationOptions = field(default_factory=RecommendationOptions)
    fields: FieldOptions = field(default_factory=dict)
    #: Of a page alone.
    figures: FigureOptions = field(default_factory=FigureOptions)
    assessor: list[str] | None = None
    as_of: str | None = None
    country: str | None = None
    #: Of a matrix alone: a column of the measures that serve each recommendation.
    with_measures: bool = False
    #: Whose verdicts a form is for.
    form_for: str = ""

    @property
    def narrowing(self) -> tuple[str, ...]:
        """Return the names of the options that were given, ``what`` apart."""
        typed = {
            **self.events.typed(),
            **self.recommendations.typed(),
            "by": None,  # It says whose --status is meant; as a field it stands in the next ones.
            **self.fields,
            "assessor": self.assessor,
            "as-of": self.as_of,
            "country": self.country,
        }
        return tuple(name for name, value in typed.items() if not (value is None or value is False))

    @property
    def everything(self) -> bool:
        """Say whether all there is on record is asked for, and nothing in particular."""
        return not self.what and not self.narrowing

    def assessors(self, collection: Collection) -> tuple[str, ...]:
        """Return the assessors whose verdicts are written; none for all of them."""
        names = (collection.assessor(part.strip()) for part in split_values(self.assessor))
        return tuple(name for name in names if name)


def kinds(typed: ExportOptions, form: str) -> tuple[Kind, ...]:
    """Return the kinds of record asked for: those of ``what``, else those the options speak of.

    Raises InvalidValue for a kind that an option given cannot be asked about, and
    for several kinds in a format that is one table.
    """
    named = filters.chosen("what", typed.what, WHATS) or _asked_about(typed)
    chosen = tuple(kind for kind in KINDS if kind.table in named or ALL in named)
    for option in typed.narrowing:
        tables = _answered_by(option)
        for kind in chosen:
            if kind.table not in tables:
                raise InvalidValue(
                    f"--{option} cannot be asked about {kind.table}: leave it out, "
                    f"or name --what: {', '.join(tables)}"
                )
    if form in _TABLES and len(chosen) > 1:
        raise InvalidValue(
            f"{form} is one table of one kind of record: name it with --what: "
            f"{', '.join(WHATS[:-1])}"
        )
    return chosen


def _asked_about(typed: ExportOptions) -> set[str]:
    """Return the tables that the options ask about when no --what names any.

    ``--kind`` asks about events, ``--theme`` about recommendations, ``--confidence`` about every
    kind that has this field.
    """
    about = [tables for option in typed.narrowing if (tables := _answered_by(option)) != WHATS]
    if not about:
        return {ALL}
    if any(EVENT.table in tables and RECOMMENDATION.table not in tables for tables in about):
        return {EVENT.table}
    common = set(WHATS).intersection(*about)
    return common if EVENT.table in common else {RECOMMENDATION.table}


class Selection:
    """The records asked for as of a day, and their rows."""

    def __init__(
        self, collection: Collection, typed: ExportOptions, kinds: tuple[Kind, ...], day: date
    ) -> None:
        self.collection = collection
        self.typed = typed
        self.day = day
        self._asked = filters.recommendation_filter(collection, day, typed.recommendations)
        self._assessors = typed.assessors(collection)
        self.kinds = kinds
        self.at_risk: Counter[str] = Counter()
        fields_by_kind = self._field_filters()
        self.records = [
            record
            for kind in kinds
            if (by_fields := fields_by_kind.get(_filtered_as(kind))) is not None
            for record in self._of(kind, by_fields)
        ]

    def _field_filters(self) -> dict[Kind, tuple[FieldFilter, ...]]:
        """Return the filters made of fields, for each kind that has a record with the values.

        Raises InvalidValue when no kind has any, as for a value that is misspelled.
        """
        fields_by_kind: dict[Kind, tuple[FieldFilter, ...]] = {}
        errors: list[InvalidValue] = []
        for kind in dict.fromkeys(map(_filtered_as, self.kinds)):
            records = self.collection.of(kind).values()
            try:
                fields_by_kind[kind] = filters.of_fields(kind, self.typed.fields, records)
            except InvalidValue as error:
                errors.append(error)
        if errors and not fields_by_kind:
            raise errors[0]
        return fields_by_kind

    def _of(self, kind: Kind, by_fields: tuple[FieldFilter, ...]) -> Iterator[StoredRecord]:
        selects = self._test(kind, by_fields)
        for id_, record in self.collection.of(kind).items():
            if selects(id_, record):
                yield StoredRecord(id_, kind, record)

    def _test(
        self, kind: Kind, by_fields: tuple[FieldFilter, ...]
    ) -> Callable[[str, Record], bool]:
        """Return the test of one record of a kind."""
        if not self.typed.narrowing:
            return lambda _id, _record: True
        if kind is RECOMMENDATION:
            selects = self._asked.replace(fields=by_fields).over(self.collection)
            mechanisms = filters.mechanism_codes(self.typed.events.mechanism)
            return lambda id_, record: (
                selects((id_, record)) and (not mechanisms or record["mechanism"] in mechanisms)
            )
        if kind is ASSESSMENT:
            ids = {record.id for record in self._of(RECOMMENDATION, by_fields)}
            return lambda _id, record: (
                record["recommendation"] in ids
                and (not self._assessors or record["assessor"] in self._assessors)
                and self._by_the_day(kind, record)
            )
        events, cycle = filters.record_filter(self.typed.events), self._asked.cycle
        selects = events.replace(fields=by_fields).over(kind)
        return lambda id_, record: (
            selects((id_, record))
            and cycle in (None, record.get("cycle"))
            and self._by_the_day(kind, record)
        )

    def _by_the_day(self, kind: Kind, record: Record) -> bool:
        """Say whether a record was there by the day that ``--as-of`` names."""
        if self.typed.as_of is None:
            return True
        if kind is REPORT:
            return deadlines.is_on_record(record, self.day)
        return is_known_on(self.collection, kind, record, self.day)

    def rows(self) -> Iterator[Row]:
        """Yield the rows: whole as they are on record, or as of the day asked."""
        assessor = self._asked.assessor
        today = Rows(self.collection, as_of=self.day, assessor=assessor)
        ever = Rows(self.collection, as_of=date.max, assessor=assessor)
        for record in self.records:
            if self.typed.as_of is not None:
                row = today.of(record)
            elif record.kind is REPORT:
                # The state of a report is that of today; the fields on record are whole.
                row = {**today.of(record), **record.record}
            else:
                row = ever.of(record)
            if self._assessors and "verdicts" in row:
                verdicts = row["verdicts"]
                row["verdicts"] = {who: verdicts[who] for who in self._assessors if who in verdicts}
            yield row

    def counted(self) -> str:
        """Return how many records of each kind there are, in words."""
        count = Counter(record.kind.name for record in self.records)
        return ", ".join(number_of(count[kind.name], kind.name) for kind in self.kinds)

    def text(self, form: View, *, public: bool) -> Iterator[str]:
        """Return the rows in a format; a public copy does not say what was sensitive."""
        rows = self._rows(public=public)
        if form.format == "json":
            return plain.json_array(rows)
        if form.format == "ndjson":
            return plain.json_lines(rows)
        if form.format in BIBLIOGRAPHIES:
            return bibliography(rows, form.format)
        names = self._names(public=public)
        if form.format == "md":
            return plain.markdown(rows, names)
        texts: Iterable[dict[str, str]] = map(cells.cells, rows)
        if form.format == "csv":
            texts = texts if form.excel else mended_cells.watched(texts, self.at_risk)
            return plain.csv(texts, names, header=True, delimiter=form.delimiter, excel=form.excel)
        return plain.tsv(texts, names, header=True)

    def workbook(self, *, public: bool) -> bytes:
        """Return the rows as a spreadsheet that reads back as the same records."""
        from belarus_hr.formats import workbook

        rows, names = self._rows(public=public), self._names(public=public)
        return workbook.write_rows(rows, names, _sheet_text, day=self.day, whole=True)

    def database(self, *, public: bool) -> bytes:
        """Return the rows as an SQLite database."""
        from belarus_hr.formats import sqlite

        by_kind: dict[Kind, list[Row]] = {kind: [] for kind in self.kinds}
        for row in self._rows(public=public):
            by_kind[BY_NAME[row["record"]]].append(row)
        return sqlite.write_sqlite(by_kind)

    def _rows(self, *, public: bool) -> Iterator[Row]:
        return map(_without_marks, self.rows()) if public else self.rows()

    def _names(self, *, public: bool) -> list[str]:
        return [name for name in fields(self.kinds[0]) if not public or name != "sensitive"]


def _sheet_text(name: str, value: object) -> str:
    """Return the text of a cell of a workbook, in JSON where it takes a sign for another."""
    text = cells.cell_text(name, value, keep="\n")
    return json.dumps(value) if "\ufffe" in text or "\uffff" in text else text


def _without_marks(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "sensitive"}
