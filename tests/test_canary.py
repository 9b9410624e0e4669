"""The canary finds a token wherever a test can show one, and names the test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

QUIET = "import logging, os, subprocess, sys\n"
CHILD = "import os; print(os.environ['BRIEFBOT_TOKEN'])"
SHOWS = {
    "captured stdout": "print(os.environ['BRIEFBOT_TOKEN'])",
    "captured stderr": "print(os.environ['BRIEFBOT_TOKEN'], file=sys.stderr)",
    "captured log": "logging.getLogger('bot').warning('%s', os.environ['BRIEFBOT_TOKEN'])",
    "the output of a child process": f'subprocess.run([sys.executable, "-c", {CHILD!r}], capture_output=True)',
    "the file a.log": "(tmp_path / 'a.log').write_text(os.environ['BRIEFBOT_TOKEN'])",
    "these files hold a token": "(tmp_path.parent / 'beside.log').write_text(os.environ['BRIEFBOT_TOKEN'])",
}  # fmt: skip
ASYNC_CHILD = f"""
async def test_it(tmp_path):
    import asyncio
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", {CHILD!r}, stdout=asyncio.subprocess.PIPE)
    await process.communicate()
"""


def run(text: str, folder: Path) -> tuple[int, str]:
    """Run a test file with the canary alone; its exit status and what it said."""
    path = folder / "test_inner.py"
    path.write_text(QUIET + text, "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nasyncio_mode = auto\n", "utf-8")
    line = ["-q", "-p", "tests.canary", "-p", "no:cacheprovider", "--show-capture=no", "-c", str(folder / "pytest.ini")]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *line, "--basetemp", str(folder / "base"), str(path)], cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_e10_a_test_that_shows_its_token_fails_by_name(tmp_path: Path) -> None:
    named = {f"test_shows_{number}": (where, body) for number, (where, body) in enumerate(SHOWS.items())}
    text = "".join(f"def {name}(tmp_path):\n    {body}\n" for name, (_, body) in named.items())
    status, said = run(text + ASYNC_CHILD + "def test_shows_nothing(): print('a word')\n", tmp_path)

    assert status == 1
    for name, (where, _) in named.items():
        told = [line.casefold() for line in said.splitlines() if where in line.casefold()]
        assert any(name in line or "beside.log" in line for line in told), (name, said)
    assert "test_inner.py::test_it shows a token" in said
    assert "test_shows_nothing shows" not in said
    assert "canary-" not in said


def test_e10_a_run_that_shows_none_passes(tmp_path: Path) -> None:
    status, said = run("def test_shows_nothing(tmp_path): (tmp_path / 'a').write_text('a word')\n", tmp_path)

    assert status == 0, said


def test_e10_every_test_has_a_token() -> None:
    assert os.environ["BRIEFBOT_TOKEN"].startswith("canary-")
