"""Migrations: they make the tables that the code knows, once, whoever runs them."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.store import SchemaTooNewError, schema
from bot.store.address import read_address
from bot.store.database import Database
from bot.store.schema import Migrated, migrate
from bot.store.tables import REVISIONS, SCHEMA, metadata
from tests.store.conftest import opened

VERSION = sa.text("SELECT version_num FROM alembic_version")
OF_ITS_OWN = ("store_lock",)  # made by the migration's lock, not by a step


async def test_an_empty_store_gets_the_tables_that_the_code_knows(empty_url: str) -> None:
    database = connect(empty_url)

    assert Migrated(None, SCHEMA) == await migrate(database)
    assert [] == await database.read(lambda connection: connection.run_sync(differences))
    assert Migrated(SCHEMA, SCHEMA) == await migrate(database)
    await database.close()


async def test_all_steps_lead_to_the_tables_that_an_empty_store_gets(tmp_path: Path) -> None:
    shapes = []
    for name, targets in (("made", (SCHEMA,)), ("stepped", REVISIONS)):
        database = connect(f"sqlite:///{tmp_path / name}.db")
        for target in targets:
            await migrate(database, target=target)
        listed = sa.text("SELECT name, sql FROM sqlite_master ORDER BY name")
        rows = await database.read(lambda connection, listed=listed: connection.execute(listed))
        # of a table's text only its order of constraints may differ
        shapes.append([(name, sorted(re.split(r"[,\s]+", sql or ""))) for name, sql in rows])
        assert [(SCHEMA,)] == list(await database.read(lambda connection: connection.execute(VERSION)))
        await database.close()

    assert shapes[0] == shapes[1]


def connect(url: str) -> Database:
    address = read_address(url)
    if address.path is not None:
        address.path.parent.mkdir(exist_ok=True)
    return Database(address)


def differences(connection: sa.Connection) -> list[Any]:
    def known(name: str | None, kind: str, _: object) -> bool:
        return kind != "table" or name not in OF_ITS_OWN

    context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": known})
    return compare_metadata(context, metadata)


def test_the_revisions_in_the_code_are_those_in_the_files() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    files = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]

    assert list(REVISIONS) == files[::-1]


async def test_an_older_store_is_brought_up_to_date_with_what_it_holds(empty_url: str) -> None:
    database = connect(empty_url)
    await migrate(database, target="0001")
    row = "INSERT INTO people (user_id, citation_style, notify, changed_at) VALUES (7, 'mla', 'ask', 0)"
    await database.write(lambda connection: connection.execute(sa.text(row)))
    await database.close()

    async with opened(empty_url) as store:
        assert "mla" == (await store.people.of(7)).citation_style
        assert ("The store was brought from schema 0001 to 0002.",) == store.findings
        assert Migrated("0001", "0002") == store.migrated


@pytest.mark.parametrize("role", ["bot", "tool"])
async def test_a_newer_store_is_refused_with_a_sentence_and_left_alone(empty_url: str, role: str) -> None:
    async with opened(empty_url):
        pass
    await set_version(empty_url, "9999")

    with pytest.raises(SchemaTooNewError) as caught:
        async with opened(empty_url, role=role):
            pass

    assert "was written by a newer Briefbot (schema 9999; this one knows up to 0002)" in str(caught.value)
    await set_version(empty_url, SCHEMA)
    async with opened(empty_url) as store:
        assert store.health.up


async def set_version(url: str, version: str) -> None:
    database = connect(url)
    change = sa.text("UPDATE alembic_version SET version_num = :version").bindparams(version=version)
    await database.write(lambda connection: connection.execute(change))
    await database.close()


async def test_processes_that_start_together_migrate_once(empty_url: str) -> None:
    databases = [connect(empty_url) for _ in range(4)]

    outcomes = await asyncio.gather(*(migrate(database) for database in databases))
    versions = [await database.read(schema.current_version) for database in databases]
    for database in databases:
        await database.close()

    assert [SCHEMA] * 4 == versions == [outcome.after for outcome in outcomes]
