"""What a row or an annotation changes in the record that it is.

What the record says in our words, or from other sources, stays: a row adds what is
missing and updates what came from its own source. A response that differs from that of another
source is kept beside it as a dispute.
"""

from __future__ import annotations

from collections.abc import Sequence

from belarus_hr.domain.reconcile.candidates import (
    Slot,
    SourceRow,
    current,
    item_keys,
    source_refs,
    text_key,
)
from belarus_hr.domain.records.kinds import RECOMMENDATION, Kind, NewRecord, Record
from belarus_hr.domain.reference.vocabulary import SUPPORTED
from belarus_hr.domain.text import similarity


def in_field_order(kind: Kind, record: Record) -> NewRecord:
    """Return a record with its fields in the order of the kind, as ``normalise`` gives it."""
    return {field.name: record[field.name] for field in kind.fields if field.name in record}


def without_empty(kind: Kind, record: Record) -> NewRecord:
    """Return a record without its empty fields, in the order of the fields."""
    return in_field_order(kind, {name: value for name, value in record.items() if value})


def with_row(record: NewRecord, base: NewRecord, row: SourceRow, slot: Slot) -> NewRecord:
    """Return a recommendation with what a row of UPR Info says in the slot's item.

    The history of answers is made from ``base``, the record before the file: three rows of a
    file that change the answer of a paragraph leave one new answer in its history, not three.
    """
    after = {**row.draft.record, **record}
    items = [dict(item) for item in record.get("items", ())]
    if slot.item is None:
        slot.item = len(items)
        items.append({"by": row.by})
    answered = _code(items[slot.item], row, record)
    if answered and row.coding.response != current(record):
        _spell_out(items, record)
    after["items"] = items
    after["themes"] = _themes(record, items)
    _word(after, record, items, row, slot)
    if answered:
        _answer(after, base, overall(items), row.draft.record)
    unite_sources(after, record, row.draft.record)
    return without_empty(RECOMMENDATION, after)


def _code(item: NewRecord, row: SourceRow, record: NewRecord) -> bool:
    """Give an item the coding of its row; say whether the row gives another answer."""
    action, response, themes = row.coding
    if action is not None:
        item["action"] = action
    if themes is not None and themes != frozenset(item.get("themes", ())):
        item["themes"] = row.draft.record["items"][0]["themes"]
    if response in (None, item.get("response") or current(record)):
        return False
    item["response"] = response
    return True


def _spell_out(items: Sequence[NewRecord], record: NewRecord) -> None:
    """Write the paragraph's answer into each item without one of its own.

    This is done before the paragraph's answer changes, so that these items keep the old one. That
    a report says "pending" is of the paragraph as a whole, which the State has answered by now.
    """
    answer = current(record)
    if not answer or (answer == "pending" and _of_document(record)):
        return
    for item in items:
        item.setdefault("response", answer)


def _of_document(record: NewRecord) -> bool:
    """Say whether a record is a numbered paragraph of a document."""
    return "paragraph" in record and "document" in record


def _themes(record: NewRecord, items: Sequence[NewRecord]) -> list[str]:
    """Return the issues of the record with those of its items.

    If until now the record had exactly its items' issues, an issue that no item has now is
    dropped.
    """
    themes: list[str] = record.get("themes", [])
    of_items = list(dict.fromkeys(theme for item in items for theme in item.get("themes", ())))
    before = record.get("items", ())
    of_items_before = {theme for item in before for theme in item.get("themes", ())}
    if before and all("themes" in item for item in before) and of_items_before == set(themes):
        themes = [theme for theme in themes if theme in of_items]
    return list(dict.fromkeys((*themes, *of_items)))


# --- texts ------------------------------------------------------------------------


def _word(
    after: NewRecord, record: NewRecord, items: list[NewRecord], row: SourceRow, slot: Slot
) -> None:
    """Put a row's text in the record or in its item, unless the item has that wording.

    A text that has its number is the report's, and stays. An item only gets the row's own where
    UPR Info makes several of it.
    """
    keys_of_items = item_keys({**record, "items": items})
    if not row.text or row.key in keys_of_items[slot.item or 0]:
        return
    old = record.get("text")
    if old is not None and _of_document(record):
        if slot.split:
            _keep_common(items, items[slot.item or 0], keys_of_items, old)
            items[slot.item or 0]["text"] = row.text
        return
    if len(items) == 1:
        after["text"] = row.text
        items[0].pop("text", None)
    else:
        item = items[slot.item or 0]
        _keep_common(items, item, keys_of_items, old)
        was, item["text"] = item.get("text"), row.text
        others = any(other.get("text") == old for other in items)
        after["text"] = row.text if old is None or (was == old and not others) else old
    if old is not None and after["text"] != old and similarity.is_cut_from(record["title"], old):
        after["title"] = row.draft.record["title"]


