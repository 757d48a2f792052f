"""The survey file, and how a pair of questions is drawn."""

import uuid
from collections import Counter

import pytest

from bot.feedback.instruments import InstrumentError, draw_pair, load_instrument
from bot.settings import ROOT

FILE = ROOT / "content" / "survey.yml"


def test_a_conversation_always_draws_the_same_pair(instrument):
    conversation_id = uuid.uuid4()
    assert draw_pair(instrument, conversation_id) == draw_pair(instrument, conversation_id)


def test_pairs_are_drawn_by_their_weight(instrument):
    drawn = Counter(
        draw_pair(instrument, uuid.uuid5(uuid.NAMESPACE_OID, str(number))).pair.id
        for number in range(4000)
    )
    for pair in instrument.pairs:
        assert drawn[pair.id] / 4000 == pytest.approx(pair.weight / 100, abs=0.03)


def test_every_pair_is_one_question_before_and_one_after(instrument):
    for pair in instrument.pairs:
        assert instrument.items[pair.before].moment == "before"
        assert instrument.items[pair.after].moment == "after"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("kind: satisfaction", "kind: sadness", "unknown kind sadness"),
        ("driver: ease", "driver: luck", "unknown driver luck"),
        ("id: how-easy", "id: satisfied", "stand there twice"),
        ("before: expected-time-will", "before: satisfied", "is not a question for before"),
        ("weight: 35", "weight: 0", "greater than 0"),
        ("items:", "things:", "cannot be read"),
    ],
)
def test_a_broken_file_is_refused_with_file_entry_and_reason(tmp_path, old, new, reason):
    path = tmp_path / "survey.yml"
    path.write_text(FILE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InstrumentError, match=rf"survey\.yml: .*{reason}"):
        load_instrument(path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InstrumentError, match="cannot be read"):
        load_instrument(tmp_path / "survey.yml")
