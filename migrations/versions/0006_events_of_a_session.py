"""The latest session of a conversation, and its events, are found without reading the others."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_events_sessions", "events", ["sender_id", "type_name", "id"])
    op.create_index("ix_events_in_order", "events", ["sender_id", "id"])
    op.drop_index("ix_events_sender_id", "events")


def downgrade() -> None:
    """Undo."""
    op.create_index("ix_events_sender_id", "events", ["sender_id"])
    op.drop_index("ix_events_in_order", "events")
    op.drop_index("ix_events_sessions", "events")
