"""The rules of check: one function each."""
