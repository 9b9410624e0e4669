"""Collects the faults of one payload, with Discord's codes and words for the common ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from bot.standin.refusal import Path, Problem

Node = Mapping[str, Any]


class Findings:
    """Faults found so far, in the order of the payload."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, path: Path, code: str, message: str) -> None:
        """Record a fault at this place."""
        self.problems.append(Problem(path, code, message))

    def text(self, node: Node, path: Path, bounds: tuple[int, int], *, required: bool = True) -> None:
        """The last key of `path` holds text of `bounds` characters; blank text counts as empty."""
        value = node.get(str(path[-1]))
        low, high = bounds
        if value is None:
            if required:
                self.missing(path)
        elif not isinstance(value, str):
            self.add(path, "STRING_TYPE_CONVERT", "Could not interpret value as a string.")
        elif not low <= len(value) <= high or (low and not value.strip()):
            words = f"Must be between {low} and {high} in length." if low else f"Must be {high} or fewer in length."
            self.add(path, "BASE_TYPE_BAD_LENGTH" if low else "BASE_TYPE_MAX_LENGTH", words)

    def number(self, node: Node, path: Path, bounds: tuple[int, int]) -> None:
        """The last key of `path` holds nothing, or a whole number within `bounds`."""
        value = node.get(str(path[-1]))
        low, high = bounds
        if value is None:
            return
        if not isinstance(value, int) or isinstance(value, bool):
            self.add(path, "NUMBER_TYPE_COERCE", "Value is not an integer.")
        elif value < low:
            self.add(path, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {low}.")
        elif value > high:
            self.add(path, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {high}.")

    def items(self, node: Node, path: Path, bounds: tuple[int, int]) -> list[Any]:
        """The list at the last key of `path`, which must have a number of entries within `bounds`."""
        value = node.get(str(path[-1]))
        low, high = bounds
        if value is None:
            if low:
                self.missing(path)
            return []
        if not isinstance(value, list):
            self.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType.")
            return []
        if not low <= len(value) <= high:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
        return value

    def objects(self, node: Node, path: Path, bounds: tuple[int, int]) -> list[dict[str, Any]]:
        """The objects of the list at the last key of `path`; anything else in it is a fault."""
        entries = self.items(node, path, bounds)
        for index, entry in enumerate(entries):
            if not isinstance(entry, dict):
                self.add((*path, index), "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return [entry for entry in entries if isinstance(entry, dict)]

    def one_of(self, node: Node, path: Path, allowed: Collection[Any], *, required: bool = True) -> bool:
        """Whether the last key of `path` holds one of the allowed values."""
        value = node.get(str(path[-1]))
        if value is None and not required:
            return True
        if value in allowed:
            return True
        self.add(path, "BASE_TYPE_CHOICES", f"Value must be one of {sorted(allowed)}.")
        return False

    def web_address(self, node: Node, path: Path, high: int, schemes: tuple[str, ...] = ("http", "https")) -> None:
        """The last key of `path` holds an address of at most `high` characters."""
        self.text(node, path, (1, high))
        value = node.get(str(path[-1]))
        if isinstance(value, str) and value and value.split("://")[0] not in schemes:
            scheme = value.split("://")[0]
            words = f'Scheme "{scheme}" is not supported. Scheme must be one of {schemes}.'
            self.add(path, "URL_TYPE_INVALID_SCHEME", words)

    def missing(self, path: Path) -> None:
        """The last key of `path` should be there."""
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required")

    def ids_differ(self, parts: list[tuple[Node, Path]]) -> None:
        """No two components share a custom_id, or a numeric id."""
        for key, code in (("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"), ("id", "COMPONENT_ID_DUPLICATED")):
            seen: set[Any] = set()
            for part, path in parts:
                value = part.get(key)
                if not value or not isinstance(value, str | int):
                    continue
                if value in seen:
                    self.add((*path, key), code, f"Component {key.replace('_', ' ')} cannot be duplicated")
                seen.add(value)
