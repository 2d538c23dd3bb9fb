"""What a recommendation itself says: the State that it concerns, and the States that made it."""

from __future__ import annotations

from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.reference.states import BELARUS, canonical

#: The fields by which the answer to a recommendation, and the day it was made, are known.
ANSWERING = frozenset(("mechanism", "cycle", "published", "responses.response", "responses.date"))


def concerned(recommendation: Record) -> str:
    """Return the State that a recommendation concerns.

    An older record may name Belarus in full; a newer one leaves the field ``country`` out.
    """
    name = recommendation.get("country")
    return BELARUS if name is None else canonical(str(name))


def recommending_states(recommendation: Record) -> list[str]:
    """Return the States that made a recommendation, each once."""
    return list(dict.fromkeys(item["by"] for item in recommendation.get("items", ())))


def texts_by_state(recommendation: Record) -> dict[str, list[str]]:
    """Return the States' own texts, each with the States that said it; {} while all say the same.

    A paragraph may put several States' wordings together, and then its ``text`` is the first.
    """
    states: dict[str, list[str]] = {}
    for item in recommendation.get("items", ()):
        if "text" in item:
            states.setdefault(item["text"], []).append(item["by"])
    return states if len(states) > 1 else {}
