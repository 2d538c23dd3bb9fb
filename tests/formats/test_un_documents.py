"""The text of UN documents: recommendations with number, States and position, and replies.

- a recommendation is read whatever breaks it: pages, footnotes, hyphens, numbers over two lines
- a State is known by each of its names, in brackets of every form, and nothing else is a State
- the sentence above a list says the position, in the words of any year
- a reply is taken where it is certain; two lists that contradict each other decide nothing
"""

from __future__ import annotations

import pytest
import un_files as made

from belarus_hr.domain.errors import Rejected
from belarus_hr.domain.reference.recommending_states import named_states, worded_by_states
from belarus_hr.formats.un_documents.cover import read_cover
from belarus_hr.formats.un_documents.pages import text_lines
from belarus_hr.formats.un_documents.positions import position_of
from belarus_hr.formats.un_documents.recommendations import (
    ReportedRecommendation,
    read_recommendations,
)
from belarus_hr.formats.un_documents.replies import Reply, read_replies

LIST = "127. The recommendations listed below enjoy the support of Belarus:\n"


def read(section: str, **about: str) -> dict[str, ReportedRecommendation]:
    """Return the recommendations of a report by number."""
    said = read_recommendations(text_lines(made.report(section, **about)))
    assert len({one.name for one in said}) == len(said)
    return {one.name: one for one in said}


def replies(text: str) -> dict[str, Reply]:
    """Return the replies of an addendum by number."""
    return {one.name: one for one in read_replies(text_lines(made.addendum(text)))}


# --- recommendations -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("127.1 Train all judges (Norway);", "Train all judges (Norway)"),
        ("127.1. Train all judges (Norway).", "Train all judges (Norway)"),
        ("127.1Train all judges (Norway);", "Train all judges (Norway)"),
        ("127. 1 Train all judges (Norway);", "Train all judges (Norway)"),
        ("127.\n1 Train all judges (Norway);", "Train all judges (Norway)"),
        ("127.1 Train all\njudges (Nor-\nway);", "Train all judges (Nor-way)"),
        ("127.1 Give a follow-\nup to it (Norway);", "Give a follow-up to it (Norway)"),
        ("127.1 Train all judges\n(Norway);\nA. Other matters", "Train all judges (Norway)"),
        ("127.1 Train\n** Not edited.\fall judges (Norway);", "Train all judges (Norway)"),
        ("127.1 Train (at once) all judges (Norway);", "Train (at once) all judges (Norway)"),
        ("127.1 Train them (Norway), and others;", "Train them (Norway), and others"),
    ],
)
def test_a_recommendation_is_read_whatever_breaks_it(printed: str, text: str) -> None:
    assert read(LIST + printed)["127.1"].text == text


def test_each_list_has_its_position_and_each_recommendation_its_page() -> None:
    said = read(
        LIST + "127.1 Train judges (Norway);\n127.2 Train police (Chile);\f"
        "128. The following recommendations will be examined by Belarus:\n"
        "128.1 Train guards (Peru).\n"
        "129. The recommendations below did not enjoy the support of Belarus:\n"
        "129.1 Close it (Cuba)."
    )
    assert {name: (one.position, one.page) for name, one in said.items()} == {
        "127.1": ("supported", 3),
        "127.2": ("supported", 3),
        "128.1": ("pending", 4),
        "129.1": ("noted", 4),
    }


def test_older_reports_count_from_one_under_each_paragraph() -> None:
    said = read(
        "81. The recommendations listed below enjoy the support of Iraq:\n"
        "1. Train judges (Norway);\n2. Train police (Chile)\n"
        "82. The following recommendations will be examined by Iraq:\n1. Train guards (Peru)."
    )
    assert {name: one.position for name, one in said.items()} == {
        "81.1": "supported", "81.2": "supported", "82.1": "pending",
    }  # fmt: skip


def test_a_number_with_a_misprinted_paragraph_is_the_next_of_its_list() -> None:
    said = read(LIST + "127.1 Train judges (Peru);\n214.2 Train police (Peru);")
    assert (said["127.2"].text, said["127.2"].printed_as) == ("Train police (Peru)", "214.2")


def test_a_report_may_refer_to_what_was_said_in_the_dialogue() -> None:
    said = read(
        "105. The recommendations in paragraphs 2 and 3 (b) did not enjoy the support of Malaysia.",
        dialogue="2. Chile recommended to train judges.\n"
        "3. The Republic of Korea recommended to (a) train police; and (b) train guards.",
    )
    assert {name: (*one.wordings, one.position) for name, one in said.items()} == {
        "2": (("Chile recommended to train judges.", ("Chile",)), "noted"),
        "3(b)": (("train guards", ("Republic of Korea",)), "noted"),
    }


def test_a_report_without_conclusions_is_none() -> None:
    with pytest.raises(Rejected, match="Conclusions and/or recommendations"):
        read_recommendations(text_lines(["1. Only this."]))


