"""A citizen who reports a problem to the actions: Rasa's form is played, everything behind it is real."""

from typing import Any

from tests.support.talking import Answer, Talk

SLOTS = ("report_place", "report_detail", "report_contact", "report_sent")


class Reporter:
    """Plays the form as Rasa's FormAction runs it: validate, then ask for what is empty, or end."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk

    async def begin(self, text: str, intent: str = "report_problem", **parse: Any) -> Answer:
        """A message that begins the form; everything that is said in the turn."""
        opening = await self.talk.say(text, intent, **parse)
        assert self.takes_over(opening), opening.text
        return await self.form_after(opening)

    async def begin_by_button(self, title: str) -> Answer:
        """A button that begins it."""
        opening = await self.talk.press(title)
        assert self.takes_over(opening), opening.text
        return await self.form_after(opening)

    async def form_after(self, opening: Answer) -> Answer:
        """What the form says in the turn in which it begins."""
        self.talk.active_loop, self.talk.slots["requested_slot"] = "report_form", None
        heard = await self.talk.action("validate_report_form")
        return _together(opening, heard, await self._next())

    async def type(self, text: str, intent: str = "nlu_fallback", **parse: Any) -> Answer:
        """Type while the form is active; when it is a digression, nothing of the form runs."""
        heard = await self.talk.fill(text, intent, form="report_form", **parse)
        return await self._after(heard)

    async def press(self, title: str) -> Answer:
        """Press a button of the last question."""
        heard = await self.talk.fill_by_button(title, form="report_form")
        return await self._after(heard)

    @staticmethod
    def takes_over(answer: Answer) -> bool:
        """Whether the form runs next."""
        return any(event.get("name") == "report_form" for event in answer.events)

    async def _after(self, heard: Answer) -> Answer:
        if all(event.get("name") == "requested_slot" for event in heard.events):
            return heard  # as Rasa has it: no slot of the form was set, so it is a digression
        return _together(heard, await self._next(ends=_ends(heard)))

    async def _next(self, *, ends: bool = False) -> Answer:
        empty = [slot for slot in SLOTS if self.talk.slots[slot] is None]
        if empty and not ends:
            asked = await self.talk.action(f"action_ask_{empty[0]}")
            self.talk.slots["requested_slot"] = empty[0]
            return asked
        self.talk.active_loop, self.talk.slots["requested_slot"] = None, None
        return await self.talk.action("action_report_sent")


def _ends(heard: Answer) -> bool:
    return any(
        each.get("name") == "requested_slot" and each.get("value") is None for each in heard.events
    )


def _together(*answers: Answer) -> Answer:
    messages = [message for answer in answers for message in answer.messages]
    return Answer(messages, [event for answer in answers for event in answer.events])
