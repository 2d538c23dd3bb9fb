"""IMPACT OSS' templates: headings, the row of hints, and a note that keeps what they know.

- a heading tells an attribute or a relation, whatever its label
- the row of hints is known by its mark or by its form, and no row of records is taken for one
- the parts of a note are read back as they were written, and its own text stays as it is
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belarus_hr.domain.reconcile.impact_oss import OWN, note_of, note_parts
from belarus_hr.formats.impact_oss import columns
from belarus_hr.formats.impact_oss.columns import TEMPLATES

NAMES = [column.attribute for template in TEMPLATES for column in template.columns]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.noun)
def test_a_header_is_of_its_own_template(template: columns.Template) -> None:
    header = [column.heading for column in (*template.columns, *template.relations)]
    assert columns.is_template(header)
    assert columns.templates_of(header) == [template]
    assert columns.is_hints([column.hint for column in template.columns])
    assert columns.is_hints(["", "", columns.HINT_NOTE])


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Title [database:title]", ("database", "title")),
        ("Titre [DE] [database:title]", ("database", "title")),
        ("action-reference [rel:action-reference]", ("rel", "action-reference")),
        ("category-reference [rel:category-reference|code]", ("rel", "category-reference")),
        ("Title", ("", "")),
        ("connected_actions", ("", "")),
    ],
)
def test_a_heading_names_an_attribute(heading: str, name: tuple[str, str]) -> None:
    assert columns.attribute_of(heading) == name


@pytest.mark.parametrize(
    "row", [["A-1", "Required: a law on torture"], ["Optional: see plan"], [], ["", "A law"]]
)
def test_a_row_of_records_is_no_row_of_hints(row: list[str]) -> None:
    assert not columns.is_hints(row)


PART = st.text("abc :\nIMPACT", min_size=1).map(str.strip).filter(bool)


@given(PART | st.just(""), st.dictionaries(st.sampled_from(NAMES), PART))
def test_a_note_keeps_its_parts(own: str, named: dict[str, str]) -> None:
    parts = {**({OWN: own} if own else {}), **named}
    assert note_parts(note_of(parts)) == parts
