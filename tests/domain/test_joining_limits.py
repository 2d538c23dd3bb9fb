"""Joining rows of UPR Info where it is close: what is told apart, and what is not.

- a text that is nearly as much like a second one stays out, and says between which
- one word in common with a title makes no row that item when the coding is another
- a row that stays out looks again at what the other rows of the file have brought
- an issue of the paragraph stays while an item's own issues are not known
- a row without an answer joins the paragraph of its text; one that is answered in part is pending
"""

from __future__ import annotations

from joined import carry_out, joined, row

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.reconcile.reconcile import LeftOut, reconcile
from belarus_hr.domain.records.kinds import RECOMMENDATION, Record, normalise

ABOLISH = "Abolish the death penalty in law and in practice"
EMPTY = Collection({})
PLACE = {"mechanism": "UPR", "cycle": 1, "title": "In our words"}


def on_record(**records: Record) -> Collection:
    """Return a collection of paragraphs: ``p1`` is ``upr1-97.1``."""
    held = {f"upr1-97.{name[1:]}": normalise(RECOMMENDATION, {**PLACE, **given})
            for name, given in records.items()}  # fmt: skip
    return Collection({"recommendations": held})


def test_a_text_that_is_like_two_stays_out() -> None:
    text = "protect journalists who report on elections and ease the registration of media"
    texts = {"p1": f"{text} outlets", "p2": f"{text} houses"}
    norway = [{"by": "Norway"}]
    held = on_record(**{name: {"text": of, "items": norway} for name, of in texts.items()})
    [one] = reconcile([row("Norway", f"{text} outlet")], held)
    assert not isinstance(one, LeftOut)
    [one] = reconcile([row("Norway", f"{text} all")], held)
    assert isinstance(one, LeftOut)
    assert one.reason == "its text is as much like that of upr1-97.1 and upr1-97.2"


def test_one_word_in_common_makes_no_row_an_item_that_is_coded_otherwise() -> None:
    coded = {"by": "Norway", "action": 5, "response": "noted", "themes": ["Justice"]}
    held = on_record(p1={"title": "Torture in prisons", "items": [coded], "themes": ["Justice"]})
    other = {"action": 1, "response": "supported", "themes": ["Justice"]}
    [one] = joined([row("Norway", "Prohibit torture by law", **other)], held)
    assert one.outcome == "added"
    [one] = joined([row("Norway", "Prohibit torture of prisoners", **other)], held)
    assert one.id == "upr1-97.1"


def test_a_row_looks_again_at_what_others_have_brought() -> None:
    norway, cuba = {"by": "Norway"}, {"by": "Cuba"}
    held = on_record(p1={"items": [norway, cuba]}, p2={"items": [norway]})
    text = "Abolish the death penalty"
    rows = [row(by, text, themes=["Death penalty"]) for by in ("Norway", "Cuba")]
    assert [one.id for one in joined(rows, held)] == ["upr1-97.1", "upr1-97.1"]
    [alone] = reconcile(rows[:1], held)
    assert isinstance(alone, LeftOut)


def test_an_issue_stays_while_those_of_an_item_are_not_known() -> None:
    text = "Abolish the death penalty"
    items = [{"by": "Norway", "themes": ["Justice"]}, {"by": "Cuba"}]
    again = row("Norway", text, themes=["Death penalty"])
    for of_items, themes in ((items, ["Justice", "Death penalty"]), (items[:1], ["Death penalty"])):
        held = on_record(p1={"text": text, "items": of_items, "themes": ["Justice"]})
        [one] = joined([again], held)
        assert one.after["themes"] == themes


def test_a_row_without_an_answer_joins_the_paragraph_of_its_text() -> None:
    before = carry_out(joined([row("Norway", ABOLISH, response="noted")], EMPTY), EMPTY)
    [one] = joined([row("Chile", ABOLISH)], before)
    assert (one.outcome, one.reason) == ("updated", "same text as another State's")
    assert [item["by"] for item in one.after["items"]] == ["Norway", "Chile"]


def test_a_paragraph_of_which_an_item_is_pending_has_no_answer_in_part() -> None:
    pending = [row(state, ABOLISH, response="pending") for state in ("Norway", "Chile")]
    before = carry_out(joined(pending, EMPTY), EMPTY)
    [one] = joined([row("Norway", ABOLISH, response="noted")], before)
    assert {item["by"]: item["response"] for item in one.after["items"]} == {
        "Norway": "noted",
        "Chile": "pending",
    }
    assert one.after["responses"] == [{"response": "pending"}]
