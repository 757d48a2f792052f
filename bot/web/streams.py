"""Who is listening to which conversation, in this process.

Nothing is queued here. A turn that was stored wakes the streams of its conversation, and each reads what is
new from the database: a reader that is slow, or gone, holds nobody up and costs no memory.
"""

import asyncio
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from bot.web.problems import ProblemError

FULL_RETRY_SECONDS = 10


class Stream:
    """One reader's place: it is woken, or told to end."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()
        self.ended = False

    def wake(self) -> None:
        """There may be something to read."""
        self._woken.set()

    def end(self) -> None:
        """The reader should go."""
        self.ended = True
        self._woken.set()

    async def wait(self, seconds: float) -> bool:
        """Wait to be woken; False when nothing happened for so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return False
        self._woken.clear()
        return True


class Streams:
    """Every open stream, within bounds."""

    def __init__(self) -> None:
        self._of: dict[uuid.UUID, list[Stream]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._of.values()))

    @contextmanager
    def listen(
        self, conversation_id: uuid.UUID, *, at_most: int, in_conversation: int
    ) -> Iterator[Stream]:
        """A new stream for the time of the block.

        When a conversation has too many, its oldest ends: a page that was reloaded leaves one behind.
        Raises ProblemError ``too-many-streams`` when the process has too many.
        """
        if len(self) >= at_most:
            raise ProblemError("too-many-streams", retry_after=FULL_RETRY_SECONDS)
        stream, others = Stream(), self._of.setdefault(conversation_id, [])
        for oldest in others[: max(0, len(others) + 1 - in_conversation)]:
            oldest.end()
        others.append(stream)
        try:
            yield stream
        finally:
            others.remove(stream)
            if not others:
                self._of.pop(conversation_id, None)

    def wake(self, conversation_id: uuid.UUID) -> None:
        """Tell the readers of a conversation that something was stored."""
        for stream in self._of.get(conversation_id, []):
            stream.wake()

    def end(self, conversation_id: uuid.UUID) -> None:
        """End the streams of a conversation that is no more."""
        for stream in self._of.get(conversation_id, []):
            stream.end()

    def end_all(self) -> None:
        """End every stream: the process is stopping."""
        for conversation_id in list(self._of):
            self.end(conversation_id)
