"""Who may pass now: the rate limits of the policy, applied."""

import uuid

from bot.web.content import Content
from bot.web.limits import Buckets, Limits
from bot.web.problems import ProblemError

MINUTE, HOUR = 60.0, 3600.0


class Gates:
    """Buckets that follow the policy: when its numbers change, they are made anew."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._build(content.limits)

    def let_message_pass(self, conversation_id: uuid.UUID, address: str) -> None:
        """Raises ProblemError ``too-many-messages``."""
        self._follow_policy()
        wait = self._of_conversation.take(str(conversation_id)) or self._of_address.take(address)
        _refuse("too-many-messages", wait)

    def let_conversation_pass(self, address: str) -> None:
        """Raises ProblemError ``too-many-conversations``."""
        self._follow_policy()
        _refuse("too-many-conversations", self._conversations.take(address))

    def _follow_policy(self) -> None:
        if self._content.limits != self._limits:
            self._build(self._content.limits)

    def _build(self, limits: Limits) -> None:
        self._limits = limits
        self._of_conversation = Buckets(limits.messages_per_minute, MINUTE)
        self._of_address = Buckets(limits.messages_per_minute_per_address, MINUTE)
        self._conversations = Buckets(limits.conversations_per_hour_per_address, HOUR)


def _refuse(kind: str, wait: int) -> None:
    if wait:
        raise ProblemError(kind, retry_after=wait, seconds=wait)
