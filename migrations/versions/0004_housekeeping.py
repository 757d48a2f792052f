"""When what has expired was deleted last."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "housekeeping",
        sa.Column("task", sa.String(length=40), nullable=False),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("task", name=op.f("pk_housekeeping")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("housekeeping")
