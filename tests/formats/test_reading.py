"""Reading files of others: what they are is seen from what is in them.

- UPR Info's XLS and the CSV made of it, XLSX, ODS, CR or LF, Mac Roman, Windows-1252, UTF-16
- each row becomes a recommendation in its normal form, in the dataset's words
- cycle from the session; responses by UPR Info's method; pledges and other States are left out
- UHRI's spreadsheet and bulk file give the same; only the first "- " goes; an annotation
  about two States is a record of each
- States by their old and new names; repairs are named
- a title above the header is passed over, and rows keep the number that they have in the file
- what is wrong is said with its row, column, value; what a file is not, with what it is
"""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import foreign_files as made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import InvalidValue, Rejected
from belarus_hr.domain.from_input import Moment
from belarus_hr.domain.reconcile.reconcile import Draft
from belarus_hr.domain.reconcile.uhri import UHRI
from belarus_hr.domain.reconcile.upr_info import UPR_INFO
from belarus_hr.domain.records.kinds import RECOMMENDATION, normalise
from belarus_hr.domain.records.recommendation import recommending_states
from belarus_hr.domain.reference.states import canonical, known_state
from belarus_hr.formats import cleanup, detect, text_encoding
from belarus_hr.formats.input_file import Input
from belarus_hr.formats.request import Read, Request, RowProblem, Skipped

NOW = Moment(date(2026, 1, 1), "2026-01-01T00:00:00.000+00:00")


def read(raw: bytes | str, **asked: Any) -> list[Read]:
    content = raw if isinstance(raw, bytes) else raw.encode()
    source = Input("file", io.BytesIO(content), 0, None)
    return list(
        detect.read_import(source, Request(find=Collection({}).find, now=NOW, **asked)).results
    )


def one(raw: bytes | str, **asked: Any) -> Draft:
    (result,) = read(raw, **asked)
    assert isinstance(result, Draft), result
    return result


def problem(raw: bytes | str, **asked: Any) -> RowProblem:
    (result,) = read(raw, **asked)
    assert isinstance(result, RowProblem), result
    return result


# --- UPR Info ------------------------------------------------------------------


def test_a_row_of_upr_info_is_a_recommendation_in_the_words_of_the_dataset() -> None:
    row = made.upr_row(text="Ratify it ", action="5", issue="Justice,International instruments")
    draft = one(made.upr_csv(row))
    assert draft.record == {
        "mechanism": "UPR",
        "cycle": 2,
        "session": 22,
        "title": "Ratify it",
        "text": "Ratify it",
        "items": [
            {
                "by": "Norway",
                "action": 5,
                "response": "supported",
                "themes": ["Justice", "International instruments"],
            }
        ],
        "responses": [
            {"response": "supported", "ref": "UPR Info database, session 22, rows for Belarus"}
        ],
        "themes": ["Justice", "International instruments"],
        "confidence": "single-source",
        "sources": [{"ref": "UPR Info database, session 22, rows for Belarus"}],
    }
    assert (draft.place, draft.id, draft.matcher) == ("row 2", "", UPR_INFO)
    assert draft.repairs == (cleanup.SPACES_AROUND,)


def test_spreadsheets_with_doubled_names_and_numbers_as_floats_give_the_same() -> None:
    row = made.upr_row()
    numbers = made.upr_row(action=5.0, session=22.0)
    expected = one(made.upr_csv(row)).record
    for raw in (made.xls([made.UPR_XLS, numbers]), made.xlsx([made.UPR_XLS, numbers])):
        assert one(raw).record == expected
    cells = [b"".join(made.ods_cell(str(cell)) for cell in line) for line in (made.UPR_XLS, row)]
    rows = b"".join(b"<table:table-row>" + line + b"</table:table-row>" for line in cells)
    assert one(made.ods(rows)).record == expected


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "mac-roman", "cp1252"])
def test_line_ends_and_encodings(codec: str, end: str) -> None:
    text = "Respect the défenseurs’ rights – “fully”"
    raw = made.upr_csv(made.upr_row(text=text), end=end).encode(codec)
    assert one(raw).record["text"] == text


