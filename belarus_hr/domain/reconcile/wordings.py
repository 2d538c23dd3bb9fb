"""The wordings of a recommendation: what each recommending State asks, as keys to compare."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from belarus_hr.domain.reference import recommending_states
from belarus_hr.domain.text import similarity
from belarus_hr.domain.text.words import fold_name


def text_key(text: str) -> str:
    """Return the letters and digits of a text, which its copies have in common.

    Exports lose white space, case and signs: "(NHRI)" is "-NHRI-" in one of them. The number of
    a paragraph at the start is no part of it.
    """
    return "".join(filter(str.isalnum, similarity.wording_key(text)))


def paragraph_parts(text: str) -> list[tuple[str, frozenset[str]]]:
    """Return the wordings of a report's paragraph as keys, each with the States it is of, folded.

    "97.4. Examine … (Algeria); consider … (Egypt)" gives two. A text that names no State in
    brackets gives none.
    """
    return [
        (text_key(part.text), frozenset(map(fold_name, part.states)))
        for part in recommending_states.worded_by_states(similarity.body(text))
    ]


def item_keys(record: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return, for each item, the keys of what its State asks.

    These are of the item's own text; else of its part of the record's text; else, where no item
    has a text, of all of it. Empty where it is unknown. A record without items counts as one item.
    """
    items: list[dict[str, Any]] = record.get("items") or [{}]
    text = record.get("text", "")
    divided = paragraph_parts(text) if text.rstrip(" .;,").endswith(")") else []
    common = (text_key(text),) if text and not any("text" in item for item in items) else ()
    return [
        (text_key(item["text"]),)
        if "text" in item
        else (
            *common,
            *(part for part, states in divided if fold_name(item.get("by", "")) in states),
        )
        for item in items
    ]


def own_text(record: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    """Return what one State asks: its item's text, its part of the record's text, or all of it."""
    if "text" in item:
        return str(item["text"])
    text = record.get("text", "")
    if text.rstrip(" .;,").endswith(")"):
        for part in recommending_states.worded_by_states(similarity.body(text)):
            if item.get("by") in part.states:
                return part.text
    return str(text)
