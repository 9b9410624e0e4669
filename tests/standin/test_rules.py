"""Discord's rules about state: once, in time, with permission, and only what is there."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.standin import Limits, Standin, StandinError
from bot.standin.world import ATTACH_FILES, READ_MESSAGE_HISTORY, SEND_MESSAGES, VIEW_CHANNEL
from tests.standin.raw import COMMANDS, RawBot, codes

HELLO = {"type": 4, "data": {"content": "hello"}}


async def test_a_second_answer_is_refused(raw: RawBot) -> None:
    exchange = await raw.asked()
    await raw.respond(exchange, HELLO)
    status, body = await raw.respond(exchange, HELLO)

    assert (400, 40060) == (status, body["code"])
    assert [40060] == [refusal["code"] for refusal in exchange.refusals]


async def test_a_late_answer_is_refused(raw: RawBot) -> None:
    exchange = await raw.asked()
    await asyncio.sleep(0.55)
    status, body = await raw.respond(exchange, HELLO)

    assert (404, 10062) == (status, body["code"])
    assert exchange.error == "The application did not respond"


async def test_an_unknown_interaction_is_refused(raw: RawBot) -> None:
    status, body = await raw.send("POST", "/interactions/1/none/callback", HELLO)

    assert (404, 10062) == (status, body["code"])


async def test_a_follow_up_before_the_first_answer_is_refused(raw: RawBot) -> None:
    exchange = await raw.asked()
    status, body = await raw.send("POST", raw.webhook(exchange), {"content": "early"})

    assert (404, 10015) == (status, body["code"])


async def test_a_token_ends(raw: RawBot) -> None:
    exchange = await raw.asked()
    await raw.respond(exchange, HELLO)
    exchange.sent_at -= raw.standin.state.limits.token_seconds
    status, body = await raw.send("POST", raw.webhook(exchange), {"content": "late"})

    assert (401, 50027) == (status, body["code"])


@pytest.mark.parametrize(
    ("callback", "allowed"),
    [({"type": 8, "data": {"choices": []}}, "[4, 5, 9]"), ({"type": 6}, "[4, 5, 9]"), ({"type": 1}, "[4, 5, 9]")],
    ids=["choices", "deferred-update", "pong"],
)
async def test_a_command_is_not_answered_like_something_else(raw: RawBot, callback: Any, allowed: str) -> None:
    status, body = await raw.respond(await raw.asked(), callback)

    assert 400 == status
    assert allowed in body["errors"]["type"]["_errors"][0]["message"]


async def test_an_empty_message_is_refused(raw: RawBot) -> None:
    status, body = await raw.reply({"content": " "})

    assert (400, 50006) == (status, body["code"])


async def test_the_response_of_a_callback_can_be_asked_for(raw: RawBot) -> None:
    exchange = await raw.asked()
    path = f"/interactions/{exchange.id}/{exchange.token}/callback?with_response=true"
    status, body = await raw.send("POST", path, HELLO)

    assert 200 == status
    assert "hello" == body["resource"]["message"]["content"]
    assert not body["interaction"]["response_message_ephemeral"]


async def test_the_first_follow_up_fills_a_deferral_and_keeps_its_privacy(raw: RawBot) -> None:
    exchange = await raw.asked()
    await raw.respond(exchange, {"type": 5, "data": {"flags": 64}})
    _, first = await raw.send("POST", raw.webhook(exchange), {"content": "first"})
    _, second = await raw.send("POST", raw.webhook(exchange), {"content": "second"})

    assert (64, 0) == (first["flags"], second["flags"])
    assert ["first", "second"] == [message.text for message in exchange.messages]


async def test_the_original_is_read_edited_and_deleted(raw: RawBot) -> None:
    exchange = await raw.asked()
    await raw.respond(exchange, HELLO)
    original = raw.webhook(exchange, "/messages/@original")
    read = await raw.send("GET", original)
    edited = await raw.send("PATCH", original, {"content": "bye"})
    removed = await raw.send("DELETE", original)
    gone = await raw.send("GET", original)

    assert "hello" == read[1]["content"]
    assert "bye" == edited[1]["content"]
    assert (204, 404, 10008) == (removed[0], gone[0], gone[1]["code"])


async def test_a_form_leaves_no_original(raw: RawBot) -> None:
    exchange = await raw.asked()
    field = {"type": 18, "label": "W", "component": {"type": 4, "custom_id": "w", "style": 1}}
    await raw.respond(exchange, {"type": 9, "data": {"custom_id": "f", "title": "F", "components": [field]}})
    status, body = await raw.send("GET", raw.webhook(exchange, "/messages/@original"))

    assert (404, 10008) == (status, body["code"])


async def test_user_installs_allow_five_follow_ups(raw: RawBot) -> None:
    path = f"/applications/{raw.application}/commands"
    await raw.send("PUT", path, [command | {"integration_types": [0, 1]} for command in COMMANDS])
    exchange = await raw.standin.slash("ask", install="user", wait="sent")
    await raw.respond(exchange, HELLO)
    statuses = [(await raw.send("POST", raw.webhook(exchange), {"content": "x"}))[0] for _ in range(6)]

    assert [200] * 5 + [400] == statuses


async def test_only_its_own_messages_can_be_edited(raw: RawBot) -> None:
    said = await raw.standin.say(raw.standin.world.channel("press"), "mine")
    path = f"/channels/{said.channel.id}/messages/{said.id}"
    status, body = await raw.send("PATCH", path, {"content": "yours"})
    removed, missing = await raw.send("DELETE", path)

    assert (403, 50005) == (status, body["code"])
    assert (403, 50013) == (removed, missing["code"])


@pytest.mark.parametrize(
    ("denied", "code", "files"),
    [(VIEW_CHANNEL, 50001, None), (SEND_MESSAGES, 50013, None), (ATTACH_FILES, 50013, {"a.txt": b"1"})],
    ids=["view", "send", "attach"],
)
async def test_a_message_needs_permission(raw: RawBot, denied: int, code: int, files: dict[str, bytes] | None) -> None:
    channel = raw.standin.world.channel("press")
    channel.denied[raw.standin.world.bot.id] = denied
    status, body = await raw.send("POST", f"/channels/{channel.id}/messages", {"content": "x"}, files=files)

    assert (403, code) == (status, body["code"])


async def test_a_reference_needs_its_message_and_the_history(raw: RawBot) -> None:
    channel = raw.standin.world.channel("press")
    said = await raw.standin.say(channel, "70 camps")
    path = f"/channels/{channel.id}/messages"
    good, sent = await raw.send("POST", path, {"content": "x", "message_reference": {"message_id": str(said.id)}})
    bad, body = await raw.send("POST", path, {"content": "x", "message_reference": {"message_id": "1"}})
    loose = {"message_id": "1", "fail_if_not_exists": False}
    loosely, _ = await raw.send("POST", path, {"content": "x", "message_reference": loose})
    channel.denied[raw.standin.world.bot.id] = READ_MESSAGE_HISTORY
    blind, hidden = await raw.send("POST", path, {"content": "x", "message_reference": {"message_id": str(said.id)}})

    assert (200, 400, 200, 400) == (good, bad, loosely, blind)
    assert str(said.id) == sent["message_reference"]["message_id"]
    assert {"message_reference": ["MESSAGE_REFERENCE_UNKNOWN_MESSAGE"]} == codes(body)
    assert 160002 == hidden["code"]


async def test_closed_direct_messages_are_refused(raw: RawBot) -> None:
    person = raw.standin.world.person("Chi")
    _, channel = await raw.send("POST", "/users/@me/channels", {"recipient_id": str(person.id)})
    path = f"/channels/{channel['id']}/messages"
    opened, _ = await raw.send("POST", path, {"content": "x"})
    person.accepts_dms = False
    closed, body = await raw.send("POST", path, {"content": "x"})

    assert (200, 403, 50007) == (opened, closed, body["code"])


async def test_a_file_that_is_too_large_is_refused(raw: RawBot) -> None:
    large = bytes(raw.standin.state.limits.upload_bytes + 1)
    status, body = await raw.reply({"content": "x"}, files={"large.bin": large})

    assert (413, 40005) == (status, body["code"])


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/channels/1", 404, 10003),
        ("GET", "/guilds/1", 404, 10004),
        ("GET", "/users/1", 404, 10013),
        ("GET", "/nowhere", 404, 0),
        ("DELETE", "/users/@me", 405, 0),
    ],
)
async def test_what_is_not_there_is_said(raw: RawBot, method: str, path: str, status: int, code: int) -> None:
    answered, body = await raw.send(method, path)

    assert (status, code) == (answered, body["code"])


async def test_a_wrong_token_is_refused(raw: RawBot) -> None:
    status, body = await raw.send("GET", "/users/@me", token="wrong")

    assert (401, "401: Unauthorized") == (status, body["message"])


async def test_an_overwrite_that_changes_nothing_keeps_ids_and_versions(raw: RawBot) -> None:
    path = f"/applications/{raw.application}/commands"
    _, first = await raw.send("PUT", path, COMMANDS)
    _, second = await raw.send("PUT", path, COMMANDS)
    _, third = await raw.send("PUT", path, [COMMANDS[0] | {"description": "Ask now"}])

    assert first == second
    assert [(first[0]["id"], "Ask now")] == [(command["id"], command["description"]) for command in third]
    assert first[0]["version"] != third[0]["version"]


async def test_commands_are_created_changed_and_removed_one_by_one(raw: RawBot) -> None:
    guild = raw.standin.world.guild
    path = f"/applications/{raw.application}/guilds/{guild.id}/commands"
    created, command = await raw.send("POST", path, {"name": "more", "description": "More"})
    again, same = await raw.send("POST", path, {"name": "more", "description": "Even more"})
    changed, edited = await raw.send("PATCH", f"{path}/{command['id']}", {"description": "Less"})
    removed, _ = await raw.send("DELETE", f"{path}/{command['id']}")
    missing, body = await raw.send("GET", f"{path}/{command['id']}")

    assert (201, 200, 200, 204, 404) == (created, again, changed, removed, missing)
    assert (command["id"], "Less") == (same["id"], edited["description"])
    assert 10063 == body["code"]


async def test_two_commands_of_one_name_are_refused(raw: RawBot) -> None:
    path = f"/applications/{raw.application}/commands"
    status, body = await raw.send("PUT", path, [COMMANDS[0], COMMANDS[0]])

    assert 400 == status
    assert {"1.name": ["APPLICATION_COMMANDS_DUPLICATE_NAME"]} == codes(body)


@pytest.mark.parametrize(("kind", "room"), [(1, 100), (3, 15)], ids=["slash", "message-menu"])
async def test_a_scope_has_room_for_so_many_commands(raw: RawBot, kind: int, room: int) -> None:
    path = f"/applications/{raw.application}/commands"
    described = {"description": "d"} if kind == 1 else {}
    commands = [{"name": f"c{index}", "type": kind} | described for index in range(room + 1)]
    full, _ = await raw.send("PUT", path, commands[:-1])
    over, body = await raw.send("PUT", path, commands)

    assert (200, 400, 30032) == (full, over, body["code"])


async def test_two_hundred_commands_a_day_can_be_created(raw: RawBot) -> None:
    path = f"/applications/{raw.application}/guilds/{raw.standin.world.guild.id}/commands"
    for day in "abc":
        commands = [{"name": f"{day}{index}", "description": "d"} for index in range(100)]
        status, body = await raw.send("PUT", path, commands)

    assert (400, 30034) == (status, body["code"])


async def test_what_is_remembered_is_bounded() -> None:
    async with Standin(limits=Limits(keep=10)) as standin:
        standin.state.commands.overwrite(None, COMMANDS)
        for _ in range(25):
            await standin.slash("ask", wait="sent")

        assert 10 == len(standin.exchanges)


async def test_a_port_in_use_is_said() -> None:
    async with Standin() as standin:
        port = int(standin.url.rsplit(":", 1)[1])
        with pytest.raises(StandinError, match=f"cannot listen on port {port}"):
            async with Standin(port=port):
                pass
