"""Which paragraph of a report each State's recommendation on record belongs to.

UPR Info gives a row for each State's own recommendation, without the paragraph. On record such
rows stand by their text: what one paragraph asks in two wordings are two records, and a wording
that several paragraphs share is one. So a paragraph takes its own items out of such records; one
of them becomes the paragraph's record, and what is left of the others stays or is gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from belarus_hr.domain.reconcile.candidates import item_keys, own_text, source_review
from belarus_hr.domain.reconcile.document_changes import TakenItems, without_items
from belarus_hr.domain.reconcile.whole_reports import whole_reports
from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.text import similarity
from belarus_hr.domain.text.words import fold_name

_Key = tuple[Any, ...]

#: So many texts of one State are compared for an edit; it makes some twenty in a review.
_MOST_COMPARED = 50


class Division:
    """Decides which paragraph of a report takes which item of the records without a paragraph.

    ``paragraphs`` are the records that a report gives, by number. ``judged`` are the ids of the
    recommendations that have verdicts: a record with verdicts is never split. ``reviews`` are
    those on record, which say how many recommendations were made.
    """

    def __init__(
        self,
        records: Mapping[str, Record],
        paragraphs: Mapping[int, Record],
        judged: Collection[str],
        reviews: Iterable[Record],
    ) -> None:
        self._records = records
        self._judged = judged
        #: The places of the items that each paragraph takes, by the id of their record.
        self._taken: dict[int, dict[str, set[int]]] = {}
        #: The record that a paragraph becomes.
        self.home: dict[int, str] = {}
        self.doubts: dict[int, str] = {}
        #: The records that are no paragraph plainly, by the one that is nearest.
        self._beside: dict[int, set[str]] = defaultdict(set)
        if paragraphs:
            claimed = self._divide(paragraphs)
            self._divide_edited(paragraphs, claimed)
            self._divide_by_words(paragraphs, claimed, reviews)
            for number in paragraphs:
                self._settle(number)

    def taken(self, number: int) -> list[TakenItems]:
        """Return the records, with the places of items, that a paragraph takes: its own first."""
        own = self.home.get(number)
        taken = sorted(self._taken.get(number, {}).items(), key=lambda each: each[0] != own)
        return [TakenItems(self._records[id_], sorted(places)) for id_, places in taken]

    def to_check(self, number: int) -> str:
        """Say which records stay beside a paragraph and may be it, empty for none."""
        beside = ", ".join(sorted(self._beside.get(number, ())))
        return (
            f"{beside}: on record, no paragraph plainly, and this is the nearest" if beside else ""
        )

    def given_up(self, number: int) -> set[int]:
        """Return the places of the items of a paragraph's record that some paragraph takes."""
        return self._places_given_up(self.home.get(number, ""))

    def others(self, number: int) -> dict[str, Record | None]:
        """Return the records that lost items and became no paragraph.

        The value is what is left of the record, None for nothing.
        """
        left: dict[str, Record | None] = {}
        for id_ in self._taken.get(number, {}).keys() - set(self.home.values()):
            rest = without_items(self._records[id_], self._places_given_up(id_))
            left[id_] = rest if rest.get("items") else None
        return left

    def _divide(self, paragraphs: Mapping[int, Record]) -> set[tuple[str, int]]:
        """Divide the items by their texts; return those that a paragraph takes."""
        items: dict[_Key, list[tuple[str, int]]] = defaultdict(list)
        for id_, record in self._records.items():
            if record["mechanism"] == "UPR" and "paragraph" not in record:
                for key, place in _wordings(record):
                    items[key].append((id_, place))
        claimed: set[tuple[str, int]] = set()
        for number, paragraph in paragraphs.items():
            taken = self._taken.setdefault(number, defaultdict(set))
            for key, _ in _wordings(paragraph):
                free = next((item for item in items.get(key, ()) if item not in claimed), None)
                if free is not None:
                    claimed.add(free)
                    taken[free[0]].add(free[1])
        return claimed

    def _divide_edited(
        self, paragraphs: Mapping[int, Record], claimed: set[tuple[str, int]]
    ) -> None:
        """Divide the items that nobody claimed by texts that differ by a small edit.

        An item goes where its text is most like the paragraph's, the surest first.
        """
        by_state: dict[_Key, list[tuple[str, int]]] = defaultdict(list)
        for id_, place in self._unclaimed(claimed):
            record = self._records[id_]
            by = fold_name(record["items"][place]["by"])
            by_state[*source_review(record), by].append((id_, place))
        pairs: list[tuple[float, int, _Key, tuple[str, int]]] = []
        for number, paragraph in paragraphs.items():
            for item in paragraph.get("items", ()):
                key = (*source_review(paragraph), fold_name(item["by"]))
                for where in by_state.get(key, ())[:_MOST_COMPARED]:
                    likeness = self._likeness(where, own_text(paragraph, item))
                    if likeness:
                        pairs.append((likeness, number, key, where))
        done: set[_Key] = set()
        for _, number, key, where in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
            if where not in claimed and (number, key) not in done:
                claimed.add(where)
                done.add((number, key))
                self._taken[number][where[0]].add(where[1])

    def _divide_by_words(
        self,
        paragraphs: Mapping[int, Record],
        claimed: set[tuple[str, int]],
        reviews: Iterable[Record],
    ) -> None:
        """Divide the other items of a review that is whole by their words."""
        left = list(self._unclaimed(claimed))
        wanted = {source_review(self._records[id_]) for id_, _ in left}
        numbered: dict[int | str, Record] = dict(self._records.items())
        numbered.update(paragraphs.items())
        reports = whole_reports(numbered, reviews, wanted) if left else {}
        for id_, place in left:
            record = self._records[id_]
            item = record["items"][place]
            report = reports.get(source_review(record))
            if report is None:
                continue
            nearest, plain = report.nearest(fold_name(item["by"]), own_text(record, item))
            if plain and isinstance(nearest, int) and self._may_take(nearest, id_):
                self._taken[nearest][id_].add(place)
            elif isinstance(nearest, int):
                self._beside[nearest].add(id_)

    def _may_take(self, number: int, id_: str) -> bool:
        """Say whether a paragraph that takes a record's item is still judged in one record."""
        judged = {each for each in self._taken[number] if each in self._judged}
        return id_ not in self._judged or judged <= {id_}

    def _unclaimed(self, claimed: set[tuple[str, int]]) -> Iterator[tuple[str, int]]:
        """Yield the records without a paragraph, with the places of the items nobody takes."""
        for id_, record in self._records.items():
            if record["mechanism"] == "UPR" and "paragraph" not in record:
                for place in range(len(record.get("items", ()))):
                    if (id_, place) not in claimed:
                        yield id_, place

    def _likeness(self, where: tuple[str, int], text: str) -> float:
        record = self._records[where[0]]
        own = own_text(record, record["items"][where[1]])
        return similarity.likeness(own, text, same_coding=False)

    def _settle(self, number: int) -> None:
        """Choose the record that a paragraph becomes: the one with verdicts, or with the most."""
        taken = self._taken[number]
        verdicts = sorted(taken.keys() & set(self._judged))
        if len(verdicts) > 1:
            self.doubts[number] = f"verdicts speak of {' and '.join(verdicts)}, and it is both"
            self._taken[number] = {}
            return
        free = [id_ for id_ in taken if id_ not in self.home.values()]
        order = sorted(free, key=lambda id_: (id_ not in verdicts, -len(taken[id_]), id_))
        if order:
            self.home[number] = order[0]

    def _places_given_up(self, id_: str) -> set[int]:
        return {place for taken in self._taken.values() for place in taken.get(id_, ())}


def _wordings(record: Record) -> Iterator[tuple[_Key, int]]:
    """Yield the keys of what each State asks in a recommendation, and the place of its item."""
    review = source_review(record)
    of_items = zip(record.get("items", ()), item_keys(record), strict=False)
    for place, (item, keys) in enumerate(of_items):
        for key in keys:
            yield (*review, fold_name(item["by"]), key), place
