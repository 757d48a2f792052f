"""Answers: the facet asked, notes for the person, the shape they want, honest when there is nothing."""

import datetime as dt
from collections.abc import Callable

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.model import Facet, InteractionLevel
from bot.catalogue.timing import TimeKind
from bot.segments.answer import Answer, AnswerRecord
from bot.segments.compose import compose_answer, compose_exception
from bot.segments.enquiry import Enquiry
from bot.segments.facts import Fact
from bot.segments.rules import Membership

MakeFact = Callable[..., Fact]
Members = Callable[..., list[Membership]]
Answers = Callable[..., Answer]

GUIDED, IN_PERSON = InteractionLevel.GUIDED, InteractionLevel.IN_PERSON
SELF_SERVE = InteractionLevel.SELF_SERVE


@pytest.fixture
def answer(catalogue: Catalogue, now: dt.datetime) -> Answers:
    def compose(
        facet: Facet | None = None, service_id: str = "library-card", **more: object
    ) -> Answer:
        return compose_answer(catalogue, Enquiry(service_id, facet, **more), now)  # type: ignore[arg-type]

    return compose


# ---- the facet asked ----


def test_an_overview_says_what_it_is_and_what_to_ask_next(answer: Answers) -> None:
    assert answer().text == (
        "A card lets you borrow books.\n\n"
        "You can ask me how to do it, who it is for or what it costs."
    )


def test_doing_it_alone_is_the_link_and_three_steps(answer: Answers) -> None:
    assert answer(Facet.HOW_TO_APPLY).text == (
        "You can do this yourself. Start here: https://town.example/library-card\n\n"
        "1. Find a form.\n2. Fill it in.\n3. Bring it to us.\n\n"
        "There is 1 more step on that page."
    )


def test_lists_in_the_catalogue_stay_lists(answer: Answers) -> None:
    assert answer(Facet.ELIGIBILITY).text == (
        "You can get a card if:\n- you live here\n- you work here\n\nOthers pay."
    )


def test_a_price_already_said_is_not_said_twice(answer: Answers) -> None:
    assert answer(Facet.COST).text == (
        "It is free. A new card costs £2.\n\n- Visitor card: £12.50 (for a year)"
    )


def test_documents_are_a_list(answer: Answers) -> None:
    assert answer(Facet.DOCUMENTS).text == (
        "You need:\n\n- Something with your name\n- Something with your address"
    )


def test_contact_gives_every_way_and_says_who_is_there_now(answer: Answers) -> None:
    assert answer(Facet.CONTACT).text == (
        "You can reach them here:\n\n"
        "- Call 01632 960010 (Library team)\n"
        "- Visit 2 High Street, Little Town, AM1 1AB\n"
        "- Write to library@town.example\n"
        "- See https://town.example/library-card\n\n"
        "Phone line: open now, until 4:30pm. Front desk: closed now. "
        "It opens on Saturday at 10am."
    )


def test_an_appeal_says_the_limit_and_the_first_steps(answer: Answers) -> None:
    text = answer(Facet.APPEAL).text
    assert text.startswith("You can ask us to look again. You have 28 days to do this.\n\n1. Write")
    assert "There is 1 more step. You can find it at https://town.example/library-card" in text


def test_a_sentence_about_time_is_a_promise_word_for_word(answer: Answers) -> None:
    composed = answer(Facet.DURATION)
    (promise,) = composed.promises
    assert promise.kind is TimeKind.MET
    assert composed.text == promise.sentence


def test_other_facets_promise_nothing(answer: Answers) -> None:
    for facet in set(Facet) - {Facet.DURATION}:
        assert answer(facet).promises == ()


def test_an_answer_carries_its_source_and_not_in_the_text(answer: Answers) -> None:
    source = answer(Facet.COST).source
    assert source.model_dump(mode="json") == {
        "agency": "Little Town Council",
        "url": "https://town.example/library-card",
        "assured_date": "2026-10-12",
        "service_id": "library-card",
        "demonstration": True,
    }


# ---- honest when there is nothing ----


def test_no_standard_is_admitted_with_whom_to_ask(answer: Answers) -> None:
    composed = answer(Facet.DURATION, "pool-pass")
    assert not composed.found
    assert "no published standard" in composed.text
    assert composed.text.endswith("call 01632 960001.")
    assert [promise.kind for promise in composed.promises] == [TimeKind.NONE]


