"""All records together: finding one by what a person types, and the verdicts on each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from belarus_hr.domain.errors import InvalidValue, NotFound
from belarus_hr.domain.records.kind import KindOf, RecordT
from belarus_hr.domain.records.kinds import (
    ASSESSMENT,
    CLAIM,
    KINDS,
    RECOMMENDATION,
    REVIEW,
    Kind,
    Record,
)
from belarus_hr.domain.reference.states import BELARUS, canonical
from belarus_hr.domain.reference.vocabulary import ASSESSORS, NOT_ASSESSED, SELF
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.natural_sort import natural
from belarus_hr.domain.text.words import shown, unknown

if TYPE_CHECKING:
    from belarus_hr.domain.lookup import IdIndex

#: Records by id, by table: what the store reads and writes.
Tables = Mapping[str, Mapping[str, Record]]

#: What a collection itself asks of a recommendation: to which review it belongs, and the answers.
ANSWERING = frozenset(("mechanism", "cycle", "responses.response", "responses.date"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a question needs of the records of one kind.

    An example: ``Query(kind=RECOMMENDATION, fields={"title"}, where={"mechanism": "UPR"})``.
    Records come with these ``fields`` at least, None for all; ``items.by`` is that part of
    each item. Who names few fields is answered sooner where there are many records.
    """

    kind: Kind
    fields: Set[str] | None = None
    #: What a field must be.
    where: Mapping[str, object] = field(default_factory=dict)

    def also(self, *fields: str) -> Query:
        """Return the query with more fields."""
        return self if self.fields is None else replace(self, fields={*self.fields, *fields})

    @property
    def needed(self) -> Set[str] | None:
        """The fields that must be read, those of the conditions too; None for all."""
        return None if self.fields is None else {*self.fields, *self.where}

    def of(self, records: Mapping[str, Record]) -> Mapping[str, Record]:
        """Return those of the records that meet the conditions."""
        for name, value in self.where.items():
            records = {id_: record for id_, record in records.items() if record.get(name) == value}
        return records


def _concerned(recommendation: Record) -> str:
    """Return the State that a recommendation concerns.

    A record written before names of States were made one may say Belarus in full.
    """
    name = recommendation.get("country")
    return BELARUS if name is None else canonical(str(name))


class StoredRecord(NamedTuple):
    """One record with its id and kind."""

    id: str
    kind: Kind
    record: Record


