"""The same changes by TinyDB's own JSON storage, which writes in place and takes no lock.

Run as ``stock.py STORE COMMAND ARGUMENT…``; prints the id as hrtrack does when the change is made.
"""

from __future__ import annotations

import sys

from tinydb import TinyDB, where


def main(store: str, command: str, *given: str) -> None:
    with TinyDB(store) as database:
        events, verdicts = database.table("events"), database.table("assessments")
        if command == "add":
            print(events.insert({"id": given[0], "title": given[0]}))
        elif command == "edit":
            events.update({"note": given[1]}, where("id") == given[0])
            print(given[0])
        elif command == "delete":
            events.remove(where("id") == given[0])
            print(given[0])
        elif command == "mark":
            verdicts.insert({"recommendation": given[0], "status": "implemented"})
            print(given[0])
        elif command == "list":
            print(*(event["id"] for event in events), sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
