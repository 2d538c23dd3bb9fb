"""Documents of the UN: reports of the UPR Working Group, addenda to them, OHCHR's matrices."""
