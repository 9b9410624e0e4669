"""The tables of the store, as both engines know them, and the schema versions that this code understands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

REVISIONS = ("0001", "0002")  # oldest first; each has its file in migrations/versions
SCHEMA = REVISIONS[-1]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Instant(sa.types.TypeDecorator[datetime]):
    """An aware UTC time, kept as whole microseconds since 1970, since SQLite forgets time zones."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> int | None:
        return None if value is None else (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else EPOCH + value * MICROSECOND


metadata = sa.MetaData()

guild_settings = sa.Table(
    "guild_settings",
    metadata,
    sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("visibility", sa.String(16), nullable=False),
    sa.Column("citation_style", sa.String(40), nullable=False),
    sa.Column("public_channels", sa.JSON, nullable=False),
    sa.Column("spoilers", sa.Boolean, nullable=False),
    sa.Column("notices_channel", sa.BigInteger),
    sa.Column("changed_at", Instant, nullable=False),
)

people = sa.Table(
    "people",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("citation_style", sa.String(40)),
    sa.Column("notify", sa.String(16), nullable=False),
    sa.Column("changed_at", Instant, nullable=False),
)

tray_items = sa.Table(
    "tray_items",
    metadata,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("scope", sa.String(16), nullable=False),
    sa.Column("scope_id", sa.BigInteger, nullable=False),
    sa.Column("guild_id", sa.BigInteger),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("key", sa.String(200), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("added_by", sa.BigInteger),
    sa.Column("noted_by", sa.BigInteger),
    sa.Column("added_at", Instant, nullable=False),
    sa.UniqueConstraint("scope", "scope_id", "key", name="uq_tray_items_key"),
    sa.Index("ix_tray_items_added_by", "added_by"),
    sa.Index("ix_tray_items_noted_by", "noted_by"),
    sa.Index("ix_tray_items_guild_id", "guild_id"),
)

reports = sa.Table(
    "reports",
    metadata,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("origin", sa.String(16), nullable=False),
    sa.Column("by_person", sa.Boolean, nullable=False),
    sa.Column("shown", sa.JSON, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("better_topic", sa.Text, nullable=False),
    sa.Column("guild_id", sa.BigInteger),
    sa.Column("asker_id", sa.BigInteger),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("closed_at", Instant),
    sa.Index("ix_reports_state_created", "state", "created_at"),
    sa.Index("ix_reports_asker_id", "asker_id"),
)

notices = sa.Table(
    "notices",
    metadata,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("user_id", sa.BigInteger, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("report_id", sa.String(16)),
    sa.Column("way", sa.String(16), nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("taken_at", Instant),
    sa.Index("ix_notices_user_id", "user_id"),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("actor_id", sa.BigInteger),
    sa.Column("action", sa.String(60), nullable=False),
    sa.Column("target", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("guild_id", sa.BigInteger),
    sa.Column("at", Instant, nullable=False),
    sa.Index("ix_audit_at", "at"),
    sa.Index("ix_audit_actor_id", "actor_id"),
)

announcements = sa.Table(
    "announcements",
    metadata,
    sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("topic", sa.String(20), nullable=False),
    sa.Column("key", sa.String(200), nullable=False),
    sa.Column("at", Instant, nullable=False),
)

shard_leases = sa.Table(
    "shard_leases",
    metadata,
    sa.Column("shard_count", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("shard_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("holder", sa.String(100), nullable=False),
    sa.Column("beat", sa.BigInteger, nullable=False),
)

PASSING = frozenset({announcements.name, shard_leases.name})  # meaningless in another store, so not backed up
