"""Reporting a problem, and what became of it."""

from actions.citizen_action import citizen_action, form_validation
from bot.dialogue import report_questions, report_sending, report_status, reporting, staff
from bot.dialogue.conversation import take_part_of_form

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
StopReportForMessage = citizen_action(
    "action_stop_report_for_message", staff.stop_report_for_message
)
ReportClosed = citizen_action("action_report_closed", reporting.report_closed)
AskStatus = citizen_action("action_ask_status", report_status.ask_status)
ValidateReportForm = form_validation("report_form", reporting.take_part)
