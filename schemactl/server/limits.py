"""How much, and for how long, a client may ask of the server."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes are bytes, times are seconds.

    head: request line and headers. idle: between two requests. receive: for a whole request, however it trickles.
    answer: until the client is told that it takes too long. send: until the client has taken the answer.
    workers: requests that are worked on at a time; waiting: those that wait for that. drain: for what is in flight
    when the server is told to end.
    """

    head: int = 16 * 1024
    body: int = 8 * 1024 * 1024
    connections: int = 512
    workers: int = 8
    waiting: int = 1024
    idle: float = 75.0
    receive: float = 20.0
    answer: float = 30.0
    send: float = 30.0
    drain: float = 10.0
