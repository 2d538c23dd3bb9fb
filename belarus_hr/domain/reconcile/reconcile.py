"""The records of files reconciled with those on record: nothing is doubled, nothing lost.

Each draft finds the record that it is, or becomes a new record. A draft that could be several
records stays out, with the reason. What a file no longer holds stays on record.

A format says by its ``Matcher`` how a draft finds its record and what the draft then changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from belarus_hr.domain.change_log import differing_fields
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records import ids
from belarus_hr.domain.records.kinds import RECOMMENDATION, Kind, Record

ADDED, UPDATED, UNCHANGED = "added", "updated", "unchanged"


@dataclass(frozen=True, kw_only=True)
class Matcher:
    """How the drafts of a format find their records.

    ``match`` takes all drafts of such formats by number. It puts each draft in its record, or
    leaves the draft out. Of several matchers that of the lowest ``order`` goes first.
    """

    name: str
    order: int
    match: Callable[[Reconciliation, Mapping[int, Draft]], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A record as a file gives it, before it is known whether it is on record already.

    ``place`` says where the draft stands in its file: "row 12", "line 3", "record 7". ``id``
    is empty when the file gives none. ``record`` is in its normal form. ``repairs`` are the
    slips of the file that were mended, each in a few words.

    ``reference`` is what the file calls the record, where that is no id, and ``links`` what it
    calls the records that a field links to.
    """

    place: str
    kind: Kind
    record: Record
    matcher: Matcher
    id: str = ""
    repairs: tuple[str, ...] = ()
    reference: str = ""
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reconciled:
    """A draft that found its record or became a new one.

    ``outcome`` is what became of the record, ``reason`` why it is this record, ``changed`` which
    fields the draft changed. ``before`` is the record on record, None for a new record. ``after``
    is the record to be written: several drafts of a file may change one record, and the last of
    them holds the changes of all. ``first``: no draft before this one was put in the record, so
    that a new record is this one's. ``besides`` are other records of the kind that the draft took
    something out of, as they are to be written: None for one that is to go. ``to_check`` says
    what somebody should look at, empty for nothing.
    """

    draft: Draft
    id: str
    outcome: str
    reason: str
    before: Record | None
    after: Record
    changed: tuple[str, ...] = ()
    first: bool = True
    besides: Mapping[str, Record | None] = field(default_factory=dict)
    to_check: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """A draft that stays out, and the reason: which records it could be.

    It is ``wrong`` when nobody can say so and the file has to be put right first. One that is not
    is only to be checked: all that it says may be on record in other words.
    """

    draft: Draft
    reason: str
    wrong: bool = True


Result = Reconciled | LeftOut


def reconcile(
    drafts: Sequence[Draft], collection: Collection, remembered: Container[str] = ()
) -> list[Result]:
    """Return what becomes of each draft, in their order; the collection stays as it is.

    A new record is given no id that is ``remembered`` as that of a deleted record.
    """
    reconciliation = Reconciliation(collection, drafts, remembered)
    by_matcher: dict[str, dict[int, Draft]] = defaultdict(dict)
    matchers = {draft.matcher.name: draft.matcher for draft in drafts}
    for number, draft in enumerate(drafts):
        by_matcher[draft.matcher.name][number] = draft
    for matcher in sorted(matchers.values(), key=lambda matcher: matcher.order):
        matcher.match(reconciliation, by_matcher[matcher.name])
    return reconciliation.results()


@dataclass(slots=True)
class _Change:
    """A record while the drafts of the files change it; ``base`` is the record before that."""

    kind: Kind
    base: Record
    now: Record
    last: int


class Reconciliation:
    """The drafts of one call, and what has become of them and of their records so far."""

    def __init__(
        self, collection: Collection, drafts: Sequence[Draft], remembered: Container[str]
    ) -> None:
        self.collection = collection
        self._drafts = list(drafts)
        self._remembered = remembered
        self._taken = {id_ for id_, _ in collection.ids()} | {draft.id for draft in drafts}
        self._numbers: dict[str, int] = {}
        self._changes: dict[str, _Change] = {}
        self._results: dict[int, Result] = {}

    def results(self) -> list[Result]:
        """Return one result per draft.

        Where several drafts changed a record, the last one's ``after`` has all changes.
        """
        for change in self._changes.values():
            last = self._results[change.last]
            if isinstance(last, Reconciled) and last.after is not change.now:
                self._results[change.last] = replace(last, after=change.now)
        return [self._results[number] for number in range(len(self._drafts))]

    def recommendations(self) -> Mapping[str, Record]:
        """Return the recommendations as the drafts have left them so far."""
        on_record = self.collection.of(RECOMMENDATION)
        changes = self._changes.items()
        changed = {id_: change.now for id_, change in changes if change.kind is RECOMMENDATION}
        return {**on_record, **changed} if changed else on_record

    def new_id(self, kind: Kind, record: Record, key: str = "") -> str:
        """Return an id that no record and no draft has; ``key`` as for ``ids.stem``."""
        stem = ids.stem(kind, record, key) or kind.name
        number = self._numbers.get(stem, 1)
        while True:
            id_ = stem if number == 1 else f"{stem}-{number}"
            number += 1
            if id_ not in self._taken and id_ not in self._remembered:
                self._numbers[stem] = number
                self._taken.add(id_)
                return id_

    def reword(self, number: int, record: Record) -> None:
        """Give a draft another record, before it is put."""
        self._drafts[number] = replace(self._drafts[number], record=record)

    def put(
        self,
        number: int,
        id_: str,
        reason: str,
        change: Callable[[Record, Record], Record],
        besides: Mapping[str, Record | None] | None = None,
        to_check: str = "",
    ) -> None:
        """Put a draft in the record of an id; it is a new record where there is none.

        ``change(now, base)`` gets the record as the drafts so far have left it, and as it was
        before the file; it returns the record with this draft. ``besides`` and ``to_check`` are as
        for Reconciled.
        """
        draft = self._drafts[number]
        before = self.collection.of(draft.kind).get(id_)
        earlier = self._changes.get(id_)
        now = earlier.now if earlier else before
        base = earlier.base if earlier else before
        last = max(number, earlier.last) if earlier else number
        if now is None or base is None:
            now = base = draft.record
            outcome, changed = ADDED, tuple(draft.record)
        else:
            after = change(now, base)
            changed = () if after == now else differing_fields(now, after)
            outcome = (UPDATED if before else ADDED) if changed else UNCHANGED
            now = after if changed else now
        self._changes[id_] = _Change(draft.kind, base, now, last)
        self._results[number] = Reconciled(
            draft=draft,
            id=id_,
            outcome=outcome,
            reason=reason,
            before=before,
            after=now,
            changed=changed,
            first=earlier is None,
            besides=besides or {},
            to_check=to_check,
        )

    def leave_out(self, number: int, reason: str, *, wrong: bool = True) -> None:
        """Leave a draft out for a reason; ``wrong`` is as for ``LeftOut``."""
        self._results[number] = LeftOut(draft=self._drafts[number], reason=reason, wrong=wrong)
