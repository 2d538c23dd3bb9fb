"""Rows of one State and items of it whose text is not on record yet: which is which.

The coding tells most apart, then what is left over when those are gone, then the
words that a row's text shares with the title. What none of them tells apart stays out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from belarus_hr.domain.reconcile.candidates import Row, Slot
from belarus_hr.domain.text import similarity

#: Pairs that are looked at for one State and review; it makes some twenty in one.
_PAIRS = 10_000
#: Words that a title must share with a text where the coding is another.
_WORDS = 2

Take = Callable[[Row, Slot, str], None]
#: How well a row fits an item, by the row's number and the item's place; no entry: it does not.
Scores = dict[tuple[int, int], float]


def settle(rows: Sequence[Row], slots: Sequence[Slot], take: Take) -> dict[int, str]:
    """Place the rows of a State at its items without a text.

    Return why the others stay out, by number; a row that no item fits is not in it, since
    that row is something else.
    """
    if len(rows) * len(slots) > _PAIRS:
        reason = f"{len(slots)} items of its State without a text are too many to tell apart"
        return {row.number: reason for row in rows}
    shared = {
        (row.number, place): len(similarity.stems(row.text) & similarity.stems(slot.title))
        for row in rows
        for place, slot in enumerate(slots)
    }
    same = _scores(rows, slots, shared, _fits)
    near = _scores(rows, slots, shared, _may_fit)
    left = list(rows)
    while True:
        before = len(left)
        left, unsure = _step(left, slots, same, take)
        others = [row for row in left if row.number not in unsure]
        still, unsure_too = _step(others, slots, near, take, surely=False)
        left = [row for row in left if row.number in unsure or row in still]
        if len(left) == before:
            return unsure | unsure_too


def _scores(
    rows: Sequence[Row],
    slots: Sequence[Slot],
    shared: Scores | dict[tuple[int, int], int],
    fits: Callable[[Row, Slot, float], bool],
) -> Scores:
    found: Scores = {}
    for row in rows:
        for place, slot in enumerate(slots):
            words = shared[row.number, place]
            if fits(row, slot, words):
                said = len(row.coding.themes or ()) and len(
                    (row.coding.themes or set()) & slot.about
                )
                found[row.number, place] = words + said / (1 + len(slot.about))
    return found


def _fits(row: Row, slot: Slot, words: float) -> bool:
    """Say whether a row can be that item by its coding."""
    del words
    return slot.agrees(row) and (
        not row.coding.themes or not slot.about or row.coding.themes <= slot.about
    )


def _may_fit(row: Row, slot: Slot, words: float) -> bool:
    """Say whether a row can be that item though it is coded otherwise now."""
    return words >= _WORDS and (
        not row.coding.themes or not row.coding.themes.isdisjoint(slot.about)
    )


def _step(
    rows: list[Row], slots: Sequence[Slot], scores: Scores, take: Take, *, surely: bool = True
) -> tuple[list[Row], dict[int, str]]:
    """Place all rows that the scores tell apart; return the rest, and who of it is unsure."""
    left = list(rows)
    while True:
        options = {
            row.number: [p for p, s in enumerate(slots) if not s.held and (row.number, p) in scores]
            for row in left
        }
        chosen = _only(left, options, scores) if surely else None
        chosen = chosen or _clearest(left, slots, options, scores)
        if chosen is None:
            unsure = {
                row.number: "cannot be told apart: "
                + " or ".join(dict.fromkeys(slots[place].id for place in options[row.number]))
                for row in left
                if options[row.number]
            }
            return left, unsure
        row, place, why = chosen
        if why == _ONLY and len({slots[p].id for n, p in scores if n == row.number}) == 1:
            why = _OF_ALL
        take(row, slots[place], _how(row, why if surely else "closest in words, coded otherwise"))
        left.remove(row)


_ONLY = "only paragraph left with {by}{coding}"
_OF_ALL = "only paragraph with {by}{coding}"

Choice = tuple[Row, int, str]


def _only(rows: list[Row], options: dict[int, list[int]], scores: Scores) -> Choice | None:
    """Return a row with one item to go to; of several, the one that fits it best.

    Where there are as many rows as items, an item with one row counts as well.
    """
    lone = [(row, places[0]) for row in rows if len(places := options[row.number]) == 1]
    why = ""
    if not lone:
        having = [row for row in rows if options[row.number]]
        wanted = {place for row in having for place in options[row.number]}
        if len(having) == len(wanted):
            by_place = {p: [r for r in having if p in options[r.number]] for p in sorted(wanted)}
            lone = [(found[0], p) for p, found in by_place.items() if len(found) == 1]
            why = "only recommendation of {by} left for the paragraph"
    if not lone:
        return None
    row, place = max(lone, key=lambda pair: scores[pair[0].number, pair[1]])
    return row, place, why or _ONLY


def _clearest(
    rows: list[Row], slots: Sequence[Slot], options: dict[int, list[int]], scores: Scores
) -> Choice | None:
    """Return the row whose best item is furthest ahead of its next best, if any is ahead.

    Items of one paragraph that are coded alike are as good as each other.
    """
    best: tuple[float, Row, int] | None = None
    for row in rows:
        ranked = sorted(options[row.number], key=lambda p: (-scores[row.number, p], p))
        if not ranked:
            continue
        first = ranked[0]
        others = [p for p in ranked[1:] if slots[p].id != slots[first].id]
        ahead = scores[row.number, first]
        if others:
            ahead -= scores[row.number, others[0]]
        if ahead > 0 and (best is None or ahead > best[0]):
            best = (ahead, row, first)
    if best is None:
        return None
    return best[1], best[2], "of the paragraphs with {by}, the one whose title shares most words"


def _how(row: Row, why: str) -> str:
    action = "" if row.coding.action is None else f", action {row.coding.action}"
    return why.replace("{by}", row.by).replace("{coding}", f"{action} and these issues")
