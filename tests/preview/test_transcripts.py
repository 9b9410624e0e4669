"""Sessions as files: the same inputs give the same payloads, or the difference is shown."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.preview import Preview, Settings
from bot.preview.acts import Act, Click, Done, Menu, Say, Slash, Submit
from bot.preview.transcripts import Transcript, TranscriptError, read_transcript, replay, transcript_of
from bot.standin import Exchange, Message, StandinError
from tests.preview.running import DEMO


async def record(preview: Preview) -> Transcript:
    world = preview.standin.world
    place: dict[str, Any] = {"person": str(world.person("Ana").id), "channel": str(world.channel("press").id)}
    shown = await preview.act(Slash(act="slash", name="card", options={"topic": "camps"}, **place))
    assert isinstance(shown, Exchange)
    message = str(shown.message.id)
    await preview.act(Click(act="click", message=message, component="again|camps", **place))
    form = await preview.act(Click(act="click", message=message, component="note|camps", **place))
    assert isinstance(form, Exchange)
    fields = {"words": "the year", "kind": ["year"]}
    await preview.act(Submit(act="submit", exchange=str(form.id), values=fields, **place))
    claim = next(one for one in preview.standin.state.messages if "300,000" in one.content)
    await preview.act(Menu(act="menu", name="Check claim", message=str(claim.id), **place))
    await preview.act(Slash(act="slash", name="think", **place))
    await preview.act(Say(act="say", text=f"{world.bot.mention} hello", **place))
    await preview.standin.until(lambda: preview.done[-1].posted and preview.done[-2].outcome.messages)
    return transcript_of(preview.standin, preview.done)


@pytest.fixture(scope="module")
def transcript() -> Transcript:
    async def session() -> Transcript:
        async with Preview(Settings(commands=DEMO)) as preview:
            await preview.answering()
            return await record(preview)

    return asyncio.run(session())


async def test_a_session_can_be_saved_and_done_again(transcript: Transcript, tmp_path: Path) -> None:
    file = tmp_path / "transcript.json"
    file.write_bytes(transcript.to_json())
    async with Preview(Settings(commands=DEMO)) as preview:
        await preview.answering()
        differences = await replay(preview, read_transcript(file))

    assert [str(one) for one in differences] == []


async def test_what_differs_is_shown_with_its_step(transcript: Transcript) -> None:
    first, *rest = transcript.steps
    changed = first.model_copy(update={"act": first.act | {"options": {"topic": "wages"}}})
    async with Preview(Settings(commands=DEMO)) as preview:
        await preview.answering()
        differences = await replay(preview, Transcript(steps=(changed, *rest[:1])))

    assert [one.step for one in differences] == [1]
    assert "About camps (1)" in str(differences[0])
    assert "+" in str(differences[0])
    assert "About wages (1)" in str(differences[0])


def test_ids_of_a_session_are_written_as_names(transcript: Transcript) -> None:
    acts = [step.act for step in transcript.steps]

    assert [act["act"] for act in acts] == ["slash", "click", "click", "submit", "menu", "slash", "say"]
    assert acts[1]["message"] == "<message 1.1>"
    assert acts[3]["exchange"] == "<exchange 3>"
    assert acts[4]["message"].startswith("<said ")
    assert transcript.steps[6].sent[0].payload["message_reference"]["message_id"] == "<said 12>"


def test_rows_of_the_store_are_written_as_names() -> None:
    preview = Preview(Settings(commands=DEMO))
    world = preview.standin.world
    message = Message(world.channel("press"), world.bot)
    row = "cfc3278a72cd183e"
    message.payloads.append({"content": row[:15], "components": [{"type": 2, "custom_id": f"b1|tellme|{row}"}]})
    said = Message(world.channel("press"), world.person("Ana"), content="hello")
    act = Say(act="say", text="hello", person=str(world.person("Ana").id), channel=str(world.channel("press").id))
    kept = transcript_of(preview.standin, [Done(act, said, [message])])

    assert "b1|tellme|<row 1.1>" == kept.steps[0].sent[0].payload["components"][0]["custom_id"]


def test_files_are_kept_by_their_digest(transcript: Transcript) -> None:
    files = transcript.steps[0].sent[0].files

    assert sorted(files) == ["chart.png", "figures.csv", "small.png"]
    assert all(len(digest) == 64 for digest in files.values())


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"version": 2, "steps": []}', b"not json"])
def test_what_is_no_transcript_is_refused_in_a_sentence(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "transcript.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(TranscriptError, match=r"transcript\.json (cannot be read|is no transcript)"):
        read_transcript(file)


async def test_what_a_client_would_not_do_is_refused_and_not_kept() -> None:
    preview = Preview(Settings(commands=DEMO))
    world = preview.standin.world
    place: dict[str, Any] = {"person": str(world.person("Ana").id), "channel": str(world.channel("press").id)}
    acts: list[Act] = [
        Slash(act="slash", name="nothing", **place),
        Click(act="click", message="1", component="x", **place),
        Submit(act="submit", exchange="1", **place),
        Slash(act="slash", name="x", person="1", channel=place["channel"]),
        Slash(act="slash", name="x", person=place["person"], channel="1"),
    ]
    for act in acts:
        with pytest.raises(StandinError):
            await preview.act(act)

    assert preview.done == []
