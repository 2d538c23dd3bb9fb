"""The columns of IMPACT OSS' three templates: their headings, their hints, and what they are to us.

A heading is ``Label [database:attribute]``, that of a relation ``name [rel:name]``. Row 2 has a
hint for each column. The last column has no heading, and a note in row 2 alone.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.kinds import INDICATOR, MEASURE, RECOMMENDATION, Kind
from belarus_hr.domain.text import edtf
from belarus_hr.formats.request import BadCell
from belarus_hr.formats.tables import whole_number

#: What the last cell of the row of hints ends with.
IGNORED = "[ignore-row]"
HINT_NOTE = f"These hints say what the columns take: remove the row before an import. {IGNORED}"
_HEADING = re.compile(r".*\[(database|rel):\s*([^\]|]+?)\s*(?:\|[^\]]*)?\]\s*", re.DOTALL)
_HINT = re.compile(r"(?:required|optional)(?:/\w+)?:", re.IGNORECASE)


class Column(NamedTuple):
    """A column that says something of a record: its attribute there, its label and its hint.

    ``field`` is the field that takes a text as it is; what has none is kept in the note.
    """

    attribute: str
    label: str
    hint: str
    field: str = ""

    @property
    def heading(self) -> str:
        """The heading in a template."""
        return f"{self.label} [database:{self.attribute}]"


def relation_heading(name: str) -> str:
    """Return the heading of a relation in a template."""
    return f"{name} [rel:{name}]"


class Relation(NamedTuple):
    """A column of references to other records.

    The link is in ``field``: of the row's own record, or of the ``other`` when it is that kind's.
    """

    name: str
    other: Kind
    field: str
    ours: bool

    @property
    def heading(self) -> str:
        """The heading in a template."""
        return relation_heading(self.name)

    @property
    def hint(self) -> str:
        """The hint in a template."""
        return f"Optional: references of {self.other.table}, divided by commas"


class Template(NamedTuple):
    """The template of a kind: its attributes, its relations by reference, and more.

    ``kept`` are relations to what is not on record here, which the note keeps. ``besides`` are
    fields of ours that a record cannot be without: IMPACT OSS passes over their columns.
    """

    kind: Kind
    noun: str
    columns: tuple[Column, ...]
    relations: tuple[Relation, ...]
    kept: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()


_TEXT, _MARKDOWN, _DAY = (
    "Optional: text",
    "Optional: text (markdown)",
    "Optional: date (dd/mm/yyyy)",
)
_CATEGORIES = ("category-id", "category-short-title", "category-reference")
_REFERENCE = Column("reference", "Reference", "Required/unique: text")
_TITLE = Column("title", "Title", "Required: text", "title")

RECOMMENDATIONS = Template(
    RECOMMENDATION,
    "recommendations",
    (
        Column("framework_id", "Framework", "Required: number (1 for human rights)"),
        _REFERENCE,
        _TITLE,
        Column("description", "Full recommendation", _MARKDOWN, "text"),
        Column("response", "Government response", _MARKDOWN),
        Column(
            "support_level",
            "Level of support",
            "Optional: number (2 supported, 1 in part, 0 noted)",
        ),
    ),
    (
        Relation("action-reference", MEASURE, "recommendations", ours=False),
        Relation("indicator-reference", INDICATOR, "recommendations", ours=False),
    ),
    kept=("action-id", "indicator-id", *_CATEGORIES),
)
ACTIONS = Template(
    MEASURE,
    "actions",
    (
        _REFERENCE,
        _TITLE,
        Column("description", "Description", _MARKDOWN),
        Column("outcome", "Desired outcome", _MARKDOWN),
        Column("indicator_summary", "Indicator summary", _MARKDOWN),
        Column("target_date", "Target date", _DAY),
        Column("target_date_comment", "Target date comment", _TEXT),
    ),
    (
        Relation("recommendation-reference", RECOMMENDATION, "recommendations", ours=True),
        Relation("indicator-reference", INDICATOR, "measures", ours=False),
    ),
    kept=("recommendation-id", "indicator-id", *_CATEGORIES),
)
INDICATORS = Template(
    INDICATOR,
    "indicators",
    (
        _REFERENCE,
        _TITLE,
        Column("description", "Description", _MARKDOWN),
        Column("start_date", "Start date", _DAY),
        Column("end_date", "End date", _DAY),
        Column("frequency_months", "Reporting frequency", "Optional: number (months: 1, 3, 6, 12)"),
        Column("repeat", "Repeat", "Optional: true or false"),
    ),
    (
        Relation("action-reference", MEASURE, "measures", ours=True),
        Relation("recommendation-reference", RECOMMENDATION, "recommendations", ours=True),
    ),
    kept=("action-id",),
    besides=("unit",),
)
TEMPLATES = (RECOMMENDATIONS, ACTIONS, INDICATORS)
#: Attributes and relations of theirs that only one template has.
_TELLING = {
    RECOMMENDATIONS: {"framework_id", "response", "support_level", "accepted"},
    ACTIONS: {"outcome", "indicator_summary", "target_date", "target_date_comment"},
    INDICATORS: {"start_date", "end_date", "frequency_months", "repeat"},
}


def attribute_of(heading: str) -> tuple[str, str]:
    """Return what a heading names: ``database`` or ``rel`` with the name, or two empty texts."""
    match = _HEADING.fullmatch(heading)
    return (match[1], match[2].casefold()) if match else ("", "")


def is_template(header: list[str]) -> bool:
    """Say whether a header is that of one of the templates."""
    return ("database", "title") in map(attribute_of, header)


def templates_of(header: list[str]) -> list[Template]:
    """Return the templates that a header can be of: one, where any column is of one alone."""
    names = {name for _, name in map(attribute_of, header)}
    told = [template for template, telling in _TELLING.items() if names & telling]
    return told or list(TEMPLATES)


def is_hints(cells: list[str]) -> bool:
    """Say whether a row is the one with hints: it says so, or each cell has a hint's form."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if any(cell.endswith(IGNORED) for cell in filled):
        return True
    return len(filled) > 1 and all(map(_HINT.match, filled[:2]))


