"""Where the records are kept: one TinyDB file behind one door."""

from belarus_hr.store.door import Store

__all__ = ["Store"]
