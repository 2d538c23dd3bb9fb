"""Which events and recommendations a question means, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.kind import RecordT
from belarus_hr.domain.records.kinds import EVENT, RECOMMENDATION, Record
from belarus_hr.domain.reference.vocabulary import SELF
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.edtf import Span
from belarus_hr.domain.text.natural_sort import natural
from belarus_hr.domain.text.words import nearest, shown

Entry = tuple[str, Record]


class EventFilter(NamedTuple):
    """What a listing of events asks for; an empty part asks for all."""

    mechanisms: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    window: Span | None = None
    words: tuple[str, ...] = ()

    def wants(self, entry: Entry) -> bool:
        """Say whether an event is asked for. A date counts when any of its days does."""
        id_, event = entry
        return (
            (not self.mechanisms or event["mechanism"] in self.mechanisms)
            and (not self.kinds or event["kind"] in self.kinds)
            and (not self.tags or not self.tags.isdisjoint(_folded(event.get("tags", ()))))
            and (self.window is None or edtf.parse(event["date"]).overlaps(self.window))
            and says(self.words, id_, event)
        )


class RecommendationFilter(NamedTuple):
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

    def over(self, collection: Collection) -> Callable[[Entry], bool]:
        """Return the test of one recommendation, as the collection stood on the day asked."""

        def wanted(entry: Entry) -> bool:
            id_, record = entry
            return (
                (self.cycle is None or record.get("cycle") == self.cycle)
                and (not self.themes or not self.themes.isdisjoint(record.get("themes", ())))
                and (not self.states or not self.states.isdisjoint(recommending_states(record)))
                and (response := collection.answer(record, self.as_of)) is not None
                and (not self.responses or response in self.responses)
                and (
                    not self.statuses
                    or collection.status(id_, self.assessor, self.as_of) in self.statuses
                )
                and (not self.disagree or _differ(collection, id_, self.as_of))
                and says(self.words, id_, record)
            )

        return wanted


def _differ(collection: Collection, id_: str, as_of: date) -> bool:
    """Say whether two assessors found different things of a recommendation by a day."""
    return len({v["status"] for v in collection.verdicts(id_, as_of).values()}) > 1


def recommending_states(recommendation: Record) -> list[str]:
    """Return the States that made a recommendation, each once."""
    return list(dict.fromkeys(item["by"] for item in recommendation.get("items", ())))


def events(collection: Collection, asked: EventFilter) -> list[Entry]:
    """Return the events asked for, by id."""
    return [entry for entry in collection.of(EVENT).items() if asked.wants(entry)]


def recommendations(collection: Collection, asked: RecommendationFilter) -> list[Entry]:
    """Return the recommendations asked for, by id."""
    wanted = asked.over(collection)
    return [entry for entry in collection.of(RECOMMENDATION).items() if wanted(entry)]


def match_label(what: str, word: str, labels: Iterable[str]) -> frozenset[str]:
    """Return the labels that hold ``word``, without regard to case: exact ones before others.

    ``torture`` finds "Torture and other CID treatment". Raises InvalidValue,
    naming the nearest, when none does.
    """
    known = sorted(set(labels))
    folded = word.strip().casefold()
    exact = [label for label in known if label.casefold() == folded]
    found = exact or [label for label in known if folded and folded in label.casefold()]
    if not found:
        guess = nearest(word, known)
        hint = f"; did you mean {shown(guess)}?" if guess else ""
        raise InvalidValue(f"no recommendation has the {what} {shown(word)}{hint}")
    return frozenset(found)


_NOTHING: tuple[object, ...] = (None, "", [], {})


def ordered(entries: list[tuple[str, RecordT]], sort: str) -> list[tuple[str, RecordT]]:
    """Return entries ordered by a field, ``-field`` backwards; equal ones by id.

    They come in the order of ids, as a store gives them. Records without the field
    come last either way.
    """
    name, backwards = sort.removeprefix("-"), sort.startswith("-")
    if name == "id":
        return entries[::-1] if backwards else entries
    having = [entry for entry in entries if entry[1].get(name) not in _NOTHING]
    lacking = [entry for entry in entries if entry[1].get(name) in _NOTHING]
    having.sort(key=lambda entry: _sort_key(name, entry[1][name]), reverse=backwards)
    return having + lacking


def _sort_key(name: str, value: object) -> tuple[object, ...]:
    return edtf.sort_key(str(value)) if name == "date" else natural(str(value))


def says(words: Sequence[str], id_: str, record: Record) -> bool:
    """Say whether a record's texts hold every word, without regard to case."""
    if not words:
        return True
    hay = "\n".join(_texts(record)).casefold() + "\n" + id_
    return all(word in hay for word in words)


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _folded(values: Iterable[str]) -> frozenset[str]:
    return frozenset(value.casefold() for value in values)
