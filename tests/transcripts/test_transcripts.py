"""Conversations done again: the same inputs give the same payloads, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.preview import Preview, Settings
from bot.preview.transcripts import Transcript, read_transcript, replay
from tests.transcripts.record import CONVERSATIONS, FOLDER, PATIENT, commands_of, record

SAVED = sorted(FOLDER.glob("*.json"))


async def differences(transcript: Transcript, name: str) -> str:
    async with Preview(Settings(commands=commands_of(name), limits=PATIENT)) as preview:
        await preview.answering()
        return "\n".join(str(one) for one in await replay(preview, transcript))


@pytest.mark.parametrize("file", SAVED, ids=lambda file: file.stem)
async def test_a_saved_session_goes_as_it_went(file: Path) -> None:
    assert await differences(read_transcript(file), file.stem) == ""


@pytest.mark.slow
@pytest.mark.parametrize("name", CONVERSATIONS)
async def test_two_bots_say_the_same_byte_for_byte(name: str) -> None:
    transcript = await record(name)

    assert all(step.sent for step in transcript.steps)
    assert await differences(transcript, name) == ""
