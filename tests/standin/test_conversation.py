"""A real discord.py bot, driven by people of the stand-in over real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest

from bot.standin import Choice, Limits, Message, Standin, StandinError
from tests.standin.small_bot import running


@pytest.fixture
async def standin() -> AsyncIterator[Standin]:
    async with Standin(limits=Limits(ack_seconds=1.0)) as standin, running(standin):
        yield standin


async def test_a_slash_command_is_answered(standin: Standin) -> None:
    exchange = await standin.slash("echo", {"text": "prison camps"})

    assert exchange.error is None
    assert exchange.text == "prison camps"
    assert not exchange.ephemeral
    assert exchange.acked_after < 1.0


async def test_an_answer_can_be_private(standin: Standin) -> None:
    exchange = await standin.slash("echo", {"text": "for me", "private": True})

    assert exchange.ephemeral
    assert exchange.message.seen_by is exchange.user


async def test_every_payload_is_judged_and_valid(standin: Standin) -> None:
    await standin.slash("card", {"topic": "camps"})

    assert standin.judge.tally.checked["callback"] == 1
    assert standin.judge.tally.checked["commands"] == 1
    assert str(standin.judge.tally) == "2 payloads checked, all valid"


async def test_autocomplete_offers_choices(standin: Standin) -> None:
    choices = await standin.autocomplete("card", "topic", "camps")

    assert choices == (Choice("All about camps", "id-camps"),)


@pytest.mark.parametrize(("labels", "sent"), [(False, "id-camps"), (True, "All about camps")])
async def test_a_choice_sends_its_value_or_its_label(standin: Standin, labels: bool, sent: str) -> None:
    choices = await standin.autocomplete("card", "topic", "camps")
    exchange = await standin.slash("card", {"topic": choices[0]}, labels=labels)

    assert exchange.text == f"About {sent}"


async def test_a_button_changes_its_message(standin: Standin) -> None:
    card = await standin.slash("card", {"topic": "camps"})
    again = await standin.click(card.message, "Again")

    assert again.message is card.message
    assert again.text == "Once more"
    assert again.messages == []


async def test_a_button_may_take_its_time(standin: Standin) -> None:
    card = await standin.slash("card", {"topic": "camps"})
    later = await standin.click(card.message, "later")

    assert later.text == "It took a while"


async def test_a_select_menu_sends_its_values(standin: Standin) -> None:
    card = await standin.slash("card", {"topic": "camps"})
    picked = await standin.select(card.message, "pick", ["two"])

    assert picked.text == "Picked ['two']"
    assert picked.ephemeral


async def test_a_form_is_opened_and_submitted(standin: Standin) -> None:
    card = await standin.slash("card", {"topic": "camps"})
    asked = await standin.click(card.message, "Note")
    done = await standin.submit_modal(asked, {"words": "check the year"})

    assert asked.modal is not None
    assert asked.modal.title == "A note"
    assert done.text == "Noted: check the year"


async def test_a_deferred_answer_comes_by_editing(standin: Standin) -> None:
    exchange = await standin.slash("think", {"private": True})
    await standin.until(lambda: len(exchange.messages) == 2)

    assert [message.text for message in exchange.messages] == ["Thought about it", "And one more thing"]
    assert exchange.ephemeral
    assert exchange.messages[0].ephemeral


async def test_an_attachment_is_served(standin: Standin) -> None:
    exchange = await standin.slash("think")
    file = exchange.messages[0].attachments[0]
    async with aiohttp.ClientSession() as session, session.get(file.url) as response:
        data = await response.read()

    assert data == b"a,b\n1,2\n"
    assert exchange.messages[0].components[1]["file"]["url"] == file.url


async def test_silence_is_told_in_discords_words(standin: Standin) -> None:
    exchange = await standin.slash("silence")

    assert exchange.error == "The application did not respond"
    assert exchange.acked_after == float("inf")


async def test_the_bot_writes_to_a_person(standin: Standin) -> None:
    person = standin.world.person("Ben")
    await standin.slash("write", user=person)
    texts = [message.text for message in standin.state.messages if message.channel.recipient is person]

    assert texts == ["Hello"]


async def test_a_message_menu_carries_the_message(standin: Standin) -> None:
    said = await standin.say(standin.world.channel("press"), "80,000 or more")
    quoted = await standin.message_menu("Quote it", said)

    assert quoted.text == "“80,000 or more”"


async def test_a_mention_is_seen_and_answered_with_a_reference(standin: Standin) -> None:
    channel = standin.world.channel("analysis")
    said = await standin.say(channel, f"{standin.world.bot.mention} hello")
    reply = await standin.next_message(channel, after=said)

    assert reply.text == f"You said: {standin.world.bot.mention} hello"
    assert reply.replies_to is said


async def test_text_without_a_mention_is_hidden_from_the_bot(standin: Standin) -> None:
    said = await standin.say(standin.world.channel("analysis"), "between us")

    assert said.as_json(content_hidden=True)["content"] == ""
    with pytest.raises(StandinError, match="posted nothing in #analysis"):
        await standin.next_message(said.channel, after=said, timeout=0.1)


async def test_a_command_works_in_a_direct_message(standin: Standin) -> None:
    exchange = await standin.slash("echo", {"text": "hi"}, guild=None)

    assert exchange.guild is None
    assert exchange.request["context"] == 1
    assert exchange.text == "hi"


async def test_a_command_works_where_only_the_person_installed_the_app(standin: Standin) -> None:
    world = standin.world
    ana = world.person("Ana")
    elsewhere = world.add_guild("Elsewhere", owner=ana, has_bot=False)
    channel = elsewhere.add_channel("talk")
    exchange = await standin.slash("card", {"topic": "x"}, user=ana, channel=channel, install="user")

    assert exchange.request["authorizing_integration_owners"] == {"1": str(ana.id)}
    assert exchange.text == "About x"


async def test_a_subcommand_is_called_with_a_space(standin: Standin) -> None:
    exchange = await standin.slash("tray add", {"key": "tip-2024"})

    assert exchange.text == "Kept tip-2024"


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda s: s.slash("ecco", {"text": "x"}), "No command is called /ecco"),
        (lambda s: s.slash("echo", {}), "needs the option 'text'"),
        (lambda s: s.slash("echo", {"text": "x", "colour": "red"}), "has no option 'colour'"),
        (lambda s: s.slash("echo", {"text": 5}), "takes str"),
        (lambda s: s.slash("tray add", {"key": "more than ten"}), "from 1 to 10"),
        (lambda s: s.slash("point", {"where": s.world.channel("press"), "colour": "green"}), "no choice 'green'"),
        (lambda s: s.slash("echo", {"text": "x"}, user=s.world.add_person("Eve")), "Eve is no member"),
        (lambda s: s.slash("tray burn"), "has no subcommand 'burn'"),
        (lambda s: s.slash("settings"), "not offered to Ana"),
        (lambda s: s.slash("echo", {"text": "x"}, install="user"), "this kind of installation"),
        (lambda s: s.autocomplete("echo", "text"), "no autocomplete for 'text'"),
    ],
    ids=[
        "command",
        "required",
        "unknown-option",
        "type",
        "length",
        "choice",
        "member",
        "subcommand",
        "manager",
        "install",
        "autocomplete",
    ],
)
async def test_a_client_refuses_what_discords_would(
    standin: Standin, act: Callable[[Standin], Awaitable[object]], words: str
) -> None:
    with pytest.raises(StandinError, match=words):
        await act(standin)


async def test_a_manager_is_offered_the_managers_command(standin: Standin) -> None:
    exchange = await standin.slash("settings", user=standin.world.person("Dana"))

    assert exchange.text == "Set"


async def test_events_tell_a_page_what_happens(standin: Standin) -> None:
    async with standin.events.subscribe() as queue:
        await standin.slash("echo", {"text": "x"})
        kinds = [queue.get_nowait().kind for _ in range(queue.qsize())]

    assert kinds == ["asked", "message"]


async def test_a_server_can_be_joined_while_the_bot_runs(standin: Standin) -> None:
    world = standin.world
    late = world.add_guild("Late", owner=world.person("Dana"), has_bot=False)
    channel = late.add_channel("talk")
    standin.join(late)
    exchange = await standin.slash("echo", {"text": "hi"}, channel=channel, user=world.person("Dana"))

    assert exchange.guild is late
    assert exchange.text == "hi"


async def test_every_request_is_listed(standin: Standin) -> None:
    await standin.slash("echo", {"text": "hi"})
    first, *_, last = standin.requests

    assert (first.method, first.path, first.status) == ("GET", "/users/@me", 200)
    assert (last.method, last.status) == ("POST", 200)
    assert last.path.endswith("/callback")


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda s, m: s.click(m, "Nothing"), "no usable component 'Nothing'"),
        (lambda s, m: s.click(m, "pick"), "is a select menu"),
        (lambda s, m: s.select(m, "again", ["one"]), "is a button"),
        (lambda s, m: s.select(m, "pick", ["three"]), "does not offer 'three'"),
        (lambda s, m: s.select(m, "pick", ["one", "two"]), "takes 1 to 1 values, not 2"),
        (lambda s, m: s.message_menu("Nothing", m), "No message menu entry"),
    ],
    ids=["unknown", "menu-as-button", "button-as-menu", "value", "too-many", "entry"],
)
async def test_components_are_used_as_they_are(
    standin: Standin, act: Callable[[Standin, Message], Awaitable[object]], words: str
) -> None:
    card = await standin.slash("card", {"topic": "camps"})
    with pytest.raises(StandinError, match=words):
        await act(standin, card.message)


async def test_nobody_else_sees_or_uses_a_private_message(standin: Standin) -> None:
    card = await standin.slash("card", {"topic": "camps"})
    card.message.flags |= 1 << 6
    card.message.seen_by = card.user
    with pytest.raises(StandinError, match="Ben does not see this message"):
        await standin.click(card.message, "again", user=standin.world.person("Ben"))


@pytest.mark.parametrize(
    ("values", "words"),
    [({}, "must be filled in"), ({"words": "x" * 101}, "takes 0 to 100 characters"), ({"other": "x"}, "has no fields")],
    ids=["required", "length", "unknown"],
)
async def test_a_form_is_filled_in_as_it_asks(standin: Standin, values: dict[str, str], words: str) -> None:
    card = await standin.slash("card", {"topic": "camps"})
    asked = await standin.click(card.message, "Note")
    with pytest.raises(StandinError, match=words):
        await standin.submit_modal(asked, values)


async def test_people_are_offered_what_they_may_use(standin: Standin) -> None:
    names = {
        who: {command["name"] for command in standin.offered(user=standin.world.person(who))} for who in ("Ana", "Dana")
    }

    assert names["Dana"] - names["Ana"] == {"settings"}
    assert [command["name"] for command in standin.offered(install="user")] == ["card"]


async def test_private_messages_are_visible_to_one_person(standin: Standin) -> None:
    ana, ben, channel = standin.world.person("Ana"), standin.world.person("Ben"), standin.world.channel("analysis")
    await standin.slash("echo", {"text": "public"})
    await standin.slash("echo", {"text": "private", "private": True})

    assert [message.text for message in standin.visible(channel, ana)] == ["public", "private"]
    assert [message.text for message in standin.visible(channel, ben)] == ["public"]


async def test_an_answer_to_a_menu_says_so(standin: Standin) -> None:
    said = await standin.say(standin.world.channel("press"), "80,000")
    quoted = await standin.message_menu("Quote it", said)
    body = quoted.message.as_json()

    assert body["type"] == 23
    assert body["interaction_metadata"]["target_message_id"] == str(said.id)


async def test_people_and_channels_are_resolved(standin: Standin) -> None:
    world = standin.world
    exchange = await standin.slash(
        "point", {"where": world.channel("press"), "who": world.person("Ben"), "colour": "red"}
    )

    assert exchange.text == "Ben in press: red"


async def test_a_form_that_was_not_opened_cannot_be_sent(standin: Standin) -> None:
    exchange = await standin.slash("echo", {"text": "x"})
    with pytest.raises(StandinError, match="opened no form"):
        await standin.submit_modal(exchange, {})


async def test_an_answer_to_a_message_names_it(standin: Standin) -> None:
    channel = standin.world.channel("press")
    first = await standin.say(channel, "70 camps?", user=standin.world.person("Ben"))
    second = await standin.say(channel, "Who says so?", reply_to=first)

    assert second.as_json()["referenced_message"]["content"] == "70 camps?"
    assert [user.name for user in second.mentions] == ["Ben"]


async def test_an_exchange_without_a_message_says_why(standin: Standin) -> None:
    exchange = await standin.slash("silence", wait="sent")
    with pytest.raises(StandinError, match="has shown no message: nothing was posted yet"):
        _ = exchange.message

    assert exchange.text == ""
    assert exchange.done_after == float("inf")


async def test_waiting_for_a_deferred_answer_ends(standin: Standin) -> None:
    with pytest.raises(StandinError, match="was deferred and then never answered"):
        await standin.slash("dither", timeout=0.2)


async def test_waiting_for_what_never_comes_ends() -> None:
    async with Standin() as standin:
        with pytest.raises(StandinError, match=r"did not connect within 0\.05 s"):
            await standin.connected(0.05)
        with pytest.raises(StandinError, match=r"/ask was not registered within 0\.05 s"):
            await standin.registered("ask", 0.05)


async def test_a_direct_message_is_read_and_answered(standin: Standin) -> None:
    channel = standin.world.direct_channel(standin.world.person("Ben"))
    said = await standin.say(channel, f"{standin.world.bot.mention} hello")
    reply = await standin.next_message(channel, after=said)

    assert said.author.name == "Ben"
    assert reply.replies_to is said
