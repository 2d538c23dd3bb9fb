"""hrtrack: Belarus' cooperation with the UN human-rights mechanisms, with sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from belarus_hr.store.open_store import OpenStore

__version__ = "0.1.0"
__all__ = ["open_store"]


def open_store(path: str | PathLike[str] | None = None) -> OpenStore:
    """Open a store from Python, to be searched, and changed inside a ``with``.

    Without a path it is the store that the command line would use: ``HRTRACK_DB``, else the
    user's own. What comes back is a TinyDB with a table for each kind of record (``events``,
    ``recommendations``, ``assessments`` …) and one for the ``log``::

        with open_store() as store:
            store.table("events").update({"place": "Geneva"}, where("mechanism") == "CAT")

    Raises StoreError (``belarus_hr.domain.errors``) as the command line does.
    """
    # Loaded here: the command line needs none of it.
    from belarus_hr.store import open_store as opening

    return opening.open_at(path)
