"""What several processes share: announcements and shard leases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables by which processes tell each other and share out the shards."""
    op.create_table(
        "announcements",
        sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("topic", sa.String(20), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "shard_leases",
        sa.Column("shard_count", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("shard_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("holder", sa.String(100), nullable=False),
        sa.Column("beat", sa.BigInteger, nullable=False),
    )
