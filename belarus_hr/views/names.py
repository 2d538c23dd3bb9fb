"""How people read the name of an assessor; scripts read the name itself."""

from __future__ import annotations

from belarus_hr.domain.reference.vocabulary import SELF


def assessor_name(assessor: str) -> str:
    """Return an assessor as a person reads it: ``self`` is you."""
    return "you" if assessor == SELF else assessor
