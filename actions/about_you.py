"""What citizens say about themselves, and what is done with it."""

from actions.citizen_action import citizen_action
from bot.dialogue import about_you, memory, your_data

HearAboutMe = citizen_action("action_hear_about_me", about_you.state_about_me)
ExplainWhy = citizen_action("action_explain_why", your_data.ask_why)
ShowMyData = citizen_action("action_show_my_data", your_data.ask_my_data)
ForgetFact = citizen_action("action_forget_fact", your_data.forget_fact)
DeleteMyData = citizen_action("action_delete_my_data", your_data.delete_my_data)
Remember = citizen_action("action_remember", memory.agree)
DoNotRemember = citizen_action("action_do_not_remember", memory.refuse)
