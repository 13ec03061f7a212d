"""What people said of readings, and an employer's own thresholds."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Go up."""
    op.add_column("employer", sa.Column("reply_from", JSON, server_default="{}", nullable=False))
    op.create_table(
        "label",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("said_by", sa.String(length=100), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tone", sa.String(length=10), nullable=False),
        sa.Column("needs_reply", sa.Boolean(), nullable=False),
        sa.Column("urgent", JSON, nullable=False),
        sa.Column("drawn", sa.Boolean(), nullable=False),
        sa.Column("model", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("read_tone", sa.String(length=10), nullable=False),
        sa.Column("read_needs_reply", sa.Boolean(), nullable=False),
        sa.Column("read_urgent", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_label_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label")),
        sa.UniqueConstraint("revision_id", "said_by", name=op.f("uq_label_revision_id_said_by")),
    )


def downgrade() -> None:
    """Go down."""
    op.drop_table("label")
    op.drop_column("employer", "reply_from")
