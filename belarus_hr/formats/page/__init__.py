"""A page to look at, to send and to print: one HTML file that loads nothing."""
