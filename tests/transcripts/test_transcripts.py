"""Conversations done again: the same inputs give the same payloads, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.preview import Preview
from bot.preview.transcripts import Transcript, read_transcript, replay
from tests.transcripts.record import CONVERSATIONS, FOLDER, record, settings_of

SAVED = sorted(FOLDER.glob("*.json"))


async def differences(transcript: Transcript, name: str) -> str:
    with settings_of(name) as settings:
        async with Preview(settings) as preview:
            await preview.answering()
            return "\n".join(str(one) for one in await replay(preview, transcript))


@pytest.mark.parametrize("file", SAVED, ids=lambda file: file.stem)
async def test_a_saved_session_goes_as_it_went(file: Path) -> None:
    if different := await differences(read_transcript(file), file.stem):
        pytest.fail(
            f"{file.name} went another way; docs/preview.md tells how to record it.\n{different}", pytrace=False
        )


@pytest.mark.slow
@pytest.mark.parametrize("name", CONVERSATIONS)
async def test_two_bots_say_the_same_byte_for_byte(name: str) -> None:
    transcript = await record(name)

    assert all(step.sent for step in transcript.steps)
    assert await differences(transcript, name) == ""
