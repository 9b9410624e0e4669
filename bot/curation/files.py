"""Files that curators own: new ones never over an existing one, edits whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from bot.errors import BriefbotError


class CuratedFileError(BriefbotError):
    """A file of the library cannot be written. Shown to the curator."""


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet, whole or not at all. Raises CuratedFileError."""
    temporary = _written(path, content)
    try:
        os.link(temporary, path)  # unlike a rename, this fails where the name is taken
        _sync_new(path)
    except FileExistsError as failure:
        raise CuratedFileError(f"{path} exists already; nothing was written. Choose another --id.") from failure
    except OSError as failure:
        raise CuratedFileError(f"{path} cannot be written: {failure.strerror}.") from failure
    finally:
        _discard(temporary)


def write_new_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder of files that must not exist yet, with all of them or not at all. Raises CuratedFileError."""
    temporary = None
    try:
        _make_folder(folder.parent)
        temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".tmp", dir=folder.parent))
        for name, content in files.items():
            with (temporary / name).open("wb") as file:
                _write_through(file, content)
            (temporary / name).chmod(0o644)
        temporary.chmod(0o755)
        _sync_folder(temporary)
        temporary.rename(folder)  # this fails where the name is taken by anything but an empty folder
        _sync_new(folder)
    except OSError as failure:
        if failure.errno in (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR) and folder.exists():
            raise CuratedFileError(f"{folder} exists already; nothing was written. Choose another --id.") from failure
        raise CuratedFileError(f"{folder} cannot be written: {failure.strerror}.") from failure
    finally:
        if temporary is not None:
            _discard(temporary)


def replace_whole(path: Path, content: bytes) -> None:
    """Put new content in place of a file: readers see the old or the new, never half. Raises CuratedFileError."""
    temporary = _written(path, content)
    try:
        with contextlib.suppress(OSError):
            temporary.chmod(path.stat().st_mode)
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as failure:
        _discard(temporary)
        raise CuratedFileError(f"{path} cannot be written: {failure.strerror}.") from failure


def _written(path: Path, content: bytes) -> Path:
    """A temporary file beside `path` with `content`, safe on the disk."""
    temporary = None
    try:
        _make_folder(path.parent)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            _write_through(file, content)
        temporary.chmod(0o644)
    except OSError as failure:
        if temporary is not None:
            _discard(temporary)
        raise CuratedFileError(f"{path} cannot be written: {failure.strerror}.") from failure
    return temporary


def _write_through(file: BinaryIO, content: bytes) -> None:
    file.write(content)
    file.flush()
    os.fsync(file.fileno())


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it; a power loss does not take them away again."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in missing:
        _sync_folder(one.parent)


def _sync_new(path: Path) -> None:
    """Let the name of what is new outlast a power loss; what cannot is taken back, since it is told as not written."""
    try:
        _sync_folder(path.parent)
    except OSError:
        _discard(path)
        raise


def _discard(path: Path) -> None:
    """Remove what is left of an attempt; what cannot be removed hinders nobody."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        path.unlink()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
