"""The Government's fact sheet beside the record: item by item what it says, and what is on record.

What the record shows is made of the records that bear the item, as they were known on a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from belarus_hr.domain.collection import Collection, StoredRecord
from belarus_hr.domain.errors import NotFound
from belarus_hr.domain.figures import report_state, upr_progress
from belarus_hr.domain.figures.counting import CountingMethod
from belarus_hr.domain.figures.upr_progress import CycleProgress, Question
from belarus_hr.domain.query import known_by
from belarus_hr.domain.records.kinds import (
    CLAIM,
    EVENT,
    REPORT,
    REVIEW,
    SHEET_ITEM,
    Kind,
    Record,
)
from belarus_hr.domain.reference import un_symbols
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.words import natural, nearest, shown

#: What the record shows of an item that nothing but the sheet itself is on record for.
SHEET_ALONE = "nothing but the sheet itself"
#: What it shows of an item of whose matter nothing was on record by the day.
NOTHING_YET = "nothing was on record by then"
_NOT_YET = "What it is compared with was not on record by {day}."

#: Where an event stands that no UN document has, by how sure it is.
_WHERE = {"single-source": "one source alone", "contradicted": "contradicted"}
#: The kinds that may bear an item, in the order in which they are told.
_KINDS: tuple[Kind, ...] = (CLAIM, REVIEW, REPORT, EVENT)


class ComparedItem(NamedTuple):
    """An item of the fact sheet beside the records of the same matter, as of a day.

    ``shows`` says what the records show, a sentence each; ``agreement`` and ``reason`` whether
    that bears the item out, and why.
    """

    id: str
    record: Record
    shows: tuple[str, ...]
    agreement: str
    reason: str
    beside: tuple[StoredRecord, ...]

    @property
    def item(self) -> str:
        """The number of the item: ``6a``."""
        number: str = self.record["item"]
        return number

    @property
    def sources(self) -> list[Record]:
        """The sources of the item and of the records beside it, each once."""
        every = (self.record, *(stored.record for stored in self.beside))
        by_ref = {source["ref"]: source for record in every for source in record.get("sources", ())}
        return list(by_ref.values())

    @property
    def disputes(self) -> list[Record]:
        """What others say against the records beside the item, each once."""
        every = (dispute for s in self.beside for dispute in s.record.get("disputes", ()))
        return list({(dispute["says"], dispute["ref"]): dispute for dispute in every}.values())


def compare(
    collection: Collection, day: date, name: Callable[[str], str] = str
) -> list[ComparedItem]:
    """Return the items of the fact sheet, as far as it was there by the day, in their order.

    ``name`` gives the name of an assessor as what the records show says it.
    """
    records = _Records(collection, day, name)
    items = sorted(collection.of(SHEET_ITEM).items(), key=lambda entry: natural(entry[1]["item"]))
    return [records.compared(id_, item) for id_, item in items if known_by(SHEET_ITEM, item, day)]


def asked_for(items: Iterable[ComparedItem], typed: Iterable[str]) -> list[ComparedItem]:
    """Return the items that the words name: ``6a`` one item, ``6`` all items of that number.

    Raises NotFound, naming the nearest, for a word that names none.
    """
    by_number = {item.item.casefold(): item for item in items}
    chosen: dict[str, ComparedItem] = {}
    for word in typed:
        number = word.strip().casefold()
        of_number = re.compile(re.escape(number) + "[a-z]")
        names = [name for name in by_number if name == number or of_number.fullmatch(name)]
        if not names:
            guess = nearest(number, by_number) or nearest(number.strip("abcdefgh"), by_number)
            hint = f"did you mean {guess}? " if guess else ""
            known = ", ".join(by_number)
            raise NotFound(f"no item {shown(word)} of the fact sheet; {hint}known: {known}")
        chosen.update((name, by_number[name]) for name in names)
    return list(chosen.values())


class _Records:
    """The records beside the fact sheet, as they were known on a day."""

    def __init__(self, collection: Collection, day: date, name: Callable[[str], str]) -> None:
        self._collection, self._day, self._name = collection, day, name

    def compared(self, id_: str, item: Record) -> ComparedItem:
        """Return an item beside the records that bear its number, and the reports it names."""
        beside = tuple(self._beside(item))
        if beside:
            shows = tuple(dict.fromkeys(self._shown(beside)))
            return ComparedItem(id_, item, shows, item["agreement"], item.get("reason", ""), beside)
        reason = _NOT_YET.format(day=self._day.isoformat())
        return ComparedItem(id_, item, (NOTHING_YET,), "cannot-be-checked", reason, ())

    def _beside(self, item: Record) -> Iterator[StoredRecord]:
        for kind in _KINDS:
            for id_, record in self._collection.of(kind).items():
                named = kind is REPORT and id_ in item.get("reports", ())
                bears = record.get("item") == item["item"]
                then = self._then(kind, record) if named or bears else None
                if then is not None:
                    yield StoredRecord(id_, kind, then)

    def _then(self, kind: Kind, record: Record) -> Record | None:
        """Return a record as it was known on the day; None if it was not there yet."""
        if kind is REPORT:
            return report_state.known_on(record, self._day)
        return record if known_by(kind, record, self._day) else None

    def _shown(self, beside: tuple[StoredRecord, ...]) -> Iterator[str]:
        """Yield what the records show: events only where they say more than other records."""
        others = [stored for stored in beside if stored.kind is not EVENT]
        sure = {stored.record.get("confidence") for stored in beside}
        if not others and sure == {"single-source"}:
            yield SHEET_ALONE
            return
        for stored in others or beside:
            if stored.kind is CLAIM:
                yield from self._beside_claim(stored.record)
            elif stored.kind is REVIEW:
                yield from self._of_review(stored.record)
            elif stored.kind is REPORT:
                yield _of_report(stored.record)
            else:
                yield _of_event(stored.record)

    def _beside_claim(self, claim: Record) -> Iterator[str]:
        progress = _progress(self._collection, self._day).get(claim.get("cycle"))
        shown_ = upr_progress.beside(claim, progress, self._name) if progress else {}
        figures = [words for name, words in shown_.items() if name != "implemented"]
        if figures:
            yield ", ".join(figures)
        if "implemented" in shown_:
            yield shown_["implemented"]

    def _of_review(self, review: Record) -> Iterator[str]:
        """Yield when a review was held, and how its answers stood at the end of that month."""
        document = f", {review['document']}" if "document" in review else ""
        yield f"reviewed {review.get('date', 'on a day not known')}{document}"
        month = review.get("date", "")[:7]
        if len(month) < 7 or edtf.parse(month).last > self._day:
            return
        progress = _progress(self._collection, edtf.parse(month).last).get(review["cycle"])
        if progress and progress.counted == "recommendations" and progress.answers.pending:
            answers = progress.answers
            yield f"by the end of {month}: {answers.supported} supported, {answers.pending} pending"


def _progress(collection: Collection, day: date) -> dict[int | None, CycleProgress]:
    asked = Question(CountingMethod(day))
    return {cycle.cycle: cycle for cycle in upr_progress.cycles(collection, asked)}


def _of_report(report: Record) -> str:
    """Return a State report in short: "CAT report 4: received 2009-12 (CAT/C/BLR/4)"."""
    treaty = report.get("treaty", report["mechanism"])
    name = f"{treaty} report {report['ordinal']}" if "ordinal" in report else report["title"]
    dates = [f"{what} {report[what]}" for what in ("received", "examined") if what in report]
    symbol = f" ({report['symbol']})" if "symbol" in report else ""
    return f"{name}: {', '.join(dates) or 'no date known'}{symbol}"


def _of_event(event: Record) -> str:
    """Return an event with its day, and with the UN document that has it or the sheet's word."""
    cited = (source["ref"] for source in event.get("sources", ()))
    sure = event.get("confidence", "")
    document = next((ref for ref in cited if un_symbols.symbol(ref)), None)
    where = document if sure == "un-document" else _WHERE.get(sure)
    return f"{event['date']}: {event['title']}" + (f" ({where})" if where else "")