#: Texts of a few words in encodings with a byte for each letter, by the name that is told.
OLD = {
    "Mac Roman": ("mac-roman", "à la liberté d’opinion et d’expression"),
    "Windows-1252": ("cp1252", "à la liberté d’opinion et d’expression"),
    "Windows-1251": ("cp1251", "Встреча в Минске с делегацией"),
    "KOI8-R": ("koi8-r", "Встреча в Минске с делегацией"),
    "ISO-8859-5": ("iso8859-5", "Сустрэча ў Мінску з дэлегацыяй"),
    "Mac Cyrillic": ("mac-cyrillic", "Встреча в Минске с делегацией"),
    "Windows-1250": ("cp1250", "Česká republika přijala doporučení"),
    "Windows-1253": ("cp1253", "Η Ελλάδα δέχτηκε τη σύσταση"),
    "Windows-1254": ("cp1254", "Türkiye bu tavsiyeyi geçen yıl kabul etmiştir"),
}


@pytest.mark.parametrize("name", OLD)
def test_the_language_tells_the_encoding(name: str) -> None:
    codec, text = OLD[name]
    assert text_encoding.decode(text.encode(codec)) == (text, name)


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1253", "Τζιμπουτί Γρενάδα Αμερικανικές Παρθένες Νήσοι"),  # Holds "сен".
        ("iso8859-5", "Аман Аргенціна Бельгія Партугалія Бермудскія"),  # Holds "авг".
    ],
)
def test_a_month_that_stands_in_mac_cyrillic_by_chance_decides_nothing(
    codec: str, text: str
) -> None:
    assert text_encoding.decode(text.encode(codec)).text == text


def test_a_text_in_one_of_two_encodings_is_refused_unless_it_is_named() -> None:
    raw = "pèche, pêche".encode("cp1252")
    with pytest.raises(Rejected, match=r"may be in Windows-\d+ or in .*name it with --encoding"):
        text_encoding.decode(raw)
    assert text_encoding.decode(raw, "cp1252").text == "pèche, pêche"


def test_letters_that_are_utf_8_by_chance_are_no_second_encoding() -> None:
    text = "Гібралтар, Гішпанія і Гўры\nСустрэча ў Мінску з дэлегацыяй"
    assert text_encoding.decode(text.encode("cp1251")) == (text, "Windows-1251")


@pytest.mark.parametrize("name", ["", "cp125", "base64", "hex", "undefined", "../x", "rot13"])
def test_what_is_no_encoding_of_texts_is_refused(name: str) -> None:
    with pytest.raises(InvalidValue, match="unknown encoding"):
        text_encoding.known_encoding(name)


def test_two_encodings_in_one_file_are_refused_with_their_lines() -> None:
    with pytest.raises(Rejected, match=r"mixes encodings: line 2 is UTF-8 and line 3 is not"):
        text_encoding.decode("a\né\n".encode() + "é".encode("cp1252"))


@pytest.mark.parametrize(
    ("session", "cycle"), [(1, 1), (12, 1), (13, 2), (26, 2), (27, 3), (41, 4)]
)
def test_the_session_tells_the_cycle(session: int, cycle: int) -> None:
    assert one(made.upr_csv(made.upr_row(session=session))).record["cycle"] == cycle


@pytest.mark.parametrize(
    ("said", "ours"),
    [
        ("Accepted", "supported"),
        ("Supported", "supported"),
        ("Noted", "noted"),
        ("Not Supported", "noted"),
        ("Rejected", "noted"),
        ("Accepted in Part", "partly-supported"),
        ("Accepted/Noted", "partly-supported"),
        ("Supported/Noted", "partly-supported"),
        ("Partially accepted", "partly-supported"),
        ("Partially supported", "partly-supported"),
        ("Already implemented or in the process of implementation", "supported-implemented"),
        ("Accepted in principle", "noted"),
        ("General response", "noted"),
        ("No response", "noted"),
        ("No clear position", "noted"),
    ],
)
def test_responses(said: str, ours: str) -> None:
    assert one(made.upr_csv(made.upr_row(response=said))).record["items"][0]["response"] == ours


