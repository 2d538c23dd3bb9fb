"""An index of ids and of keys of the log: by their ends, and the nearest to an unknown word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from belarus_hr.domain.records.kinds import KINDS, Kind, Record
from belarus_hr.domain.text.words import natural, nearest

#: After so many searches, an index of all ids is faster than one more pass over them.
_MANY = 8
#: At most so many unknown words are reported, each with the nearest id.
MOST_PROBLEMS = 20
#: So many names on each side of a word's place in the order can be the nearest to the word.
_AROUND = 250


#: A recommendation as documents cite it: "A/HRC/15/16, para. 97.5", "97.5.", "п. 97.5".
_CITED = (
    r"(?:(?P<document>[a-z]+(?:/[\w.]+)+),?\s+)?(?:(?:paragraphs?|paras?\.?|recommendations?|recs?\.?"
    r"|no\.?|№|§+|пункт\w*|пп?\.|рекомендаци\w+|рэкамендацы\w+|рек\.)\s*){0,2}"
    r"(?P<number>\d[\w.()-]*)"
)


class Citation(NamedTuple):
    """What a citation names: a document, where it says which, and the end of an id."""

    document: str
    number: str
    end: str


def cited(word: str) -> Citation:
    """Return what a word in lower case cites; a word that is no citation is the end of an id.

    ``41(a)`` is ``41-a`` in an id.
    """
    plain = word.strip(" .,;:")
    match = re.fullmatch(_CITED, plain)
    if match is None:
        return Citation("", plain, plain)
    end = re.sub(r"[()]+", "-", match["number"]).strip("-.")
    return Citation(match["document"] or "", match["number"], end)


class Names:
    """Names in alphabetical order, and the reversed names too: there an end is a beginning."""

    def __init__(self, names: Iterable[str]) -> None:
        self._forwards = sorted(names)
        self._backwards = sorted(name[::-1] for name in self._forwards)

    def ending(self, end: str) -> list[str]:
        """Return the names with this end, in their natural order."""
        matches = []
        for at in range(bisect_left(self._backwards, end[::-1]), len(self._backwards)):
            name = self._backwards[at][::-1]
            if not name.endswith(end):
                break
            matches.append(name)
        return sorted(matches, key=natural)

    def like(self, word: str) -> list[str]:
        """Return the names that start or end most like a word; where there are few, all names.

        To compare a word with each name letter by letter would take long, and few people
        mistype both the start and the end of a word.
        """
        ends = (name[::-1] for name in _around(self._backwards, word[::-1]))
        return [*_around(self._forwards, word), *ends]


def _around(names: list[str], word: str) -> list[str]:
    at = bisect_left(names, word)
    return names[max(0, at - _AROUND) : at + _AROUND]


class IdIndex:
    """The ids of a collection, to be found by a part of the id."""

    def __init__(self, records: Mapping[str, Mapping[str, Record]]) -> None:
        """Take the records by id, by the name of their kind."""
        self._records = records
        self._matches: dict[str, list[tuple[str, Kind]]] = {}
        self._unknown = 0

    def ending_in(self, word: str) -> list[tuple[str, Kind]]:
        """Return the ids that end in ``-word``, with their kinds."""
        if word and word not in self._matches:
            self._matches[word] = [
                (id_, kind) for kind in KINDS for id_ in self._search(kind, f"-{word}")
            ]
        return self._matches.get(word, [])

    def _search(self, kind: Kind, end: str) -> list[str]:
        if len(self._matches) >= _MANY:
            return self._names[kind.name].ending(end)
        return [id_ for id_ in self._records[kind.name] if id_.endswith(end)]

    @cached_property
    def _names(self) -> dict[str, Names]:
        return {name: Names(table) for name, table in self._records.items()}

    def nearest(self, word: str) -> str | None:
        """Return the id most like an unknown word; None from the word MOST_PROBLEMS + 1 on."""
        self._unknown += 1
        if self._unknown > MOST_PROBLEMS:
            return None
        return nearest(word, (id_ for names in self._names.values() for id_ in names.like(word)))
