"""How a value is shown in a sentence, and how an unknown word is answered."""

from __future__ import annotations

from collections.abc import Iterable

from belarus_hr.domain.errors import InvalidValue


def shown(value: object, limit: int = 60) -> str:
    """Return ``value`` quoted for a sentence, shortened to ``limit`` characters."""
    text = str(value)
    return f'"{text if len(text) <= limit else text[: limit - 1] + "…"}"'


def a(noun: str) -> str:
    """Return a noun with its article."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like ``word``, or None when none is close."""
    from difflib import get_close_matches

    by_fold = {name.casefold(): name for name in known}
    folded = word.casefold()
    starts = [name for fold, name in by_fold.items() if folded and fold.startswith(folded)]
    if len(starts) == 1:
        return starts[0]
    close = get_close_matches(folded, by_fold, n=1, cutoff=0.5)
    return by_fold[close[0]] if close else None


def unknown(what: str, word: object, known: Iterable[str]) -> InvalidValue:
    """Return the error for a word that is not among ``known``: names it and what would do."""
    names = list(known)
    guess = nearest(str(word), names)
    hint = f'did you mean "{guess}"? ' if guess else ""
    return InvalidValue(f"unknown {what} {shown(word)}: {hint}known: {', '.join(names)}")


def choose(what: str, word: object, known: Iterable[str]) -> str:
    """Return the known word equal to ``word`` without regard to case, or raise InvalidValue."""
    names = tuple(known)
    if isinstance(word, str):
        folded = word.strip().casefold()
        for name in names:
            if name.casefold() == folded:
                return name
    raise unknown(what, word, names)
