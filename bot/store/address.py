"""Where the store is: the address as an operator writes it, as SQLAlchemy's asyncio drivers want it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from bot.errors import ConfigError

EngineKind = Literal["sqlite", "postgresql"]

EXAMPLES = "Write, for example:  sqlite:///briefbot.db  or  postgresql://user:password@host/name"
POOLERS = ("session", "transaction")
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")


@dataclass(frozen=True, slots=True)
class Address:
    """One store; `shown` has no password and is fit for logs, `path` is set for SQLite only."""

    kind: EngineKind
    url: sa.URL
    path: Path | None
    shown: str
    pooled: bool = False  # every transaction may meet another server connection (PgBouncer's transaction pooling)


def read_address(url: str) -> Address:
    """
    Read `store.url`.

    For PostgreSQL, `?sslmode=…` means what it means to psql, and `?pooler=transaction` says that a pooler hands out
    server connections by the transaction, so that nothing may be prepared on them.

    Raises:
        ConfigError: It names no engine that we know, or no file; the password is not repeated.
    """
    try:
        parsed = sa.make_url(url)
    except (ArgumentError, ValueError):
        raise ConfigError(f'"store.url" is not an address of a store. {EXAMPLES}') from None
    match parsed.get_backend_name():
        case "sqlite":
            return sqlite_address(parsed)
        case "postgresql" | "postgres":
            return postgresql_address(parsed)
        case other:
            raise ConfigError(f'"store.url" names "{other}", but only SQLite and PostgreSQL are known. {EXAMPLES}')


def sqlite_address(parsed: sa.URL) -> Address:
    name = parsed.database or ""
    if not name or name.startswith((":memory:", "file:")):
        raise ConfigError(f'"store.url" must name a file, or nothing would be kept. {EXAMPLES}')
    path = Path(name).expanduser().absolute()
    return Address("sqlite", sa.URL.create("sqlite+aiosqlite", database=str(path)), path, f"sqlite:///{path}")


def postgresql_address(parsed: sa.URL) -> Address:
    query = dict(parsed.query)
    mode = query.pop("sslmode", None)
    if mode is not None:
        if mode not in SSL_MODES:
            raise ConfigError(f'"sslmode" in "store.url" must be one of {", ".join(SSL_MODES)}.')
        query["ssl"] = mode
    pooler = query.pop("pooler", "session")
    if pooler not in POOLERS:
        raise ConfigError(f'"pooler" in "store.url" must be one of {", ".join(POOLERS)}.')
    url = parsed.set(drivername="postgresql+asyncpg", query=query)
    shown = parsed.set(drivername="postgresql", query={}).render_as_string(hide_password=True)
    return Address("postgresql", url, None, shown, pooled=pooler == "transaction")
