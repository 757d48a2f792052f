"""What citizens expect, what matters to them, how satisfied they are; and the questions we put."""

from actions.citizen_action import citizen_action
from bot.dialogue import hearing, survey_answers

HearExpectation = citizen_action("action_hear_expectation", hearing.state_expectation)
HearImportance = citizen_action("action_hear_importance", hearing.state_importance)
HearDissatisfaction = citizen_action("action_hear_dissatisfaction", hearing.express_dissatisfaction)
HearSatisfaction = citizen_action("action_hear_satisfaction", hearing.express_satisfaction)
TakeRating = citizen_action("action_take_rating", survey_answers.give_rating)
LeaveAskUnanswered = citizen_action("action_leave_ask_unanswered", survey_answers.decline)
