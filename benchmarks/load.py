"""Loads: what people ask, every query another one, so many at a time."""

from __future__ import annotations

import asyncio
import itertools
import json
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import cache

from benchmarks.subjects import ROOT, Subject
from bot.library.loading import load_library
from bot.library.snapshot import Library
from bot.standin.exchange import StandinError

Ask = Callable[[Subject, int], Awaitable[float]]  # one interaction: seconds to its first response

#: Ends that make another query of one: words that carry no meaning for a lookup, as people add them.
ENDINGS = ("", " please", " today", " exactly", " in detail", " again", " in general", " these days", " then", " now")


@dataclass(frozen=True, slots=True)
class Sample:
    """What one run of a load cost: seconds of the bot's CPU for each interaction, acks in seconds, sorted."""

    cpu: float
    acks: tuple[float, ...]
    seconds: float

    @property
    def p50(self) -> float:
        return statistics.median(self.acks)

    @property
    def p99(self) -> float:
        return self.acks[int(len(self.acks) * 0.99)]

    @property
    def rate(self) -> float:
        """Interactions a second."""
        return len(self.acks) / self.seconds


async def drive(subject: Subject, ask: Ask, count: int, at_once: int) -> Sample:
    """Ask `count` times, `at_once` at a time."""
    numbers = iter(range(count))
    acks: list[float] = []

    async def person() -> None:
        for number in numbers:
            acks.append(await ask(subject, number))

    before, began = subject.cpu, time.monotonic()
    await asyncio.gather(*(person() for _ in range(at_once)))
    seconds = time.monotonic() - began
    return Sample((subject.cpu - before) / count, tuple(sorted(acks)), seconds)


@cache
def library() -> Library:
    return load_library(ROOT / "briefs")


@cache
def queries() -> tuple[str, ...]:
    """Questions that the library answers, shuffled evenly, each another one."""
    lines = (ROOT / "tests" / "lookup" / "queries.jsonl").read_text("utf-8").splitlines()
    asked = [one["query"] for one in map(json.loads, lines) if one["scope"] == "in" and 2 < len(one["query"]) < 350]
    spread = [asked[(i * 379) % len(asked)] for i in range(len(asked))]
    return tuple(dict.fromkeys(query + ending for ending in ENDINGS for query in spread))


@cache
def topics() -> tuple[str, ...]:
    """What people type as a topic: titles, names and ids, each another one."""
    briefs = library().briefs.values()
    named = [name for brief in briefs for name in (brief.title, brief.id, *brief.names)]
    return tuple(dict.fromkeys(name for name in named if 2 < len(name) <= 100))


@cache
def beginnings() -> tuple[str, ...]:
    """What stands in the field while a topic is being typed."""
    return tuple(dict.fromkeys(name[:end] for end in range(3, 30) for name in topics() if end <= len(name)))


_turn = itertools.count()


def turned(words: tuple[str, ...]) -> Iterator[str]:
    """The words, beginning where the last load ended."""
    return itertools.islice(itertools.cycle(words), next(_turn) * 997 % len(words), None)


def asking(words: tuple[str, ...], option: str = "question", command: str = "ask", **more: bool) -> Ask:
    """A load of one command with one option."""
    upcoming = turned(words)

    async def ask(subject: Subject, number: int) -> float:
        person = subject.people[number % len(subject.people)]
        exchange = await subject.standin.slash(
            command, {option: next(upcoming), **more}, user=person, wait="ack", timeout=60.0
        )
        return _after(exchange.acked_after, command)

    return ask


def completing(words: tuple[str, ...]) -> Ask:
    """A load of autocomplete requests."""
    upcoming = turned(words)

    async def ask(subject: Subject, number: int) -> float:
        person = subject.people[number % len(subject.people)]
        began = time.monotonic()
        await subject.standin.autocomplete("brief", "topic", next(upcoming), user=person, wait="ack", timeout=60.0)
        return time.monotonic() - began

    return ask


def _after(seconds: float, name: str) -> float:
    if seconds == float("inf"):
        raise StandinError(f"/{name} was not answered")
    return seconds


def mixed() -> Ask:
    """A team at work: half the interactions are typing, then questions, whole briefs and buttons."""
    ask, brief = asking(queries()), asking(topics(), "topic", "brief")
    typing, private = completing(beginnings()), asking(queries(), private=True)
    turns = (typing, ask, typing, brief, typing, ask, typing, private)

    async def one(subject: Subject, number: int) -> float:
        return await turns[number % len(turns)](subject, number)

    return one
