"""Words that people type: how they are shown in a sentence, compared, ordered, and answered."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache

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
    vowel = noun[0] in "aeiou" and not noun.startswith("uni")
    return f"an {noun}" if vowel else f"a {noun}"


def number_of(count: int, noun: str) -> str:
    """Return how many there are, in words: "1 record", "2,000 records"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


#: Signs that are written for one another, the plain sign first.
_ALIKE = (
    ("'", "‘’‚‛ʼ′‹›"),
    ('"', "“”„‟«»"),
    ("-", "‐‒–—―−"),
    ("i", "ı"), ("l", "ł"), ("o", "ø"), ("d", "đ"), ("и", "і"), ("г", "ґ"),
)  # fmt: skip
_PLAIN = {sign: plain for plain, signs in _ALIKE for sign in signs}
#: Signs that nobody sees, as a set of ``re``: the soft hyphen, fillers, joiners, directions,
#: selectors of a variant, tags. They are Unicode's Default_Ignorable_Code_Point
#: (DerivedCoreProperties.txt; those assigned later are in it already), and the marks of
#: interlinear annotations, U+FFF9 to U+FFFB.
UNSEEN_BELOW = (
    r"\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
)
#: Those beyond U+FFFF, where emoji are, too.
UNSEEN_BEYOND = r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
UNSEEN = UNSEEN_BELOW + UNSEEN_BEYOND
#: Those, and marks on a Latin, Greek or Cyrillic letter, and signs with a plainer one. For speed it
#: has all beyond U+FFFF, as one range.
_FOLDED = rf"[{UNSEEN_BELOW}\u0300-\u036f{''.join(_PLAIN)}\U00010000-\U0010ffff]"


def folded(text: str) -> str:
    """Return a text as it is compared: two spellings that a person takes for one are equal.

    Case, accents and the kind of quotation mark, dash or space make no difference, nor do signs
    that nobody sees. Ё is as Е, І as И and Ў as У; Й is a letter of its own.
    """
    if text.isascii():
        return text.casefold()
    from unicodedata import normalize

    # Й comes apart too, and is put together again.
    letters = normalize("NFKD", text.casefold()).replace("й", "й")
    letters = re.sub(_FOLDED, _plain, letters)
    if "i" in letters and re.search("[а-я]", letters):
        # A Latin i in a Cyrillic word stands for the Belarusian і.
        letters = re.sub("(?<=[а-я])i|i(?=[а-я])", "и", letters)
    return letters


def _plain(match: re.Match[str]) -> str:
    """Return what a sign is compared as: a plain sign, or nothing for one that is not seen."""
    sign = match[0]
    if sign > "\uffff" and not re.match(f"[{UNSEEN_BEYOND}]", sign):
        return sign
    return _PLAIN.get(sign, "")


def same_words(text: str) -> str:
    """Return a key that is equal for two titles of the same words (``folded``).

    Spaces make no difference, nor does the full stop at the end.
    """
    return " ".join(folded(text).split()).rstrip(".")


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """Return a key that is equal for the spellings of a State's name (``folded``).

    Signs, "the" and "and" make no difference: "Côte d’Ivoire" gives "cote divoire".
    """
    words = re.sub(r"[\W_]+", " ", folded(name).replace("'", "")).split()
    return " ".join(word for word in words if word not in ("the", "and"))


#: Words that turn the meaning of those beside them round, and words that halve it.
_NOT = frozenset("not no non never without не нет без ня".split())
_PART = r"part|partly|partial\w*|half|частичн\w*|частков\w*|наполов\w*"
#: Starts of a word that turn its own meaning round: "unsupported".
_UN = r"(?:un|non|dis|не|ня)-?(\w{3})"


def _sense(text: str) -> set[str]:
    """Return whether a text denies or halves what its other words say: "partially done"."""
    words = re.split(r"[\W_]+", text.casefold())
    denied = {"not" for word in words if word in _NOT}
    return denied | {"part" for word in words if re.fullmatch(_PART, word)}


def _same_sense(word: str, choices: Iterable[str]) -> Iterator[str]:
    """Yield the choices whose meaning ``word`` does not turn round.

    "Partially implemented" and "implemented", "unsupported" and "supported" are such words.
    """
    sense = _sense(word)
    turned = re.match(_UN, word.casefold())
    for choice in choices:
        opposite = turned and choice.casefold().startswith(turned[1])
        if not opposite and _sense(choice) == sense:
            yield choice


#: How like a word of a list must be to one that is none of it, to be a slip of the hand: "raport"
#: is one of "report", and "letter" is none of "other".
LIKE_A_SLIP = 0.65


def nearest(word: str, choices: Iterable[str], likeness: float = 0.5) -> str | None:
    """Return the choice most like ``word``, or None when no choice is close.

    A choice of another sense is never close: a suggestion must not turn the meaning round.
    """
    from difflib import get_close_matches

    by_fold = {folded(name): name for name in _same_sense(word, choices)}
    typed = folded(word)
    starts = [name for fold, name in by_fold.items() if typed and fold.startswith(typed)]
    if len(starts) == 1:
        return starts[0]
    close = get_close_matches(typed, by_fold, n=1, cutoff=likeness)
    return by_fold[close[0]] if close else None


def unknown(what: str, word: object, choices: Collection[str]) -> InvalidValue:
    """Return the error for a word that is no choice, which names the choices and the nearest.

    Choices that are a mapping to texts are named with what they mean.
    """
    return no_choice(what, word, with_meanings(choices), nearest(str(word), choices, LIKE_A_SLIP))


def with_meanings(choices: Collection[str]) -> list[str]:
    """Return choices with what each means, where they are a mapping that says it in words."""
    about = choices if isinstance(choices, Mapping) else {}
    meanings = {name: about.get(name) for name in choices}
    return [
        f"{name} ({meaning})" if meaning and isinstance(meaning, str) else name
        for name, meaning in meanings.items()
    ]


def no_choice(what: str, word: object, names: Iterable[str], guess: str | None) -> InvalidValue:
    """Return the error for a word that is no choice: ``guess`` is the choice that it may mean."""
    hint = f'did you mean "{guess}"? ' if guess else ""
    return InvalidValue(f"unknown {what} {shown(word)}: {hint}known: {', '.join(names)}")


def choose(what: str, word: object, choices: Collection[str]) -> str:
    """Return the choice equal to ``word`` as they are compared, or raise InvalidValue."""
    if isinstance(word, str):
        typed = folded(word.strip())
        for name in choices:
            if folded(name) == typed:
                return name
    raise unknown(what, word, choices)


@cache
def _digits() -> re.Pattern[str]:
    # Compiled when first used: not every command orders anything.
    return re.compile("([0-9]+)")


def natural(text: str) -> tuple[str, str]:
    """Return a key that orders texts by the numbers inside them: 97.9 before 97.10.

    Letters are ordered as they are compared (``folded``): an accent does not count, nor does the
    difference of Ё and Е.

    Numbers may be of any length and come before letters. Two texts with equal numbers (97.4 and
    97.04) are ordered character by character, so that no two texts have the same place. A store
    keeps its records in this order and finds a record by it: another order is another schema.
    """
    parts = _digits().split(folded(text))
    # Python compares one text faster than a list of parts.
    parts[1::2] = map(_number, parts[1::2])
    return "".join(parts), text


def _number(digits: str) -> str:
    """Return a text that is ordered as a number is: before letters, a shorter number first."""
    digits = digits.lstrip("0")
    # The length takes two characters, since a character ends at some million.
    return f"\0{chr(len(digits) >> 20)}{chr(len(digits) & 0xFFFFF)}{digits}"
