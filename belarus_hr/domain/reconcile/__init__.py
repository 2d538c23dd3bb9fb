"""Which record a row of a file is, and what the row changes in it."""
