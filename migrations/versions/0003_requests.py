"""Problems that citizens reported, with the field names of Open311 GeoReport v2."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "request",
        sa.Column("service_request_id", sa.String(length=20), nullable=False),
        sa.Column("service_code", sa.String(length=80), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("status_notes", sa.Text(), nullable=True),
        sa.Column("agency_responsible", sa.String(length=200), nullable=False),
        sa.Column("requested_datetime", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_datetime", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expected_datetime", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("description_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("citizen_confirmed", sa.Boolean(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.String(length=40), nullable=False),
        sa.Column("service_id", sa.String(length=80), nullable=True),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status IN ('open', 'closed')", name=op.f("ck_request_status_is_known")),
        sa.CheckConstraint(
            "outcome IN ('resolved', 'partly', 'not', 'duplicate', 'redirected')",
            name=op.f("ck_request_outcome_is_known"),
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR status = 'closed'", name=op.f("ck_request_outcome_is_of_closed")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
        sa.UniqueConstraint("message_id", "ordinal", name=op.f("uq_request_message_id_ordinal")),
        sa.UniqueConstraint("service_request_id", name=op.f("uq_request_service_request_id")),
    )
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_request_citizen_id"), ["citizen_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_request_conversation_id"), ["conversation_id"], unique=False
        )


def downgrade() -> None:
    """Undo."""
    op.drop_table("request")
