"""The matrix as Markdown and as XLSX, read back by libraries that did not write it.

- the shipped dataset: 93 rows in each, the same texts in both, no recommendation twice
- five columns, a heading with what it is, of whom, as of when, according to whom, and the counts
- a row says paragraph, title, official text, document, States, position, themes, verdicts, remarks
- a text of others stays a text: no formula, no link, no markup, no second row, nothing hidden
- a text longer than a cell can hold is cut, and says so
- the sheet: header frozen and repeated, cells wrapped, rows high enough, all columns on a page
- the same matrix gives the same bytes
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from openpyxl.worksheet.worksheet import Worksheet

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures import matrix
from belarus_hr.domain.figures.matrix import Matrix
from belarus_hr.domain.query import RecommendationFilter
from belarus_hr.domain.text.safe_text import visible
from belarus_hr.formats import workbook
from belarus_hr.formats.matrix import markdown, wording, xlsx
from belarus_hr.formats.matrix.wording import COLUMNS
from tests.domain.making import ANSWERED_LATE, TODAY, make_collection, recommendations, verdicts
from tests.formats.payloads import PAYLOADS

Rows = list[tuple[str, ...]]
Sheets = dict[str, Worksheet]


def built(held: Collection, *assessors: str, as_of: date = TODAY, **asked: Any) -> Matrix:
    return matrix.build_matrix(
        held.about("Belarus"), RecommendationFilter(as_of=as_of, **asked), assessors
    )


def sheets(made: Matrix) -> Sheets:
    book = openpyxl.load_workbook(BytesIO(xlsx.write_xlsx(made)))
    return {sheet.title: sheet for sheet in book}


def xlsx_rows(made: Matrix) -> Rows:
    """Return the rows of the sheet that are neither its header nor a theme's name."""
    lines = sheets(made)["Matrix"].iter_rows(min_row=2, values_only=True)
    return [tuple(map(str, line)) for line in lines if line[2] is not None]


def facts_of(made: Matrix) -> dict[str, str]:
    lines = sheets(made)["About"].iter_rows(min_row=2, values_only=True)
    return {str(name): str(fact) for name, fact in lines}


def as_markdown(made: Matrix) -> str:
    return "".join(markdown.write_markdown(made))


def markdown_rows(made: Matrix) -> Rows:
    """Return the rows of all tables as a reader sees them."""
    rows: Rows = []
    tokens = MarkdownIt("commonmark").enable("table").parse(as_markdown(made))
    for before, token in pairwise(tokens):
        if token.type == "td_open" and before.type == "tr_open":
            rows.append(())
        elif before.type == "td_open":
            rows[-1] += (_seen(token.children or []),)
    return rows


def _seen(tokens: Sequence[Any]) -> str:
    """Return what a reader sees; every sign of markup but a line break and an address fails."""
    written = {"link_open": "(", "link_close": ")", "html_inline": "\n"}
    assert {token.type for token in tokens} <= {"text", "text_special", *written}
    assert {token.content for token in tokens if token.type == "html_inline"} <= {"<br>"}
    return "".join(written.get(token.type, token.content) for token in tokens)


# --- the shipped dataset ------------------------------------------------------


def test_the_shipped_cycle_has_93_rows_in_both_each_recommendation_once(
    shipped: Collection,
) -> None:
    made = built(shipped)
    paragraphs = {row.record["paragraph"] for row in made.rows}
    for rows in (xlsx_rows(made), markdown_rows(made)):
        assert len(rows) == 93
        assert {row[0].split()[0] for row in rows} == paragraphs


def test_both_say_the_same(shipped: Collection) -> None:
    made = built(shipped)
    assert xlsx_rows(made) == markdown_rows(made)


def test_both_have_the_same_clusters(shipped: Collection) -> None:
    made = built(shipped)
    names = [wording.theme_name(group) for group in made.theme_groups]
    first = (cell for (cell,) in sheets(made)["Matrix"].iter_rows(min_row=2, max_col=1))
    assert [cell.value for cell in first if cell.font.bold] == names
    assert re.findall(r"^## (.*)$", as_markdown(made), re.MULTILINE) == names


# --- the heading --------------------------------------------------------------


def test_the_heading_says_of_whom_as_of_when_and_what_was_counted(shipped: Collection) -> None:
    facts = facts_of(built(shipped, as_of=date(2026, 1, 1)))
    assert facts.pop("How to read it").startswith("A recommendation stands once")
    assert facts == {
        "State under review": "Belarus",
        "Mechanism": "Universal Periodic Review",
        "As of": "2026-01-01",
        "Assessors": "self (who keeps this record)",
        "Cycle 1": "session 8 of the Working Group, reviewed 2010-05-12, document A/HRC/15/16",
        "Recommendations": "93 made, 74 supported (1 of them in part), 19 noted",
        "Implemented according to self": (
            "nothing assessed of 74 supported; 0 partly, 0 not implemented, 74 not assessed"
        ),
    }


