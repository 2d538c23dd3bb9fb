"""The ids that a store's log tells of: those of records that are gone, too.

An id once given is not given again by itself. The log and other people's copies still
speak of the record that had it, and undo may bring it back.
"""

from __future__ import annotations

import re

from belarus_hr.store.document import Document

#: Beyond this many questions, finding all ids once beats searching for each.
_FEW = 8


class Remembered:
    """The ids of all records that a document's log tells of."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._asked = 0
        self._all: frozenset[str] | None = None

    def __contains__(self, id_: object) -> bool:
        if self._all is not None:
            return id_ in self._all
        self._asked += 1
        log = self._document.log
        if log is not None and self._asked <= _FEW:
            # Inside a text the quotes would stand with a backslash.
            return b'"id": "%s"' % str(id_).encode() in log
        self._all = self._found()
        return id_ in self._all

    def _found(self) -> frozenset[str]:
        log = self._document.log
        if log is not None:
            return frozenset(id_.decode() for id_ in re.findall(rb'"id": "([^"]+)"', log))
        entries = self._document.entries.values()
        return frozenset(change["id"] for entry in entries for change in entry["changes"])
