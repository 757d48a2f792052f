"""A report is opened once for each draft: after a crash, the same draft is sent under another message id."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("draft_id", sa.Uuid(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_request_draft_id"), ["draft_id"])


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_request_draft_id"), type_="unique")
        batch_op.drop_column("draft_id")
