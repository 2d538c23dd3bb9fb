"""Which records of a kind a question means, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.frozen import Frozen
from belarus_hr.domain.records.field_types import Field
from belarus_hr.domain.records.kind import Entry, RecordT
from belarus_hr.domain.records.kinds import RECOMMENDATION, Kind, Record
from belarus_hr.domain.records.recommendation import recommending_states
from belarus_hr.domain.reference import states
from belarus_hr.domain.reference.vocabulary import SELF
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.edtf import Span
from belarus_hr.domain.text.words import fold_name, folded, natural, nearest, shown

#: What a record says in a field of objects that is asked for as a whole, when there are any.
ANY = "any"


class FieldFilter(Frozen):
    """A field, or a mark of a kind, and the values of which a record has to have one."""

    field: Field
    values: frozenset[str]

    def wants(self, record: Record) -> bool:
        """Say whether a record is asked for."""
        return not self.values.isdisjoint(values_of(self.field, record))


def values_of(field: Field, record: Record) -> frozenset[str]:
    """Return what a record says in a field, as texts: ``items.by`` is that part of each item."""
    name, _, key = (field.made_of or field.name).partition(".")
    value = record.get(name)
    entries = value if isinstance(value, list) else [] if value is None else [value]
    if key:
        entries = [entry[key] for entry in entries if key in entry]
    texts = (ANY if isinstance(entry, dict) or entry is True else str(entry) for entry in entries)
    return frozenset(map(field.made_by, texts) if field.made_by else texts)


class RecordFilter(Frozen):
    """What a listing asks of the records of any kind; an empty part asks for all.

    What only recommendations can be asked, as the verdicts on them, ``RecommendationFilter`` asks.
    """

    mechanisms: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    window: Span | None = None
    words: tuple[str, ...] = ()
    fields: tuple[FieldFilter, ...] = ()

    def select(self, collection: Collection, kind: Kind) -> list[Entry]:
        """Return the records of a kind that are asked for, by id."""
        return list(filter(self.over(kind), collection.of(kind).items()))

    def over(self, kind: Kind) -> Callable[[Entry], bool]:
        """Return the test of one record of a kind. A date counts when any of its days does."""
        date_name = kind.main_date.name if kind.main_date else ""
        mechanism, sort, date_of = (
            _reader(kind, name) for name in ("mechanism", "kind", date_name)
        )

        def lies_in(when: str | None, window: Span) -> bool:
            return when is not None and edtf.parse(when).overlaps(window)

        def passes(entry: Entry) -> bool:
            id_, record = entry
            return (
                (not self.mechanisms or mechanism(record) in self.mechanisms)
                and (not self.kinds or sort(record) in self.kinds)
                and (not self.tags or not self.tags.isdisjoint(map(folded, record.get("tags", ()))))
                and (self.window is None or lies_in(date_of(record), self.window))
                and all(field.wants(record) for field in self.fields)
                and says(self.words, id_, record)
            )

        return passes


def _reader(kind: Kind, name: str) -> Callable[[Record], Any]:
    """Return what reads a field of a record of a kind; None where the record may lack the field.

    A record without a field that it needs is damaged: KeyError, rather than an answer without it.
    """
    field = kind.by_name.get(name)
    if field is not None and field.required:
        return lambda record: record[name]
    return lambda record: record.get(name)


def known_by(kind: Kind, record: Record, day: date) -> bool:
    """Say whether a record was there by a day; a record without a date of an event always was."""
    dated = kind.main_date
    if dated is None or dated.tense == "due":
        return True
    when = record[dated.name] if dated.required else record.get(dated.name)
    return when is None or edtf.began(when, day)


def match_label(
    what: str, word: str, labels: Iterable[str], kind: Kind = RECOMMENDATION
) -> frozenset[str]:
    """Return the labels that hold ``word``, as both are compared: exact ones before others.

    ``torture`` finds "Torture and other CID treatment". Raises InvalidValue,
    naming the nearest, when none does.
    """
    on_record = sorted(set(labels))
    typed = folded(word.strip())
    exact = [label for label in on_record if folded(label) == typed]
    matches = exact or [label for label in on_record if typed and typed in folded(label)]
    if not matches:
        guess = nearest(word, on_record)
        hint = f"; did you mean {shown(guess)}?" if guess else ""
        raise InvalidValue(f"no {kind.name} has the {what} {shown(word)}{hint}")
    return frozenset(matches)


def match_state(what: str, word: str, on_record: Iterable[str]) -> frozenset[str]:
    """Return the State on record that ``word`` names, or those with this part of a name.

    A State has all the names that import reads, also in Russian and Belarusian. The name of a
    State is never taken for a part of another's. Raises InvalidValue, naming the nearest.
    """
    names = set(on_record)
    state = states.canonical(word)
    if state in names:
        return frozenset([state])
    if not states.is_name(word):
        part = fold_name(word)
        holding = {name for name in names if part and part in fold_name(name)}
        matches = holding or (states.holding(part) & names)
        if matches:
            return frozenset(matches)
    guess = None if states.is_name(word) else states.nearest_state(word, names)
    hint = f"; did you mean {shown(guess)}?" if guess else ""
    raise InvalidValue(f"no recommendation has the {what} {shown(word)}{hint}")


_NOTHING: tuple[object, ...] = (None, "", [], {})


def ordered(entries: list[tuple[str, RecordT]], sort: str, kind: Kind) -> list[tuple[str, RecordT]]:
    """Return records of a kind ordered by a field, ``-field`` backwards; equal ones by id.

    They come in the order of ids, as a store gives them. Records without the field
    come last either way.
    """
    name, backwards = sort.removeprefix("-"), sort.startswith("-")
    if name == "id":
        return entries[::-1] if backwards else entries
    having = [entry for entry in entries if entry[1].get(name) not in _NOTHING]
    lacking = [entry for entry in entries if entry[1].get(name) in _NOTHING]
    if all(isinstance(entry[1][name], int | float) for entry in having):
        having.sort(key=lambda entry: entry[1][name], reverse=backwards)
        return having + lacking
    key = edtf.sort_key if name in kind.dates else natural
    having.sort(key=lambda entry: key(str(entry[1][name])), reverse=backwards)
    return having + lacking


def says(words: Sequence[str], id_: str, record: Record) -> bool:
    """Say whether a record's texts hold every word; the words are ``folded``."""
    if not words:
        return True
    hay = folded("\n".join(texts_in(record))) + "\n" + id_
    return all(word in hay for word in words)