def test_pending_is_an_answer_that_is_not_there_yet() -> None:
    record = one(made.upr_csv(made.upr_row(response="Pending"))).record
    assert "responses" not in record
    assert record["items"][0]["response"] == "pending"


def test_pledges_and_other_states_are_left_out_with_the_reason() -> None:
    pledge = made.upr_row(response="Voluntary Pledge", by="Belarus")
    results = read(made.upr_csv(pledge, made.upr_row(state="France")))
    assert [type(result) for result in results] == [Skipped, Skipped]
    assert [result.place for result in results] == ["row 2", "row 3"]


def test_a_state_is_found_by_its_old_and_new_name() -> None:
    rows = [made.upr_row(state=name) for name in ("Cote d'Ivoire", "Côte d’Ivoire", "France")]
    drafts = [r for r in read(made.upr_csv(*rows), country="Côte d'Ivoire") if isinstance(r, Draft)]
    assert [draft.record["country"] for draft in drafts] == ["Côte d'Ivoire"] * 2
    assert drafts[0].repairs == ("name of a State: Cote d'Ivoire is Côte d'Ivoire",)
    assert len(read(made.upr_csv(*rows), country="all")) == 3


def test_entities_in_a_name_are_mended() -> None:
    draft = one(made.upr_csv(made.upr_row(by="&#40;Unknown&#41;")))
    assert draft.record["items"][0]["by"] == "(Unknown)"
    assert draft.repairs == (cleanup.ENTITIES,)


@pytest.mark.parametrize(
    ("wrong", "column", "reason"),
    [
        ({"session": "0"}, "Session", "no session"),
        ({"session": "VIII"}, "Session", "no session"),
        ({"action": "7"}, "Action", "1 to 5"),
        ({"response": "Maybe"}, "Response", "no response"),
        ({"text": ""}, "Recommendation", "empty"),
        ({"text": "x" * 1_000_000}, "Recommendation", "1,000,000 characters"),
        ({"by": ""}, "RS", "empty"),
        ({"by": "x" * 600}, "RS", "600 characters"),
        ({"issue": "x" * 600}, "Issue", "600 characters"),
        ({"issue": ",".join(map(str, range(30_000)))}, "Issue", "30,000 values"),
    ],
)
def test_what_is_wrong_is_said_with_row_column_value(
    wrong: dict[str, str], column: str, reason: str
) -> None:
    found = problem(made.upr_csv(made.upr_row(**wrong)))
    assert found.place == "row 2"
    assert column in found.column
    assert reason in found.reason


def test_a_number_that_is_not_whole_is_none() -> None:
    found = problem(made.xlsx([made.UPR_XLS, made.upr_row(session=5.5)]))
    assert (found.column, found.value) == ("Session", "5.5")


def test_a_title_may_stand_above_the_header_of_a_known_file() -> None:
    table = made.upr_csv(made.upr_row(), made.upr_row(session="x"))
    draft, wrong = read(f"Recommendations,,\r\r{table}")
    assert draft == replace(one(made.upr_csv(made.upr_row())), place="row 4")
    assert isinstance(wrong, RowProblem)
    assert wrong.place == "row 5"
    with pytest.raises(Rejected, match="of a kind that is not known"):
        read(f"Recommendations,,\r{'a,b,c' * 30}\r" * 21 + table)