def test_no_documents_are_admitted_with_whom_to_ask(answer: Answers) -> None:
    composed = answer(Facet.DOCUMENTS, "pool-pass")
    assert not composed.found
    assert composed.text.endswith(
        "The page does not ask for any documents. If someone asks you for one, call 01632 960001."
    )


def test_no_appeal_leads_to_the_door_that_is_there(answer: Answers) -> None:
    composed = answer(Facet.APPEAL, "pool-pass")
    assert not composed.found
    assert composed.text.endswith(
        "There is no formal appeal for this.\n\nTalk to us about what you need."
    )


def test_a_service_without_its_own_people_leads_to_its_agency(answer: Answers) -> None:
    text = answer(Facet.CONTACT, "pool-pass").text
    assert "Call 01632 960001" in text
    assert "Visit 1 High Street" in text
    assert "Phone line: open now, until 5pm." in text


def test_what_the_catalogue_is_silent_on_is_not_offered(answer: Answers) -> None:
    assert Facet.APPEAL not in answer(service_id="pool-pass").next_facets
    assert Facet.DOCUMENTS not in answer(service_id="pool-pass").next_facets
    assert answer(Facet.COST).next_facets == tuple(f for f in Facet if f is not Facet.COST)


def test_a_closed_service_says_so_first(answer: Answers) -> None:
    for facet in [None, *Facet]:
        assert answer(facet, "pool-pass").text.startswith(
            "This service is closed for now.\n\nThe pool is being mended until May.\n\n"
        )


def test_an_unknown_service_is_an_error(answer: Answers) -> None:
    with pytest.raises(KeyError):
        answer(service_id="zoo")


# ---- how much help somebody wants ----


def test_guided_goes_one_step_at_a_time(answer: Answers) -> None:
    composed = answer(Facet.HOW_TO_APPLY, level=GUIDED, step=2)
    assert composed.text == "Step 2 of 4: Fill it in.\n\nSay “next” when you are ready."
    assert (composed.step, composed.steps, composed.has_next_step) == (2, 4, True)


def test_guided_knows_the_last_step(answer: Answers) -> None:
    composed = answer(Facet.HOW_TO_APPLY, level=GUIDED, step=4)
    assert composed.text == "Step 4 of 4: Take your card.\n\nThat is the last step."
    assert not composed.has_next_step


@pytest.mark.parametrize("step", [5, 99])
def test_past_the_last_step_all_was_seen(step: int, answer: Answers) -> None:
    composed = answer(Facet.HOW_TO_APPLY, level=GUIDED, step=step)
    assert composed.text.startswith("You have seen all the steps. You can ask me who it is for,")
    assert (composed.step, composed.steps, composed.has_next_step) == (4, 4, False)


@pytest.mark.parametrize("step", [0, -3, 1])
def test_there_is_no_step_before_the_first(step: int, answer: Answers) -> None:
    text = answer(Facet.HOW_TO_APPLY, level=GUIDED, step=step).text
    assert text.startswith("Step 1 of 4:")


def test_an_appeal_can_be_guided_and_begins_with_what_it_is(answer: Answers) -> None:
    first = answer(Facet.APPEAL, level=GUIDED).text
    assert first.startswith("You can ask us to look again. You have 28 days to do this.\n\nStep 1")
    assert answer(Facet.APPEAL, level=GUIDED, step=2).text.startswith("Step 2 of 4:")


def test_a_guided_overview_offers_the_steps(answer: Answers) -> None:
    assert "Say “next” to start." in answer(level=GUIDED).text


def test_in_person_is_a_number_a_place_and_whether_they_are_open(answer: Answers) -> None:
    assert answer(Facet.HOW_TO_APPLY, level=IN_PERSON).text == (
        "The team can take you through it. You do not need to do this alone.\n\n"
        "To talk to a person:\n\n"
        "- Call 01632 960010 (Library team)\n"
        "- Visit 2 High Street, Little Town, AM1 1AB\n\n"
        "Phone line: open now, until 4:30pm. Front desk: closed now. "
        "It opens on Saturday at 10am."
    )


def test_in_person_still_answers_what_was_asked(answer: Answers) -> None:
    text = answer(Facet.COST, level=IN_PERSON).text
    assert text.startswith("It is free.")
    assert "Call 01632 960010" in text


