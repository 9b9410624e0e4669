"""
A library read in a process of its own, whose memory ends with it.

Reading the YAML of a library leaves 5 MiB behind in the bot that does it, beside the 9 that the library takes; and a
second core reads while this one does what else a start asks for.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Final

from bot.errors import LibraryError
from bot.library.snapshot import Library

SECRET: Final = "BRIEFBOT_TOKEN"  # the name of the variable; who reads a library needs no token


class Apart:
    """A library that is being read beside this process from the moment that this is made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process = _begun(folder)

    def library(self) -> Library:
        """
        The library in the folder, once it is read; read here where no other process can do it.

        Raises:
            LibraryError: as `load_library` does.
        """
        if self._process is not None:
            written, _ = self._process.communicate()
            if self._process.returncode == 0:
                # written by the process that we began, and by nobody else
                found: Library | LibraryError = pickle.loads(written)  # noqa: S301
                if isinstance(found, LibraryError):
                    raise found
                return found
        from bot.library.loading import load_library  # late: with it comes what reads YAML

        return load_library(self.folder)


def _begun(folder: Path) -> subprocess.Popen[bytes] | None:
    """Python with this module; None where the system lets us start no process or Python does not know where it is."""
    if not sys.executable:
        return None
    environment = {name: value for name, value in os.environ.items() if name != SECRET}
    # -P: a folder named bot where somebody happens to start us is none of ours
    command = (sys.executable, "-P", "-m", __name__, os.fspath(folder))
    try:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
    except OSError:
        return None


def _write(folder: Path) -> None:
    """Read the library for the process that began this one, which reads it itself where this ends in failure."""
    from bot.library.loading import load_library

    found: Library | LibraryError
    try:
        found = load_library(folder)
    except LibraryError as error:
        found = error
    pickle.dump(found, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    _write(Path(sys.argv[1]))
