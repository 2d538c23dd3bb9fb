"""hrtrack: Belarus' cooperation with the UN human-rights mechanisms, with sources."""

__version__ = "0.1.0"
