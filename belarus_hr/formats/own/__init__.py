"""The files that this program writes itself, read back: tables and JSON records."""
