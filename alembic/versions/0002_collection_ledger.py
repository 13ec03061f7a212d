"""The ledger of collection: sightings, events of a review, erasures, turns of hosts, rounds."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "host",
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("busy_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("holder", sa.String(length=200), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("rests_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_host")),
    )
    op.create_table(
        "collection_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pages", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("receipt", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_collection_round_employer_id_employer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collection_round")),
    )
    op.create_index("ix_collection_round_employer_id", "collection_round", ["employer_id", "id"], unique=False)
    op.create_table(
        "erased",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_erased_employer_id_employer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erased")),
        sa.UniqueConstraint("platform", "digest", name=op.f("uq_erased_platform_digest")),
    )
    op.create_table(
        "review_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("detail", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_review_event_review_id_review"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_review_event_run_id_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_event")),
    )
    op.create_index("ix_review_event_at", "review_event", ["at"], unique=False)
    op.create_index("ix_review_event_review_id", "review_event", ["review_id", "id"], unique=False)
    op.create_table(
        "sighting",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=True),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("absent", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["capture.id"], name=op.f("fk_sighting_capture_id_capture"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_sighting_review_id_review"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_sighting_source_id_source")),
        sa.PrimaryKeyConstraint("source_id", "review_id", name=op.f("pk_sighting")),
    )
    op.create_index("ix_sighting_capture_id", "sighting", ["capture_id"], unique=False)
    op.create_index("ix_sighting_review_id", "sighting", ["review_id"], unique=False)
    op.add_column("capture", sa.Column("declared_total", sa.Integer(), nullable=True))
    op.add_column(
        "employer",
        sa.Column(
            "columns", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), server_default="{}", nullable=False
        ),
    )
    op.add_column("look", sa.Column("listing", sa.String(length=300), server_default=sa.text("''"), nullable=False))
    op.add_column("review", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("revision", sa.Column("fingerprint", sa.String(length=64), nullable=True))
    op.add_column("revision", sa.Column("cause", sa.String(length=12), server_default="seen", nullable=False))
    op.add_column("revision", sa.Column("source_id", sa.Integer(), nullable=True))
    op.create_index("ix_revision_fingerprint", "revision", ["fingerprint"], unique=False)
    op.add_column("run", sa.Column("gone", sa.Integer(), server_default="0", nullable=False))
    op.add_column("run", sa.Column("returned", sa.Integer(), server_default="0", nullable=False))
    op.add_column("run", sa.Column("full", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("run", sa.Column("complete", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("run", sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("source", sa.Column("full_every_days", sa.Integer(), server_default="7", nullable=False))
    op.add_column("source", sa.Column("last_full_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("source", sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("source", sa.Column("state", sa.String(length=20), server_default="unproven", nullable=False))
    op.add_column("source", sa.Column("state_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("source", sa.Column("state_reason", sa.String(length=500), nullable=True))
    op.add_column(
        "source",
        sa.Column(
            "cursor", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), server_default="{}", nullable=False
        ),
    )
    _fill()


def _fill() -> None:
    """What was held before stands where it was seen, and each source is as its last runs left it."""
    op.execute(
        "INSERT INTO sighting (source_id, review_id, last_seen_at, absent) SELECT source_id, id, last_seen_at, 0 FROM review"
    )
    op.execute("UPDATE source SET state = 'blind', state_since = blind_since WHERE blind_since IS NOT NULL")
    op.execute(
        "UPDATE source SET state = 'healthy', state_since = last_good_at, proven_at = seeded_at "
        "WHERE last_good_at IS NOT NULL AND blind_since IS NULL"
    )


def downgrade() -> None:
    """Go back."""
    op.drop_column("source", "cursor")
    op.drop_column("source", "state_reason")
    op.drop_column("source", "state_since")
    op.drop_column("source", "state")
    op.drop_column("source", "proven_at")
    op.drop_column("source", "last_full_at")
    op.drop_column("source", "full_every_days")
    op.drop_column("run", "next_try_at")
    op.drop_column("run", "complete")
    op.drop_column("run", "full")
    op.drop_column("run", "returned")
    op.drop_column("run", "gone")
    op.drop_index("ix_revision_fingerprint", table_name="revision")
    op.drop_column("revision", "source_id")
    op.drop_column("revision", "cause")
    op.drop_column("revision", "fingerprint")
    op.drop_column("review", "removed_at")
    op.drop_column("look", "listing")
    op.drop_column("employer", "columns")
    op.drop_column("capture", "declared_total")
    op.drop_index("ix_sighting_review_id", table_name="sighting")
    op.drop_index("ix_sighting_capture_id", table_name="sighting")
    op.drop_table("sighting")
    op.drop_index("ix_review_event_review_id", table_name="review_event")
    op.drop_index("ix_review_event_at", table_name="review_event")
    op.drop_table("review_event")
    op.drop_table("erased")
    op.drop_index("ix_collection_round_employer_id", table_name="collection_round")
    op.drop_table("collection_round")
    op.drop_table("host")
