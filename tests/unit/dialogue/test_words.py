"""Looking up runs of words."""

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.words import count_runs, has_run, without_runs, words_of


def test_words_are_plain():
    assert words_of("It’d be “QUICK”, don't you think?") == [
        "itd",
        "be",
        "quick",
        "dont",
        "you",
        "think",
    ]


def test_a_run_stands_together_and_as_whole_words():
    assert has_run("it has to be quick", ["has to"])
    assert not has_run("it has a way to be", ["has to"])
    assert not has_run("rushing", ["rush"])


def test_a_star_stands_for_any_ending():
    assert has_run("quicker than ever", ["quick*"])


def test_every_occurrence_counts():
    assert count_runs("slow, slow and slower", ["slow*"]) == 3


def test_runs_can_be_taken_out():
    assert (
        without_runs("I should think it should be fine", ["i should think"]) == "it should be fine"
    )


@given(
    st.text(max_size=60), st.lists(st.text(alphabet="abc *", min_size=1, max_size=6), max_size=4)
)
def test_no_text_is_too_odd(text, runs):
    runs = [run for run in runs if run.split()]
    assert has_run(text, runs) == (count_runs(text, runs) > 0)
    without_runs(text, runs)
