"""Whether somebody may have a service, asked step by step."""

from actions.citizen_action import citizen_action, form_validation
from bot.dialogue import eligibility
from bot.dialogue.conversation import take_part_of_form

CheckEligibility = citizen_action("action_check_eligibility", eligibility.begin)
AskEligibility = citizen_action(
    "action_ask_eligibility_result", eligibility.ask, take=take_part_of_form
)
EligibilityTold = citizen_action(
    "action_eligibility_told", eligibility.told, take=take_part_of_form
)
EligibilityOver = citizen_action("action_eligibility_over", eligibility.over)
ValidateEligibilityForm = form_validation("eligibility_form", eligibility.take_part)
