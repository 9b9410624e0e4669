"""Group E: the power fails in the middle of writes, and nothing that was not synced is there afterwards."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.faults.disk import KILL, Calls, Disk
from tests.store.kills import lost

STORE = """
import asyncio, sys
from tests.store.kills import write_for_ever
asyncio.run(write_for_ever(sys.argv[1], int(sys.argv[2]), 1))
"""

PLAIN = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
for pragma in ("journal_mode=WAL", f"synchronous={sys.argv[2]}"):
    connection.execute(f"PRAGMA {pragma}")
connection.execute("CREATE TABLE kept (number INTEGER PRIMARY KEY)")
for number in range(10**6):
    connection.execute("INSERT INTO kept VALUES (?)", (number,))
    os.write(1, f"{number}\\n".encode())
"""


def said_until_dead(disk: Disk, program: str, *arguments: str) -> list[str]:
    """Run a program until the disk kills it; what it said was kept."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT, env={**os.environ, **disk.environment}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert -signal.SIGKILL == done.returncode, done.stderr
    return done.stdout.splitlines()


def soundness(path: Path, beside: Path) -> str:
    """What SQLite finds in a copy of a store's file and log; the originals stay as the power loss left them."""
    shutil.copytree(path.parent, beside)
    with closing(sqlite3.connect(beside / path.name)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


@pytest.mark.parametrize("lives", [4, pytest.param(150, marks=pytest.mark.slow)])
def test_e02_no_acknowledged_write_is_lost_to_a_power_loss(lives: int, tmp_path: Path) -> None:
    """Life after life on what the last power loss left; in every second one, some of the unsynced sectors survive."""
    dice = random.Random(lives)
    folder = tmp_path / "life-0"
    folder.mkdir()
    said, found = {}, []
    for life in range(1, lives + 1):
        disk = Disk(folder, tmp_path / f"beside-{life}")
        # A checkpoint comes after about 4,000 calls; every third life lasts into one or through it.
        disk.fail(dice.randint(3_500, 7_000) if life % 3 == 0 else dice.randint(1, 1_500), KILL,
                  kinds=Calls.WRITING | Calls.SYNCING)  # fmt: skip
        said[life] = said_until_dead(disk, STORE, f"sqlite:///{folder / 'a.db'}", str(life))
        folder = disk.after_power_loss(tmp_path / f"life-{life}", dice if life % 2 else None)
        disk.close()
        found.append(soundness(folder / "a.db", tmp_path / f"looked-at-{life}"))
    missing = asyncio.run(lost(f"sqlite:///{folder / 'a.db'}", said))

    assert ["ok"] * lives == found
    assert sum(map(len, said.values())) > 10 * lives
    assert [] == missing


@pytest.mark.parametrize(("synchronous", "loses"), [("FULL", False), ("OFF", True)])
def test_e02_the_layer_finds_what_was_not_synced(synchronous: str, loses: bool, tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    disk = Disk(folder, tmp_path)
    disk.fail(500, KILL, kinds=Calls.WRITING)
    said = said_until_dead(disk, PLAIN, str(folder / "a.db"), synchronous)
    left = disk.after_power_loss(tmp_path / "left")
    with closing(sqlite3.connect(left / "a.db")) as connection:
        tables = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'kept'").fetchall()
        kept = {str(row[0]) for row in connection.execute("SELECT number FROM kept")} if tables else set()

    assert len(said) > 100
    assert loses == bool(set(said) - kept)
