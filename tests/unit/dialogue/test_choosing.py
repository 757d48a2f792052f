"""Which service a message is about."""

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.choosing import Clear, FollowUp, Heard, Limits, Nothing, Tie, choose
from bot.dialogue.message import FoundService
from bot.dialogue.naming import Named

LIMITS = Limits(accept=0.5, near_tie=0.15, may_be_another=0.7, is_another=0.95, offers_at_most=4)
IDS = [f"service-{number}" for number in range(8)]


def found(**scores):
    ordered = sorted(scores.items(), key=lambda each: -each[1])
    return tuple(FoundService(name.replace("_", "-"), score) for name, score in ordered)


def named(*ids, alone=True, length=2, **how):
    return tuple(Named(each, length, alone, **how) for each in ids)


def decide(scores=(), names=(), current=None, asks_on=True, **how):
    heard = Heard(scores, names, **how)
    return choose(heard, current, asks_on=asks_on, limits=LIMITS)


def test_the_best_is_taken_when_it_leads():
    assert decide(found(bins=0.9, badge=0.6)) == Clear("bins", others=("badge",))


def test_two_that_are_close_become_a_question():
    assert decide(found(older=0.8, disabled=0.7, student=0.6)) == Tie(("older", "disabled"))


def test_below_the_threshold_there_is_nothing():
    assert decide(found(bins=0.49)) == Nothing()


def test_who_tells_of_a_problem_may_mean_what_it_is_reported_with_and_is_asked():
    reportable = frozenset(["missed-bin", "pothole"])
    heard = found(garden_waste=1.0, missed_bin=0.35, tip=0.1)
    assert decide(heard, reportable=reportable) == Tie(("garden-waste", "missed-bin"))
    assert decide(heard) == Clear("garden-waste")


def test_in_a_near_tie_the_one_that_can_be_reported_is_meant():
    heard = found(replacement_bin=1.0, missed_bin=0.9)
    reportable = frozenset(["missed-bin", "pothole"])
    assert decide(heard, reportable=reportable) == Clear("missed-bin", others=("replacement-bin",))
    assert decide(heard) == Tie(("replacement-bin", "missed-bin"))


def test_what_hardly_may_be_reported_is_not_asked_for():
    reportable = frozenset(["missed-bin", "pothole"])
    unlikely = found(garden_waste=1.0, missed_bin=0.2)
    assert decide(unlikely, reportable=reportable) == Clear("garden-waste")
    both = found(pothole=1.0, missed_bin=0.4)
    assert decide(both, reportable=reportable) == Clear("pothole")


def test_two_requests_are_answered_in_their_order_whatever_the_scores():
    heard = found(badge=1.0, tax=0.9)
    assert decide(heard, requests=("tax", "badge")) == Clear(
        "tax", others=("badge",), second="badge"
    )


def test_nothing_found_is_nothing():
    assert decide() == Nothing()


def test_a_question_that_names_nothing_is_about_the_service_spoken_of():
    assert decide(current="badge") == FollowUp("badge")


def test_a_weak_guess_does_not_hijack_a_follow_up():
    assert decide(found(lost=0.6), current="badge") == FollowUp("badge")


def test_a_likely_guess_beside_a_follow_up_is_asked_about():
    assert decide(found(refund=0.85), current="badge") == Tie(("badge", "refund"))


def test_a_sure_guess_takes_over():
    assert decide(found(refund=0.97), current="badge") == Clear("refund")


def test_a_question_that_points_back_stays_whatever_the_guess():
    assert decide(found(refund=0.97), current="badge", points_back=True) == FollowUp("badge")


def test_a_guess_nearly_as_good_as_the_service_spoken_of_does_not_take_over():
    assert decide(found(refund=0.99, badge=0.9), current="badge") == FollowUp("badge")


def test_my_doctor_need_not_be_about_registering_with_one():
    names = named("gp", length=1, owned=True)
    assert decide(found(gp=0.99), names, current="badge") == Tie(("badge", "gp"))


def test_a_name_takes_over_even_when_the_question_points_back():
    choice = decide(found(bins=0.6), named("bins"), "badge", points_back=True)
    assert choice == Clear("bins")


