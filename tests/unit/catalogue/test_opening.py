"""Opening hours read as sentences."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.hours import OpeningState
from bot.catalogue.opening import opening_sentence, opening_sentences

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("now", "phone_line"),
    [
        ("2026-11-24T10:00", "Phone line: open now, until 4:30pm."),
        ("2026-11-24T08:00", "Phone line: closed now. It opens today at 9am."),
        ("2026-11-24T17:00", "Phone line: closed now. It opens tomorrow at 9am."),
        ("2026-11-27T17:00", "Phone line: closed now. It opens on Monday at 9am."),
        (
            "2026-12-25T10:00",
            "Phone line: closed today (Christmas Day). It opens on Monday at 9am.",
        ),
    ],
)
def test_it_says_until_when_or_from_when(now: str, phone_line: str, catalogue: Catalogue) -> None:
    moment = dt.datetime.fromisoformat(now).replace(tzinfo=LONDON)
    service, agency = catalogue.services["library-card"], catalogue.agencies["town"]
    sentences = opening_sentences(service.schedules, agency, moment, catalogue.wording)
    assert sentences[0] == phone_line
    assert len(sentences) == 2


def test_an_opening_far_away_is_told_with_its_date(catalogue: Catalogue) -> None:
    now = dt.datetime(2026, 11, 24, 12, tzinfo=LONDON)
    opens = dt.datetime(2027, 1, 4, 12, tzinfo=LONDON)
    text = opening_sentence("Desk", OpeningState(now, False, opens=opens), catalogue.wording)
    assert text == "Desk: closed now. It opens on Monday 4 January 2027 at midday."


def test_a_line_that_never_closes_is_simply_open(catalogue: Catalogue) -> None:
    now = dt.datetime(2026, 11, 24, 12, tzinfo=LONDON)
    state = OpeningState(now, True)
    assert opening_sentence(None, state, catalogue.wording) == "Our team: open now."


def test_no_known_opening_is_admitted(catalogue: Catalogue) -> None:
    now = dt.datetime(2026, 11, 24, 12, tzinfo=LONDON)
    text = opening_sentence("Desk", OpeningState(now, False), catalogue.wording)
    assert text == "Desk: closed. I do not know when it opens next."
