"""Every button and menu, pressed by people, also after a restart and by others."""

from __future__ import annotations

from typing import Any

import pytest

from bot.cards.actions import read_action
from bot.discord_app.client import Briefbot
from bot.discord_app.doing import TURNS
from bot.search.engine import Engine
from bot.standin import Exchange, Message, Standin
from bot.store import Store
from tests.discord_app.conftest import connected

OTHERWISE = ("Delete", "Share", "Wrong match?")  # these do not answer with a private card; they have their own tests


async def press_everything(standin: Standin, name: str, options: dict[str, Any]) -> list[Exchange]:
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


STARTS: list[tuple[str, dict[str, Any]]] = [
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
    ("scores", {"indicator": "human-trafficking", "view": "chart"}),
    ("ask", {"question": "heroin and meth", "private": True}),
]


async def test_every_button_of_every_card_answers(standin: Standin, bot: Briefbot) -> None:
    for name, options in STARTS:
        for exchange in await press_everything(standin, name, options):
            assert exchange.error is None, (name, exchange.name)
            assert "The fault is ours" not in exchange.text, (name, exchange.name)
            assert exchange.message.ephemeral, (name, exchange.name)


async def opened_before_a_restart(standin: Standin) -> list[Message]:
    """A session: a card of each kind, with what is behind some of its buttons."""
    cards = [(await standin.slash(name, dict(options))).message for name, options in STARTS]
    await standin.slash("tray add", {"key": "tip-2024:3"})
    cards += [(await standin.slash(name)).message for name in ("tray show", "privacy")]
    brief = cards[[name for name, _ in STARTS].index("brief")]
    cards += [(await standin.click(brief, label)).message for label in ("Passages", "Export", "Related", "Cite")]
    item = next(menu for menu in cards[len(STARTS)].selects if "trayitem" in menu["custom_id"])
    tray = await standin.slash("tray show")
    cards.append((await standin.select(tray.message, item["custom_id"], [item["options"][0]["value"]])).message)
    said = await standin.say(standin.world.channel("analysis"), "They keep up to 90 percent of the wages abroad.")
    cards += [(await standin.message_menu(name, said)).message for name in ("Find sources", "Check claim")]
    return cards


Control = tuple[Message, dict[str, Any], bool]


def by_kind(cards: list[Message]) -> dict[str, list[Control]]:
    """What a control does → the cards that have it, the control, and whether it is a menu."""
    found: dict[str, list[Control]] = {}
    for message in cards:
        for control, menu in [*((one, False) for one in message.buttons), *((one, True) for one in message.selects)]:
            action = read_action(control.get("custom_id", ""))
            if action is not None:
                inner = f" {action.arg(0)}" if action.verb in ("open", "style", "share", "text") else ""
                found.setdefault(action.verb + inner, []).append((message, control, menu))
    return found


async def use(standin: Standin, controls: list[Control]) -> Exchange | None:
    """Use the first of these whose card is still there; pages turn in place, so others may be gone."""
    for message, control, menu in controls:
        silent = any(f"|{verb}|" in control["custom_id"] for verb in ("delete", "copy"))  # these answer with no card
        wait = "ack" if silent else "answer"
        if message.deleted or message.find(control["custom_id"]) is None:
            continue
        if menu:
            return await standin.select(message, control["custom_id"], [control["options"][0]["value"]])
        return await standin.click(message, control["custom_id"], wait=wait)
    return None


async def test_every_kind_of_old_button_works_after_a_restart(standin: Standin, engine: Engine, store: Store) -> None:
    async with connected(standin, engine, store):
        kinds = by_kind(await opened_before_a_restart(standin))
    late = [*sorted(TURNS), "trayitem", "traymove", "tray", "trayremove", "trayclear", "forgetme", "delete"]  # replace
    used: set[str] = set()
    async with connected(standin, engine, store):
        for kind in sorted(kinds, key=lambda kind: late.index(kind) if kind in late else -1):
            exchange = await use(standin, kinds[kind])
            if exchange is None:
                continue
            used.add(kind)
            assert exchange.error is None, kind
            if exchange.modal is None and kind not in ("delete", "copy"):
                assert "The fault is ours" not in exchange.text, kind
                assert "No longer here" not in exchange.text, kind

    assert {"brief", "answer", "passages", "cite", "related", "keep", "export", "exportas", "wrong"} <= used
    assert {"share both", "text brief", "open brief", "style cite", "score", "source", "topics", "copy"} <= used
    assert {"tellme", "trayexport", "mydata", "forgetme", "delete"} <= used


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


@pytest.mark.parametrize(
    "forged",
    ["b1|copy|-36261512241", "b1|copy", "b1|traymove|channel|x|Division", "b1|traymove|mine", "b1|style|cite", "b1|?"],
)
async def test_a_forged_button_says_what_an_old_one_does(
    standin: Standin, bot: Briefbot, caplog: pytest.LogCaptureFixture, forged: str
) -> None:
    card = await standin.slash("help")
    button = {"type": 2, "id": 3, "style": 2, "label": "x", "custom_id": forged}
    card.message.components = [{"type": 1, "id": 2, "components": [button]}]
    pressed = await standin.click(card.message, forged)

    assert pressed.error is None
    assert "no longer" in pressed.text
    assert "Traceback" not in caplog.text
