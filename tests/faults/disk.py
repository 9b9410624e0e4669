"""A folder on a disk that fails at the n-th call, and what is left of it after a power loss; disk.c does the work."""

from __future__ import annotations

import atexit
import mmap
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
from enum import IntFlag
from functools import cache
from pathlib import Path

from tests.conftest import require

SOURCE = Path(__file__).with_name("disk.c")
KILL = -1  # instead of an errno: the call is the last thing that the process does
SECTOR = 512  # bytes that reach a disk together or not at all
_CONTROL = struct.Struct("6q64s256s")


class Calls(IntFlag):
    """Kinds of calls on files."""

    READING = 1
    MAKING = 2  # open with O_CREAT
    WRITING = 4  # the n-th one writes half of its bytes before it fails
    SYNCING = 8
    NAMING = 16  # rename, link, unlink, mkdir
    CHANGING = MAKING | WRITING | SYNCING | NAMING


@cache
def shim() -> Path:
    """The compiled disk.c; skips the calling test where there is nothing to compile it with."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    able = compiler is not None and sys.platform == "linux"
    require("compiler", able, "a disk that fails needs Linux and a C compiler (cc)")
    assert compiler is not None
    folder = tempfile.mkdtemp(prefix="briefbot-disk-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / "disk.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", path, SOURCE, "-ldl", "-lpthread"], check=True)
    return path


class Disk:
    """
    A folder as processes with `environment` see it.

    All that is in the folder now counts as synced. One process at a time may use it, since each keeps the inodes
    that it synced from being given to other files.
    """

    def __init__(self, folder: Path, beside: Path) -> None:
        """Watch `folder`; what is kept of it goes to a new folder `beside`."""
        self.folder = folder.resolve()
        self.shadow = beside / "shadow"
        self.shadow.mkdir(parents=True)
        control = beside / "control"
        control.write_bytes(bytes(_CONTROL.size))
        with control.open("r+b") as file:
            self._control = mmap.mmap(file.fileno(), _CONTROL.size)
        self.environment = {
            "LD_PRELOAD": str(shim()),
            "DISK_FOLDER": str(self.folder),
            "DISK_CONTROL": str(control),
            "DISK_SHADOW": str(self.shadow),
        }
        self._held: list[int] = []
        for path in (self.folder, *self.folder.rglob("*")):
            self._keep(path)

    def fail(self, nth: int, fault: int, *, times: int = 1, kinds: Calls = Calls.CHANGING, part: str = "") -> None:
        """
        Let the `nth` call from now on fail.

        Args:
            nth: From 1.
            fault: An errno, or KILL.
            times: How many calls fail from there on.
            kinds: Which calls count.
            part: Only paths that hold this count.
        """
        given = (nth, times, fault, int(kinds), 0, 0)
        _CONTROL.pack_into(self._control, 0, *given, part.encode(), b"")

    def heal(self) -> None:
        """Let nothing fail any more."""
        self.fail(0, 0, times=0)

    @property
    def calls(self) -> int:
        """How many calls counted since `fail`."""
        return int(_CONTROL.unpack_from(self._control)[4])

    @property
    def fired(self) -> int:
        """How many calls failed since `fail`."""
        return int(_CONTROL.unpack_from(self._control)[5])

    @property
    def what(self) -> str:
        """The last call that failed."""
        return bytes(_CONTROL.unpack_from(self._control)[7]).rstrip(b"\0").decode()

    def after_power_loss(self, target: Path, dice: random.Random | None = None) -> Path:
        """
        Make `target` what the disk holds after the power fails now.

        Args:
            dice: Decides which of the sectors that were written but not synced survive; without it, none do.
        """
        live = {path.stat().st_ino: path for path in self.folder.rglob("*")}
        self._restore(self.folder.stat().st_ino, target, live, dice)
        return target

    def close(self) -> None:
        """Let go of the folder."""
        self._control.close()
        for descriptor in self._held:
            os.close(descriptor)
        self._held.clear()

    def _keep(self, path: Path) -> None:
        inode = path.stat().st_ino
        if path.is_dir():
            names = "".join(f"{one.stat().st_ino} {one.name}\n" for one in path.iterdir())
            (self.shadow / f"{inode}.names").write_text(names, "utf-8")
        else:
            shutil.copyfile(path, self.shadow / str(inode))
            self._held.append(os.open(path, os.O_RDONLY))

    def _restore(self, inode: int, target: Path, live: dict[int, Path], dice: random.Random | None) -> None:
        target.mkdir()
        for line in self._names(inode):
            number, _, name = line.partition(" ")
            one, now = int(number), live.get(int(number))
            if (self.shadow / f"{one}.names").exists() or (now is not None and now.is_dir()):
                self._restore(one, target / name, live, dice)
                continue
            kept = self.shadow / number
            content = kept.read_bytes() if kept.exists() else b""
            if dice is not None and now is not None:
                content = survived(content, now.read_bytes(), dice)
            (target / name).write_bytes(content)

    def _names(self, inode: int) -> list[str]:
        kept = self.shadow / f"{inode}.names"
        return kept.read_text("utf-8").splitlines() if kept.exists() else []


def survived(synced: bytes, written: bytes, dice: random.Random) -> bytes:
    """A file of which any of the sectors that were not synced may have reached the disk, in any order."""
    size = dice.choice((len(synced), len(written)))
    out = bytearray(synced[:size].ljust(size, b"\0"))
    for at in range(0, min(size, len(written)), SECTOR):
        sector = written[at : min(at + SECTOR, size)]
        if out[at : at + len(sector)] != sector and dice.random() < 0.5:
            out[at : at + len(sector)] = sector
    return bytes(out)
