"""``export --format impact-oss``, and ``--template``: a sheet to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from belarus_hr.cli import suffixes
from belarus_hr.cli.commands import export_records
from belarus_hr.cli.commands.export_records import ExportOptions
from belarus_hr.cli.options import IMPACT_SHEET
from belarus_hr.cli.output import WORKBOOK, View
from belarus_hr.cli.output_file import Destination
from belarus_hr.cli.session import today
from belarus_hr.domain.collection import Collection, StoredRecord
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.kinds import Kind
from belarus_hr.formats.impact_oss.columns import TEMPLATES, Template
from belarus_hr.formats.impact_oss.writing import impact_oss_rows, template_of
from belarus_hr.views import plain

if TYPE_CHECKING:
    from belarus_hr.store import Store

#: The formats of a sheet to fill in.
_SHEETS = (WORKBOOK, "csv", "tsv", IMPACT_SHEET)


def write_template(store: Store, view: View, typed: ExportOptions, to: Destination) -> None:
    """Write the columns of a kind of record alone, for somebody to fill in.

    Raises InvalidValue for a format that is no sheet, and for what asks for records.
    """
    if view.format not in _SHEETS:
        raise InvalidValue(f"--template is a sheet to fill in: {', '.join(_SHEETS)}")
    if typed.narrowing:
        raise InvalidValue(
            f"--template holds no records: leave out --{typed.narrowing[0].replace('_', '-')}"
        )
    (kind,) = export_records.kinds(typed, view.format)
    to.check(store)
    suffixes.refuse_other(to.path, view.format)
    if view.format == IMPACT_SHEET:
        to.write(impact_oss_text(kind, [], Collection({}), view))
    else:
        from belarus_hr.formats import forms

        names = forms.blank_columns(kind)
        if view.format == WORKBOOK:
            to.write_bytes(forms.write_blank(kind, today()))
        elif view.format == "csv":
            to.write(plain.csv([], names, header=True, delimiter=view.delimiter, excel=view.excel))
        else:
            to.write(plain.tsv([], names, header=True))
    to.told(f"a template for {kind.table}")


def impact_oss_text(
    kind: Kind, records: Sequence[StoredRecord], collection: Collection, view: View
) -> Iterator[str]:
    """Return records as IMPACT OSS' template of their kind, with its row of hints.

    Raises InvalidValue for a kind that has no template.
    """
    template = _template(kind)
    rows = impact_oss_rows(template, records, collection)
    return plain.csv(rows, list(rows[0]), header=True, delimiter=view.delimiter, excel=view.excel)


def _template(kind: Kind) -> Template:
    template = template_of(kind.table)
    if template is None:
        tables = ", ".join(template.kind.table for template in TEMPLATES)
        raise InvalidValue(f"IMPACT OSS has no template for {kind.table}: --what {tables}")
    return template
