"""What is asked, of which program, in which words: the one table of command lines.

In a command ``<store>`` and the like stand for the files of ``prepare.py``, ``<run>``
for the number of the run. A program that a question does not name cannot answer it.
``<all>`` becomes ``--country all`` once the command knows that option.
"""

# ruff: noqa: E501 - a command reads best unbroken
from __future__ import annotations

from typing import NamedTuple

#: The size that stands for the shipped dataset.
SHIPPED = 0
SIZES = (SHIPPED, 93, 1_000, 10_000, 41_000, 267_000)
LARGE = (41_000, 267_000)

US, TYPER, TABLE, STOCK, PASS = (
    "hrtrack",
    "smallest-typer",
    "smallest-table",
    "stock-tinydb",
    "one-pass",
)


class Question(NamedTuple):
    """One question and each program's command for it.

    ``sizes``: of which stores it is asked. ``writes``: each program gets copies of its
    own. ``terminal``: asked on one. ``same_rows``: each program must give as many lines.
    ``code``: the exit code of a right answer, where it is not 0.
    """

    name: str
    about: str
    commands: dict[str, str]
    sizes: tuple[int, ...] = SIZES
    writes: bool = False
    terminal: bool = False
    same_rows: bool = False
    code: int = 0


_EVENT = '{"date":"2020","mechanism":"CAT","kind":"report","title":"Run <run>"}'
_VERDICT = '{"recommendation":"<id>","assessor":"self","status":"implemented","date":"2020"}'
_TASK = "task rc:<tasks>/taskrc rc.verbose=nothing rc.confirmation=no"

#: How peers take the rows of a CSV file in.
_ROWS_IN = {
    STOCK: "stock-tinydb import-csv <new>.json <upr-info>",
    "sqlite-utils": "sqlite-utils insert <new>.db rows <upr-info> --csv",
    PASS: "one-pass <upr-info>",
}

