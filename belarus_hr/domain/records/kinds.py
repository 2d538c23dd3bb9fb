"""The kinds of records, each with its fields.

A record is a plain ``dict`` in its normal form: it has known fields only, with checked
values, without empty values, in the order of the kind. Every record goes through
``normalise``, wherever it comes from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from belarus_hr.domain.records.field_types import (
    DATE,
    FLAG,
    LONG_TEXT,
    PARAGRAPH,
    RECORD_ID,
    RECORD_IDS,
    SYMBOL,
    TEXTS,
    WHOLE,
    Field,
    choice,
)
from belarus_hr.domain.records.fields import (
    ACCOUNTS,
    ASSESSOR,
    CITED,
    CONFIDENCE,
    COUNTRY,
    DISPUTED,
    GRADED,
    ITEM,
    ITEM_LIST,
    LINES,
    MEASURED_BY,
    MECHANISM,
    NOTE_FIELD,
    NUMBERS,
    PERCENTAGES,
    PROGRESS,
    QUANTITY,
    REFERENCE,
    REPORTED,
    RESPONSE_HISTORY,
    SDGS,
    SENSITIVE,
    STATUS,
    VALUES,
    WHERE_FROM,
)
from belarus_hr.domain.records.kind import Kind, KindOf, NewRecord, Record, normalise
from belarus_hr.domain.reference import states, vocabulary

if TYPE_CHECKING:
    from belarus_hr import record_types

__all__ = ["BY_NAME", "BY_TABLE", "KINDS", "Kind", "NewRecord", "Record", "normalise"]

# fmt: off
EVENT: KindOf[record_types.Event] = KindOf(
    name="event",
    table="events",
    made_id=("mechanism", "date", "kind"),
    brief=("id", "date", "mechanism", "kind", "title"),
    same=("mechanism", "kind", "date", "title"),
    fields=(
        Field("date", "when it happened (EDTF)", DATE, required=True, tense="happens"),
        MECHANISM.replace(from_width=92),
        Field(
            "kind", "what sort of event", choice("kind", vocabulary.EVENT_KINDS), required=True,
            from_width=104, filter="kind",
        ),
        Field("title", "what happened, in our words", required=True, wraps=True),
        Field("by", "who acted", wraps=True, names_actor=True, filter="by"),
        Field("place", "where", wraps=True),
        Field(
            "answered", "when the State answered a request or a communication (EDTF)", DATE,
            tense="happened", after=("date",), essential=True,
        ),
        Field("answer", "what it answered, in our words", wraps=True),
        NOTE_FIELD,
        Field("tags", "free words to find it by", TEXTS, filter="tag"),
        ITEM,
        CONFIDENCE.replace(from_width=130),
        CITED.replace(from_width=160),
        DISPUTED,
        SENSITIVE,
    ),
)

REVIEW: KindOf[record_types.Review] = KindOf(
    name="review",
    table="reviews",
    made_id=("mechanism+cycle",),
    brief=("id", "cycle", "session", "date", "title"),
    same=("mechanism", "cycle"),
    fields=(
        MECHANISM,
        Field("cycle", "UPR cycle", WHOLE, required=True, filter="cycle"),
        Field("session", "session of the UPR Working Group", WHOLE),
        Field("date", "day of the review (EDTF)", DATE, tense="happens"),
        Field("title", "what happened, in our words", required=True, wraps=True),
        Field("document", "symbol of the Working Group's report", SYMBOL, unique=True),
        Field(
            "adopted", "day the Council adopted the outcome", DATE, tense="happens",
            after=("date",),
        ),
        Field("outcome", "symbol of the Council's decision", SYMBOL, unique=True),
        Field(
            "midterm", "when a mid-term report was due, by its source", DATE, tense="due",
            after=("date", "adopted"),
        ),
        Field(
            "next", "when the next review was due, by its source", DATE, tense="due",
            after=("date", "adopted", "midterm"),
        ),
        Field(
            "reported", "counts that others report, each with its source", REPORTED, cites=True,
            tense="happened", entry_key=("ref", "by", "date"),
        ),
        NOTE_FIELD,
        ITEM,
        *WHERE_FROM,
        SENSITIVE,
    ),
)

RECOMMENDATION: KindOf[record_types.Recommendation] = KindOf(
    name="recommendation",
    table="recommendations",
    made_id=("mechanism+cycle", "paragraph|title"),
    brief=("id", "response", "status", "title", "recommended_by"),
    same=("mechanism", "country", "document|cycle", "paragraph"),
    order=(
        *("id", "mechanism", "cycle", "document", "paragraph", "title", "text"),
        *("recommended_by", "response", "responses", "themes", "action", "groups", "sdgs"),
        *("confidence", "sources", "disputes", "verdicts"),
    ),
    derived=(
        Field(
            "recommended_by", "recommending States", TEXTS, made_of="items.by", from_width=100,
            filter="state",
        ),
        Field("response", "the State's response now, or as of the day asked", filter="response"),
        Field(
            "action", "UPR Info action categories", WHOLE, made_of="items.action",
            filter="action",
        ),
        Field("verdicts", "each assessor's verdict", wraps=True),
        Field(
            "status", "the verdict of the assessor asked for, self if none was", from_width=76,
            filter="status",
        ),
    ),
    marks=(
        Field(
            "region", "regional group of a recommending State", TEXTS, made_of="items.by",
            made_by=states.region, filter="region",
        ),
    ),
    fields=(
        MECHANISM,
        COUNTRY,
        Field("cycle", "UPR cycle", WHOLE, filter="cycle"),
        Field("document", "symbol of the document that holds it", SYMBOL),
        Field("paragraph", "its paragraph there", PARAGRAPH),
        Field("published", "when its document was published (EDTF)", DATE),
        Field("session", "session of the UPR Working Group", WHOLE),
        Field("annotation", "id of UHRI's annotation"),
        Field("type", "what it is", choice("type", vocabulary.RECOMMENDATION_TYPES)),
        Field(
            "picked", "true when the treaty body picked it for follow-up", FLAG, filter="picked"
        ),
        Field("title", "what it asks, in our words", required=True, wraps=True),
        Field("text", "official text", LONG_TEXT),
        Field(
            "items", "one entry for each State's own recommendation, as UPR Info counts them",
            ITEM_LIST, all_or_nothing=True, repeats=True, classifies=True, entry_key=("by",),
        ),
        Field(
            "responses", "history of the answers, oldest first", RESPONSE_HISTORY, cites=True,
            tense="happened", essential=True, all_or_nothing=True, entry_key=("date",),
        ),
        Field("themes", "UPR Info issues", TEXTS, from_width=150, classifies=True, filter="theme"),
        Field("groups", "affected groups named", TEXTS, classifies=True, filter="group"),
        Field("sdgs", "SDG targets", TEXTS, classifies=True),
        NOTE_FIELD,
        ITEM,
        *WHERE_FROM,
        SENSITIVE,
    ),
)

ASSESSMENT: KindOf[record_types.Assessment] = KindOf(
    name="assessment",
    table="assessments",
    made_id=("recommendation", "assessor", "date"),
    brief=("id", "recommendation", "assessor", "status", "date"),
    same=("recommendation", "assessor", "date"),
    fields=(
        Field(
            "recommendation", "id of the recommendation", RECORD_ID, required=True,
            links_to="recommendation",
        ),
        Field(
            "assessor", "who found it", ASSESSOR, required=True, names_actor=True, filter="assessor"
        ),
        Field(
            "status", "what was found", STATUS, required=True, filter="status",
        ),
        Field("date", "day of the finding (EDTF)", DATE, required=True, tense="happened"),
        Field(
            "evidence", "ids of the events, measures and indicators that it rests on", RECORD_IDS,
            links_to="event|measure|indicator", wraps=True,
        ),
        NOTE_FIELD,
        Field("recorded", "when it was written down here (UTC)"),
        CITED,
        SENSITIVE,
    ),
)

GRADE: KindOf[record_types.Grade] = KindOf(
    name="grade",
    table="grades",
    made_id=("recommendation", "'grade'", "date"),
    brief=("id", "recommendation", "date", "grade"),
    same=("recommendation", "date"),
    fields=(
        Field(
            "recommendation", "id of the treaty body's recommendation", RECORD_ID, required=True,
            links_to="recommendation",
        ),
        Field("grade", "the grade, in the treaty body's own scale", GRADED, required=True),
        Field("date", "when the treaty body gave it (EDTF)", DATE, required=True, tense="happened"),
        NOTE_FIELD,
        CITED,
        SENSITIVE,
    ),
)

CLAIM: KindOf[record_types.Claim] = KindOf(
    name="claim",
    table="claims",
    made_id=("mechanism+cycle", "'claim'", "date", "by"),
    brief=("id", "cycle", "by", "date", "title"),
    same=("mechanism", "by", "cycle", "date", "title"),
    fields=(
        MECHANISM,
        # The id of a claim says the cycle, too.
        Field("cycle", "UPR cycle", WHOLE, from_width=76, filter="cycle"),
        Field("by", "who says so", ASSESSOR, required=True, names_actor=True, filter="by"),
        Field("date", "when it was said (EDTF)", DATE, required=True, tense="happened"),
        Field("title", "what is said, in our words", required=True, wraps=True),
        Field(
            "base", "what the share is said to be of",
            choice("base", ("all", "supported", "assessed", "noted")), essential=True,
        ),
        Field("numbers", "whole numbers stated", NUMBERS),
        Field("percent", "percentages stated", PERCENTAGES),
        Field("over", "true when the statement says more than that", FLAG, essential=True),
        NOTE_FIELD,
        ITEM,
        *WHERE_FROM,
        SENSITIVE,
    ),
)

REPORT: KindOf[record_types.Report] = KindOf(
    name="report",
    table="reports",
    made_id=("treaty|mechanism", "'report'", "ordinal|title"),
    brief=("id", "ordinal", "due", "received", "examined", "observations", "state"),
    same=("mechanism", "treaty", "ordinal|title"),
    derived=(
        Field("state", "due, overdue, received, examined or unknown, as of the day asked"),
        Field("country", "State that reports: Belarus"),
    ),
    fields=(
        MECHANISM,
        Field("treaty", "treaty or protocol reported on"),
        # The state says that a report was examined, the id its ordinal.
        Field("ordinal", "number of the report; combined reports as 4-6", from_width=86),
        Field("title", "name of the report", required=True, wraps=True),
        Field("symbol", "symbol of the report", SYMBOL, unique=True),
        Field(
            "due", "when it was due", DATE, tense="due",
            due_for=("received", "examined", "adopted", "issued"),
        ),
        Field(
            "received", "when the treaty body received it", DATE, tense="happened", essential=True,
        ),
        Field(
            "examined", "when the treaty body examined it", DATE, tense="happens",
            after=("received",), essential=True, from_width=76,
        ),
        Field(
            "adopted", "when concluding observations were adopted", DATE, tense="happened",
            after=("received", "examined"), essential=True,
        ),
        Field(
            "issued", "when concluding observations were issued", DATE, tense="happened",
            after=("received", "examined", "adopted"), essential=True,
        ),
        Field(
            "observations", "symbol of the concluding observations", SYMBOL, unique=True,
            from_width=108,
        ),
        Field(
            "follow_up", "when the follow-up to them was due", DATE, tense="due",
            after=("examined", "adopted"),
        ),
        Field(
            "followed_up", "when the follow-up came", DATE, tense="happened",
            after=("received", "examined", "adopted", "issued"), essential=True,
        ),
        NOTE_FIELD,
        ITEM,
        *WHERE_FROM,
        SENSITIVE,
    ),
)

MEASURE: KindOf[record_types.Measure] = KindOf(
    name="measure",
    table="measures",
    made_id=("'measure'", "title"),
    brief=("id", "state", "due", "lead", "title", "according_to", "otherwise"),
    same=("title", "plan|title"),
    derived=(
        Field("state", "planned, under-way, completed, dropped, or overdue, as of the day asked"),
        Field(
            "according_to", "whose last account says so, the latest first", TEXTS,
            from_width=140,
        ),
        Field(
            "otherwise", "who last said another state: that state and the date", ACCOUNTS,
            from_width=140,
        ),
    ),
    fields=(
        Field("title", "what is to be done, in our words", required=True, wraps=True),
        REFERENCE,
        Field(
            "plan", "id of the event by which the plan it belongs to was adopted", RECORD_ID,
            links_to="event", filter="plan",
        ),
        Field(
            "recommendations", "ids of the recommendations that it serves, of any body and cycle",
            RECORD_IDS, links_to="recommendation", wraps=True,
            filter="recommendation",
        ),
        Field("lead", "body that is responsible", wraps=True, names_actor=True),
        Field("partners", "bodies that take part", TEXTS, names_actor=True),
        Field("start", "when it is to begin (EDTF)", DATE),
        Field(
            "due", "when it is to be completed (EDTF)", DATE, tense="due", after=("start",),
            due_for=("progress",),
        ),
        Field(
            "progress", "how far it was, by whose account, oldest first", PROGRESS, cites=True,
            tense="happened", essential=True, all_or_nothing=True, only_added=True, in_time=True,
            entry_key=("date", "by", "state"), about_keys=("date", "by"),
        ),
        NOTE_FIELD,
        CITED,
        SENSITIVE,
    ),
)

INDICATOR: KindOf[record_types.Indicator] = KindOf(
    name="indicator",
    table="indicators",
    made_id=("'indicator'", "title"),
    brief=("id", "unit", "latest", "latest_date", "reached", "title"),
    same=("title", "unit"),
    derived=(
        Field("latest", "latest value that is known, as of the day asked", QUANTITY),
        Field("latest_date", "what the latest value is of (EDTF)", DATE),
        Field("reached", "how much of the way from the baseline to the target, as 2.5 of 8 up"),
        Field("direction", "up or down: where the target lies, seen from the baseline"),
        Field("covered", "the way from the baseline, towards the target", QUANTITY),
        Field("distance", "the whole way from the baseline to the target", QUANTITY),
        Field("lines", "values that can be compared, line by line; a gap ends a line", LINES),
    ),
    fields=(
        Field("title", "what is measured, in our words", required=True, wraps=True),
        REFERENCE,
        Field("unit", "what the numbers count, as per cent or persons", required=True),
        Field(
            "type", "structural, process or outcome (OHCHR)",
            choice("type", vocabulary.INDICATOR_TYPES), filter="type",
        ),
        Field(
            "recommendations", "ids of the recommendations that it measures", RECORD_IDS,
            links_to="recommendation", wraps=True, filter="recommendation",
        ),
        Field(
            "measures", "ids of the measures that it measures", RECORD_IDS, links_to="measure",
            wraps=True, filter="measure",
        ),
        Field("sdg", "SDG targets or indicators that it measures, as 16.3", SDGS, filter="sdg"),
        Field("baseline", "value from which progress counts", QUANTITY, essential=True),
        Field("baseline_date", "what the baseline is of (EDTF)", DATE, essential=True),
        Field("target", "value to be reached", QUANTITY, essential=True),
        Field(
            "target_date", "when it is to be reached (EDTF)", DATE, after=("baseline_date",),
            essential=True,
        ),
        Field(
            "values", "what was measured, oldest first", VALUES, cites=True, tense="happened",
            essential=True, all_or_nothing=True, only_added=True, from_width=80,
            entry_key=("date", "scope", "method", "value", "published"),
            about_keys=MEASURED_BY,
        ),
        NOTE_FIELD,
        CITED,
        SENSITIVE,
    ),
)

CLUSTER: KindOf[record_types.Cluster] = KindOf(
    name="cluster",
    table="clusters",
    made_id=("'cluster'", "title"),
    brief=("id", "members", "title"),
    same=("title",),
    derived=(
        Field("course", "what became of the matter, oldest first, with sources", wraps=True),
    ),
    fields=(
        Field("title", "the matter, in our words", required=True, wraps=True),
        Field(
            "members", "ids of the recommendations of this matter, of any body and cycle",
            RECORD_IDS, required=True, least=2, links_to="recommendation", wraps=True,
            filter="member",
        ),
        NOTE_FIELD,
        CITED,
        SENSITIVE,
    ),
)

SHEET_ITEM: KindOf[record_types.SheetItem] = KindOf(
    name="sheet-item",
    table="sheet",
    made_id=("'sheet'+item",),
    brief=("id", "item", "agreement", "title"),
    same=("item",),
    fields=(
        ITEM.replace(about="item of the fact sheet", required=True),
        Field("date", "when it was said (EDTF)", DATE, required=True, tense="happened"),
        Field("title", "what the fact sheet says, in our words", required=True, wraps=True),
        Field(
            "agreement", "whether the record bears it out",
            choice("agreement", vocabulary.AGREEMENTS), required=True, filter="agreement",
        ),
        Field("reason", "why the record bears it out or not", LONG_TEXT, essential=True),
        Field("reports", "State reports that it is about", RECORD_IDS, links_to="report"),
        NOTE_FIELD,
        CITED,
        SENSITIVE,
    ),
)

KINDS: tuple[Kind, ...] = (
    EVENT, REVIEW, RECOMMENDATION, ASSESSMENT, GRADE, CLAIM, REPORT, MEASURE, INDICATOR,
    CLUSTER, SHEET_ITEM,
)
# fmt: on
BY_NAME = {kind.name: kind for kind in KINDS}
BY_TABLE = {kind.table: kind for kind in KINDS}
