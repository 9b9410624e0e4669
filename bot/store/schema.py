"""Brings the tables to the version that this code knows, one process at a time, and refuses newer ones."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from bot.store.connections import Connection
from bot.store.database import Database
from bot.store.failures import SchemaTooNewError
from bot.store.tables import REVISIONS, SCHEMA, metadata

MIGRATIONS = Path(__file__).parent / "migrations"

#: Where Alembic looks up the version, as it would make it.
version_table = sa.Table(
    "alembic_version",
    sa.MetaData(),
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


@dataclass(frozen=True, slots=True)
class Migrated:
    """Schema versions before and after; `before` is None for a store that was empty."""

    before: str | None
    after: str


async def migrate(database: Database, *, target: str = SCHEMA) -> Migrated:
    """
    Bring the store to `target`; nothing happens when it is there already.

    Raises:
        SchemaTooNewError: The store has a version that this code does not know.
        StoreError: The store cannot be written.
    """
    before = await database.prepare(current_version)
    refuse_newer(before, database.address.shown)
    if before == target:
        return Migrated(before, target)
    if database.kind == "postgresql":
        await database.prepare(make_lock)

    async def upgrade(connection: Connection) -> str | None:
        if database.kind == "postgresql":
            await take_lock(connection)
        found = await current_version(connection)
        refuse_newer(found, database.address.shown)
        if found is None and target == SCHEMA:
            await connection.run_sync(make_tables)
        elif found is None or REVISIONS.index(found) < REVISIONS.index(target):
            await connection.run_sync(run_steps, target)
        return found

    return Migrated(await database.prepare(upgrade), target)


async def current_version(connection: Connection) -> str | None:
    """The version of the store, None when it holds nothing yet."""
    if not await connection.run_sync(lambda sync: sa.inspect(sync).has_table(version_table.name)):
        return None
    version: str | None = await connection.scalar(sa.select(version_table.c.version_num))
    return version


def refuse_newer(version: str | None, shown: str) -> None:
    if version is not None and version not in REVISIONS:
        raise SchemaTooNewError(
            f"{shown} was written by a newer Briefbot (schema {version}; this one knows up to {SCHEMA}). "
            "Install that version, or restore a backup made by this one into another store."
        )


async def make_lock(connection: Connection) -> None:
    """
    Make the one row that migrating processes lock.

    A locked row is the one kind of lock that all engines speaking PostgreSQL's protocol share. On SQLite the
    transaction itself is the lock.
    """
    await connection.execute(sa.text("CREATE TABLE IF NOT EXISTS store_lock (id INTEGER PRIMARY KEY)"))
    await connection.execute(sa.text("INSERT INTO store_lock (id) VALUES (1) ON CONFLICT DO NOTHING"))


async def take_lock(connection: Connection) -> None:
    # An update, not a mere lock: who waited for another's update is told to begin again, and then sees its tables.
    await connection.execute(sa.text("UPDATE store_lock SET id = 1 WHERE id = 1"))


def make_tables(connection: sa.Connection) -> None:
    """What all steps lead to, made at once: an empty store, as most starts of a trial find it, needs no Alembic."""
    metadata.create_all(connection, checkfirst=False)
    version_table.create(connection, checkfirst=False)
    connection.execute(sa.insert(version_table).values(version_num=SCHEMA))


def run_steps(connection: sa.Connection, target: str) -> None:
    # Alembic costs 0.2 s and 14 MB and is needed after an upgrade only, so it is not loaded with the store.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)
