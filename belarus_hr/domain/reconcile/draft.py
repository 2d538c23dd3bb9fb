"""A record read from a file of others, before it is known whether it is on record already."""

from __future__ import annotations

from typing import NamedTuple

from belarus_hr.domain.records.kinds import Kind, Record

#: What a file can be; it decides how its records are matched with those on record.
UPR_INFO, UHRI, RECORDS = "upr-info", "uhri", "records"


class Draft(NamedTuple):
    """One record of a file.

    ``place`` is where it stands, in the file's own count ("row 12", "line 3",
    "record 7"). ``id`` is the one that the file gives it, empty when it gives none.
    ``record`` is in its normal form. ``repairs`` are the slips of the file that were
    mended on the way, each in a few words. ``origin`` is one of the three above.
    """

    place: str
    kind: Kind
    id: str
    record: Record
    repairs: tuple[str, ...] = ()
    origin: str = RECORDS
