"""The words in which people write a verdict, in English, Russian and Belarusian.

A word stands here only if it says the same to everybody. "In progress" does not: some count it
as partly implemented, some as not implemented.
"""

from __future__ import annotations

import re
from functools import cache

_WORDS = {
    "implemented": """
implemented; fully implemented; implemented fully; completely implemented; fully; completed; done
выполнена; выполнено; выполнены; выполнен; выполнена полностью; выполнено полностью
полностью выполнена; полностью выполнено; реализована; реализовано; полностью реализована
исполнена; исполнено; полностью
выканана; выканана цалкам; цалкам выканана; выканана поўнасцю; поўнасцю; рэалізавана; цалкам
""",
    "partly": """
partly; partially; partly implemented; partially implemented; implemented in part; in part
implemented partially; implemented partly; partial; partial implementation
частично; частично выполнена; частично выполнено; выполнена частично; выполнено частично
частично реализована; реализована частично; частично исполнена
часткова; часткова выканана; выканана часткова; часткова рэалізавана
""",
    "not-implemented": """
not implemented; unimplemented; not fulfilled; not done; not yet implemented; not implemented yet
implementation not started
не выполнена; не выполнено; не выполнены; не выполнен; пока не выполнена; пока не выполнено
не реализована; не реализовано
не исполнена; невыполнена
не выканана; не рэалізавана; нявыканана
""",
    "not-assessed": """
not assessed; not yet assessed; not evaluated; no assessment
не оценена; не оценено; нет оценки; не оценивалась
не ацэнена; няма ацэнкі
""",
}
#: What may follow a verdict before the comment: "Implemented. The law …", "Partly – two acts …".
_END = r"\s*(?:[.,;:!–—\n]|(?=\()|\s-\s|$)"


@cache
def _statuses() -> dict[str, str]:
    """Return the status by each way to write it, folded; and by its own name."""
    written = {
        _folded(words): status
        for status, table in _WORDS.items()
        for words in re.split(r"[;\n]", table.strip())
    }
    return written | {_folded(status): status for status in _WORDS}


def _folded(words: str) -> str:
    """Return words without case, hyphens, the dots over ё and the stop at their end."""
    plain = words.casefold().replace("ё", "е").replace("-", " ").replace("_", " ")
    return " ".join(plain.strip(" .!").split())


#: The answers to "implemented?".
_YES_NO = {
    **dict.fromkeys("yes y да так".split(), "implemented"),
    **dict.fromkeys("no n нет не".split(), "not-implemented"),
}


def status_of_answer(word: str) -> str | None:
    """Return the status that an answer to the question "implemented?" gives, None for none."""
    return _YES_NO.get(_folded(word))


def status_of(words: str) -> str | None:
    """Return the status that words mean, None where they mean no single one."""
    return _statuses().get(_folded(words))


def nearest_status(words: str) -> str | None:
    """Return the status that misspelled words mean, None where that is not certain.

    Only letters may differ, or the end be missing: "not implmented" is "not implemented", while
    "being implemented" and "nonimplemented" are no slips of "implemented".
    """
    from difflib import get_close_matches

    folded = _folded(words)
    begun = [name for name in _WORDS if len(folded) > 3 and _folded(name).startswith(folded)]
    if len(begun) == 1:
        return begun[0]
    starts = [word[0] for word in folded.split()]
    alike = [wording for wording in _statuses() if [w[0] for w in wording.split()] == starts]
    close = get_close_matches(folded, alike, n=1, cutoff=0.8)
    return _statuses()[close[0]] if close else None


def leading_status(comment: str) -> tuple[str | None, str]:
    """Return the status that a comment begins with, and the rest; None and all of it for none.

    "Partially implemented. Two laws …" gives ``partly``. "Implementation is ongoing" and
    "Implemented by the courts only" begin with no verdict.
    """
    match = re.match(rf"([^\W\d_]+(?:[\s-]+[^\W\d_]+){{0,3}}?){_END}", comment.strip())
    status = status_of(match[1]) if match else None
    if match is None or status is None:
        return None, comment
    return status, comment.strip()[match.end() :].strip()
