"""A title for a recommendation without one: the start of its text, short enough for a line."""

from __future__ import annotations

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
