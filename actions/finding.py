"""Asking for services, and about them."""

from actions.citizen_action import citizen_action
from bot.dialogue import finding

FindService = citizen_action("action_find_service", finding.find_service)
AnswerQuestion = citizen_action("action_answer_question", finding.ask_facet)
ReportProblem = citizen_action("action_report_problem", finding.report_problem)
ChooseService = citizen_action("action_choose_service", finding.choose_service)
NoneOfThese = citizen_action("action_none_of_these", finding.none_of_these)
OtherOne = citizen_action("action_other_one", finding.other_one)
NextStep = citizen_action("action_next_step", finding.next_step)
PreferLevel = citizen_action("action_prefer_level", finding.prefer_level)
CaseDoesNotFit = citizen_action("action_case_does_not_fit", finding.state_exception)
