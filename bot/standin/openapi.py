"""Discord's OpenAPI document, where a machine has it: one compiled validator per operation."""

from __future__ import annotations

import importlib
import importlib.util
import os
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from bot.standin.refusal import Problem

BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "discord" / "openapi.json"


def find_document() -> Path | None:
    """The document that `DISCORD_OPENAPI` names, else the one beside the checkout; None when there is none."""
    named = os.environ.get("DISCORD_OPENAPI")
    path = Path(named) if named else BESIDE
    return path if path.is_file() else None


def is_available() -> bool:
    """Whether request bodies can be validated here: the document and jsonschema-rs are both there."""
    return find_document() is not None and importlib.util.find_spec("jsonschema_rs") is not None


class Schemas:
    """Validators of request bodies by operation, such as "post /channels/{channel_id}/messages"."""

    def __init__(self, path: Path) -> None:
        self._library = importlib.import_module("jsonschema_rs")
        self._document = orjson.loads(path.read_bytes())
        # Discord takes ids as numbers as well, and discord.py sends some so; the document knows only text.
        self._document["components"]["schemas"]["SnowflakeType"] = {
            "anyOf": [{"type": "string", "pattern": "^(0|[1-9][0-9]*)$"}, {"type": "integer", "minimum": 0}]
        }
        self._validators: dict[str, Any] = {}

    def problems(self, operation: str, payload: Any) -> list[Problem]:
        """What the document finds wrong in the body of an operation; nothing for operations it does not know."""
        validator = self._validator(operation)
        if validator is None:
            return []
        return [
            Problem(tuple(error.instance_path), "OPENAPI_SCHEMA", error.message)
            for error in validator.iter_errors(payload)
        ]

    def _validator(self, operation: str) -> Any:
        if operation not in self._validators:
            self._validators[operation] = self._compile(operation)
        return self._validators[operation]

    def _compile(self, operation: str) -> Any:
        method, path = operation.split(" ", 1)
        body = self._document["paths"].get(path, {}).get(method, {}).get("requestBody")
        if body is None:
            return None
        schema = dict(body["content"]["application/json"]["schema"])
        schema["components"] = {"schemas": self._document["components"]["schemas"]}
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        return self._library.validator_for(schema)


@cache
def load_schemas() -> Schemas | None:
    """The validators, read once for the process; None where they are not available."""
    path = find_document()
    return Schemas(path) if path is not None and is_available() else None
