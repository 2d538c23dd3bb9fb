"""What a changing command says once the change is made."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from belarus_hr.cli import console
from belarus_hr.domain.errors import OutputError
from belarus_hr.domain.text.safe_text import escaped

if TYPE_CHECKING:
    from belarus_hr.store import Store
    from belarus_hr.store.transaction import Change


def started(store: Store, change: Change) -> None:
    """Say where the user's store is, when this change started it."""
    if change.from_dataset and change.made:
        console.say(f"started your store from the shipped dataset: {store.path}")


#: What is said of a change that could be told to nobody.
MADE = "the change is made, do not repeat it"


@contextlib.contextmanager
def stands(what: str = MADE) -> Iterator[None]:
    """Say of an output that fails, once something was written, that ``what`` stands.

    Raises OutputError, which says so.
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
