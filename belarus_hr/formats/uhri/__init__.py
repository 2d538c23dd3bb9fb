"""The files of OHCHR's Universal Human Rights Index."""
