"""One process to one SQLite file: a lock that the operating system drops with the process that held it."""

from __future__ import annotations

import sqlite3
from pathlib import Path


class Ownership:
    """
    An exclusive lock beside the store's file.

    SQLite itself does the locking, on an empty file of its own, since it knows how on every platform.
    """

    def __init__(self, path: Path) -> None:
        self._path = path.with_name(f"{path.name}.lock")
        self._connection: sqlite3.Connection | None = None

    @property
    def held(self) -> bool:
        return self._connection is not None

    def take(self) -> bool:
        """Take the lock without waiting; False when another process has it. Raises sqlite3.Error."""
        if self._connection is not None:
            return True
        connection = sqlite3.connect(self._path, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            connection.close()
            if error.sqlite_errorname == "SQLITE_BUSY":
                return False
            raise
        self._connection = connection
        return True

    def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
