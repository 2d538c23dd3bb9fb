"""The kinds of records, their fields, and what each field takes."""
