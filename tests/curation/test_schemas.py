"""Schemas for editors: in step with the models, and every file of the library says and keeps its own."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from bot.curation.schemas import SCHEMAS, outdated, schema_text, without_schema_line, write_schemas
from bot.library.reading import Document, read_yaml


def test_schemas_on_disk_are_those_of_the_models(root: Path) -> None:
    assert () == outdated(root / "briefs")


def test_every_file_names_its_schema_in_the_first_line(root: Path) -> None:
    assert () == without_schema_line(root / "briefs")


def plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_files_keep_their_schema(name: str, root: Path) -> None:
    validator = jsonschema_rs.validator_for(json.loads(schema_text(name)))
    for path in sorted((root / "briefs").glob(SCHEMAS[name][1])):
        document = read_yaml(path)
        assert isinstance(document, Document)
        faults = [error.message for error in validator.iter_errors(plain(document.data))]

        assert [] == faults, path.name


def test_a_schema_knows_an_unknown_key() -> None:
    validator = jsonschema_rs.validator_for(json.loads(schema_text("measures.json")))

    assert not validator.is_valid(
        [{"id": "a", "title": "A", "unit": "x", "counts": "B", "comparable": True, "colour": 1}]
    )


def test_writing_mends_what_is_missing_and_touches_nothing_else(tmp_path: Path) -> None:
    assert tuple(SCHEMAS) == write_schemas(tmp_path)
    (tmp_path / "schema" / "brief.json").write_text("{}")

    assert ("brief.json",) == outdated(tmp_path)
    assert ("brief.json",) == write_schemas(tmp_path)
    assert () == write_schemas(tmp_path)
