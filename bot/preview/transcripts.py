"""Sessions of the preview as files: what people did and what the bot sent, to be done again and compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any, Final, Literal

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import BriefbotError
from bot.preview.acts import ACT, Act, Outcome
from bot.preview.preview import Preview, Settings
from bot.preview.supervisor import Commands
from bot.standin import Exchange, Message, Standin, StandinError

_PATIENCE: Final = 5.0  # seconds for what comes after an answer


class TranscriptError(BriefbotError):
    """A transcript cannot be read or cannot be done again."""


class Sent(BaseModel):
    """One request of the bot: its payload, and name and digest of each file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    route: str
    status: int
    payload: dict[str, Any]
    files: dict[str, str] = {}


class Step(BaseModel):
    """What a person did, and all that the bot sent for it. Ids of this session are written as names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    act: dict[str, Any]
    sent: tuple[Sent, ...]
    error: str | None = None


class Transcript(BaseModel):
    """A session."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    steps: tuple[Step, ...]

    def to_json(self) -> bytes:
        """The transcript as a file."""
        return orjson.dumps(self.model_dump(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


@dataclass(frozen=True, slots=True)
class Difference:
    """A step that went another way; `lines` are a unified diff of what was sent."""

    step: int  # from 1
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join((f"Step {self.step}:", *self.lines))


def read_transcript(path: Path) -> Transcript:
    """The transcript in a file."""
    try:
        return Transcript.model_validate_json(path.read_bytes())
    except OSError as error:
        raise TranscriptError(f"{path} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        raise TranscriptError(f"{path} is no transcript of the preview: {error.errors()[0]['msg']}.") from error


def transcript_of(standin: Standin, done: Iterable[tuple[Act, Outcome]]) -> Transcript:
    """What was done so far and what came of it."""
    done = list(done)
    names = _names(standin, [outcome for _, outcome in done])
    return Transcript(steps=tuple(_step(standin, act, outcome, names) for act, outcome in done))


async def replay(preview: Preview, transcript: Transcript) -> list[Difference]:
    """
    Do everything again, in the order of the transcript, with a bot that has just been started.

    Returns:
        Where the bot sent something else, byte for byte; empty when it did the same.
    """
    outcomes: list[Outcome] = []
    differences = []
    for number, step in enumerate(transcript.steps, 1):
        ids = {name: value for value, name in _names(preview.standin, outcomes).items()}
        act = ACT.validate_json(_renamed(orjson.dumps(step.act).decode(), ids))
        outcome = await preview.act(act)
        outcomes.append(outcome)
        await _settled(preview.standin, outcome, len(step.sent))
        now = _step(preview.standin, act, outcome, _names(preview.standin, outcomes))
        if lines := _difference(step, now):
            differences.append(Difference(number, lines))
    return differences


async def replay_fresh(transcript: Transcript, commands: Commands) -> list[Difference]:
    """Start a bot, do everything again once it answers, and stop it; see `replay`."""
    async with Preview(Settings(commands=commands)) as preview:
        await preview.answering()
        return await replay(preview, transcript)


def _difference(before: Step, now: Step) -> tuple[str, ...]:
    old, new = (
        orjson.dumps([one.model_dump() for one in step.sent] + [step.error], option=orjson.OPT_INDENT_2).decode()
        for step in (before, now)
    )
    return tuple(unified_diff(old.splitlines(), new.splitlines(), "transcript", "now", lineterm="", n=2))


async def _settled(standin: Standin, outcome: Outcome, expected: int) -> None:
    with suppress(StandinError):  # the comparison shows what is missing
        await standin.until(lambda: len(list(_sent(standin, outcome, {}))) >= expected, _PATIENCE)


def _step(standin: Standin, act: Act, outcome: Outcome, names: Mapping[str, str]) -> Step:
    written = orjson.loads(_renamed(act.model_dump_json(exclude_defaults=True), names))
    error = outcome.error if isinstance(outcome, Exchange) else None
    return Step(act=written, sent=tuple(_sent(standin, outcome, names)), error=error)


def _sent(standin: Standin, outcome: Outcome, names: Mapping[str, str]) -> Iterator[Sent]:
    if isinstance(outcome, Exchange):
        digests = {file.filename: _digest(file.data) for message in _messages(outcome) for file in message.attachments}
        for response in outcome.responses:
            payload = orjson.loads(_renamed(orjson.dumps(response.payload).decode(), names))
            files = {name: digests.get(name, "") for name in response.files}
            yield Sent(route=response.route, status=response.status, payload=payload, files=files)


def _messages(exchange: Exchange) -> list[Message]:
    return exchange.messages or ([exchange.original] if exchange.original is not None else [])


def _names(standin: Standin, outcomes: Iterable[Outcome]) -> dict[str, str]:
    """Names for the ids that differ from session to session, by id."""
    names: dict[str, str] = {}
    first = [message for message in standin.state.messages if not message.author.bot]
    for number, message in enumerate(first, 1):
        names.setdefault(str(message.id), f"<said {number}>")
    for step, outcome in enumerate(outcomes, 1):
        if isinstance(outcome, Exchange):
            names[str(outcome.id)] = f"<exchange {step}>"
            for number, message in enumerate(_messages(outcome), 1):
                names.setdefault(str(message.id), f"<message {step}.{number}>")
                for place, file in enumerate(message.attachments, 1):
                    names.setdefault(str(file.id), f"<file {step}.{number}.{place}>")
    return names


def _renamed(text: str, names: Mapping[str, str]) -> str:
    for old, new in names.items():
        text = text.replace(old, new)
    return text


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
