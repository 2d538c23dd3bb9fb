"""A field: its name, its type, and all that the program needs to know about it.

Listings, file formats, forms, filters, completion, merges, public copies, checks and the
reference follow from this description; no other module says how a field behaves by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from belarus_hr.domain.frozen import Frozen
from belarus_hr.domain.records import validators
from belarus_hr.domain.records.validators import Check
from belarus_hr.domain.text import edtf

#: How a cell of a spreadsheet holds a value: as it is; as bare JSON (a number, true or false);
#: as texts divided by ``; ``; or as JSON.
CellFormat = Literal["text", "bare", "texts", "json"]
#: What divides the texts of a list that are written as a single text.
BETWEEN_TEXTS = "; "
#: How a table for people draws a value.
Drawn = Literal["text", "date", "symbol", "sources", "values"]
#: The date of an event in the past; of an event that may be announced; or of a deadline.
Tense = Literal["happened", "happens", "due"]


class FieldType(Frozen):
    """The sort of value that a field takes, and what follows from that alone."""

    #: Returns the value in its normal form, or raises InvalidValue.
    check: Check
    cell: CellFormat = "text"
    drawn: Drawn = "text"
    #: An empty value is ``[]`` in a row.
    is_list: bool = False
    #: A table may break the value into lines.
    wraps: bool = False
    #: The value holds no free text, so it names nobody.
    closed: bool = False
    #: The words of a closed vocabulary, for completion with Tab.
    words: tuple[str, ...] = ()
    #: Keys that each object of the list must have.
    required_keys: tuple[str, ...] = ()
    #: Keys that each object of the list may have, each with its check.
    keys: tuple[tuple[str, Check], ...] = ()
    #: The value holds a number in parts, as 97.10, which a spreadsheet takes for a fraction.
    numbered: bool = False
    #: The value may hold a number with a fraction: 1 and 1.0 are equal then, and two values.
    fractions: bool = False


def _url(value: object) -> str:
    """Return a web address without a password in it; an empty text for a blank one."""
    if isinstance(value, str) and not value.strip():
        return ""
    # Loaded where it is needed: what is read was checked when it was written.
    from belarus_hr.domain.reference.un_symbols import check_url

    return check_url(value)


#: The keys that say where a statement can be checked: a source has them, and others besides.
SOURCE_KEYS: dict[str, Check] = {"ref": validators.line, "url": _url, "note": validators.long}
_source = validators.object_of("source", SOURCE_KEYS, ("ref",))


def check_source(value: object) -> dict[str, str]:
    """Return a source in its normal form; a plain text is taken as its ``ref``."""
    source: dict[str, str] = _source({"ref": value} if isinstance(value, str) else value)
    return source


LINE = FieldType(check=validators.line)
LONG_TEXT = FieldType(check=validators.long, wraps=True)
DATE = FieldType(check=edtf.check_date, drawn="date", closed=True)
WHOLE = FieldType(check=validators.whole, cell="bare")
FLAG = FieldType(check=validators.flag, cell="bare")
#: The symbol of a UN document.
SYMBOL = FieldType(check=validators.line, drawn="symbol")
#: The id of another record; the field says of which kind, by ``links_to``.
RECORD_ID = FieldType(check=validators.line, numbered=True)
#: The number of a paragraph: 97.10.
PARAGRAPH = FieldType(check=validators.line, numbered=True)
TEXTS = FieldType(check=validators.list_of(validators.line), cell="texts", is_list=True, wraps=True)
#: The ids of other records, of the kind that the field says.
RECORD_IDS = TEXTS.replace(numbered=True)
SOURCES = FieldType(
    check=validators.list_of(check_source),
    cell="texts", drawn="sources", is_list=True, wraps=True, required_keys=("ref",),
    keys=tuple(SOURCE_KEYS.items()),
)  # fmt: skip


def choice(what: str, words: tuple[str, ...] | Mapping[str, str]) -> FieldType:
    """Return the type of a field that takes a word of a closed vocabulary.

    The words may be given with what each means.
    """
    return FieldType(check=validators.one_of(what, words), closed=True, words=tuple(words))


def objects(
    check: Check, required_keys: tuple[str, ...] = (), keys: Mapping[str, Check] | None = None
) -> FieldType:
    """Return the type of a field that holds a list of objects."""
    return FieldType(
        check=check, cell="json", is_list=True, wraps=True,
        required_keys=required_keys, keys=tuple((keys or {}).items()),
    )  # fmt: skip


class Field(Frozen):
    """One field of a record, or a key of a row that is derived from other fields or records.

    Every command loads all fields, and a dataclass would make each start slower (``Frozen``).
    """

    name: str
    #: The meaning of the field, for the reference and the form.
    about: str
    type: FieldType = LINE
    required: bool = False
    #: A table may break the value into lines, even where the type does not allow that.
    wraps: bool = False
    #: A listing shows the field by default on a terminal of at least so many columns.
    from_width: int | None = None
    #: The option, without dashes, by which a listing filters for a value of the field.
    filter: str | None = None
    #: The field, or the key in a field (``items.by``), from which a row derives this key.
    made_of: str | None = None
    #: What makes the key of a part of it, as the region of a State.
    made_by: Callable[[str], str] | None = None
    #: The name of the kind of the record whose id the field holds, or of the records; several
    #: names, divided by ``|``, where it may hold ids of records of several kinds.
    links_to: str | None = None
    #: The tense of a date, or of the dates in the entries of a list.
    tense: Tense | None = None
    #: The fields whose dates, where known, come before this date.
    after: tuple[str, ...] = ()
    #: The fields of which the first known date says when this deadline was met.
    due_for: tuple[str, ...] = ()
    #: The entries of the list cite sources.
    cites: bool = False
    #: No other record has the value: the symbol of a document that is of this record alone.
    unique: bool = False
    #: The record would mislead without the field: a public copy has both or neither.
    essential: bool = False
    #: No record is anything without the field: ``sensitive`` must not name it.
    always_public: bool = False
    #: The list would mislead without any of its entries: a public copy has all or none.
    all_or_nothing: bool = False
    #: Two entries may be equal: two States can make the same recommendation.
    repeats: bool = False
    #: The field says who acted or spoke.
    names_actor: bool = False
    #: The field puts records into classes, as by theme, and names nobody.
    classifies: bool = False
    #: The keys that identify an entry of the list, so that a changed entry is the same entry.
    entry_key: tuple[str, ...] = ()
    #: The keys that say what an entry is about: of two entries about the same, the later corrects.
    about_keys: tuple[str, ...] = ()
    #: How many entries the list has at least, where it is not empty.
    least: int = 1
    #: The entries of the list stay as they are: a later entry is added to them.
    only_added: bool = False
    #: A later entry is not of an earlier day than the last one that was there.
    in_time: bool = False

    @property
    def linked_kinds(self) -> tuple[str, ...]:
        """The names of the kinds of the records whose ids the field may hold."""
        return tuple(self.links_to.split("|")) if self.links_to else ()

    @property
    def check(self) -> Check:
        """The check of a value of the field."""
        return (
            validators.not_fewer(self.type.check, self.least) if self.least > 1 else self.type.check
        )

    @property
    def may_wrap(self) -> bool:
        """Whether a table may break the value into lines."""
        return self.wraps or self.type.wraps