# --- what the attributes of a row say, in our values ------------------------------

_SUPPORT = {"2": "supported", "1": "partly-supported", "0": "noted"}
_ACCEPTED = {"true": "supported", "false": "noted"}
#: A date that is no day, which IMPACT OSS has no column for, before a comment on the date.
_DUE = re.compile(r"due (\S+?)(?:; (.*))?", re.DOTALL)


def take(
    template: Template, name: str, text: str, fields: dict[str, Any], note: dict[str, str]
) -> None:
    """Put the text of an attribute into its field, or into the note; raises BadCell."""
    field = next((column.field for column in template.columns if column.attribute == name), "")
    if field:
        fields[field] = text
    elif name in ("support_level", "accepted"):
        codes = _SUPPORT if name == "support_level" else _ACCEPTED
        code = codes.get(str(whole_number(text) if name == "support_level" else text.casefold()))
        if code is None:
            raise BadCell(name, text, f"is none of {', '.join(codes)}, and may be empty")
        fields["responses"] = [{"response": code}]
    elif name == "description":
        fields["note"] = text
    elif name == "target_date":
        fields["due"] = _day(name, text)
    elif name == "target_date_comment" and (due := _due(text)) and "due" not in fields:
        fields["due"], comment = due
        note |= {name: comment} if comment else {}
    elif name in ("start_date", "end_date"):
        note[name] = _day(name, text)
    elif name == "frequency_months":
        if not whole_number(text):
            raise BadCell(name, text, "is no number of months")
        note[name] = str(whole_number(text))
    elif name == "repeat":
        if text.casefold() not in ("true", "false"):
            raise BadCell(name, text, "is neither true nor false")
        note[name] = text.casefold()
    else:
        note[name] = text


def _day(column: str, text: str) -> str:
    """Return a day as we write it; raises BadCell for what is none, as 31/02/2020."""
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        return date.fromisoformat(text[:10] if text.endswith("00:00:00") else text).isoformat()
    except ValueError:
        raise BadCell(column, text, "is no day, written as 31/12/2020 or 2020-12-31") from None


def _due(text: str) -> tuple[str, str] | None:
    """Return the date and the comment of a text such as "due 2018-06; after the elections"."""
    match = _DUE.fullmatch(text)
    try:
        return (edtf.check_date(match[1]), match[2] or "") if match else None
    except InvalidValue:
        return None
