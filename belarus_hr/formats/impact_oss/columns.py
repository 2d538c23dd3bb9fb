"""The columns of IMPACT OSS' three templates: their headings, their hints, and what they are to us.

A heading is ``Label [database:attribute]``, that of a relation ``name [rel:name]``. Row 2 has a
hint for each column. The last column has no heading, and a note in row 2 alone.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from belarus_hr.domain.records.kinds import INDICATOR, MEASURE, RECOMMENDATION, Kind

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
