"""Backup and restore as JSON lines, which either engine reads whichever wrote them."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.errors import StoreError
from bot.store.announcements import Announcement, Announcements
from bot.store.connections import Connection
from bot.store.damage import sync
from bot.store.database import Database
from bot.store.tables import PASSING, REVISIONS, SCHEMA, Instant, metadata

FORMAT = "briefbot-backup"
BATCH = 500  # rows at a time

TABLES = {table.name: table for table in metadata.sorted_tables if table.name not in PASSING}


@dataclass(frozen=True, slots=True)
class BackedUp:
    path: Path
    rows: int


@dataclass(frozen=True, slots=True)
class Restored:
    rows: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class NotEmpty:
    """The store already holds things, and nobody asked to replace them."""

    rows: int


class BackupError(StoreError):
    """A backup file cannot be read or written. Shown to the operator."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file that was read to its end and found whole."""

    path: Path
    made_at: datetime
    rows: int


async def write_backup(database: Database, path: Path, now: datetime) -> BackedUp:
    """
    Write everything that people saved, as one moment knows it; the file appears when it is whole.

    Raises:
        StoreError: The store cannot be read.
        BackupError: The file cannot be written.
    """
    partial = path.with_name(f"{path.name}.partial")
    try:
        with await asyncio.to_thread(open_private, partial) as file:
            writer = Writer(file.fileno())
            rows = await database.snapshot(lambda connection: write_rows(connection, writer, now))
            await asyncio.to_thread(os.fsync, file.fileno())
        await asyncio.to_thread(put_in_place, partial, path)
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        with suppress(OSError):  # where all went well, it has its name
            partial.unlink()
    return BackedUp(path, rows)


def put_in_place(partial: Path, path: Path) -> None:
    """Give a whole file its name, also after a power loss."""
    partial.replace(path)
    sync(path.parent)


class Writer:
    """Lines into a file, with their checksum."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.digest = hashlib.sha256()

    def start(self) -> None:
        os.ftruncate(self._descriptor, 0)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        self.digest = hashlib.sha256()

    def write(self, lines: Iterable[dict[str, Any]]) -> None:
        data = memoryview("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode())
        self.digest.update(data)
        while data:
            data = data[os.write(self._descriptor, data) :]


async def write_rows(connection: Connection, writer: Writer, now: datetime) -> int:
    writer.start()
    writer.write([{"format": FORMAT, "schema": SCHEMA, "made_at": now.isoformat()}])
    rows = 0
    for name, table in TABLES.items():
        query = sa.select(table).order_by(*table.primary_key.columns)
        async for batch in connection.batches(query, BATCH):
            rows += len(batch)
            lines = [{"table": name, "row": {key: to_json(value) for key, value in row.items()}} for row in batch]
            await asyncio.to_thread(writer.write, lines)
    writer.write([{"end": True, "rows": rows, "sha256": writer.digest.hexdigest()}])
    return rows


async def restore_backup(
    database: Database, announcements: Announcements, path: Path, *, replace: bool, now: datetime
) -> Restored | NotEmpty:
    """
    Read a backup into the store, all or nothing.

    Args:
        replace: Delete what the store holds now; otherwise only an empty store is filled.

    Raises:
        BackupError: The file is not a whole backup that this version understands; the store is as it was.
        StoreError: The store cannot be written; it is as it was.
    """
    backup = await asyncio.to_thread(check_backup, path)

    async def work(connection: Connection) -> Restored | NotEmpty:
        held = [await connection.scalar(sa.select(sa.func.count()).select_from(table)) for table in TABLES.values()]
        if any(held) and not replace:
            return NotEmpty(sum(count or 0 for count in held))
        for table in TABLES.values():
            await connection.execute(sa.delete(table))
        rows = read_rows(path)
        while batch := await asyncio.to_thread(lambda: list(islice(rows, BATCH))):
            await insert(connection, batch)
        await announcements.enter(connection, Announcement("everything", ""), now)
        return Restored(backup.rows, backup.made_at)

    done = await database.write(work)
    await announcements.ring()
    return done


async def insert(connection: Connection, batch: list[tuple[str, dict[str, Any]]]) -> None:
    for name in dict.fromkeys(name for name, _ in batch):
        await connection.execute(sa.insert(TABLES[name]), [row for each, row in batch if each == name])


def check_backup(path: Path) -> Backup:
    """Read a backup to its end before anything in the store is touched. Raises BackupError."""
    digest, rows, header, end = hashlib.sha256(), 0, None, None
    for number, (raw, line) in enumerate(read_lines(path), 1):
        if end is not None:
            raise BackupError(f"{path}:{number}: there is more after the backup's last line; it was changed.")
        if header is None:
            header = check_header(path, line)
        elif line.get("end"):
            end = line
            continue
        else:
            check_row(path, number, line)
            rows += 1
        digest.update(raw)
    if header is None or end is None:
        raise BackupError(f"{path} ends in the middle; it is not a whole backup.")
    if (end.get("rows"), end.get("sha256")) != (rows, digest.hexdigest()):
        raise BackupError(f"{path} does not match its own checksum; it was changed or damaged.")
    return Backup(path, header, rows)


def check_header(path: Path, line: dict[str, Any]) -> datetime:
    if line.get("format") != FORMAT:
        raise BackupError(f"{path} is not a backup of Briefbot.")
    if line.get("schema") not in REVISIONS:
        raise BackupError(f"{path} was made by a newer Briefbot (schema {line.get('schema')}). Install that version.")
    try:
        return datetime.fromisoformat(line.get("made_at", ""))
    except (TypeError, ValueError):
        raise BackupError(f"{path}:1: this line does not say when the backup was made; it was changed.") from None


def check_row(path: Path, number: int, line: dict[str, Any]) -> None:
    table = TABLES.get(line.get("table", ""))
    if table is None or not isinstance(line.get("row"), dict) or not set(line["row"]) <= set(table.c.keys()):
        raise BackupError(f"{path}:{number}: this line is no row that a backup can hold.")


def read_lines(path: Path) -> Iterator[tuple[bytes, dict[str, Any]]]:
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, 1):
                yield raw, read_line(path, number, raw)
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}.") from error


def read_line(path: Path, number: int, raw: bytes) -> dict[str, Any]:
    try:
        line = json.loads(raw)
    except ValueError:
        raise BackupError(f"{path}:{number}: this line is damaged or cut off, so nothing was restored.") from None
    if not isinstance(line, dict):
        raise BackupError(f"{path} is not a backup of Briefbot.")
    return line


def read_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for _, line in read_lines(path):
        if "row" in line:
            columns = TABLES[line["table"]].c
            yield line["table"], {name: from_json(columns[name], value) for name, value in line["row"].items()}


def to_json(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def from_json(column: sa.Column[Any], value: Any) -> Any:
    return datetime.fromisoformat(value) if isinstance(column.type, Instant) and value is not None else value


def open_private(path: Path) -> Any:
    """A new file that only its owner reads, since it holds what people wrote."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