def test_a_header_with_a_column_missing_or_twice_is_named() -> None:
    missing = [name for name in made.UPR_CSV if name != "Text"]
    with pytest.raises(Rejected, match='"Recommendation" or "Text" is missing'):
        read(made.upr_csv(header=missing))
    with pytest.raises(Rejected, match='"Issue" stands twice'):
        read(made.upr_csv(header=[*made.UPR_CSV, "Issue"]))


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30),
        min_size=4,
        max_size=4,
    )
)
def test_a_draft_is_in_its_normal_form_whatever_a_row_holds(cells: list[str]) -> None:
    text, by, answer, issue = cells
    row = made.upr_row(text=text, by=by, issue=issue, response=answer or "Noted")
    for result in read(made.upr_csv(row, made.upr_row(text=text, by=by, issue=issue))):
        if isinstance(result, Draft):
            assert list(normalise(RECOMMENDATION, result.record).items()) == list(
                result.record.items()
            )


# --- UHRI ----------------------------------------------------------------------


def test_an_annotation_of_a_treaty_body() -> None:
    draft = one(made.uhri_json())
    assert draft.record == {
        "mechanism": "CRC",
        "document": "CRC/C/BLR/CO/5-6",
        "paragraph": "12",
        "published": "2020-02-28",
        "annotation": "0d1c4c2e-0000-4000-8000-000000000001",
        "type": "concern",
        "title": "The Committee recommends a law.",
        "text": "12. The Committee recommends a law.",
        "themes": ["Right to education"],
        "groups": ["Children"],
        "sdgs": ["16.3 - Promote the rule of law"],
        "confidence": "un-document",
        "sources": [
            {"ref": "CRC/C/BLR/CO/5-6, para. 12"},
            {
                "ref": "Universal Human Rights Index (UHRI), annotation "
                "0d1c4c2e-0000-4000-8000-000000000001"
            },
        ],
    }
    assert (draft.place, draft.matcher) == ("record 1", UHRI)


def test_an_annotation_of_the_upr_has_cycle_states_and_position() -> None:
    record = one(made.uhri_json(made.upr_annotation())).record
    assert (record["cycle"], record["session"], record["paragraph"]) == (3, 36, "138.12")
    assert record["items"] == [
        {"by": "France", "response": "supported"},
        {"by": "Timor-Leste", "response": "supported"},
    ]
    assert record["responses"] == [
        {"response": "supported", "ref": "Universal Human Rights Index (UHRI)"}
    ]


def test_an_annotation_about_two_states_is_a_record_of_each() -> None:
    raw = made.uhri_json(made.annotation(Countries=["Georgia", "Belarus"]))
    assert [found.record.get("country") for found in read(raw, country="all")] == ["Georgia", None]
    assert "country" not in one(raw).record
    assert one(raw, country="Georgia").record["note"] == "UHRI names also Belarus."


@pytest.mark.parametrize("header", [made.UHRI, [n.replace("Reccom", "Recomm") for n in made.UHRI]])
def test_the_spreadsheet_loses_the_first_dash_and_no_other(header: list[str]) -> None:
    draft = one(made.xlsx([header, made.uhri_row()]))
    record = draft.record
    assert [item["by"] for item in record["items"]] == ["Timor-Leste", "Guinea-Bissau", "Palestine"]
    assert record["themes"] == ["Right to education", "Right to health"]
    assert record["sdgs"] == ["16.3 - Promote the rule of law"]
    assert record["published"] == "2021-01-01"
    assert record["responses"][0]["response"] == "partly-supported"
    assert (record["cycle"], record["session"], record["annotation"]) == (3, 36, "abc-1")
    assert cleanup.LINE_ENDS in draft.repairs


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("- CRC-OP-AC", "CRC"),
        ("- SR torture", "SP"),
        ("- WG on arbitrary detention", "SP"),
        ("- WGAD", "SP"),
        ("- SPT", "SPT"),
        ("- CCPR", "CCPR"),
        ("- Human Rights Committee", "CCPR"),
    ],
)
def test_bodies(body: str, code: str) -> None:
    assert one(made.uhri_json(made.annotation(Body=body))).record["mechanism"] == code