def test_the_heading_of_may_2010_counts_what_was_pending(shipped: Collection) -> None:
    facts = facts_of(built(shipped, as_of=date(2010, 5, 31)))
    assert facts["Recommendations"] == "93 made, 55 supported, 0 noted, 38 pending"


def test_the_heading_is_the_same_in_markdown(shipped: Collection) -> None:
    made = built(shipped, "self", "government")
    heading = as_markdown(made).split("\n## ")[0]
    assert heading.startswith("# Matrix of recommendations\n\n- State under review: Belarus\n")
    assert len(re.findall(r"^- ", heading, re.MULTILINE)) == len(list(wording.facts(made)))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"themes": frozenset(["NHRI", "Torture"])}, "only theme NHRI or Torture"),
        ({"states": frozenset(["Norway"])}, "only recommended by Norway"),
        ({"responses": frozenset(["partly-supported"])}, "only position supported in part"),
        (
            {"statuses": frozenset(["partly", "not-assessed"]), "assessor": "un"},
            "only not assessed or partly implemented according to un",
        ),
        ({"words": ("fair", "trial")}, "only holding fair and trial"),
    ],
)
def test_a_selection_says_what_it_is(shipped: Collection, asked: Any, said: str) -> None:
    facts = facts_of(built(shipped, **asked))
    assert facts["Selection"] == f"{said}; all counts are of this selection"


def test_a_selection_is_counted_out_of_all_that_were_made(shipped: Collection) -> None:
    facts = facts_of(built(shipped, responses=frozenset(["partly-supported"])))
    assert facts["Recommendations"] == "1 of 93 made, 1 supported (1 of them in part), 0 noted"


def test_nothing_to_count_is_said_and_never_divided(shipped: Collection) -> None:
    facts = facts_of(built(shipped, responses=frozenset(["noted"])))
    share = "0/0 supported: no supported recommendation to count"
    assert facts["Implemented according to self"] == share


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"cycle": 2}, "no recommendation is on record"),
        ({"words": ("unheard-of",)}, "no recommendation on record is in this selection"),
        (
            {"as_of": date(2009, 1, 1)},
            "no recommendation had been made by that day; the first is of 2010-05-12",
        ),
    ],
)
def test_an_empty_matrix_says_why(shipped: Collection, asked: Any, said: str) -> None:
    made = built(shipped, **asked)
    assert xlsx_rows(made) == markdown_rows(made) == []
    assert facts_of(made)["Empty"] == said


@pytest.mark.parametrize(
    ("cycle", "said"),
    [(2, "none on record of 259 made as reported"), (4, "none on record")],
)
def test_a_cycle_without_recommendations_on_record_says_what_is_reported(
    shipped: Collection, cycle: int, said: str
) -> None:
    facts = facts_of(built(shipped, cycle=cycle))
    assert facts["Recommendations"] == said
    assert "Implemented according to self" not in facts


def test_where_fewer_are_on_record_than_reported_both_are_said() -> None:
    held = make_collection(
        reviews={"upr1": {"reported": [{"made": 93, "supported": 74, "ref": "A/HRC/15/16"}]}},
        recommendations=recommendations("97.1", "97.2"),
    )
    said = "2 on record of 93 made as reported, 2 supported, 0 noted"
    assert facts_of(built(held))["Recommendations"] == said


# --- a row --------------------------------------------------------------------


def test_a_row_says_all_there_is() -> None:
    late = [
        ANSWERED_LATE[0],
        {**ANSWERED_LATE[1], "ref": "A/HRC/15/16/Add.1", "confidence": "un-document"},
    ]
    held = make_collection(
        recommendations=recommendations(
            "98.21",
            title="Investigate disappearances",
            text="Investigate the cases\nof disappearance",
            document="A/HRC/15/16",
            items=[{"by": "Norway"}, {"by": "France"}, {"by": "Norway"}],
            themes=["Justice", "Torture"],
            responses=late,
            disputes=[
                {"says": "It was refused", "by": "CIVICUS", "ref": "Blog", "note": "In part"}
            ],
        ),
        assessments={
            "one": {
                "recommendation": "upr1-98.21",
                "assessor": "civil-society",
                "status": "not-implemented",
                "date": "2014-05",
                "note": "No case was opened",
                "sources": [{"ref": "Mid-term report", "url": "https://example.org/a_b|c.pdf"}],
            }
        },
    )
    made = built(held, "self", "civil-society")
    row = (
        "98.21 Investigate disappearances\n"
        "Official text: Investigate the cases\nof disappearance\nA/HRC/15/16",
        "Norway; France",
        "Supported (2010-09-23)\nSource: A/HRC/15/16/Add.1 (a UN document)",
        "Justice; Torture",
        "civil-society: not implemented (2014-05)\n"
        "No case was opened\n"
        "Source: Mid-term report (https://example.org/a_b|c.pdf)\n"
        "Not assessed by self\n"
        "Remark: disputed. CIVICUS: It was refused\nIn part\nSource: Blog",
    )
    assert xlsx_rows(made) == markdown_rows(made) == [row]


