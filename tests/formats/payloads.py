"""Texts that a spreadsheet would run, or that try to slip past a guard against it."""

PAYLOADS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    '=HYPERLINK("https://example.org","x")',
    "=cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "\0=1+1",
    "'=1+1",
    "''=1+1",
    "=1+1\r\n=2+2",
    '=1+1";=2+2',
    "@",
    "\uff1d1+1",
    "\uff0b1+1",
    "\uff0d1+1",
    "\uff20SUM(A1)",
    "'\uff1d1+1",
)
