"""A file read twice changes nothing, whatever it holds and in whatever order.

- rows of UPR Info: the second time all are unchanged, or out for the same reason
- annotations of UHRI: the same
- records with ids, without ids: the same
- two orders of a file leave the same records, but for texts that stand first
- what is joined is in its normal form, and no record disappears
"""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from joined import carry_out

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.reconcile.own_records import RECORDS
from belarus_hr.domain.reconcile.reconcile import Draft, LeftOut, Matcher, Reconciled, reconcile
from belarus_hr.domain.reconcile.uhri import UHRI
from belarus_hr.domain.reconcile.upr_info import UPR_INFO
from belarus_hr.domain.records.kinds import (
    ASSESSMENT,
    BY_NAME,
    EVENT,
    RECOMMENDATION,
    Record,
    normalise,
)

STATES = ("Norway", "Cuba", "Côte d'Ivoire")
TEXTS = (
    "Abolish the death penalty",
    "Abolish the death penalty in law",
    "Abolish the death penalty, in law.",
    "Ratify the Optional Protocol on torture",
    "Ratify the Optional Protocol on children",
    "Protect journalists who report on elections and ease the registration of media",
    "Protect the journalists who report on elections and ease the registration of media",
)
THEMES = ("Death penalty", "Elections", "Labour")
RESPONSES = ("supported", "noted", "pending")
_themes = st.lists(st.sampled_from(THEMES), max_size=2, unique=True)
_item = st.fixed_dictionaries(
    {"by": st.sampled_from(STATES)},
    optional={
        "action": st.integers(3, 4),
        "response": st.sampled_from(RESPONSES),
        "themes": _themes,
    },
)
_answers = st.lists(
    st.fixed_dictionaries(
        {"response": st.sampled_from(RESPONSES)},
        optional={"ref": st.sampled_from(["UPR Info, rows", "A/HRC/15/16, para. 97"])},
    ),
    max_size=1,
)
_SOURCES = st.lists(st.sampled_from(["UPR Info, rows", "A/HRC/15/16"]), max_size=1)


@st.composite
def rows(draw: st.DrawFn) -> Record:
    item = draw(_item)
    text = draw(st.sampled_from(TEXTS))
    given: Record = {
        "mechanism": "UPR",
        "cycle": draw(st.sampled_from([1, 1, 2])),
        "title": text[:20] + "…",
        "text": text,
        "themes": item.get("themes", []),
        "items": [item],
        "responses": [{"response": item["response"]}] if "response" in item else [],
        "sources": draw(_SOURCES),
        "country": draw(st.sampled_from(["", "", "Azerbaijan"])),
    }
    return given


@st.composite
def annotations(draw: st.DrawFn) -> Record:
    upr = draw(st.booleans())
    number = draw(st.sampled_from(["", "97.1. ", "97.2. "]))
    end = draw(st.sampled_from(["", " (Norway);", " (Norway, Cuba)"]))
    text = number + draw(st.sampled_from(TEXTS)) + end
    given: Record = {
        "mechanism": "UPR" if upr else "CAT",
        "document": "A/HRC/15/16" if upr else "CAT/C/BLR/CO/4",
        "title": text[:24] + "…",
        "text": text,
        "annotation": draw(st.sampled_from(["", "a1", "a2", "a3"])),
        "themes": draw(_themes),
        "items": [{"by": "Norway"}] if upr and draw(st.booleans()) else [],
        "responses": draw(_answers) if upr else [],
        "sources": draw(_SOURCES),
        **({"cycle": 1} if upr else {}),
    }
    return given


@st.composite
def on_record(draw: st.DrawFn) -> Record:
    """A recommendation as the dataset has it, as rows leave it, or as UHRI does."""
    upr = draw(st.booleans())
    text = draw(st.sampled_from([None, *TEXTS, "97.1. " + TEXTS[0] + " (Norway); " + TEXTS[3]]))
    items = draw(st.lists(_item, max_size=3)) if upr else []
    for item in items:
        if text and draw(st.booleans()):
            item["text"] = draw(st.sampled_from(TEXTS))
    given: dict[str, Any] = {
        "mechanism": "UPR" if upr else "CAT",
        "document": draw(st.sampled_from(["A/HRC/15/16" if upr else "CAT/C/BLR/CO/4", None])),
        "paragraph": draw(st.sampled_from([None, "97.1", "97.2"])),
        "title": draw(st.sampled_from(["In our words of the death penalty", "Abolish the death…"])),
        "text": text,
        "items": items,
        "themes": draw(_themes),
        "responses": draw(_answers),
        "sources": draw(_SOURCES),
        **({"cycle": 1} if upr else {}),
    }
    return normalise(RECOMMENDATION, given)


