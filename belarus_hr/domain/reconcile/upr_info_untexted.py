"""Rows of one State and items of it whose text is not on record yet: which is which.

Most rows are told apart by their coding, others because only one item is left for them, others
by the words that their text shares with the title. A row that still fits several items stays out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from belarus_hr.domain.reconcile.candidates import Slot, SourceRow
from belarus_hr.domain.text import similarity

#: Pairs that are looked at for one State and review; a State makes some twenty in one.
_PAIRS = 10_000
#: Words that a title must share with a text where the coding is another.
_WORDS = 2
_ONLY = "only paragraph left with {by}{coding}"
_OF_ALL = "only paragraph with {by}{coding}"
_LEFT_FOR_IT = "only recommendation of {by} left for the paragraph"
_MOST_WORDS = "of the paragraphs with {by}, the one whose title shares most words"
_OTHER_CODING = "closest in words, coded otherwise"

Take = Callable[[SourceRow, Slot, str], None]
#: How well each row fits each slot that it can be.
Scores = dict[SourceRow, dict[Slot, float]]
#: A row, the slot that it is, and why.
Choice = tuple[SourceRow, Slot, str]


def settle(rows: Sequence[SourceRow], slots: Sequence[Slot], take: Take) -> dict[int, str]:
    """Place the rows of a State at its items without a text.

    Return why other rows stay out, by number. A row that fits no item is not among them: it may
    be a new recommendation.
    """
    if len(rows) * len(slots) > _PAIRS:
        reason = f"{len(slots)} items of its State without a text are too many to tell apart"
        return {row.number: reason for row in rows}
    same_coding, other_coding = _scores(rows, slots)
    left = list(rows)
    while True:
        before = len(left)
        left, unsure = _step(left, same_coding, take)
        others = [row for row in left if row.number not in unsure]
        still, unsure_too = _step(others, other_coding, take, surely=False)
        left = [row for row in left if row.number in unsure or row in still]
        if len(left) == before:
            return unsure | unsure_too


def _scores(rows: Sequence[SourceRow], slots: Sequence[Slot]) -> tuple[Scores, Scores]:
    """Return the scores of the pairs that fit by their coding, and of those that may without it."""
    same: Scores = {row: {} for row in rows}
    other: Scores = {row: {} for row in rows}
    titles = [(slot, similarity.stems(slot.title)) for slot in slots]
    for row in rows:
        text, themes = similarity.stems(row.text), row.coding.themes or frozenset()
        for slot, title in titles:
            words = len(text & title)
            score = words + len(themes & slot.about) / (1 + len(slot.about))
            if slot.agrees(row) and (not slot.about or themes <= slot.about):
                same[row][slot] = score
            if words >= _WORDS and (not themes or themes & slot.about):
                other[row][slot] = score
    return same, other


def _step(
    rows: list[SourceRow], scores: Scores, take: Take, *, surely: bool = True
) -> tuple[list[SourceRow], dict[int, str]]:
    """Place all rows that the scores tell apart; return the others, and why some are unsure."""
    left = list(rows)
    while True:
        free = {row: [slot for slot in scores[row] if not slot.held] for row in left}
        choice = _only(free, scores) if surely else None
        choice = choice or _clearest(free, scores)
        if choice is None:
            ids = {
                row.number: dict.fromkeys(slot.id for slot in slots) for row, slots in free.items()
            }
            return left, {
                number: f"cannot be told apart: {' or '.join(names)}"
                for number, names in ids.items()
                if names
            }
        row, slot, why = choice
        if why == _ONLY and len({slot.id for slot in scores[row]}) == 1:
            why = _OF_ALL
        take(row, slot, _how(row, why if surely else _OTHER_CODING))
        left.remove(row)


def _only(free: dict[SourceRow, list[Slot]], scores: Scores) -> Choice | None:
    """Return a row that has a single item to go to.

    Where no row has, and there are as many rows as items, it is a row whose item no other row can
    go to. Of several such rows it is the row that fits its item best.
    """
    lone = [(row, slots[0], _ONLY) for row, slots in free.items() if len(slots) == 1]
    if not lone:
        rows_of: dict[Slot, list[SourceRow]] = {}
        for row, slots in free.items():
            for slot in slots:
                rows_of.setdefault(slot, []).append(row)
        if len(rows_of) == sum(map(bool, free.values())):
            alone = [(rows[0], slot) for slot, rows in rows_of.items() if len(rows) == 1]
            lone = [(row, slot, _LEFT_FOR_IT) for row, slot in alone]
    return max(lone, key=lambda choice: scores[choice[0]][choice[1]], default=None)


def _clearest(free: dict[SourceRow, list[Slot]], scores: Scores) -> Choice | None:
    """Return the row whose best item is furthest ahead of its next best, if any is ahead.

    Items of one paragraph that are coded alike are as good as each other.
    """
    best: tuple[float, Choice] | None = None
    for row, slots in free.items():
        ranked = sorted(slots, key=scores[row].__getitem__, reverse=True)
        if not ranked:
            continue
        others = [slot for slot in ranked if slot.id != ranked[0].id]
        ahead = scores[row][ranked[0]] - (scores[row][others[0]] if others else 0)
        if ahead > 0 and (best is None or ahead > best[0]):
            best = (ahead, (row, ranked[0], _MOST_WORDS))
    return best[1] if best else None


def _how(row: SourceRow, why: str) -> str:
    action = "" if row.coding.action is None else f", action {row.coding.action}"
    return why.replace("{by}", row.by).replace("{coding}", f"{action} and these issues")
