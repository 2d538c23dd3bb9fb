"""``export --format verdict-sheet``: the empty form of an assessor's verdicts."""

from __future__ import annotations

from belarus_hr.cli.commands.export_records import Selection
from belarus_hr.domain.collection import StoredRecord
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


def form_of(selection: Selection) -> bytes:
    """Return the form for an assessor's verdicts on the recommendations asked for."""
    rows = [_row(stored, selection) for stored in selection.records]
    return forms.write_form(rows, assessor=selection.typed.form_for, day=selection.day)


def _row(stored: StoredRecord, selection: Selection) -> FormRow:
    collection, day = selection.collection, selection.day
    verdict = collection.verdicts.by_assessor(stored.id, day).get(selection.typed.form_for)
    return FormRow(
        id=stored.id,
        number=stored.record.get("paragraph", ""),
        title=stored.record["title"],
        position=collection.responses.answer(stored.record, day) or "",
        earlier=f"{verdict['status']} ({verdict['date']})" if verdict else "",
    )
