"""Reporting a problem, and what became of it."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.citizen_action import EventDict, citizen_action, in_one_transaction, utter
from bot.dialogue import report_questions, report_sending, report_status, reporting
from bot.dialogue.conversation import take_part_of_form
from bot.dialogue.turn import Outcome, Turn

AskPlace = citizen_action(
    "action_ask_report_place", report_questions.ask_place, take=take_part_of_form
)
AskDetail = citizen_action(
    "action_ask_report_detail", report_questions.ask_detail, take=take_part_of_form
)
AskContact = citizen_action(
    "action_ask_report_contact", report_questions.ask_contact, take=take_part_of_form
)
AskSending = citizen_action(
    "action_ask_report_sent", report_questions.ask_sending, take=take_part_of_form
)
ReportSent = citizen_action(
    "action_report_sent", report_sending.report_sent, take=take_part_of_form
)
ReportClosed = citizen_action("action_report_closed", reporting.report_closed)
AskStatus = citizen_action("action_ask_status", report_status.ask_status)


class ValidateReportForm(Action):
    """Takes the answers of a report. Filling no slot tells Rasa that the message is a digression."""

    def name(self) -> str:
        """The name Rasa looks for."""
        return "validate_report_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventDict]:
        """Keep what was typed, encrypted; the slots get references."""
        wanted = tracker.slots.get("requested_slot")

        def take(turn: Turn, _: object) -> Outcome:
            filled = reporting.take_part(turn, wanted)
            return Outcome(tuple(turn.replies), filled)

        outcome = await in_one_transaction(tracker, take, report_questions.ask_place)
        for reply in outcome.replies:
            utter(dispatcher, reply)
        return [SlotSet(name, value) for name, value in outcome.slots.items()]
