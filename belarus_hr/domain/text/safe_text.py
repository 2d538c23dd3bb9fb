"""Text that other people wrote, made safe to show.

Such text may hold codes that drive a terminal, characters that hide or reorder what is read,
spreadsheet formulas and markup. Here it loses its effect and stays readable.
"""

from __future__ import annotations

import re

from belarus_hr.domain.errors import InvalidValue, Rejected
from belarus_hr.domain.text.words import UNSEEN_BELOW, UNSEEN_BEYOND, shown

#: The longest title, name or reference, and the longest note or official text.
LINE_LIMIT = 500
TEXT_LIMIT = 100_000
#: The most bytes of an input, such as a file or standard input, that are read at once.
INPUT_LIMIT = 256 << 20

#: The unsafe characters besides C0 controls: DEL and C1 controls; characters that reorder or hide
#: text, or that nobody sees; line and paragraph separators; and lone surrogates, which cannot be
#: encoded. For speed it has all beyond U+FFFF, as one range: ``_stays`` looks at the few found.
#: ``re`` compiles and keeps the pattern when it is first used: most texts do not need it.
_BEYOND_C0 = rf"\x7f-\x9f\u2028\u2029\ud800-\udfff{UNSEEN_BELOW}\U00010000-\U0010ffff"
#: Of them writing needs the joiners (Persian, Indic scripts, emoji) and the selectors of a variant
#: (emoji, symbols). One by itself hides nothing and stays; several in a row can hold a message.
_JOINERS, _SELECTORS = "\u200c\u200d", "".join(map(chr, range(0xFE00, 0xFE10)))
_UNSAFE = rf"[\x00-\x1f{_BEYOND_C0}]"
_UNSAFE_IN_JSON = f"[{_BEYOND_C0}]"
_PICTURES = 0x2400
#: A spreadsheet takes a cell for a formula when it starts with one of these signs, also after
#: white space. In East Asia the wide signs count as well.
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
#: A formula that begins inside a text, where the spreadsheet divides cells by another sign than
#: the file does. Quotes count for nothing: the one that opens stands inside a cell there. So do
#: guards that the text has by itself: each gets another, and so comes back.
_INSIDE = rf"([;,|\t\r\n]){{}}('*(?:[^\S\t\r\n]|\")*[{''.join(map(re.escape, _FORMULA))}])"
_FORMULA_INSIDE, _GUARDED_INSIDE = _INSIDE.format(""), _INSIDE.format("'")
#: Signs that begin markup in a line of Markdown; after a backslash each is a plain sign.
_MARKUP = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|~&#$"})


def too_large(size: int, limit: int = INPUT_LIMIT) -> Rejected:
    """Return the error for an input of ``size`` bytes or more; it follows the input's name."""
    return Rejected(
        f"has {size / 1e6:,.0f} MB or more; at most {limit / 1e6:,.0f} MB are read at once"
    )


def check_text(value: object, limit: int) -> str:
    """Return ``value`` as text in Unicode's form NFC, without spaces around it.

    In NFC a letter and its accent are one sign; macOS writes them as two. Raises InvalidValue
    when the value is no text, is longer than ``limit`` characters or cannot be encoded.
    """
    if not isinstance(value, str):
        raise InvalidValue(f"must be text, not {shown(value)}")
    text = value.strip()
    if not text.isascii():
        from unicodedata import normalize

        text = normalize("NFC", text)
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
    """Return ``text`` with a visible sign in the place of each unsafe character.

    ESC becomes its picture U+241B, U+202E becomes ``<U+202E>``, a tab or a line break becomes a
    space. Characters in ``keep`` stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return re.sub(_UNSAFE, lambda match: match[0] if match[0] in keep else _sign(match), text)


def _sign(match: re.Match[str]) -> str:
    character = match[0]
    if character in "\t\n\r\v\f\u2028\u2029":
        return " "
    if _stays(match):
        return character
    code = ord(character)
    return chr(_PICTURES + code) if code < 0x20 else f"<U+{code:04X}>"


def _stays(match: re.Match[str]) -> bool:
    """Say whether a character is seen, or is a joiner or a selector needed where it stands."""
    if match[0] > "\uffff":
        return not re.match(f"[{UNSEEN_BEYOND}]", match[0])
    before = match.string[match.start() - 1 : match.start()] or "\n"
    if match[0] in _JOINERS:
        return before not in _JOINERS
    return match[0] in _SELECTORS and before not in _JOINERS + _SELECTORS


def escaped(text: str) -> str:
    r"""Return ``text`` on one line, with the escapes of jq's ``@tsv``: ``\t \n \r \\``.

    Any other unsafe character becomes an escape such as ``\u001b``: the result drives no terminal,
    and a program can read the text back.
    """
    if text.isascii() and text.isprintable() and "\\" not in text:
        return text
    short = text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
    return re.sub(_UNSAFE, _code, short.replace("\r", "\\r"))


def json_safe(document: str) -> str:
    """Return a JSON document in which every unsafe character is written as an escape.

    ``json`` writes some of them as they are. They stand inside strings only, where an escape means
    the same character.
    """
    if document.isascii() and "\x7f" not in document:
        return document
    return re.sub(_UNSAFE_IN_JSON, _code, document)


def guarded(text: str, *, delimiter: str = "", numbers: bool = False) -> str:
    """Return ``text`` with a ``'`` wherever a spreadsheet would see a formula begin.

    That is before the text, and inside it after each sign that some spreadsheet divides cells by:
    "Round table;=1+1" is two cells where the list separator is a semicolon. ``delimiter`` is the
    file's own, which parts no text, since a cell that holds it is quoted. ``numbers``: also where
    the spreadsheet would make another number, or a day, of the text: 97.1 of 97.10, and the sixth
    of April of 4-6.
    """
    safe = text
    # For speed: most texts have none of the signs.
    if any(map(text.__contains__, _FORMULA)):
        safe = re.sub(_FORMULA_INSIDE, lambda match: _guarded_part(match, delimiter), text)
    return f"'{safe}" if _needs_guard(text) or (numbers and _loses(text)) else safe


def _guarded_part(match: re.Match[str], delimiter: str) -> str:
    divider, part = match.groups()
    return match[0] if divider == delimiter and part[0] != "'" else f"{divider}'{part}"


def unguarded(text: str) -> str:
    """Return the text from which ``guarded`` made this text, whatever the delimiter was."""
    if "'" not in text:
        return text
    text = re.sub(_GUARDED_INSIDE, r"\1\2", text)
    rest = text[1:]
    return rest if text[0] == "'" and (_needs_guard(rest) or _loses(rest)) else text


def _loses(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9]+[.,/-][0-9]+|0[0-9]+", text))


def _needs_guard(text: str) -> bool:
    return text.startswith(("'", "\t", "\r", "\n", "\0")) or text.lstrip().startswith(_FORMULA)


def in_markdown(text: str) -> str:
    """Return ``text`` on one line of Markdown in which it shows as it is, without markup."""
    return visible(text).translate(_MARKUP)


def _code(match: re.Match[str]) -> str:
    if _stays(match):
        return match[0]
    # As in JSON, a character beyond U+FFFF is a pair of escapes.
    units = match[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
