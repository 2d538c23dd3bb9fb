"""What a command works on: the store that is meant, the day, the words given."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from belarus_hr.cli import console, process
from belarus_hr.cli.messages import advised  # also before a disk can fail
from belarus_hr.cli.process import COMPLETING, environment
from belarus_hr.domain.collection import ALL_COUNTRIES, Collection
from belarus_hr.domain.errors import InvalidValue, StoreError
from belarus_hr.domain.records.kind import Query
from belarus_hr.domain.reference.states import BELARUS, canonical
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.words import shown
from belarus_hr.store import LOCK_SECONDS, Store, notices, paths

if TYPE_CHECKING:
    from belarus_hr.domain.change_log import Signed
    from belarus_hr.domain.from_input import Moment


#: The store that this run opened last.
_opened: Store | None = None
#: Whether this run said that the day asked about lies before all that is on record.
_before_all = False


def check_store() -> None:
    """Raise StoreError when the store that this run opened breaks a rule of the records."""
    if _opened is not None:
        _opened.check()


def store_meant(db: Path | None) -> Store:
    """Return the store: ``--db``, else ``HRTRACK_DB``, else the user's own."""
    global _opened, _before_all
    _before_all = False
    notices.go_to(lambda sentence, advice: console.say(advised(sentence, advice)))
    environ = environment()
    named = paths.in_home(db) if db else paths.named_store(environ)
    _opened = Store(
        named or paths.own_store(environ),
        make_folder=named is None,
        lock_seconds=lock_seconds(),
        sign=lambda: _signed(environ.get("HRTRACK_USER")),
        say=lambda note: console.say(f"{note}, and hrtrack check --store says more"),
        missing=_say_missing,
    )
    return _opened


def _say_missing(store: Store) -> None:
    """Say that the store that the user named is not there: a typing slip, or a drive unplugged."""
    if store.named and not COMPLETING:
        console.say(f"no store at {store.path} yet: the shipped dataset answers")


def require(store: Store, otherwise: str) -> None:
    """Raise StoreError, which ends in ``otherwise``, when the store that was named is not there."""
    if store.named and not store.exists():
        raise StoreError(f"no store at {store.path}: {otherwise}")


def _signed(by: str | None) -> Signed:
    """Return what the log says of the change that is being made.

    ``by`` is what the person calls themselves; who did not say, is not named.
    Raises InvalidValue when ``by`` is no text.
    """
    from belarus_hr.domain.change_log import Signed

    try:
        (by or "").encode()
    except UnicodeEncodeError:
        raw = os.fsencode(by or "").decode(errors="backslashreplace")
        raise InvalidValue(
            f'HRTRACK_USER "{raw[:60]}" is not UTF-8 text; nothing was changed: set it anew'
        ) from None
    return Signed(_moment(), process.command(), by or None)


def read_records(
    db: Path | None, country: str | None = None, query: Query | None = None
) -> Collection:
    """Return what the store that is meant holds about the State typed, Belarus if none is."""
    return about(read_whole(db), country, query)


def read_whole(db: Path | None) -> Collection:
    """Return the records of the store that is meant, whichever State they concern."""
    return store_meant(db).read()


def about(collection: Collection, country: str | None, query: Query | None = None) -> Collection:
    """Return what is on record about the State typed, or ``all``; about Belarus when none is.

    Recommendations are those that the query means, all when it is left out. Raises
    InvalidValue, naming the nearest, for a State that nothing concerns.
    """
    if country is None or canonical(country) == BELARUS:
        return collection.about(BELARUS, query)
    if country.strip().casefold() == ALL_COUNTRIES:
        return collection.about(None, query)
    from belarus_hr.domain.query import match_state

    countries = match_state("country", country, collection.countries())
    if len(countries) > 1:
        raise InvalidValue(f'country "{country}" may be {", ".join(sorted(countries))}')
    return collection.about(next(iter(countries)), query)


def lock_seconds() -> float:
    """Return how long to wait for a store that another process changes."""
    text = environment().get("HRTRACK_LOCK_TIMEOUT")
    if not text:
        return LOCK_SECONDS
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= 3600:
        raise InvalidValue(f'HRTRACK_LOCK_TIMEOUT "{text}" is not a number of seconds up to 3600')
    return seconds


