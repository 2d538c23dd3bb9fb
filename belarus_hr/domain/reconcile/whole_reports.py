"""Reports that are on record whole, and which paragraph of one a wording is.

Where all recommendations of a review are on record, a row of UPR Info is one of them: UPR Info
shortens a text ("OP-CAT"), writes what two States share to each of them, and makes two rows of
one sentence. So its words stand in the paragraph, though not in this order. "Sign the Optional
Protocol to CAT" of Iraq is 98.4, "Ratify (Brazil), sign (Iraq) the Optional Protocol to …".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from heapq import nlargest
from math import sqrt
from typing import Generic, NamedTuple, TypeVar

from belarus_hr.domain.reconcile.candidates import (
    SourceReview,
    own_text,
    paragraph_parts,
    source_review,
    text_key,
)
from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.records.review import made_by_un_count
from belarus_hr.domain.text.similarity import stems
from belarus_hr.domain.text.words import fold_name, natural

#: How much of a row must stand in a paragraph, and how much more than in the next best. Of 4,651
#: rows whose text is that of a paragraph, in 32 reports, the words alone find 4,637 and no other
#: paragraph; of the 446 other rows they find 439.
_ENOUGH = 0.7
_AHEAD = 0.05
#: What the words of the State's own part count, beside those of the paragraph.
_OWN = 0.15

#: How a paragraph is known: by the id of its record, or by the number of its draft.
ParagraphKey = TypeVar("ParagraphKey", bound=Hashable)


class Nearest(NamedTuple, Generic[ParagraphKey]):
    """The paragraph that is most like a wording, None where none is, and whether it is plain."""

    key: ParagraphKey | None
    plain: bool


class WholeReport(Generic[ParagraphKey]):
    """All recommendations of a review; ``document`` is where they stand."""

    def __init__(self, paragraphs: Mapping[ParagraphKey, Record]) -> None:
        self.document = min(str(record["document"]) for record in paragraphs.values())
        self._words = {
            key: stems(f"{record['title']} {record.get('text', '')}")
            for key, record in paragraphs.items()
        }
        self._texts = {key: record.get("text", "") for key, record in paragraphs.items()}
        self._times = Counter(word for words in self._words.values() for word in words)
        self._of_state: dict[str, list[tuple[ParagraphKey, frozenset[str]]]] = defaultdict(list)
        for key, record in paragraphs.items():
            for item in record.get("items", ()):
                own = stems(own_text(record, item))
                self._of_state[fold_name(item["by"])].append((key, own))

    def has(self, key: ParagraphKey, wording: str) -> bool:
        """Say whether a paragraph has a wording, given as a key, of whichever State."""
        text = self._texts.get(key, "")
        return wording in (text_key(text), *(part for part, _ in paragraph_parts(text)))

    def nearest(self, state: str, text: str) -> Nearest[ParagraphKey]:
        """Return the paragraph that a wording of a State is.

        It is plain where the State stands there, and it has the words, more than any other.
        """
        words = stems(text)
        likeness: dict[ParagraphKey, float] = defaultdict(float)
        for key, own in self._of_state.get(state, ()):
            likeness[key] = max(likeness[key], self._likeness(words, key, own))
        if not likeness:
            shared = {key: self._shared(words, key) for key in self._words}
            best = _likest(shared)
            return Nearest(best if shared[best] else None, False)
        first, second = nlargest(2, [*likeness.values(), 0.0])
        return Nearest(_likest(likeness), first >= _ENOUGH and first - second >= _AHEAD)

    def _likeness(self, words: frozenset[str], key: ParagraphKey, own: frozenset[str]) -> float:
        of_own = len(words & own) / len(own) if own else 0.0
        return (1 - _OWN) * self._shared(words, key) + _OWN * of_own

    def _shared(self, words: frozenset[str], key: ParagraphKey) -> float:
        """Return how much of the words a paragraph has; a word counts more the fewer have it."""
        weights = {word: 1 / sqrt(self._times.get(word, 1)) for word in words}
        whole = sum(weights.values())
        return sum(weights[word] for word in words & self._words[key]) / whole if whole else 0.0


def _likest(likeness: Mapping[ParagraphKey, float]) -> ParagraphKey:
    """Return the paragraph that is most alike; of several the first in order, as people count."""
    most = max(likeness.values())
    return min((key for key in likeness if likeness[key] == most), key=lambda k: natural(str(k)))


def whole_reports(
    records: Mapping[ParagraphKey, Record],
    reviews: Iterable[Record],
    wanted: Iterable[SourceReview],
) -> dict[SourceReview, WholeReport[ParagraphKey]]:
    """Return the reports, of the reviews that are wanted, whose recommendations all are given."""
    paragraphs: dict[SourceReview, dict[ParagraphKey, Record]] = {review: {} for review in wanted}
    for key, record in records.items():
        if record["mechanism"] == "UPR" and "paragraph" in record and "document" in record:
            review = source_review(record)
            if review in paragraphs:
                paragraphs[review][key] = record
    made = {
        source_review(review): made_by_un_count(review)
        for review in reviews
        if review["mechanism"] == "UPR"
    }
    return {
        review: WholeReport(numbered)
        for review, numbered in paragraphs.items()
        if numbered and _is_whole(list(numbered.values()), made.get(review))
    }


def _is_whole(numbered: list[Record], made: int | None) -> bool:
    """Say whether no recommendation of a review is missing.

    The United Nations' count says so. Where it is not known, the paragraphs are those of a
    document that was read: each cites its own and names its States, and no number is left out.
    """
    if made is not None:
        return len(numbered) >= made
    return all(map(_as_read, numbered)) and _without_gaps(numbered)


def _as_read(record: Record) -> bool:
    cited = f"{record['document']}, para. {record['paragraph']}"
    refs = (source["ref"] for source in record.get("sources", ()))
    return bool(record.get("items")) and cited in refs


def _without_gaps(numbered: list[Record]) -> bool:
    """Say whether 97.1, 97.2, … go on to their last; a number such as 67 (b) is in no such list."""
    lists: dict[str, set[int]] = defaultdict(set)
    for record in numbered:
        paragraph, _, number = record["paragraph"].rpartition(".")
        if paragraph and number.isdecimal():
            lists[paragraph].add(int(number))
    return all(len(numbers) == max(numbers) for numbers in lists.values())
