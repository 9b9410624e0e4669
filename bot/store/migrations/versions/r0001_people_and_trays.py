"""Settings, people, trays, reports, notices and the audit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables of what people save."""
    create_settings()
    create_trays()
    create_reports()
    create_audit()


def create_settings() -> None:
    op.create_table(
        "guild_settings",
        sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("visibility", sa.String(16), nullable=False),
        sa.Column("citation_style", sa.String(40), nullable=False),
        sa.Column("public_channels", sa.JSON, nullable=False),
        sa.Column("spoilers", sa.Boolean, nullable=False),
        sa.Column("notices_channel", sa.BigInteger),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "people",
        sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("citation_style", sa.String(40)),
        sa.Column("notify", sa.String(16), nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
    )


def create_trays() -> None:
    op.create_table(
        "tray_items",
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
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("scope", "scope_id", "key", name="uq_tray_items_key"),
    )
    op.create_index("ix_tray_items_added_by", "tray_items", ["added_by"])
    op.create_index("ix_tray_items_noted_by", "tray_items", ["noted_by"])
    op.create_index("ix_tray_items_guild_id", "tray_items", ["guild_id"])


def create_reports() -> None:
    op.create_table(
        "reports",
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
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("closed_at", sa.BigInteger),
    )
    op.create_index("ix_reports_state_created", "reports", ["state", "created_at"])
    op.create_index("ix_reports_asker_id", "reports", ["asker_id"])
    op.create_table(
        "notices",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("report_id", sa.String(16)),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("taken_at", sa.BigInteger),
    )
    op.create_index("ix_notices_user_id", "notices", ["user_id"])


def create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("actor_id", sa.BigInteger),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("guild_id", sa.BigInteger),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_actor_id", "audit", ["actor_id"])
