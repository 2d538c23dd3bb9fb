"""The headings of columns as people write them, compared without regard to how."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from belarus_hr.domain.text.words import shown


@lru_cache(maxsize=4096)
def fold_heading(name: str) -> str:
    """Return a key that is equal for the spellings of a heading.

    Case, spaces, hyphens, underscores and stops make no difference: "Recommended by" is
    RECOMMENDED_BY, and "Rec. №" is "rec no". A heading without letters, as "#", stays.
    """
    plain = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    return "".join(sign for sign in plain if sign.isalnum()) or plain.strip()


def listed(names: list[str]) -> str:
    """Return names of columns as a list in a sentence, the first twelve of many."""
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return ", ".join(map(shown, names[:12])) + more
