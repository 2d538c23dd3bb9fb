"""What tells recommendations apart in a file and on record: their reviews, codings and wordings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from belarus_hr.domain.reconcile.reconcile import Draft
from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.reference import recommending_states
from belarus_hr.domain.reference.upr_cycles import cycle_of, is_later
from belarus_hr.domain.text import similarity
from belarus_hr.domain.text.words import fold_name

#: A State under review (empty for Belarus) and a cycle, or a session whose cycle is not known.
SourceReview = tuple[str, Any]


def source_review(record: Record) -> SourceReview:
    """Return which review a recommendation is of.

    The cycle follows from the session. Where the session is later than those whose cycle is
    known, the session stands for the review, even if the record names a cycle: another source may
    not name the cycle yet.
    """
    country, cycle, session = (record.get(name) for name in ("country", "cycle", "session"))
    if session and is_later(session):
        cycle = f"session {session}"
    elif session and cycle is None:
        cycle = cycle_of(session)
    return (fold_name(country) if country else "", cycle)


class Coding(NamedTuple):
    """How UPR Info codes a recommendation; None for what is not known."""

    action: int | None = None
    response: str | None = None
    themes: frozenset[str] | None = None

    @classmethod
    def of(cls, item: Record, answer: str | None) -> Coding:
        """Return the coding of an item; ``answer`` is that to the whole paragraph."""
        themes = item.get("themes")
        response = item.get("response") or answer
        return cls(item.get("action"), response, frozenset(themes) if themes else None)

    def holds(self, other: Coding) -> bool:
        """Say whether this coding says all that the other coding says."""
        return self in (other, self.with_(other))

    def agrees(self, other: Coding) -> bool:
        """Say whether the two codings do not contradict each other."""
        return self == other or self.with_(other) == other.with_(self)

    def with_(self, other: Coding) -> Coding:
        """Return this coding, replaced by the other coding wherever the other says anything."""
        return Coding(
            self.action if other.action is None else other.action,
            self.response if other.response is None else other.response,
            self.themes if other.themes is None else other.themes,
        )


UNKNOWN = Coding()


@dataclass(slots=True, eq=False)
class SourceRow:
    """A row of UPR Info.

    ``by`` is the recommending State as written and ``state`` its folded name, ``key`` the letters
    and digits of the text. ``besides`` are its sources, and the word "session" if it names one.
    """

    number: int
    draft: Draft
    review: SourceReview
    by: str
    state: str
    text: str
    key: str
    coding: Coding
    besides: frozenset[str]

    @classmethod
    def of(cls, number: int, draft: Draft) -> SourceRow:
        """Return a draft as a row."""
        record = draft.record
        item = record["items"][0]
        return cls(
            number=number,
            draft=draft,
            review=source_review(record),
            by=item["by"],
            state=fold_name(item["by"]),
            text=record.get("text", ""),
            key=text_key(record.get("text", "")),
            coding=Coding.of(item, current(record)),
            besides=_besides(record),
        )

    @property
    def content(self) -> tuple[object, ...]:
        """What is equal for two rows that say the same."""
        return (self.review, self.state, self.key, self.coding)

    def order(self) -> tuple[object, ...]:
        """Return a key that orders rows; rows that say less come last."""
        action, response, themes = self.coding
        return (
            str(self.review),
            self.key,
            response or "~",
            self.state,
            99 if action is None else action,
            sorted(themes) if themes else ["~"],
            self.text,
            self.by,
        )


@dataclass(slots=True, eq=False)
class Slot:
    """A place for a row: an item on record, or one to be added (``item`` is None).

    ``item`` is the number of the item in the record of ``id``. ``keys`` are its wordings, empty
    while its text is unknown. ``about`` are the issues of the record, ``besides`` is as for a row,
    and shared by the items of a record. ``held``: a row is there already. ``fresh``: its text came
    with this file. ``split``: the row is one of several of what the report says once.
    """

    id: str
    item: int | None
    review: SourceReview
    state: str
    keys: tuple[str, ...]
    text: str
    besides: set[str] = field(default_factory=set)
    title: str = ""
    coding: Coding = UNKNOWN
    about: frozenset[str] = frozenset()
    fresh: bool = False
    split: bool = False
    held: bool = False

    @classmethod
    def new(cls, id_: str, row: SourceRow, beside: Slot | None = None) -> Slot:
        """Return the slot of an item to add for a row, ``beside`` another item of the record."""
        besides = set() if beside is None else beside.besides
        return cls(id_, None, row.review, row.state, (row.key,), row.text, besides, fresh=True)

    def holds_all(self, row: SourceRow) -> bool:
        """Say whether a row would change nothing at all."""
        return self.holds(row) and row.besides <= self.besides

    def holds(self, row: SourceRow) -> bool:
        """Say whether the whole coding of a row is on record."""
        return self.coding.holds(row.coding)

    def agrees(self, row: SourceRow) -> bool:
        """Say whether the coding of a row does not contradict that on record."""
        return self.coding.agrees(row.coding)

    def likeness(self, row: SourceRow) -> float:
        """Return how like the texts of a row and of this item are."""
        same_coding = None not in self.coding and self.coding == row.coding
        return similarity.likeness(row.text, self.text, same_coding=same_coding)

    def take(self, row: SourceRow) -> None:
        """Let a row be this item: from now on the item says what the row says."""
        self.held = True
        self.coding = self.coding.with_(row.coding)
        self.besides |= row.besides


def slots_of(id_: str, record: Record) -> Iterator[Slot]:
    """Yield a slot for each item of a UPR recommendation; a record without items is one item."""
    items = record.get("items") or [{}]
    besides = set(_besides(record))
    for place, (item, keys) in enumerate(zip(items, item_keys(record), strict=True)):
        yield Slot(
            id=id_,
            item=place if record.get("items") else None,
            review=source_review(record),
            state=fold_name(item.get("by", "")),
            keys=keys,
            text=own_text(record, item),
            title=record["title"],
            coding=Coding.of(item, current(record)),
            about=frozenset(record.get("themes", ())),
            besides=besides,
        )


def current(record: Record) -> str | None:
    """Return the last response of a recommendation's history."""
    history = record.get("responses")
    return history[-1]["response"] if history else None


