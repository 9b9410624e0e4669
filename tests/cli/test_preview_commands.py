"""briefbot preview in the terminal: what it prints, how it ends, and transcripts done again."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


async def briefbot(*arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def test_a_port_in_use_is_said_in_one_sentence_with_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = await briefbot("preview", "--no-browser", "--port", str(port))
        out, error = await process.communicate()

    assert process.returncode == 2
    assert out == b""
    assert re.fullmatch(
        rf"Port {port} cannot be used: .+\. Choose another, for example: briefbot preview --port {port + 1}\n",
        error.decode(),
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_the_address_is_printed_and_a_signal_ends_everything(number: signal.Signals) -> None:
    process = await briefbot("preview", "--no-browser", "--port", "0")
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), 20)).decode()
    process.send_signal(number)
    _, error = await asyncio.wait_for(process.communicate(), 20)

    assert re.fullmatch(r"Briefbot preview: http://127\.0\.0\.1:\d+/\?key=[\w-]{32}\n", line)
    assert (process.returncode, error) == (0, b"")


async def test_a_file_that_is_no_transcript_is_named(tmp_path: Path) -> None:
    file = tmp_path / "nothing.json"
    process = await briefbot("preview", "--replay", str(file))
    _, error = await process.communicate()

    assert (process.returncode, error.decode()) == (2, f"{file} cannot be read: No such file or directory.\n")
