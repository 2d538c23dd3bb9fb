"""Joining what files hold with what is on record: nothing is doubled, nothing lost.

Each draft finds the record it is (``matching`` for UPR Info, ``matching_uhri`` for
UHRI, its id or its content otherwise) or becomes one. A draft that could be several
stays out, with the reason. What a file no longer holds stays on record.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.reconcile import apply, uhri, upr_info
from belarus_hr.domain.reconcile.candidates import review_of
from belarus_hr.domain.reconcile.draft import RECORDS, UHRI, UPR_INFO, Draft
from belarus_hr.domain.records import ids
from belarus_hr.domain.records.kinds import ASSESSMENT, KINDS, RECOMMENDATION, Kind, Record
from belarus_hr.domain.text.words import a

#: A draft with its place in the call.
Numbered = tuple[int, Draft]

ADDED, UPDATED, UNCHANGED = "added", "updated", "unchanged"


class Joined(NamedTuple):
    """A draft with its record: what became of it, why, and in which fields.

    ``before`` is what is on record, None for a record that the file adds, in which
    several rows may stand. ``after`` is what becomes of it with this draft and those
    before it of the same id: the last one's is what is to be written.
    """

    draft: Draft
    id: str
    outcome: str
    how: str
    before: Record | None
    after: Record
    changed: tuple[str, ...] = ()


class Unjoined(NamedTuple):
    """A draft that stays out, and why: which records it could be."""

    draft: Draft
    reason: str


def join(
    drafts: Sequence[Draft], collection: Collection, remembered: Container[str] = ()
) -> list[Joined | Unjoined]:
    """Return what becomes of each draft, in their order. Nothing is changed by it.

    An id that is ``remembered``, of a record that is gone, is given to no other.
    """
    return _Joining(collection, remembered).run(drafts)


class _Joining:
    """The drafts of one call; ``now`` holds what has become of the records they are of."""

    def __init__(self, collection: Collection, remembered: Container[str]) -> None:
        self.collection = collection
        self.remembered = remembered
        self.now: dict[str, Record] = {}
        self.base: dict[str, Record] = {}
        self.taken: set[str] = set()
        self.numbers: dict[str, int] = {}
        self.results: dict[int, Joined | Unjoined] = {}

    def run(self, drafts: Sequence[Draft]) -> list[Joined | Unjoined]:
        """Join each origin's drafts: all are matched first, then carried out in their order."""
        of: dict[str, list[Numbered]] = defaultdict(list)
        self.taken = {id_ for id_, _ in self.collection.ids()}
        self.taken.update(draft.id for draft in drafts)
        for number, draft in enumerate(drafts):
            of[draft.origin if draft.origin in (UPR_INFO, UHRI) else RECORDS].append(
                (number, draft)
            )
        for origin, join_them in (
            (RECORDS, self._records),
            (UPR_INFO, self._rows),
            (UHRI, self._annotations),
        ):
            if of[origin]:
                join_them(of[origin])
        return self._in_order(drafts)

    def _in_order(self, drafts: Sequence[Draft]) -> list[Joined | Unjoined]:
        """Return the results in the order of the drafts, the last one of an id with all of it."""
        results = [self.results[number] for number in range(len(drafts))]
        last = {one.id: n for n, one in enumerate(results) if isinstance(one, Joined)}
        for id_, number in last.items():
            one = results[number]
            if isinstance(one, Joined) and one.after is not self.now[id_]:
                results[number] = one._replace(after=self.now[id_])
        return results

    def _recommendations(self) -> Mapping[str, Record]:
        """Return the recommendations as this file has left them so far."""
        on_record = self.collection.of(RECOMMENDATION)
        return {**on_record, **self.now} if self.now else on_record

    def _new_id(self, kind: Kind, record: Record, key: str = "") -> str:
        """Return an id that neither the store nor this file has; ``key`` as for ``ids.stem``."""
        stem = ids.stem(kind, record, key) or kind.name
        number = self.numbers.get(stem, 1)
        while True:
            id_ = stem if number == 1 else f"{stem}-{number}"
            number += 1
            if id_ not in self.taken and id_ not in self.remembered:
                self.numbers[stem] = number
                self.taken.add(id_)
                return id_

    def _put(
        self, numbered: Numbered, id_: str, how: str, change: Callable[[Record, Record], Record]
    ) -> None:
        """Carry one draft out: ``change`` takes the record as it is now, and before the file."""
        number, draft = numbered
        before = self.collection.of(draft.kind).get(id_)
        now = self.now.get(id_, before)
        if now is None:
            self.base[id_] = after = draft.record
            outcome, changed = ADDED, tuple(after)
        else:
            after = change(now, self.base.get(id_, before or now))
            changed = () if after == now else _differing(now, after)
            outcome = (UPDATED if before else ADDED) if changed else UNCHANGED
        self.now[id_] = after if changed or now is None else now
        self.results[number] = Joined(draft, id_, outcome, how, before, self.now[id_], changed)

    # --- UPR Info and UHRI --------------------------------------------------------

    def _rows(self, rows: Sequence[Numbered]) -> None:
        """Join rows; those that stay out look again at what the others have left.

        Another row may have brought the text or the issues that tell them apart. To look
        until none finds a place is what keeps the next reading from finding one.
        """
        new_id = partial(self._new_id, RECOMMENDATION)
        left, placed = list(rows), True
        while left and placed:
            matched = upr_info.match(rows, self._recommendations(), new_id)
            still = [numbered for numbered in left if numbered[0] not in matched.places]
            placed = len(still) < len(left)
            for numbered in left if placed else ():
                if numbered[0] in matched.places:
                    row, slot, how = matched.places[numbered[0]]
                    change = partial(apply.with_row, row=row, slot=slot)
                    self._put(numbered, slot.id, how, change)
                    if slot.item is None:
                        slot.item = 0  # The row is the record that it added.
            left = still
            reviews = {review_of(draft.record) for _, draft in left}
            rows = [one for one in rows if reviews and review_of(one[1].record) in reviews]
        for number, draft in left:
            self.results[number] = Unjoined(draft, matched.reasons[number])

    def _annotations(self, drafts: Sequence[Numbered]) -> None:
        new_id = partial(self._new_id, RECOMMENDATION)
        matched = uhri.match(drafts, self._recommendations(), new_id)
        for numbered in drafts:
            number, draft = numbered
            if number in matched.found:
                id_, how = matched.found[number]
                self._put(numbered, id_, how, partial(apply.with_annotation, given=draft.record))
            else:
                self.results[number] = Unjoined(draft, matched.reasons[number])

    # --- records --------------------------------------------------------------------

    def _records(self, drafts: Sequence[Numbered]) -> None:
        """Join by id; a draft without one by its whole content."""
        merged = self._by_id(drafts)
        known = self._contents({draft.kind.name for _, draft in drafts if not draft.id}, merged)
        for numbered in drafts:
            number, draft = numbered
            if number in self.results:
                continue
            if draft.id:
                how = "same id" if draft.id in self.collection else "not on record"
                self._put(numbered, draft.id, how, partial(_replaced, draft))
                continue
            content = _content(draft.kind, draft.record)
            id_ = known.get(content, "")
            how = "same content" if id_ else "not on record"
            if not id_:
                id_ = known[content] = self._new_id(draft.kind, draft.record)
            self._put(numbered, id_, how, lambda now, _: now)

    def _by_id(self, drafts: Sequence[Numbered]) -> dict[str, tuple[Kind, Record]]:
        """Return what becomes of each id given; put aside those that cannot be."""
        merged: dict[str, tuple[Kind, Record]] = {}
        of: dict[str, list[Numbered]] = defaultdict(list)
        for numbered in drafts:
            if numbered[1].id:
                of[numbered[1].id].append(numbered)
        for id_, given in of.items():
            kind = given[0][1].kind
            reason = self._refused(id_, given)
            for number, draft in given if reason else ():
                self.results[number] = Unjoined(draft, reason)
            if not reason:
                record = dict(self.collection.of(kind).get(id_, {}))
                for _, draft in given:
                    record.update(draft.record)
                merged[id_] = (kind, record)
        return merged

    def _refused(self, id_: str, given: Sequence[Numbered]) -> str:
        """Return why drafts of one id cannot be that record, empty when they can."""
        kinds = {draft.kind.name: draft.kind for _, draft in given}
        for kind in KINDS:
            if id_ in self.collection.of(kind) and kind.name not in kinds:
                return f"{id_} is {a(kind.name)} on record, not {a(given[0][1].kind.name)}"
        said: Record = {}
        for _, draft in given if len(given) > 1 else ():
            for name, value in draft.record.items():
                if said.setdefault(name, value) != value or len(kinds) > 1:
                    return f"{id_} stands in the file twice, with another {name}"
        return ""

    def _contents(
        self, kinds: set[str], merged: Mapping[str, tuple[Kind, Record]]
    ) -> dict[str, str]:
        """Return the ids of the records of those kinds by their content after the file."""
        found: dict[str, str] = {}
        for kind in KINDS:
            if kind.name in kinds:
                for id_, record in self.collection.of(kind).items():
                    if id_ not in merged:
                        found.setdefault(_content(kind, record), id_)
        for id_, (kind, record) in merged.items():
            if kind.name in kinds:
                found.setdefault(_content(kind, record), id_)
        return found


def _differing(one: Record, other: Record) -> tuple[str, ...]:
    return tuple(name for name in {**one, **other} if one.get(name) != other.get(name))


def _replaced(draft: Draft, now: Record, base: Record) -> Record:
    del base
    return apply.ordered(draft.kind, {**now, **draft.record})


def _content(kind: Kind, record: Record) -> str:
    """Return what a record says, as one text; when it was written down says nothing."""
    said = {name: value for name, value in record.items() if name != "recorded"}
    return f"{kind.name} {json.dumps(said if kind is ASSESSMENT else record, sort_keys=True)}"
