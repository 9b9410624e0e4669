"""The arrows between packages point one way, and only one package knows Discord's library."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "bot"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)

#: What each package of `bot` may import of `bot`.
MAY_IMPORT = {
    "errors": set(),
    "library": {"errors"},
    "search": {"errors", "library"},
    "citing": {"errors", "library"},
    "evidence": {"errors", "library", "search", "citing"},
    "cards": {"errors", "library", "search", "citing", "evidence"},
    "store": {"errors"},
    "config": {"errors", "library"},
    "curation": {"errors", "library", "search", "store"},
    "standin": {"errors"},
    "preview": {"errors", "standin"},
}
#: What runs the whole: these may import anything below them.
WIRING = {"discord_app", "serving", "operations", "cli", "__main__", "__init__"}


def imports_of(path: Path) -> set[str]:
    """The packages of `bot` and the top-level modules that a file imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [f"bot.{alias.name}" for alias in node.names] if node.module == "bot" else [node.module]
        else:
            continue
        for name in names:
            parts = name.split(".")
            found.add(f"bot.{parts[1]}" if parts[0] == "bot" and len(parts) > 1 else parts[0])
    return found


def package_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    own = package_of(path)
    used = {name.removeprefix("bot.") for name in imports_of(path) if name.startswith("bot.")} - {own}

    if own not in WIRING:
        assert used - MAY_IMPORT[own] == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_discord_side_imports_discord(path: Path) -> None:
    if package_of(path) not in {"discord_app", "serving"}:
        assert "discord" not in imports_of(path)


def test_every_package_is_placed() -> None:
    packages = {path.name.removesuffix(".py") for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}

    assert packages - {"__pycache__", "py"} - set(MAY_IMPORT) - WIRING - {"py.typed"} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))

    assert docstring


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_unsafe_is_called(path: Path) -> None:
    forbidden = {"eval", "exec", "compile", "__import__"}
    tree = ast.parse(path.read_text("utf-8"))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}

    assert called & forbidden == set()
    # what is read apart comes through the pipe of a process that we began, and from nobody else
    allowed = {"pickle"} if path.name == "apart.py" else set()
    assert imports_of(path) & {"pickle", "marshal", "shelve", "dill"} == allowed
