"""Routes that a bot reads: channels, messages, servers, members and people."""

from __future__ import annotations

from typing import Any

import pytest

from tests.standin.raw import RawBot


async def test_the_bot_and_its_application(raw: RawBot) -> None:
    _, me = await raw.send("GET", "/users/@me")
    _, application = await raw.send("GET", "/oauth2/applications/@me")
    _, gateway = await raw.send("GET", "/gateway/bot")

    assert (str(raw.application), True) == (me["id"], me["bot"])
    assert (raw.standin.public_key, None) == (application["verify_key"], application["interactions_endpoint_url"])
    assert (raw.standin.gateway_url, 1) == (gateway["url"], gateway["shards"])


async def test_a_server_its_channels_and_members(raw: RawBot) -> None:
    guild, ana = raw.standin.world.guild, raw.standin.world.person("Ana")
    _, server = await raw.send("GET", f"/guilds/{guild.id}")
    _, channels = await raw.send("GET", f"/guilds/{guild.id}/channels")
    _, member = await raw.send("GET", f"/guilds/{guild.id}/members/{ana.id}")
    missing, _ = await raw.send("GET", f"/guilds/{guild.id}/members/1")
    _, guilds = await raw.send("GET", "/users/@me/guilds")
    _, person = await raw.send("GET", f"/users/{ana.id}")
    _, commands = await raw.send("GET", f"/applications/{raw.application}/commands")

    assert ("Research desk", ["analysis", "press"]) == (server["name"], [channel["name"] for channel in channels])
    assert ("Ana", "Ana", 404) == (member["user"]["global_name"], person["global_name"], missing)
    assert [str(guild.id)] == [entry["id"] for entry in guilds]
    assert ["ask", "brief"] == [command["name"] for command in commands]


async def test_a_server_without_the_bot_is_closed_to_it(raw: RawBot) -> None:
    world = raw.standin.world
    closed = world.add_guild("Closed", owner=world.person("Ana"), has_bot=False)
    channel = closed.add_channel("talk")
    statuses = [
        (await raw.send("GET", path))[1]["code"]
        for path in (
            f"/guilds/{closed.id}",
            f"/channels/{channel.id}",
            f"/applications/{raw.application}/guilds/{closed.id}/commands",
            "/applications/1/commands",
        )
    ]

    assert [50001] * 4 == statuses


async def test_the_history_of_a_channel_newest_first(raw: RawBot) -> None:
    channel = raw.standin.world.channel("press")
    path = f"/channels/{channel.id}/messages"
    said = await raw.standin.say(channel, "between us")
    _, sent = await raw.send("POST", path, {"content": "mine"})
    _, history = await raw.send("GET", path + "?limit=2")
    _, one = await raw.send("GET", f"{path}/{said.id}")
    refused, _ = await raw.send("GET", path + "?limit=101")

    assert [(sent["id"], "mine"), (str(said.id), "")] == [(entry["id"], entry["content"]) for entry in history]
    assert ("", 400) == (one["content"], refused)


async def test_a_message_of_the_bot_is_edited_and_deleted(raw: RawBot) -> None:
    channel = raw.standin.world.channel("press")
    _, sent = await raw.send("POST", f"/channels/{channel.id}/messages", {"content": "first"})
    path = f"/channels/{channel.id}/messages/{sent['id']}"
    _, edited = await raw.send("PATCH", path, {"content": "second"})
    removed, _ = await raw.send("DELETE", path)
    gone, body = await raw.send("GET", path)

    assert ("second", 204, 404, 10008) == (edited["content"], removed, gone, body["code"])
    assert edited["edited_timestamp"] is not None


async def test_an_edit_keeps_the_attachments_that_it_lists(raw: RawBot) -> None:
    channel = raw.standin.world.channel("press")
    files = {"a.txt": b"a", "b.txt": b"b"}
    _, sent = await raw.send("POST", f"/channels/{channel.id}/messages", {"content": "x"}, files=files)
    kept = {"id": sent["attachments"][1]["id"]}
    path = f"/channels/{channel.id}/messages/{sent['id']}"
    _, edited = await raw.send("PATCH", path, {"attachments": [kept], "embeds": [{"title": "T"}]})

    assert ["b.txt"] == [file["filename"] for file in edited["attachments"]]
    assert "T" in raw.standin.state.messages.get(int(sent["id"])).text  # type: ignore[union-attr]


async def test_typing_is_seen(raw: RawBot) -> None:
    channel = raw.standin.world.channel("press")
    async with raw.standin.events.subscribe() as queue:
        status, _ = await raw.send("POST", f"/channels/{channel.id}/typing")
        event = queue.get_nowait()

    assert (204, "typing", channel.id) == (status, event.kind, event.detail["channel_id"])


async def test_messages_of_others_cannot_be_deleted_in_direct_messages(raw: RawBot) -> None:
    channel = raw.standin.world.direct_channel(raw.standin.world.person("Ana"))
    said = await raw.standin.say(channel, "hello")
    status, body = await raw.send("DELETE", f"/channels/{channel.id}/messages/{said.id}")

    assert (403, 50003) == (status, body["code"])


async def test_nobody_unknown_can_be_written_to(raw: RawBot) -> None:
    status, body = await raw.send("POST", "/users/@me/channels", {"recipient_id": "1"})

    assert 400 == status
    assert "recipient_id" in body["errors"]


async def test_a_file_that_is_forgotten_is_not_found(raw: RawBot) -> None:
    _, sent = await raw.send(
        "POST", f"/channels/{raw.standin.world.channel('press').id}/messages", {"content": "x"}, files={"a.txt": b"a"}
    )
    address = sent["attachments"][0]["url"].replace(sent["attachments"][0]["id"], "1")
    async with raw.session.get(address) as response:
        assert 404 == response.status


@pytest.mark.parametrize("raw_body", [b"{", b"[1"], ids=["object", "list"])
async def test_what_is_no_json_is_refused(raw: RawBot, raw_body: bytes) -> None:
    path = f"{raw.standin.rest_url}/applications/{raw.application}/commands"
    headers = {"Authorization": f"Bot {raw.standin.token}"}
    async with raw.session.put(path, data=raw_body, headers=headers) as response:
        body: Any = await response.json()

    assert (400, 50109) == (response.status, body["code"])
