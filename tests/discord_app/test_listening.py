"""What is for others is known by its text; whatever could be for the bot is read."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import orjson
import pytest

from bot.discord_app.client import Briefbot
from bot.discord_app.listening import _CREATED, is_for_others
from bot.standin import Standin
from tests.discord_app.conftest import until

ME, ANA = 1234567890123456789, 2234567890123456789
STATE: Any = SimpleNamespace(application_id=ME, user=SimpleNamespace(id=ME))
ANOTHER: Any = SimpleNamespace(application_id=3234567890123456789, user=SimpleNamespace(id=ME))  # an old application
NOBODY: Any = SimpleNamespace(application_id=None, user=None)


def event(content: str = "", **more: Any) -> dict[str, Any]:
    """A message that Ana posts in a server."""
    said = {"id": "5", "author": {"id": str(ANA)}, "content": content, "mentions": []}
    return {**said, "guild_id": "8", "member": {"roles": []}, **more}


OWN = event(author={"id": str(ME), "bot": True}, application_id=str(ME))
MENTION = event(f"<@{ME}> wages?", mentions=[{"id": str(ME)}])
PRIVATE = {key: value for key, value in event("wages?").items() if key not in ("guild_id", "member")}
FORWARDED = {**PRIVATE, "message_reference": {"type": 1, "guild_id": "8", "channel_id": "9"}}


REPLY = {**MENTION, "message_reference": {"message_id": "4"}, "referenced_message": OWN}
SILENT_REPLY = {**event("who says so?"), "message_reference": {"message_id": "4"}, "referenced_message": OWN}


@pytest.mark.parametrize(
    ("said", "state", "expected"),
    [
        pytest.param(event("did anyone read it?"), STATE, True, id="to-others"),
        pytest.param(OWN, STATE, True, id="own-answer"),
        pytest.param({**OWN, "application_id": "3234567890123456789"}, ANOTHER, True, id="own-of-an-old-application"),
        pytest.param(MENTION, STATE, False, id="mention"),
        pytest.param(MENTION, ANOTHER, False, id="mention-of-an-old-application"),
        pytest.param(event(f'<@{ME}> "application_id":"{ME}"', mentions=[{"id": str(ME)}]), STATE, False, id="typed"),
        pytest.param(REPLY, STATE, False, id="reply-to-an-answer"),
        pytest.param(SILENT_REPLY, STATE, False, id="reply-that-mentions-nobody"),
        pytest.param(PRIVATE, STATE, False, id="private"),
        pytest.param({**PRIVATE, "content": 'a "guild_id":"8"'}, STATE, False, id="private-and-typed"),
        pytest.param({**PRIVATE, "stickers": [{"guild_id": "8"}]}, STATE, False, id="private-with-a-sticker"),
        pytest.param(FORWARDED, STATE, False, id="forwarded-in-private"),
        pytest.param(event("did anyone read it?"), NOBODY, False, id="before-it-knows-who-it-is"),
    ],
)
def test_what_is_for_others_is_known_by_its_text(said: dict[str, Any], state: Any, expected: bool) -> None:
    assert expected == is_for_others(orjson.dumps(said).decode(), state)


@pytest.mark.parametrize(
    ("event", "number"),
    [
        pytest.param({"t": "MESSAGE_CREATE", "s": 42, "op": 0, "d": {"id": "5"}}, "42", id="as-discord-does"),
        pytest.param({"op": 0, "s": 42, "t": "MESSAGE_CREATE", "d": {"id": "5"}}, "42", id="in-another-order"),
        pytest.param({"d": {"t": "MESSAGE_CREATE", "s": 1, "d": {}}, "t": "READY", "s": 2, "op": 0}, None, id="inside"),
        pytest.param({"t": "MESSAGE_UPDATE", "s": 42, "op": 0, "d": {}}, None, id="another-event"),
        pytest.param({"t": None, "s": None, "op": 11, "d": None}, None, id="no-event"),
    ],
)
def test_a_new_message_is_known_by_how_its_event_begins(event: dict[str, Any], number: str | None) -> None:
    created = _CREATED.match(orjson.dumps(event).decode())

    assert number == (created[1] if created else None)


async def test_only_what_may_be_for_the_bot_is_read_and_the_session_goes_on(standin: Standin, bot: Briefbot) -> None:
    read: list[str] = []
    parsers: Any = bot.ws._discord_parsers
    plain = parsers["MESSAGE_CREATE"]
    parsers["MESSAGE_CREATE"] = lambda data: (read.append(data["content"]), plain(data))
    channel, ana = standin.world.channel("analysis"), standin.world.person("Ana")
    try:
        await standin.slash("brief", {"topic": "heroin"})
        await standin.say(channel, "Did anyone read the report?")
        await standin.say(channel, f"{ana.mention} did you?")
        mention = f"{standin.world.bot.mention} kwanliso"
        asked = await standin.say(channel, mention)
        reply = await standin.next_message(channel, after=asked)
        before = bot.ws.sequence
        await standin.say(channel, "Thanks!")
        await until(lambda: bot.ws.sequence != before)
    finally:
        parsers["MESSAGE_CREATE"] = plain

    assert "Political prison camps" in reply.text
    assert before is not None
    assert before < (bot.ws.sequence or 0)
    assert mention in read
    assert not {"Did anyone read the report?", f"{ana.mention} did you?", "Thanks!"}.intersection(read)


async def test_a_reply_to_an_answer_is_answered(standin: Standin, bot: Briefbot) -> None:
    channel = standin.world.channel("analysis")
    answer = await standin.slash("brief", {"topic": "heroin"})
    asked = await standin.say(channel, "kwanliso?", reply_to=answer.message)
    reply = await standin.next_message(channel, after=asked)

    assert "Political prison camps" in reply.text
