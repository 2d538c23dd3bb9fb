"""The redaction of one record: the record without the fields that it marks sensitive.

Where the other fields might reveal a marked text, the whole record goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from belarus_hr.domain.records import ids
from belarus_hr.domain.records.field_types import Field
from belarus_hr.domain.records.fields import ASSESSOR
from belarus_hr.domain.records.kinds import KINDS, Kind, NewRecord, Record
from belarus_hr.domain.redaction.secrets import (
    SHORTEST,
    VOCABULARY,
    Piece,
    can_identify,
    fold_letters,
    pieces,
    split_words,
    telling_words,
)

#: Fields that no public copy has: the marks themselves, and the conflicts of a merge, which
#: may hold another version's value of a marked field.
_OWN = ("sensitive", "conflicts")
#: Keys of other fields that also name a source; they go where ``sources`` is marked.
_WHERE_FROM = ("ref", "url")
_FIELDS = [field for kind in KINDS for field in kind.fields]
#: Fields that sort records and name nobody: their words in a marked record are no secrets.
SORTING = frozenset(field.name for field in _FIELDS if field.classifies)
#: Fields that say who acted: one word of the text, a family name, reveals who it is.
_WHO = frozenset(field.name for field in _FIELDS if field.names_actor)
_WORD = rf"[a-z0-9]{{{SHORTEST},}}"

#: Says whether a value, of the field or key with this name, goes.
_IsGone = Callable[[str, Any], bool]


class Redacted(NamedTuple):
    """A record after the redaction by its own marks.

    ``left`` is the record that may be seen, None when nothing may; ``hidden`` names the fields
    that went. ``secret`` holds the texts that no other record may hold, ``worded`` the texts
    of which a single word may reveal something.
    """

    left: Record | None
    hidden: frozenset[str] = frozenset()
    secret: tuple[Piece, ...] = ()
    worded: tuple[Piece, ...] = ()


def redact(kind: Kind, id_: str, record: Record) -> Redacted:
    """Return a record without the fields that it marks sensitive."""
    marked = record.get("sensitive", False)
    if not marked:
        return Redacted({name: value for name, value in record.items() if name not in _OWN})
    # A record with an unknown mark is not published either.
    if not isinstance(marked, list) or not kind.by_name.keys() >= set(marked):
        return _closed(kind, id_, record)
    hidden = frozenset(marked).intersection(record)
    gone = hidden.union(_WHERE_FROM if "sources" in hidden else ())
    secret = tuple(_hidden_pieces(record, hidden, gone))
    if not hidden.isdisjoint(_inseparable(kind)):
        return Redacted(None, hidden, secret, secret)
    seen = {name: part for name, part in record.items() if name not in gone.union(_OWN)}
    rest = without_parts(kind, seen, lambda name, _: name in gone)
    texts = [text for name in hidden for _, text in pieces(name, record[name])]
    texts += [text for name, text in filter(can_identify, secret)]
    if rest is not None and (_made_of_hidden(kind, id_, record, rest) or _tells(id_, rest, texts)):
        rest = None
    if rest is not None:
        who = {word for piece in secret if piece[0] in _WHO for word in telling_words(piece)}
        unnamed = without_parts(
            kind,
            rest,
            lambda _, part: isinstance(part, str) and not who.isdisjoint(split_words(part)),
        )
        hidden, rest = hidden | (rest.keys() - (unnamed or {}).keys()), unnamed
    return Redacted(rest, hidden, secret, secret)


def _closed(kind: Kind, id_: str, record: Record) -> Redacted:
    """Return a record of which nothing may be seen; who acted is a secret text.

    An assessor is none: it is one word, such as government, and known by its verdicts.
    """
    who = [field.name for field in kind.fields if field.names_actor and field.type is not ASSESSOR]
    secret = [piece for name in who for piece in pieces(name, record.get(name))]
    worded = [
        piece
        for name, value in record.items()
        if name not in SORTING and name != "sensitive"
        for piece in pieces(name, value)
    ]
    return Redacted(None, frozenset(), tuple(secret), (("", id_), *worded))


def _hidden_pieces(record: Record, hidden: frozenset[str], gone: frozenset[str]) -> Iterator[Piece]:
    """Yield the texts of hidden fields, of the keys that go with them, and of their conflicts."""
    for name, value in record.items():
        if name == "conflicts":
            for conflict in value:
                field = conflict["field"].partition(".")[0]
                if field in hidden:
                    yield from pieces(field, conflict.get("value"))
        elif name in hidden:
            yield from pieces(name, value)
        else:
            yield from (piece for piece in pieces("", value) if piece[0] in gone)


def _inseparable(kind: Kind) -> frozenset[str]:
    """Return the fields of a kind that a record cannot be without: it goes with them.

    These are the required fields, the fields that the id is made of, and those without which
    the record would be false: an answered recommendation would read as pending, a
    recommendation to another State as one to Belarus, a report that came as overdue, and
    "over 70 per cent" as 70 per cent.
    """
    return kind.in_id.union(f.name for f in kind.fields if f.required or f.essential)


def _made_of_hidden(kind: Kind, id_: str, record: Record, rest: Record) -> bool:
    """Say whether the id was made of a hidden field, or holds the digest of a hidden text."""
    stem = ids.stem(kind, record)
    return bool(stem) and id_.startswith(stem) and ids.stem(kind, rest) != stem


def _tells(id_: str, rest: Record, hidden: list[str]) -> bool:
    """Say whether the id or a field that stays reveals a hidden text, or a word of it.

    The id ``cat-2014-anna-smith`` reveals the hidden name "Anna Smith", and so does a note
    with the name. A word in the id that an open field holds too reveals nothing.
    """
    open_texts = [fold_letters(text) for _, text in pieces("", rest)]
    open_text = "\n".join(open_texts)
    for text in set(map(fold_letters, hidden)) - VOCABULARY:
        if text in open_texts or (len(text) >= SHORTEST and text in open_text):
            return True
        slug = re.sub(r"[^a-z0-9]+", "-", text).strip("-")
        in_id = slug and f"-{slug}-" in f"-{re.sub(r'[^a-z0-9]+', '-', id_)}-"
        if in_id and not re.search(rf"(?<![a-z0-9]){re.escape(text)}(?![a-z0-9])", open_text):
            return True
        if any(word in id_ and word not in open_text for word in re.findall(_WORD, text)):
            return True
    return False


# --- parts that go ------------------------------------------------------------


def without_parts(kind: Kind, record: Record, is_gone: _IsGone) -> Record | None:
    """Return a record without the values that go, and without the parts that need them.

    Returns None when a field goes that the record cannot be without.
    """
    rest: NewRecord = {}
    for name, value in record.items():
        kept = _of_field(kind.by_name[name], value, is_gone)
        if kept is not None:
            rest[name] = kept
        elif name in _inseparable(kind):
            return None
    return rest


def _of_field(field: Field, value: Any, is_gone: _IsGone) -> Any:
    """Return the part of a field's value that stays; None for nothing."""
    if not isinstance(value, list) or is_gone(field.name, value):
        return _part(field, field.name, value, is_gone)
    parts: list[Any] = []
    for part in value:
        kept = _part(field, field.name, part, is_gone)
        if kept is None and field.all_or_nothing:
            return None
        if kept is not None and (field.repeats or kept not in parts):
            parts.append(kept)
    return parts if len(parts) >= field.least else None


def _part(field: Field, name: str, value: Any, is_gone: _IsGone) -> Any:
    """Return the part of a value in a field that stays, by its key or field; None for nothing."""
    if is_gone(name, value):
        return None
    if isinstance(value, list):
        kept_parts = [
            kept for part in value if (kept := _part(field, name, part, is_gone)) is not None
        ]
        return kept_parts or None
    if isinstance(value, dict):
        kept = {key: _part(field, key, part, is_gone) for key, part in value.items()}
        needed = field.type.required_keys if name == field.name else ()
        if any(kept.get(key) is None for key in needed):
            return None
        return {key: part for key, part in kept.items() if part is not None} or None
    return value
