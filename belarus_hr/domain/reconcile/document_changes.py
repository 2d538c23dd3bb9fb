"""What a UN document changes in the recommendation that it was matched with.

What the record says in our words stays, and so does what another source says: where the document
says otherwise, that becomes a dispute with the document as its source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from belarus_hr.domain.reconcile.apply import add_dispute, unite_sources, without_empty
from belarus_hr.domain.reconcile.candidates import current, paragraph_parts, text_key
from belarus_hr.domain.records.kinds import RECOMMENDATION, NewRecord, Record
from belarus_hr.domain.text import similarity
from belarus_hr.domain.text.words import fold_name


def with_document(record: Record, draft: Record) -> NewRecord:
    """Return a recommendation with what a draft of a document, or part of a record, says of it."""
    after: NewRecord = {**draft, **record}
    if "text" in draft:
        _word(after, record, draft)
        _recommended_by(after, record, draft)
    _answer(after, record, draft)
    for name in ("themes", "groups", "sdgs"):
        after[name] = list(dict.fromkeys((*record.get(name, ()), *draft.get(name, ()))))
    unite_sources(after, record, draft)
    return without_empty(RECOMMENDATION, after)


def without_items(record: Record, places: Collection[int]) -> NewRecord:
    """Return a recommendation without the items at these places, for other recommendations."""
    items = record.get("items", ())
    left = [item for place, item in enumerate(items) if place not in places]
    return without_empty(RECOMMENDATION, {**record, "items": left})


def with_items_of(record: Record, other: Record, places: Collection[int]) -> NewRecord:
    """Return a recommendation with the coding of items that stood in another record until now."""
    answer = current(other)
    coded = {
        fold_name(item["by"]): {**({"response": answer} if answer else {}), **item}
        for place, item in enumerate(other["items"])
        if place in places
    }
    items = [{**coded.get(fold_name(item["by"]), {}), **item} for item in record["items"]]
    themes = [theme for item in coded.values() for theme in item.get("themes", ())]
    moved = {"responses": other.get("responses", ()), "themes": themes}
    return with_document({**record, "items": items}, {**moved, "sources": other["sources"]})


def _word(after: NewRecord, record: Record, draft: Record) -> None:
    """Put the official text where there is none, or where only a part of it is; else dispute it."""
    text = record.get("text", "")
    mine, official = text_key(text), text_key(draft["text"])
    parts = {part for part, _ in paragraph_parts(draft["text"])}
    if mine == official or mine in parts or official.startswith(mine):
        after["text"] = draft["text"] if mine != official else min(text, draft["text"], key=_spaced)
        if text and similarity.is_cut_from(record["title"], text):
            after["title"] = draft["title"] if after["text"] == draft["text"] else record["title"]
    else:
        add_dispute(after, f"The text reads: {draft['text']}", {"ref": draft["sources"][0]["ref"]})


def _spaced(text: str) -> tuple[int, str]:
    """Return what puts first, of two texts with the same letters, that which lost no space.

    So the order in which documents are read makes no difference: "to article 8" stays, whether
    "toarticle8" comes before or after it.
    """
    return -len(" ".join(text.split())), text


def _recommended_by(after: NewRecord, record: Record, draft: Record) -> None:
    """Add the States that the document names; dispute those that only the record names.

    The States stand in the document's order, and where it divides the text among them, so does
    the record from now on. The texts of a State that is named twice are told apart by nothing.
    """
    times = Counter(fold_name(item["by"]) for item in draft.get("items", ()))
    texts = {
        (by := fold_name(item["by"])): item.get("text") if times[by] == 1 else None
        for item in draft.get("items", ())
    }
    items = [
        {**item, "text": texts[by]} if texts.get(by := fold_name(item["by"])) else item
        for item in record.get("items", ())
    ]
    mine = {fold_name(item["by"]) for item in items}
    items += [item for item in draft.get("items", ()) if fold_name(item["by"]) not in mine]
    order = list(texts)
    items.sort(key=lambda item: order.index(by) if (by := fold_name(item["by"])) in texts else 999)
    after["items"] = items
    if texts and mine - texts.keys():
        _dispute_states(after, draft["items"], draft["sources"][0]["ref"])
    if texts.keys() - mine and (ref := _read_before(record)):
        _dispute_states(after, record.get("items", ()), ref)


def _read_before(record: Record) -> str:
    """Return the reference of the report or the matrix that gave a record its States, or none."""
    kinds = (f"{record.get('document', 'OHCHR')}, para", "OHCHR, matrix of recommendations")
    refs = (source["ref"] for source in record.get("sources", ()) if record.get("items"))
    return next((ref for ref in refs if ref.startswith(kinds)), "")


def _dispute_states(after: NewRecord, items: Sequence[Record], ref: str) -> None:
    names = ", ".join(dict.fromkeys(item["by"] for item in items))
    add_dispute(after, f"The recommending States were: {names}", {"ref": ref})


def _answer(after: NewRecord, record: Record, draft: Record) -> None:
    """Put an answer into the history, in the order of its stages, or dispute it."""
    history = list(record.get("responses", ()))
    entry: Record = (draft.get("responses") or ({},))[-1]
    response, now = entry.get("response"), current(record)
    if not response or (response, entry.get("ref")) in _dated(history):
        return
    if response == "pending":
        if "pending" not in {answer["response"] for answer in history}:
            history.insert(0, entry)
    elif now in (None, "pending"):
        history.append(entry)
    elif _says_more(entry, history[-1]):
        history[-1] = {**history[-1], **entry}
    elif {response, now} != {"supported", "supported-implemented"} and response != now:
        ref = draft["sources"][0]["ref"]
        add_dispute(after, f"The response was: {response}", {"ref": ref})
    after["responses"] = history


def _dated(history: Sequence[Record]) -> set[tuple[str, str | None]]:
    return {(answer["response"], answer.get("ref")) for answer in history if "date" in answer}


def _says_more(entry: Record, answer: Record) -> bool:
    """Say whether an answer refines another that it agrees with, or dates that of its document."""
    responses = (entry["response"], answer["response"])
    document, other = (each.get("ref", "").partition(",")[0] for each in (entry, answer))
    dates = responses[0] == responses[1] and document == other and "date" not in answer
    return dates or responses == ("supported-implemented", "supported")
