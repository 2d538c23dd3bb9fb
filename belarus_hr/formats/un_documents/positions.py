"""The position of a State on recommendations, from the sentence that introduces them.

A Working Group's report says above each list what the State under review thinks of it, and an
addendum to the report says it of numbers. The wordings vary by year and by State; what they mean
follows the Council's usage (resolution 5/1, annex, para. 32): a State supports a recommendation
or takes note of it.
"""

from __future__ import annotations

import re

_SUPPORTED = re.compile(r"\b(?:support|accept|enjoy|agree)", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:(?:not|nor|un(?:able|willing)\s+to)\s+(?:\w+\s+){0,3}?(?:enjoy|support|accept|agree)"
    r"|cannot\b|reject|declin|(?:taken?|takes|taking)\s+note|notes?\b(?!\s+that)|noted\b)",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:will\s+be\s+examined|will\s+(?:examine|respond|provide)|to\s+provide\s+(?:a\s+)?respon"
    r"|in\s+due\s+(?:time|course)|pending)",
    re.IGNORECASE,
)
_IMPLEMENTED = re.compile(
    r"\b(?:already|been|fully)\s+(?:been\s+)?implemented|\bprocess\s+of\s+(?:\w+\s+)?implement"
    r"|\bconsiders?\s+(?:\w+\s+){0,3}?implemented|\bis\s+implemented",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"\b(?:in\s+part\b|partly|partially|partial\s+support|supported\s*/\s*noted)", re.IGNORECASE
)


def position_of(sentence: str) -> str:
    """Return the response that a sentence states, or nothing where it states none.

    "… enjoy the support of Chile, which considers that they are already implemented" gives
    ``supported-implemented``, "… did not enjoy the support" gives ``noted``.
    """
    if _LATER.search(sentence):
        return "pending"
    if _PARTLY.search(sentence) and _SUPPORTED.search(sentence):
        return "partly-supported"
    if _NOT.search(sentence):
        return "noted"
    if _SUPPORTED.search(sentence):
        return "supported-implemented" if _IMPLEMENTED.search(sentence) else "supported"
    return "supported-implemented" if _IMPLEMENTED.search(sentence) else ""
