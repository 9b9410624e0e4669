"""Which library is served and what is wrong with its files, written to a file for whoever watches: the preview."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.library.problems import Problem
    from bot.library.snapshot import Library

STATUS_FILE: Final = "BRIEFBOT_STATUS_FILE"  # the environment variable that names the file; nothing is told without


def tell_status(served: Library, problems: Iterable[Problem] | None = None) -> None:
    """
    Write the status, atomically, after each load.

    Args:
        served: The library that answers now.
        problems: What the latest load found, where that is not the library that is served.
    """
    named = os.environ.get(STATUS_FILE)
    if not named:
        return
    found = served.problems if problems is None else problems
    status = {
        "version": served.version,
        "briefs": {name: _digest(brief.model_dump_json()) for name, brief in served.briefs.items()},
        "problems": [asdict(problem) for problem in found],
    }
    _replace(Path(named), json.dumps(status, ensure_ascii=False).encode())


def _digest(text: str) -> str:
    return hashlib.blake2s(text.encode(), digest_size=8).hexdigest()


def _replace(path: Path, data: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as fresh:
        fresh.write(data)
    Path(fresh.name).replace(path)
