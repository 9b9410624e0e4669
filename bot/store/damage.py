"""A damaged SQLite file: noticed at start, recovered as far as it can be read, and kept beside the new one."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from bot.store.tables import SCHEMA, metadata

THOROUGH_BELOW = 64 * 2**20  # bytes; above that, indexes are not compared with their tables at each start
LONGEST_JUMP = 2**40  # rows
DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


def mend(path: Path, now: datetime) -> str | None:
    """
    Check the store's file and, if it is damaged, put a sound one with its readable rows in its place.

    Must be called by the file's only user.

    Returns:
        What was found and done, for the operator; None when nothing was wrong. Raises OSError and sqlite3.Error.
    """
    if not path.exists():
        return None
    if path.stat().st_size == 0 and not beside(path, "-wal").exists():
        return f"{path} was empty, so a fresh store was started."
    reason = damage(path)
    if reason is None:
        return None
    fresh = beside(path, ".recovering")
    rows = recover(path, fresh)
    aside = set_aside(path, now)
    sync(path.parent)  # from here on, only that copy holds what could not be read
    beside(path, "-wal").unlink(missing_ok=True)
    beside(path, "-shm").unlink(missing_ok=True)
    fresh.replace(path)
    sync(path.parent)
    if not rows:
        return (
            f"{path} was damaged ({reason}) and nothing in it could be read, so a fresh store was started. "
            f"The damaged file is kept as {aside.name}."
        )
    return (
        f"{path} was damaged ({reason}). {rows} rows were recovered; anything that could not be read is only in the "
        f"damaged file, which is kept as {aside.name}."
    )


def damage(path: Path) -> str | None:
    """What is wrong with the file, None when it is sound. Raises sqlite3.Error when it cannot be looked at."""
    check = "integrity_check" if path.stat().st_size < THOROUGH_BELOW else "quick_check"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        try:
            first = connection.execute(f"PRAGMA {check}(1)").fetchone()
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                return str(error)
            raise
    return None if first[0] == "ok" else " ".join(str(first[0]).split())


def is_damage(error: sqlite3.Error) -> bool:
    return error.sqlite_errorname.startswith(DAMAGE)


def recover(path: Path, fresh: Path) -> int:
    """Write all readable rows of `path` into a new store at `fresh`; returns how many."""
    scratch = beside(path, ".scratch")
    for leftover in (fresh, scratch, beside(scratch, "-wal")):
        leftover.unlink(missing_ok=True)
    copy_store(path, scratch)
    create_empty(fresh)
    with closing(sqlite3.connect(scratch)) as old, closing(sqlite3.connect(fresh)) as new:
        old.execute("PRAGMA writable_schema = ON")  # or a file that was cut short is refused as a whole
        old.text_factory = lambda raw: raw.decode("utf-8", "replace")
        rows = sum(copy_table(old, new, table) for table in metadata.sorted_tables)
        new.commit()
    for leftover in (scratch, beside(scratch, "-wal"), beside(scratch, "-shm")):
        leftover.unlink(missing_ok=True)
    sync(fresh)
    return rows


def create_empty(fresh: Path) -> None:
    fresh.touch(mode=0o600)
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(fresh)))
    with engine.begin() as connection:
        metadata.create_all(connection)
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{SCHEMA}')")
    engine.dispose()


def copy_table(old: sqlite3.Connection, new: sqlite3.Connection, table: sa.Table) -> int:
    before = new.total_changes
    for row in readable_rows(old, table):
        names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
        new.execute(f"INSERT OR IGNORE INTO {table.name} ({names}) VALUES ({marks})", tuple(row.values()))
    return new.total_changes - before


def readable_rows(old: sqlite3.Connection, table: sa.Table) -> Iterator[dict[str, object]]:
    """Read a table in the order of its pages, jumping ever further over what cannot be read."""
    after, jump = 0, 1
    while jump < LONGEST_JUMP:
        try:
            query = f"SELECT rowid, * FROM {table.name} NOT INDEXED WHERE rowid > ? ORDER BY rowid"
            cursor = old.execute(query, (after,))
            names = [column[0] for column in cursor.description]
            for row in cursor:
                after, jump = row[0], 1
                yield {name: value for name, value in zip(names[1:], row[1:], strict=True) if name in table.c}
        except sqlite3.DatabaseError:
            after, jump = after + jump, jump * 2
        else:
            return


def set_aside(path: Path, now: datetime) -> Path:
    stamp = f".damaged-{now:%Y%m%d-%H%M%S}"
    aside = beside(path, stamp)
    number = 1
    while aside.exists():
        number += 1
        aside = beside(path, f"{stamp}-{number}")
    copy_store(path, aside)
    sync(aside)
    return aside


def copy_store(path: Path, target: Path) -> None:
    shutil.copy2(path, target)
    if beside(path, "-wal").exists():
        shutil.copy2(beside(path, "-wal"), beside(target, "-wal"))


def beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
