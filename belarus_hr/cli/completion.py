"""What Tab completes an option with: words of a closed vocabulary, or what is on record."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import typer

from belarus_hr.cli.process import COMPLETING
from belarus_hr.domain.reference import vocabulary

if TYPE_CHECKING:
    from belarus_hr.domain.collection import Collection
    from belarus_hr.domain.records.kinds import Record
    from belarus_hr.store import Store

Completions = list[tuple[str, str]]
Complete = Callable[..., Completions]


def completes(
    values: Iterable[str] | Callable[[], Iterable[str]], *, several: bool = False
) -> Complete | None:
    """Complete the words of a closed vocabulary, given as words or as a function that returns them.

    Where all that was typed is in lower case, the words are offered so. With ``several``, the last
    of the words divided by commas is completed.
    """
    if not COMPLETING:
        return None
    names = [(name, "") for name in (values() if callable(values) else values)]

    def complete(incomplete: str) -> Completions:
        return (_last_of_several if several else _starting)(incomplete, names)

    return complete


def of_records(describe: "Callable[[Collection], Iterable[tuple[str, str]]]") -> Complete | None:
    """Complete from the records. Never an error, a message or a new file: at worst nothing."""
    return _of_store(lambda store: describe(store.read()))


def of_log() -> Complete | None:
    """Complete the keys of the log's entries, the newest first, as ``of_records`` does."""
    return _of_store(
        lambda store: [(key, entry["command"]) for key, entry in list(store.log().items())[::-1]]
    )


def _of_store(describe: "Callable[[Store], Iterable[tuple[str, str]]]") -> Complete | None:
    if not COMPLETING:
        return None

    def complete(ctx: typer.Context, incomplete: str) -> Completions:
        from belarus_hr.cli.session import store_meant

        try:
            db = ctx.params.get("db") or ctx.find_root().params.get("db")
            return _starting(incomplete, describe(store_meant(db)))
        except Exception:  # a shell waits: any failure means nothing to offer
            return []

    return complete


def columns(*, several: bool = False) -> Complete | None:
    """Complete the names of the columns that the command shows.

    With ``several``, the last of the names divided by commas is completed: ``id,ti`` to
    ``id,title``.
    """
    if not COMPLETING:
        return None

    def complete(ctx: typer.Context, incomplete: str) -> Completions:
        names = [*_columns(ctx).items()]
        return (_last_of_several if several else _starting)(incomplete, names)

    return complete


def field_names() -> Complete | None:
    """Complete ``FIELD=`` with the fields of the kind that ``--record`` names, or of all kinds."""
    if not COMPLETING:
        return None

    def complete(ctx: typer.Context, incomplete: str) -> Completions:
        from belarus_hr.domain.records.kinds import BY_NAME, KINDS

        named = BY_NAME.get(ctx.params.get("record") or "")
        every = (field for kind in ([named] if named else KINDS) for field in kind.fields)
        return _starting(incomplete, {f"{field.name}=": field.about for field in every}.items())

    return complete


def _last_of_several(incomplete: str, names: Iterable[tuple[str, str]]) -> Completions:
    """Return the names that the last of the words divided by commas starts, each once."""
    before, comma, last = incomplete.rpartition(",")
    typed = before.split(",")
    rest = [(name, about) for name, about in names if name not in typed]
    return [(before + comma + name, about) for name, about in _starting(last, rest)]


def _columns(ctx: typer.Context) -> Mapping[str, str]:
    """Return the columns of what a command shows, as far as its line is typed."""
    from belarus_hr.domain.records.kinds import BY_NAME, BY_TABLE
    from belarus_hr.views import listings

    command, typed = ctx.info_name, ctx.params
    # The commands that list a kind bear the name of its table.
    kind = BY_TABLE.get("recommendations" if command == "recs" else str(command))
    if command == "list":
        kind = BY_NAME.get(typed.get("record") or "", BY_NAME["event"])
    if kind:
        return listings.of_kind(kind).columns
    if command == "status":
        return _columns_of_status(typed)
    others = {
        "due": listings.DUE,
        "factsheet": listings.FACT_SHEET,
        "check": listings.FINDINGS,
        "repair": listings.FINDINGS,
        "log": listings.LOG_ENTRIES,
        "merge": listings.CONFLICTS,
    }
    if command in others:
        return others[command].columns
    every = (listings.of_kind(kind).columns for kind in BY_NAME.values())
    return {name: about for columns_of_kind in every for name, about in columns_of_kind.items()}


