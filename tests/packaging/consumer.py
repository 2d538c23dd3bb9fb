"""A program of somebody else that uses hrtrack as a library: run, and held by ``mypy --strict``.

It is given the path of a store that is not there yet, and prints what it did.
"""

from __future__ import annotations

import sys
import warnings
from typing import assert_type, cast

from tinydb import where

import belarus_hr
from belarus_hr import Document, InvalidValue, OpenStore, StoreError, open_store
from belarus_hr.record_types import Event, Measure, Recommendation


def supported(store: OpenStore) -> int:
    """Count recommendations of which an answer says that they are supported."""
    count = 0
    for document in store.table("recommendations"):
        recommendation = cast(Recommendation, document)
        answers = recommendation.get("responses", [])
        count += any(answer["response"] == "supported" for answer in answers)
    return count


def add_visit(path: str, visit: Event) -> str:
    """Add an event and return its id."""
    with open_store(path) as store:
        id_ = store.table("events").insert(visit)
        assert_type(id_, str)
        return id_


def move(path: str, id_: str, place: str) -> list[str]:
    """Change where an event was."""
    with open_store(path) as store:
        return store.table("events").update({"place": place}, doc_ids=[id_])


def finish(path: str, id_: str) -> None:
    """Say of a measure that it is completed, and then, what is refused, that nothing was said."""
    with open_store(path) as store:
        measures = store.table("measures")
        document = measures.get(doc_id=id_)
        assert_type(document, Document | None)
        assert document is not None
        measure = cast(Measure, document)
        told = measure.get("progress", [])
        told.append({"state": "completed", "date": "2026-05"})
        measures.update({"progress": told}, doc_ids=[document.doc_id])
    try:
        with open_store(path) as store:
            store.table("measures").update({"progress": []}, where("title") == measure["title"])
    except InvalidValue as error:
        print("refused:", error)


def main(path: str) -> None:
    """Do all of it."""
    warnings.simplefilter("ignore")  # that the store starts from the dataset
    store: OpenStore = open_store(path)
    print("supported:", supported(store) > 0)
    visit: Event = {"date": "2026-02", "mechanism": "CAT", "kind": "visit", "title": "Two days"}
    id_ = add_visit(path, visit)
    print("moved:", move(path, id_, "Minsk") == [id_])
    measure: Measure = {"title": "Train judges"}
    with store:
        named = store.table("measures").upsert(Document(measure, doc_id="measure-judges"))
    assert_type(named, list[str])
    finish(path, "measure-judges")
    try:
        store.table("events").remove(where("kind") == "visit")
    except StoreError as error:
        print("refused:", error)
    here: list[Document] = store.table("events").search(where("place") == "Minsk")
    print("found:", id_ in [document.doc_id for document in here])
    print(all(hasattr(belarus_hr, name) for name in belarus_hr.__all__))


main(sys.argv[1])
