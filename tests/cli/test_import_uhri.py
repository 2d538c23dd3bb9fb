"""``import`` of UHRI's annotations: their titles, and what becomes of them when UHRI changes them.

- a title is the start of the text; the paragraph's number goes where the text begins with it
- an annotation that comes again with another text updates its record, title and all, whatever
  the form in which it names its paragraph
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import foreign_files as made
import pytest

from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run

#: How a text begins with its paragraph, the paragraph, and what of the beginning the title keeps.
FORMS = [
    ("137.197 ", "137.197", ""),
    ("97.1. ", "97.1", ""),
    ("67. ", "67", ""),
    ("12 ", "12", ""),
    ("79(a). ", "79(a)", ""),
    ("79 (a). ", "79(a)", ""),
    ("12 (Cuba) ", "12", "(Cuba) "),
    ("Paragraph 20: ", "20", "Paragraph 20: "),
    ("para. 20: ", "20", "para. 20: "),
    ("Recommendation No. 12, para. 45 ", "45.12", "Recommendation No. 12, para. 45 "),
    ("Recommendation No. 41, para. 81: 41. ", "81.41", "Recommendation No. 41, para. 81: 41. "),
    ("As contained in paragraph 30: ", "30", "As contained in paragraph 30: "),
    ("contained in 25(a): ", "25(a)", "contained in 25(a): "),
    ("", None, ""),
]


def bring(hrtrack: Run, **annotation: Any) -> str:
    """Import one annotation; return what was said of it."""
    Path("uhri.json").write_bytes(made.uhri_json(made.annotation(**annotation)))
    return hrtrack("import uhri.json").err


def record(hrtrack: Run) -> dict[str, Any]:
    """Return the one recommendation on record."""
    (found,) = json.loads(hrtrack("recs --format json").out)
    return dict(found)


@pytest.mark.parametrize(("start", "paragraph", "kept"), FORMS)
def test_a_title_is_the_start_of_the_text_and_follows_it(
    hrtrack: Run, empty_store: Store, start: str, paragraph: str | None, kept: str
) -> None:
    for text, said in (("Adopt a law", "1 added"), ("Ensure that all vote", "1 updated")):
        assert said in bring(hrtrack, Text=start + text)
        held = record(hrtrack)
        assert (held["text"], held["title"]) == (start + text, kept + text)
        assert held["paragraph"] == paragraph
    assert "1 unchanged" in bring(hrtrack, Text=start + text)


def test_a_title_in_words_of_ours_stays(hrtrack: Run, empty_store: Store) -> None:
    bring(hrtrack, Text="12. Adopt a law")
    hrtrack(["edit", record(hrtrack)["id"], "--set", "title=A law on torture"])
    bring(hrtrack, Text="12. Ensure that all vote")
    assert record(hrtrack)["title"] == "A law on torture"
