"""Citations: what a footnote says of a source.

- a UN document: who issued it, what it is as far as its symbol says, symbol, place, UN address
- anything else: who published it, where the reference says so, its date, the publisher's address
- a copy is never the address: it is named as what was read
- what a source does not say is left out
"""

from __future__ import annotations

import pytest

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.kinds import KINDS
from belarus_hr.domain.reference.citations import SourceCitation, cite
from belarus_hr.domain.reference.copying_hosts import copying

UN = "https://docs.un.org/en"


@pytest.mark.parametrize(
    ("ref", "footnote"),
    [
        ("A/HRC/15/16, para. 97.5", "Human Rights Council, A/HRC/15/16, para. 97.5"),
        ("A/HRC/RES/17/24", "Human Rights Council, resolution 17/24, A/HRC/RES/17/24"),
        ("A/HRC/DEC/15/113", "Human Rights Council, decision 15/113, A/HRC/DEC/15/113"),
        ("A/RES/62/169", "General Assembly, resolution 62/169, A/RES/62/169"),
        (
            "CAT/C/BLR/CO/4, paras. 5-7",
            "Committee against Torture, concluding observations on Belarus, CAT/C/BLR/CO/4, "
            "paras. 5-7",
        ),
        (
            "CAT/C/NOR/CO/4",
            "Committee against Torture, concluding observations, CAT/C/NOR/CO/4",
        ),
        (
            "CCPR/C/BLR/QPR/5",
            "Human Rights Committee, list of issues prior to reporting on Belarus, "
            "CCPR/C/BLR/QPR/5",
        ),
        (
            "E/C.12/BLR/4-6",
            "Committee on Economic, Social and Cultural Rights, report of Belarus, E/C.12/BLR/4-6",
        ),
        ("CAT/C/SR.442", "Committee against Torture, summary record of meeting 442, CAT/C/SR.442"),
        ("HRI/CORE/BLR/2011", "common core document of Belarus, HRI/CORE/BLR/2011"),
        ("CRC/C/15/Add.180", "Committee on the Rights of the Child, CRC/C/15/Add.180"),
    ],
)
def test_a_un_document_is_cited_by_its_symbol(ref: str, footnote: str) -> None:
    symbol = ref.split(",")[0]
    assert cite({"ref": ref}).footnote == f"{footnote}. Available at {UN}/{symbol}"


@pytest.mark.parametrize(
    ("ref", "body", "date"),
    [
        ("OHCHR, press release of 2012-07-05: a rapporteur", "OHCHR", "2012-07-05"),
        ("OHCHR, press release of January 2011 on children", "OHCHR", "2011-01"),
        ("OHCHR, UPR highlights of 12 May 2010 (afternoon)", "OHCHR", "2010-05-12"),
        ("OHCHR, closing statement on trafficking, 2009-05-26", "OHCHR", "2009-05-26"),
        ("Ecohome, statement of NGOs of 2022-09-14 on Aarhus", "Ecohome", "2022-09-14"),
        ("OHCHR, news item of 2013 on CESCR", "OHCHR", "2013"),
        ("Viasna, page 80993 on the report", "Viasna", ""),
        ("Kyiv Post, report of July 2012 on it", "Kyiv Post", "2012-07"),
        ("UN Watch, resolutions and voting results", "UN Watch", ""),
        ("RJB, report on the vote of 2017", "RJB", ""),
        ("National act of 1973-10-05 ratifying both", "", "1973-10-05"),
        ("Report on torture, statement of a survivor", "", ""),
        ("Mid-term report, statement of a survivor", "", ""),
        ("A book, page 5", "", ""),
        ("Minsk, Brest and Gomel", "", ""),
        ("", "", ""),
    ],
)
def test_other_texts_say_who_published_them_and_when(ref: str, body: str, date: str) -> None:
    found = cite({"ref": ref, "url": "https://example.org/a"})
    assert (found.body, found.date) == (body, date)
    assert found.footnote == f"{ref}. Available at https://example.org/a"


def test_a_title_that_ends_in_a_stop_gets_no_second_one() -> None:
    found = cite({"ref": "What is torture?", "url": "https://example.org/a"})
    assert found.footnote == "What is torture? Available at https://example.org/a"


def test_a_place_in_a_text_is_told_from_the_text() -> None:
    found = cite({"ref": "Fact sheet (about 2012), item 6a"})
    assert (found.title, found.place) == ("Fact sheet (about 2012)", "item 6a")


@pytest.mark.parametrize(
    ("note", "read", "rest"),
    [
        ("Read in a copy (worldlii.org).", "read in a copy at worldlii.org", ""),
        ("Read in Russian. Names it.", "read in Russian", "Names it."),
        ("In Russian. Read in a copy (a.by).", "read in a copy at a.by", "In Russian."),
        ("Read in a copy (a.com), which is cut.", "read in a copy (a.com), which is cut", ""),
        ("Bread in plenty.", "", "Bread in plenty."),
    ],
)
def test_where_it_was_read_is_told_from_the_note(note: str, read: str, rest: str) -> None:
    found = cite({"ref": "CAT/C/BLR/4", "note": note})
    assert (found.read, found.note) == (read, rest)
    assert found.footnote.endswith(f" ({read})" if read else f"{UN}/CAT/C/BLR/4")


@pytest.mark.parametrize(
    ("ref", "address"), [("CAT/C/BLR/4", f"{UN}/CAT/C/BLR/4"), ("Letter of 2011", "")]
)
def test_a_copy_is_never_the_address(ref: str, address: str) -> None:
    found = cite({"ref": ref, "url": "https://info.5y1.org/x.html"})
    assert found.address == address
    assert found.read == "read in a copy at https://info.5y1.org/x.html"


def test_an_address_that_no_program_should_open_is_left_out() -> None:
    found = cite({"ref": "Letter", "url": "javascript:alert(1)"})
    assert found == SourceCitation(ref="Letter", title="Letter")


def test_each_source_of_the_dataset_has_a_citation(shipped: Collection) -> None:
    cited = [
        cite(source)
        for kind in KINDS
        for record in shipped.of(kind).values()
        for source in record.get("sources", ())
    ]
    assert cited
    assert all(citation.footnote.startswith((citation.body, citation.ref)) for citation in cited)
    assert not any(copying(citation.address) for citation in cited)
