"""Where the records are kept: one TinyDB file behind one door."""

from belarus_hr.store.store import Store

__all__ = ["Store"]
