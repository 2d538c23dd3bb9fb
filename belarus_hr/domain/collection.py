"""All records of a store: how one is found by its id, and those that concern one State."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from belarus_hr.domain.errors import InvalidValue, NotFound
from belarus_hr.domain.records.kind import KindOf, Query, RecordT
from belarus_hr.domain.records.kinds import (
    ASSESSMENT,
    CLAIM,
    KINDS,
    RECOMMENDATION,
    REVIEW,
    Kind,
    Record,
)
from belarus_hr.domain.records.recommendation import concerned
from belarus_hr.domain.reference.states import BELARUS
from belarus_hr.domain.reference.vocabulary import ASSESSORS
from belarus_hr.domain.text.words import folded, natural, shown, unknown

if TYPE_CHECKING:
    from belarus_hr.domain.lookup import IdIndex
    from belarus_hr.domain.records.links import LinkingIds
    from belarus_hr.domain.responses import ResponseHistory
    from belarus_hr.domain.verdicts import VerdictHistory

#: Records by id, by table: what the store reads and writes.
Tables = Mapping[str, Mapping[str, Record]]

#: What stands for the name of a State where the records of all States are meant.
ALL_COUNTRIES = "all"


def in_words(country: str) -> str:
    """Return whose figures are shown, for a heading."""
    return "all States on record" if country == ALL_COUNTRIES else country


class StoredRecord(NamedTuple):
    """A record of the collection, with its id and its kind."""

    id: str
    kind: Kind
    record: Record


class Collection:
    """The records of one store, read once; nothing here changes them."""

    def __init__(
        self,
        tables: Tables,
        select: Callable[[Query], Mapping[str, Record]] | None = None,
        *,
        country: str = ALL_COUNTRIES,
    ) -> None:
        """Take the tables; ``select`` answers a query without reading every table whole.

        ``country`` is the State that the recommendations concern, where it is a single one.
        """
        self._tables, self.country = tables, country
        self.select = select or (lambda query: query.of(self.of(query.kind)))

    def of(self, kind: KindOf[RecordT]) -> Mapping[str, RecordT]:
        """Return the records of one kind by id."""
        records: Any = self._tables.get(kind.table, {})
        return records  # type: ignore[no-any-return]  # They passed the gate of their kind.

    def of_mechanism(
        self, kind: KindOf[RecordT], code: str = "UPR"
    ) -> Iterator[tuple[str, RecordT]]:
        """Yield the records of a kind about a mechanism, with their ids."""
        for id_, record in self.of(kind).items():
            if record["mechanism"] == code:
                yield id_, record

    def __contains__(self, id_: str) -> bool:
        return any(id_ in self.of(kind) for kind in KINDS)

    def stored(self, id_: str) -> StoredRecord | None:
        """Return the record of a whole id, None where there is none."""
        for kind in KINDS:
            if id_ in self.of(kind):
                return StoredRecord(id_, kind, self.of(kind)[id_])
        return None

    def about(self, country: str | None, query: Query | None = None) -> "Collection":
        """Return the records about one State, or about all States when ``country`` is None.

        Recommendations are those that ``query`` selects; without a query, all of them. The
        other records are about Belarus, whatever a field ``country`` of theirs says. So a
        collection about another State has recommendations and the verdicts on them only; that
        about all States has the reviews besides, with the counts that others report of Belarus.
        """
        query = query or Query(kind=RECOMMENDATION)
        table = query.kind.table
        records = self.select(query.also("country"))
        if country is not None:
            records = {
                id_: record for id_, record in records.items() if concerned(record) == country
            }
        if country == BELARUS:
            return Collection({**self._tables, table: records}, country=country)
        tables = {table: records, ASSESSMENT.table: self.of(ASSESSMENT)}
        if country is None:
            tables[REVIEW.table] = self._tables.get(REVIEW.table, {})
        return Collection(tables, country=country or ALL_COUNTRIES)

    def countries(self) -> list[str]:
        """Return the States that the recommendations concern: Belarus first, others by name."""
        query = Query(kind=RECOMMENDATION, fields={"country"})
        others = set(map(concerned, self.select(query).values())) - {BELARUS}
        return [BELARUS, *sorted(others, key=natural)]

    def ids(self) -> Iterator[tuple[str, Kind]]:
        """Yield the id of each record with its kind."""
        for kind in KINDS:
            for id_ in self.of(kind):
                yield id_, kind

    def find(self, typed: str) -> StoredRecord:
        """Return the record that ``typed`` names: by its id, or by an unambiguous end of it.

        ``97.4`` finds ``upr1-97.4`` while no other id ends in ``-97.4``. Raises NotFound
        when no id has this end, naming the nearest id, or when several have it, naming them.
        A recommendation may also be cited: "A/HRC/15/16, para. 97.4".
        """
        word = typed.strip().lower()
        for kind in KINDS:
            record = self.of(kind).get(word)
            if record is not None:
                return StoredRecord(word, kind, record)
        from belarus_hr.domain.lookup import cited

        citation = cited(word)
        if citation.document:
            return self._in_document(citation.document, citation.number)
        if citation.end in self:
            return self.find(citation.end)
        matches = self.ending_in(word) or self.ending_in(citation.end)
        if len(matches) > 1:
            names = ", ".join(id_ for id_, _ in matches[:8])
            more = f" and {len(matches) - 8} more" if len(matches) > 8 else ""
            raise NotFound(f"{shown(typed)} is the end of {len(matches)} ids: {names}{more}")
        if matches:
            id_, kind = matches[0]
            return StoredRecord(id_, kind, self.of(kind)[id_])
        guess = self._ids.nearest(word)
        hint = f"; did you mean {guess}?" if guess else ""
        raise NotFound(f"no record {shown(typed)}{hint}")

    def _in_document(self, document: str, paragraph: str) -> StoredRecord:
        """Return the recommendation that is a paragraph of a document. Raises NotFound."""
        matches = [
            StoredRecord(id_, RECOMMENDATION, record)
            for id_, record in self.of(RECOMMENDATION).items()
            if record.get("document", "").lower() == document
            and record.get("paragraph", "").lower() == paragraph
        ]
        place = f"paragraph {paragraph} of {document.upper()}"
        if not matches:
            raise NotFound(f"no recommendation on record is {place}")
        if len(matches) > 1:
            raise NotFound(f"{place} is several: {', '.join(m.id for m in matches[:8])}")
        return matches[0]

    def ending_in(self, word: str) -> list[tuple[str, Kind]]:
        """Return the ids that end in ``-word``, with their kinds."""
        return self._ids.ending_in(word)

    @cached_property
    def _ids(self) -> "IdIndex":
        # Loaded when first needed: a whole id is found without the index.
        from belarus_hr.domain.lookup import IdIndex

        return IdIndex({kind.name: self.of(kind) for kind in KINDS})

    def find_all(self, typed: list[str]) -> list[StoredRecord]:
        """Return the records that the words name, each record once, in the order of the words.

        Raises NotFound with a line for each word that names no record (at most MOST_PROBLEMS
        lines), so that a script sees all its mistakes and no command does half of its work.
        """
        records: dict[str, StoredRecord] = {}
        problems: list[str] = []
        for word in dict.fromkeys(typed):
            try:
                record = self.find(word)
            except NotFound as error:
                problems.append(str(error))
            else:
                records[record.id] = record
        if problems:
            from belarus_hr.domain.lookup import MOST_PROBLEMS

            left = len(problems) - MOST_PROBLEMS
            more = [f"… and {left:,} more"] if left > 0 else []
            raise NotFound(*problems[:MOST_PROBLEMS], *more)
        return list(records.values())

    def linking_to(self, kind: Kind, id_: str) -> list[StoredRecord]:
        """Return the records that link to a record of this kind, as verdicts do."""
        return [
            StoredRecord(linking, of, self.of(of)[linking])
            for of, linking in self._linking.get((kind.name, id_), ())
        ]

    @cached_property
    def _linking(self) -> "LinkingIds":
        from belarus_hr.domain.records.links import linking_ids

        return linking_ids(self.of)

    @cached_property
    def verdicts(self) -> "VerdictHistory":
        """The verdicts and comments on the recommendations, as they stood on any day."""
        # Loaded where it is needed, as the responses are: of events nobody asks for either.
        from belarus_hr.domain.verdicts import VerdictHistory

        return VerdictHistory(self.of(ASSESSMENT))

    @cached_property
    def responses(self) -> "ResponseHistory":
        """When the recommendations were made, and how the State answered, as of any day."""
        from belarus_hr.domain.responses import ResponseHistory

        return ResponseHistory(self.of(REVIEW).values())

    @cached_property
    def cycles(self) -> tuple[int, ...]:
        """Return the UPR cycles of which there is a review or a recommendation."""
        kinds: tuple[Kind, ...] = (REVIEW, RECOMMENDATION)
        records = (record for kind in kinds for record in self.of(kind).values())
        return tuple(
            sorted({r["cycle"] for r in records if r["mechanism"] == "UPR" and "cycle" in r})
        )

    def cycle(self, number: int | None) -> int | None:
        """Return ``number`` where ``cycles`` has it (None stays None), or raise InvalidValue."""
        if number is None or number in self.cycles:
            return number
        cycles = ", ".join(map(str, self.cycles))
        raise InvalidValue(f"no cycle {number} on record: known: {cycles}")

    def assessor(self, name: str | None, *, claiming: bool = False) -> str | None:
        """Return the known assessor that ``name`` means, in lower case; None stays None.

        Known are our own assessors and those of an assessment; with ``claiming``, also those
        who made a claim. Raises InvalidValue for any other name.
        """
        claims = self.of(CLAIM).values() if claiming else ()
        claimants = sorted(claim["by"] for claim in claims)
        names = dict.fromkeys((*ASSESSORS, *self.verdicts.assessors, *claimants))
        if not name:
            return None
        meant: str | None = next(
            (known for known in names if folded(known) == folded(name.strip())), None
        )
        if meant is not None:
            return meant
        raise unknown("assessor", name, names)
