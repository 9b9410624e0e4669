"""What the library could not answer or answered wrongly, kept for curators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from bot.store import audit, notices, tables
from bot.store.connections import Connection
from bot.store.database import Database
from bot.store.rows import Clock, new_id, storable

ReportKind = Literal["miss", "wrong-match", "none-of-these", "declined-claim"]
Origin = Literal["typed", "message"]
Outcome = Literal["answered", "rejected"]

TEXT_LIMIT = 6000  # characters of a slash command's text option, Discord

reports = tables.reports


@dataclass(frozen=True, slots=True)
class NewReport:
    """
    A miss, a wrong match, "none of these" or a declined claim.

    `text` is what was asked. Where it comes from somebody's message (`origin="message"`) it is kept only if a person
    reported it (`by_person`). `shown` are the keys of what was shown. `asker_id` is only set when they chose to be
    told.
    """

    kind: ReportKind
    text: str
    origin: Origin = "typed"
    by_person: bool = False
    shown: tuple[str, ...] = ()
    reason: str = ""
    better_topic: str = ""
    guild_id: int | None = None
    asker_id: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report as kept; `text` is empty where a message's text was not to be kept."""

    id: str
    kind: ReportKind
    text: str
    origin: Origin
    by_person: bool
    shown: tuple[str, ...]
    reason: str
    better_topic: str
    guild_id: int | None
    asker_id: int | None
    state: Literal["waiting", "answered", "rejected"]
    created_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Closing:
    """A curator's decision on some reports; `notice` is owed to every asker who chose to be told."""

    outcome: Outcome
    by: int
    target: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """How many reports were closed by this, and how many notices are owed for it."""

    reports: int
    notices: int


class Reports:
    """The curators' list of what was asked in vain."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def record(self, new: NewReport) -> str:
        """Keep a report; returns its id. Raises StoreError."""
        row = as_row(new, new_id(), self._clock())

        async def work(connection: Connection) -> str:
            known = await connection.scalar(sa.select(reports.c.id).where(reports.c.id == row["id"]))
            if known is None:
                await connection.execute(sa.insert(reports).values(row))
            return str(row["id"])

        return await self._database.write(work)

    async def tell(self, report_id: str, user_id: int) -> bool:
        """The asker wants to be told; False when the report is gone or closed. Raises StoreError."""
        waiting = sa.and_(reports.c.id == report_id, reports.c.state == "waiting")

        async def work(connection: Connection) -> bool:
            done = await connection.execute(sa.update(reports).where(waiting).values(asker_id=user_id))
            return done.rowcount == 1

        return await self._database.write(work)

    async def one(self, report_id: str) -> Report | None:
        """One report, open or closed. Raises StoreError."""
        query = sa.select(reports).where(reports.c.id == report_id)
        found = await self._database.read(lambda connection: read(connection, query))
        return found[0] if found else None

    async def waiting(self, limit: int = 500) -> tuple[Report, ...]:
        """Those that no curator has decided on, newest first. Raises StoreError."""
        query = sa.select(reports).where(reports.c.state == "waiting")
        newest = query.order_by(reports.c.created_at.desc(), reports.c.id).limit(limit)
        return await self._database.read(lambda connection: read(connection, newest))

    async def close(self, report_ids: Sequence[str], closing: Closing) -> Closed:
        """Decide on reports, write it into the audit and owe the notices, all or nothing. Raises StoreError."""
        at, entry_id = self._clock(), new_id()
        notice_ids = {report_id: new_id() for report_id in report_ids}

        async def work(connection: Connection) -> Closed:
            open_ones = sa.and_(reports.c.id.in_(list(notice_ids)), reports.c.state == "waiting")
            found = await read(connection, sa.select(reports).where(open_ones))
            if not found:
                return Closed(0, 0)
            values = {"state": closing.outcome, "closed_at": at, "asker_id": None}
            await connection.execute(sa.update(reports).where(open_ones).values(values))
            act = audit.Act(closing.by, f"close reports: {closing.outcome}", closing.target, f"{len(found)} reports")
            await audit.enter(connection, act, entry_id, at)
            owed = [report for report in found if report.asker_id is not None] if closing.notice else []
            for user_id, report in {report.asker_id: report for report in owed}.items():
                assert user_id is not None
                told = notices.Notice(notice_ids[report.id], user_id, closing.notice, report.id, "direct", at)
                await notices.enter(connection, told)
            return Closed(len(found), len({report.asker_id for report in owed}))

        return await self._database.write(work)


async def read(connection: Connection, query: sa.Select[tuple[object, ...]]) -> tuple[Report, ...]:
    rows = (await connection.execute(query)).mappings()
    return tuple(Report(**{**row, "shown": tuple(row["shown"])}) for row in rows)


def as_row(new: NewReport, report_id: str, at: datetime) -> dict[str, object]:
    may_keep = new.origin == "typed" or new.by_person
    return {
        "id": report_id,
        "kind": new.kind,
        "text": storable(new.text, TEXT_LIMIT, "What was asked") if may_keep else "",
        "origin": new.origin,
        "by_person": new.by_person,
        "shown": [storable(key, TEXT_LIMIT, "A key") for key in new.shown],
        "reason": storable(new.reason, TEXT_LIMIT, "A reason"),
        "better_topic": storable(new.better_topic, TEXT_LIMIT, "A topic"),
        "guild_id": new.guild_id,
        "asker_id": new.asker_id,
        "state": "waiting",
        "created_at": at,
    }
