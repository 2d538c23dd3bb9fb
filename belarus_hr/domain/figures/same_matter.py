"""Recommendations of several bodies and cycles on one matter: which may be, and what became of it.

That two seem to ask for the same thing is a proposal only: a person ties them into a cluster. Two
recommendations of different documents are alike by the words that they share, rare words counting
more, and by their themes.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.kinds import RECOMMENDATION, Record
from belarus_hr.domain.reference.vocabulary import SUPPORTED
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.similarity import stems
from belarus_hr.domain.text.words import folded, natural

#: How alike two recommendations must be, from 0 to 1.
_ALIKE = 0.34
#: Words in more than this share of the recommendations say little of what one is about.
_COMMON = 0.1
#: A word that only few recommendations have is compared even where they are few in all.
_FEW = 5
#: How many of the shared words a reason names.
_NAMED = 5


class Proposal(NamedTuple):
    """Recommendations that may be of one matter, how alike they are, and why."""

    members: tuple[str, ...]
    likeness: float
    reason: str


class _Text(NamedTuple):
    words: str
    stems: frozenset[str]
    themes: frozenset[str]
    occasion: tuple[object, object]
    length: float


def proposals(
    recommendations: Mapping[str, Record], tied: Iterable[Iterable[str]] = ()
) -> list[Proposal]:
    """Return what may be of one matter, the most alike first.

    ``recommendations`` are those of one State by id; ``tied`` are the members of the clusters on
    record, which are not proposed again. The pairs that are most alike begin a proposal; a
    recommendation joins it when it is alike to each that is in it.
    """
    counts = Counter(stem for record in recommendations.values() for stem in _stems(record))
    weights = {stem: math.log(1 + len(recommendations) / n) for stem, n in counts.items()}
    texts = {id_: _text(record, weights) for id_, record in recommendations.items()}
    together = {frozenset((a, b)) for ids in tied for a in ids for b in ids if a != b}
    alike = {
        pair: score
        for pair, score in _pairs(texts, weights, counts).items()
        if frozenset(pair) not in together
    }
    proposed = [_proposal(ids, texts, weights, alike) for ids in _groups(alike)]
    return sorted(proposed, key=lambda proposal: -proposal.likeness)


def _words(record: Record) -> str:
    """Return what a recommendation asks, without the States that stand in brackets behind it."""
    text = record.get("text") or record["title"]
    return re.sub(r"(\s*\([^()]*\)[\s.;,]*)+$", "", text)


def _stems(record: Record) -> frozenset[str]:
    return stems(_words(record))


def _text(record: Record, weights: Mapping[str, float]) -> _Text:
    own = _stems(record)
    return _Text(
        words=_words(record),
        stems=own,
        themes=frozenset(map(folded, record.get("themes", ()))),
        occasion=occasion(record),
        length=math.sqrt(sum(weights[stem] ** 2 for stem in own)),
    )


def _pairs(
    texts: Mapping[str, _Text], weights: Mapping[str, float], counts: Mapping[str, int]
) -> dict[tuple[str, str], float]:
    """Return how alike two recommendations of different documents are, where they are alike."""
    most = max(_FEW, int(len(texts) * _COMMON))
    holders: dict[str, list[str]] = defaultdict(list)
    shared: Counter[tuple[str, str]] = Counter()
    for id_, text in texts.items():
        for stem in text.stems:
            if counts[stem] <= most:
                for other in holders[stem]:
                    if texts[other].occasion != text.occasion:
                        shared[other, id_] += 1
                holders[stem].append(id_)
    scores = {pair: _likeness(texts[pair[0]], texts[pair[1]], weights) for pair in shared}
    return {pair: score for pair, score in scores.items() if score >= _ALIKE}


def _likeness(text: _Text, other: _Text, weights: Mapping[str, float]) -> float:
    """Return the cosine of the weighted words, raised where the themes are the same."""
    common = sum(weights[stem] ** 2 for stem in text.stems & other.stems)
    words = common / (text.length * other.length or 1)
    themes = len(text.themes & other.themes) / (len(text.themes | other.themes) or 1)
    return round(min(1.0, words + 0.2 * themes * min(1.0, 2 * words)), 2)


def _groups(alike: Mapping[tuple[str, str], float]) -> list[list[str]]:
    """Return groups in which each is alike to each, begun by the pairs that are most alike."""
    near: dict[str, set[str]] = defaultdict(set)
    for a, b in alike:
        near[a].add(b)
        near[b].add(a)
    groups: list[list[str]] = []
    placed: set[str] = set()
    for a, b in sorted(alike, key=lambda pair: (-alike[pair], natural(pair[0]), natural(pair[1]))):
        if a in placed or b in placed:
            continue
        group = [a, b]
        for other in sorted((near[a] & near[b]) - placed, key=natural):
            if all(other in near[member] for member in group):
                group.append(other)
        groups.append(sorted(group, key=natural))
        placed.update(group)
    return groups


def _proposal(
    ids: list[str],
    texts: Mapping[str, _Text],
    weights: Mapping[str, float],
    alike: Mapping[tuple[str, str], float],
) -> Proposal:
    scores = [alike[a, b] for a in ids for b in ids if (a, b) in alike]
    first, *others = (texts[id_] for id_ in ids)
    shared = first.stems.intersection(*(text.stems for text in others))
    rarest = sorted(shared, key=lambda stem: (-weights[stem], stem))[:_NAMED]
    named = [_word_of(stem, first.words) for stem in rarest]
    themes = first.themes.intersection(*(text.themes for text in others))
    reason = f"words in common: {', '.join(named)}" if named else "alike two by two"
    reason += f"; theme in common: {', '.join(sorted(themes))}" if themes else ""
    return Proposal(tuple(ids), min(scores), reason)


def _word_of(stem: str, text: str) -> str:
    """Return the first word of a text that has the stem."""
    match = re.search(rf"\b{re.escape(stem)}\w*", text.casefold())
    return match[0] if match else stem


# --- what became of one matter --------------------------------------------------

Step = dict[str, Any]


def course(collection: Collection, ids: Iterable[str], as_of: date) -> list[Step]:
    """Return the recommendations of one matter in the order in which they were made.

    Each step has the ``id``, ``mechanism`` and ``cycle``, the date when it was ``made`` (EDTF), its
    ``title``, the ``response`` and the assessors' ``verdicts`` as of the day, a ``remark`` on what
    was answered before, and the ``sources`` of all of this. What was not made by the day, or is not
    on record, is left out.
    """
    records = collection.of(RECOMMENDATION)
    known = {id_: record for id_ in ids if (record := records.get(id_))}
    order = sorted(
        known, key=lambda id_: (edtf.sort_key(collection.responses.made(known[id_])), natural(id_))
    )
    steps: list[Step] = []
    for id_ in order:
        record, response = known[id_], collection.responses.answer(known[id_], as_of)
        if response is not None:
            earlier = [s for s in steps if occasion(known[s["id"]]) != occasion(record)]
            verdicts = collection.verdicts.by_assessor(id_, as_of)
            step = {
                "id": id_,
                "mechanism": record["mechanism"],
                "cycle": record.get("cycle"),
                "made": collection.responses.made(record),
                "title": record["title"],
                "response": response,
                "verdicts": {name: verdict["status"] for name, verdict in verdicts.items()},
                "remark": _remark(response, earlier),
                "sources": _sources(record, verdicts.values(), as_of),
            }
            steps.append(step)
    return steps


def occasion(record: Record) -> tuple[object, object]:
    """Return what tells the documents apart in which recommendations were made: body and cycle."""
    return record["mechanism"], record.get("cycle") or record.get("document")


def _sources(record: Record, verdicts: Iterable[Record], as_of: date) -> list[Record]:
    """Return what a recommendation, the answers by the day and verdicts rest on, each once."""
    answers = (answer for answer in record.get("responses", ()) if "ref" in answer)
    cited = [
        *record.get("sources", ()),
        *(a for a in answers if "date" not in a or edtf.parse(a["date"]).first <= as_of),
        *(source for verdict in verdicts for source in verdict.get("sources", ())),
    ]
    by_ref = {source["ref"]: source for source in reversed(cited)}
    names = ("ref", "url", "note")
    return [
        {name: source[name] for name in names if name in source}
        for source in reversed(by_ref.values())
    ]


def _remark(response: str, earlier: list[Step]) -> str:
    """Return what an answer means after those of earlier occasions: made again after an answer."""
    supported = [step["id"] for step in earlier if step["response"] in SUPPORTED]
    noted = [step["id"] for step in earlier if step["response"] == "noted"]
    if response in SUPPORTED and noted and not supported:
        return f"supported after it was noted ({noted[-1]})"
    if response == "noted" and supported:
        return f"noted after it was supported ({supported[-1]})"
    if supported:
        return f"made again after it was supported ({supported[-1]})"
    return f"made again after it was noted ({noted[-1]})" if noted else ""
