"""What tells a secret: texts compared word by word, however they are written.

Two texts say the same word when it is the same without case, accents, width and hidden
characters; a Cyrillic word also without its ending, since names are declined there.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache, lru_cache
from typing import Any
from unicodedata import category, normalize

from belarus_hr.domain.records.kinds import KINDS
from belarus_hr.domain.reference import states, un_symbols, vocabulary
from belarus_hr.domain.reference.mechanisms import MECHANISMS
from belarus_hr.domain.text import similarity

#: A field and a text that it holds, however deep; of an entry of a list, the list's field.
Piece = tuple[str, str]

#: Letters that no decomposition makes plain.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ʼ": "'"}
)
#: Marks above letters, and what is not seen at all: soft hyphens, joiners, controls.
_UNSEEN = ("Mn", "Me", "Cf", "Cc")
#: What Russian and Belarusian names and nouns end with, letter by letter, as folded.
_ENDINGS = "аеиоуыэюяіьмхг"
_STEM = 3
_ID = r"[a-z0-9][a-z0-9._-]*"

#: Where no free text can stand.
_CLOSED = frozenset(
    ("id", "record", "response", "recorded", "field"),
).union(field.name for kind in KINDS for field in kind.fields if field.type.closed)
#: Words of closed vocabularies say nothing of anybody, wherever else they stand.
VOCABULARY = frozenset(
    (
        *vocabulary.RESPONSES,
        *vocabulary.STATUSES,
        *vocabulary.CONFIDENCES,
        *vocabulary.RECOMMENDATION_TYPES,
    )
)
#: Parts of addresses, and words of which texts are made.
_FILLING = frozenset(
    "http https www com org net html htm pdf para paragraph paras did who can may will would she "
    "into said says told our you but out now then when where what".split()
)
_UN_ADDRESS = r"https?://(?:[\w-]+\.)*(?:un|ohchr)\.org(?:[/?#]|$)"
#: A word has as many letters; a number that tells somebody, such as a telephone's, as many digits.
SHORTEST, _DIGITS = 3, 6
#: A name has at most as many words; a longer text says something.
_NAME = 4
#: Inside a longer word only words of such a length are looked for: others are part of many.
_INSIDE = range(5, 41)


def fold_letters(text: str) -> str:
    """Return a text in small letters without accents, width and what is not seen."""
    lower = text.lower()
    if lower.isascii() and lower.isprintable():
        return lower
    return re.sub(r"[^ -~\s]+", lambda match: _plain(match[0]), lower)


@lru_cache(maxsize=1 << 16)
def _plain(letters: str) -> str:
    # Twice: folding case makes some letters that can be taken apart again.
    apart = normalize("NFKD", normalize("NFKD", letters).casefold())
    return "".join(c for c in apart if category(c) not in _UNSEEN).translate(_LETTERS)


@lru_cache(maxsize=16)
def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded, Cyrillic ones without their ending."""
    found = re.findall(r"[^\W_]+", fold_letters(text))
    return tuple(
        word if word.isascii() else word[:_STEM] + word[_STEM:].rstrip(_ENDINGS) for word in found
    )


