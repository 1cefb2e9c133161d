"""A function that takes its time in; its result out, worked out by one of a few threads."""

from __future__ import annotations

import asyncio
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Given = TypeVar("Given")
Result = TypeVar("Result")


class BusyError(Exception):
    """So many wait already that one more would only wait longer."""


class Workers:
    """Threads that end with the process: one that hangs keeps nobody from ending it (as an Executor's would)."""

    def __init__(self, count: int, waiting: int) -> None:
        self._waiting = waiting
        self._work: SimpleQueue[Callable[[], None]] = SimpleQueue()
        for number in range(count):
            Thread(target=self._run, name=f"worker-{number}", daemon=True).start()

    async def run(self, function: Callable[[Given], Result], given: Given) -> Result:
        """Raises BusyError; what nobody waits for any more when its turn comes is not done."""
        if self._work.qsize() >= self._waiting:
            raise BusyError
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()

        def work() -> None:
            if not future.cancelled():
                result = function(given)
                loop.call_soon_threadsafe(_settle, future, result)

        self._work.put(work)
        return await future

    def _run(self) -> None:
        while True:
            self._work.get()()


def _settle(future: asyncio.Future[Result], result: Result) -> None:
    if not future.cancelled():
        future.set_result(result)
