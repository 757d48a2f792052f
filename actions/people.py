"""Danger, people, and messages for people."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.citizen_action import EventDict, citizen_action, in_one_transaction, utter
from bot.dialogue import danger, staff
from bot.dialogue.conversation import take_part_of_form
from bot.dialogue.turn import Outcome, Turn

Crisis = citizen_action("action_crisis", danger.crisis)
OfferPerson = citizen_action("action_offer_person", staff.ask_for_person)
AskForMessage = citizen_action(
    "action_ask_left_message", staff.ask_for_message, take=take_part_of_form
)
AskForContact = citizen_action(
    "action_ask_left_contact", staff.ask_for_contact, take=take_part_of_form
)
MessageLeft = citizen_action("action_message_left", staff.message_left, take=take_part_of_form)


class ValidateContactForm(Action):
    """Takes what is left for staff. Filling no slot tells Rasa that the message is a digression."""

    def name(self) -> str:
        """The name Rasa looks for."""
        return "validate_contact_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventDict]:
        """Keep what was typed, encrypted; the slots get references."""
        wanted = tracker.slots.get("requested_slot")

        def take(turn: Turn, _: object) -> Outcome:
            filled = staff.take_part(turn, wanted)
            return Outcome(tuple(turn.replies), filled)

        outcome = await in_one_transaction(tracker, take, staff.ask_for_message)
        for reply in outcome.replies:
            utter(dispatcher, reply)
        return [SlotSet(name, value) for name, value in outcome.slots.items()]