@pytest.mark.parametrize(
    ("text", "paragraph"),
    [
        ("137.197 Improve conditions", "137.197"),
        ("97.1. Consider joining", "97.1"),
        ("67. To adopt a law", "67"),
        ("paragraph 28: Adopt a law", "28"),
        ("Recommendation No. 41, para. 81: 41. Adopt", "81.41"),
        ("As contained in para. 79(a): 79(a). Adopt", "79(a)"),
        ("contained in 25(a): Adopt", "25(a)"),
        ("1999 was a year", None),
        ("Adopt a law by 2020. Then", None),
    ],
)
def test_the_paragraph_is_told_by_the_start_of_the_text(text: str, paragraph: str | None) -> None:
    record = one(made.uhri_json(made.annotation(Text=text))).record
    assert record.get("paragraph") == paragraph
    assert record["text"] == text


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"Body": "- XYZ"}, "Body"),
        ({"UprCycle": None, "UprSession": []}, "UPR Session"),
        ({"UprCycle": "2"}, "UprCycle"),
        ({"UprPositions": ["Perhaps"]}, "Position"),
        ({"PublicationDate": "yesterday"}, "Publication date"),
        ({"Text": ""}, "Text"),
        ({"Countries": "Belarus", "Text": {"a": 1}}, "Text"),
    ],
)
def test_what_an_annotation_says_wrong(wrong: dict[str, Any], column: str) -> None:
    assert problem(made.uhri_json(made.upr_annotation(**wrong))).column == column


@pytest.mark.parametrize(
    ("said", "ours"),
    [
        (["Supported"], "supported"),
        (["Noted"], "noted"),
        (["Not Supported"], "noted"),
        (["Supported/Noted"], "partly-supported"),
        (["Supported", "- Noted"], "partly-supported"),
        (["Partially supported"], "partly-supported"),
    ],
)
def test_positions(said: list[str], ours: str) -> None:
    record = one(made.uhri_json(made.upr_annotation(UprPositions=said))).record
    assert [answer["response"] for answer in record["responses"]] == [ours]


@pytest.mark.parametrize("said", ["Concerns/Observations", "Pending", "Response not available"])
def test_what_is_no_position_is_dropped_and_said(said: str) -> None:
    draft = one(made.uhri_json(made.upr_annotation(UprPositions=[said])))
    assert "responses" not in draft.record
    assert any(repair.startswith(cleanup.OTHER_ANSWER) for repair in draft.repairs)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_a_bulk_file_in_another_encoding_is_the_same(codec: str) -> None:
    raw = made.uhri_json(made.annotation(Text="Пытки"), made.upr_annotation())
    assert read(raw.decode().encode(codec)) == read(raw)


def test_what_a_file_is_stands_behind_any_white_space() -> None:
    raw = made.uhri_json(made.annotation())
    assert one(b" " * 100_000 + raw) == one(raw)


def test_a_bulk_file_that_is_cut_off_says_after_which_record() -> None:
    raw = made.uhri_json(*[made.annotation()] * 3)
    with pytest.raises(Rejected, match="cut off after record 2"):
        read(raw[:-40])


# --- our own -------------------------------------------------------------------


def test_a_table_with_our_names_or_with_names_given() -> None:
    ours = "mechanism,cycle,title,themes\r\nUPR,1,'=Ratify,Justice; Labour\r\n"
    record = one(ours, defaults={"record": "recommendation"}).record
    assert record == {
        "mechanism": "UPR", "cycle": 1, "title": "=Ratify", "themes": ["Justice", "Labour"]
    }  # fmt: skip
    theirs = "Nr;What\r\n7;Ratify\r\n"
    record = one(
        theirs,
        names={"title": "What"},
        defaults={"record": "recommendation", "mechanism": "CAT"},
    ).record
    assert record == {"mechanism": "CAT", "title": "Ratify"}


