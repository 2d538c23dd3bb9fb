"""A public copy: the records without sensitive texts, and without texts that would reveal them.

The field ``sensitive`` marks a whole record, or names the fields of it that are marked (see
domain/redaction/record.py): it protects the names of sources at risk. Besides the marked fields
and records, a public copy leaves out

- each record that names the id of a record that is left out, and so on from record to record;
- a marked text wherever else it stands: the field that holds it, or the whole record where the
  record cannot be without that field.

A single word of a marked text may stand in another record by chance. The owner is told where it
does, and a strict copy leaves the field out, unless so many records hold the word that it is no
secret: more than ten, and for a word of a name also more than one record in a hundred.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.query import texts_in
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

#: A word is no secret in more than ``_MANY`` records, and in more than one of ``_SHARE`` records.
_MANY, _SHARE = 10, 100


class KeptField(NamedTuple):
    """A field that is in the copy although it holds words of a text that is left out."""

    id: str
    field: str
    words: tuple[str, ...]


class PublicCopy(NamedTuple):
    """A public copy: its records, and how many records and single fields were left out.

    ``kept`` are the fields in it that may still reveal something. ``common`` are marked texts
    and words that so many records hold that they count as no secret, the rarest first.
    """

    collection: Collection
    records: int
    fields: int
    kept: tuple[KeptField, ...] = ()
    common: tuple[tuple[str, int], ...] = ()


def publish(collection: Collection, *, strict: bool = False) -> PublicCopy:
    """Return a copy of the records that may be handed to anybody, in the same order.

    No record in it holds a text that is marked sensitive. ``strict`` also leaves out the
    fields that would else be in ``kept``.
    """
    copy = _Copy(collection, strict=strict)
    if any(entry.left is None or entry.redacted.hidden for entry in copy.entries):
        copy.look()
        # First, while each record still names what it names: a text that goes may be an id.
        copy.drop_naming()
        copy.hide_texts()
        if strict:
            copy.hide_words()
        copy.drop_naming(ends=True)
    return copy.public()


class _Entry:
    """A record on its way into the copy; ``left`` is the part of it that is left so far."""

    def __init__(self, kind: Kind, id_: str, record: Record) -> None:
        self.kind = kind
        self.id = id_
        self.redacted = redact(kind, id_, record)
        self.left = self.redacted.left

    def texts(self) -> Iterator[Piece]:
        """Yield each text that is left, with its field; the id is the first text."""
        if self.left is not None:
            yield "id", self.id
            for field, value in self.left.items():
                yield from ((field, text) for _, text in pieces(field, value))

    def text(self) -> str:
        """Return all texts that are left, the id among them, joined by line ends."""
        if self.left is None:
            return ""
        return "\n".join((self.id, *texts_in(self.left)))

    def names(self, name: str) -> bool:
        """Say whether a text that is left, other than the id, names an id or an end of it."""
        return any(name in ids_named(text) for field, text in self.texts() if field != "id")

    def has(self, names: set[str], secret: str) -> bool:
        """Say whether a field or key with one of the names holds the secret and nothing else."""
        return any(
            name in names and word_row(text).strip() == secret
            for field, value in (self.left or {}).items()
            for name, text in pieces(field, value)
        )

    def hide(self, secrets: list[str]) -> list[str]:
        """Remove the texts that hold a secret, or the record where it cannot be without them.

        Returns the record's id in a list if the record goes, else an empty list.
        """

        def is_gone(_name: str, part: object) -> bool:
            return isinstance(part, str) and _secrets_in(part, secrets) != []

        if self.left is None:
            return []
        whole = is_gone("id", self.id)
        self.left = None if whole else without_parts(self.kind, self.left, is_gone)
        return [] if self.left is not None else [self.id]

    def drop(self) -> list[str]:
        """Leave the record out; return its id in a list if it was still in, else no id."""
        was, self.left = self.left, None
        return [] if was is None else [self.id]

    def fields(self) -> int:
        """Return how many fields are left out of a record that is in the copy."""
        if self.left is None or self.redacted.left is None:
            return 0
        before = self.redacted.left
        changed = [name for name, value in before.items() if self.left.get(name) != value]
        return len(self.redacted.hidden) + len(changed)


def _secrets_in(text: str, secrets: list[str]) -> list[str]:
    """Return the secrets that a text holds."""
    row = word_row(text)
    return [secret for secret in secrets if holds_phrase(row, secret)]


class _Copy:
    """All records on their way into the copy; a record is referred to by its number."""

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
        #: The words in each record that may reveal something, which only a strict copy removes.
        self._doubtful: dict[int, list[str]] = defaultdict(list)

    def look(self) -> None:
        """Collect the marked texts and their words, and find the records that hold them."""
        for entry in self.entries:
            self._secrets.add(entry.redacted.secret, entry.redacted.worded)
        self._ends = {entry.id: _ends(entry.id) for entry in self.entries}
        self._index = self._secrets.index(
            [entry.text() for entry in self.entries],
            self._ends.keys() | {end for ends in self._ends.values() for end in ends},
        )

    def hide_texts(self) -> None:
        """Remove each marked text wherever it stands, and note where single words of it stand."""
        whole: dict[int, list[str]] = defaultdict(list)
        for secret, names in self._secrets.names.items():
            where = self._index.of(secret)
            if self._is_public(secret, names, where, self._secrets.hidden[secret]):
                self._common[secret] = len(where)
            else:
                for number in where:
                    whole[number].append(secret)
        for number, secrets in whole.items():
            self.entries[number].hide(secrets)
        for word in sorted(self._secrets.words):
            where = self._index.of(word)
            if len(where) > (self._many if word in self._secrets.own else _MANY):
                self._common[word] = len(where)
            else:
                for number in where:
                    self._doubtful[number].append(word)

    def _is_public(self, secret: str, names: set[str], where: list[int], hidden: int) -> bool:
        """Say whether so many records have a marked text openly in this field that it is public.

        For a field that sorts records, such as ``themes``, the text counts in any field.
        """
        most = max(self._many, hidden)
        if self._strict or len(where) <= most:
            return False
        if names <= SORTING:
            return True
        return sum(self.entries[number].has(names, secret) for number in where) > most

    def hide_words(self) -> None:
        """Remove the texts that hold a single word of a marked text."""
        for number, words in self._doubtful.items():
            self.entries[number].hide(words)

    def drop_naming(self, *, ends: bool = False) -> None:
        """Leave out each record that names one that is left out, until there is none.

        With ``ends``, the records that name only the end of its id are noted.
        """
        fallen = [entry.id for entry in self.entries if entry.left is None]
        for id_ in fallen:
            for number in self._naming(id_):
                fallen += self.entries[number].drop()
            for end in self._ends[id_] if ends else ():
                fallen += self._doubt(end)

    def _naming(self, name: str) -> list[int]:
        """Return the records in which a text that is left names an id, or an end of an id."""
        return [number for number in self._index.naming(name) if self.entries[number].names(name)]

    def _doubt(self, end: str) -> Iterator[str]:
        """Note the records that name an end of the id of a record left out.

        In a strict copy they lose the text. Yields the ids of the records that go.
        """
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
            tuple(sorted(self._common.items(), key=lambda common: common[::-1])),
        )

    def _kept(self) -> Iterator[KeptField]:
        for number, secrets in sorted(self._doubtful.items()):
            words_in: dict[str, dict[str, None]] = defaultdict(dict)
            for field, text in self.entries[number].texts():
                words = _secrets_in(text, secrets)
                if words:
                    words_in[field].update(dict.fromkeys(words))
            for field, held in words_in.items():
                yield KeptField(self.entries[number].id, field, tuple(held))


def _ends(id_: str) -> list[str]:
    """Return the ends by which a text may name an id.

    ``97.4`` is such an end of ``upr1-97.4``; a word, a number or a date is none.
    """
    ends = [id_[at.end() :] for at in re.finditer("-", id_)]
    return [
        end
        for end in ends
        if re.search(r"\d.*[.-]|[.-].*\d", end) and not re.fullmatch(r"\d{4}(-\d\d?){0,2}", end)
    ]
