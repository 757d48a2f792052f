"""Courtesies, steering the conversation, and what was not understood."""

from actions.citizen_action import citizen_action
from bot.dialogue import smalltalk, unclear

Greet = citizen_action("action_greet", smalltalk.greet)
SayGoodbye = citizen_action("action_say_goodbye", smalltalk.goodbye)
TakeThanks = citizen_action("action_take_thanks", smalltalk.thank)
SayWhatIAm = citizen_action("action_say_what_i_am", smalltalk.bot_challenge)
TellWhatICanDo = citizen_action("action_tell_what_i_can_do", smalltalk.tell_what_i_can_do)
Repeat = citizen_action("action_repeat", smalltalk.repeat)
StartAgain = citizen_action("action_start_again", smalltalk.start_again)
Cancel = citizen_action("action_cancel", smalltalk.cancel)
TakeYes = citizen_action("action_take_yes", smalltalk.affirm)
TakeNo = citizen_action("action_take_no", smalltalk.deny)
SayNotOurs = citizen_action("action_say_not_ours", unclear.out_of_scope)
SayNotUnderstood = citizen_action("action_say_not_understood", unclear.not_understood)
