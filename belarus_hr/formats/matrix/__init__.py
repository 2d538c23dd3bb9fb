"""OHCHR's matrix of recommendations, as Markdown and as a spreadsheet."""
