"""Every regular expression of the product, and how it is applied."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import bot
from tests.conftest import ROOT

METHODS = frozenset({"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"})
UNKNOWN = frozenset({"match", "search"})  # of a pattern in a table, which is called by the name of a loop


@dataclass(frozen=True, slots=True)
class Expression:
    """A pattern, where it stands, and the methods that are called on it; every one where that cannot be seen."""

    where: str  # module:name, or file:line of one that is written out in a call
    pattern: re.Pattern[str]
    methods: frozenset[str]


@cache
def expressions() -> tuple[Expression, ...]:
    """All of them, in the order of the modules."""
    found: dict[tuple[object, int], Expression] = {}
    for module in modules():
        for name, pattern in _held(module):
            if (key := (pattern.pattern, pattern.flags)) not in found or found[key].where.endswith("]"):
                methods = _calls().get((module.__name__, name.split("[")[0].split(".")[-1]), UNKNOWN)
                found[key] = Expression(f"{module.__name__}:{name}", pattern, frozenset(methods))
        for where, pattern, method in _written_out(module):
            found.setdefault((pattern.pattern, pattern.flags), Expression(where, pattern, frozenset({method})))
    return tuple(found.values())


@cache
def modules() -> tuple[ModuleType, ...]:
    """All modules of the product that are no programs of their own, and written in Python."""
    names = [one.name for one in pkgutil.walk_packages(bot.__path__, "bot.")]
    found = [importlib.import_module(name) for name in names if not name.endswith(("__main__", ".env")) and
             "migrations" not in name]  # fmt: skip
    return tuple(module for module in found if str(module.__file__).endswith(".py"))


def _held(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """The patterns among a module's own names, in tables and in the attributes of classes as well."""
    for name, value in vars(module).items():
        if isinstance(value, type):
            if value.__module__ == module.__name__:
                for attribute, inner in vars(value).items():
                    yield from _within(f"{name}.{attribute}", inner, 3)
        elif not isinstance(value, ModuleType):
            yield from _within(name, value, 4)


def _within(name: str, value: Any, depth: int) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif depth and isinstance(value, dict):
        for key, inner in value.items():
            yield from _within(f"{name}[{key!r:.30}]", inner, depth - 1)
            yield from _within(f"{name}[{key!r:.30}]", key, depth - 1)
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for number, inner in enumerate(value):
            yield from _within(f"{name}[{number}]", inner, depth - 1)
    elif depth and type(value).__module__.startswith("bot."):
        for attribute in getattr(type(value), "__slots__", ()) or getattr(value, "__dict__", ()):
            yield from _within(f"{name}.{attribute}", getattr(value, attribute, None), depth - 1)


@cache
def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(Path(str(module.__file__)).read_text("utf-8"))


@cache
def _calls() -> dict[tuple[str, str], set[str]]:
    """(module, name of a pattern) → the methods that are called on it, there or wherever it is imported."""
    found: dict[tuple[str, str], set[str]] = {}
    for module in modules():
        home: dict[str, str] = {}  # name → the module that it is imported from
        called: set[tuple[str, str]] = set()
        for node in ast.walk(_tree(module)):
            if isinstance(node, ast.ImportFrom) and node.module:
                home.update((alias.name, node.module) for alias in node.names)
            elif isinstance(node, ast.Attribute) and node.attr in METHODS:
                held = node.value
                called.add((held.id if isinstance(held, ast.Name) else getattr(held, "attr", ""), node.attr))
        for name, method in called:
            found.setdefault((home.get(name, module.__name__), name), set()).add(method)
    return found


def _written_out(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str], str]]:
    """Patterns that stand in a call of `re` itself; those that are put together there cannot be seen from outside."""
    where = Path(str(module.__file__)).relative_to(ROOT).as_posix()
    for node in ast.walk(_tree(module)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        of, method, first = node.func.value, node.func.attr, node.args[0]
        if not (isinstance(of, ast.Name) and of.id == "re" and method in METHODS):
            continue
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            flags = [one for one in ast.walk(node) if isinstance(one, ast.Attribute) and one.attr in ("I", "M", "S")
                     and isinstance(one.value, ast.Name) and one.value.id == "re"]  # fmt: skip
            value = re.NOFLAG
            for flag in flags:
                value |= getattr(re, flag.attr)
            yield f"{where}:{node.lineno}", re.compile(first.value, value), method
