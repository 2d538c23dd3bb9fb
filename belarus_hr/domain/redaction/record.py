"""What of one record may be seen: the record without what is marked sensitive in it.

Where it is not certain that what stays tells nothing of what is marked, nothing stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from belarus_hr.domain.records import ids
from belarus_hr.domain.records.field_types import Field
from belarus_hr.domain.records.kinds import EVENT, KINDS, Kind, NewRecord, Record
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

#: Left out of every public copy: the marks themselves, and what versions disagree on,
#: which may hold another version's value of a marked field.
_OWN = ("sensitive", "conflicts")
#: What says where something comes from, beside ``sources`` themselves.
_WHERE_FROM = ("ref", "url")
_FIELDS = [field for kind in KINDS for field in kind.fields]
#: These sort records and name nobody: in what is marked as a whole their words do not count.
SORTING = frozenset(field.name for field in _FIELDS if field.sorts)
#: Who acted: a single word of such a text, a family name, tells it in the same record.
_WHO = frozenset(field.name for field in _FIELDS if field.who)
_WORD = rf"[a-z0-9]{{{SHORTEST},}}"

#: Says of a field, or of a part of a field, whether its value is taken away.
_IsGone = Callable[[str, Any], bool]


class Redacted(NamedTuple):
    """One record by its own marks.

    ``left`` is what may be seen of the record, None when nothing may; ``hidden`` names the fields
    taken away. ``secret`` holds the texts that no other record may say, ``worded`` the texts
    whose single words may give them away.
    """

    left: Record | None
    hidden: frozenset[str] = frozenset()
    secret: tuple[Piece, ...] = ()
    worded: tuple[Piece, ...] = ()


def redact(kind: Kind, id_: str, record: Record) -> Redacted:
    """Return what may be seen of a record by its own marks."""
    marked = record.get("sensitive", False)
    if not marked:
        return Redacted({name: value for name, value in record.items() if name not in _OWN})
    known = {field.name for field in kind.fields}
    # What is marked in a way that nobody understands is not published.
    if not isinstance(marked, list) or not known.issuperset(marked):
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
        named = without_parts(kind, rest, lambda _, part: _says_one(part, who))
        hidden, rest = hidden | (rest.keys() - (named or {}).keys()), named
    return Redacted(rest, hidden, secret, secret)


def _says_one(part: object, words: set[str]) -> bool:
    return isinstance(part, str) and not words.isdisjoint(split_words(part))


def _closed(kind: Kind, id_: str, record: Record) -> Redacted:
    """Return a record of which nothing may be seen: who acted is no less secret than what."""
    secret = [("by", record["by"])] if kind is EVENT and "by" in record else []
    worded = [
        piece
        for name, value in record.items()
        if name not in SORTING and name != "sensitive"
        for piece in pieces(name, value)
    ]
    return Redacted(None, frozenset(), tuple(secret), (("", id_), *worded))


def _hidden_pieces(record: Record, hidden: frozenset[str], gone: frozenset[str]) -> Iterator[Piece]:
    """Yield the texts of hidden fields, of parts that go with them, and of conflicts over them."""
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
    """Return the fields of a kind with which the whole record goes.

    Those that a record needs, that its id is made of, and without which the rest would say
    what is not so: an answered recommendation would read as pending, one to another State as
    one to Belarus, a report that came as overdue, "over 70 per cent" as 70.
    """
    return kind.in_id.union(f.name for f in kind.fields if f.required or f.essential)


def _made_of_hidden(kind: Kind, id_: str, record: Record, rest: Record) -> bool:
    """Say whether the id was made of a hidden field, even as the digest of its text."""
    made = ids.stem(kind, record)
    return bool(made) and id_.startswith(made) and ids.stem(kind, rest) != made


def _tells(id_: str, rest: Record, hidden: list[str]) -> bool:
    """Say whether a hidden text, or a word of it, can be read in the id or in the fields that stay.

    The id ``cat-2014-anna-smith`` tells the hidden name "Anna Smith", and so does a note that
    holds the name. A word of a hidden text that an open field says anyway is told by no id.
    """
    open_texts = [fold_letters(text) for _, text in pieces("", rest)]
    said = "\n".join(open_texts)
    for text in set(map(fold_letters, hidden)) - VOCABULARY:
        if text in open_texts or (len(text) >= SHORTEST and text in said):
            return True
        slug = re.sub(r"[^a-z0-9]+", "-", text).strip("-")
        if slug and f"-{slug}-" in f"-{re.sub(r'[^a-z0-9]+', '-', id_)}-" and text not in said:
            return True
        if any(word in id_ and word not in said for word in re.findall(_WORD, text)):
            return True
    return False


# --- parts that go ------------------------------------------------------------


def without_parts(kind: Kind, record: Record, gone: _IsGone) -> Record | None:
    """Return a record without what goes of it, the smallest part that it can be without.

    None when that is the record: what it must have, or would mislead without, goes.
    """
    rest: NewRecord = {}
    for name, value in record.items():
        kept = _of_field(kind.by_name[name], value, gone)
        if kept is not None:
            rest[name] = kept
        elif name in _inseparable(kind):
            return None
    return rest


def _of_field(field: Field, value: Any, gone: _IsGone) -> Any:
    """Return what stays of the value of a field; None when nothing does."""
    if not isinstance(value, list) or gone(field.name, value):
        return _part(field, field.name, value, gone)
    parts: list[Any] = []
    for part in value:
        kept = _part(field, field.name, part, gone)
        if kept is None and field.whole:
            return None
        if kept is not None and (field.repeats or kept not in parts):
            parts.append(kept)
    return parts or None


def _part(field: Field, name: str, value: Any, gone: _IsGone) -> Any:
    """Return what stays of a value, or of what stands under a key in it; None for nothing."""
    if gone(name, value):
        return None
    if isinstance(value, list):
        kept_parts = [
            kept for part in value if (kept := _part(field, name, part, gone)) is not None
        ]
        return kept_parts or None
    if isinstance(value, dict):
        kept = {key: _part(field, key, part, gone) for key, part in value.items()}
        needed = field.type.required_keys if name == field.name else ()
        if any(kept.get(key) is None for key in needed):
            return None
        return {key: part for key, part in kept.items() if part is not None} or None
    return value