def test_a_name_takes_over_even_with_a_weak_score():
    choice = decide(found(older=0.6, disabled=0.55), named("older", alone=False), "badge")
    assert choice == Tie(("older", "disabled"))


def test_naming_the_service_spoken_of_changes_nothing():
    choice = decide(found(refund=0.9, badge=0.6), named("badge"), "badge")
    assert choice == FollowUp("badge")


def test_a_wish_without_a_known_service_is_not_a_follow_up():
    assert decide(current="badge", asks_on=False) == Nothing()


def test_a_name_settles_a_near_tie():
    choice = decide(found(older=0.8, disabled=0.78), named("disabled"))
    assert choice == Clear("disabled", others=("older",))


def test_a_word_that_is_also_a_name_does_not_beat_a_clear_lead():
    choice = decide(found(lost=0.9, prescription=0.5), named("prescription", length=1))
    assert isinstance(choice, Clear)
    assert choice.service_id == "lost"


def test_two_that_are_named_are_answered_in_the_order_of_the_words():
    choice = decide(found(badge=0.7, bins=0.66), named("bins", "badge"))
    assert choice == Clear("bins", others=("badge",), second="badge")


def test_a_name_alone_is_enough_when_the_linker_found_nothing():
    assert decide((), named("badge")) == Clear("badge")


def test_an_ambiguous_name_alone_is_not():
    assert decide((), named("older", alone=False)) == Nothing()


def test_limits_come_from_the_policy():
    linker = {"accept": 0.4, "near_tie": 0.2, "offers_at_most": 3}
    assert Limits.of(linker) == Limits(0.4, 0.2, 0.9, 0.97, 3)
    own = linker | {"may_be_another": 0.6, "is_another": 0.9}
    assert Limits.of(own) == Limits(0.4, 0.2, 0.6, 0.9, 3)


SCORES = st.lists(
    st.tuples(st.sampled_from(IDS), st.floats(0, 1)), max_size=5, unique_by=lambda each: each[0]
).map(lambda pairs: sorted(pairs, key=lambda each: -each[1]))
NAMES = st.lists(
    st.builds(
        Named, st.sampled_from(IDS), st.integers(1, 4), st.booleans(), st.booleans(), st.booleans()
    )
)


@given(SCORES, NAMES, st.sampled_from([None, *IDS]), st.booleans())
def test_whatever_was_heard_the_choice_makes_sense(scores, names, current, asks_on):
    heard = Heard(tuple(FoundService(*each) for each in scores), tuple(names))
    choice = choose(heard, current, asks_on=asks_on, limits=LIMITS)
    known = {each.service_id for each in heard.found if each.score >= LIMITS.accept}
    known |= {each.service_id for each in heard.named}
    match choice:
        case Clear(service_id, others, second):
            assert service_id in known
            assert service_id not in others
            assert second != service_id
        case Tie(candidates):
            assert 2 <= len(candidates) <= LIMITS.offers_at_most
            assert len(set(candidates)) == len(candidates)
            assert set(candidates) <= known | {current}
        case FollowUp(service_id):
            assert asks_on
            assert service_id == current
        case Nothing():
            assert not any(each.score >= LIMITS.accept for each in heard.found)


@given(SCORES, st.sampled_from(IDS))
def test_without_a_name_and_a_sure_score_a_follow_up_stays(scores, current):
    weak = tuple(FoundService(name, min(score, 0.69)) for name, score in scores)
    assert choose(Heard(weak), current, asks_on=True, limits=LIMITS) == FollowUp(current)


def test_a_name_in_full_wins_over_what_the_sentence_looks_like():
    choice = decide(found(disabled=0.99), named("older", length=3))
    assert choice == Clear("older", others=("disabled",))


def test_a_thing_of_that_name_does_not():
    choice = decide(found(lost=0.99), named("badge", owned=True))
    assert isinstance(choice, Clear)
    assert choice.service_id == "lost"


def test_a_name_after_an_and_is_the_second_request():
    choice = decide(found(tax=0.99), named("lost", length=3, added=True))
    assert choice == Clear("tax", second="lost")


def test_and_the_dentist_turns_to_the_dentist():
    names = named("dentist", length=1, owned=True)
    choice = decide(found(dentist=0.8), names, "badge", points_back=True, turns_away=True)
    assert choice == Clear("dentist")
