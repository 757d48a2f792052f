"""Handlers: what the form for a report asks, and shows before it is sent. Nothing personal comes back."""

from __future__ import annotations

from bot.catalogue.model import RequestForm
from bot.catalogue.model.request_form import OTHER
from bot.dialogue import report_shown
from bot.dialogue.replies import Button
from bot.dialogue.report_answers import CHANGE, CHOICE
from bot.dialogue.report_draft import CONTACT, DETAIL, NONE, PLACE, SENT, form_of, last_day
from bot.dialogue.turn import Turn


def ask_place(turn: Turn) -> None:
    """Where it is. Who could not say it is helped."""
    form = form_of(turn)
    if form is None:
        return
    if _was_unfilled(turn, PLACE):
        _ask(turn, form.place.help)
    elif turn.around.form_returns:
        _ask(turn, turn.words("talk.report.back", question=form.place.question))
    else:
        _ask(turn, form.place.question)


def ask_detail(turn: Turn) -> None:
    """What is wrong: a short list, and free words."""
    form = form_of(turn)
    if form is None:
        return
    question = form.attribute.description
    hint = form.attribute.datatype_description
    if _was_unfilled(turn, DETAIL):
        question = turn.words("talk.report.detail_again", question=question)
    elif turn.around.form_returns:
        question = turn.words("talk.report.back", question=question)
    buttons = [_button(form, value.name, DETAIL, value.key) for value in form.attribute.values]
    _ask(turn, " ".join(part for part in (question, hint) if part), buttons)


def ask_contact(turn: Turn) -> None:
    """How to reach them, if they like."""
    form = form_of(turn)
    if form is None:
        return
    key = "talk.report.contact.ask"
    if _was_unfilled(turn, CONTACT):
        key = "talk.report.contact.not_seen"
    elif turn.around.form_returns:
        key = "talk.report.contact.again"
    buttons = [_button(form, turn.words("talk.report.contact.none"), CONTACT, NONE)]
    _ask(turn, turn.words(key, agency=_agency(turn, form)), buttons)


def ask_sending(turn: Turn) -> None:
    """What would be sent, to be checked; or which part is to be changed."""
    form = form_of(turn)
    if form is None:
        return
    if turn.around.form_unfilled and not _was_answered(turn):
        parts = (PLACE, DETAIL, CONTACT)
        buttons = [
            _button(form, turn.words(f"talk.report.change.{part}"), CHANGE, part) for part in parts
        ]
        _ask(turn, turn.words("talk.report.change.which"), buttons)
        return
    buttons = [
        _button(form, turn.words("talk.report.send"), SENT, "yes"),
        _button(form, turn.words("talk.report.change.it"), CHANGE, ""),
    ]
    text = summary(turn, form)
    if turn.around.form_returns:
        text = turn.words("talk.report.back", question=text)
    _ask(turn, text, buttons)


def summary(turn: Turn, form: RequestForm) -> str:
    """The report, to be checked. Place and contact are on no screen twice: what kind they are is said."""
    return turn.words(
        "talk.report.summary",
        agency=_agency(turn, form),
        service=turn.service_name(form.service_code),
        question=form.attribute.description,
        detail=_detail(turn, form),
        place=report_shown.place(turn, form),
        contact=report_shown.contact(turn),
    )


def say_why(turn: Turn) -> None:
    """Why the form asks."""
    form = form_of(turn)
    agency = _agency(turn, form) if form else turn.agency.name
    turn.say("talk.report.why", kind="form", agency=agency, date=last_day(turn))


def _ask(turn: Turn, text: str, buttons: list[Button] | None = None) -> None:
    cancel = Button(turn.words("talk.button.cancel"), "cancel")
    turn.reply(text, kind="form", buttons=[*(buttons or []), cancel])


def _button(form: RequestForm, title: str, part: str, value: str) -> Button:
    about = (("service_id", form.service_code), ("part", part), ("value", value))
    return Button(title, CHOICE, about)


def _detail(turn: Turn, form: RequestForm) -> str:
    key = turn.state.report_detail or OTHER
    value = form.attribute.value(key)
    return value.name if value and key != OTHER else turn.words("talk.report.own_words")


def _was_unfilled(turn: Turn, slot: str) -> bool:
    """Whether something was said that did not answer this question; who wants to change it is asked anew."""
    same = turn.around.form_unfilled and turn.around.asked_for == slot
    return same and not _was_answered(turn)


def _was_answered(turn: Turn) -> bool:
    """Whether the form has answered something in this turn already, and only asks again."""
    return bool(turn.around.said_now)


def _agency(turn: Turn, form: RequestForm) -> str:
    return turn.catalogue.agencies[form.agency_id].name
