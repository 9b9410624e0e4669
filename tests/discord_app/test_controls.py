"""Every button and menu, pressed by people, also after a restart and by others."""

from __future__ import annotations

from bot.discord_app.client import Briefbot
from bot.search.engine import Engine
from bot.standin import Exchange, Standin
from bot.store import Store
from tests.discord_app.conftest import connected

OTHERWISE = ("Delete", "Share", "Wrong match?")  # these do not answer with a private card; they have their own tests


async def press_everything(standin: Standin, name: str, options: dict[str, str]) -> list[Exchange]:
    """Use each button and the first options of each menu, each on a fresh card, for some cards turn in place."""
    exchanges = []
    start = await standin.slash(name, dict(options))
    for button in [one for one in start.message.buttons if "custom_id" in one and one["label"] not in OTHERWISE]:
        fresh = await standin.slash(name, dict(options))
        exchanges.append(await standin.click(fresh.message, button["label"]))
    for number, menu in enumerate(start.message.selects):
        for option in menu["options"][:3]:
            fresh = await standin.slash(name, dict(options))
            same = fresh.message.selects[number]["custom_id"]  # another by now where a style was chosen
            exchanges.append(await standin.select(fresh.message, same, [option["value"]]))
    return exchanges


STARTS: list[tuple[str, dict[str, str]]] = [
    ("ask", {"question": "how many people are in prison camps"}),
    ("ask", {"question": "tip-2024:3"}),
    ("ask", {"question": "weather in Seoul tomorrow"}),
    ("brief", {"topic": "overseas-wages"}),
    ("cite", {"text": "heroin for decades"}),
    ("scores", {}),
    ("scores", {"indicator": "human-trafficking"}),
    ("scores", {"indicator": "criminal-markets"}),
    ("sources", {}),
    ("sources", {"source": "hrr-2021"}),
    ("help", {}),
    ("figures", {"measure": "camp-population"}),
    ("compare", {"topic": "heroin", "first": "oci-2023", "second": "tip-2024"}),
    ("compare", {"topic": "scores", "first": "oci-2023", "second": "oci-2021"}),
    ("check", {"claim": "There are 200,000 people in political prison camps."}),
    ("topics", {"tag": "drugs"}),
]


async def test_every_button_of_every_card_answers(standin: Standin, bot: Briefbot) -> None:
    for name, options in STARTS:
        for exchange in await press_everything(standin, name, options):
            assert exchange.error is None, (name, exchange.name)
            assert "The fault is ours" not in exchange.text, (name, exchange.name)
            assert exchange.message.ephemeral, (name, exchange.name)


async def test_old_buttons_work_after_a_restart(standin: Standin, engine: Engine, store: Store) -> None:
    async with connected(standin, engine, store):
        before = await standin.slash("brief", {"topic": "heroin"})
    async with connected(standin, engine, store):
        for button in before.message.buttons[:3]:
            exchange = await standin.click(before.message, button["custom_id"])
            assert exchange.error is None
            assert "The fault is ours" not in exchange.text


async def test_another_person_gets_a_private_view(standin: Standin, bot: Briefbot) -> None:
    start = await standin.slash("brief", {"topic": "heroin"})
    exchange = await standin.click(start.message, "Passages", user=standin.world.person("Ben"))

    assert exchange.ephemeral
    assert "heroin" in exchange.text
    assert start.message.text != exchange.text


async def test_pages_turn_in_place(standin: Standin, bot: Briefbot) -> None:
    start = await standin.slash("brief", {"topic": "political-prison-camps"})
    first = await standin.click(start.message, "Passages")
    second = await standin.click(first.message, "Next")

    assert "1–4 of" in first.responses[0].payload["data"]["components"][0]["components"][0]["content"]
    assert second.message.id == first.message.id
    assert "5–8 of" in second.text
