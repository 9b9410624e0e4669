"""The status file of the bot, read and watched."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bot.preview.status import LibraryStatus, read_status, watch_status

PROBLEM = {"file": "a.yaml", "line": 1, "column": 2, "code": "x", "severity": "error", "message": "No."}


def write(path: Path, version: str, **more: object) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps({"version": version, "briefs": {"camps": version}, **more}))
    fresh.replace(path)


def test_a_status_is_read_with_its_problems(tmp_path: Path) -> None:
    write(tmp_path / "status.json", "1", problems=[PROBLEM])
    status = read_status(tmp_path / "status.json")

    assert status is not None
    assert (status.version, status.briefs) == ("1", {"camps": "1"})
    assert [problem.model_dump() for problem in status.problems] == [PROBLEM]


@pytest.mark.parametrize(
    "content", [None, "", "{", "[]", '{"version": 1}', '{"version": "1", "briefs": {}, "more": 1}']
)
def test_what_cannot_be_read_is_no_status(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "status.json"
    if content is not None:
        file.write_text(content)

    assert read_status(file) is None


async def test_each_new_status_is_told_once(tmp_path: Path) -> None:
    file = tmp_path / "status.json"
    told: asyncio.Queue[LibraryStatus] = asyncio.Queue()
    watching = asyncio.create_task(watch_status(file, told.put_nowait))
    versions = []
    for version in ("1", "2"):
        write(file, version)
        versions.append((await asyncio.wait_for(told.get(), 10)).version)
        write(file, version)
    await asyncio.sleep(0.3)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)

    assert versions == ["1", "2"]
    assert told.empty()