def _columns_of_status(typed: Mapping[str, Any]) -> Mapping[str, str]:
    from belarus_hr.views import mechanism_rows, status_rows

    groupings = typed.get("group_by") or ()
    if typed.get("since") or typed.get("until"):
        return status_rows.CHANGES.columns
    if groupings:
        return (status_rows.GROUPS, status_rows.CROSS)[min(len(groupings), 2) - 1].columns
    # An argument is not known before the option that is being typed has its value.
    return {**mechanism_rows.OVERVIEW.columns, **status_rows.UPR.columns}


def _starting(incomplete: str, names: Iterable[tuple[str, str]]) -> Completions:
    """Return the names that start with what was typed; in lower case where that is."""
    spelled = str.lower if incomplete.islower() else str
    return [
        (_harmless(spelled(name)), _harmless(about)[:_DESCRIPTION])
        for name, about in names
        if spelled(name).startswith(incomplete)
    ]


def _harmless(text: str) -> str:
    """Return text with the signs replaced that a shell would obey.

    The script of zsh evaluates it, bash puts it on the command line as it is. Square
    brackets too: Typer takes them for markup.
    """
    from belarus_hr.domain.text.safe_text import visible

    return visible(text).translate(_HARMLESS)


#: How far the wide form of a sign lies behind it.
_WIDE = 0xFEE0
#: Typer wraps longer ones, and a description is one line.
_DESCRIPTION = 60
_HARMLESS = str.maketrans(
    {'"': "”", "\\": "/", "$": "S", "`": "’", "[": "(", "]": ")"}
    | {sign: chr(ord(sign) + _WIDE) for sign in "!&;<>|"}
)


def ids(collection: "Collection") -> Iterable[tuple[str, str]]:
    """Yield each id with its title, and each paragraph."""
    for id_, kind in collection.ids():
        record = collection.of(kind)[id_]
        yield id_, record.get("title", "")
        if "paragraph" in record:
            yield record["paragraph"], record["title"]


def can_be_evidence(collection: "Collection") -> Iterable[tuple[str, str]]:
    """Yield each id that a verdict can rest on, with its title."""
    from belarus_hr.domain.records.kinds import ASSESSMENT, BY_NAME

    for name in ASSESSMENT.by_name["evidence"].linked_kinds:
        for id_, record in collection.of(BY_NAME[name]).items():
            yield id_, record["title"]


def label_completions(field: str) -> "Callable[[Collection], Iterable[tuple[str, str]]]":
    """Return what lists the labels that recommendations bear in a field, such as themes."""

    def of_field(collection: "Collection") -> Iterable[tuple[str, str]]:
        from belarus_hr.domain.records.kinds import RECOMMENDATION

        records: Iterable[Record] = collection.of(RECOMMENDATION).values()
        return ((label, "") for label in sorted({x for r in records for x in r.get(field, ())}))

    return of_field


def tags(collection: "Collection") -> Iterable[tuple[str, str]]:
    """Return the tags of events on record."""
    from belarus_hr.domain.records.kinds import EVENT

    records: Iterable[Record] = collection.of(EVENT).values()
    return ((tag, "") for tag in sorted({tag for x in records for tag in x.get("tags", ())}))


def sheet_items(collection: "Collection") -> Iterable[tuple[str, str]]:
    """Yield each item of the fact sheet with what it says."""
    from belarus_hr.domain.records.kinds import SHEET_ITEM
    from belarus_hr.domain.text.words import natural

    items = sorted(collection.of(SHEET_ITEM).values(), key=lambda item: natural(item["item"]))
    return ((item["item"], item["title"]) for item in items)


def countries(collection: "Collection") -> Iterable[tuple[str, str]]:
    """Return the States that recommendations concern, and the word ``all``."""
    return ((name, "") for name in (*sorted(collection.countries()), "all"))


def states(collection: "Collection") -> Iterable[tuple[str, str]]:
    """Return the recommending States on record."""
    from belarus_hr.domain.records.kinds import RECOMMENDATION
    from belarus_hr.domain.records.recommendation import recommending_states

    records = collection.of(RECOMMENDATION).values()
    return ((name, "") for name in sorted({x for r in records for x in recommending_states(r)}))


def assessors(collection: "Collection") -> Iterable[tuple[str, str]]:
    """Return the assessors that are known, then the others on record."""
    spoken = collection.verdicts.assessors
    return ((name, "") for name in dict.fromkeys((*vocabulary.ASSESSORS, *spoken)))
