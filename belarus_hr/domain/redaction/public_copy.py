"""A public copy: the records without what is marked sensitive, and without what would tell it.

``sensitive`` marks a record as a whole or names fields of it (domain/redaction/record.py). Names of
sources at risk are why. Besides what is marked, there go from a public copy

- what names the id of a record that is left out, however many steps away;
- a text that is marked, wherever it stands: from the field that says it where the record can be
  without that, else the record.

A single word of what is marked may stand elsewhere by chance. Where it does is told to the owner
and goes only when asked for strictly, unless so many records say the word that it is no secret:
more than ten; for a word of a name, more than one in a hundred as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.kinds import KINDS, Kind, Record
from belarus_hr.domain.redaction.record import SORTING, redact, without_parts
from belarus_hr.domain.redaction.secrets import (
    Piece,
    Secrets,
    holds_phrase,
    ids_named,
    pieces,
    word_row,
)

#: In more records than so many, and than one in so many, a word is no secret.
_MANY, _SHARE = 10, 100


class KeptField(NamedTuple):
    """A field that is in the copy although it holds words of what is not."""

    id: str
    field: str
    words: tuple[str, ...]


class PublicCopy(NamedTuple):
    """A public copy: its records, and how many records and single fields were left out.

    ``kept`` is what may tell something all the same; ``common`` are the texts and words of
    what was left out that so many records say that they were taken as no secret, rarest first.
    """

    collection: Collection
    records: int
    fields: int
    kept: tuple[KeptField, ...] = ()
    common: tuple[tuple[str, int], ...] = ()


def publish(collection: Collection, *, strict: bool = False) -> PublicCopy:
    """Return the records that may be handed to anybody, in the same order.

    No record says any more what was sensitive in it. ``strict`` leaves out, too, what
    would else be in ``kept``.
    """
    copy = _Copy(collection, strict=strict)
    if any(entry.left is None or entry.redacted.hidden for entry in copy.entries):
        copy.look()
        copy.hide_texts()
        if strict:
            copy.hide_words()
        copy.hide_references()
    return copy.public()


class _Entry:
    """A record on its way into the copy; ``left`` is what is left of it so far."""

    def __init__(self, kind: Kind, id_: str, record: Record) -> None:
        self.kind = kind
        self.id = id_
        self.redacted = redact(kind, id_, record)
        self.left = self.redacted.left

    def texts(self) -> Iterator[Piece]:
        """Yield the texts that are left with their fields, the id first."""
        if self.left is not None:
            yield "id", self.id
            for field, value in self.left.items():
                yield from ((field, text) for _, text in pieces(field, value))

    def text(self) -> str:
        """Return all texts that are left as one, the id among them."""
        if self.left is None:
            return ""
        texts = [self.id]
        _gather(self.left, texts)
        return "\n".join(texts)

    def names(self, name: str) -> bool:
        """Say whether a text that is left names an id, or the end of one; its own id does not."""
        return any(name in ids_named(text) for field, text in self.texts() if field != "id")

    def has(self, names: set[str], secret: str) -> bool:
        """Say whether a field of one of the names, or a part of one, is the secret as a whole."""
        return any(
            name in names and word_row(text).strip() == secret
            for field, value in (self.left or {}).items()
            for name, text in pieces(field, value)
        )

    def hide(self, secrets: list[str]) -> list[str]:
        """Take away the texts that say a secret, or the record where it must have one.

        Returns the id of a record that goes.
        """

        def gone(_name: str, part: object) -> bool:
            return isinstance(part, str) and _held(part, secrets) != []

        if self.left is None:
            return []
        self.left = None if gone("id", self.id) else without_parts(self.kind, self.left, gone)
        return [] if self.left is not None else [self.id]

    def drop(self) -> list[str]:
        """Leave the record out; return its id when it was still there."""
        was, self.left = self.left, None
        return [] if was is None else [self.id]

    def fields(self) -> int:
        """Return how many fields were left out of what is left."""
        if self.left is None or self.redacted.left is None:
            return 0
        changed = [k for k, value in self.redacted.left.items() if self.left.get(k) != value]
        return len(self.redacted.hidden) + len(changed)


def _gather(value: object, texts: list[str]) -> None:
    """Add every text of a value to ``texts``: of most records nothing more is asked."""
    if isinstance(value, str):
        texts.append(value)
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            _gather(part, texts)


def _held(text: str, secrets: list[str]) -> list[str]:
    row = word_row(text)
    return [secret for secret in secrets if holds_phrase(row, secret)]


class _Copy:
    """All records on their way into the copy; each is known by its number."""

    def __init__(self, collection: Collection, *, strict: bool) -> None:
        self.entries = [
            _Entry(kind, id_, record)
            for kind in KINDS
            for id_, record in collection.of(kind).items()
        ]
        self._strict = strict
        self._many = max(_MANY, len(self.entries) // _SHARE)
        self._secrets = Secrets()
        self._common: dict[str, int] = {}
        #: What of each record may tell something and is kept, once all else is gone.
        self._doubtful: dict[int, list[str]] = defaultdict(list)

    def look(self) -> None:
        """Find out what is hidden, and which records hold what of it."""
        for entry in self.entries:
            self._secrets.add(entry.redacted.secret, entry.redacted.worded)
        self._ends = {entry.id: _ends(entry.id) for entry in self.entries}
        self._index = self._secrets.index(
            [entry.text() for entry in self.entries],
            self._ends.keys() | {end for ends in self._ends.values() for end in ends},
        )

    def hide_texts(self) -> None:
        """Take away each text that is marked wherever it stands; find single words of them."""
        whole: dict[int, list[str]] = defaultdict(list)
        for secret, names in self._secrets.names.items():
            where = self._index.of(secret)
            if self._is_public(secret, names, where, self._secrets.hidden[secret]):
                self._common[secret] = len(where)
            else:
                for number in where:
                    whole[number].append(secret)
        for number, told in whole.items():
            self.entries[number].hide(told)
        for word in sorted(self._secrets.words):
            where = self._index.of(word)
            if len(where) > (self._many if word in self._secrets.own else _MANY):
                self._common[word] = len(where)
            else:
                for number in where:
                    self._doubtful[number].append(word)

    def _is_public(self, secret: str, names: set[str], where: list[int], hidden: int) -> bool:
        """Say whether a marked text is openly the same field of so many that it is no secret.

        What sorts records is so in any text: a theme that many have, or speak of.
        """
        most = max(self._many, hidden)
        if self._strict or len(where) <= most:
            return False
        if names <= SORTING:
            return True
        return sum(self.entries[number].has(names, secret) for number in where) > most

    def hide_words(self) -> None:
        """Take away what may tell something by a word."""
        for number, words in self._doubtful.items():
            self.entries[number].hide(words)

    def hide_references(self) -> None:
        """Take away what names a record that is left out, until nothing more falls out."""
        fallen = [entry.id for entry in self.entries if entry.left is None]
        for id_ in fallen:
            for number in self._naming(id_):
                fallen += self.entries[number].drop()
            for end in self._ends[id_]:
                fallen += self._doubt(end)

    def _naming(self, name: str) -> list[int]:
        """Return the records that name an id, or the end of one, in what is left of them."""
        return [number for number in self._index.naming(name) if self.entries[number].names(name)]

    def _doubt(self, end: str) -> Iterator[str]:
        """Look at records that name the end of the id of one left out; yield those that fall."""
        secret = word_row(end).strip()
        for number in self._naming(end):
            entry = self.entries[number]
            if not entry.id.endswith(f"-{end}"):
                self._doubtful[number].append(secret)
                if self._strict:
                    yield from entry.hide([secret])

    def public(self) -> PublicCopy:
        """Return the copy."""
        tables: dict[str, dict[str, Record]] = {}
        for entry in self.entries:
            if entry.left is not None:
                tables.setdefault(entry.kind.table, {})[entry.id] = entry.left
        return PublicCopy(
            Collection(tables),
            sum(entry.left is None for entry in self.entries),
            sum(entry.fields() for entry in self.entries),
            tuple(self._kept()),
            tuple(sorted(self._common.items(), key=lambda one: one[::-1])),
        )

    def _kept(self) -> Iterator[KeptField]:
        for number, secrets in sorted(self._doubtful.items()):
            found: dict[str, dict[str, None]] = defaultdict(dict)
            for field, text in self.entries[number].texts():
                held = _held(text, secrets)
                if held:
                    found[field].update(dict.fromkeys(held))
            for field, words in found.items():
                yield KeptField(self.entries[number].id, field, tuple(words))


def _ends(id_: str) -> list[str]:
    """Return by which ends an id may be meant in a text: ``97.4``, no word, number or date."""
    ends = [id_[at.end() :] for at in re.finditer("-", id_)]
    return [
        end
        for end in ends
        if re.search(r"\d.*[.-]|[.-].*\d", end) and not re.fullmatch(r"\d{4}(-\d\d?){0,2}", end)
    ]
