"""A wall clock of another process that can be set while it runs."""

from __future__ import annotations

import shutil
import struct
import subprocess
from datetime import timedelta
from pathlib import Path

from tests.conftest import require

SOURCE = Path(__file__).with_name("clock.c")
SECOND = 1_000_000_000  # nanoseconds


class JumpingClock:
    """
    What sets the system clock of any process that is started with `variables`.

    Only the wall clock jumps, as when an operator or a time server sets it; skips the test where nothing can compile
    the few lines that do it.
    """

    def __init__(self, folder: Path) -> None:
        compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
        require("compiler", compiler, "there is no C compiler to make a clock that jumps")
        library = folder / "clock.so"
        command = [str(compiler), "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        require("compiler", done.returncode == 0, f"clock.c could not be compiled: {done.stderr[-300:]}")
        self._file = folder / "clock"
        self.set(timedelta())
        self.variables = {"LD_PRELOAD": str(library), "JUMPING_CLOCK": str(self._file)}

    def set(self, ahead: timedelta) -> None:
        """Set the clock `ahead` of the true time; in place, since the file is mapped where it is read."""
        with self._file.open("r+b" if self._file.exists() else "wb") as file:
            file.write(struct.pack("=q", int(ahead.total_seconds()) * SECOND))
