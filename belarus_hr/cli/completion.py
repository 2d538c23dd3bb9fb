"""What Tab completes an option with: words of a closed vocabulary, or what is on record."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import typer

from belarus_hr.cli.process import COMPLETING
from belarus_hr.domain.reference import vocabulary

if TYPE_CHECKING:
    from belarus_hr.domain.collection import Collection
    from belarus_hr.domain.records.kinds import Record

Completions = list[tuple[str, str]]
Complete = Callable[..., Completions]


def completes(values: Iterable[str]) -> Complete | None:
    """Complete a closed vocabulary, whatever the case typed."""
    if not COMPLETING:
        return None
    names = list(values)

    def complete(incomplete: str) -> Completions:
        return _starting(incomplete, ((name, "") for name in names))

    return complete


def of_records(describe: "Callable[[Collection], Iterable[tuple[str, str]]]") -> Complete | None:
    """Complete from the records. Never an error, a message or a new file: at worst nothing."""
    if not COMPLETING:
        return None

    def complete(ctx: typer.Context, incomplete: str) -> Completions:
        from belarus_hr.cli.session import store_meant

        try:
            db = ctx.params.get("db") or ctx.find_root().params.get("db")
            collection = store_meant(db).read()
            return _starting(incomplete, describe(collection))
        except Exception:  # a shell waits: any failure means nothing to offer
            return []

    return complete


def _starting(incomplete: str, names: Iterable[tuple[str, str]]) -> Completions:
    """Return the names that start with what was typed, in the case it was typed in."""
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


def label_completions(field: str) -> "Callable[[Collection], Iterable[tuple[str, str]]]":
    """Return what lists the labels that recommendations bear in a field, such as themes."""

    def of_field(collection: "Collection") -> Iterable[tuple[str, str]]:
        from belarus_hr.domain.records.kinds import RECOMMENDATION

        records: Iterable[Record] = collection.of(RECOMMENDATION).values()
        return ((label, "") for label in sorted({x for r in records for x in r.get(field, ())}))

    return of_field


def states(collection: "Collection") -> Iterable[tuple[str, str]]:
    """Return the recommending States on record."""
    from belarus_hr.domain.query import recommending_states
    from belarus_hr.domain.records.kinds import RECOMMENDATION

    records = collection.of(RECOMMENDATION).values()
    return ((name, "") for name in sorted({x for r in records for x in recommending_states(r)}))


def assessors(collection: "Collection") -> Iterable[tuple[str, str]]:
    """Return the assessors that are known, then the others on record."""
    return ((name, "") for name in dict.fromkeys((*vocabulary.ASSESSORS, *collection.assessors)))
