"""Files that curators own: new ones never over an existing one, edits whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from bot.errors import BriefbotError


class CuratedFileError(BriefbotError):
    """A file of the library cannot be written. Shown to the curator."""


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet, whole or not at all. Raises CuratedFileError."""
    temporary = _written(path, content)
    try:
        os.link(temporary, path)  # unlike a rename, this fails where the name is taken
    except FileExistsError as failure:
        raise CuratedFileError(f"{path} exists already; nothing was written. Choose another --id.") from failure
    except OSError as failure:
        raise CuratedFileError(f"{path} cannot be written: {failure.strerror}.") from failure
    finally:
        temporary.unlink(missing_ok=True)


def replace_whole(path: Path, content: bytes) -> None:
    """Put new content in place of a file: readers see the old or the new, never half. Raises CuratedFileError."""
    temporary = _written(path, content)
    try:
        with contextlib.suppress(OSError):
            temporary.chmod(path.stat().st_mode)
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as failure:
        temporary.unlink(missing_ok=True)
        raise CuratedFileError(f"{path} cannot be written: {failure.strerror}.") from failure


def _written(path: Path, content: bytes) -> Path:
    """A temporary file beside `path` with `content`, safe on the disk."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as failure:
        raise CuratedFileError(f"{path} cannot be written: {failure.strerror}.") from failure
    Path(name).chmod(0o644)
    return Path(name)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
