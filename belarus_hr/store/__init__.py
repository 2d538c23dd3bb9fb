"""Where the records are kept: one TinyDB file.

The command line imports the names in ``__all__`` and no others. Names in ``_LAZY`` are
loaded when they are asked for: most commands start without them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from belarus_hr.store.store import LOCK_SECONDS, Store

if TYPE_CHECKING:
    from belarus_hr.store import (
        backups,
        external_edits,
        merge_files,
        notices,
        paths,
        rights,
        signals,
    )
    from belarus_hr.store.disk import open_file, read_file
    from belarus_hr.store.layout import SCHEMA
    from belarus_hr.store.recovery import Salvaged, Trouble, salvage
    from belarus_hr.store.storage import file_bytes, file_pieces
    from belarus_hr.store.transaction import Change

__all__ = [
    "LOCK_SECONDS",
    "SCHEMA",
    "Change",
    "Salvaged",
    "Store",
    "Trouble",
    "backups",
    "external_edits",
    "file_bytes",
    "file_pieces",
    "merge_files",
    "notices",
    "open_file",
    "paths",
    "read_file",
    "rights",
    "salvage",
    "signals",
]
#: The module that defines each name.
_LAZY = {
    "SCHEMA": "layout",
    "Change": "transaction",
    "Salvaged": "recovery",
    "Trouble": "recovery",
    "file_bytes": "storage",
    "file_pieces": "storage",
    "open_file": "disk",
    "read_file": "disk",
    "salvage": "recovery",
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
