"""All records together: finding one by what a person types, and the verdicts on each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from belarus_hr.domain import dates
from belarus_hr.domain.errors import InvalidValue, NotFound
from belarus_hr.domain.ordering import natural
from belarus_hr.domain.records import BY_TABLE, KINDS, Kind, Record
from belarus_hr.domain.words import ASSESSORS, NOT_ASSESSED, SELF, nearest, shown, unknown

#: Records by id, by table: what the store reads and writes.
Tables = Mapping[str, Mapping[str, Record]]


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
        ends = [(id_, kind) for id_, kind in self.ids() if wanted and id_.endswith(f"-{wanted}")]
        if len(ends) > 1:
            names = ", ".join(id_ for id_, _ in ends[:8])
            more = f" and {len(ends) - 8} more" if len(ends) > 8 else ""
            raise NotFound(f"{shown(typed)} is the end of {len(ends)} ids: {names}{more}")
        if ends:
            id_, kind = ends[0]
            return Found(id_, kind, self.of(kind)[id_])
        guess = nearest(wanted, (id_ for id_, _ in self.ids()))
        hint = f"; did you mean {guess}?" if guess else ""
        raise NotFound(f"no record {shown(typed)}{hint}")

    def find_all(self, typed: list[str]) -> list[Found]:
        """Return the records that the words name, each once, in order.

        Raises NotFound naming every word that finds none, so that a script's
        mistake is seen whole and nothing is done by halves.
        """
        found: dict[str, Found] = {}
        problems: list[str] = []
        for word in typed:
            try:
                hit = self.find(word)
            except NotFound as error:
                problems.append(str(error))
            else:
                found[hit.id] = hit
        if problems:
            raise NotFound("\n".join(problems))
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
                    dates.parse(entry[1]["date"]).first,
                    entry[1].get("recorded", ""),
                    natural(entry[0]),
                )
            )
        return dict(by_recommendation)

    def history(self, id_: str) -> list[tuple[str, Record]]:
        """Return all assessments of a recommendation with their ids, oldest first."""
        return self._assessments.get(id_, [])

    def verdicts(self, id_: str, as_of: date) -> dict[str, Record]:
        """Return each assessor's verdict on a recommendation as it stood on a day."""
        return {
            record["assessor"]: record
            for _, record in self.history(id_)
            if dates.parse(record["date"]).first <= as_of
        }

    def status(self, id_: str, assessor: str, as_of: date) -> str:
        """Return what one assessor found of a recommendation, or ``not-assessed``."""
        verdict = self.verdicts(id_, as_of).get(assessor)
        return verdict["status"] if verdict else NOT_ASSESSED

    @cached_property
    def assessors(self) -> tuple[str, ...]:
        """Return who has assessed anything: ``self`` first and always, then ours, then others."""
        spoken = {r["assessor"] for r in self.of(BY_TABLE["assessments"]).values()}
        ours = [name for name in ASSESSORS if name in spoken or name == SELF]
        return (*ours, *sorted(spoken - set(ours)))

    def assessor(self, name: str | None) -> str | None:
        """Return ``name`` if that assessor has spoken (None stays None), or raise InvalidValue."""
        if name is None or name.casefold() in self.assessors:
            return name.casefold() if name else None
        raise unknown("assessor", name, self.assessors)


def answer(recommendation: Record, as_of: date) -> str | None:
    """Return the State's response to a recommendation as it stood on a day.

    None when the recommendation had not been made by then. One without any
    recorded response is ``pending``.
    """
    history = recommendation.get("responses", ())
    if not history:
        return "pending"
    current: str | None = None
    for entry in history:
        if "date" not in entry or dates.parse(entry["date"]).first <= as_of:
            current = entry["response"]
    return current


def cycle_number(value: int | None, known: Iterator[int] | list[int]) -> int | None:
    """Return ``value`` if it is a cycle on record (None stays None), or raise InvalidValue."""
    cycles = sorted(set(known))
    if value is None or value in cycles:
        return value
    names = ", ".join(map(str, cycles))
    raise InvalidValue(f"no cycle {value} on record: known: {names}")
