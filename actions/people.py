"""Danger, people, and messages for people."""

from actions.citizen_action import citizen_action, form_validation
from bot.dialogue import danger, staff
from bot.dialogue.conversation import take_part_of_form

Crisis = citizen_action("action_crisis", danger.crisis)
OfferPerson = citizen_action("action_offer_person", staff.ask_for_person)
AskForMessage = citizen_action(
    "action_ask_left_message", staff.ask_for_message, take=take_part_of_form
)
AskForContact = citizen_action(
    "action_ask_left_contact", staff.ask_for_contact, take=take_part_of_form
)
MessageLeft = citizen_action("action_message_left", staff.message_left, take=take_part_of_form)
ValidateContactForm = form_validation("contact_form", staff.take_part)