@pytest.mark.parametrize(
    ("sentence", "position"),
    [
        ("The recommendations listed below enjoy the support of Chile", "supported"),
        ("have been examined by Belarus and enjoy its support", "supported"),
        ("enjoy the support of Peru, which considers that they are already implemented or in the "
         "process of implementation", "supported-implemented"),
        ("will be examined by Italy, which will respond in due course", "pending"),
        ("Malaysia notes those recommendations and will provide the response", "pending"),
        ("did not enjoy the support of Iraq", "noted"),
        ("have been noted by San Marino", "noted"),
        ("are rejected by Morocco", "noted"),
        ("The Government does not accept the following recommendations", "noted"),
        ("The following were accepted in part", "partly-supported"),
        ("In the course of the discussion, the following were made to France", ""),
    ],
)  # fmt: skip
def test_the_sentence_above_a_list_says_the_position(sentence: str, position: str) -> None:
    assert position_of(sentence) == position


@pytest.mark.parametrize(
    ("inside", "states"),
    [
        ("Norway", ["Norway"]),
        ("Chile, Peru; Cuba and Norway", ["Chile", "Peru", "Cuba", "Norway"]),
        ("Trinidad and Tobago", ["Trinidad and Tobago"]),
        ("Bosnia and Herzegovina and Peru", ["Bosnia and Herzegovina", "Peru"]),
        ("Iran (Islamic Republic of)", ["Iran"]),
        ("Bolivia (Plurinational Republic of)", ["Bolivia"]),
        ("United States of America/United Kingdom", ["United States", "United Kingdom"]),
        ("the Netherlands", ["Netherlands"]),
        ("the former Yugoslav Republic of Macedonia", ["North Macedonia"]),
        ("ICCPR", []),
        ("Norway on behalf of others", []),
        ("CAT, Norway", []),
        ("", []),
    ],
)
def test_brackets_name_states_or_belong_to_the_text(inside: str, states: list[str]) -> None:
    assert list(named_states(inside)) == states


def test_a_text_with_several_wordings_says_whose_each_is() -> None:
    text = "Ratify CAT (Ghana); consider to ratify it (Chile) (Peru)"
    assert [(part.text, part.states) for part in worded_by_states(text)] == [
        ("Ratify CAT", ("Ghana",)),
        ("consider to ratify it", ("Chile", "Peru")),
    ]


# --- the cover -------------------------------------------------------------------------


def test_the_cover_says_what_a_document_is() -> None:
    report = read_cover(made.report(LIST, state="Iran (Islamic Republic of)"))
    assert (report.symbol, report.state, report.session) == ("A/HRC/30/3", "Iran", 22)
    assert (report.published, report.adopted) == ("2015-07-13", "2015-05-08")
    addendum = read_cover(made.addendum("1. Text."))
    assert (addendum.is_addendum, addendum.report) == (True, "A/HRC/30/3")


@pytest.mark.parametrize("state", ["Atlantis", ""])
def test_a_cover_without_a_state_is_refused(state: str) -> None:
    with pytest.raises(Rejected, match="State under review"):
        read_cover(made.report(LIST, state=state))


# --- replies -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "names"),
    [
        ("127.1, 127.3", ["127.1", "127.3"]),
        ("127.1-3", ["127.1", "127.2", "127.3"]),
        ("127.9–127.11", ["127.9", "127.10", "127.11"]),
        ("127.1 to 127.2 and 128.1", ["127.1", "127.2", "128.1"]),
        ("127.1. 127.2. 127.3", ["127.1", "127.2", "127.3"]),
        ("127.9-\n10, 127.12", ["127.9", "127.10", "127.12"]),
        ("1–3, 14", ["1", "2", "3", "14"]),
    ],
)
def test_lists_of_numbers_are_read_in_every_form(numbers: str, names: list[str]) -> None:
    said = replies(f"1. The Government accepts the recommendations {numbers}.")
    assert list(said) == names
    assert {one.position for one in said.values()} == {"supported"}


def test_a_list_decides_and_a_comment_on_a_number_does_not() -> None:
    said = replies(
        "1. The Government accepts the recommendations 127.1 and 127.2.\n"
        "2. It accepts the recommendations 127.3. It considers that they are already implemented.\n"
        "127.1 The State does not support all of this, but most.\n"
        "3. The Government notes the recommendations 127.4."
    )
    assert {name: one.position for name, one in said.items()} == {
        "127.1": "supported", "127.2": "supported",
        "127.3": "supported-implemented", "127.4": "noted",
    }  # fmt: skip


def test_headings_and_comments_decide_where_no_list_does() -> None:
    said = replies(
        "Recommendations that enjoy the support of Belarus\n127.1, 127.2\n"
        "Recommendations not accepted\n127.3\nThe law says otherwise.\n"
    )
    assert {name: one.position for name, one in said.items()} == {
        "127.1": "supported", "127.2": "supported", "127.3": "noted",
    }  # fmt: skip


def test_two_lists_that_contradict_each_other_decide_nothing() -> None:
    said = replies(
        "1. The Government accepts the recommendations 127.1, 127.2.\n"
        "2. The Government notes the recommendations 127.2, 127.3."
    )
    assert (said["127.2"].position, said["127.1"].position) == ("", "supported")
    assert "supported and noted" in said["127.2"].doubt


def test_a_sentence_without_a_position_leaves_it_open_and_is_kept() -> None:
    said = replies("1. On recommendation 127.1 a study is under way.")
    assert (said["127.1"].position, said["127.1"].passages) == (
        "", ("On recommendation 127.1 a study is under way.",),
    )  # fmt: skip
    assert "states a position" in said["127.1"].doubt