class Collection:
    """The records of one store, read once; nothing here changes them."""

    def __init__(
        self, tables: Tables, select: Callable[[Query], Mapping[str, Record]] | None = None
    ) -> None:
        """``select`` answers a query where that takes less than all of the tables."""
        self._tables = tables
        self.select = select or (lambda query: query.of(self.of(query.kind)))

    def of(self, kind: KindOf[RecordT]) -> Mapping[str, RecordT]:
        """Return the records of one kind by id."""
        records: Any = self._tables.get(kind.table, {})
        return records  # type: ignore[no-any-return]  # They passed the gate of their kind.

    def __contains__(self, id_: str) -> bool:
        return any(id_ in self.of(kind) for kind in KINDS)

    def about(self, country: str | None, query: Query | None = None) -> Collection:
        """Return what is on record about one State, or for None about all.

        Of recommendations that is what ``query`` asks for, all when it is left out. They say
        which State they concern, unless it is Belarus; all else is about Belarus, and belongs to
        no other State's record.
        """
        query = query or Query(kind=RECOMMENDATION)
        table = query.kind.table
        records = self.select(query.also("country"))
        if country is not None:
            records = {id_: r for id_, r in records.items() if _concerned(r) == country}
        if country == BELARUS:
            return Collection({**self._tables, table: records})
        verdicts = self.of(ASSESSMENT)
        return Collection({table: records, ASSESSMENT.table: verdicts})

    def countries(self) -> list[str]:
        """Return the States that recommendations on record concern, Belarus first."""
        query = Query(kind=RECOMMENDATION, fields={"country"})
        others = set(map(_concerned, self.select(query).values())) - {BELARUS}
        return [BELARUS, *sorted(others)]

    def ids(self) -> Iterator[tuple[str, Kind]]:
        """Yield the id of each record with its kind."""
        for kind in KINDS:
            for id_ in self.of(kind):
                yield id_, kind

    def find(self, typed: str) -> StoredRecord:
        """Return the record that ``typed`` names: its id, or an unambiguous end of it.

        ``97.4`` finds ``upr1-97.4`` while no other id ends in ``-97.4``. Raises
        NotFound when none does, naming the nearest, or when several do, naming them.
        """
        wanted = typed.strip().lower()
        for kind in KINDS:
            record = self.of(kind).get(wanted)
            if record is not None:
                return StoredRecord(wanted, kind, record)
        ends = self.ends(wanted)
        if len(ends) > 1:
            names = ", ".join(id_ for id_, _ in ends[:8])
            more = f" and {len(ends) - 8} more" if len(ends) > 8 else ""
            raise NotFound(f"{shown(typed)} is the end of {len(ends)} ids: {names}{more}")
        if ends:
            id_, kind = ends[0]
            return StoredRecord(id_, kind, self.of(kind)[id_])
        guess = self._ids.nearest(wanted)
        hint = f"; did you mean {guess}?" if guess else ""
        raise NotFound(f"no record {shown(typed)}{hint}")

    def ends(self, wanted: str) -> list[tuple[str, Kind]]:
        """Return the ids, with their kinds, that end in ``-wanted``."""
        return self._ids.ends(wanted)

    @cached_property
    def _ids(self) -> IdIndex:
        # Loaded when first needed: a whole id is found without.
        from belarus_hr.domain.lookup import IdIndex

        return IdIndex({kind.name: self.of(kind) for kind in KINDS})

    def find_all(self, typed: list[str]) -> list[StoredRecord]:
        """Return the records that the words name, each once, in order.

        Raises NotFound naming the words that find none, of very many the first, so that a
        script's mistake is seen whole and nothing is done by halves.
        """
        found: dict[str, StoredRecord] = {}
        problems: list[str] = []
        for word in dict.fromkeys(typed):
            try:
                hit = self.find(word)
            except NotFound as error:
                problems.append(str(error))
            else:
                found[hit.id] = hit
        if problems:
            from belarus_hr.domain.lookup import MOST_PROBLEMS

            left = len(problems) - MOST_PROBLEMS
            more = [f"… and {left:,} more"] if left > 0 else []
            raise NotFound(*problems[:MOST_PROBLEMS], *more)
        return list(found.values())

    # --- assessments ---------------------------------------------------------

    @cached_property
    def _assessments(self) -> dict[str, list[tuple[str, Record]]]:
        """Return the assessments of each recommendation, oldest first.

        The day of the finding orders them, then the moment of writing down: a
        finding of 2014 entered today does not supersede one of 2020.
        """
        by_recommendation: dict[str, list[tuple[str, Record]]] = defaultdict(list)
        for id_, record in self.of(ASSESSMENT).items():
            by_recommendation[record["recommendation"]].append((id_, record))
        for entries in by_recommendation.values():
            entries.sort(
                key=lambda entry: (
                    edtf.parse(entry[1]["date"]).first,
                    entry[1].get("recorded", ""),
                    natural(entry[0]),
                )
            )
        return dict(by_recommendation)

    def history(self, id_: str, as_of: date = date.max) -> list[tuple[str, Record]]:
        """Return the assessments of a recommendation by a day with their ids, oldest first."""
        entries = self._assessments.get(id_, [])
        return [entry for entry in entries if edtf.parse(entry[1]["date"]).first <= as_of]

    def verdicts(self, id_: str, as_of: date) -> dict[str, Record]:
        """Return each assessor's verdict on a recommendation as it stood on a day."""
        return {record["assessor"]: record for _, record in self.history(id_, as_of)}

    @property
    def assessed(self) -> Set[str]:
        """The recommendations that anybody has ever assessed, by id."""
        return self._assessments.keys()

    def status(self, id_: str, assessor: str, as_of: date) -> str:
        """Return what one assessor found of a recommendation, or ``not-assessed``."""
        if id_ not in self._assessments:
            return NOT_ASSESSED
        verdict = self.verdicts(id_, as_of).get(assessor)
        return verdict["status"] if verdict else NOT_ASSESSED

    # --- answers -------------------------------------------------------------

    @cached_property
    def _reviewed(self) -> dict[int, date]:
        """Return the first possible day of each UPR review."""
        return {
            review["cycle"]: edtf.parse(review["date"]).first
            for review in self.of(REVIEW).values()
            if review["mechanism"] == "UPR" and "date" in review
        }

    @cached_property
    def cycles(self) -> tuple[int, ...]:
        """Return the UPR cycles that something is on record about."""
        kinds: tuple[Kind, ...] = (REVIEW, RECOMMENDATION)
        records = (record for kind in kinds for record in self.of(kind).values())
        found = {r["cycle"] for r in records if r["mechanism"] == "UPR" and "cycle" in r}
        return tuple(sorted(found))

    def cycle(self, number: int | None) -> int | None:
        """Return ``number`` if that cycle is on record (None stays None), or raise InvalidValue."""
        if number is None or number in self.cycles:
            return number
        known = ", ".join(map(str, self.cycles))
        raise InvalidValue(f"no cycle {number} on record: known: {known}")

    def answer(self, recommendation: Record, as_of: date) -> str | None:
        """Return the State's response to a recommendation as it stood on a day.

        None when the recommendation had not been made by then: before its review,
        or before the first of its dated responses. One that has been made and has
        no response by then is ``pending``.
        """
        made = self.made(recommendation)
        if made is not None and as_of < made:
            return None
        answer = "pending"
        for entry in recommendation.get("responses", ()):
            if "date" not in entry or edtf.parse(entry["date"]).first <= as_of:
                answer = entry["response"]
        return answer

    def made(self, recommendation: Record) -> date | None:
        """Return the first day on which a recommendation can have been made, None when unknown."""
        if recommendation["mechanism"] == "UPR" and recommendation.get("cycle") in self._reviewed:
            return self._reviewed[recommendation["cycle"]]
        for entry in recommendation.get("responses", ()):
            if "date" in entry:
                return edtf.parse(entry["date"]).first
        return None

    @cached_property
    def assessors(self) -> tuple[str, ...]:
        """Return who has assessed anything: ``self`` first and always, then ours, then others."""
        spoken = {r["assessor"] for r in self.of(ASSESSMENT).values()}
        ours = [name for name in ASSESSORS if name in spoken or name == SELF]
        return (*ours, *sorted(spoken - set(ours)))

    def spoken_by(self, as_of: date) -> tuple[str, ...]:
        """Return who has assessed anything by a day, in the order of ``assessors``."""
        records = self.of(ASSESSMENT).values()
        spoken = {r["assessor"] for r in records if edtf.parse(r["date"]).first <= as_of}
        return tuple(name for name in self.assessors if name == SELF or name in spoken)

    def assessor(self, name: str | None, *, claiming: bool = False) -> str | None:
        """Return ``name`` as an assessor that is ours or has spoken, or raise InvalidValue.

        ``claiming``: or that has claimed something. None stays None.
        """
        claims = sorted(claim["by"] for claim in self.of(CLAIM).values())
        known = dict.fromkeys((*ASSESSORS, *self.assessors, *(claims if claiming else ())))
        if name is None or name.casefold() in known:
            return name.casefold() if name else None
        raise unknown("assessor", name, known)
