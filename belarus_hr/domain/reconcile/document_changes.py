"""What a UN document changes in the recommendation that it was matched with.

What the record says in our words stays, and so does what another source says: where the document
says otherwise, that becomes a dispute with the document as its source.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from belarus_hr.domain.reconcile.apply import (
    add_dispute,
    overall,
    unite_sources,
    without_empty,
)
from belarus_hr.domain.reconcile.candidates import current, own_text, paragraph_parts, text_key
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


class TakenItems(NamedTuple):
    """A record that stands without its paragraph, and the places of items that go into one."""

    record: Record
    places: Sequence[int]


def with_items_of(draft: Record, taken: Sequence[TakenItems], *, has_home: bool) -> Record:
    """Return a paragraph with the coding of items that stood in other records until now.

    With ``has_home`` the first of these records becomes the paragraph's, and keeps the rest.
    """
    answers = {_answer_to(record, place) for record, places in taken for place in places}
    coded: dict[str, list[_CodedItem]] = defaultdict(list)
    for number, (record, places) in enumerate(taken):
        for place in places:
            item, answer = record["items"][place], _answer_to(record, place)
            spelled = answer and (len(answers) > 1 or number or not has_home)
            answered = {**item, **({"response": answer} if spelled else {})}
            coded[fold_name(item["by"])].append(_CodedItem(answered, own_text(record, item)))
    themes = [
        theme for items in coded.values() for one in items for theme in one.item.get("themes", ())
    ]
    joined: Record = {**draft, "items": _joined(draft, coded)} if taken else draft
    for record, _ in taken[has_home:]:
        answered_at_home = has_home and "responses" in taken[0].record
        responses = () if answered_at_home else record.get("responses", ())
        moved = {"responses": responses, "themes": themes, "sources": record["sources"]}
        joined = with_document(joined, moved)
    return joined if has_home else with_overall_answer(joined, joined)


def with_overall_answer(record: Record, draft: Record) -> Record:
    """Return a record with the answer that follows from a paragraph's items, if these differ."""
    answers = {item["response"] for item in draft.get("items", ()) if "response" in item}
    answer, history = overall(draft.get("items", ())), record.get("responses", ())
    if len(answers) < 2 or not history or answer in (None, current(record)):
        return record
    return {**record, "responses": [*history[:-1], {**history[-1], "response": answer}]}


class _CodedItem(NamedTuple):
    """An item as UPR Info codes it, and what its State asks in UPR Info's words."""

    item: Record
    text: str


def _answer_to(record: Record, place: int) -> str | None:
    answer: str | None = record["items"][place].get("response") or current(record)
    return answer


def _joined(draft: Record, coded: dict[str, list[_CodedItem]]) -> list[Record]:
    """Return the items of a paragraph with their coding, by their wording, then by their State.

    ``coded`` loses them. What is left of a State is an item more, and each has its own text then:
    UPR Info makes several of what the report says once.
    """
    found: dict[int, _CodedItem] = {}
    for exactly in (True, False):
        for place, item in enumerate(draft["items"]):
            mine = coded.get(fold_name(item["by"]), [])
            key = text_key(own_text(draft, item))
            one = next((c for c in mine if not exactly or text_key(c.text) == key), None)
            if one is not None and place not in found:
                found[place] = one
                mine.remove(one)
    items: list[Record] = []
    for place, item in enumerate(draft["items"]):
        one = found.get(place)
        if one is not None and coded[fold_name(item["by"])]:
            items.append({**item, **one.item, "text": one.text})
        else:
            items.append({**(one.item if one else {}), **item})
    left = (one for each in coded.values() for one in each)
    return [*items, *({**one.item, "text": one.text} for one in left)]


def _word(after: NewRecord, record: Record, draft: Record) -> None:
    """Put the official text where there is none, or where only a part of it is; else dispute it.

    A text without its paragraph's number is UPR Info's, which shortens: the official one replaces
    it.
    """
    text = record.get("text", "")
    mine, official = text_key(text), text_key(draft["text"])
    parts = {part for part, _ in paragraph_parts(draft["text"])}
    part = mine == official or mine in parts or official.startswith(mine)
    if part or "paragraph" not in record:
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
    the record from now on. The texts of a State that either names twice are told apart by nothing.
    """
    times = Counter(fold_name(item["by"]) for item in draft.get("items", ()))
    texts = {
        (by := fold_name(item["by"])): item.get("text") if times[by] == 1 else None
        for item in draft.get("items", ())
    }
    mine = Counter(fold_name(item["by"]) for item in record.get("items", ()))
    items = [
        {**item, "text": texts[by]}
        if texts.get(by := fold_name(item["by"])) and mine[by] == 1
        else item
        for item in record.get("items", ())
    ]
    new = [item for item in draft.get("items", ()) if fold_name(item["by"]) not in mine]
    items += new
    if new:  # Else they stand in the document's order, or the same document read again moves some.
        order = list(texts)
        items.sort(
            key=lambda item: order.index(by) if (by := fold_name(item["by"])) in order else 999
        )
    after["items"] = items
    if texts and mine.keys() - texts.keys():
        _dispute_states(after, draft["items"], draft["sources"][0]["ref"])
    if texts.keys() - mine.keys() and (ref := _read_before(record)):
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
        if "paragraph" not in record:  # Until now UPR Info's alone: the document's is the answer.
            ref = history[-1].get("ref", record["sources"][0]["ref"])
            history, response = [entry], now
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
