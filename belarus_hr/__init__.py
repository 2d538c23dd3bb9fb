"""hrtrack: Belarus' cooperation with the UN human-rights mechanisms, with sources.

What ``__all__`` names is for other programs: ``open_store``, what it gives and what it raises. The
types of the records are in ``belarus_hr.record_types``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from os import PathLike

    from belarus_hr.domain.errors import InvalidValue, StoreError
    from belarus_hr.store.open_store import Document, OpenStore

__version__ = "0.1.0"
__all__ = [
    "Document",
    "InvalidValue",
    "OpenStore",
    "StoreError",
    "open_store",
]
_ELSEWHERE = {
    "Document": "store.open_store",
    "InvalidValue": "domain.errors",
    "OpenStore": "store.open_store",
    "StoreError": "domain.errors",
}


def __getattr__(name: str) -> Any:
    """Return what ``__all__`` names, loaded when it is asked for: the command line needs none."""
    if name not in _ELSEWHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_ELSEWHERE[name]}"), name)


def open_store(path: str | PathLike[str] | None = None) -> OpenStore:
    """Open a store from Python, to be searched, and changed inside a ``with``.

    Without a path it is the store that the command line would use: ``HRTRACK_DB``, else the
    user's own. What comes back is a TinyDB with a table for each kind of record (``events``,
    ``recommendations``, ``assessments`` …) and one for the ``log``::

        with open_store() as store:
            store.table("events").update({"place": "Geneva"}, where("mechanism") == "CAT")

    Raises StoreError as the command line does.
    """
    # Loaded here: the command line needs none of it.
    from belarus_hr.store import open_store as opening

    return opening.open_at(path)