@pytest.mark.parametrize("facet", [None, *Facet])
@pytest.mark.parametrize("service_id", ["library-card", "pool-pass"])
def test_nobody_who_wants_a_person_is_told_the_way_twice(
    facet: Facet | None, service_id: str, answer: Answers
) -> None:
    text = answer(facet, service_id, level=IN_PERSON).text
    assert text.count("Phone line:") == 1


# ---- fitted to the person ----


def test_three_people_get_three_right_answers(
    answer: Answers, members: Members, fact: MakeFact
) -> None:
    general = answer(Facet.COST).text
    student = answer(Facet.COST, memberships=members(fact("student"))).text
    poor = answer(Facet.COST, memberships=members(fact("universal_credit"))).text
    assert student == f"{general}\n\nYour visitor card is free."
    assert poor == f"{general}\n\nYou never pay for a lost card."


def test_a_note_is_told_only_on_its_own_facets(
    answer: Answers, members: Members, fact: MakeFact
) -> None:
    student = members(fact("student"))
    assert answer(Facet.STATUS, memberships=student).text == answer(Facet.STATUS).text
    assert answer(Facet.STATUS, memberships=student).explanations == ()


def test_a_note_without_facets_is_told_on_every_facet(
    answer: Answers, members: Members, fact: MakeFact
) -> None:
    old = members(fact("age", 70))
    for facet in [None, *Facet]:
        assert "Books can be brought to your home." in answer(facet, memberships=old).text


def test_an_overview_tells_the_most_general_notes_and_only_a_few(
    answer: Answers, members: Members, fact: MakeFact
) -> None:
    all_of_them = members(fact("student"), fact("carer"), fact("age", 70), fact("low_income"))
    composed = answer(memberships=all_of_them)
    assert [each.segment_id for each in composed.explanations] == ["over_60", "carers"]


def test_notes_come_with_the_first_guided_step_only(
    answer: Answers, members: Members, fact: MakeFact
) -> None:
    carer = members(fact("carer"))
    note = "You may fetch a card"
    assert note in answer(Facet.HOW_TO_APPLY, level=GUIDED, memberships=carer).text
    assert note not in answer(Facet.HOW_TO_APPLY, level=GUIDED, step=2, memberships=carer).text


def test_who_does_not_use_the_internet_is_told_how_to_reach_a_person(
    answer: Answers, members: Members, fact: MakeFact
) -> None:
    composed = answer(Facet.HOW_TO_APPLY, memberships=members(fact("no_internet")))
    assert "Call 01632 960010" in composed.text
    assert [(each.segment_id, each.effect) for each in composed.explanations] == [
        ("offline", "level")
    ]


def test_a_wish_counts_more_than_a_segment(
    answer: Answers, members: Members, fact: MakeFact
) -> None:
    offline = members(fact("no_internet"))
    composed = answer(Facet.HOW_TO_APPLY, level=SELF_SERVE, memberships=offline)
    assert "Start here" in composed.text
    assert composed.explanations == ()


def test_on_behalf_of_somebody_it_says_whom_you_means(answer: Answers) -> None:
    assert answer(Facet.COST, on_behalf=True).text.startswith("You are asking for someone else.")


def test_the_same_question_gets_the_same_answer_twice(
    answer: Answers, members: Members, fact: MakeFact
) -> None:
    carer = members(fact("carer"))
    assert answer(Facet.ELIGIBILITY, memberships=carer) == answer(
        Facet.ELIGIBILITY, memberships=carer
    )


def test_the_record_of_an_answer_survives_json(
    answer: Answers, members: Members, fact: MakeFact
) -> None:
    record = answer(Facet.DURATION, memberships=members(fact("age", 70))).record
    assert AnswerRecord.model_validate(record.model_dump(mode="json")) == record


# ---- my case does not fit ----


def test_an_exception_leads_to_the_appeal_and_the_people(
    catalogue: Catalogue, now: dt.datetime
) -> None:
    text = compose_exception(catalogue, Enquiry("library-card"), now).text
    assert text.startswith("Tell us what is different. We will look again.\n\nYou have 28 days")
    assert "Call 01632 960010" in text


def test_without_an_appeal_an_exception_leads_to_a_person(
    catalogue: Catalogue, now: dt.datetime
) -> None:
    text = compose_exception(catalogue, Enquiry("pool-pass"), now).text
    assert "Talk to us about what you need." in text
    assert "appeal" not in text
    assert "Call 01632 960001" in text
