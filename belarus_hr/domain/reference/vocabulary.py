"""The closed vocabularies of the records."""

#: How a State answered a UPR recommendation. The Council's rule knows two
#: answers, supported and noted (HRC resolution 5/1, annex, para. 32); the other
#: words keep what States add to them and the time before they answer.
RESPONSES = ("supported", "supported-implemented", "partly-supported", "noted", "pending")

#: Responses counted as supported; ``partly-supported`` is among them because the
#: one such paragraph of the first cycle was counted so by its source.
SUPPORTED = frozenset(("supported", "supported-implemented", "partly-supported"))

#: What an assessor can find.
STATUSES = ("implemented", "partly", "not-implemented")
#: What nobody has assessed is this. An assessment with this status is a comment: words of an
#: assessor that are kept, and count as no verdict.
NOT_ASSESSED = "not-assessed"

#: The counts of a UPR cycle, by their names in JSON: what the State answered, and what an
#: assessor found. The counts of each group add up to the whole.
ANSWER_COUNTS = ("supported", "noted", "pending")
VERDICT_COUNTS = ("implemented", "partly", "not_implemented", "not_assessed")

#: How far a measure of a plan is, in OHCHR's words for national implementation plans.
MEASURE_STATES = ("planned", "under-way", "completed", "dropped")
#: What has a due day that has gone by.
OVERDUE = "overdue"
#: The words for how far a measure stands on a day.
STANDINGS = (*MEASURE_STATES, OVERDUE)
#: A measure in one of these states is no longer to be carried out.
CLOSED = frozenset(("completed", "dropped"))

#: What an indicator shows: what a State commits itself to, what it does, or what people have of it
#: (OHCHR, Human rights indicators, HR/PUB/12/5, 2012).
INDICATOR_TYPES = ("structural", "process", "outcome")

SELF = "self"
ASSESSORS = (SELF, "government", "un", "civil-society")

CONFIDENCES = ("un-document", "second-source", "single-source", "contradicted")

#: How what a fact sheet says agrees with the record. ``borne-out``: sources besides the sheet have
#: it. ``differs``: they have a part of it, or have it otherwise. ``cannot-be-checked``: only the
#: sheet says it. ``contradicted``: a better source says that it is not so.
AGREEMENTS = ("borne-out", "differs", "cannot-be-checked", "contradicted")

#: What UHRI tells apart in the documents of treaty bodies and mandate holders.
RECOMMENDATION_TYPES = ("recommendation", "concern", "good-practice")

#: The kinds of events, and what one is where its name does not tell.
EVENT_KINDS = {
    "visit": "",
    "report": "of the State",
    "review": "UPR",
    "invitation": "",
    "training": "",
    "meeting": "",
    "resolution": "",
    "plan": "",
    "statement": "also a letter or note of the State",
    "request": "for a visit, say",
    "communication": "of special procedures to the State",
    "signature": "",
    "ratification": "",
    "accession": "",
    "withdrawal": "",
    "examination": "of a report",
    "observations": "concluding",
    "mandate": "",
    "inquiry": "",
    "not-bound": "by a treaty",
    "other": "",
}
