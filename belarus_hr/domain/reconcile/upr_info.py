"""Which item on record each row of UPR Info is: the match, and the reason.

UPR Info has a row for each State's own recommendation, without paragraph, symbol or
id. On record a paragraph holds an item for each State. A row finds its item

1. by its text and State, exactly, then as edited a little;
2. where an item's text is not on record yet: by State, action, response and issues. A
   row that only fits one paragraph goes there; a paragraph that is then left for one row
   only takes this row; of the rest, the pair whose title and text share most words;
3. where the review's report is on record whole, a row in other words is the paragraph that has
   its words, or stays out (``whole_reports``);
4. else the row joins a paragraph with the same text and response, or becomes a record.

A row first looks for an item that holds its coding already, and only then for an item to
change: a file that is read again, in any order of its rows, changes nothing. Each row names
its State: a row that does not is refused when the file is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from belarus_hr.domain.reconcile import apply
from belarus_hr.domain.reconcile.candidates import Slot, SourceRow, slots_of, source_review
from belarus_hr.domain.reconcile.reconcile import Draft, Matcher, Reconciliation
from belarus_hr.domain.reconcile.upr_info_untexted import settle
from belarus_hr.domain.reconcile.whole_reports import WholeReport, whole_reports
from belarus_hr.domain.records.kinds import RECOMMENDATION, REVIEW

#: The most pairs of texts of one State and review that are compared; where there are more, the
#: rows are new. A State makes some twenty recommendations to another in a review.
_PAIRS = 2_500
#: Why a row is a paragraph of a report whose text is another.
_ITS_WORDS = "the paragraph that has its words, same State"
#: How much more like a row the best item must be than the next best.
_MARGIN = 0.02


#: What rows or slots have in common: a review and a State, or a text.
RowGroup = tuple[Any, ...]

#: The slot that a row is, and the reason.
_Match = tuple[Slot, str]


def match_upr_info(reconciliation: Reconciliation, drafts: Mapping[int, Draft]) -> None:
    """Put each row in the item that it is, or in a new record, or leave it out.

    A row that stays out looks again at what the other rows have brought: their texts and issues
    may tell it apart. That ends when no row finds a place any more, so that the next reading of
    the file finds none either.
    """
    rows = left = [SourceRow.of(number, draft) for number, draft in drafts.items()]
    matching: _Matching | None = None
    while left:
        matching = _Matching(reconciliation, rows)
        places = matching.run()
        placed = [row for row in left if row.number in places]
        if not placed:
            break
        for row in placed:
            slot, reason = places[row.number]
            change = partial(apply.with_row, row=row, slot=slot)
            reconciliation.put(row.number, slot.id, reason, change)
            if slot.item is None:
                slot.item = 0  # The row is the record that it added.
        left = [row for row in left if row.number not in places]
        reviews = {row.review for row in left}
        rows = [row for row in rows if row.review in reviews]
    if matching is not None:
        for row in left:
            wrong = row.number not in matching.to_check
            reconciliation.leave_out(row.number, matching.reasons[row.number], wrong=wrong)


UPR_INFO = Matcher(name="upr-info", order=1, match=match_upr_info)


class _Matching:
    """The rows of a file being matched: each gets a place, or a reason why it has none."""

    def __init__(self, reconciliation: Reconciliation, rows: list[SourceRow]) -> None:
        self.new_id = partial(reconciliation.new_id, RECOMMENDATION)
        self.records = records = reconciliation.recommendations()
        self.reviews_on_record = reconciliation.collection.of(REVIEW).values()
        self.places: dict[int, _Match] = {}
        self.reasons: dict[int, str] = {}
        #: The rows that stay out though nothing is wrong with them.
        self.to_check: set[int] = set()
        self.by_text: dict[RowGroup, list[Slot]] = defaultdict(list)
        self.by_state: dict[RowGroup, list[Slot]] = defaultdict(list)
        reviews = {row.review for row in rows}
        for id_, record in records.items():
            if record["mechanism"] == "UPR" and source_review(record) in reviews:
                for slot in slots_of(id_, record):
                    self.by_state[slot.review, slot.state].append(slot)
                    for key in slot.keys:
                        self.by_text[slot.review, key].append(slot)
        self.equal = list(_grouped(rows, lambda row: row.content).values())
        self.firsts = [
            min(rows, key=_says_most) if len(rows) > 1 else rows[0] for rows in self.equal
        ]
        # A review of which nothing is on record has nothing that a row could be.
        reviews = {review for review, _ in self.by_state}
        self.comparable = [row for row in self.firsts if row.review in reviews]

    def run(self) -> dict[int, _Match]:
        """Return the places of the rows; ``reasons`` says why the others have none."""
        self._exactly()
        self._edited()
        self._without_text()
        self._of_whole_reports()
        self._new()
        for first, rows in zip(self.firsts, self.equal, strict=True):
            for row in rows if len(rows) > 1 else ():
                if row is not first and first.number in self.places:
                    self._take(row, self.places[first.number][0], "same row again")
                elif row is not first:
                    self.reasons[row.number] = self.reasons[first.number]
                    self.to_check |= {row.number} if first.number in self.to_check else set()
        return self.places

    def _left(self, rows: Iterable[SourceRow]) -> Iterator[SourceRow]:
        """Yield the rows that have no place so far, and no reason to stay out."""
        for row in rows:
            if row.number not in self.places and row.number not in self.reasons:
                yield row

    def _take(self, row: SourceRow, slot: Slot, reason: str) -> None:
        slot.take(row)
        if not slot.keys:
            slot.keys, slot.text, slot.fresh = (row.key,), row.text, True
            self.by_text[slot.review, row.key].append(slot)
        self.places[row.number] = slot, reason

    # --- 1: by text and State -------------------------------------------------

    def _exactly(self) -> None:
        """Place the rows of one text and State: first those held already, changes last."""
        for (review, state, key), rows in _grouped(
            self.comparable, lambda row: (row.review, row.state, row.key)
        ).items():
            slots = [s for s in self.by_text.get((review, key), ()) if s.state == state]
            if not slots:
                continue
            rows.sort(key=SourceRow.order)
            for test in (Slot.holds_all, Slot.holds, Slot.agrees):
                rows = [row for row in rows if not self._placed(row, slots, test)]
            for row in rows:
                self._placed(row, slots, Slot.holds, Slot.agrees, lambda slot, _: not slot.held)

    def _placed(
        self,
        row: SourceRow,
        slots: list[Slot],
        *tests: Callable[[Slot, SourceRow], bool],
        reason: str = "same text and State",
    ) -> bool:
        """Place a row at the first slot that passes the first test that any slot passes."""
        slot = next((slot for test in tests for slot in slots if test(slot, row)), None)
        if slot is not None:
            self._take(row, slot, reason)
        return slot is not None

    # --- 1b: edited a little -----------------------------------------------------

    def _edited(self) -> None:
        for group, rows in _grouped(self._left(self.comparable), _review_and_state).items():
            slots = [slot for slot in self.by_state.get(group, ()) if slot.keys and not slot.held]
            if slots and len(rows) * len(slots) <= _PAIRS:
                self._edited_of(sorted(rows, key=SourceRow.order), slots)

    def _edited_of(self, rows: list[SourceRow], slots: list[Slot]) -> None:
        """Place the rows of one State by how like their texts are, the surest first."""
        likeness = {
            row: {slot: likeness for slot in slots if (likeness := slot.likeness(row))}
            for row in rows
        }
        while True:
            best: tuple[float, SourceRow, Slot] | None = None
            unsure: dict[int, str] = {}
            for row in rows:
                free = [slot for slot in likeness[row] if not slot.held]
                if row.number in self.places or not free:
                    continue
                most = max(likeness[row][slot] for slot in free)
                likest = [slot for slot in free if most - likeness[row][slot] < _MARGIN]
                if len(likest) > 1:
                    likest.sort(key=likeness[row].__getitem__, reverse=True)
                    listed = " and ".join(dict.fromkeys(slot.id for slot in likest))
                    unsure[row.number] = f"its text is as much like that of {listed}"
                elif best is None or most > best[0]:
                    best = (most, row, likest[0])
            if best is None:
                self.reasons.update(unsure)
                return
            self._take(best[1], best[2], f"text {best[0]:.0%} the same, same State")

    # --- 2: text not on record yet ------------------------------------------------

    def _without_text(self) -> None:
        """Place rows at items whose text is not on record yet, State by State."""
        for group, rows in _grouped(self._left(self.comparable), _review_and_state).items():
            slots = [s for s in self.by_state.get(group, ()) if not s.keys and not s.held]
            if slots:
                self.reasons.update(settle(sorted(rows, key=SourceRow.order), slots, self._take))

    # --- 3: in other words than those of a report that is whole -----------------------

    def _of_whole_reports(self) -> None:
        """Place the rows of a review of which all is on record: none of them is new."""
        left = sorted(self._left(self.comparable), key=SourceRow.order)
        reviews = {row.review for row in left}
        reports = whole_reports(self.records, self.reviews_on_record, reviews) if left else {}
        for row in left:
            if row.review in reports:
                self._place_in(reports[row.review], row)

    def _place_in(self, report: WholeReport[str], row: SourceRow) -> None:
        nearest, plain = report.nearest(row.state, row.text)
        if nearest and plain:
            return self._take_part(row, nearest)
        same = self.by_text.get((row.review, row.key), ())
        worded = (slot for slot in same if report.has(slot.id, row.key))
        if not self._taken_beside(row, worded):
            guess = f"; the nearest is {nearest}" if nearest else ""
            self.reasons[row.number] = f"is no recommendation of {report.document} plainly{guess}"
            self.to_check.add(row.number)
        return None

    def _take_part(self, row: SourceRow, id_: str) -> None:
        """Place a row at the item of its State in a record, or at another one for it."""
        slots = [slot for slot in self.by_state[row.review, row.state] if slot.id == id_]
        free = [slot for slot in slots if not slot.held]
        tests = (Slot.holds, Slot.agrees, lambda *_: True)
        if not self._placed(row, free, *tests, reason=_ITS_WORDS):
            added = Slot.new(id_, row, slots[0])
            self.by_state[row.review, row.state].append(added)
            for slot in (*slots, added):
                slot.split = True
            self._take(row, added, _ITS_WORDS)

    # --- 4: with others of the same text, or new ------------------------------------

    def _new(self) -> None:
        """Place each row beside another State's of the same text, or in a new record."""
        # Most texts stand once: only where one stands twice has the order to be looked for.
        for _, rows in sorted(_grouped(self._left(self.firsts), lambda row: (row.key,)).items()):
            for row in sorted(rows, key=SourceRow.order) if len(rows) > 1 else rows:
                self._place_new(row)

    def _place_new(self, row: SourceRow) -> None:
        same = self.by_text.get((row.review, row.key), ()) if row.key else ()
        for slot in same:
            if slot.state == row.state and slot.fresh and slot.agrees(row):
                return self._take(row, slot, "same row again")
        if self._taken_beside(row, same):
            return None
        slot = Slot.new(self.new_id(row.draft.record), row)
        self.by_text[row.review, row.key].append(slot)
        return self._take(row, slot, "not on record")

    def _taken_beside(self, row: SourceRow, same: Iterable[Slot]) -> bool:
        """Place a row beside the first of other States' items that it can stand beside, if any."""
        beside = next((slot for slot in same if _may_stand_beside(row, slot)), None)
        if beside is not None:
            slot = Slot.new(beside.id, row, beside)
            self.by_text[row.review, row.key].append(slot)
            self._take(row, slot, "same text as another State's")
        return beside is not None


def _grouped(
    rows: Iterable[SourceRow], key: Callable[[SourceRow], RowGroup]
) -> dict[RowGroup, list[SourceRow]]:
    groups: dict[RowGroup, list[SourceRow]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _review_and_state(row: SourceRow) -> RowGroup:
    return (row.review, row.state)


def _may_stand_beside(row: SourceRow, slot: Slot) -> bool:
    """Say whether a row can be another State's item in a slot's record: the answer is the same."""
    on_record, response = slot.coding.response, row.coding.response
    return None in (on_record, response) or on_record == response


def _says_most(row: SourceRow) -> tuple[object, ...]:
    """Return what orders rows that are coded alike; the first finds the place for all."""
    return (-len(row.besides), sorted(row.besides), row.order())