def _collection(records: list[Record]) -> Collection:
    return Collection({"recommendations": {f"upr1-97.{n}": r for n, r in enumerate(records)}})


_collections = st.lists(on_record(), max_size=5).map(_collection)


@st.composite
def plain(draw: st.DrawFn) -> Record:
    """Records as our own export gives them, with ids or without."""
    if draw(st.booleans()):
        kind, given = (
            ASSESSMENT,
            {
                "recommendation": "upr1-97.0",
                "assessor": draw(st.sampled_from(["self", "un"])),
                "status": "implemented",
                "date": "2014",
                "recorded": draw(st.sampled_from(["2014-01-01", "2014-01-02"])),
            },
        )
    else:
        kind, given = (
            EVENT,
            {
                "date": "2009",
                "mechanism": "CAT",
                "kind": "report",
                "title": draw(st.sampled_from(["Fourth report", "Fifth report"])),
                "note": draw(st.sampled_from(["", "late"])),
            },
        )
    id_ = draw(st.sampled_from(["", "", "x1", "x2", "upr1-97.0"]))
    return {"record": kind.name, "id": id_, **given}


def settled(drafts: list[Draft], again: list[Draft], collection: Collection) -> None:
    first = reconcile(drafts, collection)
    after = carry_out(first, collection)
    second = reconcile(again, after)
    told = {id(one.draft): one for one in second}
    for one in first:
        other = told[id(one.draft)]
        if isinstance(one, Reconciled):
            assert isinstance(other, Reconciled), (one, other)
            assert (other.outcome, other.changed) == ("unchanged", ()), (one, other)
        else:
            assert isinstance(other, LeftOut), (one, other)
    for kind in (RECOMMENDATION, EVENT, ASSESSMENT):
        assert set(collection.of(kind)) <= set(after.of(kind))
        assert all(normalise(kind, record) == record for record in after.of(kind).values())


Files = tuple[list[Record], list[int]]


@st.composite
def _files(draw: st.DrawFn, of: st.SearchStrategy[Record]) -> Files:
    """A file, some of it doubled, and another order of it."""
    given = draw(st.lists(of, max_size=10))
    given += given[: draw(st.integers(0, 3))]
    return given, draw(st.permutations(range(len(given))))


def _read(files: Files, matcher: Matcher) -> tuple[list[Draft], list[Draft]]:
    """Return the drafts of a file, and the same in the other order."""
    drafts = []
    for one in files[0]:
        parts = dict(one)
        kind = BY_NAME[parts.pop("record", "recommendation")]
        drafts.append(
            Draft(
                place="row",
                kind=kind,
                id=parts.pop("id", ""),
                record=normalise(kind, parts),
                matcher=matcher,
            )
        )
    return drafts, [drafts[number] for number in files[1]]


@settings(max_examples=50)
@given(_files(rows()), _collections)
def test_rows_read_twice_change_nothing(files: Files, collection: Collection) -> None:
    settled(*_read(files, UPR_INFO), collection)


@settings(max_examples=50)
@given(_files(annotations()), _collections)
def test_annotations_read_twice_change_nothing(files: Files, collection: Collection) -> None:
    settled(*_read(files, UHRI), collection)


@given(_files(plain()), _collections)
def test_records_read_twice_change_nothing(files: Files, collection: Collection) -> None:
    settled(*_read(files, RECORDS), collection)


@given(_files(rows()), _collections)
def test_the_order_of_rows_decides_nothing_but_which_text_stands_first(
    files: Files, collection: Collection
) -> None:
    one, other = (reconcile(drafts, collection) for drafts in _read(files, UPR_INFO))
    assert _told(one) == _told(other)


def _told(results: list[Reconciled | LeftOut]) -> dict[int, str]:
    return {id(r.draft): r.id if isinstance(r, Reconciled) else r.reason for r in results}
