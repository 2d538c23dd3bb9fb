"""What a changing command says once the change is made."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from belarus_hr.cli import console
from belarus_hr.domain.errors import Advice, HrtrackError, OutputError
from belarus_hr.domain.text.safe_text import escaped

if TYPE_CHECKING:
    from belarus_hr.store import Change, Store


def started(store: Store, change: Change) -> None:
    """Say where the user's store is, when this change started it."""
    if change.from_dataset and change.made:
        console.say(f"started your store from the shipped dataset: {store.path}")


#: So many problems of one input are told.
_SHOWN_PROBLEMS = 20

#: How an advice is given: after which sign, and in which words.
_ADVICE = {
    "name a store": "; name a file with --db PATH",
    "archive the log": ". hrtrack log --archive FILE makes it smaller",
    "examine the file": (
        ". hrtrack check --store says more, hrtrack repair saves what can be saved"
    ),
    "export a backup": "; hrtrack export --format json -o FILE makes a backup elsewhere",
}


def advised(sentence: str, advice: Advice | None) -> str:
    """Return a sentence with the advice, which names the options of the command line."""
    return sentence if advice is None else sentence + _ADVICE[advice]


def first_problems(heading: str, problems: Sequence[str], rest: str = "") -> list[str]:
    """Return the lines of an error: the heading, the first problems, and how many more there are.

    ``rest`` says where the others can be read.
    """
    more = len(problems) - _SHOWN_PROBLEMS
    tail = [f"… and {more:,} more{rest}"] if more > 0 else []
    return [heading, *problems[:_SHOWN_PROBLEMS], *tail]


def lines(error: HrtrackError) -> list[str]:
    """Return the lines that a person reads of a failure, the advice at the end of the last."""
    *others, last = map(str, error.args or ("",))
    return [*others, advised(last, error.advice) + error.ending]


#: What is said of a change that could be told to nobody.
MADE = "the change is made, do not repeat it"


@contextlib.contextmanager
def stands(what: str = MADE) -> Iterator[None]:
    """Add to the OutputError of what is done inside that ``what`` is true all the same.

    An example: "cannot write: disk full; the change is made, do not repeat it".
    """
    try:
        yield
    except OutputError as error:
        raise OutputError(f"{error}; {what}") from None


def report(ids: Iterable[str], sentence: str) -> None:
    """Write the ids to standard output for a script, or a sentence to a person's terminal.

    Raises OutputError, which says that the change is made all the same.
    """
    if console.is_terminal(sys.stdout):
        console.say(sentence)
    else:
        with stands():
            console.emit(f"{escaped(id_)}\n" for id_ in ids)
