"""All records together: finding one by what a person types, and the verdicts on each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from belarus_hr.domain.errors import InvalidValue, NotFound
from belarus_hr.domain.records.kinds import BY_TABLE, KINDS, Kind, Record
from belarus_hr.domain.reference.states import BELARUS, canonical
from belarus_hr.domain.reference.vocabulary import ASSESSORS, NOT_ASSESSED, SELF
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.natural_sort import natural
from belarus_hr.domain.text.words import shown, unknown

if TYPE_CHECKING:
    from belarus_hr.domain.lookup import Ids

#: Records by id, by table: what the store reads and writes.
Tables = Mapping[str, Mapping[str, Record]]


#: So many words that name nothing are told.
_TOLD = 20

#: What a collection itself asks of a recommendation: to which review it belongs, and the answers.
ANSWERING = frozenset(("mechanism", "cycle", "responses.response", "responses.date"))


class Need(NamedTuple):
    """What an answer is made of, of all recommendations: who needs little is answered sooner.

    They are given with these ``fields`` at least, None for all; ``items.by`` is that part of
    each item. Left out may be those of another ``mechanism``, and those in whose JSON the
    lower-case ``word`` stands in no case.
    """

    fields: Set[str] | None = None
    word: str = ""
    mechanism: str = ""


ALL = Need()


def _some(table: Mapping[str, Record], need: Need, lacking: str | None) -> Mapping[str, Record]:
    """Return the needed records without a field; a table that can pass over the rest does so."""
    own = getattr(table, "some", None)
    if own is not None:
        found: Mapping[str, Record] = own(need, lacking)
        return found
    return without(lacking, table)


def without(field: str | None, records: Mapping[str, Record]) -> Mapping[str, Record]:
    """Return the records that lack a field; all of them for None.

    A record written before names of States were made one may say Belarus in full: that
    is as if it did not say.
    """
    if field is None or not any(field in record for record in records.values()):
        return records
    return {
        id_: record
        for id_, record in records.items()
        if field not in record or canonical(str(record[field])) == BELARUS
    }


class Found(NamedTuple):
    """One record with its id and kind."""

    id: str
    kind: Kind
    record: Record


class Collection:
    """The records of one store, read once; nothing here changes them."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def of(self, kind: Kind) -> Mapping[str, Record]:
        """Return the records of one kind by id."""
        return self._tables.get(kind.table, {})

    def __contains__(self, id_: str) -> bool:
        return any(id_ in self.of(kind) for kind in KINDS)

    def about(self, country: str | None, need: Need = ALL) -> Collection:
        """Return what is on record about one State, or for None about all.

        Recommendations say which State they concern, unless it is Belarus; all else
        is about Belarus, and belongs to no other State's record.
        """
        kind = BY_TABLE["recommendations"]
        if country == BELARUS:
            records = _some(self.of(kind), need, "country")
            return Collection({**self._tables, kind.table: records})
        if country is not None and need.fields is not None:
            need = need._replace(fields={*need.fields, "country"})
        records = _some(self.of(kind), need, None)
        if country is not None:
            records = {
                id_: record
                for id_, record in records.items()
                if "country" in record and canonical(record["country"]) == country
            }
        verdicts = self.of(BY_TABLE["assessments"])
        return Collection({kind.table: records, "assessments": verdicts})

    def countries(self) -> list[str]:
        """Return the States that recommendations on record concern, Belarus first."""
        records = _some(self.of(BY_TABLE["recommendations"]), Need({"country"}), None).values()
        others = {canonical(record["country"]) for record in records if "country" in record}
        return [BELARUS, *sorted(others - {BELARUS})]

    def ids(self) -> Iterator[tuple[str, Kind]]:
        """Yield the id of each record with its kind."""
        for kind in KINDS:
            for id_ in self.of(kind):
                yield id_, kind

    def find(self, typed: str) -> Found:
        """Return the record that ``typed`` names: its id, or an unambiguous end of it.

        ``97.4`` finds ``upr1-97.4`` while no other id ends in ``-97.4``. Raises
        NotFound when none does, naming the nearest, or when several do, naming them.
        """
        wanted = typed.strip().lower()
        for kind in KINDS:
            record = self.of(kind).get(wanted)
            if record is not None:
                return Found(wanted, kind, record)
        ends = self.ends(wanted)
        if len(ends) > 1:
            names = ", ".join(id_ for id_, _ in ends[:8])
            more = f" and {len(ends) - 8} more" if len(ends) > 8 else ""
            raise NotFound(f"{shown(typed)} is the end of {len(ends)} ids: {names}{more}")
        if ends:
            id_, kind = ends[0]
            return Found(id_, kind, self.of(kind)[id_])
        guess = self._ids.nearest(wanted)
        hint = f"; did you mean {guess}?" if guess else ""
        raise NotFound(f"no record {shown(typed)}{hint}")

    def ends(self, wanted: str) -> list[tuple[str, Kind]]:
        """Return the ids, with their kinds, that end in ``-wanted``."""
        return self._ids.ends(wanted)

    @cached_property
    def _ids(self) -> Ids:
        # Loaded when first needed: a whole id is found without.
        from belarus_hr.domain.lookup import Ids

        return Ids({kind.name: self.of(kind) for kind in KINDS})

    def find_all(self, typed: list[str]) -> list[Found]:
        """Return the records that the words name, each once, in order.

        Raises NotFound naming the words that find none, of very many the first, so that a
        script's mistake is seen whole and nothing is done by halves.
        """
        found: dict[str, Found] = {}
        problems: list[str] = []
        for word in dict.fromkeys(typed):
            try:
                hit = self.find(word)
            except NotFound as error:
                problems.append(str(error))
            else:
                found[hit.id] = hit
        if problems:
            more = [f"… and {len(problems) - _TOLD:,} more"] if len(problems) > _TOLD else []
            raise NotFound(*problems[:_TOLD], *more)
        return list(found.values())

    # --- assessments ---------------------------------------------------------

    @cached_property
    def _assessments(self) -> dict[str, list[tuple[str, Record]]]:
        """Return the assessments of each recommendation, oldest first.

        The day of the finding orders them, then the moment of writing down: a
        finding of 2014 entered today does not supersede one of 2020.
        """
        by_recommendation: dict[str, list[tuple[str, Record]]] = defaultdict(list)
        for id_, record in self.of(BY_TABLE["assessments"]).items():
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
            for review in self.of(BY_TABLE["reviews"]).values()
            if review["mechanism"] == "UPR" and "date" in review
        }

    @cached_property
    def cycles(self) -> tuple[int, ...]:
        """Return the UPR cycles that something is on record about."""
        kinds = (BY_TABLE["reviews"], BY_TABLE["recommendations"])
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
        spoken = {r["assessor"] for r in self.of(BY_TABLE["assessments"]).values()}
        ours = [name for name in ASSESSORS if name in spoken or name == SELF]
        return (*ours, *sorted(spoken - set(ours)))

    def spoken_by(self, as_of: date) -> tuple[str, ...]:
        """Return who has assessed anything by a day, in the order of ``assessors``."""
        records = self.of(BY_TABLE["assessments"]).values()
        spoken = {r["assessor"] for r in records if edtf.parse(r["date"]).first <= as_of}
        return tuple(name for name in self.assessors if name == SELF or name in spoken)

    def assessor(self, name: str | None, *, claiming: bool = False) -> str | None:
        """Return ``name`` as an assessor that is ours or has spoken, or raise InvalidValue.

        ``claiming``: or that has claimed something. None stays None.
        """
        claims = sorted(claim["by"] for claim in self.of(BY_TABLE["claims"]).values())
        known = dict.fromkeys((*ASSESSORS, *self.assessors, *(claims if claiming else ())))
        if name is None or name.casefold() in known:
            return name.casefold() if name else None
        raise unknown("assessor", name, known)
