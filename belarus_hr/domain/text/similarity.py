"""When two wordings of a recommendation are the same, how like two texts are, and their titles."""

from __future__ import annotations

import re
from collections import Counter

from belarus_hr.domain.text.words import folded

#: How like two texts must be, character by character, for one to be an edit of the other.
ALIKE = 0.85
#: The share of words that two texts must have in common to be compared character by character.
_WORDS_SHARED = 0.5
#: How like two words must be for one to be an edit of the other.
_WORD_ALIKE = 0.7
_NUMBER = r"\s*(?:(\d+(?:\.\d+)+)\.?|(\d+)\.)\s+"
#: What a key keeps of a paragraph's number; the number may be missing.
_LEADING_NUMBER = r"[0-9.]*(?:\([a-z]{1,4}\))*[.:]?"
#: Words that say nothing of what a recommendation is about.
FUNCTION_WORDS = frozenset(
    "about all and any are been being between for from had has have her his its not other over "
    "such than that the their them these they this those through under upon was were which with "
    "including order well".split()
)


def wording_key(text: str) -> str:
    """Return a key that is equal for two texts of the same wording.

    What does not count in a comparison (``folded``) makes no difference, nor do white space, the
    stop at the end and the number of the paragraph at the start. White space does not count
    because exports break words in two and double spaces: "98.27. Adopt  a la w." has the key
    ``adoptalaw``.
    """
    if text[:1].isdigit():
        text = body(text)
    # Most white space is a single space, which ``replace`` removes faster than ``split``.
    return "".join(folded(text).replace(" ", "").split()).rstrip(".;,:")


def paragraph(text: str) -> str:
    """Return the number that a text starts with: ``98.27. Protect …`` gives ``98.27``."""
    match = re.match(_NUMBER, text)
    return (match[1] or match[2]) if match else ""


def body(text: str) -> str:
    """Return a text without the paragraph's number at its start."""
    match = re.match(_NUMBER, text)
    return text[match.end() :] if match else text


def is_cut_from(title: str, text: str) -> bool:
    """Say whether a title is the start of the text, and so not in our own words.

    The number of the paragraph makes no difference: "Adopt a law" is cut from "79 (a). Adopt a law
    against torture".
    """
    start, whole = wording_key(title.rstrip("…. ")), wording_key(text)
    before, match, _ = whole.partition(start) if start else ("", "", "")
    return bool(match) and re.fullmatch(_LEADING_NUMBER, before) is not None


def stems(text: str) -> frozenset[str]:
    """Return the first six letters of each word that says what a text is about."""
    words = re.findall(r"[^\W\d_]{3,}", text.casefold())
    return frozenset(word[:6] for word in words if word not in FUNCTION_WORDS)


def likeness(text: str, other: str, *, same_coding: bool) -> float:
    """Return how like two texts are, from 0 to 1, when one may be an edit of the other; else 0.

    Names and numbers must be the same: "Ratify CEDAW" and "Ratify CERD" differ by one word and
    ask for two things. Unless both texts are coded the same, no word may be in the place of an
    unlike word either.
    """
    words, others = text.split(), other.split()
    shared = (Counter(words) & Counter(others)).total()
    if shared < _WORDS_SHARED * max(len(words), len(others)) or _names(text) != _names(other):
        return 0.0
    from difflib import SequenceMatcher

    if not same_coding and _another_word(words, others):
        return 0.0
    matcher = SequenceMatcher(None, text.casefold(), other.casefold(), autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= ALIKE else 0.0


def _names(text: str) -> Counter[str]:
    """Return the words that name something: those with a digit, or a capital after the start."""
    words = re.findall(r"\w+", text)
    return Counter(
        word.casefold()
        for place, word in enumerate(words)
        if any(sign.isdigit() for sign in word) or (place and not word.islower())
    )


def _another_word(words: list[str], others: list[str]) -> bool:
    """Say whether a word that says what the text is about was replaced by an unlike word."""
    from difflib import SequenceMatcher

    gone, come = (stems(" ".join(text)) for text in (words, others))
    only_mine, only_other = gone - come, come - gone
    return any(
        all(SequenceMatcher(None, a, b).ratio() < _WORD_ALIKE for b in only_other)
        for a in only_mine
        if only_other
    )


# --- a title for a recommendation without one: the start of its text -----------------

#: The most characters of a title.
_LENGTH = 120


def title_of(text: str) -> str:
    """Return the start of ``text`` on one line, cut between words; ``…`` marks the cut."""
    if len(text) <= _LENGTH and text.isprintable():
        return text
    start = text[: _LENGTH + 1]
    if not start.isprintable():
        start = " ".join(text[: 4 * _LENGTH].split())
    if len(start) <= _LENGTH:
        return start
    cut = start[:_LENGTH]
    between = cut.rfind(" ")
    return cut[: between if between > _LENGTH // 2 else _LENGTH - 1].rstrip(" ,;:") + "…"