def texts_in(value: object) -> Iterator[str]:
    """Yield every text of a value, however deep, without the names of its keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts_in(part)


class RecommendationFilter(Frozen):
    """What a listing of recommendations asks for; an empty part asks for all."""

    as_of: date
    cycle: int | None = None
    responses: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    assessor: str = SELF
    themes: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    disagree: bool = False
    fields: tuple[FieldFilter, ...] = ()

    def select(self, collection: Collection) -> list[Entry]:
        """Return the recommendations asked for, by id."""
        return list(filter(self.over(collection), collection.of(RECOMMENDATION).items()))

    def over(self, collection: Collection) -> Callable[[Entry], bool]:
        """Return the test of one recommendation, as the collection stood on the day asked."""

        def passes(entry: Entry) -> bool:
            id_, record = entry
            return (
                (self.cycle is None or record.get("cycle") == self.cycle)
                and (not self.themes or not self.themes.isdisjoint(record.get("themes", ())))
                and (not self.states or not self.states.isdisjoint(recommending_states(record)))
                and all(field.wants(record) for field in self.fields)
                and (response := collection.responses.answer(record, self.as_of)) is not None
                and (not self.responses or response in self.responses)
                and (
                    not self.statuses
                    or collection.verdicts.status(id_, self.assessor, self.as_of) in self.statuses
                )
                and (not self.disagree or _differ(collection, id_, self.as_of))
                and says(self.words, id_, record)
            )

        return passes


def _differ(collection: Collection, id_: str, as_of: date) -> bool:
    """Say whether two assessors found different things of a recommendation by a day."""
    return len({v["status"] for v in collection.verdicts.by_assessor(id_, as_of).values()}) > 1
