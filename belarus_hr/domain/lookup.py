"""Names found by how they end, and the nearest to a word that is none, however many they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cached_property

from belarus_hr.domain.records.kinds import KINDS, Kind, Record
from belarus_hr.domain.text.natural_sort import natural
from belarus_hr.domain.text.words import nearest

#: With so many ends asked for, putting all ids in order beats a search for each.
_MANY = 8
#: Of so many unknown words the nearest id is looked for, among so many on each side of its place.
MOST_PROBLEMS, _AROUND = 20, 250


class Names:
    """Names in alphabetical order, and read backwards, so that an end is a beginning."""

    def __init__(self, names: Iterable[str]) -> None:
        self._forwards = sorted(names)
        self._backwards = sorted(name[::-1] for name in self._forwards)

    def ending(self, end: str) -> list[str]:
        """Return the names with this end, in their natural order."""
        found = []
        for at in range(bisect_left(self._backwards, end[::-1]), len(self._backwards)):
            name = self._backwards[at][::-1]
            if not name.endswith(end):
                break
            found.append(name)
        return sorted(found, key=natural)

    def like(self, word: str) -> list[str]:
        """Return the names that start or end most like a word: all of them where they are few.

        To compare two words letter by letter takes long, and few people mistype both ends.
        """
        ends = (name[::-1] for name in _around(self._backwards, word[::-1]))
        return [*_around(self._forwards, word), *ends]


def _around(names: list[str], word: str) -> list[str]:
    at = bisect_left(names, word)
    return names[max(0, at - _AROUND) : at + _AROUND]


class IdIndex:
    """The ids of a collection, to be found by words that are no whole ones."""

    def __init__(self, of: Mapping[str, Mapping[str, Record]]) -> None:
        """``of`` are the records by id, by the name of their kind."""
        self._of = of
        self._ended: dict[str, list[tuple[str, Kind]]] = {}
        self._unknown = 0

    def ends(self, wanted: str) -> list[tuple[str, Kind]]:
        """Return the ids, with their kinds, that end in ``-wanted``."""
        if wanted and wanted not in self._ended:
            found = [(id_, kind) for kind in KINDS for id_ in self._ending(kind, f"-{wanted}")]
            self._ended[wanted] = found
        return self._ended.get(wanted, [])

    def _ending(self, kind: Kind, end: str) -> list[str]:
        if len(self._ended) >= _MANY:
            return self._names[kind.name].ending(end)
        return [id_ for id_ in self._of[kind.name] if id_.endswith(end)]

    @cached_property
    def _names(self) -> dict[str, Names]:
        return {name: Names(table) for name, table in self._of.items()}

    def nearest(self, wanted: str) -> str | None:
        """Return the id most like a word; for the first unknown words only."""
        self._unknown += 1
        if self._unknown > MOST_PROBLEMS:
            return None
        return nearest(wanted, (id_ for some in self._names.values() for id_ in some.like(wanted)))
