"""What a field is: its name, its type, and all that the program needs to know about it.

Listings, file formats, forms, filters, completion, merges, public copies, checks and the
reference follow from what is declared here; no other module names fields to say how they behave.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from belarus_hr.domain.records import validators
from belarus_hr.domain.records.validators import Check
from belarus_hr.domain.reference import un_symbols
from belarus_hr.domain.text import edtf

#: How a cell of a spreadsheet holds a value: as it is; as bare JSON (a number, a yes or no);
#: texts divided by ``; ``; or as JSON.
CellFormat = Literal["text", "bare", "texts", "json"]
#: How a table for people draws a value.
Drawn = Literal["text", "date", "symbol", "sources"]
#: What a date is of: of what has happened, of what happens and may be announced, or of what
#: is due.
Tense = Literal["happened", "happens", "due"]


class FieldType(NamedTuple):
    """What sort of value a field takes, and what follows from that alone."""

    #: Returns a value in its normal form, or raises InvalidValue.
    check: Check
    cell: CellFormat = "text"
    drawn: Drawn = "text"
    #: An empty one is ``[]`` in a row.
    is_list: bool = False
    #: A table may break its lines.
    wraps: bool = False
    #: No free text can stand in it, so it names nobody.
    closed: bool = False
    #: The words of a closed vocabulary, for Tab.
    words: tuple[str, ...] = ()
    #: Keys that no object of a list can be without.
    required_keys: tuple[str, ...] = ()
    #: May hold a number with a fraction, of which 1 and 1.0 are written apart.
    fractions: bool = False


LINE = FieldType(check=validators.line)
LONG_TEXT = FieldType(check=validators.long, wraps=True)
DATE = FieldType(check=edtf.check, drawn="date", closed=True)
WHOLE = FieldType(check=validators.whole, cell="bare")
FLAG = FieldType(check=validators.flag, cell="bare")
#: The symbol of a UN document.
SYMBOL = FieldType(check=validators.line, drawn="symbol")
#: The id of another record.
RECORD_ID = FieldType(check=validators.line)
TEXTS = FieldType(check=validators.list_of(validators.line), cell="texts", is_list=True, wraps=True)
SOURCES = FieldType(
    check=validators.list_of(un_symbols.check_source),
    cell="texts", drawn="sources", is_list=True, wraps=True, required_keys=("ref",),
)  # fmt: skip


def choice(what: str, words: tuple[str, ...]) -> FieldType:
    """Return the type of a field that takes one word of a closed vocabulary."""
    return FieldType(check=validators.one_of(what, words), closed=True, words=words)


def objects(check: Check, required_keys: tuple[str, ...] = ()) -> FieldType:
    """Return the type of a field that holds a list of objects."""
    return FieldType(
        check=check, cell="json", is_list=True, wraps=True, required_keys=required_keys
    )


class Field(NamedTuple):
    """One field of a record, or a key of a row that follows from fields, other records or the day.

    Named tuples, as they cost each start of the program less than other classes do.
    """

    name: str
    #: What it is, for the reference and the form.
    about: str
    type: FieldType = LINE
    required: bool = False
    #: Whether a table may break its lines, where its type does not say so.
    wraps: bool = False
    #: A listing shows it, unasked, on a terminal of so many columns.
    from_width: int | None = None
    #: The option that asks a listing for it, without dashes.
    filter: str | None = None
    #: The field, or the part of one, that a key of a row is made of, where it has another name.
    made_of: str | None = None
    #: What makes the key of a part of it, as the region of a State.
    made_by: Callable[[str], str] | None = None
    #: What a date is of; of a list, what the dates in its entries are of.
    tense: Tense | None = None
    #: Dates that come before this one, where they are known.
    after: tuple[str, ...] = ()
    #: What is due by this date: the first of these dates that is known.
    due_for: tuple[str, ...] = ()
    #: Its entries say where something comes from.
    cites: bool = False
    #: It is the symbol of a document that is this record's own: no other record has it.
    own: bool = False
    #: The record would mislead without it: a public copy has it, or has no record.
    essential: bool = False
    #: The list would mislead without one of its entries.
    whole: bool = False
    #: Its entries may be alike and yet two: two States make one and the same recommendation.
    repeats: bool = False
    #: It says who acted or spoke.
    who: bool = False
    #: It sorts records and names nobody.
    sorts: bool = False
    #: Keys that tell the entries of the list apart, where an entry can be changed.
    known_by: tuple[str, ...] = ()

    @property
    def check(self) -> Check:
        """The check that puts a value into its normal form."""
        return self.type.check

    @property
    def is_list(self) -> bool:
        """Whether an empty one is ``[]`` in a row."""
        return self.type.is_list

    @property
    def drawn(self) -> Drawn:
        """How a table for people draws a value."""
        return self.type.drawn

    @property
    def cell(self) -> CellFormat:
        """How a cell of a spreadsheet holds a value."""
        return self.type.cell

    @property
    def may_wrap(self) -> bool:
        """Whether a table may break its lines."""
        return self.wraps or self.type.wraps