@pytest.mark.parametrize(
    ("response", "said"),
    [
        ("supported", "Supported"),
        ("supported-implemented", "Supported, as already implemented"),
        ("partly-supported", "Supported in part"),
        ("noted", "Noted"),
        ("pending", "Pending"),
    ],
)
def test_the_position_is_in_words(response: str, said: str) -> None:
    held = make_collection(
        recommendations=recommendations("97.1", responses=[{"response": response}])
    )
    assert xlsx_rows(built(held))[0][2] == said


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("implemented", "implemented"),
        ("partly", "partly implemented"),
        ("not-implemented", "not implemented"),
    ],
)
def test_a_verdict_is_in_words(status: str, said: str) -> None:
    held = make_collection(
        recommendations=recommendations("97.1"),
        assessments=verdicts(("97.1", "un", status, "2014")),
    )
    assert xlsx_rows(built(held, "un"))[0][4] == f"un: {said} (2014)"


def test_without_any_verdict_it_is_not_assessed() -> None:
    held = make_collection(recommendations=recommendations("97.1"))
    assert xlsx_rows(built(held, "government", "un"))[0][4] == "Not assessed"


# --- text of others -----------------------------------------------------------

HOSTILE = (
    "=1+1",
    '=HYPERLINK("https://evil.example","click")',
    "{=SUM(A1:A9)}",
    "+1",
    "-1",
    "@SUM(1)",
    "1e9",
    "https://evil.example/",
    "mailto:a@evil.example",
    "internal:About!A1",
    "<r><t>x</t></r>",
    "<r></r><evil>&</r>",
    "_x0041_ _x000A_",
    "]]> <![CDATA[ &amp; &lt;",
    "a|b \\| c \\",
    "[a](https://evil.example) ![b](c.png) [^1]",
    "<script>alert(1)</script> <br> <!-- x -->",
    "`code` ``a`` *b* _c_ **d** ~~e~~ $f$",
    "# h &copy; &#124;",
    "\x1b[31mred\x07 a\x00b\x7f\x9b1m",
    "\u202etroper\u202c a\u200bb\ufeff",
    "a\u2028b\x85c",
    "\ufffe\uffff",
    "Доклад 🇧🇾 漢字 تقرير",
)


def hostile(text: str) -> Matrix:
    """Return a matrix with a text in every place that takes any."""
    source = {"ref": text, "note": text}
    held = make_collection(
        recommendations=recommendations(
            "97.1",
            title=text,
            text=text,
            document=text,
            items=[{"by": text}],
            themes=[text],
            responses=[{"response": "supported", "ref": text, "note": text}],
            disputes=[{"says": text, "by": text, **source}],
        ),
        assessments={
            "one": {
                "recommendation": "upr1-97.1",
                "assessor": "[/b]|=1+1",
                "status": "partly",
                "date": "2014",
                "note": text,
                "sources": [source],
            }
        },
        claims={"one": {"by": "[/b]|=1+1", "title": text, "note": text, "sources": [source]}},
    )
    return built(held)


@pytest.mark.parametrize("text", HOSTILE)
def test_every_cell_is_a_text_and_nothing_else(text: str) -> None:
    for sheet in sheets(hostile(text)).values():
        filled = [cell for line in sheet.iter_rows() for cell in line if cell.value is not None]
        assert {cell.data_type for cell in filled} == {"s"}
        assert [cell for cell in filled if cell.hyperlink] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_in_the_sheet_as_it_is_with_what_hides_made_visible(text: str) -> None:
    (row,) = xlsx_rows(hostile(text))
    shown = re.sub("[\ufffe\uffff]", lambda sign: f"<U+{ord(sign[0]):04X}>", visible(text.strip()))
    assert row[1].rstrip() == shown.rstrip()
    assert row[0].split("\n") == [f"97.1 {shown}", f"Official text: {shown}", shown]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_in_markdown_as_it_is_and_a_row_stays_a_row(text: str) -> None:
    made = hostile(text)
    (row,) = markdown_rows(made)
    assert len(row) == len(COLUMNS)
    assert row[1] == visible(text.strip())
    assert len(re.findall(r"^\|", as_markdown(made), re.MULTILINE)) == 3


