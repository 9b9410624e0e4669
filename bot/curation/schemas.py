"""JSON Schemas of the curators' files, generated from the models, for completion and checks in an editor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from bot.curation.files import replace_whole
from bot.library.coverage import Reviewed
from bot.library.model import Brief, ClaimWordings, Measure, Place, Sheet, Source, Synonyms, Translation, Uncovered

#: File of the schema → the model, and the curators' files that it describes (below the library's folder).
SCHEMAS: Final[dict[str, tuple[Any, str]]] = {
    "brief.json": (Brief, "topics/*.yaml"),
    "sheet.json": (Sheet, "scores/*.yaml"),
    "sources.json": (list[Source], "sources.yaml"),
    "measures.json": (list[Measure], "measures.yaml"),
    "thesaurus.json": (list[Synonyms], "thesaurus.yaml"),
    "lexicon.json": (list[Translation], "lexicon.yaml"),
    "places.json": (list[Place], "places.yaml"),
    "not-covered.json": (list[Uncovered], "not-covered.yaml"),
    "claims.json": (list[ClaimWordings], "claims/*.yaml"),
    "reviewed.json": (list[Reviewed], "reviewed.yaml"),
}
FOLDER: Final = "schema"


def schema_text(name: str) -> str:
    """The schema of one kind of file, as it stands on the disk."""
    model, files = SCHEMAS[name]
    schema = TypeAdapter(model).json_schema(mode="validation")
    _shorten(schema)
    title = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"briefs/{files}"}
    return json.dumps({**title, **{key: value for key, value in schema.items() if key != "title"}}, indent=1) + "\n"


def _shorten(node: Any) -> None:
    """Leave out titles that only repeat the key, and the text form of numbers, which our files refuse."""
    if isinstance(node, dict):
        if isinstance(node.get("title"), str):
            del node["title"]
        options = node.get("anyOf")
        if isinstance(options, list) and any(one.get("type") == "number" for one in options):
            node["anyOf"] = [one for one in options if "pattern" not in one]
        for value in node.values():
            _shorten(value)
    elif isinstance(node, list):
        for value in node:
            _shorten(value)


def outdated(folder: Path) -> tuple[str, ...]:
    """Schemas in the library's folder that are missing or not those of the models."""
    return tuple(name for name in SCHEMAS if _on_disk(folder / FOLDER / name) != schema_text(name))


def write_schemas(folder: Path) -> tuple[str, ...]:
    """Write what is outdated; returns the names."""
    changed = outdated(folder)
    for name in changed:
        replace_whole(folder / FOLDER / name, schema_text(name).encode())
    return changed


def without_schema_line(folder: Path) -> tuple[str, ...]:
    """The curators' files whose first line does not name their schema."""
    missing = []
    for name, (_, pattern) in SCHEMAS.items():
        for path in sorted(folder.glob(pattern)):
            up = "../" * (len(path.relative_to(folder).parts) - 1)
            wanted = f"# yaml-language-server: $schema={up}{FOLDER}/{name}"
            first = path.read_text("utf-8").partition("\n")[0]
            if first.strip() != wanted:
                missing.append(f"{path.relative_to(folder).as_posix()}: {wanted}")
    return tuple(missing)


def _on_disk(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None
