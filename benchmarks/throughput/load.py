"""Citizens at once, through the public web API."""

import asyncio
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

import aiohttp

TURNS = 8
"""Messages in a conversation before another is opened: most citizens need fewer."""
_TRY_AGAIN = 1.0
_PATIENCE = aiohttp.ClientTimeout(total=120)


@dataclass
class Load:
    """What came of some load: seconds of every answered message, when each was sent (in seconds from the
    beginning), and how many got no answer.
    """

    seconds: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    unanswered: int = 0
    began: float = field(default_factory=time.perf_counter)
    lasted: float = 0.0

    @property
    def per_second(self) -> float:
        """Answered messages a second."""
        return len(self.seconds) / self.lasted


class Citizens:
    """Opens conversations and says the next sentence in them. Use it as an async context."""

    def __init__(self, url: str, said: Iterator[str]) -> None:
        self._url = url
        self._said = said
        self.load = Load()

    async def __aenter__(self) -> "Citizens":
        self._http = aiohttp.ClientSession(
            self._url, timeout=_PATIENCE, connector=aiohttp.TCPConnector(limit=0)
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.close()

    async def at_once(self, conversations: int, seconds: float) -> Load:
        """So many citizens, each saying the next thing as soon as the answer is there (a closed loop)."""
        ends = self.load.began + seconds
        await asyncio.gather(*(self._talk_until(ends) for _ in range(conversations)))
        self.load.lasted = time.perf_counter() - self.load.began
        return self.load

    async def at_a_rate(self, per_second: float, seconds: float) -> Load:
        """So many messages a second, whatever the answers take (an open loop)."""
        every = TURNS / per_second
        async with asyncio.TaskGroup() as citizens:
            for number in range(int(seconds / every)):
                await asyncio.sleep(self.load.began + number * every - time.perf_counter())
                citizens.create_task(self._conversation(every))
        self.load.lasted = time.perf_counter() - self.load.began
        return self.load

    async def _talk_until(self, ends: float) -> None:
        while time.perf_counter() < ends:
            path, headers = await self._open()
            for _ in range(TURNS):
                await self._say(path, headers)
                if time.perf_counter() >= ends:
                    return

    async def _conversation(self, pause: float) -> None:
        path, headers = await self._open()
        for _ in range(TURNS):
            await self._say(path, headers)
            await asyncio.sleep(pause)

    async def _open(self) -> tuple[str, dict[str, str]]:
        while True:
            async with self._http.post("/chat/conversations", json={}) as answer:
                opened = await answer.json()
            if answer.ok:
                break
            self.load.unanswered += 1
            await asyncio.sleep(_TRY_AGAIN)
        path = f"/chat/conversations/{opened['conversation_id']}/messages"
        return path, {"Authorization": f"Bearer {opened['token']}"}

    async def _say(self, path: str, headers: dict[str, str]) -> None:
        body = {"message_id": str(uuid.uuid4()), "text": next(self._said)}
        began = time.perf_counter()
        try:
            async with self._http.post(path, json=body, headers=headers) as answer:
                await answer.read()
                answered = answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            answered = False
        if answered:
            self.load.seconds.append(time.perf_counter() - began)
            self.load.sent.append(began - self.load.began)
        else:
            self.load.unanswered += 1