@given(st.text(min_size=1).filter(str.strip))
def test_any_text_leaves_one_row_of_five_cells(text: str) -> None:
    made = hostile(text.encode(errors="ignore").decode() or "x")
    (row,) = markdown_rows(made)
    assert len(row) == len(COLUMNS)


@example(f"<r>{'x' * (workbook.CELL_LIMIT - 7)}</r>")
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_a_cell_that_can_be_read_back(text: str) -> None:
    safe = workbook.sheet_text(text)
    assert len(safe.encode("utf-16-le")) <= 2 * workbook.CELL_LIMIT
    assert not re.search("[\x00-\x09\x0b-\x1f\ufffe\uffff]", safe)
    assert not (safe.startswith("<r>") and safe.endswith("</r>"))


@pytest.mark.parametrize("letter", ["a", "漢", "😀"])
def test_a_text_longer_than_a_cell_is_cut_and_says_so(letter: str) -> None:
    held = make_collection(recommendations=recommendations("97.1", text=letter * 50_000))
    (row,) = xlsx_rows(built(held))
    assert row[0].endswith(f"{letter} … [cut here: a cell holds no more]")
    assert len(row[0].encode("utf-16-le")) // 2 in (
        workbook.CELL_LIMIT - 1,
        workbook.CELL_LIMIT,
    )


def test_markdown_holds_a_long_text_whole() -> None:
    held = make_collection(recommendations=recommendations("97.1", text="a" * 50_000))
    assert "a" * 50_000 in as_markdown(built(held))


# --- the sheet ----------------------------------------------------------------


def test_the_sheets_are_the_matrix_and_what_it_is(shipped: Collection) -> None:
    found = sheets(built(shipped))
    assert list(found) == ["Matrix", "About"]
    (header,) = found["Matrix"].iter_rows(max_row=1, values_only=True)
    assert header == COLUMNS
    assert found["About"]["A1"].value == "Matrix of recommendations"


def test_the_header_stays_in_view_and_on_every_page(shipped: Collection) -> None:
    sheet = sheets(built(shipped))["Matrix"]
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"


def test_all_columns_fit_on_a_page(shipped: Collection) -> None:
    sheet = sheets(built(shipped))["Matrix"]
    assert sheet.page_setup.orientation == "landscape"
    # One page wide is the default and may be left out; 0 is as many as it takes.
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage is True


def test_texts_are_wrapped_and_rows_are_high_enough() -> None:
    lines = "\n".join(["one", "two", "three"])
    held = make_collection(recommendations=recommendations("97.1", text=lines, document="A"))
    sheet = sheets(built(held))["Matrix"]
    assert sheet["A3"].value.count("\n") == 4
    assert sheet["A3"].alignment.wrap_text is True
    assert sheet.row_dimensions[3].height == 5 * 15
    assert sheet.column_dimensions["E"].width > sheet.column_dimensions["B"].width > 20


def test_no_row_is_higher_than_a_row_can_be() -> None:
    held = make_collection(recommendations=recommendations("97.1", text="a " * 20_000))
    assert sheets(built(held))["Matrix"].row_dimensions[3].height == 408.75


def test_the_same_matrix_gives_the_same_bytes(shipped: Collection) -> None:
    made = built(shipped)
    assert xlsx.write_xlsx(made) == xlsx.write_xlsx(made)


# --- formulas -----------------------------------------------------------------


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_of_the_workbook_is_a_formula(payload: str) -> None:
    source = {"ref": payload, "note": payload}
    held = make_collection(
        recommendations={
            "upr1-1": {
                **dict.fromkeys(("title", "text", "paragraph", "document", "note"), payload),
                "themes": [payload],
                "items": [{"by": payload}],
                "sources": [source],
                "disputes": [{"says": payload, "by": payload, **source}],
                "responses": [{"response": "noted", **source}],
            }
        },
        assessments={"a": {"recommendation": "upr1-1", "note": payload, "sources": [source]}},
        claims={"c": {"title": payload, "note": payload, "sources": [source]}},
        reviews={"upr1": {"title": payload, "document": payload}},
    )
    cells = [cell for sheet in sheets(built(held)).values() for row in sheet for cell in row]
    assert any(payload.strip("\0'")[:4] in str(cell.value) for cell in cells)
    taken = [cell.value for cell in cells if cell.data_type not in ("s", "n")]
    # In a workbook the type is the guard: a string is never run, whatever it begins with.
    assert taken == []
    assert {cell.value for cell in cells if cell.data_type == "n"} == {None}