def _besides(record: Record) -> frozenset[str]:
    """Return the sources of a record, and "session" if it names its session.

    Both belong to the paragraph, not to one item.
    """
    return source_refs(record) | ({"session"} if "session" in record else set())


def source_refs(record: Record) -> frozenset[str]:
    """Return the references of a record's sources."""
    return frozenset(source["ref"] for source in record.get("sources", ()))


# --- the wordings of a recommendation: what each State asks, as keys to compare ------


def text_key(text: str) -> str:
    """Return the letters and digits of a text, which its copies have in common.

    Exports lose white space, case and signs: "(NHRI)" is "-NHRI-" in one of them. The number of
    a paragraph at the start is no part of it.
    """
    return "".join(filter(str.isalnum, similarity.wording_key(text)))


def paragraph_parts(text: str) -> list[tuple[str, frozenset[str]]]:
    """Return the wordings of a report's paragraph as keys, each with the States it is of, folded.

    "97.4. Examine … (Algeria); consider … (Egypt)" gives two. A text that names no State in
    brackets gives none.
    """
    return [
        (text_key(part.text), frozenset(map(fold_name, part.states)))
        for part in recommending_states.worded_by_states(similarity.body(text))
    ]


def item_keys(record: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return, for each item, the keys of what its State asks.

    These are of the item's own text; else of its part of the record's text; else, where no item
    has a text, of all of it. Empty where it is unknown. A record without items counts as one item.
    """
    items: list[dict[str, Any]] = record.get("items") or [{}]
    text = record.get("text", "")
    divided = paragraph_parts(text) if text.rstrip(" .;,").endswith(")") else []
    common = (text_key(text),) if text and not any("text" in item for item in items) else ()
    return [
        (text_key(item["text"]),)
        if "text" in item
        else (
            *common,
            *(part for part, states in divided if fold_name(item.get("by", "")) in states),
        )
        for item in items
    ]


def own_text(record: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    """Return what one State asks: its item's text, its part of the record's text, or all of it."""
    if "text" in item:
        return str(item["text"])
    text = record.get("text", "")
    if text.rstrip(" .;,").endswith(")"):
        for part in recommending_states.worded_by_states(similarity.body(text)):
            if item.get("by") in part.states:
                return part.text
    return str(text)
