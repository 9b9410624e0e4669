"""What was acknowledged survives SIGKILL."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from contextlib import closing
from typing import Any

import pytest

from bot.store.address import read_address
from tests.conftest import ROOT


async def kill(url: str, kills: int) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.store.kills",
        url,
        str(kills),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, errors = await process.communicate()
    assert out, errors.decode()
    result: dict[str, Any] = json.loads(out)
    return result


@pytest.mark.parametrize("kills", [25, pytest.param(500, marks=pytest.mark.slow)])
@pytest.mark.faults
async def test_no_acknowledged_write_is_lost_to_a_kill(empty_url: str, kills: int) -> None:
    result = await kill(empty_url, kills)

    assert [] == result["lost"]
    assert result["acknowledged"] > kills  # a slow machine is killed after few
    path = read_address(empty_url).path
    if path is not None:
        with closing(sqlite3.connect(path)) as connection:
            assert ("ok",) == connection.execute("PRAGMA integrity_check").fetchone()
