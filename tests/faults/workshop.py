"""What curators and operators run in a terminal and what writes files: each command on a small tree of its own."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.store import BackupError, NewItem, NewReport, channel_tray, open_store
from bot.store.backup import check_backup
from tests.conftest import ROOT
from tests.curation.narratives import ITEMS, narrative
from tests.small_library import small_library

ASKED = "zorblatnik"  # a word that no source has
WHOLE = b"a whole backup"
TREE = "tree"  # what the commands may write to, and all that the disk watches


@dataclass(frozen=True, slots=True)
class Command:
    """A command line; `{name}` stands for a path or an id of `Workshop.words`."""

    name: str
    line: str
    again: tuple[int, ...] = (0,)  # how it may end where it was done before


WRITERS = (
    Command("import", "import {report} --series tip", again=(2,)),
    Command("new brief", "new brief --id fresh --title Fresh", again=(2,)),
    Command("new source", "new source --id fresh-source", again=(2,)),
    Command("new sheet", "new sheet --id fresh-sheet", again=(2,)),
    Command("schema", "schema --write", again=(1,)),  # files of a small library name no schema
    Command("misses", "misses --accept {miss} --brief {brief}", again=(1,)),
    Command("backup", "backup {tree}/backup.jsonl"),
)
READERS = (
    Command("check", "check"),
    Command("ask", "ask camps"),
    Command("passages", "passages tip-2024"),
    Command("coverage", "coverage"),
    Command("export", "export"),
    Command("migrate", "migrate"),
    Command("forget", "forget 1"),
)


class Workshop:
    """A tree to copy from for each run of a command."""

    def __init__(self, folder: Path) -> None:
        self.model = folder / "model"
        (self.model / TREE).mkdir(parents=True)
        briefs = small_library(self.model / TREE)
        self.brief = next((briefs / "topics").iterdir()).stem
        shutil.copytree(ROOT / "briefs" / "schema", briefs / "schema")
        (briefs / "schema" / "brief.json").write_text("{}\n", "utf-8")
        (self.model / TREE / "config.yaml").write_text("library:\n  path: briefs\n", "utf-8")
        (self.model / TREE / "backup.jsonl").write_text("the last one\n", "utf-8")
        text = narrative(recommendations="PRIORITIZED RECOMMENDATIONS:\n\n" + " * ".join(ITEMS))
        (self.model / "report.txt").write_text(text, "utf-8")
        self.miss = asyncio.run(self._saved())

    async def _saved(self) -> str:
        store = await open_store(f"sqlite:///{self.model / 'store.db'}", role="tool")
        try:
            await store.trays.add(channel_tray(1, None), NewItem("passage", "tip-2024:1", "a note"), by=1)
            return await store.reports.record(NewReport("miss", ASKED))
        finally:
            await store.close()

    def copy(self, target: Path) -> Path:
        """A fresh tree, and what lies beside it."""
        return Path(shutil.copytree(self.model, target))

    def run(self, command: Command, place: Path, more: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Run a command in a copy."""
        words = {"report": place / "report.txt", "miss": self.miss, "brief": self.brief, "tree": place / TREE}
        arguments = [part.format(**words) for part in command.line.split()]
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFBOT_")}
        return subprocess.run(
            [sys.executable, "-m", "bot", "--config", str(place / TREE / "config.yaml"), *arguments],
            cwd=ROOT, env={**clean, "BRIEFBOT_STORE__URL": f"sqlite:///{place / 'store.db'}", **more},
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip


def files_in(tree: Path) -> dict[str, bytes]:
    """The files of a tree; attempts at one are nobody's, and a backup that is whole counts as any other."""
    found = {}
    for path in sorted(tree.rglob("*")):
        name = path.relative_to(tree)
        if path.is_file() and path.suffix != ".partial" and not any(part.startswith(".") for part in name.parts):
            found[name.as_posix()] = WHOLE if is_backup(path) else path.read_bytes()
    return found


def is_backup(path: Path) -> bool:
    """Whether a file is a backup from its first line to its last."""
    try:
        check_backup(path)
    except BackupError:
        return False
    return True
