"""Which item on record each row of UPR Info is: the match, and why.

UPR Info gives a row for each State's own recommendation, without paragraph, symbol or
id. On record a paragraph holds one item for each State. A row finds its item

1. by its text and State, exactly, then as edited a little;
2. where an item's text is not on record yet: by State, action, response and issues. A
   row with one paragraph to go to goes there; what is then the only one left follows;
   of the rest the pair whose title and text share most words more than any other;
3. else it joins a paragraph with the same text and response, or becomes a record.

Every step asks whether the row's coding is held already before it changes an item,
so a file that is read again, in any order of its rows, finds all as it left it. A row
names its State: one that does not is refused when it is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

from belarus_hr.domain.reconcile import apply
from belarus_hr.domain.reconcile.candidates import Row, Slot, review_of, slots_of
from belarus_hr.domain.reconcile.reconcile import Draft, Matcher, Reconciliation
from belarus_hr.domain.reconcile.upr_info_untexted import settle
from belarus_hr.domain.records.kinds import RECOMMENDATION, Record
from belarus_hr.domain.text import similarity

#: Pairs of texts of one State and review that are compared for an edit; beyond it,
#: rows are new. A State makes some twenty recommendations to another in a review.
_PAIRS = 2_500
#: How much more alike the best must be than the next to be told apart.
_MARGIN = 0.02


@dataclass(frozen=True, slots=True)
class Place:
    """The slot that a row was found to be, and why."""

    slot: Slot
    how: str


def match(reconciliation: Reconciliation, drafts: Mapping[int, Draft]) -> None:
    """Put each row in the item that it is, or in a new record, or leave it out.

    A row that stays out looks again at what the other rows have brought: their texts and issues
    may tell it apart. That ends when no row finds a place any more, so that the next reading of
    the file finds none either.
    """
    new_id = partial(reconciliation.new_id, RECOMMENDATION)
    rows = left = [Row.of(number, draft) for number, draft in drafts.items()]
    reasons: dict[int, str] = {}
    while left:
        places, reasons = _Matching(reconciliation.recommendations(), rows, new_id).run()
        placed = [row for row in left if row.number in places]
        if not placed:
            break
        for row in placed:
            slot, how = places[row.number].slot, places[row.number].how
            change = partial(apply.with_row, row=row, slot=slot)
            reconciliation.put(row.number, slot.id, how, change)
            if slot.item is None:
                slot.item = 0  # The row is the record that it added.
        left = [row for row in left if row.number not in places]
        reviews = {row.review for row in left}
        rows = [row for row in rows if row.review in reviews]
    for row in left:
        reconciliation.leave_out(row.number, reasons[row.number])


UPR_INFO = Matcher(name="upr-info", order=1, match=match)


class _Matching:
    """The rows of a file being matched. ``left`` shrinks as they find their places."""

    def __init__(
        self,
        records: Mapping[str, Record],
        rows: list[Row],
        new_id: Callable[[Record, str], str],
    ) -> None:
        self.new_id = new_id
        self.rows = rows
        self.places: dict[int, Place] = {}
        self.reasons: dict[int, str] = {}
        self.left: list[Row] = []
        self.by_text: dict[tuple[object, ...], list[Slot]] = defaultdict(list)
        self.by_state: dict[tuple[object, ...], list[Slot]] = defaultdict(list)
        reviews = {row.review for row in rows}
        for id_, record in records.items():
            if record["mechanism"] == "UPR" and review_of(record) in reviews:
                for slot in slots_of(id_, record):
                    self._keep(slot)
        self.reviews = {review for review, _ in self.by_state}

    def run(self) -> tuple[dict[int, Place], dict[int, str]]:
        """Return the places of the rows, and why the others have none; equal rows are one."""
        alike: dict[tuple[object, ...], list[Row]] = defaultdict(list)
        for row in self.rows:
            alike[row.content].append(row)
        for same in alike.values():
            if len(same) > 1:
                same.sort(key=_says_most)
        firsts = [same[0] for same in alike.values()]
        self._exactly([row for row in firsts if row.review in self.reviews])
        self._edited()
        self._without_text()
        # A review of which nothing is on record has nothing that a row could be.
        self.left += [row for row in firsts if row.review not in self.reviews]
        self._new()
        for first, *others in alike.values():
            for row in others:
                if first.number in self.places:
                    self._take(row, self.places[first.number].slot, "same row again")
                else:
                    self.reasons[row.number] = self.reasons[first.number]
        return self.places, self.reasons

    def _keep(self, slot: Slot) -> None:
        for key in slot.keys:
            self.by_text[(slot.review, key)].append(slot)
        self.by_state[(slot.review, slot.state)].append(slot)

    def _take(self, row: Row, slot: Slot, how: str) -> None:
        slot.take(row)
        if not slot.keys:
            slot.keys, slot.text, slot.fresh = (row.key,), row.text, True
            self.by_text[(slot.review, row.key)].append(slot)
        self.places[row.number] = Place(slot, how)

    # --- 1: by text and State -------------------------------------------------

    def _exactly(self, rows: Iterable[Row]) -> None:
        groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row in rows:
            groups[(row.review, row.state, row.key)].append(row)
        for group in groups.values():
            self._one_text(group)

    def _one_text(self, group: list[Row]) -> None:
        """Place the rows of one text and State: first those held already, changes last."""
        first = group[0]
        slots = [
            slot
            for slot in self.by_text.get((first.review, first.key), ())
            if slot.state == first.state
        ]
        if not slots:
            self.left += group
            return
        if len(group) > 1:
            group.sort(key=Row.order)
        for test in (Slot.holds_all, Slot.holds, Slot.agrees):
            group = [row for row in group if not self._placed(row, slots, (test,))]
        for row in group:
            if not self._placed(row, slots, (Slot.holds, Slot.agrees, _is_free)):
                self.left.append(row)

    def _placed(
        self, row: Row, slots: list[Slot], tests: tuple[Callable[[Slot, Row], bool], ...]
    ) -> bool:
        for test in tests:
            for slot in slots:
                if test(slot, row):
                    self._take(row, slot, "same text and State")
                    return True
        return False

    # --- 1b: edited a little -----------------------------------------------------

    def _edited(self) -> None:
        groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
        for row in self.left:
            groups[(row.review, row.state)].append(row)
        for state, rows in groups.items():
            slots = [slot for slot in self.by_state.get(state, ()) if slot.keys and not slot.held]
            if slots and len(rows) * len(slots) <= _PAIRS:
                self._edited_of(sorted(rows, key=Row.order), slots)
        self._drop_placed()

    def _edited_of(self, rows: list[Row], slots: list[Slot]) -> None:
        """Place the rows of one State by how like their texts are, the surest first."""
        likeness = {
            (row.number, place): how
            for row in rows
            for place, slot in enumerate(slots)
            if (
                how := similarity.likeness(row.text, slot.text, same_coding=_same_coding(row, slot))
            )
        }
        while True:
            best: tuple[float, Row, Slot] | None = None
            unsure: dict[int, str] = {}
            for row in rows:
                if row.number in self.places:
                    continue
                found = sorted(
                    (
                        (how, -place)
                        for place, slot in enumerate(slots)
                        if not slot.held and (how := likeness.get((row.number, place), 0.0))
                    ),
                    reverse=True,
                )
                if len(found) > 1 and found[0][0] - found[1][0] < _MARGIN:
                    like = [slots[-place].id for how, place in found if found[0][0] - how < _MARGIN]
                    unsure[row.number] = f"its text is as much like that of {_listed(like)}"
                elif found and (best is None or found[0][0] > best[0]):
                    best = (found[0][0], row, slots[-found[0][1]])
            if best is None:
                self.reasons.update(unsure)
                return
            self._take(best[1], best[2], f"text {best[0]:.0%} the same, same State")

    # --- 2: text not on record yet ------------------------------------------------

    def _without_text(self) -> None:
        """Place rows at items whose text is not on record yet, review by review."""
        groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
        for row in self.left:
            groups[(row.review, row.state)].append(row)
        for state, rows in groups.items():
            slots = [s for s in self.by_state.get(state, ()) if not s.keys and not s.held]
            if slots:
                rows.sort(key=Row.order)
                self.reasons.update(settle(rows, slots, self._take))
        self._drop_placed()

    # --- 3: with others of the same text, or new ------------------------------------

    def _new(self) -> None:
        for row in _in_order(self.left):
            same = self.by_text.get((row.review, row.key), ()) if row.key else ()
            held = [s for s in same if s.state == row.state and s.fresh and s.agrees(row)]
            if held:
                self._take(row, held[0], "same row again")
                continue
            like = [slot for slot in same if _may_stand_beside(row, slot)]
            if like:
                slot = Slot.new(like[0].id, row, like[0])
                how = "same text as another State's"
            else:
                slot = Slot.new(self.new_id(row.draft.record, row.key), row)
                how = "not on record"
            self.by_text[(row.review, row.key)].append(slot)
            self._take(row, slot, how)

    def _drop_placed(self) -> None:
        self.left = [
            row
            for row in self.left
            if row.number not in self.places and row.number not in self.reasons
        ]


def _in_order(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows in an order that is the same whatever theirs is; most texts stand once."""
    by_key = attrgetter("key")
    for _, same in groupby(sorted(rows, key=by_key), key=by_key):
        first, *others = same
        yield from sorted((first, *others), key=Row.order) if others else (first,)


def _same_coding(row: Row, slot: Slot) -> bool:
    """Say whether action, response and issues are known on both sides and the same."""
    return None not in slot.coding and slot.coding == row.coding


def _is_free(slot: Slot, row: Row) -> bool:
    del row
    return not slot.held


def _may_stand_beside(row: Row, slot: Slot) -> bool:
    """Say whether a row can be another State's item in a slot's record: the answer is the same."""
    mine, others = slot.coding.response, row.coding.response
    return None in (mine, others) or mine == others


def _says_most(row: Row) -> tuple[object, ...]:
    """Return what orders rows that are coded alike; the first finds the place for all."""
    return (-len(row.besides), sorted(row.besides), row.order())


def _listed(ids: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(ids))