def pieces(name: str, value: Any) -> Iterator[Piece]:
    """Yield every text of a value, however deep, with the name that it stands under."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from pieces(key, part)
    elif isinstance(value, list):
        for part in value:
            yield from pieces(name, part)


def can_identify(piece: Piece) -> bool:
    """Say whether a text can tell a secret as a whole.

    Not so dates and words of closed vocabularies, names of States and mechanisms,
    symbols and addresses of the United Nations, and what is shorter than a word.
    """
    name, text = piece
    letters, digits = sum(map(str.isalpha, text)), sum(map(str.isdigit, text))
    if name in _CLOSED or (letters < SHORTEST and digits < _DIGITS) or not split_words(text):
        return False
    if word_row(text).strip() in _known_names() or re.match(_UN_ADDRESS, text):
        return False
    if un_symbols.symbol(text) and not any(telling_words(piece)):
        return False
    return not (fold_letters(text).isascii() and states.is_name(text))


def telling_words(piece: Piece) -> Iterator[str]:
    """Yield the words of a text that can tell something: no dates, no numbers, no filling."""
    name, text = piece
    if name in _CLOSED or re.match(_UN_ADDRESS, text):
        return
    for word in split_words(text.removeprefix(un_symbols.symbol(text) or "")):
        # Ids start with a mechanism and a cycle: upr1.
        bare = word.rstrip("0123456789")
        if len(word) >= SHORTEST and bare and bare not in _known_words():
            yield word


@cache
def _known_names() -> frozenset[str]:
    names = [*VOCABULARY, *vocabulary.EVENT_KINDS, *vocabulary.ASSESSORS, *MECHANISMS]
    return frozenset(" ".join(split_words(name)) for name in (*names, *_bodies()))


@cache
def _known_words() -> frozenset[str]:
    said = {word for name in _known_names() for word in name.split()}
    return frozenset(said | similarity.FUNCTION_WORDS | _FILLING | states.words())


def _bodies() -> list[str]:
    return [mechanism.name for mechanism in MECHANISMS.values()]


def word_row(text: str) -> str:
    """Return the words of a text in a row, a space around each."""
    return f" {' '.join(split_words(text))} "


def holds_phrase(row: str, secret: str) -> bool:
    """Say whether words in a row hold a secret: words in a row.

    A secret of one word counts inside a longer word, too.
    """
    if f" {secret} " in row:
        return True
    return " " not in secret and len(secret) in _INSIDE and secret in row


@lru_cache(maxsize=16)
def ids_named(text: str) -> frozenset[str]:
    """Return what may be ids in a text."""
    return frozenset(token.rstrip("._-") for token in re.findall(_ID, fold_letters(text)))


class Index:
    """Which texts hold which of the words and ids that are looked for; each text is read once."""

    def __init__(self, texts: Sequence[str], words: Iterable[str], names: Set[str]) -> None:
        self._texts = texts
        self._said: dict[int, str] = {}
        self._where: dict[str, list[int]] = defaultdict(list)
        self._naming: dict[str, list[int]] = defaultdict(list)
        held = _Held(frozenset(words), names)
        for number, text in enumerate(texts):
            # What stands between spaces is looked at once, however many texts hold it.
            found = set(filter(None, map(held.__getitem__, set(text.split()))))
            for word in {word for words_, _ in found for word in words_}:
                self._where[word].append(number)
            for name in {name for _, ids in found for name in ids}:
                self._naming[name].append(number)

    def of(self, secret: str) -> list[int]:
        """Return the numbers of the texts that say a secret: words in a row."""
        # Most texts lack the rarest of the words.
        where = min((self._where.get(word, []) for word in secret.split()), key=len)
        if " " not in secret:
            return where
        return [number for number in where if holds_phrase(self._row(number), secret)]

    def naming(self, id_: str) -> list[int]:
        """Return the numbers of the texts that name an id, or the end of one."""
        return self._naming.get(id_, [])

    def _row(self, number: int) -> str:
        if number not in self._said:
            self._said[number] = word_row(self._texts[number])
        return self._said[number]


class _Held(dict[str, "tuple[tuple[str, ...], tuple[str, ...]] | None"]):
    """What is wanted of what stands between spaces: words that it is or holds, and ids."""

    def __init__(self, words: frozenset[str], names: Set[str]) -> None:
        super().__init__()
        self._words, self._names = words, names
        self._lengths = sorted({len(word) for word in words}.intersection(_INSIDE))

    def __missing__(self, token: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        words = {one for word in split_words(token) for one in self._inside(word)}
        ids = ids_named(token) & self._names
        self[token] = (tuple(words), tuple(ids)) if words or ids else None
        return self[token]

    def _inside(self, word: str) -> set[str]:
        found = {word} & self._words
        for length in self._lengths:
            if length < len(word):
                parts = {word[at : at + length] for at in range(len(word) - length + 1)}
                found |= parts & self._words
        return found


class Secrets:
    """What must not be told: whole texts, and the words of which others may be made.

    ``names`` has, for each whole text, the fields that it was hidden in; ``hidden`` how many
    records hide it. ``words`` may be told by chance, those of short texts less likely: ``own``.
    """

    def __init__(self) -> None:
        self.names: dict[str, set[str]] = defaultdict(set)
        self.hidden: Counter[str] = Counter()
        self.words: set[str] = set()
        self.own: set[str] = set()

    def add(self, hidden: Iterable[Piece], worded: Iterable[Piece]) -> None:
        """Take what one record hides: whole texts, and texts of which the words count."""
        whole = {(name, word_row(text).strip()) for name, text in filter(can_identify, hidden)}
        for name, secret in whole:
            self.names[secret].add(name)
        self.hidden.update({secret for _, secret in whole})
        for piece in worded:
            found = set(telling_words(piece))
            self.words |= found
            if len(piece[1].split()) <= _NAME:
                self.own |= found

    def index(self, texts: Sequence[str], names: Set[str]) -> Index:
        """Return which of the texts say what, and which of the ids or ends of ids."""
        parts = {word for secret in self.names for word in secret.split()}
        return Index(texts, self.words | parts, names)