def today() -> date:
    """Return today's date; the one place that asks the clock for it."""
    return date.today()


def latest_day() -> date:
    """Return the latest day on Earth: what is of today in Minsk is not ahead in New York."""
    return now().latest_day


def now() -> Moment:
    """Return the day and the moment at which records are taken in."""
    from belarus_hr.domain.from_input import Moment

    return Moment(today(), _moment())


def _moment() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def as_of_day(text: str | None) -> date:
    """Return the day that ``--as-of`` means: the last of its days; today when not given."""
    return today() if text is None else edtf.parse(day_typed(text)).last


def say_if_before_all(collection: Collection, day: date) -> bool:
    """Say on standard error when a day lies before all on record; return whether it does."""
    from belarus_hr.domain.figures.deadlines import first_date

    global _before_all
    first = first_date(collection)
    if first is None or edtf.parse(first).first <= day:
        return False
    _before_all = True
    console.say(f"nothing is on record as of {day.isoformat()}: the first record is of {first}")
    return True


def note_day(collection: Collection, as_of: str | None) -> Collection:
    """Return the collection; say on standard error when the day lies before all on record."""
    if as_of is not None:
        say_if_before_all(collection, as_of_day(as_of))
    return collection


def say_nothing_fits(sentence: str) -> None:
    """Say why there is no record to show, unless this run has said so of the day asked about."""
    if not _before_all:
        console.say(sentence)


def window_typed(since: str | None, until: str | None) -> edtf.Span | None:
    """Return the days from ``--since`` to ``--until``; None when neither is given."""
    try:
        return edtf.window(*(text if text is None else _named_day(text) for text in (since, until)))
    except edtf.EndsBeforeItBegins:
        message = f"--until {shown(until)} is before --since {shown(since)}"
        raise InvalidValue(message) from None


def day_typed(text: str) -> str:
    """Return an EDTF date; the word ``today`` is taken as today's."""
    return edtf.check_date(_named_day(text))


def _named_day(text: str) -> str:
    return today().isoformat() if edtf.is_today(text) else text


def _parts(argument: str) -> list[str]:
    return [part for part in argument.split(",") if part] or [argument]


#: What announces the number of a paragraph, and what stands between two numbers.
_PARAGRAPH = r"(?i:paragraphs?|paras?\.?|§+|пункт\w*|пп?\.)"
_BETWEEN = ("and", "и", "і", "")
_DOCUMENT = r"[A-Za-z]+(?:/[\w.]+)+"


def _citations(text: str) -> list[str]:
    """Return the recommendations that a text cites, each with its document where that is named.

    "A/HRC/15/16, paras. 97.5 and 97.6" are "A/HRC/15/16 97.5" and "A/HRC/15/16 97.6".
    """
    text = re.sub("§+", " § ", text)
    words = [word.rstrip(",;:") for word in re.split(r"[\s,]+", text)]
    citations, document, cited = list[str](), "", True
    for word in words:
        if re.fullmatch(_DOCUMENT, word):
            # A document of which no paragraph is named is no recommendation.
            citations += [] if cited else [document]
            document, cited = word, False
        elif re.match(r"\d", word):
            citations.append(f"{document} {word}".strip())
            cited = True
        elif word not in _BETWEEN and not re.fullmatch(_PARAGRAPH, word):
            citations += [word] if cited else [document, word]
            document, cited = "", True
    return citations if cited else [*citations, document]


def ids_given(arguments: list[str] | None) -> list[str]:
    """Return the ids a command was given, ``-`` replaced by those on standard input.

    Raises InvalidValue when there is none.
    """
    ids: list[str] = []
    texts = [console.input_text("ids") if word == "-" else word for word in arguments or []]
    together = " ".join(texts)
    if re.search(rf"(?<!\S)(?:{_PARAGRAPH}(?=[\s\d])|{_DOCUMENT},?\s)", together):
        ids = _citations(together)
    else:
        for argument, text in zip(arguments or [], texts, strict=True):
            ids += text.split() if argument == "-" else _parts(text)
    if not ids:
        from_input = "no ids on standard input" if arguments else "no ids given"
        raise InvalidValue(f"{from_input}: nothing to do, nothing was changed")
    return ids
