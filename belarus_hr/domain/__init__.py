"""What the project knows: records, dates, mechanisms, references, progress.

Standard library only; no clock, no files, no printing.
"""
