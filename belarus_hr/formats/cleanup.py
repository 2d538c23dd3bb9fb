"""Slips in texts of other people's files: how they are mended, and their names."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

SPACES_AROUND = "spaces around"
SPACES = "doubled or odd spaces"
ENTITIES = "HTML entities"
TAGS = "stray tags"
LEADING_R = 'leading "R"'
LINE_ENDS = "line ends of Windows"
STATE_NAME = "name of a State"
OTHER_ANSWER = "answer that is none"

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
#: Tags of word processors and web pages by their names: "<5 years>" is none.
_TAG = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|span|div|sup|sub|font|a|ul|ol|li|o:p|st1:\w+)"
    r"(?:\s[^<>]{0,500})?/?>|(?:^|(?<=[\s.;,]))/?br\s?/?>",
    re.IGNORECASE,
)
#: Tags that part words: a space stays.
_BREAK = re.compile(r"</?(?:p|br|div|li)\b|^/?br", re.IGNORECASE)
_ODD = "\t\xa0\u2000-\u200a\u202f\u205f\u3000"
_SPACES = re.compile(f" *[{_ODD}][ {_ODD}]*|  +")
_R = re.compile(r"^R (?=[A-Z0-9])")


def mend(text: str) -> tuple[str, tuple[str, ...]]:
    """Return ``text`` without slips, and the names of the slips that it had."""
    stripped = text.strip()
    done = [] if stripped == text else [SPACES_AROUND]
    if not _is_plain(stripped):
        stripped = _mended(stripped, done)
    return stripped, tuple(done)


def mend_start(text: str) -> tuple[str, tuple[str, ...]]:
    """Return ``text`` without the lone "R" that UHRI has before some texts."""
    rest = _R.sub("", text)
    return (text, ()) if rest == text else (rest, (LEADING_R,))


def _is_plain(text: str) -> bool:
    """Say whether a text surely has no slip inside; for speed, as most texts have none."""
    slips = "&" in text or ">" in text or "  " in text
    return not slips and text.isprintable()


def _mended(text: str, done: list[str]) -> str:
    steps: tuple[tuple[str, str, Callable[[str], str]], ...] = (
        (LINE_ENDS, "\r", lambda t: t.replace("\r\n", "\n").replace("\r", "\n")),
        (TAGS, ">", lambda t: _TAG.sub(lambda m: " " if _BREAK.match(m[0]) else "", t)),
        (ENTITIES, "&", lambda t: _ENTITY.sub(lambda m: html.unescape(m[0]), t)),
        (SPACES, "", lambda t: _SPACES.sub(" ", t)),
    )
    for sort, sign, step in steps:
        mended = step(text) if sign in text else text
        if mended != text:
            done.append(sort)
            text = mended
    return text.strip()
