"""Text that came from others, made safe to show: never terminal control, never hidden order."""

from __future__ import annotations

import re

from belarus_hr.domain.errors import InvalidValue, Rejected
from belarus_hr.domain.text.words import shown

#: The longest title, name or reference, and the longest note or official text.
LINE_LIMIT = 500
TEXT_LIMIT = 100_000
#: The most bytes that are read at once of what others give: a file, standard input.
INPUT_LIMIT = 256 << 20

#: C0 and C1 controls, DEL, and the characters that reorder or hide text (bidi
#: marks, embeddings, isolates; line and paragraph separators; the BOM), and lone
#: surrogates, which no encoder takes.
#: Compiled when first used, and kept by ``re``: most texts need none of it.
_BEYOND_C0 = r"\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff"
_UNSAFE = rf"[\x00-\x1f{_BEYOND_C0}]"
_UNSAFE_IN_JSON = f"[{_BEYOND_C0}]"
_PICTURES = 0x2400
#: A spreadsheet takes a cell that starts with one of these as a formula, behind white space
#: too; in East Asia it takes the wide ones for the others.
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
#: Signs that begin markup somewhere in a line of Markdown; a backslash makes each a plain sign.
_MARKUP = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|~&#$"})


def too_large(size: int, limit: int = INPUT_LIMIT) -> Rejected:
    """Return the error for an input that has ``size`` bytes or more; it goes on after its name."""
    return Rejected(
        f"has {size / 1e6:,.0f} MB or more; at most {limit / 1e6:,.0f} MB are read at once"
    )


def check_text(value: object, limit: int) -> str:
    """Return ``value`` as text without space around it, or raise InvalidValue.

    It is no text when it is longer than ``limit`` characters or cannot be encoded.
    """
    if not isinstance(value, str):
        raise InvalidValue(f"must be text, not {shown(value)}")
    text = value.strip()
    if len(text) > limit:
        raise InvalidValue(
            f"{shown(text)} has {len(text):,} characters; at most {limit:,} are kept"
        )
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidValue("holds bytes that are not UTF-8 text") from None
    return text


def visible(text: str, *, keep: str = "") -> str:
    """Return ``text`` with each unsafe character shown as a sign of itself.

    ESC becomes the picture U+241B, others a code such as ``<U+202E>``; white space
    becomes a space. Characters in ``keep`` stay.
    """
    if text.isprintable():
        return text
    return re.sub(_UNSAFE, lambda match: match[0] if match[0] in keep else _sign(match[0]), text)


def _sign(character: str) -> str:
    if character in "\t\n\r\v\f\u2028\u2029":
        return " "
    code = ord(character)
    return chr(_PICTURES + code) if code < 0x20 else f"<U+{code:04X}>"


def escaped(text: str) -> str:
    r"""Return ``text`` on one line as jq's ``@tsv`` writes it: ``\t \n \r \\``.

    Other unsafe characters become ``\u001b`` and the like, so that the result
    drives no terminal and can be read back.
    """
    if text.isascii() and text.isprintable() and "\\" not in text:
        return text
    short = text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
    return re.sub(_UNSAFE, _code, short.replace("\r", "\\r"))


def json_safe(document: str) -> str:
    """Return a JSON document with the unsafe characters that ``json`` leaves raw escaped.

    They stand inside strings only, where the escape means the same.
    """
    if (document.isascii() and "\x7f" not in document) or document.isprintable():
        return document
    return re.sub(_UNSAFE_IN_JSON, _code, document)


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes as a formula: one that it might gets a ``'``."""
    return f"'{text}" if _needs_guard(text) else text


def unguarded(text: str) -> str:
    """Return the text that ``guarded`` was given."""
    return text[1:] if text[:1] == "'" and _needs_guard(text[1:]) else text


def _needs_guard(text: str) -> bool:
    return text.startswith(("'", "\t", "\r", "\n", "\0")) or text.lstrip().startswith(_FORMULA)


def in_markdown(text: str) -> str:
    """Return ``text`` on one line of Markdown, visible, with nothing in it that is markup."""
    return visible(text).translate(_MARKUP)


def _code(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
