"""Secrets: the texts and words that are marked, and the search for them in other texts.

Texts are compared word by word. Two words are the same when they have the same letters
without case, accents, width and hidden characters; two Cyrillic words are also compared
without their endings, since Russian and Belarusian decline names.
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
from belarus_hr.domain.text.words import UNSEEN

#: A text, however deep in a record, after the name of its key; a text in a list has the list's.
Piece = tuple[str, str]

#: Letters that Unicode does not decompose into a plain letter and a mark.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ʼ": "'"}
)
#: Categories of characters that are left out: accents and controls.
_MARKS = ("Mn", "Me", "Cf", "Cc")
#: The letters of the endings of Russian and Belarusian names and nouns, after ``fold_letters``.
_ENDINGS = "аеиоуыэюяіьмхг"
_STEM = 3
_ID = r"[a-z0-9][a-z0-9._-]*"

#: Fields and keys that hold no free text.
_CLOSED = frozenset(
    ("id", "record", "response", "state", "recorded", "field"),
).union(field.name for kind in KINDS for field in kind.fields if field.type.closed)
#: Words of closed vocabularies: they reveal nothing in any field.
VOCABULARY = frozenset(
    (
        *vocabulary.RESPONSES,
        *vocabulary.STATUSES,
        *vocabulary.CONFIDENCES,
        *vocabulary.RECOMMENDATION_TYPES,
    )
)
#: Parts of web addresses, and common words of any text.
_FILLING = frozenset(
    "http https www com org net html htm pdf para paragraph paras did who can may will would she "
    "into said says told our you but out now then when where what".split()
)
_UN_ADDRESS = r"https?://(?:[\w-]+\.)*(?:un|ohchr)\.org(?:[/?#]|$)"
#: A word that reveals something has at least so many letters, a telephone number so many digits.
SHORTEST, _DIGITS = 3, 6
#: A text of at most so many words may be a name.
_NAME = 4
#: A secret word of such a length also counts inside a longer word; shorter ones are in many words.
_INSIDE = range(5, 41)


def fold_letters(text: str) -> str:
    """Return a text in lower case without accents, width and hidden characters."""
    lower = text.lower()
    if lower.isascii() and lower.isprintable():
        return lower
    return re.sub(r"[^ -~\s]+", lambda match: _plain(match[0]), lower)


@lru_cache(maxsize=1 << 16)
def _plain(letters: str) -> str:
    # Normalised twice, since casefold makes some letters that decompose again.
    apart = normalize("NFKD", normalize("NFKD", letters).casefold())
    seen = re.sub(f"[{UNSEEN}]", "", apart)
    return "".join(c for c in seen if category(c) not in _MARKS).translate(_LETTERS)


@lru_cache(maxsize=16)
def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded, Cyrillic words without their ending."""
    return tuple(
        word if word.isascii() else word[:_STEM] + word[_STEM:].rstrip(_ENDINGS)
        for word in re.findall(r"[^\W_]+", fold_letters(text))
    )


def pieces(name: str, value: Any) -> Iterator[Piece]:
    """Yield every text of a value, however deep, after the name of its field or key."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from pieces(key, part)
    elif isinstance(value, list):
        for part in value:
            yield from pieces(name, part)


def can_identify(piece: Piece) -> bool:
    """Say whether a text as a whole can reveal somebody.

    These cannot: dates, words of closed vocabularies, names of States and mechanisms,
    symbols and web addresses of the United Nations, and texts without a word.
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
    """Yield the words of a text that can reveal something: no dates, numbers or common words."""
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
    names += [mechanism.name for mechanism in MECHANISMS.values()]
    return frozenset(" ".join(split_words(name)) for name in names)


@cache
def _known_words() -> frozenset[str]:
    words = {word for name in _known_names() for word in name.split()}
    return frozenset(words | similarity.FUNCTION_WORDS | _FILLING | states.words())


def word_row(text: str) -> str:
    """Return the words of a text in one row, with a space before and after each word."""
    return f" {' '.join(split_words(text))} "


