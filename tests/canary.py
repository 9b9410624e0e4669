"""
A canary for every test: a token of its own, which no output, log or file of the test may hold.

Each test finds a token of no worth in BRIEFBOT_TOKEN, and the stand-in lets a bot in with another; whatever a test
hands to settings is one of the two. What it prints and logs, what its child processes write and what it leaves in its
folder is looked through when it ends; a test that shows a token fails by name, and its text says where, not what.
"""

from __future__ import annotations

import inspect
import os
import re
import secrets
import subprocess
from asyncio.subprocess import SubprocessStreamProtocol
from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.standin import Standin

TOKEN = "BRIEFBOT_TOKEN"
#: Of this run alone, so that a run of pytest within a test has others.
OURS = f"canary-{secrets.token_hex(6)}"
STANDIN: str = inspect.signature(Standin).parameters["token"].default
SHOWN = re.compile("|".join(map(re.escape, (OURS, STANDIN))).encode())
LONGEST = 64  # bytes that may stand in the chunk before

_numbers = count(1)
_heard: dict[str, set[str]] = defaultdict(set)  # test → where its child processes showed a token
_looked_at: set[Path] = set()
_patch = pytest.MonkeyPatch()


def pytest_configure() -> None:
    """Listen to what child processes write: their output is seldom printed."""
    from_pipe, communicate = SubprocessStreamProtocol.pipe_data_received, subprocess.Popen.communicate
    ends: dict[tuple[int, int], bytes] = {}

    def pipe_data_received(self: Any, fd: int, data: bytes) -> None:
        _hear(ends.get((id(self), fd), b"") + data)
        ends[id(self), fd] = data[-LONGEST:]
        from_pipe(self, fd, data)

    def communicated(self: Any, *given: Any, **named: Any) -> Any:
        said = communicate(self, *given, **named)
        for one in said:
            _hear(one.encode(errors="replace") if isinstance(one, str) else one or b"")
        return said

    _patch.setattr(SubprocessStreamProtocol, "pipe_data_received", pipe_data_received)
    _patch.setattr(subprocess.Popen, "communicate", communicated)


def pytest_unconfigure() -> None:
    """Listen no longer."""
    _patch.undo()


def _hear(said: bytes) -> None:
    if SHOWN.search(said):
        _heard[os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]].add("the output of a child process")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Give the test its token, before any fixture reads the environment."""
    os.environ[TOKEN] = f"{OURS}-{next(_numbers)}.of-no-worth"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Look through everything when the test is over; what it showed makes its last report a failure."""
    report: pytest.TestReport = yield  # type: ignore[misc]  # the type of a wrapper cannot be written
    if call.when == "teardown":
        where = {title for title, text in report.sections if SHOWN.search(text.encode(errors="replace"))}
        where |= _heard.pop(item.nodeid, set())
        folder = getattr(item, "funcargs", {}).get("tmp_path")
        if isinstance(folder, Path):
            _looked_at.add(folder)
            where |= {f"the file {path.relative_to(folder)}" for path in holding(folder)}
        if where and report.passed:
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} shows a token: it is in {', '.join(sorted(where))}."
    return report  # type: ignore[return-value]


@pytest.fixture(scope="session", autouse=True)
def _no_token_in_files_that_tests_share(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Look through what session fixtures and child processes left beside the folders of the tests."""
    yield
    base = tmp_path_factory.getbasetemp()
    found = holding(base, but=_looked_at)
    assert not found, f"these files hold a token: {', '.join(str(path.relative_to(base)) for path in found)}"


def holding(folder: Path, but: Collection[Path] = ()) -> list[Path]:
    """The files under a folder that hold a token, except in those of `but`; links are not followed."""
    found = []
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if Path(at, name) not in but]
        for name in names:
            path = Path(at, name)
            try:
                if path.is_file() and not path.is_symlink() and SHOWN.search(path.read_bytes()):
                    found.append(path)
            except OSError:  # gone meanwhile, or made unreadable by the test: then nobody reads it
                continue
    return found
