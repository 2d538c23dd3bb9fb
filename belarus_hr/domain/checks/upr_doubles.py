"""Rules about recommendations that are on record beyond those that were made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from belarus_hr.domain.checks.rule import WARNING, Case, CheckContext, Problem, entries, rule
from belarus_hr.domain.reconcile.candidates import SourceReview, own_text, source_review
from belarus_hr.domain.reconcile.whole_reports import WholeReport, whole_reports
from belarus_hr.domain.records.kinds import RECOMMENDATION, REVIEW, Record
from belarus_hr.domain.records.review import made_by_un_count
from belarus_hr.domain.text.words import fold_name, natural

#: What would be right where too many are on record; the command line says how to find them.
EACH_ONCE = "each recommendation once"
#: So many ids are named in a sentence.
_NAMED = 10


@rule(WARNING, REVIEW, mechanism="UPR")
def more_than_made(case: Case) -> Iterator[Problem]:
    """Find a cycle of which more recommendations are on record than the UN counts as made.

    The UN counts 93 in A/HRC/15/16. Of 101 on record, 8 stand there twice: those without a
    paragraph, in most cases, in the words of another source.
    """
    made, cycle = made_by_un_count(case.record), case.record["cycle"]
    on_record = case.context.once(recommendations_by_cycle).get(cycle, {})
    if made is None or len(on_record) <= made:
        return
    counts = entries(case.record, "reported")
    place = next(place for place, count in counts if count.get("made") == made)
    bare = sorted((id_ for id_, each in on_record.items() if "paragraph" not in each), key=natural)
    more = f" and {len(bare) - _NAMED} more" if len(bare) > _NAMED else ""
    which = f"; without a paragraph: {', '.join(bare[:_NAMED])}{more}" if bare else ""
    message = (
        f"{len(on_record)} recommendations of cycle {cycle} are on record, and the UN counts "
        f"{made}{which}"
    )
    yield Problem(f"{place}.made", made, message, EACH_ONCE)


def recommendations_by_cycle(context: CheckContext) -> dict[int | None, dict[str, Record]]:
    """Return the recommendations of the UPR by their cycle."""
    by_cycle: dict[int | None, dict[str, Record]] = defaultdict(dict)
    for id_, record in context.collection.of(RECOMMENDATION).items():
        if record["mechanism"] == "UPR":
            by_cycle[record.get("cycle")][id_] = record
    return by_cycle


@rule(WARNING, RECOMMENDATION, mechanism="UPR")
def beside_report(case: Case) -> Iterator[Problem]:
    """Find a recommendation without a paragraph where the whole report is on record.

    It is one of the report's in other words, or was not made in this review.
    """
    if "paragraph" in case.record:
        return
    report = case.context.once(_whole_reports).get(source_review(case.record))
    if report is None:
        return
    item = case.record.get("items", ({},))[0]
    nearest, _ = report.nearest(fold_name(item.get("by", "")), own_text(case.record, item))
    message = f"all recommendations of {report.document} are on record, and this is none of them"
    yield Problem("paragraph", "", message, f"part of {nearest}" if nearest else "")


def _whole_reports(context: CheckContext) -> dict[SourceReview, WholeReport[str]]:
    records = context.collection.of(RECOMMENDATION)
    bare = (each for each in records.values() if "paragraph" not in each)
    wanted = {source_review(each) for each in bare if each["mechanism"] == "UPR"}
    return whole_reports(records, context.whole.of(REVIEW).values(), wanted) if wanted else {}
