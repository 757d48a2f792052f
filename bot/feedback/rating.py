"""The rating a citizen gives of their own accord on the rating page: no ask stands behind it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.feedback.context import MessageContext
from bot.feedback.instruments import Instrument, Item
from bot.feedback.submissions import GivenAnswer, add_comment, record_submission

RATED = ("disconfirmation", "satisfaction")
"""The kinds of item the rating page shows, in order."""


@dataclass(frozen=True)
class Rating:
    """What was filled in: numbers by kind of item, and a masked comment. Each part may be missing."""

    numbers: dict[str, int]
    comment: str | None = None


def rated_items(instrument: Instrument) -> list[Item]:
    """The items of the rating page: the first of each kind in :data:`RATED`."""
    return [next(item for item in instrument.items.values() if item.kind == kind) for kind in RATED]


def record_rating(
    db_session: Session, instrument: Instrument, context: MessageContext, rating: Rating
) -> None:
    """Store a rating once for its message id.

    Raises ValueError when nothing was filled in or a number is not on its scale.
    """
    answers = [
        GivenAnswer(item.kind, item.driver, item=item, number=rating.numbers[item.kind])
        for item in rated_items(instrument)
        if item.kind in rating.numbers
    ]
    if not answers and not rating.comment:
        raise ValueError("nothing was filled in")
    submission_id = record_submission(db_session, context, "after", answers)
    if rating.comment:
        add_comment(db_session, context, submission_id, rating.comment, instrument.comment.kept_for)
