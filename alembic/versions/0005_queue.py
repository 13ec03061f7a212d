"""Working time, when a ticket is overdue, snippets, replies through APIs, words to search, complaints behind a promise."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Go up."""
    op.add_column("employer", sa.Column("working_time", JSON, server_default="{}", nullable=False))
    op.add_column("ticket", sa.Column("overdue_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE ticket SET overdue_at = due_at")
    op.add_column("reading", sa.Column("searched", sa.Text(), nullable=True))
    op.add_column("reading", sa.Column("also", JSON, server_default="[]", nullable=False))
    op.add_column("draft", sa.Column("origin", sa.String(length=10), server_default="person", nullable=False))
    op.create_table(
        "snippet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("private_to", sa.String(length=100), nullable=True),
        sa.Column("written_by", sa.String(length=100), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.String(length=100), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_snippet_employer_id_employer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snippet")),
    )
    op.create_index("ix_snippet_employer_id", "snippet", ["employer_id", "language"], unique=False)
    op.create_table(
        "posting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(length=100), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("error", sa.String(length=500), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_posting_ticket_id_ticket"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_posting_draft_id_draft"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_posting_draft_id")),
    )
    op.create_index("ix_posting_due", "posting", ["state", "next_try_at"], unique=False)
    op.create_table(
        "promise_ticket",
        sa.Column("promise_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["promise_id"], ["promise.id"], name=op.f("fk_promise_ticket_promise_id_promise"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_promise_ticket_ticket_id_ticket"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("promise_id", "ticket_id", name=op.f("pk_promise_ticket")),
    )
    op.create_index("ix_promise_ticket_ticket_id", "promise_ticket", ["ticket_id"], unique=False)
    op.execute(
        "INSERT INTO promise_ticket (promise_id, ticket_id) SELECT id, ticket_id FROM promise WHERE ticket_id IS NOT NULL"
    )


def downgrade() -> None:
    """Go down."""
    op.drop_index("ix_promise_ticket_ticket_id", table_name="promise_ticket")
    op.drop_table("promise_ticket")
    op.drop_index("ix_posting_due", table_name="posting")
    op.drop_table("posting")
    op.drop_index("ix_snippet_employer_id", table_name="snippet")
    op.drop_table("snippet")
    op.drop_column("draft", "origin")
    op.drop_column("reading", "also")
    op.drop_column("reading", "searched")
    op.drop_column("ticket", "overdue_at")
    op.drop_column("employer", "working_time")
