"""``export --format verdict-sheet``: the empty form of an assessor's verdicts."""

from __future__ import annotations

from datetime import date

from belarus_hr.domain.collection import Collection, StoredRecord
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.fields import assessor
from belarus_hr.domain.records.kinds import RECOMMENDATION
from belarus_hr.formats import forms
from belarus_hr.formats.forms import FormRow


def whose(by: str | None, what: list[str] | None) -> str:
    """Return whose verdicts a form is for; raises InvalidValue where that is not said.

    A form is of recommendations alone.
    """
    if by is None:
        raise InvalidValue("--by says whose verdicts the form is for: add it")
    if what and [word.casefold() for word in what] != [RECOMMENDATION.table]:
        raise InvalidValue("a form for verdicts is of recommendations: leave out --what")
    return assessor(by)


def form_of(records: list[StoredRecord], collection: Collection, day: date, assessor: str) -> bytes:
    """Return the form for verdicts on recommendations."""
    rows = [_row(stored, collection, day, assessor) for stored in records]
    return forms.write_form(rows, assessor=assessor, day=day)


def _row(stored: StoredRecord, collection: Collection, day: date, assessor: str) -> FormRow:
    verdict = collection.verdicts.by_assessor(stored.id, day).get(assessor)
    return FormRow(
        id=stored.id,
        number=stored.record.get("paragraph", ""),
        title=stored.record["title"],
        position=collection.responses.answer(stored.record, day) or "",
        earlier=f"{verdict['status']} ({verdict['date']})" if verdict else "",
    )
