"""Which records are meant by the options that ``list``, ``recs`` and ``export`` share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from datetime import date
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from belarus_hr.cli import session
from belarus_hr.cli.option_groups import EventOptions, RecommendationOptions, split_values
from belarus_hr.domain import query
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.field_types import WHOLE, Field
from belarus_hr.domain.records.fields import verdict_status
from belarus_hr.domain.records.kinds import RECOMMENDATION, Kind, Record
from belarus_hr.domain.records.recommendation import ANSWERING, recommending_states
from belarus_hr.domain.reference import mechanisms, vocabulary
from belarus_hr.domain.text import words

if TYPE_CHECKING:
    from belarus_hr.domain.query import RecommendationFilter

#: The options made of fields, as typed, by name: values, or whether there must be any.
FieldOptions = Mapping[str, list[str] | bool | None]


def needed(typed: RecommendationOptions, fields: FieldOptions) -> Set[str] | None:
    """Return the fields of recommendations that the options ask about; None for all of them."""
    if typed.text:
        return None
    of_option = {"themes": typed.theme, "items.by": typed.state}
    filtered = (RECOMMENDATION.filters[name] for name, typed in fields.items() if typed)
    return ANSWERING.union(
        (field for field, labels_typed in of_option.items() if labels_typed),
        (field.made_of or field.name for field in filtered),
    )


def of_fields(
    kind: Kind, fields: FieldOptions, records: Iterable[Record]
) -> tuple[query.FieldFilter, ...]:
    """Return the filters for which the options ask that are made of fields.

    Raises InvalidValue for a word that no record has in the field, naming the nearest.
    """
    records = list(records)
    return tuple(
        query.FieldFilter(kind.filters[name], _values(kind, kind.filters[name], typed, records))
        for name, typed in fields.items()
        if typed
    )


def _values(
    kind: Kind, field: Field, typed: list[str] | bool, records: list[Record]
) -> frozenset[str]:
    """Return the values that an option names of those that a field can have, or has on record."""
    if isinstance(typed, bool):
        return frozenset([query.ANY])
    name = str(field.filter)
    if name == "mechanism":
        return mechanism_codes(typed)
    if field.type.words:
        return frozenset(map(field.type.check, split_values(typed)))
    on_record = frozenset().union(*(query.values_of(field, record) for record in records))
    if field.type is WHOLE:
        for part in split_values(typed):
            if part not in on_record:
                raise words.unknown(f"{name} of {words.a(kind.name)}", part, sorted(on_record))
        return frozenset(split_values(typed))
    if field.links_to:
        typed = [_whole_id(part, on_record) for part in typed]
    return labels(name, typed, on_record, kind)


def _whole_id(typed: str, on_record: Iterable[str]) -> str:
    """Return the id on record that a short id means: ``97.5`` is ``upr1-97.5``."""
    end = f"-{typed.strip().lower()}"
    whole = [id_ for id_ in on_record if id_.endswith(end)]
    return whole[0] if len(whole) == 1 else typed


def record_filter(typed: EventOptions) -> query.RecordFilter:
    """Return what the options ask for. Raises InvalidValue for a word that is not known."""
    return query.RecordFilter(
        mechanisms=mechanism_codes(typed.mechanism),
        kinds=chosen("kind", typed.kind, vocabulary.EVENT_KINDS),
        tags=frozenset(words.folded(word.strip()) for word in typed.tag or ()),
        window=session.window_typed(typed.since, typed.until),
        words=folded_words(typed.text),
    )


def mechanism_codes(values: list[str] | None) -> frozenset[str]:
    """Return the mechanisms that an option names, by code or by family; none for none given."""
    return frozenset(code for word in split_values(values) for code in mechanisms.codes(word))


def recommendation_filter(
    collection: Collection,
    day: date,
    typed: RecommendationOptions,
    fields: FieldOptions = MappingProxyType({}),
) -> RecommendationFilter:
    """Return what the options ask for, as of a day.

    Raises InvalidValue for a word that nothing on record bears, naming the nearest.
    """
    # Loaded for recommendations alone: a listing of events asks nothing of them.
    from belarus_hr.domain.query import RecommendationFilter

    responses = chosen("response", typed.response, vocabulary.RESPONSES)
    if "supported" in responses:
        responses |= vocabulary.SUPPORTED
    statuses = frozenset(verdict_status(part) for part in split_values(typed.status))
    records = collection.of(RECOMMENDATION).values()
    themes = chain.from_iterable(record.get("themes", ()) for record in records)
    states = chain.from_iterable(map(recommending_states, records))
    return RecommendationFilter(
        as_of=day,
        cycle=collection.cycle(typed.cycle),
        responses=responses,
        statuses=statuses,
        assessor=collection.assessor(typed.by) or vocabulary.SELF,
        themes=labels("theme", typed.theme, themes),
        states=_states(typed.state, states),
        words=folded_words(typed.text),
        fields=of_fields(RECOMMENDATION, fields, records),
    )


def chosen(
    what: str, values: list[str] | None, vocabulary: tuple[str, ...] | Mapping[str, str]
) -> frozenset[str]:
    """Return the words of a closed vocabulary that an option names, or raise InvalidValue."""
    return frozenset(words.choose(what, part, vocabulary) for part in split_values(values))


def labels(
    what: str, values: list[str] | None, borne: Iterable[str], kind: Kind = RECOMMENDATION
) -> frozenset[str]:
    """Return the labels on record that an option names, in full or in part, or raise."""
    on_record = set(borne) if values else set()
    return frozenset(
        x for value in values or () for x in query.match_label(what, value, on_record, kind)
    )


def _states(values: list[str] | None, on_record: Iterable[str]) -> frozenset[str]:
    """Return the States on record that an option names, by any name or a part of it, or raise."""
    known = set(on_record) if values else set()
    return frozenset(x for value in values or () for x in query.match_state("State", value, known))


def folded_words(values: list[str] | None) -> tuple[str, ...]:
    """Return the words that a record has to hold, as they are compared."""
    return tuple(part for value in values or () for part in words.folded(value).split())
