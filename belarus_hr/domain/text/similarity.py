"""When two wordings are the same: texts, names of States, and the paragraphs of a UPR report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from belarus_hr.domain.text.words import fold_name

#: How like two texts must be, character by character, to be one text with an edit.
ALIKE = 0.85
#: The share of words that they must have in common for that to be looked at.
_WORDS_SHARED = 0.5
_WORD_ALIKE = 0.7
_PLAIN = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("\xad", ""))
_NUMBER = r"\s*(?:(\d+(?:\.\d+)+)\.?|(\d+)\.)\s+"
#: A paragraph's number as it is left in a key, which may be none.
_LEADING_NUMBER = r"[0-9.]*(?:\([a-z]{1,4}\))*[.:]?"
_STATES = r"\(([^()]{2,400})\)\s*(?:;|[.,]?\s*$)"
#: Words that say nothing of what a recommendation is about.
FUNCTION_WORDS = frozenset(
    "about all and any are been being between for from had has have her his its not other over "
    "such than that the their them these they this those through under upon was were which with "
    "including order well".split()
)


def wording_key(text: str) -> str:
    """Return what is left of a text without case, white space and the stop at its end.

    White space stands for nothing: exports break words in two and double spaces. The
    number of a paragraph at the start is no part of it.
    """
    if text[:1].isdigit():
        text = body(text)
    if not text.isascii():
        for sign, plain in _PLAIN:
            text = text.replace(sign, plain)
    # Most of the white space is single spaces, which go faster so than by splitting.
    return "".join(text.casefold().replace(" ", "").split()).rstrip(".;,:")


def paragraph(text: str) -> str:
    """Return the number that a text starts with: ``98.27. Protect …`` gives ``98.27``."""
    match = re.match(_NUMBER, text)
    return (match[1] or match[2]) if match else ""


def body(text: str) -> str:
    """Return a text without the paragraph's number at its start."""
    match = re.match(_NUMBER, text)
    return text[match.end() :] if match else text


def paragraph_parts(text: str) -> list[tuple[str, frozenset[str]]]:
    """Return the wordings of a report's paragraph, each with the States it is of.

    "97.4. Examine … (Algeria); consider … (Egypt)" gives two, as keys. A text that
    names no State in brackets at an end gives none.
    """
    keyed, start, bare = [], 0, body(text)
    for match in re.finditer(_STATES, bare):
        states = frozenset(fold_name(name) for name in re.split(r",|;|/|\band\b", match[1]))
        keyed.append((wording_key(bare[start : match.start()]), states - {""}))
        start = match.end()
    return keyed


def is_cut_from(title: str, text: str) -> bool:
    """Say whether a title is no more than the start of the text: not in our words.

    Before it may stand the paragraph's number: "Adopt a law" is cut from "79 (a). Adopt a law".
    """
    start, whole = wording_key(title.rstrip("…. ")), wording_key(text)
    before, match, _ = whole.partition(start) if start else ("", "", "")
    return bool(match) and re.fullmatch(_LEADING_NUMBER, before) is not None


def stems(text: str) -> frozenset[str]:
    """Return the starts of the words that say what a text is about."""
    words = re.findall(r"[^\W\d_]{3,}", text.casefold())
    return frozenset(word[:6] for word in words if word not in FUNCTION_WORDS)


def likeness(text: str, other: str, *, same_coding: bool) -> float:
    """Return how like two texts are when one may be the other with a small edit, else 0.

    Names and numbers must be the same: "ratify" and two treaties differ by one word,
    and ask for two things. Unless both are coded the same, no word may stand for a
    different one either.
    """
    mine, others = text.split(), other.split()
    shared = (Counter(mine) & Counter(others)).total()
    if shared < _WORDS_SHARED * max(len(mine), len(others)) or _names(text) != _names(other):
        return 0.0
    from difflib import SequenceMatcher

    if not same_coding and _another_word(mine, others):
        return 0.0
    matcher = SequenceMatcher(None, text.casefold(), other.casefold(), autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= ALIKE else 0.0


def _names(text: str) -> Counter[str]:
    """Return the words that name something: with a capital inside the text, or a digit."""
    words = re.findall(r"\w+", text)
    return Counter(
        word.casefold()
        for place, word in enumerate(words)
        if any(sign.isdigit() for sign in word) or (place and not word.islower())
    )


def _another_word(mine: list[str], others: list[str]) -> bool:
    """Say whether a word of weight was put in the place of one that is unlike it."""
    from difflib import SequenceMatcher

    gone, come = (stems(" ".join(words)) for words in (mine, others))
    only_mine, only_other = gone - come, come - gone
    return any(
        all(SequenceMatcher(None, a, b).ratio() < _WORD_ALIKE for b in only_other)
        for a in only_mine
        if only_other
    )


def wordings(record: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return the keys under which each item's wording is known, in the order of the items.

    A record without items counts as one. No key: that State's wording is not on
    record yet. An item's own ``text`` is its wording; else the part of the record's
    text that names the State; else, where no item has one of its own, all of it.
    """
    items: list[dict[str, Any]] = record.get("items") or [{}]
    text = record.get("text", "")
    divided = paragraph_parts(text) if text.rstrip(" .;,").endswith(")") else []
    common = (wording_key(text),) if text and not any("text" in item for item in items) else ()
    return [
        (wording_key(item["text"]),)
        if "text" in item
        else (
            *common,
            *(part for part, states in divided if fold_name(item.get("by", "")) in states),
        )
        for item in items
    ]
