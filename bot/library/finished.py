"""Whether the files of a library are finished, or somebody is in the middle of writing one."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.errors import LibraryError

State = Mapping[Path, tuple[int, int, int]]  # of each file: its inode, size and time of change


class UnfinishedError(LibraryError):
    """A file is being written just now. Shown to the curator where that takes long."""


def finished(folder: Path, seeds: Path) -> State:
    """
    The state of all files of a library, by which a later one can be told from it.

    Raises:
        UnfinishedError: A process has one of them open for writing. Only Linux tells, and only of our own files.
    """
    paths = [*folder.glob("*.yaml"), *folder.glob("*/*.yaml"), *seeds.glob("*.txt")]
    return {path: _state(path) for path in paths}


def _state(path: Path) -> tuple[int, int, int]:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:  # who reads it says why
        return 0, 0, 0
    try:
        if _is_being_written(descriptor):
            raise UnfinishedError(f"{path.name} is still being written; it is read when that is done")
        about = os.fstat(descriptor)
        return about.st_ino, about.st_size, about.st_mtime_ns
    finally:
        os.close(descriptor)


def _is_being_written(descriptor: int) -> bool:
    """Whether anybody has the file open for writing: Linux gives no lease for reading on such a file."""
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        # Who opens it for writing in the moment between the two next calls waits, and we are sent a signal for that:
        # the usual one would end the process, this one is ignored by default.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except BlockingIOError:
        return True
    except OSError:  # a file of somebody else, or a file system without leases
        return False
    fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False
