"""The same questions asked of TinyDB as it comes: ``stock_tinydb.py QUESTION FILE WORD…``."""

import csv
import json
import sys
from collections import Counter
from pathlib import Path

from tinydb import TinyDB, where

question, file, *words = sys.argv[1:]
database = TinyDB(file)
match question:
    case "list":
        for event in database.table("events").search(where("mechanism") == words[0]):
            print(*(event[name] for name in ("id", "date", "mechanism", "kind", "title")), sep="\t")
    case "recs":
        for found in database.table("recommendations").search(where("themes").any([words[0]])):
            print(found["id"], found["title"], sep="\t")
    case "status":
        of_upr = database.table("recommendations").search(where("mechanism") == "UPR")
        for key, count in sorted(
            Counter((r["cycle"], r["responses"][-1]["response"]) for r in of_upr).items()
        ):
            print(*key, count, sep="\t")
    case "show":
        print(json.dumps(database.table("recommendations").get(where("id") == words[0])))
    case "add":
        database.table("events").insert(
            {
                "id": words[0],
                "date": "2020",
                "mechanism": "CAT",
                "kind": "report",
                "title": words[0],
            }
        )
    case "mark":
        database.table("assessments").insert(
            {"recommendation": words[0], "assessor": "self", "status": "implemented"}
        )
    case "import-csv":
        with Path(words[0]).open(encoding="utf-8", newline="") as rows:
            database.table("recommendations").insert_multiple(csv.DictReader(rows))
    case "import-json":
        database.table("recommendations").insert_multiple(json.loads(Path(words[0]).read_bytes()))
    case "export":
        print(json.dumps(database.table("recommendations").all()))
