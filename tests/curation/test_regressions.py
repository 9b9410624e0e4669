"""What people asked in vain once: it leads to its brief ever after."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.curation.promoting import REGRESSIONS, leads_to
from bot.library.loading import load_library
from bot.library.reading import Document, read_yaml
from bot.search.engine import Engine

ROOT = Path(__file__).resolve().parents[2]


def pairs(root: Path = ROOT) -> list[dict[str, Any]]:
    """The pairs beside the library of `root`, as the files hold them."""
    document = read_yaml(root / REGRESSIONS)
    assert isinstance(document, Document), document
    return list(document.data)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load_library(ROOT / "briefs"))


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: pair["query"])
def test_what_was_asked_in_vain_once_leads_to_its_brief(pair: dict[str, Any], engine: Engine) -> None:
    assert leads_to(engine, pair["query"], pair["brief"])
