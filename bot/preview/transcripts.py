"""Sessions of the preview as files: what people did and what the bot sent, to be done again and compared."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any, Final, Literal

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import BriefbotError
from bot.preview.acts import ACT, Done
from bot.preview.preview import Preview, Settings
from bot.preview.supervisor import Commands
from bot.standin import Exchange, Message, Standin, StandinError

_ROW: Final = re.compile(r"\b[0-9a-f]{16}\b")  # an id that the bot's store draws, as buttons and menus hold it
_HOLD_ROWS: Final = ("custom_id", "value")
_ID: Final = re.compile(rf"<(?:said|exchange|message|file|row) [\d.]+>|\d{{15,20}}|{_ROW.pattern}")  # or its name
_PATIENCE: Final = 20.0  # seconds for what comes after an answer; the first claim waits for the checker to load


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


def transcript_of(standin: Standin, done: Iterable[Done]) -> Transcript:
    """What was done so far and what came of it."""
    done = [one for one in done if one.outcome is not None]
    names = _names(standin, done)
    return Transcript(steps=tuple(_step(one, names) for one in done))


async def replay(preview: Preview, transcript: Transcript) -> list[Difference]:
    """
    Do everything again, in the order of the transcript, with a bot that has just been started.

    Returns:
        Where the bot sent something else, byte for byte; empty when it did the same.
    """
    differences = []
    for number, step in enumerate(transcript.steps, 1):
        ids = {name: value for value, name in _names(preview.standin, preview.done).items()}
        await preview.act(ACT.validate_python(_named(step.act, ids)))
        done = preview.done[-1]
        await _settled(preview.standin, done, len(step.sent))
        if lines := _difference(step, _step(done, _names(preview.standin, preview.done))):
            differences.append(Difference(number, lines))
    return differences


async def _settled(standin: Standin, done: Done, expected: int) -> None:
    with suppress(StandinError):  # the comparison shows what is missing
        await standin.until(lambda: len(_sent(done, {})) >= expected, _PATIENCE)


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


def _step(done: Done, names: Mapping[str, str]) -> Step:
    written = _named(done.act.model_dump(mode="json", exclude_defaults=True), names)
    error = done.outcome.error if isinstance(done.outcome, Exchange) else None
    return Step(act=written | {"act": done.act.act}, sent=_sent(done, names), error=error)


def _sent(done: Done, names: Mapping[str, str]) -> tuple[Sent, ...]:
    sent = []
    if isinstance(done.outcome, Exchange):
        digests = _digests(_messages(done))
        for response in done.outcome.responses:
            files = {name: digests.get(name, "") for name in response.files}
            payload = _comparable(response.payload, names)
            sent.append(Sent(route=response.route, status=response.status, payload=payload, files=files))
    for message in done.posted:
        payload = _comparable(message.payloads[0], names)
        sent.append(Sent(route="send", status=200, payload=payload, files=_digests([message])))
    return tuple(sent)


def _comparable(payload: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    drawn_by_lot = {"nonce": "<nonce>"} if "nonce" in payload else {}
    named: dict[str, Any] = _named(payload | drawn_by_lot, names)
    return named


def _messages(done: Done) -> list[Message]:
    if not isinstance(done.outcome, Exchange):
        return []
    original = done.outcome.original
    return done.outcome.messages or ([original] if original is not None else [])


def _digests(messages: Iterable[Message]) -> dict[str, str]:
    files = [file for message in messages for file in message.attachments]
    return {file.filename: hashlib.sha256(file.data).hexdigest() for file in files}


def _names(standin: Standin, done: Iterable[Done]) -> dict[str, str]:
    """Names for the ids that differ from session to session, by id."""
    names: dict[str, str] = {}
    first = [message for message in standin.state.messages if not message.author.bot]
    for number, message in enumerate(first, 1):
        names.setdefault(str(message.id), f"<said {number}>")
    for step, one in enumerate(done, 1):
        if isinstance(one.outcome, Exchange):
            names[str(one.outcome.id)] = f"<exchange {step}>"
        for number, row in enumerate(dict.fromkeys(_rows(_payloads(one))), 1):
            names.setdefault(row, f"<row {step}.{number}>")
        for number, message in enumerate((*_messages(one), *one.posted), 1):
            names.setdefault(str(message.id), f"<message {step}.{number}>")
            for place, file in enumerate(message.attachments, 1):
                names.setdefault(str(file.id), f"<file {step}.{number}.{place}>")
    return names


def _payloads(done: Done) -> list[dict[str, Any]]:
    answers = [response.payload for response in done.outcome.responses] if isinstance(done.outcome, Exchange) else []
    return [*answers, *(message.payloads[0] for message in done.posted)]


def _rows(body: Any) -> Iterator[str]:
    match body:
        case dict():
            for key, value in body.items():
                yield from _ROW.findall(value) if key in _HOLD_ROWS and isinstance(value, str) else _rows(value)
        case list():
            for value in body:
                yield from _rows(value)


def _named(body: Any, names: Mapping[str, str]) -> Any:
    """The same JSON with other ids; discord.py sends some of them as numbers."""
    match body:
        case dict():
            return {key: _named(value, names) for key, value in body.items()}
        case list():
            return [_named(value, names) for value in body]
        case bool():
            return body
        case int():
            return names.get(str(body), body)
        case str():
            return _ID.sub(lambda match: names.get(match[0], match[0]), body)
        case _:
            return body
