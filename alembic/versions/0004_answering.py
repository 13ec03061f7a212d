"""Drafts, promises, tickets that rest, and an employer's rules for answering."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Go up."""
    op.add_column("employer", sa.Column("answering", JSON, server_default="{}", nullable=False))
    op.add_column("ticket", sa.Column("snoozed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("ticket", sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=100), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_draft_ticket_id_ticket"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.drop_index("ix_ticket_open", table_name="ticket")
    op.create_index("ix_ticket_state", "ticket", ["state", "rank", "due_at", "id"], unique=False)
    op.create_index("ix_ticket_order", "ticket", ["rank", "due_at", "id"], unique=False)
    op.create_index("ix_draft_ticket_id", "draft", ["ticket_id"], unique=False)
    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("owner", sa.String(length=100), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("measure", sa.String(length=500), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_promise_employer_id_employer")),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_promise_ticket_id_ticket"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    op.create_index("ix_promise_employer", "promise", ["employer_id", "state", "due_on"], unique=False)
    op.add_column("api_key", sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("api_key", sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("api_key", sa.Column("employers", JSON, nullable=True))
    op.create_table(
        "once",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("asked", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("headers", JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_once")),
    )


def downgrade() -> None:
    """Go down."""
    op.drop_table("once")
    op.drop_column("api_key", "employers")
    op.drop_column("api_key", "last_used_at")
    op.drop_column("api_key", "expires_at")
    op.drop_index("ix_promise_employer", table_name="promise")
    op.drop_table("promise")
    op.drop_index("ix_draft_ticket_id", table_name="draft")
    op.drop_table("draft")
    op.drop_index("ix_ticket_order", table_name="ticket")
    op.drop_index("ix_ticket_state", table_name="ticket")
    op.create_index(
        "ix_ticket_open",
        "ticket",
        ["rank", "due_at", "id"],
        unique=False,
        postgresql_where=sa.text("state IN ('open', 'claimed')"),
        sqlite_where=sa.text("state IN ('open', 'claimed')"),
    )
    op.drop_column("ticket", "snoozed_until")
    op.drop_column("ticket", "snoozed_at")
    op.drop_column("employer", "answering")
