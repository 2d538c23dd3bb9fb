"""Reports and addenda as they vary: short numbers, tables, notes between, headings with letters.

- a report's paragraphs may be 6 and 7, its recommendations 6.1 and 7.123
- notes, headings and points within a text neither hide a recommendation nor become one
- an addendum says a position in a table, in a list, under a lettered heading or for one number
- what is quantity and not number is none; a number named beside a comment alone stays open
"""

from __future__ import annotations

import pytest
import un_files as made

from belarus_hr.formats.un_documents.pages import CELL_END, text_lines
from belarus_hr.formats.un_documents.recommendations import read_recommendations
from belarus_hr.formats.un_documents.replies import read_replies


def listed(section: str) -> dict[str, tuple[str, str]]:
    """Return the position and text of each recommendation of a report."""
    read = read_recommendations(text_lines(made.report(section)))
    return {each.name: (each.position, each.text) for each in read}


def positions(text: str) -> dict[str, str]:
    """Return the position of each recommendation that an addendum names."""
    return {each.name: each.position for each in read_replies(text_lines(made.addendum(text)))}


def test_paragraphs_may_have_small_numbers() -> None:
    assert listed(
        "6. The recommendations listed below enjoy the support of Nauru:\n"
        "6.1 Ratify (Chile);\n6.2 Ratify more (Peru);\n"
        "7. The following recommendations will be examined, with responses in due time:\n"
        "7.1 Do it (Oman);\n8. All conclusions reflect the position of the submitting States."
    ) == {
        "6.1": ("supported", "Ratify (Chile)"),
        "6.2": ("supported", "Ratify more (Peru)"),
        "7.1": ("pending", "Do it (Oman)"),
    }


def test_what_stands_between_recommendations_is_none() -> None:
    assert listed(
        "140. The recommendations listed below enjoy the support of Nauru:\n"
        "A. Accession to norms\n140.1. Adopt: (i) a law; (ii) a plan\n(iii) and a budget (Fiji);\n"
        "Note: the text was read out otherwise.\nB. Rights of the child\n"
        "140.2 Do it (Cuba); [1]\n141. Nauru partially supports the following recommendation:\n"
        "141.1 Do that (Oman)2;\n__________\n2 As read out.\n"
        "142. The following recommendations did not enjoy the support of Nauru and are noted:\n"
        "142.1 Do not (Iraq)."
    ) == {
        "140.1": ("supported", "Adopt: (i) a law; (ii) a plan (iii) and a budget (Fiji)"),
        "140.2": ("supported", "Do it (Cuba)"),
        "141.1": ("partly-supported", "Do that (Oman)"),
        "142.1": ("noted", "Do not (Iraq)"),
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3. Nauru supports the following recommendations: 6.1, 6.3–6.5 and 6.8 to 6.9.",
         {"6.1 6.3 6.4 6.5 6.8 6.9": "supported"}),
        ("3. Nauru supports recommendation 6.16. Nauru notes 6.17.",
         {"6.16": "supported", "6.17": "noted"}),
        ("Recommendation\tPosition\n6.12–6.13\tSupported\n6.14\tNot supported\n"
         "6.15\tPartially supported\n6.16\tSupported/Noted",
         {"6.12 6.13": "supported", "6.14": "noted", "6.15 6.16": "partly-supported"}),
        ("Recommendation 120.42 – Accepted\nRecommendation 120.43 – Noted\n120.44 Supported",
         {"120.42 120.44": "supported", "120.43": "noted"}),
        ("120.34 Enjoys the support of Nauru.\nNauru rejects recommendation 120.35.",
         {"120.34": "supported", "120.35": "noted"}),
        ("Nauru does not accept recommendations 120.45 through 120.47.",
         {"120.45 120.46 120.47": "noted"}),
        ("3. Recommendation 120.34 enjoys the partial support of Nauru, which declines 120.35.",
         {"120.34": "partly-supported", "120.35": "noted"}),
        ("3. Nauru accepts recommendations 120.1 and 120.2 and notes recommendations 120.3–120.4.",
         {"120.1 120.2": "supported", "120.3 120.4": "noted"}),
        ("3. Recommendations 120.1 and 120.2 are accepted, while 120.3 and 120.4 are noted.",
         {"120.1 120.2": "supported", "120.3 120.4": "noted"}),
        ("3. Nauru accepts 120.1 and 120.2, and does not support 120.3.",
         {"120.1 120.2": "supported", "120.3": "noted"}),
        ("A. Recommendations that enjoy the support of Nauru\n6.1, 6.2\n"
         "B. Recommendations noted\n6.4\n6.5\nC. Recommendations accepted in part\n6.6",
         {"6.1 6.2": "supported", "6.4 6.5": "noted", "6.6": "partly-supported"}),
        ("120.5. Accepted.\n120.6. Noted. There is no such law.\n120.7. Accepted in part.",
         {"120.5": "supported", "120.6": "noted", "120.7": "partly-supported"}),
        ("Accepted (2): 120.1, 120.2\nNoted: 120.4, 120.5",
         {"120.1 120.2": "supported", "120.4 120.5": "noted"}),
        ("3. Recommendations 120.1 to 120.2: supported. Recommendations 120.4, 120.5: noted.",
         {"120.1 120.2": "supported", "120.4 120.5": "noted"}),
        ("3. Nauru supports 120.1 and 120.2, with the exception of 120.3.",
         {"120.1 120.2": "supported", "120.3": ""}),
        ("Recommendations 120.5, 120.6\nResponse: Accepted\nResponse: Noted", {"120.5 120.6": ""}),
        ("3. Nauru accepts recommendations 120.9-121.1.", {"120.9 121.1": "supported"}),
        ("3. Growth was 3.5 per cent. Nauru accepts recommendation 6.1.", {"6.1": "supported"}),
        ("3. Nauru accepts recommendation 120.1. Growth was 30.5 per cent.",
         {"120.1": "supported"}),
    ],
)  # fmt: skip
def test_an_addendum_may_say_it_in_many_forms(text: str, found: dict[str, str]) -> None:
    assert positions(text) == {
        name: position for names, position in found.items() for name in names.split()
    }


def test_a_number_beside_a_comment_stays_open_and_is_named() -> None:
    text = "3. Nauru accepts 120.1.\n120.1 This was done. Nauru will look at 120.2 later on."
    assert positions(text) == {"120.1": "supported", "120.2": ""}


def test_a_row_of_a_table_says_it_in_a_cell_of_its_own() -> None:
    rows = (
        ("No.", "Recommendation", "Position"),
        ("120.1", "Accept the treaty that all others have accepted, with all its protocols",
         "Noted"),
        ("120.2–120.3", "Take note of the report and of what others said", "Supported"),
        ("120.4", "Support the courts", "This is being looked at"),
    )  # fmt: skip
    text = "\n".join(CELL_END.join(row) for row in rows)
    assert positions(text) == {
        "120.1": "noted",
        "120.2": "supported",
        "120.3": "supported",
        "120.4": "",
    }