def test_escapes_of_our_tsv_are_undone() -> None:
    raw = 'date\tmechanism\tkind\ttitle\tnote\n2009\tCAT\treport\tThe "Report\ta\\tb\\nc\\\\d\n'
    record = one(raw).record
    assert (record["title"], record["note"]) == ('The "Report', "a\tb\nc\\d")


def test_a_verdict_may_speak_of_a_recommendation_that_comes_later() -> None:
    verdict = {"record": "assessment", "recommendation": "x-1", "assessor": "un",
               "status": "partly", "date": "2014"}  # fmt: skip
    about = {"record": "recommendation", "id": "x-1", "mechanism": "CAT", "title": "Ratify"}
    drafts = read("\n".join(json.dumps(value) for value in (verdict, about)))
    assert [draft.kind.name for draft in drafts if isinstance(draft, Draft)] == [
        "recommendation",
        "assessment",
    ]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"%PDF-1.7 ...", "is a damaged PDF"),
        (b"<html><table></table></html>", "HTML or XML"),
        (b"PK\x03\x04 and nothing", "zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and nothing", "damaged spreadsheet"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"a,b\r\n1,2\r\n", "kind that is not known"),
        (b'date,mechanism,title\r\n2009,CAT,"Report', "quote is missing"),
        (b"[1, 2", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"a\0b\0\0\0\0c,d\ne", "no text"),
        (b"just words", "kind that is not known"),
        (b"\n\n", "holds no table"),
        (b" \n \n", "holds no table"),
    ],
)
def test_what_is_not_read_is_named(raw: bytes, said: str) -> None:
    with pytest.raises(Rejected, match=said):
        read(raw)


# --- names and slips -----------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Lao PDR", "Laos"),
        ("Democratic People's Republic of Korea", "DPR Korea"),
        ("Czechia", "Czech Republic"),
        ("Macedonia FYR", "North Macedonia"),
        ("Swaziland", "Eswatini"),
        ("Slovak Republic", "Slovakia"),
        ("UAE", "United Arab Emirates"),
        ("Antigua & Barbuda", "Antigua and Barbuda"),
        ("State of Palestine*", "Palestine"),
        ("timor leste", "Timor-Leste"),
        ("Republic of Congo", "Congo"),
        ("DR Congo", "Democratic Republic of the Congo"),
        ("Atlantis", "Atlantis"),
    ],
)
def test_a_state_has_one_name(name: str, kept: str) -> None:
    assert canonical(name) == kept


def test_the_dataset_s_names_are_the_ones_kept(shipped: Collection) -> None:
    for record in shipped.of(RECOMMENDATION).values():
        for state in recommending_states(record):
            assert known_state(state) == state


def test_a_state_that_is_none_is_refused_with_the_nearest() -> None:
    with pytest.raises(InvalidValue, match="Belarus"):
        known_state("Belaruss")


@pytest.mark.parametrize(
    ("text", "mended", "sorts"),
    [
        ("plain", "plain", ()),
        (" a ", "a", (cleanup.SPACES_AROUND,)),
        ("a&nbsp;b &rsquo;c", "a b ’c", (cleanup.ENTITIES, cleanup.SPACES)),
        ("a<br/>b<b>c</b>", "a bc", (cleanup.TAGS,)),
        ("one br>two", "one two", (cleanup.TAGS, cleanup.SPACES)),
        ("a  b", "a b", (cleanup.SPACES,)),
        ("a\r\nb", "a\nb", (cleanup.LINE_ENDS,)),
        ("R&D for <5 years> & more", "R&D for <5 years> & more", ()),
    ],
)
def test_slips_are_mended_and_named(text: str, mended: str, sorts: tuple[str, ...]) -> None:
    assert cleanup.mend(text) == (mended, sorts)


@given(st.text(st.sampled_from("a &<>/br;amp#40\r\n\t\xa0é"), max_size=30))
def test_a_mended_text_has_no_space_around_and_says_what_was_done(text: str) -> None:
    mended, sorts = cleanup.mend(text)
    assert mended == mended.strip()
    assert bool(sorts) == (mended != text)
