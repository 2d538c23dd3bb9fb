"""What a table of records lacks, and each of its rows would need: said once."""

from __future__ import annotations

from collections.abc import Mapping

from belarus_hr.domain.errors import Rejected
from belarus_hr.domain.records.kinds import ASSESSMENT, BY_NAME, EVENT, KINDS, RECOMMENDATION, Kind
from belarus_hr.domain.text.words import a
from belarus_hr.formats.headings import listed

#: What a row need not say: an event of no kind is ``other``, or of the kind on record.
_ASSUMED = {EVENT.name: ("kind",)}
#: Fields that are often the same in all rows, with an example.
_EXAMPLES = {"mechanism": "CAT", "cycle": "4", "assessor": "un", "by": "government", "date": "2026"}


def kind_of_rows(columns: set[str], defaults: Mapping[str, str]) -> Kind | None:
    """Return the kind of the rows that do not say it; None where each row has to.

    It is what the user says by --default. Else it is the only kind that has all these columns,
    and those that it needs; else an event. Raises Rejected where it can be two kinds.
    """
    if "record" in columns:
        return None
    if "record" in defaults:
        return BY_NAME.get(defaults["record"].casefold())
    names = columns | set(defaults)
    fitting = [kind for kind in KINDS if names <= set(kind.columns)]
    if EVENT in fitting or not fitting:
        return EVENT
    complete = [kind for kind in fitting if not _missing(kind, names, {})]
    if len(complete or fitting) > 1:
        kinds = " or of ".join(f"{kind.name}s" for kind in complete or fitting)
        raise Rejected(
            f"can be a table of {kinds}: --default record={fitting[0].name} says which it is"
        )
    return (complete or fitting)[0]


def check_columns(
    header: list[str], columns: set[str], defaults: Mapping[str, str], kind: Kind | None
) -> None:
    """Raise Rejected when no column and no default gives what every record of a kind has.

    ``columns`` are the fields that the header has.
    """
    missing = _missing(kind, columns | set(defaults), defaults) if kind else []
    if not (kind and missing):
        return
    common = next((name for name in missing if name in _EXAMPLES), "")
    default = f", --default {common}={_EXAMPLES[common]} is for all rows" if common else ""
    verdicts = "; --verdicts-by NAME reads a sheet of verdicts" if kind is ASSESSMENT else ""
    other = "; --default record=KIND says that the rows are no events" if kind is EVENT else ""
    raise Rejected(
        f"has no column for {' and '.join(missing)}, which {a(kind.name)} needs: "
        f"--map {missing[0]}=COLUMN names the column{default}; its columns are "
        f"{listed([name for name in header if name])}{verdicts}{other}"
    )


def _missing(kind: Kind, names: set[str], defaults: Mapping[str, str]) -> list[str]:
    """Return what a kind needs and these fields do not give."""
    needed = [name for name in kind.required if name not in _ASSUMED.get(kind.name, ())]
    if kind is RECOMMENDATION and defaults.get("mechanism", "").casefold() == "upr":
        needed.append("cycle")
    return [name for name in needed if name not in names]
