"""What went wrong underneath, as one of a few cases, and the sentence for each."""

from __future__ import annotations

import sqlite3
from enum import Enum

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import StoreError


class SchemaTooNewError(StoreError):
    """The store was written by a newer Briefbot; this one must not touch it."""


class Failure(Enum):
    """Each case with the sentence that people read."""

    CONFLICT = "Several people changed the same thing at once and this was not saved. Please try again."
    BUSY = "The store is busy and this was not saved. Please try again in a moment."
    FULL = "The disk that holds the store is full, so nothing can be saved until an operator frees some space."
    READ_ONLY = "The store's folder or file cannot be written to, so nothing can be saved until an operator allows it."
    DAMAGED = "The store's file is damaged. An operator should restart Briefbot, which recovers what can be read."
    UNREACHABLE = (
        "The store cannot be reached just now, so nothing can be saved or looked up in it. "
        "Answers from the library go on. Please try again in a minute."
    )
    REFUSED = "The store refused this and nothing was saved. An operator finds the reason in the log."


RETRIED = frozenset({Failure.CONFLICT, Failure.BUSY, Failure.UNREACHABLE})

# The first part of sqlite3's error names; extended codes (SQLITE_IOERR_WRITE, …) begin with it.
SQLITE_NAMES = {
    "SQLITE_BUSY": Failure.BUSY,
    "SQLITE_LOCKED": Failure.BUSY,
    "SQLITE_FULL": Failure.FULL,
    "SQLITE_READONLY": Failure.READ_ONLY,
    "SQLITE_CANTOPEN": Failure.READ_ONLY,
    "SQLITE_PERM": Failure.READ_ONLY,
    "SQLITE_CORRUPT": Failure.DAMAGED,
    "SQLITE_NOTADB": Failure.DAMAGED,
    "SQLITE_IOERR": Failure.UNREACHABLE,
}

# PostgreSQL's SQLSTATE: the whole code, or its class of two characters.
SQL_STATES = {
    "40001": Failure.CONFLICT,  # serialization_failure
    "40P01": Failure.CONFLICT,  # deadlock_detected
    "42P07": Failure.CONFLICT,  # duplicate_table: two at once may both find that it does not exist
    "42710": Failure.CONFLICT,  # duplicate_object: likewise of the type that a table has
    "55P03": Failure.BUSY,  # lock_not_available
    "53100": Failure.FULL,  # disk_full
    "25006": Failure.READ_ONLY,  # read_only_sql_transaction
    "08": Failure.UNREACHABLE,  # connection exceptions
    "53": Failure.UNREACHABLE,  # too many connections, out of memory
    "57": Failure.UNREACHABLE,  # shutting down, starting up
    "28": Failure.UNREACHABLE,  # wrong user or password
    "3D": Failure.UNREACHABLE,  # no such database
    "XX": Failure.DAMAGED,  # internal error, corrupted data
}


def driver_errors(kind: str) -> tuple[type[BaseException], ...]:
    """What an engine of this kind may raise; asyncpg's own errors escape SQLAlchemy while connecting."""
    if kind == "sqlite":
        return (SQLAlchemyError, OSError, sqlite3.Error)
    import asyncpg

    return (SQLAlchemyError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError)


def classify(error: BaseException) -> Failure:
    """Tell which case an error of `driver_errors` is."""
    original = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    name = getattr(original, "sqlite_errorname", None)
    if isinstance(name, str):
        if isinstance(error, IntegrityError):
            return Failure.CONFLICT
        return next((case for prefix, case in SQLITE_NAMES.items() if name.startswith(prefix)), Failure.REFUSED)
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return Failure.UNREACHABLE
    state = getattr(original, "sqlstate", None)
    if isinstance(state, str):
        # Two writers that insert the same key meet here as well; a second try sees the first one's row.
        if state == "23505":
            return Failure.CONFLICT
        return SQL_STATES.get(state) or SQL_STATES.get(state[:2]) or Failure.REFUSED
    if isinstance(error, PoolTimeoutError):
        return Failure.BUSY  # all connections are in use: a burst, not an outage
    # What SQLAlchemy itself raises is a mistake in our query; what reaches us unwrapped failed while connecting.
    return Failure.REFUSED if isinstance(error, SQLAlchemyError) else Failure.UNREACHABLE