QUESTIONS = (
    Question(
        "--version", "start-up: the version",
        {
            US: "hrtrack --version", TYPER: "smallest-typer 5", "jq": "jq --version",
            "sqlite3": "sqlite3 --version", "sqlite-utils": "sqlite-utils --version",
            "task": "task --version", "jrnl": "jrnl --version",
        },
        sizes=(SHIPPED,),
    ),
    Question(
        "--help", "start-up: the help",
        {US: "hrtrack --help", TYPER: "smallest-typer --help"},
        sizes=(SHIPPED,),
    ),
    Question(
        "list --help", "start-up: the help of a command",
        {US: "hrtrack list --help", TYPER: "smallest-typer --help"},
        sizes=(SHIPPED,),
    ),
    Question(
        "usage error", "start-up: a value that no option takes",
        {US: "hrtrack list --limit x", TYPER: "smallest-typer x"},
        sizes=(SHIPPED,), code=2,
    ),
    Question(
        "list", "events of one mechanism, piped",
        {
            US: "hrtrack --db <store> list --mechanism <mechanism>",
            TYPER: "smallest-typer 5",
            "jq": """jq -r '.events | to_entries[] | select(.value.mechanism == "<mechanism>")
                | [.key, .value.date, .value.mechanism, .value.kind, .value.title] | @tsv' <store>""",
            STOCK: "stock-tinydb list <stock> <mechanism>",
            "sqlite3": """sqlite3 -readonly -separator '\t' <sqlite> "select id, date, mechanism, kind,
                title from events where mechanism = '<mechanism>'" """,
            "sqlite-utils": """sqlite-utils <sqlite> --tsv --no-headers "select id, date, mechanism, kind,
                title from events where mechanism = '<mechanism>'" """,
            "task": f"{_TASK} project:<mechanism> +event minimal",
            "jrnl": "jrnl --config-file <journal> @event<mechanism> --format short",
            PASS: "one-pass <store>",
        },
        same_rows=True,
    ),
    Question(
        "table", "the same on a terminal",
        {
            US: "hrtrack --db <store> list --mechanism <mechanism>",
            TABLE: "smallest-table <stock> <mechanism>",
        },
        terminal=True,
    ),
    Question(
        "recs", "recommendations with one theme, piped",
        {
            US: "hrtrack --db <store> recs --theme <theme> <all>",
            "jq": """jq -r '.recommendations | to_entries[]
                | select(.value.themes // [] | index("<theme>")) | [.key, .value.title] | @tsv' <store>""",
            STOCK: "stock-tinydb recs <stock> <theme>",
            "sqlite3": """sqlite3 -readonly -separator '\t' <sqlite> "select id, title from recommendations
                where exists (select 1 from json_each(themes) where value = '<theme>')" """,
            "sqlite-utils": """sqlite-utils <sqlite> --tsv --no-headers "select id, title from
                recommendations where exists (select 1 from json_each(themes) where value = '<theme>')" """,
            "task": f"{_TASK} +theme07 minimal",
            "jrnl": "jrnl --config-file <journal> @theme07 --format short",
            PASS: "one-pass <store>",
        },
        same_rows=True,
    ),
    Question(
        "status", "answers and verdicts of each UPR cycle; peers count the answers alone",
        {
            US: "hrtrack --db <store> status upr <all>",
            TYPER: "smallest-typer 5",
            "jq": """jq -c 'reduce (.recommendations[] | select(.mechanism == "UPR")) as $r
                ({}; .["\\($r.cycle) \\($r.responses[-1].response)"] += 1)' <store>""",
            STOCK: "stock-tinydb status <stock>",
            "sqlite3": """sqlite3 -readonly <sqlite> "select cycle, json_extract(responses,
                '$[#-1].response') as response, count(*) from recommendations where mechanism = 'UPR'
                group by 1, 2" """,
            "sqlite-utils": """sqlite-utils <sqlite> "select cycle, json_extract(responses,
                '$[#-1].response') as response, count(*) from recommendations where mechanism = 'UPR'
                group by 1, 2" """,
            PASS: "one-pass <store>",
        },
    ),
    Question(
        "show", "one recommendation by its id",
        {
            US: "hrtrack --db <store> show <id>",
            TYPER: "smallest-typer 5",
            "jq": """jq '.recommendations["<id>"]' <store>""",
            STOCK: "stock-tinydb show <stock> <id>",
            "sqlite3": """sqlite3 -readonly -json <sqlite> "select * from recommendations where
                id = '<id>'" """,
            "sqlite-utils": "sqlite-utils rows <sqlite> recommendations --where 'id = \"<id>\"'",
            "task": f"{_TASK} 5 info",
            PASS: "one-pass <store>",
        },
    ),
    Question(
        "add", "add one event",
        {
            US: 'hrtrack --db <store> add "Run <run>" -m CAT --date 2020 --kind report',
            "jq": f"""sh -c 'jq ".events[\\"cat-2020-<run>\\"] = $1" <store> > <store>.new &&
                mv <store>.new <store>' sh '{_EVENT}'""",
            STOCK: 'stock-tinydb add <stock> "Run <run>"',
            "sqlite3": """sqlite3 <sqlite> "insert into events (id, date, mechanism, kind, title) values
                ('cat-2020-<run>', '2020', 'CAT', 'report', 'Run <run>')" """,
            "sqlite-utils": """sqlite-utils query <sqlite> "insert into events (id, date, mechanism, kind,
                title) values ('cat-2020-<run>', '2020', 'CAT', 'report', 'Run <run>')" """,
            "task": f'{_TASK} add project:CAT +event "Run <run>"',
            "jrnl": 'jrnl --config-file <journal> "2020-01-01: Run <run>. @eventCAT"',
            PASS: "one-pass <store>",
        },
        writes=True,
    ),
    Question(
        "mark", "record one verdict",
        {
            US: 'hrtrack --db <store> mark <id> --note "run <run>"',
            "jq": f"""sh -c 'jq ".assessments[\\"run-<run>\\"] = $1" <store> > <store>.new &&
                mv <store>.new <store>' sh '{_VERDICT}'""",
            STOCK: "stock-tinydb mark <stock> <id>",
            "sqlite3": """sqlite3 <sqlite> "insert into assessments (id, recommendation, assessor, status)
                values ('run-<run>', '<id>', 'self', 'implemented')" """,
            "sqlite-utils": """sqlite-utils query <sqlite> "insert into assessments (id, recommendation,
                assessor, status) values ('run-<run>', '<id>', 'self', 'implemented')" """,
            "task": f'{_TASK} 5 annotate "run <run>"',
            PASS: "one-pass <store>",
        },
        writes=True,
    ),
    Question(
        "export", "all recommendations as JSON",
        {
            US: "hrtrack --db <store> export --format json <all>",
            "jq": "jq -c '[.recommendations | to_entries[] | {id: .key} + .value]' <store>",
            STOCK: "stock-tinydb export <stock>",
            "sqlite3": "sqlite3 -readonly -json <sqlite> 'select * from recommendations'",
            "sqlite-utils": "sqlite-utils rows <sqlite> recommendations",
            PASS: "one-pass <store>",
        },
    ),
    Question(
        "import UPR Info", "what concerns Belarus of UPR Info's CSV; peers take all rows",
        {US: "hrtrack --db <new>.json import <upr-info>", **_ROWS_IN},
        writes=True, sizes=SIZES[1:5],
    ),
    Question(
        "import UPR Info of all", "all rows of UPR Info's CSV, into a new store",
        {US: "hrtrack --db <new>.json import <upr-info> --country all", **_ROWS_IN},
        writes=True, sizes=SIZES[1:5],
    ),
    Question(
        "import UHRI", "what concerns Belarus of UHRI's JSON; peers take all records",
        {
            US: "hrtrack --db <new>.json import <uhri>",
            STOCK: "stock-tinydb import-json <new>.json <uhri>",
            "sqlite-utils": "sqlite-utils insert <new>.db rows <uhri>",
            PASS: "one-pass <uhri>",
        },
        writes=True, sizes=SIZES[1:],
    ),
)  # fmt: skip

