"""Records given as JSON objects.

- an object is an event unless it says which record; its id is its own or empty
- an illegal id, an unknown kind of record and what is no object are refused
- an assessment names its recommendation as a person would, and takes nothing else for one
- keys that rows derive are folded back: every row that we write can be taken in again
"""

from __future__ import annotations

from typing import Any

import pytest
from making import ANSWERED_LATE, TODAY, make, make_collection, recommendations

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import InvalidValue, NotFound
from belarus_hr.domain.from_input import InputRecord, Moment, record_from_input
from belarus_hr.domain.records.kinds import BY_TABLE, EVENT, RECOMMENDATION
from belarus_hr.views.rows import Rows

EVENT_GIVEN = {"date": "2009-12", "mechanism": "cat", "kind": "report", "title": "Fourth report"}
ASKED = {"record": "recommendation", "mechanism": "UPR", "cycle": 2, "title": "Join OPCAT"}
NOW = Moment(TODAY, "2026-01-01T12:00:00.000+00:00")
HELD = make_collection(events={"cat-2009-12-report": {}}, recommendations=recommendations("97.4"))


def taken(value: object, held: Collection = HELD) -> InputRecord:
    return record_from_input(value, held.find, NOW)


def refusal(value: object) -> str:
    with pytest.raises(InvalidValue) as refused:
        taken(value)
    return str(refused.value)


def test_an_object_is_an_event_without_an_id_unless_it_says_so() -> None:
    assert taken(EVENT_GIVEN) == InputRecord("", EVENT, make("events"))


def test_an_object_may_say_its_id_and_kind_of_record() -> None:
    value = {"record": "Event", "id": " CAT-4 ", **EVENT_GIVEN}
    assert taken(value) == InputRecord("cat-4", EVENT, make("events"))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (["x"], "\"['x']\" is not an object"),
        ("x", '"x" is not an object'),
        ({"record": "recomendation"}, 'unknown kind of record "recomendation": did you mean "rec'),
        (
            {**EVENT_GIVEN, "id": "../../x"},
            'id "../../x" must be letters, digits, dots and hyphens',
        ),
        ({**EVENT_GIVEN, "id": ""}, 'id "" must be letters, digits, dots and hyphens'),
        ({**EVENT_GIVEN, "titel": "x"}, 'event has no field "titel": did you mean title?'),
        ({"date": "2009"}, "an event needs a mechanism and a title, and they are empty"),
    ],
)
def test_what_is_no_valid_new_record_is_refused(value: object, message: str) -> None:
    assert refusal(value).startswith(message)


# --- assessments --------------------------------------------------------------


def assessment(of: str) -> dict[str, str]:
    return {
        "record": "assessment",
        "recommendation": of,
        "assessor": "UN",
        "status": "partly",
        "date": "2014",
    }


def test_an_assessment_names_its_recommendation_as_a_person_would() -> None:
    taken_in = taken(assessment("97.4"))
    assert (taken_in.id, taken_in.record["recommendation"]) == ("", "upr1-97.4")


def test_only_recommendations_are_assessed() -> None:
    sentence = refusal(assessment("cat-2009-12-report"))
    assert sentence == "cat-2009-12-report is an event, and recommendation takes a recommendation"


def test_the_recommendation_assessed_must_be_there() -> None:
    with pytest.raises(NotFound, match=r'^no record "97.5"$'):
        taken(assessment("97.5"))


# --- derived keys -------------------------------------------------------------


@pytest.mark.parametrize(
    ("derived", "folded"),
    [
        ({"recommended_by": ["Chile", "Spain"]}, {"items": [{"by": "Chile"}, {"by": "Spain"}]}),
        ({"recommended_by": "Chile"}, {"items": [{"by": "Chile"}]}),
        (
            {"recommended_by": ["Chile", "Spain"], "action": [5]},
            {"items": [{"by": "Chile", "action": 5}, {"by": "Spain", "action": 5}]},
        ),
        ({"recommended_by": ["Chile"], "action": 5}, {"items": [{"by": "Chile", "action": 5}]}),
        ({"recommended_by": ["Chile"], "action": [2, 5]}, {"items": [{"by": "Chile"}]}),
        ({"recommended_by": ["Chile"], "items": [{"by": "Spain"}]}, {"items": [{"by": "Spain"}]}),
        ({"response": "noted"}, {"responses": [{"response": "noted"}]}),
        ({"response": "supported", "responses": ANSWERED_LATE}, {"responses": ANSWERED_LATE}),
        ({"status": "not-assessed", "verdicts": {}, "recommended_by": [], "action": []}, {}),
    ],
)
def test_what_a_row_derives_is_folded_back(derived: dict[str, Any], folded: dict[str, Any]) -> None:
    own = {"mechanism": "UPR", "cycle": 2, "title": "Join OPCAT"}
    assert taken({**ASKED, **derived}) == InputRecord("", RECOMMENDATION, {**own, **folded})


@pytest.mark.parametrize(
    "history", [{"response": "noted"}, [{"response": "Noted"}], [{"response": "noted"}]]
)
def test_a_response_agrees_with_its_history_however_that_is_written(history: object) -> None:
    taken_in = taken({**ASKED, "response": "NOTED", "responses": history})
    assert taken_in.record["responses"] == [{"response": "noted"}]


@pytest.mark.parametrize(
    ("derived", "message"),
    [
        ({"response": "noted", "responses": ANSWERED_LATE}, 'response "noted" is not among resp'),
        ({"response": "yes"}, 'unknown response "yes": '),
        ({"action": 5}, "action is a State's: say recommended_by, or items"),
        ({"status": "partly"}, "verdicts are records of their own"),
    ],
)
def test_what_would_be_lost_in_folding_is_refused(derived: dict[str, Any], message: str) -> None:
    assert refusal({**ASKED, **derived}).startswith(message)


def test_verdicts_are_records_of_their_own() -> None:
    sentence = refusal({**ASKED, "verdicts": {"self": {"status": "partly"}}})
    assert sentence == "verdicts are records of their own: add each as an assessment"


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ("events", {"tags": ["torture"], "sources": ["CAT/C/BLR/4"]}),
        ("reviews", {"reported": [{"made": 93, "ref": "A/HRC/15/16"}]}),
        ("recommendations", {"items": [{"by": "Chile", "action": 5}] * 2}),
        ("recommendations", {"responses": ANSWERED_LATE, "themes": ["Torture"]}),
        ("recommendations", {"responses": None}),
        (
            "assessments",
            {"recommendation": "upr1-97.4", "recorded": "2014-06-01T09:00:00.000+00:00"},
        ),
        ("claims", {"percent": {"implemented": 70}, "over": True}),
        ("reports", {"due": "2000-08", "received": "2009-12"}),
    ],
)
def test_a_row_that_we_write_can_be_taken_in_again(table: str, fields: dict[str, Any]) -> None:
    kind, record = BY_TABLE[table], make(table, **fields)
    row = Rows(HELD, as_of=TODAY).row("its-own-id", kind, record)
    assert taken(row) == InputRecord("its-own-id", kind, record)
