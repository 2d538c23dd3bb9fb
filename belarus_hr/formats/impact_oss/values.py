"""What the attributes of a row say, in our values: responses, days, and parts of the note."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.text import edtf
from belarus_hr.formats.impact_oss.columns import Template
from belarus_hr.formats.request import BadCell
from belarus_hr.formats.tables import whole_number

_SUPPORT = {"2": "supported", "1": "partly-supported", "0": "noted"}
_ACCEPTED = {"true": "supported", "false": "noted"}
#: A date that is no day, which IMPACT OSS has no column for, before a comment on the date.
_DUE = re.compile(r"due (\S+?)(?:; (.*))?", re.DOTALL)


def take(
    template: Template, name: str, text: str, fields: dict[str, Any], note: dict[str, str]
) -> None:
    """Put the text of an attribute into its field, or into the note; raises BadCell."""
    field = next((column.field for column in template.columns if column.attribute == name), "")
    if field:
        fields[field] = text
    elif name in ("support_level", "accepted"):
        codes = _SUPPORT if name == "support_level" else _ACCEPTED
        code = codes.get(str(whole_number(text) if name == "support_level" else text.casefold()))
        if code is None:
            raise BadCell(name, text, f"is none of {', '.join(codes)}, and may be empty")
        fields["responses"] = [{"response": code}]
    elif name == "description":
        fields["note"] = text
    elif name == "target_date":
        fields["due"] = _day(name, text)
    elif name == "target_date_comment" and (due := _due(text)) and "due" not in fields:
        fields["due"], comment = due
        note |= {name: comment} if comment else {}
    elif name in ("start_date", "end_date"):
        note[name] = _day(name, text)
    elif name == "frequency_months":
        if not whole_number(text):
            raise BadCell(name, text, "is no number of months")
        note[name] = str(whole_number(text))
    elif name == "repeat":
        if text.casefold() not in ("true", "false"):
            raise BadCell(name, text, "is neither true nor false")
        note[name] = text.casefold()
    else:
        note[name] = text


def _day(column: str, text: str) -> str:
    """Return a day as we write it; raises BadCell for what is none, as 31/02/2020."""
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        return date.fromisoformat(text[:10] if text.endswith("00:00:00") else text).isoformat()
    except ValueError:
        raise BadCell(column, text, "is no day, written as 31/12/2020 or 2020-12-31") from None


def _due(text: str) -> tuple[str, str] | None:
    """Return the date and the comment of a text such as "due 2018-06; after the elections"."""
    match = _DUE.fullmatch(text)
    try:
        return (edtf.check_date(match[1]), match[2] or "") if match else None
    except InvalidValue:
        return None
