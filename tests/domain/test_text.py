r"""Text that came from others, made safe to show.

- visible: ESC, BEL, C1, DEL, marks that reorder or hide text, signs that nobody sees and lone
  surrogates become signs; joiners and selectors stay where writing needs them
- escaped: one line, no tab, as jq's @tsv; safe, and it can be undone
- json_safe: a JSON document without any of them, that says the same
- guarded: no spreadsheet takes it for a formula, whatever sign or space it starts with, nor a part
  of it, whatever divides cells there; undone
- in_markdown: one line, on which nothing is markup
"""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belarus_hr.domain.text.safe_text import (
    escaped,
    guarded,
    in_markdown,
    json_safe,
    unguarded,
    visible,
)
from tests.unseen import IGNORABLE, UNSEEN

#: One of each sort; the last is what Python makes of a byte that is not UTF-8.
UNSAFE = (
    "\0\a\t\n\r\x1b\x7f\x85\x9b\u061c\u200b\u200e\u200f\u2028\u202a\u202e\u2066\u2069\ufeff\udc9b"
    "\xad\u3164\U000e0041"
)
REORDERING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_ODD = st.sampled_from([*UNSAFE, *"\\tnru0", *sorted(IGNORABLE)[:60]])
TEXTS = st.text(st.one_of(st.characters(codec="utf-8"), _ODD))
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), TEXTS),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(TEXTS, inner)),
    max_leaves=5,
)


def is_safe(text: str) -> bool:
    """Say by Unicode's own properties whether ``text`` drives no terminal and hides nothing."""
    return not any(
        unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"}
        or unicodedata.bidirectional(sign) in REORDERING
        or sign in UNSEEN
        for sign in text
    ) and not re.search("[\u200c\u200d]{2}|[\u200c\u200d\ufe00-\ufe0f][\ufe00-\ufe0f]", text)


def undone(text: str) -> str:
    """Return what ``escaped`` was given."""
    short = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    bare = re.sub(
        r"\\(?:u([0-9a-f]{4})|(.))",
        lambda match: chr(int(match[1], 16)) if match[1] else short[match[2]],
        text,
    )
    return bare.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


# --- for people ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\a\0", "␇␀"),
        ("\x7f", "<U+007F>"),
        ("\x9b31m", "<U+009B>31m"),
        ("abc\u202edef", "abc<U+202E>def"),
        ("\u2066x\u2069", "<U+2066>x<U+2069>"),
        ("\ufeff\u200b", "<U+FEFF><U+200B>"),
        ("\udc9b", "<U+DC9B>"),
        ("two\nlines\tand\u2028more", "two lines and more"),
        ("Беларусь, § 97.4 — ÿ", "Беларусь, § 97.4 — ÿ"),
        (r"C:\x", r"C:\x"),
    ],
)
def test_an_unsafe_character_is_shown_as_a_sign_of_itself(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_sign_that_nobody_sees_is_shown() -> None:
    shown = {sign: visible(f"a{sign}b") for sign in UNSEEN}
    assert shown == {sign: f"a<U+{ord(sign):04X}>b" for sign in UNSEEN}


@pytest.mark.parametrize(
    "text", ["👩\u200d👧", "می\u200cخواهم", "क\u094d\u200dष", "☺\ufe0f", "👁\ufe0f\u200d🗨\ufe0f"]
)
def test_what_writing_needs_stays(text: str) -> None:
    assert visible(text) == escaped(text) == json_safe(text) == text


def test_more_of_them_in_a_row_are_shown() -> None:
    assert visible("a\u200d\u200cb") == "a\u200d<U+200C>b"
    assert visible("a\ufe0f\ufe00\ufe01") == "a\ufe0f<U+FE00><U+FE01>"


def test_what_is_to_be_kept_is_kept() -> None:
    assert visible("a\nb\x1b", keep="\n") == "a\nb␛"


@given(TEXTS)
def test_what_is_visible_is_safe_and_stays_so(text: str) -> None:
    assert is_safe(visible(text))
    assert visible(visible(text)) == visible(text)


# --- for scripts --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\tb\nc\rd\\e", r"a\tb\nc\rd\\e"),
        ("\x1b[31m", r"\u001b[31m"),
        ("\u202e\x9b\udc9b\x7f", r"\u202e\u009b\udc9b\u007f"),
        (r"\u001b", r"\\u001b"),
        ("a\U000e0041\xad", r"a\udb40\udc41\u00ad"),
        ("Беларусь", "Беларусь"),
        ("", ""),
    ],
)
def test_a_value_is_escaped_onto_one_line(text: str, line: str) -> None:
    assert escaped(text) == line


@given(TEXTS)
def test_what_is_escaped_is_safe_and_can_be_undone(text: str) -> None:
    assert is_safe(escaped(text))
    assert undone(escaped(text)) == text


# --- JSON ---------------------------------------------------------------------


@pytest.mark.parametrize("sign", UNSAFE, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_json_document_holds_no_unsafe_character(sign: str) -> None:
    document = json.dumps({sign: f"a{sign}b"}, ensure_ascii=False)
    assert is_safe(json_safe(document))
    assert json.loads(json_safe(document)) == {sign: f"a{sign}b"}


@given(JSON)
def test_a_json_document_made_safe_says_the_same(value: object) -> None:
    document = json_safe(json.dumps(value, ensure_ascii=False))
    assert is_safe(document)
    assert json.loads(document) == value


# --- part of a word ----------------------------------------------------------------


# --- spreadsheets, Markdown ----------------------------------------------------------------

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
DIVIDERS = ";,|\t\r\n"
PARTS = st.sampled_from([*SIGNS, *DIVIDERS, *" \0\u3000\xa0'a1\""])
HOSTILE = st.lists(PARTS).map("".join)


@given(HOSTILE)
def test_a_guarded_text_is_no_formula_and_can_be_had_back(text: str) -> None:
    safe = guarded(text)
    assert not safe.lstrip().startswith(tuple(SIGNS))
    assert not safe.startswith(("\t", "\r", "\n", "\0"))
    assert unguarded(safe) == text


@given(HOSTILE, st.sampled_from(DIVIDERS))
def test_nor_is_a_part_of_it_where_another_sign_divides_cells(text: str, delimiter: str) -> None:
    safe = guarded(text, delimiter=delimiter)
    others = "[" + DIVIDERS.replace(delimiter, "") + "]"
    parts = [part.lstrip(' \u3000\xa0"') for part in re.split(others, safe)[1:]]
    assert [part for part in parts if part.startswith(tuple(SIGNS))] == []
    assert unguarded(safe) == text


@pytest.mark.parametrize(
    "text", ["", "a", "1 = 1", "a@b", "(-1)", '"=1"', " a", "a; b", "1,5", "a;b - c", "one\ntwo"]
)
def test_a_text_that_is_no_formula_is_left_as_it_is(text: str) -> None:
    assert guarded(text, delimiter=",") == text


def test_after_the_delimiter_of_the_file_a_text_is_left_as_it_is() -> None:
    assert guarded("a,-1; -1", delimiter=",") == "a,-1;' -1"
    assert guarded("a,-1; -1", delimiter=";") == "a,'-1; -1"


@given(TEXTS)
def test_markdown_shows_the_text_on_one_line(text: str) -> None:
    shown = in_markdown(text)
    assert is_safe(shown)
    assert re.sub(r"\\([\\`*_\[\]<>|~&#$])", r"\1", shown) == visible(text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]<>|~&#$]", shown)
