"""The layers: who may import whom.

- domain imports itself and the standard library, and neither clock nor file nor console
- store, views and formats import domain; they do not know each other
- atomic_file knows system, which knows nobody, as record_types
- within the domain a folder or file imports only what stands below it
- no two modules import each other, not even for types or late
- a public name means one thing in the whole package
- each library has one door: typer in cli, tinydb in store, rich in views
- rich is imported at module level only by the modules that draw, and by nobody who starts up
- tinydb is met by its storage and its tables alone
- cli imports the public names of the store alone
- no flag of the command line is named below cli
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from belarus_hr import store

PACKAGE = Path(__file__).parent.parent / "belarus_hr"
MODULES = sorted(PACKAGE.rglob("*.py"))
DOMAIN = sorted((PACKAGE / "domain").rglob("*.py"))
#: What every module may import.
OPEN = {*sys.stdlib_module_names, "belarus_hr"}
OURS = {
    "domain": {"domain", "record_types"},
    "store": {"domain", "store", "atomic_file", "system"},
    "views": {"domain", "views"},
    "formats": {"domain", "formats"},
    "atomic_file.py": {"system"},
    "system.py": set(),
    "record_types.py": set(),
}
#: The domain from the ground up; what stands in one row may import each other.
TOWER = (
    {"errors", "frozen"},
    {"text"},
    {"reference"},
    {"records"},
    {"lookup", "verdicts", "responses"},
    {"collection"},
    {
        "query",
        "merge",
        "reconcile",
        "change_log",
        "undo",
        "redaction",
        "deletion",
    },
    {"figures"},
    {"checks", "from_input"},
)
DOORS = {
    "typer": "cli",
    "tinydb": "store",
    "rich": "views",
    "xlsxwriter": "formats",
    "python_calamine": "formats",
    "chardet": "formats",
    "pypdfium2": "formats",
    "docx": "formats",
    "jinja2": "formats",
    "msgspec": "store",
}
DRAWING = {
    *("screen.py", "tables.py", "record_page.py", "status_page.py"),
    *(
        "check_page.py",
        "cited.py",
        "fact_sheet_page.py",
        "indicator_lines.py",
        "log_page.py",
        "plan_page.py",
        "mechanism_page.py",
        "status_groups.py",
        "status_overview.py",
    ),
}


@cache
def parsed(module: Path) -> ast.Module:
    """Return the syntax of a module, which several tests look at."""
    return ast.parse(module.read_text(encoding="utf-8"))


@cache
def statements(module: Path) -> list[ast.Import | ast.ImportFrom]:
    """Return the imports of a module, at start or late, for types too."""
    nodes = ast.walk(parsed(module))
    return [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]


def imported(module: Path, *, at_start: bool = False) -> Iterator[str]:
    """Yield the dotted names that a module imports; ``at_start``: when it is imported itself."""
    # A TYPE_CHECKING block does not run on import.
    for node in parsed(module).body if at_start else statements(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            yield node.module or ""


def layer(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0]


def test_imports_go_in_one_direction() -> None:
    for module in MODULES:
        if (allowed := OURS.get(layer(module))) is not None:
            ours = {n.split(".")[1] for n in imported(module) if n.startswith("belarus_hr.")}
            assert ours <= allowed, module


def test_the_domain_is_a_tower() -> None:
    storeys = {name: number for number, names in enumerate(TOWER) for name in names}
    parts = {module.relative_to(PACKAGE / "domain").with_suffix("").parts[0] for module in DOMAIN}
    assert storeys.keys() == parts - {"__init__"}
    for module in DOMAIN:
        own = module.relative_to(PACKAGE / "domain").with_suffix("").parts[0]
        for name in targets(module) if own != "__init__" else ():
            if name.startswith("belarus_hr.domain."):
                assert storeys[name.split(".")[2]] <= storeys[own], f"{module} imports {name}"


def test_no_two_modules_import_each_other() -> None:
    edges = {dotted(module): set(targets(module)) for module in MODULES}
    mutual = [(a, b) for a in edges for b in edges[a] if a < b and a in edges.get(b, ())]
    assert mutual == []


def dotted(module: Path) -> str:
    name = ".".join(module.relative_to(PACKAGE.parent).with_suffix("").parts)
    return name.removesuffix(".__init__")


def targets(module: Path) -> Iterator[str]:
    """Yield the modules of ours that a module imports, at start or late, for types too."""
    for node in statements(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("belarus_hr"):
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from (name if name in NAMES else str(node.module) for name in whole)


#: What the modules are called where they are imported.
NAMES = {dotted(module) for module in MODULES}


def test_each_library_has_one_door() -> None:
    for module in MODULES:
        for library in {name.split(".")[0] for name in imported(module)} - OPEN:
            assert DOORS[library] == layer(module), f"{library} in {module}"


def test_the_domain_has_no_clock_no_files_no_console() -> None:
    for module in DOMAIN:
        text = module.read_text(encoding="utf-8")
        assert {"os", "io", "sys", "time", "pathlib"}.isdisjoint(imported(module)), module
        assert re.findall(r"\b(?:print|open)\(|\.(?:today|now)\(", text) == [], module


@pytest.mark.parametrize("folder", ["domain", "store", "views"])
def test_the_flags_of_the_command_line_are_named_in_cli_alone(folder: str) -> None:
    flags = {
        (module.name, flag)
        for module in (PACKAGE / folder).rglob("*.py")
        for flag in re.findall(r"(?<![-\w])--[a-z][a-z-]*", module.read_text(encoding="utf-8"))
    }
    assert flags == set()


def test_the_command_line_uses_public_names_of_the_store() -> None:
    for module in (PACKAGE / "cli").rglob("*.py"):
        for node in statements(module):
            if isinstance(node, ast.ImportFrom) and _is_of_the_store(node.module):
                assert node.module == "belarus_hr.store", module
                assert {alias.name for alias in node.names} <= set(store.__all__), module


def _is_of_the_store(name: str | None) -> bool:
    return (name or "").startswith("belarus_hr.store")


def test_rich_is_met_only_where_something_is_drawn() -> None:
    drawing = {module.name for module in MODULES if any(_rich(n) for n in imported(module))}
    assert drawing == DRAWING


def test_nobody_loads_a_drawing_module_on_start() -> None:
    for module in MODULES:
        if module.name not in DRAWING:
            views = (
                n for n in imported(module, at_start=True) if n.startswith("belarus_hr.views.")
            )
            assert {f"{name.split('.')[2]}.py" for name in views}.isdisjoint(DRAWING), module


def test_tinydb_is_met_where_tables_are_read_and_changed() -> None:
    users = {m.name for m in MODULES if any(n.split(".")[0] == "tinydb" for n in imported(m))}
    assert users == {"storage.py", "database.py", "open_store.py"}


def _rich(name: str) -> bool:
    return name.split(".")[0] == "rich"


#: A name that each module of a family has: a format to import.
OF_A_FAMILY = {"FORMAT"}


def test_a_public_name_means_one_thing_in_the_package() -> None:
    homes: dict[str, list[str]] = {}
    for module in MODULES:
        for name in public_names(parsed(module)):
            homes.setdefault(name, []).append(str(module.relative_to(PACKAGE)))
    assert {name: places for name, places in homes.items() if len(places) > 1}.keys() <= OF_A_FAMILY


def public_names(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a module defines at its head and that do not begin with ``_``."""
    for node in tree.body:
        names: list[str] = []
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            parts = [part for target in targets for part in getattr(target, "elts", [target])]
            names = [part.id for part in parts if isinstance(part, ast.Name)]
        yield from (name for name in names if not name.startswith("_"))