def _keep_common(
    items: list[NewRecord], item: NewRecord, known: list[tuple[str, ...]], text: str | None
) -> None:
    """Copy the shared text into all other items before one item gets its own.

    They would lose it otherwise.
    """
    if text is None or any("text" in other for other in items):
        return
    shared = (text_key(text),)
    for other, keys in zip(items, known, strict=True):
        if other is not item and keys == shared:
            other["text"] = text
    item.setdefault("text", text)


# --- answers ----------------------------------------------------------------------


def overall(items: Sequence[NewRecord]) -> str | None:
    """Return the answer to a paragraph that follows from the answers to its items, if any does."""
    answers = {item["response"] for item in items if "response" in item}
    if len(answers) == 1:
        return str(*answers)
    if answers <= SUPPORTED:
        return "supported"
    return "partly-supported" if "pending" not in answers else None


def _answer(after: NewRecord, base: NewRecord, answer: str | None, draft: Record) -> None:
    """Put the answer of a draft into the history of the record.

    The answer is the first, or replaces the last answer of the same source, or contradicts that
    of another source and becomes a dispute.
    """
    history: list[NewRecord] = base.get("responses", [])
    if answer is None:
        return
    after["responses"] = history
    after["disputes"] = base.get("disputes", [])
    if not history:
        entry = draft["responses"][-1] if draft.get("responses") else {}
        after["responses"] = [{**entry, "response": answer}]
    elif history[-1]["response"] == answer:
        return
    elif history[-1]["response"] == "pending" and draft.get("responses"):
        # The State has answered since.
        after["responses"] = [*history, {**draft["responses"][-1], "response": answer}]
    elif _same_source(history[-1], draft):
        after["responses"] = [*history[:-1], {**history[-1], "response": answer}]
    else:
        source = (draft.get("sources") or [{"ref": "an import"}])[0]
        add_dispute(after, f"The response was: {answer}", source)


def _same_source(entry: NewRecord, draft: Record) -> bool:
    """Say whether an answer on record comes from a source of the draft, or names no source."""
    return "ref" not in entry or _publication(entry["ref"]) in map(_publication, source_refs(draft))


def _publication(ref: str) -> str:
    """Return the document or database of a reference, without the place in it."""
    return ref.partition(",")[0].strip().casefold()


def add_dispute(after: NewRecord, says: str, source: Record) -> None:
    """Say once in the disputes of a record what a source says against it."""
    dispute = {"says": says, **{name: source[name] for name in ("ref", "url") if name in source}}
    if dispute not in after.get("disputes", ()):
        after["disputes"] = [*after.get("disputes", ()), dispute]


def unite_sources(after: NewRecord, record: Record, draft: Record) -> None:
    """Give a record its own sources and those of a draft that it does not cite."""
    refs = source_refs(record)
    new = [source for source in draft.get("sources", ()) if source["ref"] not in refs]
    after["sources"] = [*record.get("sources", ()), *new]


# --- annotations ------------------------------------------------------------------


def with_annotation(record: NewRecord, base: NewRecord, annotation: Record) -> NewRecord:
    """Return a recommendation with what an annotation of UHRI says of it.

    A record that rests on UHRI alone, its title cut from its text, is replaced. Any other
    record is completed where it says nothing. A State that only UHRI lists does not become an
    item: items are counted.
    """
    after = {**annotation, **record}
    if _rests_on(annotation, base):
        after = {**record, **annotation}
    after["responses"] = record.get("responses", [])
    answer = current(annotation)
    if answer not in (None, current(record)):
        _answer(after, base, answer, annotation)
    unite_sources(after, record, annotation)
    return without_empty(RECOMMENDATION, after)


def _rests_on(annotation: Record, record: NewRecord) -> bool:
    """Say whether a record came from UHRI alone.

    Such a record cites only the annotation's sources, and its title is the start of its text.
    """
    text = record.get("text") or annotation.get("text", "")
    only_source = source_refs(record) <= source_refs(annotation)
    return only_source and similarity.is_cut_from(record["title"], text)