def holds_phrase(row: str, secret: str) -> bool:
    """Say whether a row of words (``word_row``) holds a secret: a phrase, or a single word.

    A secret of a single word counts inside a longer word, too.
    """
    if f" {secret} " in row:
        return True
    return " " not in secret and len(secret) in _INSIDE and secret in row


@lru_cache(maxsize=16)
def ids_named(text: str) -> frozenset[str]:
    """Return the parts of a text that may be ids."""
    return frozenset(token.rstrip("._-") for token in re.findall(_ID, fold_letters(text)))


class Index:
    """The texts that hold each secret word and id; each text is read once."""

    def __init__(self, texts: Sequence[str], words: Iterable[str], names: Set[str]) -> None:
        self._texts = texts
        self._rows: dict[int, str] = {}
        self._where: dict[str, list[int]] = defaultdict(list)
        self._naming: dict[str, list[int]] = defaultdict(list)
        matches = _TokenMatches(frozenset(words), names)
        for number, text in enumerate(texts):
            # A token is searched once, however many texts hold it.
            in_text = set(filter(None, map(matches.__getitem__, set(text.split()))))
            for word in {word for words_, _ in in_text for word in words_}:
                self._where[word].append(number)
            for name in {name for _, ids in in_text for name in ids}:
                self._naming[name].append(number)

    def of(self, secret: str) -> list[int]:
        """Return the numbers of the texts that hold a secret: a phrase, or a single word."""
        # Most texts lack the rarest of the words.
        where = min((self._where.get(word, []) for word in secret.split()), key=len)
        if " " not in secret:
            return where
        return [number for number in where if holds_phrase(self._row(number), secret)]

    def naming(self, id_: str) -> list[int]:
        """Return the numbers of the texts that name an id, or this end of an id."""
        return self._naming.get(id_, [])

    def _row(self, number: int) -> str:
        if number not in self._rows:
            self._rows[number] = word_row(self._texts[number])
        return self._rows[number]


class _TokenMatches(dict[str, "tuple[tuple[str, ...], tuple[str, ...]] | None"]):
    """The secret words and the ids in each token, the part of a text between two spaces."""

    def __init__(self, words: frozenset[str], names: Set[str]) -> None:
        super().__init__()
        self._words, self._names = words, names
        self._lengths = sorted({len(word) for word in words}.intersection(_INSIDE))

    def __missing__(self, token: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        words = {secret for word in split_words(token) for secret in self._inside(word)}
        ids = ids_named(token) & self._names
        self[token] = (tuple(words), tuple(ids)) if words or ids else None
        return self[token]

    def _inside(self, word: str) -> set[str]:
        """Return the secret words that a word is or holds."""
        secrets = {word} & self._words
        for length in self._lengths:
            if length < len(word):
                parts = {word[at : at + length] for at in range(len(word) - length + 1)}
                secrets |= parts & self._words
        return secrets


class Secrets:
    """The marked texts of all records, and the single words of them.

    ``names`` holds for each text the fields that hid it, ``hidden`` the number of records that
    hide it. ``words`` may stand elsewhere by chance; the words of short texts, ``own``, are
    likely to be parts of a name.
    """

    def __init__(self) -> None:
        self.names: dict[str, set[str]] = defaultdict(set)
        self.hidden: Counter[str] = Counter()
        self.words: set[str] = set()
        self.own: set[str] = set()

    def add(self, hidden: Iterable[Piece], worded: Iterable[Piece]) -> None:
        """Add the texts that a record hides, and the texts of which single words are secret."""
        whole = {(name, word_row(text).strip()) for name, text in filter(can_identify, hidden)}
        for name, secret in whole:
            self.names[secret].add(name)
        self.hidden.update({secret for _, secret in whole})
        for piece in worded:
            words = set(telling_words(piece))
            self.words |= words
            if len(piece[1].split()) <= _NAME:
                self.own |= words

    def index(self, texts: Sequence[str], names: Set[str]) -> Index:
        """Return an index of the texts by the secrets, ids and ends of ids in them."""
        parts = {word for secret in self.names for word in secret.split()}
        return Index(texts, self.words | parts, names)
