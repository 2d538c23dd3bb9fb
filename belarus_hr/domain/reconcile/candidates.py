"""Rows of UPR Info and the items on record that they can be, reduced to what tells them apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from belarus_hr.domain.reconcile.draft import Draft
from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.reference.upr_cycles import cycle_of, is_later
from belarus_hr.domain.text import similarity
from belarus_hr.domain.text.words import fold_name

#: A State under review (empty for Belarus) and a cycle, or a session whose cycle is not known.
Review = tuple[str, Any]


def review_of(record: Record) -> Review:
    """Return which review a recommendation is of.

    A session later than the known ones stands for its review, whether the record names a
    cycle or not: of two sources one may know it sooner. Any other tells the cycle.
    """
    country, cycle, session = (record.get(name) for name in ("country", "cycle", "session"))
    if session and is_later(session):
        cycle = f"session {session}"
    elif session and cycle is None:
        cycle = cycle_of(session)
    return (fold_name(country) if country else "", cycle)


class Row(NamedTuple):
    """One row: its number, where it belongs, its text, and UPR Info's coding of it."""

    number: int
    draft: Draft
    review: Review
    by: str
    state: str
    text: str
    key: str
    action: int | None
    response: str | None
    themes: frozenset[str] | None
    besides: frozenset[str]

    @property
    def sameness(self) -> tuple[object, ...]:
        """Return what two rows that say the same have in common."""
        return (self.review, self.state, self.key, self.action, self.response, self.themes)

    @classmethod
    def of(cls, number: int, draft: Draft) -> Row:
        """Return a draft as a row."""
        record = draft.record
        item = record["items"][0]
        by, text, themes = item["by"], record.get("text", ""), item.get("themes")
        return cls(
            number,
            draft,
            review_of(record),
            by,
            fold_name(by),
            text,
            similarity.key(text),
            item.get("action"),
            item.get("response") or current(record),
            frozenset(themes) if themes else None,
            _besides(record),
        )

    def order(self) -> tuple[object, ...]:
        """Return what orders rows, whatever their order in the file; those that say less last."""
        return (
            str(self.review),
            self.key,
            self.response or "~",
            self.state,
            99 if self.action is None else self.action,
            sorted(self.themes) if self.themes else ["~"],
            self.text,
            self.by,
        )


class Slot:
    """The item that a row can be: one State's own recommendation on record, or one to add."""

    __slots__ = (
        *("id", "item", "review", "state", "keys", "text", "title", "fresh", "held"),
        *("action", "response", "themes", "about", "besides"),
    )

    def __init__(self, id_: str, item: int | None, review: Review, state: str) -> None:
        self.id = id_
        self.item = item
        self.review = review
        self.state = state
        self.keys: tuple[str, ...] = ()
        self.text = self.title = ""
        self.fresh = self.held = False
        self.action: int | None = None
        self.response: str | None = None
        self.themes: frozenset[str] | None = None
        self.about: frozenset[str] = frozenset()
        self.besides: set[str] = set()

    @classmethod
    def new(cls, id_: str, row: Row, beside: Slot | None = None) -> Slot:
        """Return the slot of an item to add to a record, ``beside`` another of it."""
        slot = cls(id_, None, row.review, row.state)
        slot.keys, slot.text, slot.fresh = (row.key,), row.text, True
        if beside is not None:
            slot.besides = beside.besides
        return slot

    def holds_all(self, row: Row) -> bool:
        """Say whether a row would change nothing at all."""
        return self.holds(row) and row.besides <= self.besides

    def holds(self, row: Row) -> bool:
        """Say whether all that a row says of its coding is on record."""
        return (
            row.action in (None, self.action)
            and row.response in (None, self.response)
            and (row.themes is None or row.themes == self.themes)
        )

    def agrees(self, row: Row) -> bool:
        """Say whether nothing that a row says of its coding is otherwise on record."""
        return (
            (self.action is None or row.action in (None, self.action))
            and (self.response is None or row.response in (None, self.response))
            and (self.themes is None or row.themes in (None, self.themes))
        )

    def same_coding(self, row: Row) -> bool:
        """Say whether action, response and issues are known on both sides and the same."""
        mine = (self.action, self.response, self.themes)
        return None not in mine and mine == (row.action, row.response, row.themes)

    def take(self, row: Row) -> None:
        """Be that row: what it says holds from now on."""
        self.held = True
        if row.action is not None:
            self.action = row.action
        if row.response is not None:
            self.response = row.response
        if row.themes is not None:
            self.themes = row.themes
        self.besides |= row.besides


def slots_of(id_: str, record: Record) -> Iterator[Slot]:
    """Yield a slot for each item of a UPR recommendation; one for a record without items."""
    review, answer = review_of(record), current(record)
    items = record.get("items")
    about = frozenset(record.get("themes", ()))
    besides = set(_besides(record))
    for place, keys in enumerate(similarity.wordings(record)):
        item = items[place] if items else {}
        slot = Slot(id_, place if items else None, review, fold_name(item.get("by", "")))
        slot.keys = keys
        slot.text = item.get("text") or record.get("text", "")
        slot.title = record["title"]
        slot.action = item.get("action")
        slot.response = item.get("response") or answer
        slot.themes = frozenset(item["themes"]) if item.get("themes") else None
        slot.about = about
        slot.besides = besides
        yield slot


def current(record: Record) -> str | None:
    """Return the last response of a recommendation's history."""
    history = record.get("responses")
    return history[-1]["response"] if history else None


def _besides(record: Record) -> frozenset[str]:
    """Return what a row says for the whole paragraph: its sources, and that of its session."""
    said = {source["ref"] for source in record.get("sources", ())}
    if "session" in record:
        said.add("session")
    return frozenset(said)


class Place(NamedTuple):
    """Where a row was found to belong, and why."""

    row: Row
    slot: Slot
    how: str