#: Questions that need a command or a format, and the words of a help that show it is there.
NEEDS = {
    "export": ("export --help", "ndjson"),
    "import UPR Info": ("--help", "  import "),
    "import UPR Info of all": ("--help", "  import "),
    "import UHRI": ("--help", "  import "),
}

#: The largest store that a program is given: more takes it minutes to fill.
MOST = {"task": 10_000, "jrnl": 10_000}


class Target(NamedTuple):
    """At most ``most`` times the figure of a peer; ``figure`` is ``wall`` or ``memory``."""

    question: str
    peer: str
    most: float
    sizes: tuple[int, ...]
    figure: str = "wall"


TARGETS = (
    *(Target(name, TYPER, 1.10, (SHIPPED,)) for name in ("list", "show")),
    *(Target(name, TYPER, 1.15, (SHIPPED,)) for name in ("--help", "usage error")),
    Target("status", TYPER, 1.20, (SHIPPED,)),
    Target("table", TABLE, 0.95, (SHIPPED,)),
    Target("list", "jq", 0.1, LARGE),
    *(Target(name, "jq", 0.3, LARGE) for name in ("recs", "status")),
    Target("show", "jq", 0.35, LARGE),
    *(Target(name, STOCK, 0.35, LARGE) for name in ("add", "mark")),
    Target("export", STOCK, 1.0, LARGE),
    *(
        Target(name, "jq", 0.8, LARGE, "memory")
        for name in ("list", "recs", "status", "show", "add")
    ),
    Target("import UPR Info", "sqlite-utils", 1.0, LARGE[:1]),
    Target("import UPR Info of all", "sqlite-utils", 1.0, LARGE[:1]),
)
#: Time at 267,000 records over time at 41,000, at most.
GROWTH = 8.0
