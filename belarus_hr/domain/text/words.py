"""Words that people type: how they are shown in a sentence, compared, and answered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from belarus_hr.domain.errors import InvalidValue


def shown(value: object, limit: int = 60) -> str:
    """Return ``value`` quoted for a sentence, shortened to ``limit`` characters."""
    try:
        text = str(value)
    except ValueError:  # Python writes no number of more than 4,300 digits.
        text = "a number of thousands of digits"
    return f'"{text if len(text) <= limit else text[: limit - 1] + "…"}"'


def a(noun: str) -> str:
    """Return a noun with its article."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """Return a key that is equal for the spellings of a State's name.

    Case, accents, signs, "the" and "and" make no difference: "Côte d’Ivoire" gives "cote divoire".
    """
    import unicodedata

    apart = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
    plain = letters.replace("'", "").replace("’", "").replace("ı", "i")
    words = re.sub(r"[\W_]+", " ", plain).split()
    return " ".join(word for word in words if word not in ("the", "and"))


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice most like ``word``, or None when no choice is close."""
    from difflib import get_close_matches

    by_fold = {name.casefold(): name for name in choices}
    folded = word.casefold()
    starts = [name for fold, name in by_fold.items() if folded and fold.startswith(folded)]
    if len(starts) == 1:
        return starts[0]
    close = get_close_matches(folded, by_fold, n=1, cutoff=0.5)
    return by_fold[close[0]] if close else None


def unknown(what: str, word: object, choices: Iterable[str]) -> InvalidValue:
    """Return the error for a word that is no choice: the error names the word and the choices."""
    names = list(choices)
    guess = nearest(str(word), names)
    hint = f'did you mean "{guess}"? ' if guess else ""
    return InvalidValue(f"unknown {what} {shown(word)}: {hint}known: {', '.join(names)}")


def choose(what: str, word: object, choices: Iterable[str]) -> str:
    """Return the choice equal to ``word`` without regard to case, or raise InvalidValue."""
    names = tuple(choices)
    if isinstance(word, str):
        folded = word.strip().casefold()
        for name in names:
            if name.casefold() == folded:
                return name
    raise unknown(what, word, names)
