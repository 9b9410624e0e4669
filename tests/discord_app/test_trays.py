"""/tray: collected by key and by button, moved, annotated, exported, cleared, and there after a restart."""

from __future__ import annotations

import json

import pytest

from bot.discord_app.client import Briefbot
from bot.search.engine import Engine
from bot.standin import Standin
from bot.store import Store
from tests.discord_app.conftest import connected


async def test_a_passage_is_kept_from_a_card_and_shown_after_a_restart(
    standin: Standin, engine: Engine, store: Store
) -> None:
    async with connected(standin, engine, store):
        passage = await standin.slash("ask", {"question": "tip-2024:3"})
        kept = await standin.click(passage.message, "Keep tip-2024:3")
    async with connected(standin, engine, store):
        shown = await standin.slash("tray show", user=standin.world.person("Ben"))

    assert "number 1" in kept.text
    assert "tip-2024:3, TIP 2024" in shown.text
    assert shown.ephemeral


@pytest.fixture
async def filled(standin: Standin, bot: Briefbot) -> Standin:
    await standin.slash("tray add", {"key": "tip-2024:¶3", "note": "tier"})
    await standin.slash("tray add", {"key": "Heroin and opium"})
    await standin.slash("tray add", {"key": "oci-2023:heroin-trade"})
    return standin


async def test_what_is_there_is_not_added_twice(filled: Standin) -> None:
    again = await filled.slash("tray add", {"key": "tip-2024:3"})

    assert "there already" in again.text


async def test_an_unknown_key_is_told(filled: Standin) -> None:
    unknown = await filled.slash("tray add", {"key": "tip-2024:99"})

    assert "There is nothing of that name" in unknown.text


async def test_ones_own_tray_is_another(filled: Standin) -> None:
    await filled.slash("tray add", {"key": "hrr-2021:1", "mine": True})
    mine = await filled.slash("tray show", {"mine": True})
    others = await filled.slash("tray show", {"mine": True}, user=filled.world.person("Ben"))

    assert "hrr-2021:1" in mine.text
    assert "tip-2024:3" not in mine.text
    assert "Nothing here yet" in others.text


async def test_entries_are_moved_annotated_and_removed(filled: Standin, store: Store) -> None:
    shown = await filled.slash("tray show")
    menu = next(one for one in shown.message.selects if "trayitem" in one["custom_id"])
    item = await filled.select(shown.message, menu["custom_id"], [menu["options"][0]["value"]])
    await filled.click(item.message, "Move down")
    form = await filled.click(item.message, "Note")
    noted = await filled.submit_modal(form, {"note": "for the *draft* @everyone"})
    annotated = noted.text
    removed = await filled.click(noted.message, "Remove")

    assert "for the \\*draft\\*" in annotated
    assert "@everyone" not in annotated
    assert "tip-2024:3" not in removed.text
    assert "1) **Heroin and opium**" in removed.text


@pytest.mark.parametrize("form", ["md", "docx", "bib", "ris", "csl-json"])
async def test_the_tray_is_exported(filled: Standin, form: str) -> None:
    exported = await filled.slash("tray export", {"format": form})
    file = exported.message.attachments[0]

    assert exported.ephemeral
    assert len(file.data) > 200
    if form == "csl-json":
        assert {"tip-2024", "oci-2023"} <= {item["id"] for item in json.loads(file.data)}
    if form == "md":
        text = file.data.decode()
        assert "## Notes" in text
        assert "## References" in text or "## Works cited" in text or "## Bibliography" in text
        assert 1 == text.count("Heroin and opium\n")


async def test_an_empty_tray_is_no_dossier(standin: Standin, bot: Briefbot) -> None:
    exported = await standin.slash("tray export", {"format": "docx"})

    assert "Nothing here yet" in exported.text
    assert [] == list(exported.message.attachments)


async def test_a_brief_is_kept_and_exported_from_its_card(standin: Standin, bot: Briefbot) -> None:
    posted = await standin.slash("brief", {"topic": "heroin"})
    kept = await standin.click(posted.message, "Keep")
    offered = await standin.click(posted.message, "Export")
    written = await standin.click(offered.message, "Word (DOCX)")
    plain = await standin.click(offered.message, "Markdown")

    assert "heroin is number 1" in kept.text
    assert written.ephemeral
    assert "heroin.docx" == written.message.attachments[0].filename
    assert "Heroin and opium" in plain.message.attachments[0].data.decode()


async def test_clearing_asks_first(filled: Standin) -> None:
    asked = await filled.slash("tray clear")
    cleared = await filled.click(asked.message, "Delete them")

    assert "Nothing here yet" in cleared.text


async def test_something_is_removed_by_its_key(filled: Standin) -> None:
    removed = await filled.slash("tray remove", {"key": "tip-2024:3"})
    again = await filled.slash("tray remove", {"key": "tip-2024:3"})

    assert "was removed" in removed.text
    assert "not in the tray" in again.text


async def test_privacy_prints_what_is_kept_and_deletes_it(filled: Standin) -> None:
    await filled.slash("tray add", {"key": "hrr-2021:1", "mine": True})
    card = await filled.slash("privacy")
    data = await filled.click(card.message, "Export my data")
    asked = await filled.click(card.message, "Delete my data")
    done = await filled.click(asked.message, "Delete my data")
    mine = await filled.slash("tray show", {"mine": True})

    assert "hrr-2021:1" in data.message.attachments[0].data.decode()
    assert "Done" in done.text
    assert "Nothing here yet" in mine.text


async def test_in_direct_messages_there_is_only_ones_own_tray(standin: Standin, bot: Briefbot) -> None:
    await standin.slash("tray add", {"key": "tip-2024:3"}, guild=None)
    mine = await standin.slash("tray show", {"mine": True})

    assert "tip-2024:3" in mine.text


async def test_a_tray_and_its_entries_can_be_had_as_text(filled: Standin) -> None:
    tray = await filled.slash("tray show")
    whole = await filled.click(tray.message, "As text")
    menu = next(one for one in tray.message.selects if "trayitem" in one["custom_id"])
    entry = await filled.select(tray.message, menu["custom_id"], [menu["options"][0]["value"]])
    single = await filled.click(entry.message, "As text")

    assert "tip-2024:3, TIP 2024" in whole.text
    assert "oci-2023:heroin-trade" in whole.text
    assert "tip-2024:3" in single.text
    assert "oci-2023" not in single.text


async def test_a_list_of_scores_can_be_had_as_text(standin: Standin, bot: Briefbot) -> None:
    listed = await standin.slash("scores", {"view": "list"})
    text = await standin.click(listed.message, "As text")

    assert "Heroin trade" in text.text
    assert text.ephemeral
